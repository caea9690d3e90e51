"""R13: a consolidated report is the sum of the reports that it adds up."""

from collections.abc import Iterator, Mapping
from dataclasses import replace
from decimal import Decimal

from gongkai.checks.between.district import District
from gongkai.checks.between.rollup_causes import ExplainedCells, explained_cells, explains_all
from gongkai.checks.between.wrong_parts import WrongPart, is_wrong_itself, wrong_parts
from gongkai.checks.registry import rule_between
from gongkai.checks.subject import Subject
from gongkai.figures import Kind, written
from gongkai.findings import Cause, Finding, Level, say
from gongkai.forms import CellPosition, Form
from gongkai.reports import Report
from gongkai.reports.money import cell_money, money
from gongkai.reports.rollup import Difference, RollUp, cell_id, column_of, differences

_CERTAIN, _TWO_CERTAIN = 5, 8
"""From how many cells on the one agency, or the two, that explain them are named, and not those without a report."""
_NAMED = 5
"""Agencies that a message names; of more it says how many there are."""


@rule_between(
    "roll-up",
    name="汇总",
    number="R13",
    levels=(Level.ERROR, Level.NOTICE),
    source="条例第四十九条；审核惯例",
    statement=(
        "本级政府汇总的报告，每一格等于本机关、所属部门和下级政府（含其街道）各报告该格之和；垂直管理部门不计。"
    ),
    english="a consolidated report = own organ + departments + subordinate governments, each cell",
    waivable=True,
    wordings={
        "text": (
            "{table}{place}汇总数 {actual}，各单位合计 {expected}，{direction} {difference}。{lacking}"
            "请核对；确有不在本站报送的单位的，登记情况说明。"
        ),
        "several": (
            "汇总数有 {count} 格与各单位合计不符，如{table}{place}汇总数 {actual}，各单位合计 {expected}，"
            "{direction} {difference}。{lacking}请核对；确有不在本站报送的单位的，登记情况说明。"
        ),
        "unfiled": (
            "汇总数有 {count} 格与已报送的各单位合计不同，如{table}{place}汇总数 {actual}，各单位合计 {expected}。"
            "{lacking}报齐以后再核对。"
        ),
        "in-part": (
            "汇总数有 {count} 格与各单位合计不符，如{table}{place}汇总数 {actual}，各单位合计 {expected}："
            "{part}的报告在这里自己就对不上，相差恰好相同，先请改正那一份（{file}），这里不用改。"
        ),
    },
)
def roll_up_(district: District) -> Iterator[Finding]:
    """R13. 本级政府汇总的报告等于本机关、所属部门和下级政府各报告之和，垂直管理部门不计 (条例49；审核惯例)."""
    for report in district.consolidated():
        yield from roll_up_findings(district, report)


def roll_up_findings(district: District, report: Report) -> Iterator[Finding]:
    """What is said of one consolidated report.

    Args:
        district: All agencies with their reports.
        report: A consolidated report; one without a form, or of whose parts none has come in, is not checked.
    """
    rollup = district.roll_up(report.agency, report.year, report.form) if report.form is not None else None
    off = differences(rollup, report) if rollup is not None and rollup.parts else ()
    if rollup is None or not off:
        return
    subject = district.subject(report)
    open_cells: list[Difference] = []
    groups = explained_cells(rollup, off)
    if not explains_all(groups):
        wrong = list(wrong_parts(district, rollup, off, Level.ERROR))
        yield from (_in_part(subject, rollup, item) for item in wrong)
        off = tuple(item for item in off if not any(item in part.differences for part in wrong))
        groups = [_with_proof(district, report, rollup, item) for item in explained_cells(rollup, off)] if off else []
    for group in groups:
        more = tuple(item for item in group.differences if _may_be_lacking(rollup, item))
        if more and not _is_certain(group):
            open_cells += more
            short = tuple(item for item in group.differences if item not in more)
            if short:
                yield _finding(subject, rollup, ExplainedCells(short, group.cause))
        else:
            yield _finding(subject, rollup, group)
    if open_cells:
        yield _finding(subject, rollup, ExplainedCells(tuple(open_cells), None), notice="unfiled")


def _may_be_lacking(rollup: RollUp, item: Difference) -> bool:
    """Whether an agency without a report may explain a cell: more than the sum, or a change, which may be negative."""
    return bool(rollup.lacking) and (item.number > 0 or column_of(rollup.form, item.cell).kind is Kind.CHANGE)


def _is_certain(group: ExplainedCells) -> bool:
    """Whether agencies that have filed explain cells better than those that have not: few figures agree by chance."""
    two = group.cause is not None and group.cause.kind == "two"
    return group.by_agency and len(group.differences) >= (_TWO_CERTAIN if two else _CERTAIN)


def _in_part(subject: Subject, rollup: RollUp, wrong: WrongPart) -> Finding:
    """What is said of cells that are off because of a part: no error, as that part's report has one."""
    names = {"part": wrong.part.agency.short, "file": wrong.part.report.path}
    return _finding(subject, rollup, ExplainedCells(wrong.differences, None), notice="in-part", names=names)


def _with_proof(district: District, report: Report, rollup: RollUp, group: ExplainedCells) -> ExplainedCells:
    """Cells that are off, with a cause that sums of this report or the stock of a part's prove, if they do."""
    first = group.differences[0]
    if len(group.differences) == 1 and is_wrong_itself(district, report, first):
        return replace(group, cause=Cause("mistyped-sum", (("expected", written(first.summed)),)))
    if group.by_agency:
        return group
    for wrong in wrong_parts(district, rollup, group.differences, Level.WARNING):
        if wrong.differences == group.differences:
            return replace(group, cause=Cause("unit-stock", (("name", wrong.part.agency.short),)), by_agency=True)
    return group


def _finding(
    subject: Subject,
    rollup: RollUp,
    group: ExplainedCells,
    *,
    notice: str = "",
    names: Mapping[str, str] | None = None,
) -> Finding:
    first = group.differences[0]
    place = cell_id(rollup.form, first.cell)
    several = "several" if len(group.differences) > 1 else ""
    return subject.finding(
        "roll-up",
        level=Level.NOTICE if notice else Level.ERROR,
        variant=notice or several,
        table=place.table,
        row=place.row,
        col=place.column,
        cells=tuple(_ids(rollup.form, item.cell) for item in group.differences),
        expected=written(first.summed) or "0",
        actual=written(first.filed) or say("page.blank"),
        cause=group.cause,
        args={**_args(subject.report, rollup, group), **(names or {})},
    )


def _ids(form: Form, cell: CellPosition) -> tuple[str, str, str]:
    place = cell_id(form, cell)
    return place.table, place.row, place.column


def _args(report: Report, rollup: RollUp, group: ExplainedCells) -> Mapping[str, str]:
    first = group.differences[0]
    return {
        "table": rollup.form.table_word(first.cell[0]),
        "place": cell_label(rollup.form, first.cell),
        "actual": written(first.filed) or say("page.blank"),
        "expected": written(first.summed) or "0",
        "direction": say("directions.more" if first.number > 0 else "directions.less"),
        "difference": difference_text(report, rollup.form, first),
        "count": str(len(group.differences)),
        "lacking": lacking_text(rollup),
    }


def cell_label(form: Form, cell: CellPosition) -> str:
    """A cell by its printed names, “本年新收政府信息公开申请数量—自然人”; by its row alone where it has one column."""
    table = form.table_index[cell[0]]
    row, column = table.rows[cell[1]], column_of(form, cell)
    line = next((line for line in table.lines if line.row == cell[1] and cell[2] in line.columns), None)
    name = line.name.label if table.by_blocks and line is not None else row.name.label
    if len(table.columns(cell[1])) == 1:
        return say("rollup.row", {"row": name})
    return say("rollup.cell", {"row": name, "column": column.name.label if table.by_blocks else column.printed})


def difference_text(report: Report, form: Form, item: Difference) -> str:
    """By how much a cell is off, without its sign; amounts in the unit that they are written in."""
    if column_of(form, item.cell).kind is not Kind.AMOUNT:
        return str(item.size)
    amount = cell_money(report, cell_id(form, item.cell))
    one = money(1, amount.unit) if amount is not None else None
    if one is None or amount is None:
        return say("yuan", {"number": f"{item.size:f}"})
    return f"{(Decimal(item.size) / one.yuan).normalize():f} {amount.unit}"


def lacking_text(rollup: RollUp) -> str:
    """Whose reports are not in a sum, in a sentence; empty where all are."""
    if not rollup.lacking:
        return ""
    names = "、".join(item.agency.short for item in rollup.lacking[:_NAMED])
    more = say("rollup.more-names", {"names": names}) if len(rollup.lacking) > _NAMED else names
    return say("rollup.lacking", {"names": more, "count": len(rollup.lacking)})
