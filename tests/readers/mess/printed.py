"""Drafts laid out for paper: tables with the widths of offices, with lines around their cells or without."""

from __future__ import annotations

import base64
import html
from math import ceil
from typing import TYPE_CHECKING

from tests.readers.mess.book import BookWriter, book_of
from tests.readers.mess.carried import BARE
from tests.readers.mess.pages import PageWriter
from tests.readers.mess.word import WordWriter

if TYPE_CHECKING:
    from playwright.sync_api import Browser
    from xlsxwriter import Workbook
    from xlsxwriter.format import Format
    from xlsxwriter.worksheet import Worksheet

    from tests.readers.corpus.sheet import Cell, Table
    from tests.readers.mess.draft import Draft
    from tests.readers.mess.draw import DraftDocument

PIXEL = base64.b64decode(
    "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg=="
)
EDGES = ("top", "left", "bottom", "right", "insideH", "insideV")
LABEL, FIGURE = 16, 9
"""Widths of the first three columns of a sheet and of the others, in digits."""
PAPER = 9000
"""Width of a page between its margins, in twentieths of a point."""


def is_ruled(draft: Draft) -> bool:
    """Whether lines are drawn around the cells."""
    return draft.kind not in BARE


class PrintedWordWriter(WordWriter):
    """A Word file whose tables have widths and, if they are ruled, lines."""

    def __init__(self, draft: Draft) -> None:
        super().__init__(draft)
        self.alignment = draft.dice.choice(["center", "center", "left", "right"])
        self.middle = '<w:vAlign w:val="center"/>' if draft.drawn(0.5) else ""
        self.widths: list[int] = []

    def table(self, table: Table) -> str:
        """A table."""
        width = max(sum(cell.colspan for cell in line) for line in table)
        labels = {10: [700, 900, 2300], 4: [4500], 7: [3000]}.get(width, [])
        rest = (PAPER - sum(labels)) // max(width - len(labels), 1)
        self.widths = widths = [*labels, *[rest] * (width - len(labels))]
        lines = "".join(f'<w:{edge} w:val="single" w:sz="4" w:space="0" w:color="000000"/>' for edge in EDGES)
        borders = f"<w:tblBorders>{lines}</w:tblBorders>" if is_ruled(self.draft) else ""
        fixed = f'<w:tblW w:w="{sum(widths)}" w:type="dxa"/>{borders}<w:tblLayout w:type="fixed"/>'
        grid = "".join(f'<w:gridCol w:w="{one}"/>' for one in widths)
        return super().table(table).replace("<w:tblPr/>", f"<w:tblPr>{fixed}</w:tblPr><w:tblGrid>{grid}</w:tblGrid>", 1)

    def width(self, column: int, width: int) -> str:
        """How wide a cell is."""
        return f'<w:tcW w:w="{sum(self.widths[column : column + width])}" w:type="dxa"/>{self.middle}'

    def content(self, cell: Cell) -> str:
        """The paragraphs of a cell."""
        content = super().content(cell)
        if cell.row:
            return content
        return content.replace("<w:p>", f'<w:p><w:pPr><w:jc w:val="{self.alignment}"/></w:pPr>')


def as_word(draft: Draft) -> bytes:
    """A Word file."""
    return PrintedWordWriter(draft).write()


class PrintedBookWriter(BookWriter):
    """A workbook whose columns are as wide as a page has room, with lines around its cells if they are ruled."""

    def __init__(self, draft: Draft) -> None:
        super().__init__(draft)
        self.alignment = draft.dice.choice(["center", "center", "right"])
        self.overflows = draft.drawn(0.05)
        self.heights: dict[tuple[Worksheet, int], int] = {}

    def begin(self, book: Workbook) -> None:
        """Make the look of the cells."""
        looks = {"text_wrap": True, "valign": "vcenter", **({"border": 1} if is_ruled(self.draft) else {})}
        self.label = book.add_format(looks)
        self.figure = book.add_format({**looks, "align": self.alignment})

    def lay_out(self, page: Worksheet) -> None:
        """Lay a sheet out."""
        page.set_paper(9)
        page.fit_to_pages(1, 0)
        page.set_column(0, 2, LABEL)
        page.set_column(3, 30, FIGURE)

    def cell(self, page: Worksheet, row: int, column: int, cell: Cell) -> None:
        """Write a cell, and make its row as high as its text needs."""
        super().cell(page, row, column, cell)
        width = sum(LABEL if place < 3 else FIGURE for place in range(column, column + cell.colspan))
        lines = sum(ceil(len(part) * 2.3 / width) for part in cell.text.split("\n"))
        height = max(15 * ceil(lines / cell.rowspan), self.heights.get((page, row), 15))
        self.heights[page, row] = height
        if not self.overflows:
            page.set_row_pixels(row, height * 4 // 3)

    def look(self, cell: Cell) -> Format:
        """How a cell looks."""
        return self.label if cell.row else self.figure


def as_book(draft: Draft) -> bytes:
    """A workbook."""
    return book_of(draft, PrintedBookWriter(draft))


class PrintedPageWriter(PageWriter):
    """A page as it is printed from a browser."""

    on_paper = True

    def __init__(self, draft: Draft) -> None:
        super().__init__(draft)
        self.picture = f'<img width="14" height="10" src="data:image/png;base64,{base64.b64encode(PIXEL).decode()}">'
        border = "1px solid #000" if is_ruled(draft) else "none"
        self.style = (
            f"table{{border-collapse:collapse;width:100%}}td{{border:{border};padding:{self.dice.choice([1, 3, 6])}px;"
            f"text-align:{self.dice.choice(['center', 'center', 'left', 'right'])};"
            f"vertical-align:{self.dice.choice(['middle', 'top'])};font-size:{self.dice.choice([9, 11, 12])}pt}}"
        )

    def write(self) -> bytes:
        """The page."""
        return super().write().replace(b"</head>", f"<style>{self.style}</style></head>".encode())


def as_page(draft: Draft) -> bytes:
    """A page."""
    return PrintedPageWriter(draft).write()


def print_page(browser: Browser, drawn: DraftDocument) -> bytes:
    """Print a page, some with the browser's own lines at the edges of the paper."""
    tab = browser.contexts[0].pages[0] if browser.contexts else browser.new_context().new_page()
    tab.set_content(drawn.data.decode())
    lines = drawn.draft.drawn(0.4)
    small = '<span style="font-size:8px;margin:0 20px">{}</span>'
    words = html.escape(drawn.draft.sheet.title)
    return tab.pdf(
        format="A4",
        display_header_footer=lines,
        header_template=small.format(f"2026/3/2 09:41　{words}"),
        footer_template=small.format(
            'http://example.invalid/a.html　<span class="pageNumber"></span>/<span class="totalPages"></span>'
        ),
        margin={"top": "15mm", "bottom": "15mm", "left": "12mm", "right": "12mm"},
    )
