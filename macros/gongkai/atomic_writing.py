"""Writes several files as one transaction: all of them are written in full, or everything stays as it was."""

import contextlib
import errno
import os
import shutil
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True, slots=True)
class PlannedFile:
    """A file to write: its path relative to the site's folder, and its bytes."""

    path: str
    content: bytes


def write_all(root: Path, writes: Sequence[PlannedFile]) -> None:
    """Write files, all or none: all are written under temporary names before the first one is renamed.

    Args:
        root: The folder that their paths are relative to.
        writes: The files.

    Raises:
        OSError: One cannot be written; everything is as it was before.
    """
    with contextlib.ExitStack() as undo:
        with contextlib.ExitStack() as temporary:
            pairs = [(_complete(write, root, undo, temporary), _target(root, write)) for write in writes]
            for complete, target in pairs:
                _put(complete, target, undo)
        undo.pop_all()


def _target(root: Path, write: PlannedFile) -> Path:
    """The file to write; of a symbolic link the file that it leads to."""
    return (root / write.path).resolve()


def _complete(write: PlannedFile, root: Path, undo: contextlib.ExitStack, temporary: contextlib.ExitStack) -> Path:
    """Write the content under a temporary name in the same folder, with the permissions of the file to replace."""
    target = _target(root, write)
    for folder in reversed([folder for folder in target.parents if not folder.exists()]):
        folder.mkdir(exist_ok=True)
        undo.callback(folder.rmdir)
    if target.exists() and not os.access(target, os.W_OK):
        raise PermissionError(errno.EACCES, os.strerror(errno.EACCES), str(target))
    complete = target.with_name(f".{target.name}.new")
    temporary.callback(complete.unlink, missing_ok=True)
    with _named(target):
        complete.write_bytes(write.content)
        if target.exists():
            shutil.copymode(target, complete)
    return complete


def _put(complete: Path, target: Path, undo: contextlib.ExitStack) -> None:
    former = target.read_bytes() if target.exists() else None
    with _named(target):
        complete.replace(target)
    undo.callback(_restore, target, former)


def _restore(target: Path, former: bytes | None) -> None:
    if former is None:
        target.unlink(missing_ok=True)
    else:
        target.write_bytes(former)


@contextlib.contextmanager
def _named(target: Path) -> Iterator[None]:
    """Let errors of the block name the file that the clerk knows, not the temporary one."""
    try:
        yield
    except OSError as error:
        error.filename = str(target)
        raise
