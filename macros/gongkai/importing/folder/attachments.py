"""What is in a folder of mail attachments: a job for each document, and why any other file is not imported."""

import os
from collections.abc import Iterator, Sequence
from dataclasses import replace
from pathlib import Path

from gongkai.errors import ReadError, UsageError
from gongkai.findings import say
from gongkai.importing.folder.unpacking import is_archive, is_junk, printable, unpacked
from gongkai.importing.model import ImportResult, Job
from gongkai.importing.unexpected import not_taken
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
        own = Job(entry, "", year, None, printable(entry.relative_to(folder).as_posix()))
        try:
            yield from _documents(own, room / str(number)) if is_archive(entry) else [own]
        except ReadError as error:
            yield ImportResult(own, year, error=str(error))
        except OSError as error:
            yield ImportResult(own, year, error=_unreadable(own.display_name, error))
        except Exception as error:  # noqa: BLE001 - one file must not end a batch
            yield not_taken(own, year, error)
    if empty:
        raise UsageError(say("import.folder.empty", {"folder": folder}))


def files_of_one_report(paths: Sequence[Path], room: Path) -> Iterator[Path]:
    """The files of one report: those that are named, and those in folders and archives that are.

    Args:
        paths: As the clerk named them.
        room: An empty folder for what archives hold; it has to last as long as the files are used.

    Raises:
        ReadError: An archive, or something in one, cannot be read.
    """
    for number, path in enumerate(paths):
        inside = [entry for entry in _files(path) if isinstance(entry, Path)] if path.is_dir() else [path]
        for place, file in enumerate(inside):
            if not is_archive(file):
                yield file
                continue
            for item in unpacked(file, room / f"{number}-{place}", name=file.name):
                if item.file is None:
                    raise ReadError(item.error)
                yield item.file


def _documents(archive: Job, room: Path) -> Iterator[Job | ImportResult]:
    """The documents of an archive, each as a job or as a result that says why it is none."""
    for item in unpacked(archive.file, room, name=archive.file.name):
        job = replace(archive, file=item.file or archive.file, display_name=f"{archive.display_name}/{item.name}")
        yield job if item.file is not None else ImportResult(job, archive.year, error=item.error)


def _files(folder: Path) -> Iterator[Path | ImportResult]:
    """The files below a folder; a folder that cannot be opened, or is a link to another place, is a result."""
    unread: list[OSError] = []
    for place, folders, names in os.walk(folder, onerror=unread.append):
        folders[:] = sorted(name for name in folders if not is_junk(f"{name}/"))
        for linked in (path for name in folders if (path := Path(place, name)).is_symlink()):
            printed_name = printable(linked.relative_to(folder).as_posix())
            error = say("import.folder.linked", {"folder": printed_name})
            yield ImportResult(Job(linked, "", None, None, printed_name), error=error)
        for name in sorted(names):
            if not is_junk(name):
                yield Path(place, name)
    for reason in unread:
        printed_name = printable(str(reason.filename))
        yield ImportResult(
            Job(Path(str(reason.filename)), "", None, None, printed_name), error=_unreadable(printed_name, reason)
        )


def _unreadable(name: str, error: OSError) -> str:
    return say("command.no-file", {"file": name, "why": system_reason(error)})
