"""Built beside the published site, exchanged with it at the very end: a build that fails leaves what is published.

On Linux the exchange is one step of the file system; elsewhere it is two renames, mended at the next start.
"""

import ctypes
import os
import shutil
import sys
from dataclasses import dataclass
from pathlib import Path

from gongkai.errors import WorkspaceError

_AT_FDCWD = -100
_RENAME_EXCHANGE = 2


@dataclass(frozen=True, slots=True)
class Stage:
    """Where a build is written, and where it will stand.

    Attributes:
        target: The published folder.
        folder: The folder that is built, a sibling of it.
    """

    target: Path
    folder: Path

    @property
    def aside(self) -> Path:
        """Where the old site stands between two renames."""
        return self.target.with_name(f".{self.target.name}.old")


def prepare(site_dir: Path) -> Stage:
    """Choose the folder to build in; leftovers of a build that was killed are cleared, a half exchange is mended.

    Args:
        site_dir: The folder that is published; a link is followed.
    """
    target = site_dir.resolve()
    stage = Stage(target, target.with_name(f".{target.name}.new"))
    if stage.aside.is_dir() and not target.exists():
        stage.aside.rename(target)
    for leftover in (stage.folder, stage.aside):
        if leftover.is_dir():
            shutil.rmtree(leftover)
    return stage


def publish(stage: Stage) -> None:
    """Put the built folder in the published one's place.

    Raises:
        WorkspaceError: The file system refuses; what is published stands as it was.
    """
    try:
        if not stage.target.exists():
            stage.folder.rename(stage.target)
        elif exchange(stage.folder, stage.target):
            shutil.rmtree(stage.folder)
        else:
            _swap_by_renames(stage)
    except OSError as error:
        raise WorkspaceError(f"无法替换 {stage.target}：{error.strerror}。已公布的网站没有改动。") from error


def discard(stage: Stage) -> None:
    """Remove what was built and is not to be published."""
    shutil.rmtree(stage.folder, ignore_errors=True)


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
    except OSError:
        stage.aside.rename(stage.target)
        raise
    shutil.rmtree(stage.aside)
