"""Consolidated reports that are not the sum of their parts."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from gongkai.forms import CellPosition, Place, place_id
from gongkai.reports import Correction
from gongkai.reports.rollup import cell_id
from tests.checks.between import model

if TYPE_CHECKING:
    import random
    from collections.abc import Callable

    from gongkai.checks.between.district import District
    from gongkai.reports import Report
    from gongkai.reports.rollup import Part, RollUp

    Injector = Callable[[District, random.Random], model.Mistake | None]


def _chosen(district: District, rng: random.Random) -> tuple[Report, RollUp]:
    report = rng.choice([item for item in district.consolidated() if item.agency == model.GOVERNMENT])
    assert report.form is not None
    return report, district.roll_up(report.agency, report.year, report.form)


def _mistake(
    district: District,
    report: Report,
    cause: str | None,
    *parts: Part,
    cell: CellPosition | None = None,
    variant: str | None = None,
) -> model.Mistake:
    assert report.form is not None
    place = place_id(report.form, *cell_id(report.form, cell)) if cell else None
    names = tuple(part.agency.short for part in parts)
    return model.Mistake(
        district, "roll-up", model.GOVERNMENT, report.year, cell=place, cause=cause, names=names, variant=variant
    )


def omitted(district: District, rng: random.Random) -> model.Mistake:
    """An agency was left out."""
    report, rollup = _chosen(district, rng)
    part = rng.choice(model.busy_parts(rollup))
    wrong = model.plus(report, part.report, -1)
    return _mistake(model.with_reports(district, wrong), report, "unit-omitted", part)


def doubled(district: District, rng: random.Random) -> model.Mistake:
    """An agency was counted twice."""
    report, rollup = _chosen(district, rng)
    part = rng.choice(model.busy_parts(rollup))
    wrong = model.plus(report, part.report, 1)
    return _mistake(model.with_reports(district, wrong), report, "unit-twice", part)


def two(district: District, rng: random.Random) -> model.Mistake:
    """One agency was left out and another one counted twice."""
    report, rollup = _chosen(district, rng)
    first, second = rng.sample(model.busy_parts(rollup), 2)
    wrong = model.plus(model.plus(report, first.report, -1), second.report, 1)
    return _mistake(model.with_reports(district, wrong), report, "two", first, second)


def table_omitted(district: District, rng: random.Random) -> model.Mistake | None:
    """One table of an agency was left out."""
    report, rollup = _chosen(district, rng)
    part = rng.choice(model.busy_parts(rollup, 6))
    cells = [cell for cell in model.counts(part.report) if cell[0] == "requests"]
    if len(cells) < 3:
        return None
    wrong = model.plus(report, part.report, -1, table="requests")
    return _mistake(model.with_reports(district, wrong), report, "unit-omitted", part)


def mistyped(district: District, rng: random.Random) -> model.Mistake:
    """One cell of the consolidated report has other digits."""
    report, _ = _chosen(district, rng)
    cell = rng.choice(model.counts(report, 10))
    wrong = model.with_cells(report, {cell: _slip(int(report.grids[cell[0]][cell[1]][cell[2]].number), rng)})
    return _mistake(model.with_reports(district, wrong), report, "mistyped", cell=cell)


def mistyped_in_a_part(district: District, rng: random.Random) -> model.Mistake | None:
    """One cell of an agency has other digits than those that were added up."""
    report, rollup = _chosen(district, rng)
    part = rng.choice(model.busy_parts(rollup)).report
    large = [cell for cell in model.counts(part, 10) if not _in_sums(part, cell)]
    if not large:
        return None
    cell = rng.choice(large)
    wrong = model.with_cells(part, {cell: _slip(int(part.grids[cell[0]][cell[1]][cell[2]].number), rng)})
    return _mistake(model.with_reports(district, wrong), report, "mistyped", cell=cell)


def _in_sums(part: Report, cell: CellPosition) -> bool:
    """Whether other cells of the report say what stands there: it balances, or follows from last year."""
    assert part.form is not None
    return cell[0] == "requests" or cell_id(part.form, cell).column in {"in_force", "public"}


def mistyped_in_a_sum(district: District, rng: random.Random) -> model.Mistake | None:
    """One cell of an agency has other digits, so that its own sums do not hold: that is said, and nothing else."""
    _, rollup = _chosen(district, rng)
    part = rng.choice(model.busy_parts(rollup)).report
    own = [cell for cell in model.counts(part) if cell[0] == "requests"]
    if not own or part.form is None:
        return None
    cell = rng.choice(own)
    wrong = model.with_cells(part, {cell: _slip(int(part.grids[cell[0]][cell[1]][cell[2]].number), rng)})
    received = ("requests", part.form.table_index["requests"].row_index["received"], cell[2])
    place = place_id(part.form, *cell_id(part.form, received))
    return model.Mistake(model.with_reports(district, wrong), "balance", part.agency, part.year, cell=place)


def omitted_and_mistyped(district: District, rng: random.Random) -> model.Mistake:
    """An agency was left out, and a cell has other digits."""
    report, rollup = _chosen(district, rng)
    part = rng.choice(model.busy_parts(rollup, 8))
    wrong = model.plus(report, part.report, -1)
    cell = rng.choice(model.counts(wrong, 10))
    wrong = model.with_cells(wrong, {cell: _slip(int(wrong.grids[cell[0]][cell[1]][cell[2]].number), rng)})
    return _mistake(model.with_reports(district, wrong), report, "unit-omitted", part)


def corrected_later(district: District, rng: random.Random) -> model.Mistake | None:
    """An agency has corrected figures that were added up before; its own sums hold before and after."""
    report, rollup = _chosen(district, rng)
    part = rng.choice(model.busy_parts(rollup))
    form, old = part.report.form, part.report.grids
    assert form is not None
    table = form.table_index["requests"]
    outcomes = next(item.parts for item in form.identities if item.code == "outcome-total")
    rows = [table.row_index[name] for name in ("received", rng.choice(outcomes))]
    columns = rng.sample(range(6), 2)
    new = {("requests", row, column): 0 for column in columns for row in rows}
    for column in columns:
        more = rng.randint(11, 30)
        new |= {("requests", row, column): int(old["requests"][row][column].number) + more for row in rows}
    corrections = []
    for cell, after in new.items():
        place = cell_id(form, cell)
        where = Place(table=place.table, row=place.row, cols=(place.column,))
        before = str(old[cell[0]][cell[1]][cell[2]].number)
        corrections.append(Correction(".".join(place), where, "2026-03-01", before, str(after), "填错"))
    later = replace(model.with_cells(part.report, new), corrections=tuple(corrections))
    return _mistake(model.with_reports(district, later), report, "unit-before", part)


def vertical_counted(district: District, rng: random.Random) -> model.Mistake:
    """An agency under vertical management was added up."""
    report, rollup = _chosen(district, rng)
    part = rng.choice(model.busy_parts(rollup))
    apart = model.with_agencies(district, replace(part.agency, in_rollup=False))
    return _mistake(apart, report, "unit-apart", part)


def one_missing_and_another_doubled(district: District, rng: random.Random) -> model.Mistake:
    """An agency has not filed and is not in the sum; another one was counted twice."""
    report, rollup = _chosen(district, rng)
    first, second = rng.sample(model.busy_parts(rollup), 2)
    wrong = model.plus(model.plus(report, first.report, -1), second.report, 1)
    left = model.without_report(model.with_reports(district, wrong), first.agency.slug, report.year)
    return _mistake(left, report, "unit-twice", second)


def one_missing(district: District, rng: random.Random) -> model.Mistake:
    """An agency has not filed here, though its figures are in the sum: that is no error, and it is named."""
    report, rollup = _chosen(district, rng)
    part = rng.choice(model.busy_parts(rollup))
    left = model.without_report(district, part.agency.slug, report.year)
    return _mistake(left, report, None, part, variant="unfiled")


def _slip(number: int, rng: random.Random) -> int:
    """The number with one slip of the pen."""
    digits = list(str(number))
    for _ in range(20):
        new, place = digits.copy(), rng.randrange(len(digits))
        kind = rng.randrange(3)
        if kind == 0 and place + 1 < len(new):
            new[place], new[place + 1] = new[place + 1], new[place]
        elif kind == 1:
            del new[place]
        else:
            new[place] = str(rng.randrange(10))
        if int("".join(new) or "0") != number:
            return int("".join(new) or "0")
    return number + 1


KINDS = {
    "agency left out": omitted,
    "agency counted twice": doubled,
    "one left out, one twice": two,
    "table of an agency left out": table_omitted,
    "cell mistyped": mistyped,
    "cell of an agency mistyped": mistyped_in_a_part,
    "cell of an agency's sum mistyped": mistyped_in_a_sum,
    "agency left out, cell mistyped": omitted_and_mistyped,
    "agency corrected later": corrected_later,
    "vertical agency counted": vertical_counted,
    "one missing, one twice": one_missing_and_another_doubled,
    "one missing": one_missing,
}
