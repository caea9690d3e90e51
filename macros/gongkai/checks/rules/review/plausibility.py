"""Figures that may be right and that a reviewer would ask about: much 其他处理, amounts of another unit or size."""

import re
from collections.abc import Iterator, Mapping
from decimal import ROUND_HALF_UP, Decimal
from functools import lru_cache

from gongkai.checks.between.district import District
from gongkai.checks.between.outliers import outliers
from gongkai.checks.registry import also_between, rule
from gongkai.checks.subject import Subject, form_of
from gongkai.figures import Kind, written
from gongkai.findings import ExplainedAt, Finding, Level
from gongkai.forms import CellId, Form
from gongkai.forms.names import unnumbered
from gongkai.forms.outcomes import outcome_groups
from gongkai.reports.agencies import Agency, AgencyKind, AgencyLevel
from gongkai.reports.money import Money, cell_head_unit, cell_money, money

_SHARE, _LEAST = Decimal("0.25"), 5
"""The least share of the requests concluded, and the least number, for which 其他处理 is asked about."""
_TIMES = 7
"""How many times as large as in every other year an amount is that has probably one digit too many."""
_ENOUGH = 2
"""The fewest other years to measure against: one alone may itself be wrong, and gives a notice to the later year."""
_WORTH_ASKING = 10_000
"""In 元: below this even ten times as much is little."""
_MOST: Mapping[str, int] = {
    AgencyLevel.TOWNSHIP: 1_000,
    AgencyLevel.COUNTY: 100_000,
    AgencyLevel.PREFECTURE: 1_000_000,
}
"""In 万元, by level: charges above are asked about whatever other years say. No notice states a bound. Published
reports of whole areas are the measure: 4,068 (Shuyang) and 4,166 (Pingtan, both on 2025) of a county, 96,172 (Huai'an,
on 2024) of a prefecture. So one office is asked about at a quarter of a county, an agency of a county at a prefecture,
one of a prefecture at ten of them; those of provinces never."""
_OFFICES = (AgencyKind.TOWNSHIP, AgencyKind.STREET_OFFICE)
_OFFICE_NAME = re.compile("(?:[镇乡]人民政府|街道办事处)$")
_LARGE = 100
"""A count below this may well be ten times that of other years."""
_YEARS = 6
"""How many years before and after are looked at."""


@rule(
    "plausibility",
    name="数值合理",
    levels=(Level.WARNING, Level.NOTICE),
    source="国办公开办函〔2019〕60号 一（三）；审核惯例",
    statement="“其他处理”不应过多；金额的单位与表头相符，与本单位历年相比没有差十倍、百倍的，也不远超同级单位；"
    "各数与本单位前几年、与同年的同类单位相比，没有相差很大的（只提醒，不公布）。",
    english="few requests end as other handling; amounts are in the head's unit, of the size of other years and of the "
    "agency's level",
    waivable=True,
    wordings={
        "text": (
            "{table}“{row_name}”共 {number} 件，占办结的 {share}，偏多。"
            "能归入其他各项的请归入；确属{row_name}的，登记情况说明。"
        ),
        "unit": (
            "{table}“{row_name}”写的是 {written}，表头的单位是{unit}。"
            "请改写为 {instead}；原公布件如此的，登记情况说明。"
        ),
        "digit": (
            "{table}“{row_name}—{col_name}”{written} 件，是本单位其他年度最高数（{other_year} 年，{other} 件）的"
            " {times} 倍。请核对是否多写了一位。"
        ),
        "much": (
            "{table}“{row_name}”{written}，是本单位其他年度最高数（{other_year} 年，{other}）的 {times} 倍。"
            "请核对小数点和单位（表头为{unit}）；确实如此的，登记情况说明。"
        ),
        "scale": (
            "{table}“{row_name}”{written}，数额过大：{rank}单位超过 {most} 万元的，都请核对。"
            "表头的单位是{unit}，是不是按元填的？按元填的，请改写为 {instead}；确实如此的，登记情况说明。"
        ),
        "history": (
            "{table}“{row_name}—{col_name}”{written}，前 {count} 年在 {low} 到 {high} 之间，中位数 {median}，相差很大。"
            "请核对是否填错行、多写或者少写一位；属实的不用改。"
        ),
        "peers": (
            "{table}“{row_name}—{col_name}”{written}，同年 {count} 家同类单位的中位数是 {median}，相差很大。"
            "请核对是否填错行、多写或者少写一位；属实的不用改。"
        ),
        "little": (
            "{table}“{row_name}”{written}，只有本单位其他年度最低数（{other_year} 年，{other}）的 {times} 分之一。"
            "请核对小数点和单位（表头为{unit}）；确实如此的，登记情况说明。"
        ),
    },
)
def plausibility(subject: Subject) -> Iterator[Finding]:
    """其他处理偏多 (60号 一（三）); 金额的单位、量级与表头和历年不符的，请核对."""
    yield from _other_handling(subject)
    for cell in _amounts(form_of(subject)):
        amount = cell_money(subject.report, cell)
        if amount is not None and amount.yuan:
            yield from (
                _other_unit(subject, cell, amount)
                or _other_size(subject, cell, amount)
                or _other_scale(subject, cell, amount)
            )
    yield from _other_count(subject)


@also_between("plausibility")
def unusual_figures(district: District) -> Iterator[Finding]:
    """与本单位前几年、与同类单位相差很大的，请核对: for the office alone, so that no explanation makes it public."""
    for item in outliers(district):
        variant = "history" if item.low is not None else "peers"
        args = {"count": str(item.count), "low": str(item.low), "high": str(item.high), "median": f"{item.median:g}"}
        yield _finding(district.subject(item.report), item.cell, variant, "", level=Level.NOTICE, **args)


def _other_handling(subject: Subject) -> Iterator[Finding]:
    form, report = form_of(subject), subject.report
    cells = form.role_cells("other_handling")
    concluded = form.role("concluded")
    number = sum(report.figure(*cell).number for cell in cells)
    if concluded is None or number < _LEAST:
        return
    total = report.figure(*concluded).number
    if not total or Decimal(number) / Decimal(total) < _SHARE:
        return
    written_cells = tuple(cell for cell in cells if report.figure(*cell).number)
    share = (Decimal(number) * 100 / Decimal(total)).quantize(Decimal("0.1"), ROUND_HALF_UP)
    yield subject.finding(
        "plausibility",
        level=Level.NOTICE,
        table=written_cells[0].table,
        row=written_cells[0].row,
        col=written_cells[0].column,
        cells=written_cells,
        explained_at=ExplainedAt.ANY_CELL,
        args={
            "table": form.table_word(concluded.table),
            "row_name": _name_of_group(form, cells[0]),
            "number": str(number),
            "share": f"{share}%",
        },
    )


def _name_of_group(form: Form, cell: CellId) -> str:
    """The name of the group of outcomes that a cell belongs to; the name of its row if it belongs to none."""
    table = form.table_index[cell.table]
    place = table.row_index[cell.row]
    name = unnumbered(table.rows[place].name.label)
    return next((group.name for group in outcome_groups(form) if place in group.rows), name)


@lru_cache(maxsize=64)
def _amounts(form: Form) -> tuple[CellId, ...]:
    """The cells that hold amounts of money."""
    return tuple(
        CellId(table.id, row.id, column.id)
        for table in form.tables
        for number, row in enumerate(table.rows)
        for column in table.columns(number)
        if column.kind is Kind.AMOUNT
    )


def _other_unit(subject: Subject, cell: CellId, amount: Money) -> list[Finding]:
    """An amount in a cell with a unit of its own, below a head that states another one."""
    unit = cell_head_unit(subject.report, cell)
    if unit is None or amount.unit == unit:
        return []
    instead = amount.in_unit(unit)
    return [_finding(subject, cell, "unit", amount.unit, instead=f"{instead:f}" if instead is not None else unit)]


def _other_size(subject: Subject, cell: CellId, amount: Money) -> list[Finding]:
    """An amount ten times as large as that of every other year, or as small."""
    others = dict(_other_years(subject, cell))
    if len(others) < _ENOUGH and not any(year < subject.report.year for year in others):
        return []
    for variant, extreme in (("much", max), ("little", min)):
        year = extreme(others, key=lambda year: others[year].yuan)
        other = others[year]
        pair = (amount.yuan, other.yuan) if variant == "much" else (other.yuan, amount.yuan)
        if pair[0] >= _TIMES * pair[1] and pair[0] >= _WORTH_ASKING:
            times = (pair[0] / pair[1]).quantize(Decimal(1), ROUND_HALF_UP)
            other_figure = _shown(subject, cell, year)
            level = Level.WARNING if len(others) >= _ENOUGH else Level.NOTICE
            args = {"other_year": str(year), "other": other_figure, "times": f"{times:f}"}
            return [_finding(subject, cell, variant, amount.unit, level=level, **args)]
    return []


def _other_scale(subject: Subject, cell: CellId, amount: Money) -> list[Finding]:
    """Charges larger than any agency of the level has, below a head of another unit than 元."""
    level = _level(subject.agency)
    value, unit = subject.report.figure(*cell).value, cell_head_unit(subject.report, cell)
    most = money(_MOST.get(level, 0), "万元")
    if value is None or unit in {None, "元"} or not most or not 0 < most.yuan < amount.yuan:
        return []
    if all(section.fee_within != cell for section in form_of(subject).sections):
        return []
    typed = money(value, "元")
    instead = typed.in_unit(unit or "") if typed is not None else None
    args = {"rank": level, "most": str(_MOST[level]), "instead": f"{instead:f}"}
    return [_finding(subject, cell, "scale", amount.unit, level=Level.NOTICE, **args)]


def _level(agency: Agency) -> str:
    """The level that an agency belongs to by its kind, its file or its name; empty where none of them says."""
    is_office_name = agency.level is None and agency.kind is None and _OFFICE_NAME.search(agency.name)
    return AgencyLevel.TOWNSHIP if agency.kind in _OFFICES or is_office_name else agency.level or ""


def _other_years(subject: Subject, cell: CellId) -> Iterator[tuple[int, Money]]:
    """What other reports of the agency on the same form have in a cell, by year, where it is not nought."""
    report = subject.report
    for year in range(report.year - _YEARS, report.year + _YEARS + 1):
        other = subject.lookup(report.agency, year) if year != report.year and year in form_of(subject).years else None
        amount = cell_money(other, cell) if other is not None and other.form is report.form else None
        if amount is not None and amount.yuan:
            yield year, amount


def _other_count(subject: Subject) -> Iterator[Finding]:
    """The first count that is ten times as large as that of every other year: one digit too many, or a busy year."""
    form, report = form_of(subject), subject.report
    large = [
        (table, row, column, number)
        for table, row, column in _counts(form)
        if (number := report.grids[table][row][column].value or 0) >= _LARGE
    ]
    if not large:
        return
    years = [year for year in range(report.year - _YEARS, report.year + _YEARS + 1) if year in form.years]
    reports = {year: subject.lookup(report.agency, year) for year in years if year != report.year}
    comparable = {year: other for year, other in reports.items() if other is not None and other.form is form}
    for table, row, column, number in large if len(comparable) >= _ENOUGH else ():
        others = {year: other.grids[table][row][column].number for year, other in comparable.items()}
        year = max(others, key=lambda year: others[year])
        if 0 < _TIMES * others[year] <= number:
            times = str(round(Decimal(number) / Decimal(others[year])))
            args = {"written": str(number), "other_year": str(year), "other": str(others[year]), "times": times}
            model = form.table_index[table]
            cell = CellId(table, model.rows[row].id, model.columns(row)[column].id)
            yield _finding(subject, cell, "digit", "", level=Level.NOTICE, **args)
            return


@lru_cache(maxsize=64)
def _counts(form: Form) -> tuple[tuple[str, int, int], ...]:
    """The cells that hold counts that are no totals, by the id of their table and their positions."""
    return tuple(
        (table.id, line.row, column)
        for table in form.tables
        for line in table.lines
        for column in line.columns
        if column not in line.totals and table.columns(line.row)[column].kind is Kind.COUNT
    )


def _shown(subject: Subject, cell: CellId, year: int) -> str:
    report = subject.lookup(subject.report.agency, year) if year != subject.report.year else subject.report
    if report is None:
        return ""
    figure = report.figure(*cell)
    return written(figure) if figure.unit else f"{written(figure)} {cell_head_unit(report, cell) or ''}".rstrip()


def _finding(
    subject: Subject, cell: CellId, variant: str, unit: str, *, level: Level = Level.WARNING, **args: str
) -> Finding:
    form = form_of(subject)
    table = form.table_index[cell.table]
    row = table.row_index[cell.row]
    return subject.finding(
        "plausibility",
        level=level,
        variant=variant,
        table=cell.table,
        row=cell.row,
        col=cell.column,
        cells=(cell,),
        args={
            "table": form.table_word(cell.table),
            "row_name": table.rows[row].name.label,
            "col_name": table.columns(row)[table.position(cell.row, cell.column)[1]].printed,
            "written": _shown(subject, cell, subject.report.year),
            "unit": cell_head_unit(subject.report, cell) or unit,
            **args,
        },
    )
