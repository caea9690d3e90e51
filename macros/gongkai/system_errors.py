"""Why the system refused a file, in words for the clerk."""

import errno

from gongkai.findings import say

_WHY = {
    errno.ENOENT: "absent",
    errno.EACCES: "no-right",
    errno.EPERM: "no-right",
    errno.EISDIR: "folder",
    errno.ENOTDIR: "no-folder",
    errno.ENOSPC: "full",
    errno.EROFS: "read-only",
    errno.ENAMETOOLONG: "long-name",
    errno.EFBIG: "too-large",
    errno.EMFILE: "many-open",
    errno.ENFILE: "many-open",
    errno.ENOMEM: "no-memory",
    errno.EDQUOT: "quota",
    errno.EIO: "input",
    errno.ELOOP: "loop",
}


def system_reason(error: OSError | UnicodeDecodeError) -> str:
    """Why a file cannot be read or written, in Chinese where the reason is a usual one.

    Args:
        error: The error of the system, or that its text is not in UTF-8.
    """
    if isinstance(error, UnicodeDecodeError):
        return say("system-why.encoding")
    known = _WHY.get(error.errno or 0)
    return say(f"system-why.{known}") if known else error.strerror or str(error)
