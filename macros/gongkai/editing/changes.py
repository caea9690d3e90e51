"""A change to a file: what it held when it was read and what it is to hold, shown as a diff and written as one."""

import difflib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from gongkai.atomic_writing import PlannedFile, write_all
from gongkai.errors import UsageError
from gongkai.file_text import read_text
from gongkai.findings import say

_CONTEXT = 1
"""Lines that a diff shows around a change: in a narrative a line is a paragraph, so that more would hide the change."""


@dataclass(frozen=True, slots=True)
class FileChange:
    """What a file is to hold instead of what it held.

    Attributes:
        path: Its path relative to the site's folder, with forward slashes.
        before: Its bytes when it was read.
        after: The bytes to write.
    """

    path: str
    before: bytes
    after: bytes


def as_diff(changes: Sequence[FileChange]) -> Iterator[str]:
    """The lines of a unified diff of some changes, without line ends; files that stay as they are are left out.

    A change that no line shows, as one of encoding or line ends is, is a line of words.
    """
    for change in changes:
        if change.before == change.after:
            continue
        before, after = (_text(content).splitlines() for content in (change.before, change.after))
        if before == after:
            yield say("editing.unseen", {"file": change.path})
        else:
            yield from difflib.unified_diff(before, after, change.path, change.path, lineterm="", n=_CONTEXT)


def _text(content: bytes) -> str:
    """The text of a file for showing, in whatever encoding Chinese editors write."""
    decoded = read_text(content)
    return decoded.text if decoded is not None else content.decode("gb18030", errors="replace")


def write_changes(root: Path, changes: Sequence[FileChange]) -> None:
    """Write changes, all or none.

    Args:
        root: The folder that their paths are relative to.
        changes: The changes; those that change nothing are not written.

    Raises:
        UsageError: A file no longer holds what was read; nothing is written.
        OSError: A file cannot be written; everything is as it was before.
    """
    real = [change for change in changes if change.before != change.after]
    for change in real:
        if (root / change.path).read_bytes() != change.before:
            raise UsageError(say("editing.meanwhile", {"file": change.path}))
    write_all(root, [PlannedFile(change.path, change.after) for change in real])
