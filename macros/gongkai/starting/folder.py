"""Writes new files: those of a new site, which are copies of the files in ``starter``, and any others.

The files in ``starter`` hold all that a clerk reads in a new site.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from importlib import resources
from importlib.resources.abc import Traversable
from pathlib import Path

from gongkai.checks import rule_codes
from gongkai.errors import UsageError
from gongkai.findings import say
from gongkai.forms import shipped_forms
from gongkai.forms.schema import schema_text

_IGNORED = ".gitignore"


@dataclass(frozen=True, slots=True)
class NewFiles:
    """The result of a command that creates files.

    Attributes:
        files: The files that were written, in order.
        notes: What the clerk should know about them, one sentence each, in Chinese.
    """

    files: tuple[Path, ...]
    notes: tuple[str, ...] = ()


def new_site(folder: Path, *, force: bool) -> NewFiles:
    """Create a site that builds at once and has no agency yet.

    Args:
        folder: The folder of the site; created if it does not exist.
        force: Whether the folder may hold files already; those of the same names are overwritten.

    Raises:
        UsageError: The folder is not empty, or is a file.
    """
    own = (folder / _IGNORED).exists()  # which lists what else the folder holds, and is left as it is
    return fill_folder(folder, (file for file in _starter_files() if not own or file[0] != _IGNORED), force=force)


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


def _starter_files() -> Iterator[tuple[str, str]]:
    yield _IGNORED, say("starting.ignored")  # packages lose files of such names on their way
    yield from _texts(resources.files("gongkai.starting").joinpath("starter"), "")
    for form in shipped_forms():
        yield f"data/.schema/{form.id}.json", schema_text(form, rule_codes())


def _texts(folder: Traversable, parent: str) -> Iterator[tuple[str, str]]:
    for item in sorted(folder.iterdir(), key=lambda item: item.name):
        if item.is_dir():
            yield from _texts(item, f"{parent}{item.name}/")
        else:
            yield parent + item.name, item.read_text(encoding="utf-8")
