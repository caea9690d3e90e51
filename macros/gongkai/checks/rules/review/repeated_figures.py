"""Figures that are all those of the year before."""

from collections.abc import Iterator
from functools import lru_cache

from gongkai.checks.registry import rule
from gongkai.checks.subject import Subject, form_of
from gongkai.figures import State
from gongkai.findings import ExplainedAt, Finding, Level
from gongkai.forms import CellPosition, Form
from gongkai.reports.carry_over import cells_held

_FEW, _SMALL = 5, 10
"""Fewer than ``_FEW`` figures, each below ``_SMALL``, may be the same again by chance, and are not pointed out."""


@rule(
    "repeated-figures",
    name="与上年数据相同",
    number="R16",
    levels=(Level.WARNING,),
    source="审核惯例",
    statement="各表的数不会与上年全部相同；全部相同的，请核对是否误填了上年的报告。各项都是 0、只有个别小数目的不计。",
    english="not all figures are those of the year before",
    waivable=True,
    wordings={
        "text": (
            "本年各表的 {count} 个数与 {before} 年全部相同，请核对是否沿用了上年的数据；确实相同的，登记情况说明。"
        ),
    },
)
def repeated_figures(subject: Subject) -> Iterator[Finding]:
    """R16. 各表的数与上年全部相同的，请核对是否沿用了上年的数据."""
    report, form = subject.report, form_of(subject)
    last = subject.lookup(report.agency, report.year - 1)
    if last is None or last.form is not form or dict(report.grids) != dict(last.grids):
        return
    cells = [cell for cell in _counted(form, report.year) if report.grids[cell[0]][cell[1]][cell[2]].number]
    numbers = [report.grids[table][row][column].number for table, row, column in cells]
    if len(numbers) < _FEW and max(numbers, default=0) < _SMALL:
        return
    first = form.table_index[cells[0][0]]
    yield subject.finding(
        "repeated-figures",
        level=Level.WARNING,
        table=first.id,
        cells=tuple(
            (first.rows[row].id, first.columns(row)[column].id) for table, row, column in cells if table == first.id
        ),
        explained_at=ExplainedAt.ANY_CELL,
        args={
            "count": str(sum(report.grids[t][r][c].state is State.GIVEN for t, r, c in form.positions)),
            "before": str(report.year - 1),
        },
    )


@lru_cache(maxsize=64)
def _counted(form: Form, year: int) -> tuple[CellPosition, ...]:
    """The cells that count what a year has brought: no totals, and none of what follows from the year before."""
    cells = {(rule.table, *cell) for rule in form.across if year in rule.years for cell in cells_held(form, rule)}
    totals = {(table.id, line.row, column) for table in form.tables for line in table.lines for column in line.totals}
    return tuple(position for position in form.positions if position not in cells | totals)
