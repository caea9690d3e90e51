"""Layouts that pages and office programs leave, each as a document on both forms: right outright, or said.

``tests/readers/mess`` draws the same layouts at random and combined; here each stands alone and has a name, so that a
failure says which layout broke.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from random import Random
from typing import TYPE_CHECKING

import pytest

from tests.readers.corpus import messes as m
from tests.readers.corpus.sheet import sheet
from tests.readers.mess import figures, layout, pages, texts, word
from tests.readers.mess.draft import Draft
from tests.readers.mess.draw import DraftDocument
from tests.readers.mess.judge import judge

if TYPE_CHECKING:
    from collections.abc import Callable

    from tests.readers.corpus.sheet import Cell, Table

pytestmark = pytest.mark.slow

plain = layout.plain


class OneWay(word.WordWriter):
    """A Word file with every figure in one way, and nothing else by chance."""

    def __init__(self, draft: Draft, way: Callable[[str], str] = word.plain) -> None:
        super().__init__(draft)
        self.way, self.share = way, 1
        self.numbered = self.boxed = self.repeated = False
        self.pictures = []


class TextBoxes(OneWay):
    """Every figure of the first column of applicants stands in a text box of its own."""

    def content(self, cell: Cell) -> str:
        """The paragraphs of a cell."""
        paragraph = super().content(cell)
        if cell.at is None or cell.at[2] != "natural_person":
            return paragraph
        return f"<w:p><w:r><w:pict><w:txbxContent>{paragraph}</w:txbxContent></w:pict></w:r></w:p>"


class NestedTables(OneWay):
    """Every table of the report stands in the only cell of another."""

    def table(self, table: Table) -> str:
        """A table."""
        return f"<w:tbl><w:tblPr/><w:tr><w:tc>{super().table(table)}<w:p/></w:tc></w:tr></w:tbl>"


class NestedFigures(OneWay):
    """Every total stands in a table of one cell within its own cell."""

    def content(self, cell: Cell) -> str:
        """The paragraphs of a cell."""
        paragraph = super().content(cell)
        if cell.at is None or cell.at[2] != "total":
            return paragraph
        return f"<w:tbl><w:tblPr/><w:tr><w:tc>{paragraph}</w:tc></w:tr></w:tbl><w:p/>"


class RepeatedHeaders(OneWay):
    """The first row of a table is marked to be printed on each page."""

    def __init__(self, draft: Draft) -> None:
        super().__init__(draft)
        self.repeated = True


def page_of(around: str = "{}", *, nested: bool = False) -> Callable[[Draft], bytes]:
    """A web page with its figures in some markup, perhaps within a table for the layout."""

    def write(draft: Draft) -> bytes:
        writer = pages.PageWriter(draft)
        writer.around, writer.nested, writer.pictures = around, nested, []
        return writer.write()

    return write


def archive(draft: Draft) -> bytes:
    """A page in one file, without pictures."""
    draft.dice = Random(3)  # noqa: S311 - the first seed that draws no picture
    return pages.as_archive(draft)


def numbered_by_pauses(draft: Draft) -> None:
    """Sections as ``1、 总体情况``."""
    for place, (number, title) in enumerate(draft.sheet.sections.items(), 1):
        draft.sheet.sections[number] = f"{place}、 {title.partition('、')[2]}"


def bars_without_ends(draft: Draft) -> bytes:
    """A cell a line, each with its bar behind it, and nothing that ends a row."""
    return texts.text_of(draft, lambda table: [f"{cell} |" for line in table for cell in texts.words(line)])


def all_breaks(draft: Draft) -> None:
    """A line break before each figure and behind each."""
    for line in draft.sheet.each():
        line[:] = [replace(cell, text=f"\n{cell.text}\n") if cell.at and cell.text else cell for cell in line]


def continued_groups(draft: Draft) -> None:
    """A table in two parts; the second begins with an empty cell where a group goes on."""
    m.repeated_label(draft.sheet)
    (table,) = draft.sheet.tables["requests"]
    cut = next(number for number, line in enumerate(table) if number and line[0].text == "三、本年度办理结果")
    cut = next(number for number, line in enumerate(table) if number > cut and line[0].text == "三、本年度办理结果")
    table[cut][0] = replace(table[cut][0], text="")
    draft.sheet.tables["requests"] = [table[:cut], table[cut:]]


@dataclass(frozen=True)
class Layout:
    """A layout.

    Attributes:
        suffix: Of its file.
        write: Makes the file.
        messes: What is made of the tables before.
        right: Of a hundred cells that the document tells for certain, how many have to be right outright at least.
    """

    suffix: str
    write: Callable[[Draft], bytes]
    messes: tuple[Callable[[Draft], None], ...] = ()
    right: int = 100


LAYOUTS = {
    "bars on lines of their own": Layout("txt", texts.bars_apart),
    "bars on lines of their own, some cells blank": Layout("txt", texts.bars_apart, (figures.blank_cells,), right=92),
    "a cell with its bar a line": Layout("txt", texts.bars_behind),
    "a cell with its bar a line, some cells blank": Layout("txt", texts.bars_behind, (figures.blank_cells,), right=92),
    "a cell with its bar a line, no ends of rows": Layout("txt", bars_without_ends),
    "a cell with its bar a line, no ends of rows, some cells blank": Layout(
        "txt", bars_without_ends, (figures.blank_cells,), right=92
    ),
    "a row with bars a line": Layout("txt", texts.bars),
    "breaks in cells of a page": Layout("html", page_of(), (all_breaks,)),
    "breaks in cells of a Word file": Layout("docx", lambda draft: OneWay(draft).write(), (all_breaks,)),
    "empty cells dropped from a page": Layout("html", page_of(), (figures.blank_cells, layout.dropped_blanks)),
    "empty cells dropped from text": Layout("txt", texts.tabs, (figures.blank_cells, layout.dropped_blanks)),
    "heads split over lines": Layout("html", page_of(), (layout.split_heads,)),
    "heads split over lines of text": Layout("txt", texts.cell_by_cell, (layout.split_heads,)),
    "sections numbered 1、": Layout("html", page_of(), (numbered_by_pauses,)),
    "sections numbered 1、 in text": Layout("txt", texts.tabs, (numbered_by_pauses,)),
    "a title twice": Layout("html", page_of(), (layout.title_twice,)),
    "a title twice in text": Layout("txt", texts.tabs, (layout.title_twice,)),
    "older years beside it": Layout("html", page_of(), (layout.sidebar,)),
    "older years beside it in text": Layout("txt", texts.tabs, (layout.sidebar,)),
    "pdftotext": Layout("txt", texts.pages),
    "pdftotext -layout": Layout("txt", texts.laid_out),
    "a page in one file": Layout("mht", archive),
    "a table for the layout": Layout("html", page_of(nested=True)),
    "hidden text on a page": Layout("html", page_of("<p>{}</p>" + pages.HIDDEN)),
    "tables within tables": Layout("docx", lambda draft: NestedTables(draft).write()),
    "figures within tables": Layout("docx", lambda draft: NestedFigures(draft).write()),
    "tracked changes": Layout("docx", lambda draft: OneWay(draft, word.tracked).write()),
    "hidden text": Layout("docx", lambda draft: OneWay(draft, word.with_hidden).write()),
    "text boxes": Layout("docx", lambda draft: TextBoxes(draft).write()),
    "header rows marked to be repeated": Layout("docx", lambda draft: RepeatedHeaders(draft).write()),
    "header rows printed again": Layout("docx", lambda draft: OneWay(draft).write(), (plain(m.repeated_head),)),
    "a group broken by a page": Layout("docx", lambda draft: OneWay(draft).write(), (plain(m.broken_over_pages),)),
    "a merged cell broken by a page": Layout("docx", lambda draft: OneWay(draft).write(), (continued_groups,)),
}


@pytest.mark.parametrize("form", ["gia-2019", "gia-2021"])
@pytest.mark.parametrize("name", LAYOUTS)
def test_layout_is_read_right_or_said_and_outright_where_it_tells_every_cell(name: str, form: str) -> None:
    case = LAYOUTS[name]
    draft = Draft(sheet(form, len(name)), Random(len(name)))  # noqa: S311 - repeatable, not secret
    for mess in case.messes:
        mess(draft)
    drawn = DraftDocument(f"a.{case.suffix}", case.write(draft), draft, name)
    verdict = judge(drawn)
    cells, right = verdict.plain
    assert verdict.faults == []
    assert cells > 0
    assert 100 * right >= case.right * cells
    facts = verdict.facts
    assert facts is not None
    assert (facts.year, facts.agency) == (draft.sheet.year, "示例市样例区庚街道办事处")
