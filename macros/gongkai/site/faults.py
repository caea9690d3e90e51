"""What stops a build and is no finding: disk, memory, another program, a file that is gone; one message, exit 2.

MkDocs shows a traceback for whatever it did not expect. The clerk is told here what happened to which file and what to
do; the traceback is in the log of `mkdocs build --verbose`, for whoever mends the program.
"""

import errno
import logging
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from typing import Any, NoReturn

import click
from mkdocs.exceptions import Abort, PluginError

from gongkai.errors import GongkaiError, WorkerEndedError
from gongkai.findings import say
from gongkai.system_errors import system_reason
from gongkai.visible_text import visible
from gongkai.words import WordsError

log = logging.getLogger("mkdocs.plugins.gongkai")

_ADVICE: Mapping[int, str] = {
    errno.ENOSPC: "room",
    errno.EDQUOT: "room",
    errno.EFBIG: "size",
    errno.EMFILE: "handles",
    errno.ENFILE: "handles",
    errno.ENOMEM: "memory",
    errno.EACCES: "right",
    errno.EPERM: "right",
    errno.EROFS: "right",
    errno.ENOENT: "gone",
}
"""By the system's number of an error what to do about it."""


class FaultError(PluginError):
    """A fault whose message says what happened and what to do; the build ends with exit code 2."""


class RepairableError(FaultError):
    """What a clerk or the author of a package can repair, as the package has said it (``GongkaiError``)."""


class StopCommand(Abort):
    """Ends the command with exit code 2; what there is to say has been logged."""

    code = 2
    exit_code = 2

    def show(self, *args: Any, **kwargs: Any) -> None:
        """Show nothing more."""
        del args, kwargs


def stop_at(error: Exception, *, preview: bool) -> None:
    """End the command at a fault; return where the error is one that MkDocs or click shows to people itself.

    Args:
        error: What a build has raised.
        preview: Whether it is a preview, which lives on and shows what has happened itself.

    Raises:
        Stopped: It is a fault.
    """
    if preview:
        return
    if isinstance(error, FaultError) or not isinstance(
        error, (click.ClickException, SystemExit, click.exceptions.Exit)
    ):
        stop(error)


def stop(error: Exception) -> NoReturn:
    """Log what happened, and end the command.

    Args:
        error: What was raised.

    Raises:
        Stopped: Always.
    """
    text = fault_text(error)
    log.error(text)
    log.debug("the error itself", exc_info=error)
    raise StopCommand(text) from error


@contextmanager
def stopping(clear: Callable[[], object]) -> Iterator[None]:
    """End the command at a fault of the block, which MkDocs tells no other hook of.

    Args:
        clear: Called first.

    Raises:
        Stopped: There was a fault.
    """
    try:
        yield
    except GongkaiError as error:
        clear()
        stop(FaultError(str(error)))
    except Exception as error:  # noqa: BLE001 - a person gets a line and no traceback, whatever it is
        clear()
        stop(error if isinstance(error, FaultError) else FaultError(say("faults.end", {"text": fault_text(error)})))


def fault_text(error: BaseException) -> str:
    """What happened, to which file, and what to do, in Chinese.

    Args:
        error: What was raised.
    """
    if isinstance(error, GongkaiError | RepairableError):
        return say("faults.stopped", {"text": error})
    if isinstance(error, FaultError | WordsError):
        return str(error)
    if isinstance(error, OSError):
        why, advice = system_reason(error), say(f"faults.do.{_ADVICE.get(error.errno or 0, 'again')}")
        name = error.filename if isinstance(error.filename, str) else ""
        return visible(say("faults.file" if name else "faults.system", {"file": name, "why": why, "advice": advice}))
    if isinstance(error, MemoryError):
        return say("faults.memory")
    if isinstance(error, WorkerEndedError):
        return say("faults.worker")
    return visible(say("faults.other", {"kind": type(error).__name__, "text": str(error)[:300]}))
