"""What is in a folder of mail attachments: each document as a job, each file that is none with the reason."""

import os
from collections.abc import Iterator
from pathlib import Path

from gongkai.errors import ReadError, UsageError
from gongkai.findings import say
from gongkai.importing.folder.unpacking import is_archive, is_junk, printable, unpacked
from gongkai.importing.model import ImportResult, Job
from gongkai.system_errors import system_reason


def attachments(folder: Path, room: Path, *, year: int | None = None) -> Iterator[Job | ImportResult]:
    """The documents of a folder and of the folders and archives in it, in the order of their names.

    Args:
        folder: The folder.
        room: An empty folder for what archives hold; it has to last as long as the jobs are used.
        year: The year reported on, where the clerk states it.

    Returns:
        A job for each document, without an agency; a result for each file or folder that cannot be read.

    Raises:
        UsageError: There is no document in it.
    """
    empty = True
    for number, entry in enumerate(_files(folder)):
        empty = False
        if isinstance(entry, ImportResult):
            yield entry
            continue
        shown = printable(entry.relative_to(folder).as_posix())
        if not is_archive(entry):
            yield Job(entry, "", year, None, shown)
            continue
        try:
            for item in unpacked(entry, room / str(number), name=entry.name):
                job = Job(item.file or entry, "", year, None, f"{shown}/{item.name}")
                yield job if item.file is not None else ImportResult(job, year, error=item.error)
        except (ReadError, OSError) as error:
            why = str(error) if isinstance(error, ReadError) else _unreadable(shown, error)
            yield ImportResult(Job(entry, "", year, None, shown), year, error=why)
    if empty:
        raise UsageError(say("import.folder.empty", {"folder": folder}))


def _files(folder: Path) -> Iterator[Path | ImportResult]:
    """The files below a folder; a folder that cannot be opened is a result."""
    unread: list[OSError] = []
    for place, folders, names in os.walk(folder, onerror=unread.append):
        folders[:] = sorted(name for name in folders if not is_junk(f"{name}/"))
        for name in sorted(names):
            if not is_junk(name):
                yield Path(place, name)
    for error in unread:
        shown = printable(str(error.filename))
        yield ImportResult(Job(Path(str(error.filename)), "", None, None, shown), error=_unreadable(shown, error))


def _unreadable(name: str, error: OSError) -> str:
    return say("command.no-file", {"file": name, "why": system_reason(error)})
