"""Builds into a folder next to the published site and exchanges the two at the end: a failed build changes nothing.

On Linux the exchange is one step of the file system; elsewhere it is two renames, mended at the next start. A build
holds a lock on the published folder from before it clears anything until it has cleared up after itself, so that two
at once do not publish a mixture of both.
"""

import contextlib
import ctypes
import logging
import os
import shutil
import sys
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path

from filelock import BaseFileLock

from gongkai.errors import WorkspaceError
from gongkai.findings import say
from gongkai.site.publishing.lock import lock_site
from gongkai.system_errors import system_reason

log = logging.getLogger("mkdocs.plugins.gongkai")

_AT_FDCWD = -100
_RENAME_EXCHANGE = 2
_READ_BY_ALL = 0o444
_ENTERED_BY_ALL = 0o555


@dataclass(frozen=True, slots=True)
class Stage:
    """Where a build is written, and where it will be.

    Attributes:
        target: The published folder.
        folder: The folder that is built, a sibling of it.
        lock: Lock on ``target``; None where the file system has no locks.
    """

    target: Path
    folder: Path
    lock: BaseFileLock | None = field(default=None, compare=False)

    @property
    def aside(self) -> Path:
        """Where the old site is between two renames."""
        return self.target.with_name(f".{self.target.name}.old")

    @property
    def scratch(self) -> Path:
        """Where the search index is made; cleared with the stage, also after a build that was killed."""
        return self.target.with_name(f".{self.target.name}.search")

    @property
    def mark(self) -> Path:
        """A hidden file that lies in ``folder`` up to the exchange: without it, it is another folder."""
        return self.folder / ".gongkai-building"

    def release(self) -> None:
        """Release the lock."""
        if self.lock is not None:
            self.lock.release()


def prepare(site_dir: Path) -> Stage:
    """Make the folder to build in; leftovers of a build that was killed are cleared, a half exchange is mended.

    Args:
        site_dir: The folder that is published; a link is followed.

    Raises:
        WorkspaceError: Another build is at work, leftovers cannot be cleared, or the place is taken by a file.
    """
    target = site_dir.resolve()
    if target.exists() and not target.is_dir():
        raise WorkspaceError(say("build.no-folder", {"folder": target}))
    try:
        target.parent.mkdir(parents=True, exist_ok=True)
        stage = Stage(target, target.with_name(f".{target.name}.new"), lock_site(target))
    except OSError as error:
        raise _unwritable(error) from error
    try:
        if stage.aside.is_dir() and not target.exists():
            stage.aside.rename(target)
        for leftover in (stage.folder, stage.aside, stage.scratch):
            _clear(leftover)
        stage.folder.mkdir()
        stage.mark.touch()
    except OSError as error:
        stage.release()
        raise _unwritable(error) from error
    return stage


def publish(stage: Stage, *, announce: Callable[[], object] = lambda: None) -> None:
    """Put the built folder in the published one's place; hidden files and permissions of that one are kept.

    What cannot be deleted of the old site afterwards is left to the next start: the new one is published by then.

    Args:
        stage: What was built.
        announce: Called once the new site is published, before the old one is deleted: deleting a large site takes a
            while, and whoever interrupts it must know by then that the new one is published.

    Raises:
        WorkspaceError: The file system refuses; what is published stays as it was.
    """
    try:
        if not stage.mark.is_file():
            raise WorkspaceError(say("faults.stage-gone", {"folder": stage.folder}))
        stage.mark.unlink()
        _let_all_read(stage.folder)
        if stage.target.exists():
            _carry_over(stage)
            if not exchange(stage.folder, stage.target):
                _swap_by_renames(stage)
        else:
            stage.folder.rename(stage.target)
    except OSError as error:
        raise WorkspaceError(
            say("build.not-replaced", {"folder": stage.target, "why": system_reason(error)})
        ) from error
    announce()
    _clear_up(stage)


def discard(stage: Stage) -> None:
    """Remove what was built and is not to be published."""
    _clear_up(stage)


def exchange(left: Path, right: Path) -> bool:
    """Exchange two folders in one step; False where the system cannot."""
    if not sys.platform.startswith("linux"):
        return False
    rename = getattr(ctypes.CDLL(None, use_errno=True), "renameat2", None)
    if rename is None:
        return False
    result = rename(_AT_FDCWD, os.fsencode(left), _AT_FDCWD, os.fsencode(right), _RENAME_EXCHANGE)
    return int(result) == 0


def _unwritable(error: OSError) -> WorkspaceError:
    return WorkspaceError(say("build.unwritable", {"file": error.filename, "why": system_reason(error)}))


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


def _let_all_read(folder: Path) -> None:
    """Give every reader access to what was built under a umask that takes it away: a web server is another user."""
    mask = os.umask(0)
    os.umask(mask)
    if not mask & _ENTERED_BY_ALL:
        return
    for where, _, files in os.walk(folder):
        inside = Path(where)
        inside.chmod(inside.stat().st_mode | _ENTERED_BY_ALL)
        for name in files:
            path = Path(where, name)
            path.chmod(path.stat().st_mode | _READ_BY_ALL)


def _clear_up(stage: Stage) -> None:
    for leftover in (stage.folder, stage.aside, stage.scratch):
        try:
            _clear(leftover)
        except OSError as error:
            if not leftover.exists():
                continue
            log.warning(say("faults.left", {"folder": leftover, "why": system_reason(error)}))
    stage.release()


def _clear(path: Path) -> None:
    if path.is_dir() and not path.is_symlink():
        try:
            shutil.rmtree(path)
        except PermissionError:  # folders that were made unwritable, by hand or by a tool that copies permissions
            _make_writable(path)
            shutil.rmtree(path)
    else:
        path.unlink(missing_ok=True)


def _make_writable(folder: Path) -> None:
    for where, _, _ in os.walk(folder):
        with contextlib.suppress(OSError):
            Path(where).chmod(0o700)
