"""Figures and dates that were changed after publication without a word; the ledger remembers them."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace
from typing import TYPE_CHECKING

from gongkai.checks import all_rules
from gongkai.reports import Positions
from gongkai.reports.ledger import entry_of
from gongkai.reports.rollup import cell_id, leaf_cells
from tests.checks.injected.model import CleanReport, Edit, Injection, with_line

if TYPE_CHECKING:
    import random

_SILENT = frozenset({
    *("attachment", "blank", "correction", "empty-section", "filing", "form-shape", "joined-lines", "missing-aspect"),
    *("narrative-missing", "narrative-template", "overview-length", "personal-data", "placeholder", "repeated-figures"),
    *("repeated-narrative", "roll-up", "section-order", "sign-off", "table-missing", "title", "unsafe-html"),
    *("silent-change", "withdrawn"),
})  # fmt: skip
"""Codes of which neither another figure nor another date gives a further finding. Every other rule may have one, so
that a rule that is added needs no line here."""


def _besides() -> frozenset[str]:
    """The codes of rules that may rightly have a finding of a figure or date that is another."""
    codes = frozenset(rule.code for rule in all_rules())
    assert codes >= _SILENT, "a rule that is gone is no longer named here"
    return codes - _SILENT


def figure(report: CleanReport, rng: random.Random) -> Injection | None:
    """A figure is another."""
    cell = rng.choice(leaf_cells(report.form, report.year))
    old = report.report.grids[cell[0]][cell[1]][cell[2]].value
    if not isinstance(old, int):
        return None
    mark = Positions(report.data, report.form).of(*cell_id(report.form, cell))
    lines = report.data.split("\n")
    line, begin = lines[mark.line - 1], mark.column - 1
    assert line.startswith(str(old), begin)
    new = f"{line[:begin]}{old + rng.randint(1, 900)}{line[begin + len(str(old)) :]}"
    return _changed(report, with_line(lines, mark.line - 1, new))


def date(report: CleanReport, rng: random.Random) -> Injection | None:
    """The date of publication is another."""
    published = report.report.published
    if published is None:
        return None
    other = published.date - dt.timedelta(days=rng.randint(1, 5))
    lines = report.data.split("\n")
    index = next(number for number, line in enumerate(lines) if line.startswith("published:"))
    return _changed(report, with_line(lines, index, f"published: {other}"))


def _changed(report: CleanReport, edit: Edit) -> Injection:
    """The injection of a text, with what the ledger holds of the report."""
    injection = edit.injection("silent-change", report.data_path, also=tuple(_besides()))
    return replace(injection, ledger=entry_of(report.report, "0" * 64).line)


KINDS = {"figure": figure, "date": date}
