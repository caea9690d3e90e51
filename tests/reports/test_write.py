"""What is written is what was loaded: reports and agencies go to YAML and come back the same."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace
from decimal import Decimal
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from gongkai.checks import rule_codes
from gongkai.errors import UsageError
from gongkai.figures import BLANK, NOT_APPLICABLE, UNREADABLE, Figure, Kind, State, count
from gongkai.forms import Form, FormRegistry, load_form, resolve, shipped_forms
from gongkai.located import Mark
from gongkai.located.source import unsafe_signs
from gongkai.reports import (
    Agency,
    Correction,
    Grid,
    Moment,
    Note,
    Report,
    Scope,
    SignOff,
    Status,
    Waiver,
    load_agency,
    load_report,
)
from gongkai.reports.agencies import AgencyKind, AgencyLevel
from gongkai.reports.drafts import draft_report, open_table
from gongkai.reports.totals import fill
from gongkai.reports.write import agency_text, place_text, report_text
from tests.examples import examples
from tests.pieces import Codes, decoded
from tests.shipped import statutory_forms
from tests.yaml_texts import read_yaml

FORMS = {form.id: form for form in shipped_forms()}
THIRD = Path(__file__).parent.parent / "forms" / "cases" / "third-form.yml"
REAL = sorted((Path(__file__).parent / "cases" / "real").glob("*.yml"))
YEARS = {form.id: form.years.to or form.years.start + 2 for form in FORMS.values()}


def loaded(text: str, *, agency: str = "sample", year: int, forms: FormRegistry | None = None) -> Report:
    report, findings = load_report(
        text,
        path=f"data/{agency}/{year}.yml",
        agency=agency,
        year=year,
        registry=forms or FormRegistry(shipped_forms()),
    )
    assert findings == (), text
    assert report is not None
    return report


def unplaced(report: Report) -> Report:
    """A report without the lines that its waivers stood on."""
    return replace(report, waivers=tuple(replace(waiver, mark=Mark(1, 1)) for waiver in report.waivers))


def spaces(report: Report) -> list[bool]:
    """Whether a space stood before each unit, which two equal figures may differ in."""
    return [figure.spaced for grid in report.grids.values() for row in grid for figure in row if figure.unit]


lines = st.text(st.characters(codec="utf-8", exclude_categories=("Cs", "Cc", "Zl", "Zp")), min_size=1).filter(
    lambda text: text == text.strip() and text not in {"~", "null"} and not unsafe_signs(text)
)
days = st.dates(dt.date(2008, 1, 1), dt.date(2099, 12, 31))
moments = st.none() | st.builds(
    Moment,
    days,
    st.none() | st.times(dt.time(0), dt.time(23, 59)).map(lambda time: time.replace(second=0, microsecond=0)),
)
SIGNS = "其中修订含失效0123456789,、；[]{}#:'\" "
"""What the remark of a figure is made of."""
CODES = 2048
"""Bytes that the figures of a report are made of."""


def figure(codes: Codes, kind: Kind) -> Figure:
    """A figure of a kind of column, with what may stand in a cell beside the number."""
    way = codes.number(2 if kind is Kind.AMOUNT else 3)
    if way == 0:
        return codes.one((BLANK, NOT_APPLICABLE, count(0)))
    number: int | Decimal = codes.number(10 ** (1 + codes.number(5)))
    units: tuple[str | None, ...] = ("件", "宗")
    if kind is Kind.AMOUNT:
        number, units = Decimal(f"{number}.{codes.number(100):02}"), (None, "元", "万元")
    elif kind is Kind.CHANGE and codes.number(8) == 0:
        number = -codes.number(501)
    if way == 2:
        return count(number)
    note = codes.text(SIGNS, min_size=1, max_size=12).strip() or None if codes.chance() else None
    return Figure(number, unit=codes.one(units), note=note, spaced=codes.chance())


def grids(form: Form, year: int, codes: Codes) -> dict[str, tuple[Grid, frozenset[tuple[int, int]]]]:
    """The figures of each table, and which of them were added up."""
    tables = {}
    for table in form.tables:
        partial, stated = open_table(form, table, BLANK), codes.chance()
        for row, cells in enumerate(partial):
            for column, cell in enumerate(cells):
                if stated or cell is not None:
                    cells[column] = figure(codes, table.columns(row)[column].kind)
        tables[table.id] = fill(form, table, partial, year=year)
    return tables


@st.composite
def reports(draw: st.DrawFn) -> Report:
    form = draw(st.sampled_from(statutory_forms()))
    year = YEARS[form.id]
    drawn = draw(decoded(lambda codes: grids(form, year, codes), CODES))
    status = draw(st.sampled_from(Status))
    place = draw(st.sampled_from(("申请", "申请.本年新收", "申请.本年新收.总计", "复议诉讼.行政复议.总计", "六")))
    target = resolve(form, place)
    day = str(draw(days))
    return Report(
        "sample", year, form, f"data/sample/{year}.yml", status,
        published=draw(moments),
        title=draw(st.none() | lines),
        grids={table: grid for table, (grid, _) in drawn.items()},
        computed={table: summed for table, (_, summed) in drawn.items()},
        heads=() if target.section or place == "复议诉讼.行政复议.总计" else ((target, draw(lines)),),
        notes=tuple(Note(place, target, draw(lines)) for _ in range(draw(st.integers(0, 2)))),
        waivers=(Waiver("blank", place, target, draw(lines), day, draw(lines), draw(st.none() | lines), Mark(1, 1)),),
        corrections=(Correction(place, target, day, draw(lines), draw(lines), draw(st.none() | lines)),),
        sign_off=(SignOff("拟稿", draw(lines), day, draw(st.none() | lines)),),
    )  # fmt: skip


@settings(max_examples=examples(60), deadline=None)
@given(reports())
def test_report_comes_back_as_it_was_written(report: Report) -> None:
    again = loaded(report_text(report), year=report.year)

    assert unplaced(again) == report
    assert again.grids == report.grids
    assert again.computed == report.computed
    assert spaces(again) == spaces(report)


@settings(max_examples=examples(60), deadline=None)
@given(st.data())
def test_agency_comes_back_as_it_was_written(data: st.DataObject) -> None:
    maybe = st.none() | lines
    name = data.draw(lines)
    agency = Agency(
        "sample", name, data.draw(st.just(name) | lines),
        level=data.draw(st.none() | st.sampled_from(AgencyLevel)),
        kind=data.draw(st.none() | st.sampled_from(AgencyKind)),
        scope=data.draw(st.sampled_from((*Scope, None))),
        reports_to=data.draw(maybe), in_rollup=data.draw(st.booleans()),
        since=data.draw(st.none() | st.integers(1990, 2099)), until=data.draw(st.none() | st.integers(1990, 2099)),
        successor=data.draw(maybe),
        due=data.draw(st.dictionaries(st.integers(2019, 2099), days.map(str), max_size=3)),
        contact=data.draw(st.dictionaries(st.sampled_from(("office", "address", "hours")), lines)),
        site_code=data.draw(maybe | st.integers(10**9, 10**10).map(str)),
        former=tuple(data.draw(st.lists(lines, max_size=3))),
        path="data/sample/agency.yml",
    )  # fmt: skip

    again, findings = load_agency(agency_text(agency), path=agency.path, slug="sample", reserved=())

    assert findings == ()
    assert again == agency
    assert again.due == agency.due
    assert again.contact == agency.contact


@pytest.mark.parametrize("path", REAL, ids=lambda path: path.stem)
def test_real_report_comes_back_with_its_stated_totals(path: Path) -> None:
    agency, _, year = path.stem.rpartition("-")
    report = loaded(path.read_text(encoding="utf-8"), agency=agency, year=int(year))

    again = loaded(report_text(report), agency=agency, year=int(year))

    assert unplaced(again) == unplaced(report)
    assert (again.grids, again.computed, again.heads) == (report.grids, report.computed, report.heads)


def test_report_on_a_form_of_the_site_s_own_comes_back() -> None:
    form = load_form(THIRD.read_text(encoding="utf-8"), path="case-2020.yml", codes=rule_codes())
    report = draft_report(form, form.years.start, agency="sample", path="x", other=count(3))
    forms = FormRegistry((*shipped_forms(), form))
    again, _ = load_report(report_text(report), path="x", agency="sample", year=report.year, registry=forms)

    assert again is not None
    assert again.grids == report.grids


def test_report_reads_like_one_that_a_clerk_wrote() -> None:
    form = FORMS["gia-2021"]
    report = draft_report(form, 2023, agency="sample", path="data/sample/2023.yml", other=count(0))
    text = report_text(report, head=["第一行说明"], remarks={"requests": "表上的说明"})

    assert text.startswith(
        "# yaml-language-server: $schema=../.schema/gia-2021.json\n# 第一行说明\nversion: 1\nform: gia-2021\n"
    )
    assert "\n  行政处罚:       0\n" in text, "one figure needs no brackets"
    assert (
        "\n# 表上的说明\n"
        "申请:               # 自然人 商业企业 科研机构 社会公益组织 法律服务机构 其他\n"
        "  本年新收:         [0, 0, 0, 0, 0, 0]\n"
    ) in text
    assert "办理结果总计" not in text, "a total that is added up is not typed"


def test_figures_of_a_block_stand_below_each_other_and_its_columns_are_named() -> None:
    path = Path(__file__).parent.parent.parent / "data" / "erligang" / "2020.yml"
    text = report_text(loaded(path.read_text(encoding="utf-8"), year=2020))

    assert (
        "主动公开:\n"
        "  #                     本年新制作数量 本年新公开数量 对外公开总数量\n"
        "  规章:                 [0, 0,  0]\n"
        "  规范性文件:           [7, 7, 15]\n"
        "  #                     上一年项目数量 本年增/减 处理决定数量\n"
        "  行政许可:             [1,  0, 208]\n"
    ) in text
    assert "  政府集中采购:         [12, 7537.49]\n" in text
    assert "申请:               # 自然人 商业企业 科研机构 社会公益组织 法律服务机构 其他 总计\n" in text


def test_every_written_report_is_yaml_to_other_readers_too() -> None:
    for path in REAL:
        agency, _, year = path.stem.rpartition("-")
        report = loaded(path.read_text(encoding="utf-8"), agency=agency, year=int(year))
        assert set(read_yaml(report_text(report))) >= {"version", "form", "申请"}


def test_rows_that_the_data_lack_are_not_made_up() -> None:
    text = report_text(draft_report(FORMS["gia-2021"], 2023, agency="sample", path="x", other=count(0)))
    lacking = text.replace("  其他:             [0, 0, 0, 0, 0, 0]\n", "")
    assert lacking != text
    report, findings = load_report(
        lacking, path="x", agency="sample", year=2023, registry=FormRegistry(shipped_forms())
    )
    assert report is not None

    again, same = load_report(
        report_text(report), path="x", agency="sample", year=2023, registry=FormRegistry(shipped_forms())
    )

    assert again == report
    assert [item.cells for item in same] == [item.cells for item in findings] != []


def test_unreadable_figure_is_not_written_as_something_else() -> None:
    report = draft_report(FORMS["gia-2021"], 2023, agency="sample", path="x")
    grid = report.grids["review"]
    broken = replace(report, grids={**report.grids, "review": ((UNREADABLE, *grid[0][1:]),)})

    with pytest.raises(UsageError, match="读不出"):
        report_text(broken)


@pytest.mark.parametrize("form", FORMS.values(), ids=FORMS)
def test_every_place_has_a_text_that_names_it(form: Form) -> None:
    report = draft_report(form, form.years.start, agency="sample", path="x")
    for table, row, column in report.cells():
        model = form.table_index[table]
        by_line = [line for line in model.lines if line.row == row and column in line.columns]
        text = f"{model.name.short}.{by_line[0].name.short}.{model.columns(row)[column].name.short}"
        assert place_text(form, resolve(form, text)) == text
        assert resolve(form, place_text(form, resolve(form, text))).cell is not None
    lines = [f"{table.name.short}.{line.name.short}" for table in form.tables for line in table.lines]
    for text in (*lines, *(table.name.short for table in form.tables), *(item.number for item in form.sections)):
        assert place_text(form, resolve(form, text)) == text


def test_blank_is_written_as_a_blank_and_not_as_nought() -> None:
    report = draft_report(FORMS["gia-2021"], 2023, agency="sample", path="x")

    assert "  本年新收:         [~, ~, ~, ~, ~, ~]\n" in report_text(report)
    assert {figure.state for row in report.grids["requests"] for figure in row} == {State.BLANK}
