"""A cache in a folder: results of earlier runs, each under the hash of all that it depends on.

The folder may be deleted at any time, and is used by several processes and several runs at once: an entry is written in
one step, under a name that says what it is made of, so that two processes that write one entry write the same bytes. An
entry that is damaged or cannot be read counts as missing. Nothing here ever fails: where the folder cannot be written,
nothing is cached.
"""

import hashlib
import os
import secrets
import time
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO

LIMIT = 4 * 1024**3
"""Most bytes that are kept; a report takes about 0.1 MB."""
UNUSED = 60 * 86_400
"""Seconds after which an entry is dropped that nothing has asked for."""
_RENEWED = 86_400
"""Seconds after which an entry that is in use is marked as such again."""
_PARTIAL = 86_400
"""Seconds after which a file is left of a process that was killed while it wrote."""
_DIGEST = 32
_IGNORED = "*\n"


@dataclass(frozen=True, slots=True)
class KeptFiles:
    """A folder of kept results.

    Attributes:
        folder: Where they are; made when the first is kept.
        limit: Most bytes that ``prune`` leaves.
    """

    folder: Path
    limit: int = LIMIT

    def get(self, key: str) -> bytes | None:
        """What is kept under a key; None where there is nothing, or nothing whole.

        Args:
            key: A hexadecimal hash.
        """
        path = self._path(key)
        try:
            content = path.read_bytes()
            if time.time() - path.stat().st_mtime > _RENEWED:
                os.utime(path)
        except OSError:
            return None
        digest, data = content[:_DIGEST], content[_DIGEST:]
        return data if digest == _digest(data) else None

    def holds(self, key: str) -> bool:
        """Whether anything is kept under a key, be it whole or not."""
        return self._path(key).is_file()

    def put(self, key: str, data: bytes) -> bool:
        """Keep a result under a key, as far as the folder can be written; say whether it is kept."""
        shard, name = f"{self.folder}/{key[:2]}", key[2:]  # a build keeps a thousand; pathlib takes half of the time
        partial = f"{shard}/.{name}.{os.getpid()}.{secrets.token_hex(4)}"
        try:
            with self._new(partial) as file:
                file.write(_digest(data))
                file.write(data)
            os.replace(partial, f"{shard}/{name}")  # noqa: PTH105 - see above
        except OSError:
            with suppress(OSError):
                Path(partial).unlink(missing_ok=True)
            return False
        return True

    def _new(self, name: str) -> BinaryIO:
        """Open a new file; its folder is mostly there."""
        try:
            return open(name, "wb")  # noqa: PTH123 - see ``put``, which closes it
        except FileNotFoundError:
            Path(name).parent.mkdir(parents=True, exist_ok=True)
            ignored = self.folder / ".gitignore"
            if not ignored.exists():
                ignored.write_text(_IGNORED, encoding="utf-8")
            return open(name, "wb")  # noqa: PTH123 - likewise

    def prune(self) -> None:
        """Drop what nothing has asked for lately, then the oldest until the limit is kept."""
        total = 0
        for path, size, age in sorted(self._entries(time.time()), key=lambda entry: entry[2]):
            total += size
            if total > self.limit or age > (_PARTIAL if path.name.startswith(".") else UNUSED):
                total -= size
                with suppress(OSError):
                    path.unlink(missing_ok=True)

    def prune_if_used(self) -> None:
        """Do so unless nothing was kept since the last time, which is not a day ago: to look at all entries takes long.

        A folder's time of change is that of the last file that came or went in it.
        """
        mark = self.folder / ".pruned"
        try:
            changed = max((shard.stat().st_mtime_ns for shard in self._shards()), default=0)
            status = mark.stat() if mark.exists() else None
            if status is not None and changed <= status.st_mtime_ns and time.time() - status.st_mtime < _RENEWED:
                return
            self.prune()
            if self.folder.is_dir():
                mark.touch()
        except OSError:
            return

    def _shards(self) -> Iterator[Path]:
        return self.folder.glob("[0-9a-f][0-9a-f]")

    def _entries(self, now: float) -> Iterator[tuple[Path, int, float]]:
        """Every file of an entry with its size and for how many seconds nothing has asked for it."""
        for shard in self._shards():
            with suppress(OSError), os.scandir(shard) as files:
                for file in files:
                    status = file.stat()
                    yield Path(file.path), status.st_size, now - status.st_mtime

    def _path(self, key: str) -> Path:
        return self.folder / key[:2] / key[2:]


def _digest(data: bytes) -> bytes:
    return hashlib.sha256(data).digest()  # in half of the time that BLAKE2 takes where the processor helps
