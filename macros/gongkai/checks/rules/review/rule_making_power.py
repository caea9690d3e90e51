"""R10: organs that may not make 规章 report none."""

import re
from collections.abc import Iterator, Mapping

from gongkai.checks.registry import rule
from gongkai.checks.subject import Subject, form_of
from gongkai.figures import written
from gongkai.findings import ExplainedAt, Finding, Level
from gongkai.reports.agencies import Agency, AgencyKind, AgencyLevel

_OF_GOVERNMENT = (AgencyKind.GOVERNMENT, AgencyKind.GOVERNMENT_OFFICE)
_WITH_POWER: Mapping[str, tuple[AgencyKind, ...]] = {
    AgencyLevel.NATIONAL: (),
    AgencyLevel.PROVINCE: _OF_GOVERNMENT,
    AgencyLevel.PREFECTURE: _OF_GOVERNMENT,
}
"""The kinds of agency that may make 规章 by level, none named where all of them may; an office reports in its
government's name."""
_LOCAL = (AgencyLevel.COUNTY, AgencyLevel.TOWNSHIP)
_LOCAL_KINDS = (AgencyKind.TOWNSHIP, AgencyKind.STREET_OFFICE, AgencyKind.BRANCH, AgencyKind.ZONE_COMMITTEE)
_LOCAL_NAME = re.compile(
    "(?:(?:镇|乡)人民政府|街道办事处)(?:办公室)?$|(?:(?<!自治)区|县|旗)(?:人民政府(?:办公室)?|.{2,}(?:局|委员会|办公室))$"
)
"""Names that only agencies of counties, districts and townships have, for files that state no level; an autonomous
region's name has 区 in it as well."""


@rule(
    "rule-making-power",
    name="规章制定权",
    number="R10",
    levels=(Level.WARNING,),
    source="《立法法》；条例第二十条第（一）项；审核惯例",
    statement="国务院部门，省、设区的市和自治州的人民政府等才能制定规章；其他机关，包括县级汇总的报告，规章各项填 0。",
    english="organs that may not make administrative rules report none, consolidated county reports included",
    suits=lambda form: bool(form.role_cells("rule_making")),
    waivable=True,
    wordings={
        "text": (
            "{table}“{row_name}”一行填了{figures}。{name}没有规章制定权，应填 0；"
            "规范性文件请填在“{other}”一行。确由本机关制定的，登记情况说明。"
        ),
    },
)
def rule_making_power(subject: Subject) -> Iterator[Finding]:
    """R10. 没有规章制定权的机关，规章各项填 0 (form, roles)."""
    form, report = form_of(subject), subject.report
    cells = [cell for cell in form.role_cells("rule_making") if report.figure(*cell).number]
    if not cells or may_make_rules(subject.agency):
        return
    table = form.table_index[cells[0].table]
    row = table.row_index[cells[0].row]
    names = {column.id: column.name.label for column in table.columns(row)}
    neighbours = [
        item.name.label for item in table.rows if item.block == table.rows[row].block and item.id != cells[0].row
    ]
    yield subject.finding(
        "rule-making-power",
        level=Level.WARNING,
        table=table.id,
        row=cells[0].row,
        col=cells[0].column,
        cells=tuple(cells),
        expected="0",
        actual=str(report.figure(*cells[0]).number),
        explained_at=ExplainedAt.ANY_CELL,
        args={
            "table": form.table_word(table.id),
            "row_name": table.rows[row].name.label,
            "figures": "、".join(f"“{names[cell.column]}”{written(report.figure(*cell))}" for cell in cells),
            "name": subject.agency.name,
            "other": "、".join(neighbours),
        },
    )


def may_make_rules(agency: Agency) -> bool:
    """Whether an agency may make 规章; where its file does not state enough to decide, yes."""
    if agency.level in _LOCAL or agency.kind in _LOCAL_KINDS:
        return False
    if agency.level is None and agency.kind is None and _LOCAL_NAME.search(agency.name):
        return False
    kinds = _WITH_POWER.get(agency.level or "", ())
    return not kinds or agency.kind is None or agency.kind in kinds
