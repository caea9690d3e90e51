"""Runs one command after the other in one process, for the command server (`tests/command_server.py`).

A new fork spends a third of a small build on copying memory that the build writes to, mostly counts of references.
Here the next command finds what the first one found: logging, warnings, paths, MkDocs' plugins and what the modules of
this package have gathered are put back. Where a command leaves anything else behind, be it a thread, a process, a
module from elsewhere or something to do at the end, it was the last one of its process, which ends as any other does.
"""

from __future__ import annotations

import atexit
import contextlib
import ctypes
import functools
import gc
import importlib
import json
import logging
import os
import signal
import sys
import threading
import warnings
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    import socket
    from collections.abc import Callable, Iterator, Mapping

SUBREAPER = 36
"""`PR_SET_CHILD_SUBREAPER` of Linux; Python has no name for it."""


def can_run_again(request: Mapping[str, Any], path: str) -> bool:
    """Whether a command may be run after others: a build with the usual packages, of a site without code of its own.

    Args:
        request: What the client asks for.
        path: The folders in which packages are found, as `PYTHONPATH` names them.
    """
    command, folder = request["command"], Path(request["cwd"])
    return (
        Path(command[0]).name == "mkdocs"
        and command[1:2] == ["build"]
        and not {"-f", "--config-file"} & set(command)
        and not request["session"]
        and request["environment"].get("PYTHONPATH", "") == path
        and not _uses_code(folder)
    )


def _uses_code(folder: Path) -> bool:
    """Whether the settings of a site name a file of Python beside them, or macros look for it by themselves."""
    names = {path.stem for path in folder.glob("*.py")}
    return bool(names) and ("main" in names or any(name in _settings(folder) for name in names))


def _settings(folder: Path) -> str:
    return "".join(path.read_text(encoding="utf-8", errors="replace") for path in sorted(folder.glob("*.yml")))


_gathered: list[tuple[dict[Any, Any] | list[Any] | set[Any], Any]] = []
"""What modules of this package have gathered in variables of theirs, and a copy of it."""


def prepare() -> None:
    """Let processes that a command starts in a roundabout way become this one's, which can then tell that they run.

    What a build wants to be done at the end only to end sooner is left out. What modules have gathered by now is noted.
    """
    modules = [module for name, module in sys.modules.items() if name.startswith("gongkai.")]
    items = [(name, item) for module in modules for name, item in vars(module).items() if not name.startswith("__")]
    _gathered[:] = [
        (item, item.copy()) for name, item in items if name.islower() and isinstance(item, (dict, list, set))
    ]
    register = atexit.register
    atexit.register = lambda function, *rest, **named: (  # type: ignore[assignment]
        function if function is gc.freeze else register(function, *rest, **named)
    )
    with contextlib.suppress(OSError, AttributeError):
        ctypes.CDLL(None).prctl(SUBREAPER, 1, 0, 0, 0)


def run(command: Callable[[], object], channel: socket.socket) -> dict[str, Any] | Callable[[], object] | None:
    """Run a command, say with which code it has ended, and wait for the next one.

    Args:
        command: The function of the command.
        channel: Where its code is said, and the next request comes.

    Returns:
        The request for the next command; nothing where there is none any more; what is left to do where this command
        was the last one of this process.
    """
    modules, before = set(sys.modules), _state()
    code: str | int | None = None
    with _put_back():
        try:
            command()
        except SystemExit as ending:
            code = ending.code
    sys.stdout.flush()
    sys.stderr.flush()
    if not (code is None or isinstance(code, int)) or _state() != before or _has_other_code(modules):
        return functools.partial(sys.exit, code)
    channel.sendall(b"%d\n" % ((code or 0) & 0xFF))
    with channel.makefile("rb") as requests:
        line = requests.readline()
    return dict(json.loads(line)) if line else None


def _state() -> tuple[object, ...]:
    """What a command leaves alone that leaves nothing to be done at the end of the process."""
    mask = os.umask(0)
    os.umask(mask)
    return (
        threading.enumerate(),
        _has_children(),
        atexit._ncallbacks(),
        signal.getsignal(signal.SIGINT),
        signal.getsignal(signal.SIGTERM),
        sys.excepthook,
        sys.getrecursionlimit(),
        sys.stdout,
        sys.stderr,
        mask,
    )


def _has_children() -> bool:
    try:
        os.waitpid(-1, os.WNOHANG)
    except ChildProcessError:
        return False
    return True


def _has_other_code(modules: set[str]) -> bool:
    """Whether a module has been imported that no package has, as those of a hook are."""
    files = [getattr(module, "__file__", None) for name, module in list(sys.modules.items()) if name not in modules]
    return any(not file.startswith(tuple(filter(None, sys.path))) for file in files if file)


@contextlib.contextmanager
def _put_back() -> Iterator[None]:
    """Put back what a build changes for its whole process."""
    loggers = [logger for logger in logging.root.manager.loggerDict.values() if isinstance(logger, logging.Logger)]
    listening = [
        (logger, list(logger.handlers), list(logger.filters), logger.level, logger.propagate, logger.disabled)
        for logger in (logging.root, *loggers)
    ]
    path, collect_after = list(sys.path), gc.get_threshold()
    with warnings.catch_warnings():
        yield
    for logger, handlers, filters, level, propagate, disabled in listening:
        logger.handlers[:], logger.filters[:] = handlers, filters
        logger.propagate, logger.disabled = propagate, disabled
        if logger.level != level:
            logger.setLevel(level)
    sys.path[:] = path
    gc.set_threshold(*collect_after)
    for item, copy in _gathered:
        item.clear()
        item.extend(copy) if isinstance(item, list) else item.update(copy)
    settings = importlib.import_module("mkdocs.config.defaults").MkDocsConfig
    dict(settings._schema)["plugins"].plugin_cache.clear()  # in which MkDocs 1.6 keeps plugins for its next reload
