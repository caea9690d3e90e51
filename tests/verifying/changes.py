"""A report's files with one cell changed, of every kind that a site has: what a verification has to find and place."""

from __future__ import annotations

import csv
import io
import random
import re
from dataclasses import dataclass, replace
from decimal import Decimal
from typing import TYPE_CHECKING, Any

from gongkai.figures import BLANK, Figure, State
from gongkai.renders.export import formats_of
from gongkai.reports.tidy_columns import HEAD, STATUS
from gongkai.verifying.expected import expected_of_data
from gongkai.verifying.site import Verification, file_differences, year_differences

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from gongkai.renders.export import ReportExport
    from gongkai.verifying import Discrepancy
    from gongkai.workspace import Workspace

Cell = tuple[str, str, str]
Key = tuple[str, int]
CHANGED_FORMATS = ("json", "csv", "csv-tables", "docx", "xlsx", "fragment", "fragment-title", "pdf")
"""Formats whose files are made anew with the change in them."""
KINDS = (*CHANGED_FORMATS, "page", "year-csv", "year-parquet")


@dataclass(frozen=True, slots=True)
class Change:
    """One change.

    Attributes:
        kind: The file that it is in, one of `KINDS`.
        key: The report.
        cell: The cell.
        figure: What the file says instead.
    """

    kind: str
    key: Key
    cell: Cell
    figure: Figure


def draw(workspace: Workspace, number: int, seed: int, kinds: tuple[str, ...] = KINDS) -> list[Change]:
    """Draw changes, each kind as often as any other; the same for the same seed."""
    chance = random.Random(seed)  # noqa: S311 - a sample, not a secret
    keys = [key for key, report in workspace.reports.items() if report.form is not None and workspace.public(key)]
    changes = []
    for place in range(number):
        key = chance.choice(keys)
        figures = expected_of_data(workspace.report_export(*key)).figures
        cell = chance.choice(sorted(figures))
        changes.append(Change(kinds[place % len(kinds)], key, cell, _other(figures[cell], chance)))
    return changes


def _other(figure: Figure, chance: random.Random) -> Figure:
    """Another figure: one more digit, another number, or a blank; a blank becomes a number."""
    if figure.state is not State.GIVEN:
        return Figure(chance.randrange(1, 100))
    choice = chance.randrange(4)
    if choice == 0:
        return BLANK
    number = figure.number + chance.choice([1, 2, 9, 10, 100])
    if choice == 1 and isinstance(figure.value, int):
        number = figure.value * 10 + chance.randrange(1, 10)
    return replace(figure, value=number)


def differences_with(change: Change, workspace: Workspace, site: Path, folder: Path) -> list[Discrepancy]:
    """What a verification finds in a file with one change.

    Args:
        change: The change.
        workspace: The data.
        site: The built site, which stays as it is.
        folder: Where the changed file is written.
    """
    export = workspace.report_export(*change.key)
    expected = expected_of_data(export)
    if change.kind.startswith("year-"):
        verification = Verification(lines={change.key: (expected.form, expected.lines)})
        (folder / "data").mkdir(exist_ok=True)
        name = f"data/figures-{change.key[1]}.{change.kind.removeprefix('year-')}"
        YEARS[change.kind](site / name, folder / name, change)
        differences = list(year_differences(folder, verification, ""))
        (folder / name).unlink()
        return differences
    if change.kind == "page":
        name, data = "index.html", changed_page(site, change)
    else:
        (item,) = [item for item in formats_of(export.report) if item.name == change.kind]
        name, data = item.file, item.write(with_change(export, change))
    path = folder / name
    path.write_bytes(data)
    return list(file_differences(path, expected, workspace.registry, display_path=name))


def with_change(export: ReportExport, change: Change) -> ReportExport:
    """A report whose grid holds another figure in one cell; totals stay what they were."""
    report, (table_id, row_id, column_id) = export.report, change.cell
    assert report.form is not None
    table = report.form.table_index[table_id]
    row, column = table.position(row_id, column_id)
    grid = [list(line) for line in report.grids[table_id]]
    grid[row][column] = change.figure
    grids = {**report.grids, table_id: tuple(map(tuple, grid))}
    return replace(export, report=replace(report, grids=grids))


def text_of(figure: Figure) -> str:
    return (
        "" if figure.value is None else f"{figure.value:f}" if isinstance(figure.value, Decimal) else str(figure.value)
    )


def changed_page(site: Path, change: Change) -> bytes:
    """The page of a report with another figure in one cell of its tables."""
    (slug, year), (table, row, _) = change.key, change.cell
    page = (site / slug / str(year) / "index.html").read_text(encoding="utf-8")
    line = re.search(rf"<tr[^>]*id={table}-{row}[ >].*?</tr>", page, re.DOTALL)
    assert line is not None
    cells = list(re.finditer(r"(<td[^>]*>)(.*?)(</td>)", line[0], re.DOTALL))
    cell = cells[column_number(site, change)]
    text = text_of(change.figure)
    inner = re.sub(r">[^<>]+<", f">{text}<", f">{cell[2]}<", count=1)[1:-1] if "<" in cell[2] else text
    new = line[0][: cell.start()] + cell[1] + inner + cell[3] + line[0][cell.end() :]
    return (page[: line.start()] + new + page[line.end() :]).encode()


def column_number(site: Path, change: Change) -> int:
    """Which cell of its row a cell is, as the list of the report has them in printed order."""
    path = site / change.key[0] / str(change.key[1]) / "report.csv"
    lines = list(csv.DictReader(io.StringIO(path.read_text(encoding="utf-8-sig"), newline="")))
    row = [line["列代号"] for line in lines if (line["表代号"], line["行代号"]) == change.cell[:2]]
    return row.index(change.cell[2])


def _is_cell(line: Any, change: Change) -> bool:
    own = (line["机关代号"], int(line["年度"]), line["表代号"], line["行代号"], line["列代号"])
    return own == (*change.key, *change.cell)


def _changed_list(source: Path, target: Path, change: Change) -> None:
    lines = list(csv.DictReader(io.StringIO(source.read_text(encoding="utf-8-sig"), newline="")))
    for line in lines:
        if _is_cell(line, change):
            line["数值"] = text_of(change.figure)
            line["状态"] = STATUS["blank" if change.figure.value is None else "reported"]
    with target.open("w", encoding="utf-8-sig", newline="") as file:
        writer = csv.DictWriter(file, HEAD)
        writer.writeheader()
        writer.writerows(lines)


def _changed_parquet(source: Path, target: Path, change: Change) -> None:
    import pyarrow as pa  # noqa: PLC0415 - an extra
    from pyarrow import parquet  # noqa: PLC0415

    table = parquet.read_table(source)
    rows = table.to_pylist()
    for line in rows:
        if _is_cell(line, change):
            line["数值"] = None if change.figure.value is None else Decimal(change.figure.value)
    parquet.write_table(pa.Table.from_pylist(rows, schema=table.schema), target)


YEARS: dict[str, Callable[[Path, Path, Change], None]] = {
    "year-csv": _changed_list,
    "year-parquet": _changed_parquet,
}


def missed(changes: list[Change], workspace: Workspace, site: Path, folder: Path) -> Iterator[tuple[Change, str]]:
    """The changes that were not found, or found elsewhere, with what was found; and those found at several cells.

    A workbook adds up anew when a figure in it changes, so that there the sums above it may differ as well; and a text
    that has the figure by a macro differs with it.
    """
    for change in changes:
        differences = differences_with(change, workspace, site, folder)
        cells = [(item.table, item.row, item.col) for item in differences if item.table is not None]
        if change.cell not in cells:
            yield change, f"not found: {[item.text for item in differences]}"
        elif len(cells) > 1 and change.kind != "xlsx":
            yield change, f"also elsewhere: {[item.text for item in differences]}"
