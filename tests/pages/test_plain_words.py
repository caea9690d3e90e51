"""A report in plain words: ten sentences at most, those of the summary among them, and no blank taken for nought."""

from __future__ import annotations

from dataclasses import replace

import pytest

from gongkai.figures import BLANK, NOT_APPLICABLE, Figure
from gongkai.forms import Form, Place
from gongkai.located import Mark
from gongkai.pages.in_words.plain_words import MOST, has_plain_words, plain_words
from gongkai.pages.in_words.summary import summary
from gongkai.renders.export import formats
from gongkai.reports import Agency, Correction, Report, Scope
from gongkai.reports.model import Retelling
from gongkai.site.report.plain_page import plain_pages
from gongkai.work.catalog import CatalogEntry
from gongkai.work.contents import AgencyContents
from gongkai.work.settings import SiteSettings
from tests.shipped import shipped_form
from tests.tables import grids

AGENCY = Agency("a", "某街道办事处", "某街道")
FORMS = [shipped_form("gia-2019"), shipped_form("gia-2021")]


def words_on(report: Report, previous: Report | None = None) -> str:
    return "\n".join(plain_words(report, AGENCY, previous=previous))


def with_role(report: Report, role: str, figure: Figure) -> Report:
    """The report with another figure in every cell that has a role."""
    assert report.form is not None
    changed = {table: [list(row) for row in rows] for table, rows in report.grids.items()}
    for cell in report.form.role_cells(role):
        row, column = report.form.table_index[cell.table].position(cell.row, cell.column)
        changed[cell.table][row][column] = figure
    return replace(report, grids={table: tuple(map(tuple, rows)) for table, rows in changed.items()})


@pytest.mark.parametrize("form", FORMS, ids=lambda form: form.id)
@pytest.mark.parametrize("make", [grids.numbered, grids.zeros])
def test_sentences_are_few_and_hold_those_of_the_summary(form: Form, make: object) -> None:
    assert callable(make)
    report = make(form)
    report = replace(
        report,
        corrections=(Correction("申请", Place(table="requests"), "2025-03-01", "1", "2", None, Mark(1, 1)),),
        retold=Retelling("某项目", "原件"),
    )
    before = replace(report, year=report.year - 1)
    sentences = plain_words(report, AGENCY, previous=before)
    short = summary(report, before)
    assert short is not None
    assert len(sentences) <= MOST
    assert [item for item in sentences if item in short.sentences] == list(short.sentences)
    assert all(item.endswith("。") for item in sentences)
    assert all(item.count("。") <= 2 for item in sentences)
    assert "%" not in words_on(report)
    assert "非官方转述（转述者：某项目）" in sentences[-1]
    assert "改过 1 处，最近一次在 2025-03-01。" in sentences[-2]


@pytest.mark.parametrize("form", FORMS, ids=lambda form: form.id)
def test_what_is_not_given_is_never_none(form: Form) -> None:
    nothing = grids.zeros(form)
    assert "没有因为公开政府信息发生行政复议和行政诉讼。" in words_on(nothing)
    for figure, word in ((BLANK, "原件为空项"), (NOT_APPLICABLE, "原件写“不适用”")):
        unknown = with_role(with_role(nothing, "review_cases", figure), "documents_in_force", figure)
        assert "没有因为" not in words_on(unknown)
        assert words_on(unknown).count(f"件数不详（{word}）") == sum(
            len(form.role_cells(role)) for role in ("review_cases", "documents_in_force")
        )


def test_consolidated_report_says_whose_figures_these_are() -> None:
    report = grids.zeros(FORMS[1])
    consolidated = replace(AGENCY, scope=Scope.CONSOLIDATED)
    assert "加在一起" not in words_on(report)
    assert "某街道办事处汇总的" in plain_words(report, consolidated, previous=None)[0]


def test_numbers_are_those_of_the_cells() -> None:
    report = with_role(grids.zeros(FORMS[1]), "review_cases", Figure(3))
    text = words_on(with_role(report, "documents_in_force", Figure(16)))
    assert f"到 {report.year} 年底有效的规范性文件 16 件。" in text
    assert "行政复议 3 件" in text


def test_form_that_names_no_cells_to_speak_of_has_no_such_page_and_no_such_file() -> None:
    form = replace(FORMS[1], roles=())
    report = replace(grids.numbered(FORMS[1]), form=form)
    assert (has_plain_words(FORMS[1]), has_plain_words(form)) == (True, False)
    written = next(item for item in formats() if item.name == "plain-words")
    assert (written.offers(report), written.offers(replace(report, form=FORMS[1]))) == (False, True)
    assert plain_pages_of(report) == []
    assert plain_pages_of(replace(report, form=FORMS[1])) == [f"a/{report.year}/easy.md"]


def plain_pages_of(report: Report) -> list[str]:
    entry = CatalogEntry(AGENCY, (report.year,))
    contents = AgencyContents(SiteSettings("示例"), entry, (report,))
    return [page.source for page in plain_pages(contents)]
