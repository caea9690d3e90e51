"""Writes imported reports into the site, each with all of its files or with none."""

import contextlib
import errno
import os
import shutil
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path

from gongkai.findings import say
from gongkai.importing.batch_list import os_error_text
from gongkai.importing.model import ImportResult, Options, PlannedFile
from gongkai.importing.preparing import without_agency_file
from gongkai.importing.unexpected import not_taken
from gongkai.reports.layout import Layout


def written(layout: Layout, prepared: Iterable[ImportResult], options: Options) -> Iterator[ImportResult]:
    """Write the files of each report; a second document on the same report is refused.

    Args:
        layout: Where the site keeps what.
        prepared: The results, in order.
        options: Whether anything is written.
    """
    reports: dict[tuple[str, int | None], str] = {}
    agencies: set[str] = set()
    for result in prepared:
        item = result
        key = (item.job.agency, item.year)
        if not item.error and key in reports:
            args = {"agency": key[0], "year": key[1], "other": reports[key]}
            item = ImportResult(item.job, item.year, error=say("import.twice", args))
        if item.error:
            yield item
            continue
        reports[key] = item.job.display_name
        own = layout.name(layout.data / item.job.agency / "agency.yml")
        if own in agencies:
            item = without_agency_file(item, own)
        agencies.add(own)
        yield _to_disk(layout, item) if not options.dry_run else item


def _to_disk(layout: Layout, item: ImportResult) -> ImportResult:
    try:
        write_all(layout.root, item.writes)
    except OSError as error:
        text = say("command.unwritable", {"file": error.filename or "", "why": os_error_text(error)})
        return ImportResult(item.job, item.year, error=text)
    except Exception as error:  # noqa: BLE001 - one document must not end a batch
        return not_taken(item.job, item.year, error)
    return item


def write_all(root: Path, writes: Sequence[PlannedFile]) -> None:
    """Write files, all or none: all are written under temporary names before the first one is renamed.

    Args:
        root: The folder that their paths are relative to.
        writes: The files.

    Raises:
        OSError: One cannot be written; everything is as it was before.
    """
    with contextlib.ExitStack() as undo:
        with contextlib.ExitStack() as temporary:
            pairs = [(_complete(write, root, undo, temporary), _target(root, write)) for write in writes]
            for complete, target in pairs:
                _put(complete, target, undo)
        undo.pop_all()


def _target(root: Path, write: PlannedFile) -> Path:
    """The file to write; of a symbolic link the file that it leads to."""
    return (root / write.path).resolve()


def _complete(write: PlannedFile, root: Path, undo: contextlib.ExitStack, temporary: contextlib.ExitStack) -> Path:
    """Write the content under a temporary name in the same folder, with the permissions of the file to replace."""
    target = _target(root, write)
    for folder in reversed([folder for folder in target.parents if not folder.exists()]):
        folder.mkdir(exist_ok=True)
        undo.callback(folder.rmdir)
    if target.exists() and not os.access(target, os.W_OK):
        raise PermissionError(errno.EACCES, os.strerror(errno.EACCES), str(target))
    complete = target.with_name(f".{target.name}.new")
    temporary.callback(complete.unlink, missing_ok=True)
    with _named(target):
        complete.write_bytes(write.content)
        if target.exists():
            shutil.copymode(target, complete)
    return complete


def _put(complete: Path, target: Path, undo: contextlib.ExitStack) -> None:
    former = target.read_bytes() if target.exists() else None
    with _named(target):
        complete.replace(target)
    undo.callback(_restore, target, former)


def _restore(target: Path, former: bytes | None) -> None:
    if former is None:
        target.unlink(missing_ok=True)
    else:
        target.write_bytes(former)


@contextlib.contextmanager
def _named(target: Path) -> Iterator[None]:
    """Let errors of the block name the file that the clerk knows, not the temporary one."""
    try:
        yield
    except OSError as error:
        error.filename = str(target)
        raise
