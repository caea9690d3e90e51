"""Reports of a year in one table: two forms side by side, blanks, what does not apply, sums over own reports alone."""

from __future__ import annotations

import io
from dataclasses import replace
from typing import TYPE_CHECKING

from python_calamine import CalamineWorkbook

from gongkai.figures import BLANK, NOT_APPLICABLE, Figure, State, count
from gongkai.pages.year_table import YearTable, year_columns, year_figures, year_table
from gongkai.renders.html.years.year_table import year_table_html
from gongkai.renders.open_data.agencies import agencies_columns, agencies_csv, figure_text, line_notes
from gongkai.renders.open_data.year_workbook import year_workbook
from gongkai.reports import Agency, Report
from gongkai.reports.agencies import Scope
from tests.shipped import shipped_form
from tests.tables.grids import numbered, zeros

if TYPE_CHECKING:
    from gongkai.forms import Form

OLD, NEW = shipped_form("gia-2019"), shipped_form("gia-2021")
FIRST, SECOND = Agency("a", "甲街道办事处", "甲"), Agency("b", "=乙局𠮷<&>", "乙")
ALL = replace(FIRST, slug="c", name="区人民政府", scope=Scope.CONSOLIDATED)


def table(*reports: tuple[Agency, Report], form: Form = NEW, **options: object) -> YearTable:
    given = [(agency, report.form, year_figures(report)) for agency, report in reports if report.form is not None]
    return year_table(form, given, year=2021, **options)  # type: ignore[arg-type] # only what a test passes


def with_figure(report: Report, place: tuple[str, int, int], figure: Figure) -> Report:
    name, row, column = place
    grid = [list(line) for line in report.grids[name]]
    grid[row][column] = figure
    return replace(report, grids={**report.grids, name: tuple(map(tuple, grid))})


def total_cell(form: Form, row: str) -> tuple[str, int, int]:
    return ("requests", *form.table_index["requests"].position(row, "total"))


def by_name(shown: YearTable, line: int) -> dict[str, Figure | None]:
    return dict(zip((column.path for column in shown.columns), shown.lines[line].figures, strict=True))


def test_columns_are_read_from_the_roles_and_outcomes_of_the_form() -> None:
    names = [column.path for column in year_columns(NEW)]
    assert names[:3] == ["本年新收", "上年结转", "本年度办理结果—予以公开"]
    assert names[-1] == "现行有效的规范性文件"
    assert [column.path for column in year_columns(OLD)] == names[:-1], "documents in force are counted since 2021"
    assert len({column.key for column in year_columns(NEW)}) == len(names)


def test_report_of_another_form_gives_what_counts_the_same_and_nothing_else() -> None:
    shown = table((FIRST, numbered(NEW)), (SECOND, numbered(OLD)))
    figures = by_name(shown, 1)
    assert [name for name, figure in figures.items() if figure is None] == ["现行有效的规范性文件"]
    old = numbered(OLD)
    place = total_cell(OLD, "received")
    assert figures["本年新收"] == old.grids["requests"][place[1]][place[2]]
    assert [line.agency.slug for line in shown.on_other_forms] == ["b"]
    assert shown.sums[-1].reports == 1


def test_form_that_nothing_joins_to_the_table_s_gives_its_totals_and_no_outcome() -> None:
    alone = replace(OLD, id="own", predecessors=(), answers_to=None)
    report = replace(numbered(OLD), form=alone)
    figures = by_name(table((FIRST, numbered(NEW)), (SECOND, report)), 1)
    assert figures["本年新收"] is not None
    assert figures["本年度办理结果—不予公开"] is None


def test_blank_and_not_applicable_are_no_nought_and_stand_in_no_sum() -> None:
    place = total_cell(NEW, "received")
    shown = table(
        (FIRST, with_figure(zeros(NEW), place, count(5))),
        (SECOND, with_figure(zeros(NEW), place, BLANK)),
        (replace(SECOND, slug="d"), with_figure(zeros(NEW), place, NOT_APPLICABLE)),
    )
    assert [figure_text(line.figures[0]) for line in shown.own] == [5, "", "不适用"]
    assert (shown.sums[0].figure, shown.sums[0].reports) == (count(5), 1)
    assert (shown.sums[1].figure, shown.sums[1].reports) == (count(0), 3)
    nothing = table((FIRST, with_figure(zeros(NEW), place, BLANK)))
    assert (nothing.sums[0].figure.state, nothing.sums[0].reports) == (State.BLANK, 0)


def test_outcome_with_a_blank_row_is_the_sum_of_the_others_and_says_so() -> None:
    place = total_cell(NEW, "denied_law")
    report = with_figure(zeros(NEW), total_cell(NEW, "denied_query"), count(3))
    shown = table((FIRST, with_figure(report, place, BLANK)))
    assert line_notes(shown.columns, shown.own[0]) == "本年度办理结果—不予公开：有空项"
    assert figure_text(by_name(shown, 0)["本年度办理结果—不予公开"]) == 3


def test_consolidated_reports_stand_apart_and_in_no_sum() -> None:
    shown = table((ALL, numbered(NEW)), (FIRST, zeros(NEW)))
    assert ([line.agency for line in shown.own], [line.agency for line in shown.consolidated]) == ([FIRST], [ALL])
    assert {item.figure for item in shown.sums} == {count(0)}


def test_report_whose_scope_is_not_stated_is_summed_and_called_nobody_s_own() -> None:
    shown = table((FIRST, numbered(NEW)), (replace(SECOND, scope=Scope.OWN), zeros(NEW)))
    assert [line.agency.slug for line in shown.own] == ["a", "b"]
    assert [item.reports for item in shown.sums] == [2] * len(shown.columns)
    scopes = [line.split(",")[2] for line in agencies_csv(shown).decode("utf-8-sig").split("\r\n")[1:3]]
    assert scopes == ["未注明", "本机关"]


def test_file_names_whoever_has_no_line_and_starts_no_formula() -> None:
    missing = (("本站没有收录", (replace(SECOND, slug="e"),)),)
    shown = table((SECOND, numbered(NEW)), missing=missing)
    text = agencies_csv(shown).decode("utf-8-sig")
    head, line, absent, end = text.split("\r\n")
    assert end == ""
    assert len(head.split(",")) == len(agencies_columns(shown)) == len(line.split(",")) == len(absent.split(","))
    assert line.startswith("'=乙局𠮷<&>,2021,未注明,")
    assert absent.endswith(",本站没有收录,,,e,")


def test_files_say_which_reports_are_retold() -> None:
    shown = table((FIRST, numbered(NEW)), (SECOND, numbered(NEW)), retold={FIRST.slug})
    sources = [line.split(",")[-3] for line in agencies_csv(shown).decode("utf-8-sig").split("\r\n")[:3]]
    assert sources == ["来源", "非官方转述", "编制机关"]
    rows = CalamineWorkbook.from_filelike(io.BytesIO(year_workbook(shown))).get_sheet_by_index(0).to_python()
    assert [row[-1] for row in rows[4:6]] == ["非官方转述", ""]


def test_workbook_has_consolidated_reports_and_who_has_no_line_below_the_sums_with_a_title() -> None:
    missing = (("本站没有收录", (replace(SECOND, slug="e"),)),)
    shown = table((SECOND, numbered(NEW)), (ALL, numbered(NEW)), missing=missing)
    rows = CalamineWorkbook.from_filelike(io.BytesIO(year_workbook(shown))).get_sheet_by_index(0).to_python()
    assert [row[0] for row in rows[4:]] == [
        *(SECOND.name, "合计", "计入的份数"),
        *(
            "",
            "本级政府年度报告（汇总，1 份）",
            "汇总报告里已有下级机关的数：另列一表，不与上表相加，各份之间也不相加。",
        ),
        *(ALL.name, "", "没有列入的机关", "照本站公开的内容写明原因；没有列入的，不计入合计。", SECOND.name),
    ]
    assert rows[10][2:] == rows[4][2:], "the same figures"
    assert rows[5][2:-1] == rows[4][2:-1], "the sums are those of the own report"
    assert rows[-1][2] == "本站没有收录"


def test_names_are_escaped_on_the_page_and_noughts_are_lighter_than_blanks_are_words() -> None:
    place = total_cell(NEW, "received")
    shown = table((SECOND, with_figure(zeros(NEW), place, BLANK)))
    page = str(year_table_html(shown, shown.own, caption="<题>", links=lambda agency: (f"{agency.slug}/", "s/")))
    assert "=乙局𠮷&lt;&amp;&gt;" in page
    assert "&lt;题&gt;" in page
    assert '<td class="gk-no">空项</td>' in page
    assert '<td class="z">0</td>' in page
