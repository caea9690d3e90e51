"""The documents of a folder, as attachments of mails are saved: every file is a report, whose agency it says itself."""

from collections.abc import Iterator
from pathlib import Path

from gongkai.errors import UsageError
from gongkai.findings import say
from gongkai.importing.model import Job


def read_folder(folder: Path) -> tuple[Job, ...]:
    """The documents of a folder and of the folders in it, in order; hidden files and those of open programs are not.

    Args:
        folder: The folder.

    Raises:
        UsageError: There is none.
    """
    jobs = tuple(Job(file, "", display_name=file.relative_to(folder).as_posix()) for file in _files(folder))
    if not jobs:
        raise UsageError(say("import.folder-empty", {"folder": folder}))
    return jobs


def _files(folder: Path) -> Iterator[Path]:
    for file in sorted(folder.rglob("*")):
        parts = file.relative_to(folder).parts
        if file.is_file() and not any(part.startswith((".", "~$", "__MACOSX")) for part in parts):
            yield file
