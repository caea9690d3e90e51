"""``SHA256SUMS`` of a site: the hash of every file, as ``sha256sum -c`` reads it; written by a build.

A build that takes most files over from the site before need not read them again: where size, time and inode of a file
are those of the last build, so is its hash.
"""

import hashlib
import io
import json
import os
import zlib
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

from gongkai.kept_files import KeptFiles

SUMS = "SHA256SUMS"
SIGNATURES = (f"{SUMS}.minisig", f"{SUMS}.sig")
"""What minisign and ssh-keygen call the signature of the file."""
_KEY = hashlib.sha256(b"gongkai sums 2").hexdigest()

FileStatus = tuple[int, int, int]
"""Size, time of the last change in nanoseconds, and number of a file on its disk."""


class WrittenSums:
    """The hashes of files that a build has written itself, so that it need not read them again; packed by folder."""

    def __init__(self) -> None:
        """Begin with none."""
        self._packed: dict[str, bytes] = {}
        self._folder, self._files = "", dict[str, Any]()

    def add(self, folder: str, files: Iterable[tuple[str, int, int, str]]) -> None:
        """Note files.

        Args:
            folder: The folder at the top of the site that they are in.
            files: Path, size, time of the last change in nanoseconds, and hash of each.
        """
        hashes = {path: (size, changed, digest) for path, size, changed, digest in files}
        self._packed[folder] = zlib.compress(json.dumps(hashes).encode(), 1)

    def hash(self, path: str, status: FileStatus) -> str:
        """The hash of a file; nothing where it was not written, or is no longer as it was.

        Args:
            path: Its path; those of one folder are asked for one after the other.
            status: As it is now.
        """
        folder = path.partition("/")[0]
        if folder != self._folder:
            packed = self._packed.get(folder)
            self._folder, self._files = folder, json.loads(zlib.decompress(packed)) if packed is not None else {}
        size, changed, digest = self._files.get(path, (-1, -1, ""))
        return str(digest) if (size, changed) == status[:2] else ""


def write_sums(
    folder: Path, cache: KeptFiles | None = None, *, anew: bool = False, own_hashes: WrittenSums | None = None
) -> None:
    """Write the sums of all files of a site.

    A line is held of each file, and no more: a large site has hundreds of thousands of them.

    Args:
        folder: The site.
        cache: Where hashes are kept between builds; None where nothing is kept.
        anew: Whether every file is read all the same that this build has not written.
        own_hashes: The hashes of those that it has.
    """
    own_hashes = own_hashes or WrittenSums()
    before = cache.get(_KEY) or b"" if cache is not None else b""
    earlier_hashes = _KnownHashes(b"" if anew else before)
    target = folder / SUMS
    target.unlink(missing_ok=True)  # it may be a second name of the published file
    lines: list[bytes] = []
    with target.open("w", encoding="utf-8", newline="\n") as file:
        for path, status in site_files(folder):
            digest = earlier_hashes.hash(path, status) or own_hashes.hash(path, status) or file_hash(folder / path)
            file.write(f"{_line(path, digest)}\n")
            if cache is not None:
                lines.append(_kept_line(path, status, digest))
    if cache is not None and (content := b"".join(lines)) != before:
        cache.put(_KEY, content)


class _KnownHashes:
    """The hashes of the last build, which are asked for in the order of the paths."""

    def __init__(self, content: bytes) -> None:
        self._lines = iter(io.BytesIO(content))
        self._path, self._status, self._hash = "", (0, 0, 0), ""

    def hash(self, path: str, status: FileStatus) -> str:
        """The hash of a file; nothing where it is not as it was.

        Args:
            path: Its path.
            status: As it is now.
        """
        while self._path < path:
            line = next(self._lines, None)
            if line is None:
                return ""
            size, changed, number, self._hash, escaped = line.decode().split(" ", 4)
            self._path, self._status = json.loads(escaped), (int(size), int(changed), int(number))
        return self._hash if (self._path, self._status) == (path, status) else ""


def _kept_line(path: str, status: FileStatus, digest: str) -> bytes:
    size, changed, number = status
    return f"{size} {changed} {number} {digest} {json.dumps(path, ensure_ascii=False)}\n".encode()


def site_files(folder: Path, below: str = "") -> Iterator[tuple[str, FileStatus]]:
    """Every file of a site by its path, but the sums, their signatures, and at the top what begins with a dot.

    They come sorted by their paths: a folder stands where its slash puts it.
    """
    with os.scandir(folder / below) as items:
        entries = sorted(((f"{item.name}/" if item.is_dir() else item.name), item) for item in items)
    for name, item in entries:
        path = f"{below}{name}"
        if not below and (name.startswith(".") or name in (SUMS, *SIGNATURES)):
            continue
        if name.endswith("/"):
            yield from site_files(folder, path)
        else:
            status = item.stat()
            yield path, (status.st_size, status.st_mtime_ns, status.st_ino)


def read_sums(file: Path) -> Iterator[tuple[str, str]]:
    """Path and hash of every line of the sums; a line that is none counts as a file that is not there."""
    for line in file.read_text(encoding="utf-8", errors="replace").splitlines():
        escaped, text = line.startswith("\\"), line.removeprefix("\\")
        digest, _, path = text.partition("  ")
        if escaped:
            path = path.replace("\\n", "\n").replace("\\\\", "\\")
        yield path, digest


def _line(path: str, digest: str) -> str:
    """A line as coreutils write it: a name with a line break or a backslash is escaped, and the line says so."""
    if "\n" not in path and "\\" not in path:
        return f"{digest}  {path}"
    escaped = path.replace("\\", "\\\\").replace("\n", "\\n")
    return f"\\{digest}  {escaped}"


def file_hash(file: Path) -> str:
    """The hash of a file, as the sums have it."""
    with file.open("rb") as stream:
        return hashlib.file_digest(stream, "sha256").hexdigest()
