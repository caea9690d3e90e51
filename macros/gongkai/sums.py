"""``SHA256SUMS`` of a site: the hash of every file, as ``sha256sum -c`` reads it; written by a build.

A build that takes most files over from the site before need not read them again: where size, time and number of a file
are those of the last build, so is its hash.
"""

import hashlib
import json
import os
from collections.abc import Iterator, Mapping
from pathlib import Path

from gongkai.kept_files import KeptFiles

SUMS = "SHA256SUMS"
SIGNATURES = (f"{SUMS}.minisig", f"{SUMS}.sig")
"""What minisign and ssh-keygen call the signature of the file."""
_KEY = hashlib.sha256(b"gongkai sums 1").hexdigest()

Status = tuple[int, int, int]
"""Size, time of the last change in nanoseconds, and number of a file on its disk."""


def write_sums(folder: Path, kept: KeptFiles | None = None, *, anew: bool = False) -> None:
    """Write the sums of all files of a site.

    Args:
        folder: The site.
        kept: Where hashes are kept between builds; None where nothing is kept.
        anew: Whether every file is read all the same.
    """
    known = {} if anew else _known(kept)
    sums: dict[str, tuple[Status, str]] = {}
    for path, status in sorted(site_files(folder)):
        before = known.get(path)
        sums[path] = (status, before[1] if before is not None and before[0] == status else file_hash(folder / path))
    text = "".join(f"{_line(path, digest)}\n" for path, (_, digest) in sums.items())
    target = folder / SUMS
    target.unlink(missing_ok=True)  # it may be a second name of the published file
    target.write_text(text, encoding="utf-8", newline="\n")
    if kept is not None and sums != known:
        kept.put(_KEY, json.dumps(sums, ensure_ascii=False).encode())


def site_files(folder: Path, below: str = "") -> Iterator[tuple[str, Status]]:
    """Every file of a site by its path, but the sums, their signatures, and at the top what begins with a dot."""
    with os.scandir(folder / below) as items:
        for item in items:
            path = f"{below}{item.name}"
            if not below and (item.name.startswith(".") or item.name in (SUMS, *SIGNATURES)):
                continue
            if item.is_dir():
                yield from site_files(folder, f"{path}/")
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


def _known(kept: KeptFiles | None) -> Mapping[str, tuple[Status, str]]:
    data = kept.get(_KEY) if kept is not None else None
    if data is None:
        return {}
    return {path: (tuple(status), digest) for path, (status, digest) in json.loads(data).items()}
