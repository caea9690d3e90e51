"""Checks imported reports in a copy of their agencies' files, so that a dry run is checked as well."""

import shutil
import tempfile
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import replace
from pathlib import Path

from gongkai.checks import rule_codes
from gongkai.findings import Finding
from gongkai.importing.model import BESIDE, DOUBTED, OPEN, ROWS, TRACKED, DraftReason, ImportResult
from gongkai.importing.unexpected import description
from gongkai.readers.remarks import Doubt, Remark
from gongkai.reports import Status
from gongkai.reports.layout import Layout
from gongkai.reports.loading.draft_reasons import draft_reason

ChecksOfFolder = Callable[[Layout], Callable[[str, int | None], tuple[Finding, ...]]]
"""Loads a site and returns a function from an agency and a year to the findings of the checks."""

_TEXTS = (".yml", ".md")
_LEAVES_COLUMNS_OPEN = {"columns", "no-heads", "heads-apart"} | BESIDE
_LEAVES_ROWS_OPEN = ROWS - {"row-in-text"}  # that may be a sentence


def checked(layout: Layout, items: Sequence[ImportResult], judge: ChecksOfFolder) -> Iterator[ImportResult]:
    """The results with the findings of the checks, which see all years of an agency and no other agency.

    Where the checks themselves fail, the report, which is a draft then, gets a remark that says how to check it.

    Args:
        layout: Where the site keeps what.
        items: The result of each file.
        judge: The checks, over a folder that holds the agencies concerned as they are or would be.
    """
    imported = [item for item in items if not item.error]
    if not imported:
        yield from items
        return
    with tempfile.TemporaryDirectory() as folder:
        findings_of = _guarded(judge, layout, imported, Path(folder))
        for item in items:
            yield item if item.error else _with_findings(item, findings_of)


def held_back(layout: Layout, item: ImportResult) -> ImportResult:
    """A result with its report as a draft where a build would stop on it, or nobody knows whether it would.

    A report that the site has already keeps its status, unless an import has made it a draft.

    Args:
        layout: Where the site keeps what.
        item: The result, with its findings.
    """
    data = layout.report(item.job.agency, item.year or 0)
    stays = item.status in (None, Status.DRAFT) or (data.exists() and not item.was_held_back)
    if item.status is None or stays or not item.reasons:
        return item
    reason = item.reasons[0]
    why = draft_reason("draft" if reason is DraftReason.CELLS else f"draft-{reason.value}", item.goal)
    path = layout.name(data)
    writes = tuple(
        replace(write, content=_as_draft(write.content, item.status, why)) if write.path == path else write
        for write in item.writes
    )
    return replace(item, status=Status.DRAFT, writes=writes)


def _as_draft(content: bytes, status: Status, why: str) -> bytes:
    """The data file of a new report with the status of a draft; ``report_text`` writes it on a line of its own."""
    before, after = f"\nstatus: {status.value}\n", f"\nstatus: {Status.DRAFT.value}  # {why}\n"
    return content.replace(before.encode(), after.encode(), 1)


def _guarded(
    judge: ChecksOfFolder, layout: Layout, imported: Sequence[ImportResult], folder: Path
) -> Callable[[str, int | None], tuple[Finding, ...]]:
    """The checks of the copied files; where these cannot be copied, or not loaded, they fail for each report."""
    try:
        return judge(_copied(layout, imported, folder))
    except Exception as error:  # noqa: BLE001 - whatever it is, the reports are to be written and the summary is due
        failure = error

    def failing(_agency: str, _year: int | None) -> tuple[Finding, ...]:
        raise failure

    return failing


def _with_findings(item: ImportResult, findings_of: Callable[[str, int | None], tuple[Finding, ...]]) -> ImportResult:
    try:
        findings = findings_of(item.job.agency, item.year)
    except Exception as error:  # noqa: BLE001 - the summary is due whatever it is
        args = (("error", description(error)), ("target", f"{item.job.agency}/{item.year}"))
        return replace(item, remarks=(*item.remarks, Remark(Doubt.GUESSED, "not-checked", args=args)))
    own = (finding for finding in findings if finding.year == item.year)
    of_figures = (finding for finding in own if not _is_of_open_cells(finding, item))
    return replace(item, findings=tuple(part for finding in of_figures for part in _parts(finding, item)))


def _parts(finding: Finding, item: ImportResult) -> Iterator[Finding]:
    """The findings that the import lists in place of one of the checks.

    One on blanks comes without the cells that were not read, and apart from it those that may not be blank, and those
    in which the document has a sign. One on sums with a row whose figures may be in other columns is marked as such.
    """
    if _is_of_sums(finding):
        yield replace(finding, args={**finding.args, DOUBTED: "1"}) if _is_of_shifted_row(finding, item) else finding
        return
    if finding.code != "blank" or not finding.cells:
        yield finding
        return
    doubted = {
        (remark.table, remark.row)
        for remark in item.remarks
        if remark.table and not remark.sure and (remark.col is None or remark.doubt in OPEN or remark.code in TRACKED)
    }
    by_place = {_place_of(*cell): cell for cell in item.blanks}
    places = {place: by_place[place] for place in finding.cells if place in by_place}
    unsure = [place for place in places if not doubted.isdisjoint({places[place][:2], (places[place][0], None)})]
    signs = {_place(remark): remark.text.strip() for remark in item.remarks if remark.code == "dash"}
    sure = [place for place in places if place not in unsure]
    by_sign: dict[str, list[str]] = {}
    for place in sure:
        by_sign.setdefault(signs.get(place, ""), []).append(place)
    parts = [(cells, {"sign": sign} if sign else {}) for sign, cells in sorted(by_sign.items())]
    for cells, more in (*parts, (unsure, {DOUBTED: "1"})):
        if cells:
            rows = {places[place][:2] for place in cells}
            table, row = rows.pop() if len(rows) == 1 else (None, None)
            col = places[cells[0]][2] if len(cells) == 1 else None
            args = {**finding.args, **more}
            yield replace(finding, table=table, row=row, col=col, cells=tuple(cells), args=args)


def _is_of_shifted_row(finding: Finding, item: ImportResult) -> bool:
    """Whether a finding is on figures that were taken, and of which nobody can say that they are in their columns.

    So it is with a row or, where the heads do not say which column is which, with a table; and with the sums down the
    columns of a table that has a row of figures which was not read.
    """
    codes = _LEAVES_COLUMNS_OPEN | (_LEAVES_ROWS_OPEN if finding.code in rule_codes().identities else set())
    return _is_in(finding, (remark for remark in item.remarks if remark.table and remark.code in codes))


def _is_of_open_cells(finding: Finding, item: ImportResult) -> bool:
    """Whether a finding only repeats that cells were not read: no line there, or a sum without them."""
    if item.is_blank and (finding.code == "blank" or _is_of_sums(finding)):
        return True
    in_tables = [remark for remark in item.remarks if remark.doubt in OPEN and remark.table]
    if finding.code == "form-shape":
        return any(finding.table == remark.table and finding.row in (None, remark.row) for remark in in_tables)
    doubted = [remark for remark in in_tables if remark.row]
    if not _is_of_sums(finding):
        return False
    cells = {_place(remark) for remark in doubted if remark.col}
    return _is_in(finding, [remark for remark in doubted if not remark.col]) or not cells.isdisjoint(finding.cells)


def _is_of_sums(finding: Finding) -> bool:
    """Whether it is of a rule of arithmetic, within a report or across years."""
    codes = rule_codes()
    return finding.code in codes.identities or finding.code in codes.across


def _is_in(finding: Finding, remarks: Iterable[Remark]) -> bool:
    """Whether a finding is on cells of a row or table that remarks speak of."""
    places = {(remark.table, remark.row) for remark in remarks}
    if not places.isdisjoint({(finding.table, finding.row), (finding.table, None)}):
        return True
    rows = tuple(".".join(part for part in (*place, "") if part is not None) for place in places)
    return any(cell.startswith(rows) for cell in finding.cells)


def _place(remark: Remark) -> str:
    """The cell of a remark as findings on sums name it: without the one row of a table of groups of columns."""
    return _place_of(remark.table, remark.row, remark.col)


def _place_of(table: str | None, row: str | None, col: str | None) -> str:
    return f"{table}.{col if '.' in (col or '') else f'{row}.{col}'}"


def _copied(layout: Layout, items: Sequence[ImportResult], root: Path) -> Layout:
    """The files of the agencies concerned, as they are or would be, in a folder of their own."""
    data, docs = (root / _below(folder, layout.root) for folder in (layout.data, layout.docs))
    copy = Layout(root, data, docs, hard_paragraphs=layout.hard_paragraphs)
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
