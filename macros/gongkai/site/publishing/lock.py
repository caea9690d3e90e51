"""The lock by which one build at a time writes a published folder.

The lock is held on a file beside the site that is never deleted: a lock on a file that comes and goes can be held by
two processes, one on the deleted file and one on its successor. The system lets go of it when its holder ends, however
that happens, so that no lock stays behind. Processes that are forked from a build do not inherit it: ``filelock``
closes its descriptor in them.
"""

import errno
from pathlib import Path

from filelock import BaseFileLock, FileLock, Timeout

from gongkai.errors import WorkspaceError
from gongkai.findings import say

_NO_LOCKS = frozenset({errno.ENOLCK, errno.ENOSYS, errno.ENOTSUP, errno.EOPNOTSUPP})
"""What the system answers on a file system without locks, such as some network drives."""


def lock_path(site: Path) -> Path:
    """The lock file of a published folder: ``.site.lock`` for ``site``, in the same folder."""
    return site.with_name(f".{site.name}.lock")


def lock_site(site: Path) -> BaseFileLock | None:
    """Lock a published folder until the lock is released or the process ends.

    Args:
        site: The published folder; its parent folder must be there.

    Returns:
        The lock, or None on a file system without locks, where builds must not run at the same time.

    Raises:
        WorkspaceError: Another build holds the lock.
        OSError: The lock file cannot be opened.
    """
    lock = FileLock(lock_path(site), fallback_to_soft=False)
    try:
        lock.acquire(timeout=0)
    except Timeout as error:
        raise WorkspaceError(say("build.busy", {"folder": site})) from error
    except OSError as error:
        if error.errno in _NO_LOCKS:
            return None
        raise
    return lock
