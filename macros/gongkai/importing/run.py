"""Many files brought in: prepared in several processes, written one after the other, then checked together."""

import shutil
import tempfile
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import replace
from pathlib import Path

from gongkai.findings import Finding, say
from gongkai.forms import Form, load_shelf
from gongkai.importing.batch_list import why
from gongkai.importing.model import OPEN, Imported, Job, Options
from gongkai.importing.preparing import Importer, without_agency_file
from gongkai.processes import InOrder, worth_it
from gongkai.reports.layout import Layout

_TEXTS = (".yml", ".md")
_SUMS = frozenset({"balance", "outcome-total", "row-total", "review-total", "carry-over", "stock"})

Judge = Callable[[Layout], Callable[[str, int | None], tuple[Finding, ...]]]
"""Loads a site and gives what its checks say of an agency's year."""


def import_files(
    layout: Layout, jobs: Sequence[Job], options: Options, *, judge: Judge
) -> tuple[tuple[Imported, ...], dict[str, Form]]:
    """Bring files in.

    Args:
        layout: Where the site keeps what.
        jobs: The files, in order.
        options: How.
        judge: The checks, over a folder that holds the agencies concerned as they are or would be.

    Returns:
        What came of each, in order, findings of the checks included; and the forms by id.
    """
    shelf, _ = load_shelf(layout.data, name=layout.name)  # `gongkai check` says which files are no forms
    importer = Importer(layout, shelf, options)
    prepared = InOrder(importer, jobs) if worth_it(len(jobs)) else map(importer, jobs)
    items = list(_written(layout, prepared, options))
    return tuple(_checked(layout, items, judge)), {form.id: form for form in shelf}


def _written(layout: Layout, prepared: Iterable[Imported], options: Options) -> Iterator[Imported]:
    """Write what each file gives; two files of one run must not be one report."""
    reports: dict[tuple[str, int | None], str] = {}
    agencies: set[str] = set()
    for found in prepared:
        item = found
        key = (item.job.agency, item.year)
        if not item.error and key in reports:
            args = {"agency": key[0], "year": key[1], "other": reports[key]}
            item = Imported(item.job, item.year, error=say("import.twice", args))
        if item.error:
            yield item
            continue
        reports[key] = item.job.shown
        own = layout.name(layout.data / item.job.agency / "agency.yml")
        if own in agencies:
            item = without_agency_file(item, own)
        agencies.add(own)
        yield _to_disk(layout, item) if not options.dry_run else item


def _to_disk(layout: Layout, item: Imported) -> Imported:
    try:
        for write in item.writes:
            file = layout.root / write.path
            file.parent.mkdir(parents=True, exist_ok=True)
            file.write_bytes(write.content)
    except OSError as error:
        text = say("command.unwritable", {"file": error.filename or "", "why": why(error)})
        return Imported(item.job, item.year, error=text)
    return item


def _checked(layout: Layout, items: Sequence[Imported], judge: Judge) -> Iterator[Imported]:
    """What the checks say of each report, with all years of its agency at hand and nothing of other agencies."""
    taken = [item for item in items if not item.error]
    if not taken:
        yield from items
        return
    with tempfile.TemporaryDirectory() as folder:
        copy = _copied(layout, taken, Path(folder))
        findings = judge(copy)
        for item in items:
            found = () if item.error else findings(item.job.agency, item.year)
            mine = tuple(finding for finding in found if finding.year == item.year)
            yield replace(item, findings=tuple(finding for finding in mine if not _of_open_cells(finding, item)))


def _of_open_cells(finding: Finding, item: Imported) -> bool:
    """Whether a finding only tells again that cells were not read: those blank, or a sum that cannot be known yet."""
    doubted = [remark for remark in item.remarks if remark.doubt in OPEN and remark.table and remark.row]
    if finding.code == "blank":
        return (finding.table, finding.row) in {(remark.table, remark.row) for remark in doubted}
    if finding.code not in _SUMS:
        return False
    cells = {f"{remark.table}.{remark.row}.{remark.col}" for remark in doubted if remark.col}
    rows = tuple(f"{remark.table}.{remark.row}." for remark in doubted if not remark.col)
    return any(cell in cells or cell.startswith(rows) for cell in finding.cells)


def _copied(layout: Layout, items: Sequence[Imported], root: Path) -> Layout:
    """The files of the agencies concerned, as they are or would be, in a folder of their own."""
    copy = Layout(root, root / _below(layout.data, layout.root), root / _below(layout.docs, layout.root))
    copy.data.mkdir(parents=True)
    for slug in dict.fromkeys(["forms", *(item.job.agency for item in items)]):
        for here, there in ((layout.data, copy.data), (layout.docs, copy.docs)):
            for file in sorted((here / slug).glob("*")) if (here / slug).is_dir() else ():
                if file.is_file() and file.suffix in _TEXTS:
                    (there / slug).mkdir(parents=True, exist_ok=True)
                    shutil.copyfile(file, there / slug / file.name)
    for item in items:
        for write in item.writes:
            if write.path.endswith(_TEXTS):
                file = root / write.path
                file.parent.mkdir(parents=True, exist_ok=True)
                file.write_bytes(write.content)
    return copy


def _below(folder: Path, root: Path) -> Path:
    return folder.relative_to(root) if folder.is_relative_to(root) else Path(folder.name)
