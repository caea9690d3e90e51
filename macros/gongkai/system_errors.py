"""Why the system refused a file, in words for the clerk."""

import errno
import socket

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
    errno.EEXIST: "there",
    errno.ENOTEMPTY: "not-empty",
    errno.EBUSY: "busy",
    errno.ETXTBSY: "busy",
    errno.EXDEV: "other-disk",
    errno.ENOEXEC: "no-program",
    errno.EINVAL: "refused",
    errno.ENOTSUP: "refused",
    errno.ESTALE: "gone-share",
    errno.ETIMEDOUT: "slow",
    errno.EADDRINUSE: "taken",
    errno.EADDRNOTAVAIL: "no-address",
    errno.EAFNOSUPPORT: "no-address",
}


def system_reason(error: OSError | UnicodeDecodeError) -> str:
    """Why a file cannot be read or written, or an address not be had, in Chinese.

    The system's own words are English on most machines: of a reason that has no words here its name is said.

    Args:
        error: The error of the system, or that its text is not in UTF-8.
    """
    if isinstance(error, UnicodeDecodeError):
        return say("system-why.encoding")
    if isinstance(error, socket.gaierror):  # its numbers are others than those of files
        return say("system-why.no-host")
    number = error.errno or 0
    if number in _WHY:
        return say(f"system-why.{_WHY[number]}")
    return say("system-why.other", {"name": errno.errorcode.get(number) or type(error).__name__})
