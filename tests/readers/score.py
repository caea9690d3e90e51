"""How well reports are read: ``python -m tests.readers.score [FOLDER...]`` prints a line a file and a total.

A cell is right, wrong, said to be unsure, or missing without a word; expected faults are found by the checks over the
report as it was read, with other years of the same agency at hand if they lie in the same folders.
"""

from __future__ import annotations

import json
import sys
import time
from dataclasses import dataclass, field
from decimal import Decimal
from pathlib import Path
from typing import TYPE_CHECKING, Any

from gongkai.checks import Subject, run
from gongkai.figures import BLANK, Figure
from gongkai.forms import CellIds, FormRegistry, shipped_forms
from gongkai.readers.formats.reading import read_document
from gongkai.readers.matching import match_document
from gongkai.reports import Agency, Report, Scope, Status

if TYPE_CHECKING:
    from gongkai.readers.matching import MatchResult

SHARED = Path(__file__).parents[3] / "shared"
GLUED_BELOW = 3
"""Fewest lines with figures that a report has; text with fewer has its lines glued together."""


@dataclass
class Score:
    """One file's."""

    name: str
    right: int = 0
    wrong: list[str] = field(default_factory=list)
    unsure: list[str] = field(default_factory=list)
    missing: list[str] = field(default_factory=list)
    faults: list[str] = field(default_factory=list)
    unfound: list[str] = field(default_factory=list)
    waiting: int = 0
    glued: bool = False
    seconds: float = 0.0

    @property
    def cells(self) -> int:
        return self.right + len(self.wrong) + len(self.unsure) + len(self.missing)


def doubted(matched: MatchResult, cell: CellIds) -> bool:
    """Whether some remark says that a cell needs a look."""
    table, row, col = cell
    for remark in matched.remarks:
        if remark.sure or remark.table != table:
            continue
        if remark.row is None:
            if remark.code in ("missing-table", "unread-table", "image"):
                return True
            continue
        if remark.row == row and remark.col in (None, col):
            return True
    return False


def same(figure: Figure, wanted: Any) -> bool:
    """Whether a figure is what is expected: number, unit and note; ``null`` is a blank."""
    if wanted is None:
        return figure == BLANK
    about = wanted if isinstance(wanted, dict) else {"value": wanted}
    if figure.value is None or Decimal(str(about["value"])) != Decimal(str(figure.value)):
        return False
    if figure.unit != about.get("unit"):
        return False
    note = "".join(figure.note.split()) if figure.note else None
    return note == about.get("note") or (bool(about.get("unsure")) and "note" not in about)


def score(path: Path, expected: Any, matched: MatchResult) -> Score:
    """Compare every expected cell."""
    result = Score(path.name)
    for table, rows in expected["tables"].items():
        for row, cells in rows.items():
            for col, wanted in cells.items():
                place = f"{table}.{row}.{col}"
                figure = matched.figures.get((table, row, col))
                doubt = doubted(matched, (table, row, col))
                if doubt:
                    result.unsure.append(
                        place if figure is None or same(figure, wanted) else f"{place}?={figure.value}"
                    )
                elif figure is None:
                    result.missing.append(place)
                elif not same(figure, wanted) or (isinstance(wanted, dict) and wanted.get("unsure")):
                    result.wrong.append(f"{place}={figure.value}≠{wanted}")
                else:
                    result.right += 1
    if matched.form is None or matched.form.id != expected["form"]:
        result.wrong.append(f"form={matched.form and matched.form.id}")
    return result


def report_blocks(matched: MatchResult, agency: str, year: int) -> Report:
    """The figures as a report that the checks can run over; what was not read is blank there."""
    grids = {}
    for table in matched.form.tables if matched.form else ():
        grids[table.id] = tuple(
            tuple(matched.figures.get((table.id, row.id, column.id), BLANK) for column in table.columns(number))
            for number, row in enumerate(table.rows)
        )
    return Report(
        agency,
        year,
        matched.form,
        f"{agency}/{year}.yml",
        Status.PUBLISHED,
        grids=grids,
        computed={name: frozenset() for name in grids},
    )


def judge(result: Score, expected: Any, report: Report, others: dict[tuple[str, int], Report]) -> None:
    """Look for the faults of the document among the findings of the checks."""
    agency = Agency(report.agency, report.agency, report.agency, scope=Scope.OWN)
    registry = FormRegistry(shipped_forms())
    subject = Subject(
        report, agency, registry, lambda slug, year: others.get((slug or report.agency, year or report.year))
    )
    findings = run(subject)
    for fault in expected.get("faults", ()):
        needs = fault.get("needs", [])
        text = f"{fault['code']} {fault['row'] or ''}.{fault['col']}"
        if any(
            (need.rpartition("-")[0], int(need.rpartition("-")[2])) not in others
            if "-" in need and need.rpartition("-")[2].isdigit()
            else True
            for need in needs
        ):
            result.waiting += 1
        elif any(_is(item, fault) for item in findings):
            result.faults.append(text)
        else:
            result.unfound.append(text)


def _is(item: Any, fault: Any) -> bool:
    return bool(
        item.code == fault["code"]
        and item.table == fault["table"]
        and fault["row"] in (None, item.row)
        and (item.col == fault["col"] or any(cell.endswith(f".{fault['col']}") for cell in item.cells))
    )


def files(folder: Path) -> list[tuple[Path, Path]]:
    """Documents of a folder with what is expected of each."""
    if (folder / "expected.json").is_file():
        return [(path, folder / "expected.json") for path in sorted(folder.iterdir()) if path.suffix == ".txt"]
    pairs = []
    for wanted in sorted(folder.glob("*.expected.json")):
        stem = wanted.name.removesuffix(".expected.json")
        pairs += [(path, wanted) for path in sorted(folder.glob(f"{stem}.*")) if path != wanted]
    return pairs


def scores(folders: list[Path]) -> list[Score]:
    """Score every document of some folders."""
    forms = shipped_forms()
    results, reports = [], {}
    for folder in folders:
        for path, wanted in files(folder):
            expected = json.loads(wanted.read_text(encoding="utf-8"))
            document = read_document(path)
            start = time.process_time()
            matched = match_document(document, forms, expected["year"])
            seconds = time.process_time() - start
            result = score(path, expected, matched)
            result.seconds = seconds
            result.glued = (
                path.suffix == ".txt"
                and sum("\t" in line for line in path.read_text(encoding="utf-8").split("\n")) < GLUED_BELOW
            )
            slug = wanted.name.removesuffix(".expected.json").rpartition("-")[0] or folder.name
            reports[slug, expected["year"]] = report_blocks(matched, slug, expected["year"])
            results.append((result, expected, slug))
    for result, expected, slug in results:
        judge(result, expected, reports[slug, expected["year"]], reports)
    return [result for result, _, _ in results]


def table(results: list[Score]) -> str:
    """The scores as lines of text, with a total."""
    lines = [f"{'file':32} {'cells':>5} {'right':>5} {'wrong':>5} {'unsure':>6} {'missing':>7} {'faults':>8} {'ms':>5}"]
    for item in results:
        fault_share = f"{len(item.faults)}/{len(item.faults) + len(item.unfound)}" + (
            f"+{item.waiting}" if item.waiting else ""
        )
        lines.append(
            f"{item.name:32} {item.cells:5} {item.right:5} {len(item.wrong):5} {len(item.unsure):6}"
            f" {len(item.missing):7} {fault_share:>8} {item.seconds * 1000:5.0f}{' glued' if item.glued else ''}"
        )
        lines += [
            f"    {kind}: {'; '.join(items[:12])}"
            for kind, items in (
                ("wrong", item.wrong),
                ("missing", item.missing),
                ("unsure", item.unsure),
                ("not found", item.unfound),
            )
            if items
        ]
    cells = sum(item.cells for item in results)
    plain = [item for item in results if not item.glued]
    outright = sum(item.right for item in plain) / max(1, sum(item.cells for item in plain))
    silent = sum(len(item.wrong) + len(item.missing) for item in results)
    lines.append(
        f"{'total':32} {cells:5} {sum(item.right for item in results):5} {sum(len(item.wrong) for item in results):5}"
        f" {sum(len(item.unsure) for item in results):6} {sum(len(item.missing) for item in results):7}"
    )
    lines.append(f"silently wrong or missing: {silent}; right outright where not glued: {outright:.2%}")
    return "\n".join(lines)


if __name__ == "__main__":
    folders = [Path(name) for name in sys.argv[1:]] or [SHARED / "reports", SHARED / "seed"]
    results = scores(folders)
    print(table(results))  # noqa: T201 - the score is what this prints
    sys.exit(any(item.wrong or item.missing for item in results))
