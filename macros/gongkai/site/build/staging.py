"""Built beside the published site, exchanged with it at the very end: a build that fails leaves what is published.

On Linux the exchange is one step of the file system; elsewhere it is two renames, mended at the next start. A build
holds the folder that it writes, so that two at once do not publish a mixture of both.
"""

import ctypes
import os
import shutil
import sys
from dataclasses import dataclass, field
from pathlib import Path

from gongkai.errors import WorkspaceError
from gongkai.findings import say

if sys.platform != "win32":
    import fcntl

_AT_FDCWD = -100
_RENAME_EXCHANGE = 2


@dataclass(frozen=True, slots=True)
class Stage:
    """Where a build is written, and where it will stand.

    Attributes:
        target: The published folder.
        folder: The folder that is built, a sibling of it.
        lock: Descriptor by which this process holds ``folder``; None where the system has no such locks.
    """

    target: Path
    folder: Path
    lock: int | None = field(default=None, compare=False)

    @property
    def aside(self) -> Path:
        """Where the old site stands between two renames."""
        return self.target.with_name(f".{self.target.name}.old")

    def release(self) -> None:
        """Let go of the folder; once only."""
        if self.lock is not None:
            os.close(self.lock)


def prepare(site_dir: Path) -> Stage:
    """Make the folder to build in; leftovers of a build that was killed are cleared, a half exchange is mended.

    Args:
        site_dir: The folder that is published; a link is followed.

    Raises:
        WorkspaceError: Another build is at work, leftovers cannot be cleared, or the place is taken by a file.
    """
    target = site_dir.resolve()
    stage = Stage(target, target.with_name(f".{target.name}.new"))
    if target.exists() and not target.is_dir():
        raise WorkspaceError(say("build.no-folder", {"folder": target}))
    try:
        if stage.folder.is_dir() and not stage.folder.is_symlink():
            Stage(target, stage.folder, _hold(stage.folder)).release()
        if stage.aside.is_dir() and not target.exists():
            stage.aside.rename(target)
        _clear(stage.folder)
        _clear(stage.aside)
        stage.folder.mkdir(parents=True)
        return Stage(target, stage.folder, _hold(stage.folder))
    except (BlockingIOError, FileExistsError) as error:
        raise WorkspaceError(say("build.busy", {"folder": stage.folder})) from error
    except OSError as error:
        raise WorkspaceError(say("build.unwritable", {"file": error.filename, "why": error.strerror})) from error


def publish(stage: Stage) -> None:
    """Put the built folder in the published one's place; hidden files and permissions of that one are kept.

    What cannot be deleted of the old site afterwards is left to the next start: the new one is published by then.

    Raises:
        WorkspaceError: The file system refuses; what is published stands as it was.
    """
    try:
        if stage.target.exists():
            _carry_over(stage)
            if not exchange(stage.folder, stage.target):
                _swap_by_renames(stage)
        else:
            stage.folder.rename(stage.target)
    except OSError as error:
        raise WorkspaceError(say("build.not-replaced", {"folder": stage.target, "why": error.strerror})) from error
    shutil.rmtree(stage.folder, ignore_errors=True)
    shutil.rmtree(stage.aside, ignore_errors=True)
    stage.release()


def discard(stage: Stage) -> None:
    """Remove what was built and is not to be published."""
    shutil.rmtree(stage.folder, ignore_errors=True)
    stage.release()


def exchange(left: Path, right: Path) -> bool:
    """Exchange two folders in one step; False where the system cannot."""
    if not sys.platform.startswith("linux"):
        return False
    rename = getattr(ctypes.CDLL(None, use_errno=True), "renameat2", None)
    if rename is None:
        return False
    result = rename(_AT_FDCWD, os.fsencode(left), _AT_FDCWD, os.fsencode(right), _RENAME_EXCHANGE)
    return int(result) == 0


def _swap_by_renames(stage: Stage) -> None:
    stage.target.rename(stage.aside)
    try:
        stage.folder.rename(stage.target)
    except BaseException:  # Ctrl-C too: between the two renames there is no site
        stage.aside.rename(stage.target)
        raise


def _carry_over(stage: Stage) -> None:
    """Copy what MkDocs would not have deleted: a working tree's ``.git``, a server's ``.well-known``."""
    for item in stage.target.iterdir():
        copy = stage.folder / item.name
        if item.name.startswith(".") and not copy.exists():
            if item.is_dir() and not item.is_symlink():
                shutil.copytree(item, copy, symlinks=True)
            else:
                shutil.copy2(item, copy, follow_symlinks=False)
    shutil.copymode(stage.target, stage.folder)


def _clear(path: Path) -> None:
    if path.is_dir() and not path.is_symlink():
        shutil.rmtree(path)
    else:
        path.unlink(missing_ok=True)


def _hold(folder: Path) -> int | None:
    """Hold a folder until the descriptor is closed or the process has ended.

    Raises:
        BlockingIOError: Another process holds it.
    """
    if sys.platform == "win32":
        return None
    handle = os.open(folder, os.O_RDONLY)
    try:
        fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        os.close(handle)
        raise
    except OSError:  # a file system without locks
        os.close(handle)
        return None
    return handle
