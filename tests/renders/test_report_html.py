"""The parts of a report's page as HTML: text is escaped, and the ids are those that links may lead to."""

from __future__ import annotations

import re
from dataclasses import replace

import pytest
from markupsafe import Markup

from gongkai.pages.in_words.summary import KeyFigure, Summary
from gongkai.pages.parts import (
    Citation,
    CorrectionsLine,
    Downloads,
    Explanation,
    Link,
    PageHead,
    PagePart,
    Remarks,
    ReportTable,
    SummaryBox,
)
from gongkai.pages.report import report_header
from gongkai.renders.bare.report import remarks_bare
from gongkai.renders.bare.table import table_bare
from gongkai.renders.html.markup import escape, fill, join
from gongkai.renders.html.report import part_html, part_ids
from gongkai.reports import Agency, Scope
from gongkai.tables import build_table
from gongkai.tables.explain import explain_table
from tests.renders.markup import read
from tests.tables.grids import every_form, numbered

NASTY = "<b>\"'&甲"
REPORT = numbered(every_form()[0])
FORM = every_form()[0]
VIEW = build_table(REPORT, "requests")
HEADER = report_header(REPORT, Agency("a", NASTY, NASTY))
BOX = SummaryBox(
    Summary((NASTY,), (KeyFigure("requests-received", NASTY, NASTY, count=True),), NASTY), (Link(NASTY, NASTY),)
)
PARTS: dict[str, PagePart] = {
    "header": HEADER,
    "head": PageHead(HEADER, CorrectionsLine(2, "2024-05-20"), BOX),
    "head without a summary": PageHead(None, None, SummaryBox(None)),
    "table": ReportTable(VIEW),
    "explained table": ReportTable(
        VIEW, Explanation(explain_table(REPORT, "requests", before=None), FORM, "../"), REPORT
    ),
    "remarks": Remarks((NASTY,), (NASTY,)),
    "remarks without corrections": Remarks((NASTY,), ()),
    "downloads": Downloads((Link(NASTY, NASTY),), NASTY),
    "citation": Citation(NASTY, "0", 1, "requests-received"),
}


@pytest.mark.parametrize("name", PARTS)
def test_ids_of_a_part_are_those_in_its_html(name: str) -> None:
    html = part_html(PARTS[name])
    assert isinstance(html, Markup)
    ids = [element.attributes["id"] for element in read(html).all() if "id" in element.attributes]
    assert sorted(ids) == sorted(part_ids(PARTS[name]))


def test_header_says_nothing_of_a_scope_that_is_not_stated() -> None:
    stated = [str(part_html(replace(HEADER, scope=scope))) for scope in (*Scope, None)]
    assert ["报告范围" in html for html in stated] == [True, True, False]
    assert "本机关" not in stated[-1]


@pytest.mark.parametrize("name", PARTS)
def test_text_of_a_part_becomes_no_markup(name: str) -> None:
    html = part_html(PARTS[name])
    assert not list(read(html).all("b")) or "gk-sheet" in html
    assert NASTY not in html


def test_key_figure_is_linked_to_its_row_where_the_page_shows_it() -> None:
    linked = replace(BOX, rows=frozenset({"requests-received"}))
    assert 'href="#requests-received"' in part_html(PageHead(None, None, linked))
    assert 'href="#requests-received"' not in part_html(PageHead(None, None, BOX))


def test_bare_parts_hold_no_name_and_no_markup_of_their_texts() -> None:
    bare = table_bare(VIEW) + remarks_bare(Remarks((NASTY,), (NASTY,)))
    assert not re.search(r'\s(id|class)="|href="#', bare)
    assert NASTY not in bare
    assert escape(NASTY) in bare
    assert remarks_bare(Remarks((), ())) == ""


def test_markup_is_made_of_escaped_text_alone() -> None:
    assert fill("<p>{} {}</p>", escape(NASTY), 2) == "<p>&lt;b&gt;&quot;&#x27;&amp;甲 2</p>"
    assert join([escape("<"), escape(">")], "<br>") == "&lt;<br>&gt;"
    for html in (escape("甲"), fill("<p>"), join([])):
        assert isinstance(html, Markup)
