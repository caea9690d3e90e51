"""Corrections whose day is still to come."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from gongkai.forms import Place
from gongkai.reports import Correction
from gongkai.reports.rollup import cell_id
from tests.checks.between import model

if TYPE_CHECKING:
    import random

    from gongkai.checks.between.district import District


def to_come(district: District, rng: random.Random) -> model.Mistake:
    """A correction bears a date that is still to come."""
    report = rng.choice(list(district.reports.values()))
    assert report.form is not None
    cell = cell_id(report.form, rng.choice(model.counts(report, 0)))
    day = f"{model.TODAY.year + rng.randint(1, 9)}-03-01"
    place = Place(table=cell.table, row=cell.row, cols=(cell.column,))
    entry = Correction(".".join(cell), place, day, "1", "2", "填错")
    changed = replace(report, corrections=(entry,))
    return model.Mistake(
        model.with_reports(district, changed), "correction", report.agency, report.year, names=(day,), variant="future"
    )


KINDS = {"day to come": to_come}
