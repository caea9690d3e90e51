"""Writes new files into a folder that is new or empty."""

from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from gongkai.errors import UsageError
from gongkai.findings import say


@dataclass(frozen=True, slots=True)
class NewFiles:
    """The result of a command that creates files.

    Attributes:
        files: The files that were written, in order.
        notes: What the clerk should know about them, one sentence each, in Chinese.
    """

    files: tuple[Path, ...]
    notes: tuple[str, ...] = ()


def fill_folder(folder: Path, files: Iterable[tuple[str, str]], *, force: bool) -> NewFiles:
    """Write files into a folder that is new or empty.

    Args:
        folder: The folder; created if it does not exist.
        files: Path relative to the folder, with forward slashes, and text of each file.
        force: Whether the folder may hold files already; those of the same names are overwritten.

    Raises:
        UsageError: The folder is not empty, or is a file.
    """
    if folder.exists() and not folder.is_dir():
        raise UsageError(say("command.not-a-folder", {"folder": folder}))
    if folder.is_dir() and any(folder.iterdir()) and not force:
        raise UsageError(say("command.not-empty", {"folder": folder}))
    return NewFiles(tuple(write(folder / name, text) for name, text in files))


def write(file: Path, text: str) -> Path:
    """Write one file, and create its folders; UTF-8 with Unix newlines on every system."""
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text(text, encoding="utf-8", newline="\n")
    return file
