"""Folders and files: a new site from the files in ``starter``, and writing in general.

The texts of ``starter`` are what a clerk finds in a new site; here is only how they come to the disk.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from importlib import resources
from importlib.resources.abc import Traversable
from pathlib import Path

from gongkai.errors import UsageError
from gongkai.findings import say
from gongkai.forms import shipped_forms
from gongkai.forms.schema import schema_text


@dataclass(frozen=True, slots=True)
class Begun:
    """What was begun.

    Attributes:
        files: The files that were written, in order.
        notes: What the clerk should know, in words.
    """

    files: tuple[Path, ...]
    notes: tuple[str, ...] = ()


def new_site(folder: Path, *, force: bool) -> Begun:
    """Begin a site that builds at once and has no agency yet.

    Args:
        folder: Where; made if it is not there.
        force: Whether a folder that is not empty may be used, files of the same names overwritten.

    Raises:
        UsageError: The folder is not empty, or is a file.
    """
    return fill_folder(folder, _starter_files(), force=force)


def fill_folder(folder: Path, files: Iterable[tuple[str, str]], *, force: bool) -> Begun:
    """Write files into a folder of their own.

    Args:
        folder: Where; made if it is not there.
        files: Paths relative to it, with forward slashes, and texts.
        force: Whether a folder that is not empty may be used, files of the same names overwritten.

    Raises:
        UsageError: The folder is not empty, or is a file.
    """
    if folder.exists() and not folder.is_dir():
        raise UsageError(say("command.not-a-folder", {"folder": folder}))
    if folder.is_dir() and any(folder.iterdir()) and not force:
        raise UsageError(say("command.not-empty", {"folder": folder}))
    return Begun(tuple(write(folder / name, text) for name, text in files))


def write(file: Path, text: str) -> Path:
    """Write one file, its folders with it; UTF-8 and plain newlines on every system."""
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text(text, encoding="utf-8", newline="\n")
    return file


def _starter_files() -> Iterator[tuple[str, str]]:
    yield from _texts(resources.files("gongkai.starting").joinpath("starter"), "")
    for form in shipped_forms():
        yield f"data/.schema/{form.id}.json", schema_text(form)


def _texts(folder: Traversable, above: str) -> Iterator[tuple[str, str]]:
    for item in sorted(folder.iterdir(), key=lambda item: item.name):
        if item.is_dir():
            yield from _texts(item, f"{above}{item.name}/")
        else:
            yield above + item.name, item.read_text(encoding="utf-8")
