"""The folder that is built: files of the unit of work are written into it, or taken over from the published site.

They are no files of MkDocs, which copies its own before it renders a page.
"""

import hashlib
import os
import shutil
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from gongkai.work.bundle import OutputFile, WrittenFile

_NEW = os.O_WRONLY | os.O_CREAT | os.O_EXCL | getattr(os, "O_BINARY", 0)


@dataclass(frozen=True, slots=True)
class SiteFolder:
    """The folder of a build.

    Attributes:
        folder: Where it is written.
        published: The site that it takes the place of; None where there is none, or nothing is taken over from it.
        links: Whether a file that is taken over may be the same file under a second name. Where something else may
            change it in its place before the site is published, it has to be a copy.
        others: Further folders that files may be taken over from, as copies: those of a preview before.
    """

    folder: Path
    published: Path | None = None
    links: bool = False
    others: tuple[Path, ...] = ()

    def write(self, file: OutputFile) -> WrittenFile:
        """Write a file; mostly another file of the report has made its folder."""
        return write_or_link(self.folder, file)

    def renew(self, file: OutputFile) -> WrittenFile:
        """Write one of many files of which a build changes few; see ``write_or_link``."""
        return write_or_link(self.folder, file, self.before(file.path) if self.links else None)

    def before(self, path: str) -> Path | None:
        """A file or folder as it was made before, to be read or, where ``links`` says so, linked; None without one.

        Args:
            path: Its path below the site.
        """
        sources = (*([self.published] if self.published is not None else []), *self.others)
        return next((source / path for source in sources if (source / path).exists()), None)

    def written(self, path: str) -> WrittenFile:
        """A file that something else has written into the folder."""
        target = self.folder / path
        data = target.read_bytes()
        return WrittenFile(path, len(data), target.stat().st_mtime_ns, _digest(data))

    def take(self, files: Sequence[WrittenFile]) -> bool:
        """Take files over from the site that is published, or from another one kept; all of them or none."""
        sources = (*([self.published] if self.published is not None else []), *self.others)
        return any(self._take_all(source, files) for source in sources)

    def _take_all(self, published: Path, files: Sequence[WrittenFile]) -> bool:
        if not all(_is_same(published / file.path, file) for file in files):
            return False
        folders = {os.path.dirname(file.path) for file in files}  # noqa: PTH120 - pathlib takes ten times as long here
        try:
            for folder in sorted(folders):
                (self.folder / folder).mkdir(parents=True, exist_ok=True)
            for file in files:
                self._take(published, file.path)
        except OSError:  # it is made anew then, which says what is wrong with the folder
            for file in files:
                with suppress(OSError):
                    (self.folder / file.path).unlink(missing_ok=True)
            return False
        return True

    def _take(self, published: Path, path: str) -> None:
        source, target = f"{published}/{path}", f"{self.folder}/{path}"
        if self.links:
            try:
                os.link(source, target)
            except OSError:  # other file systems, and those without links
                pass
            else:
                return
        shutil.copy2(source, target)


def write_or_link(folder: Path, file: OutputFile, before: Path | None = None) -> WrittenFile:
    """Write a file, or link it from where the same bytes are published: a link costs a tenth of a new file.

    What stands there already is removed first: it may be a second name of a published file.

    Args:
        folder: The folder that the path of the file is in.
        file: The file.
        before: The published file that may be the same; None where there is none.
    """
    target = f"{folder}/{file.path}"
    if before is None or not _holds(before, file.data) or not _is_linked(Path(target), before):
        descriptor = _new_file(target)
        try:
            remaining = memoryview(file.data)
            while remaining:
                remaining = remaining[os.write(descriptor, remaining) :]
        finally:
            os.close(descriptor)
    changed = os.stat(target).st_mtime_ns  # noqa: PTH116 - pathlib takes ten times as long here
    return WrittenFile(file.path, len(file.data), changed, _digest(file.data))


def _new_file(target: str) -> int:
    """Open a file that is not there yet; one call of the system where nothing is in its place, as nearly always.

    Pathlib takes four, which for the ten files of each report of a large site comes to minutes.
    """
    try:
        return os.open(target, _NEW, 0o666)
    except FileExistsError:
        os.unlink(target)  # noqa: PTH108 - see above
    except FileNotFoundError:
        os.makedirs(os.path.dirname(target), exist_ok=True)  # noqa: PTH103, PTH120 - see above
    return os.open(target, _NEW, 0o666)


def _is_same(path: Path, file: WrittenFile) -> bool:
    """Whether a file is as it was written; where it was copied since, its bytes tell."""
    try:
        status = os.stat(path, follow_symlinks=False)  # noqa: PTH116 - see above
        if status.st_size != file.size:
            return False
        return status.st_mtime_ns == file.changed or _digest(path.read_bytes()) == file.digest
    except OSError:
        return False


def _is_linked(target: Path, before: Path) -> bool:
    """Give a published file a second name, if it can be: not all file systems have links."""
    try:
        target.parent.mkdir(parents=True, exist_ok=True)
        target.unlink(missing_ok=True)
        target.hardlink_to(before)
    except OSError:
        return False
    return True


def _holds(path: Path, data: bytes) -> bool:
    """Whether a file that is no link to another one has just these bytes."""
    try:
        return path.stat(follow_symlinks=False).st_size == len(data) and path.read_bytes() == data
    except OSError:
        return False


def _digest(data: bytes) -> str:
    return hashlib.sha256(data).hexdigest()  # as the sums of the site have it
