"""What stands beside the text of PDF pages, watermarks and repeated lines at their edges, may call them a draft."""

from __future__ import annotations

from types import SimpleNamespace
from typing import TYPE_CHECKING

import pytest

from gongkai.readers.document import SourceGrid
from gongkai.readers.facts.draft_marks import draft_marks
from gongkai.readers.formats.pdf import read_pdf
from gongkai.readers.formats.pdf_lines import PdfLine, without_running_lines
from gongkai.readers.formats.pdf_margins import margins_of_page, repeated_lines, with_common_head
from gongkai.readers.formats.pdf_tags import Tag, TaggedBlock
from tests.readers.test_pdf_unseen import pdf_file

if TYPE_CHECKING:
    from gongkai.readers.document import Document

FONT = "/F2 11 0 R"
_CHARACTERS = "/CIDSystemInfo<</Registry(Adobe)/Ordering(GB1)/Supplement 2>>"
_HEIGHTS = "/FontBBox[-25 -254 1000 880]/ItalicAngle 0/Ascent 880/Descent -120/CapHeight 880/StemV 93"
PARTS = (
    "<</Type/Font/Subtype/Type0/BaseFont/Song/Encoding/UniGB-UCS2-H/DescendantFonts[12 0 R]>>",
    f"<</Type/Font/Subtype/CIDFontType0/BaseFont/Song/DW 1000/FontDescriptor 13 0 R{_CHARACTERS}>>",
    f"<</Type/FontDescriptor/FontName/Song/Flags 4{_HEIGHTS}>>",
)
UPRIGHT, TURNED = "1 0 0 1", "0.7071 0.7071 -0.7071 0.7071"
ROWS = [["行政许可", "12", "3"], ["行政处罚", "0", "5"], ["行政强制", "1", "2"]]


def words(text: str, left: float, low: float, size: float = 12, turn: str = UPRIGHT) -> str:
    """Instructions that write a text."""
    return f"BT /F2 {size} Tf {turn} {left} {low} Tm <{text.encode('utf-16-be').hex()}> Tj ET\n"


def read(*marks: str) -> Document:
    """What is read of a page with a title, a ruled table, and marks over both."""
    lines = [f"50 {y} m 320 {y} l S\n" for y in range(500, 561, 20)]
    lines += [f"{x} 500 m {x} 560 l S\n" for x in (50, 200, 260, 320)]
    for low, row in zip((545, 525, 505), ROWS, strict=True):
        lines += [words(text, left, low) for left, text in zip((60, 210, 270), row, strict=True)]
    drawing = words("样例街道办事处2023年政府信息公开工作年度报告", 50, 700, 16)
    return read_pdf(pdf_file("".join([drawing, *lines, *marks]), fonts=FONT, more=PARTS), name="a.pdf")


def table(document: Document) -> list[list[str]]:
    """The texts of its table."""
    (grid,) = (block for block in document.blocks if isinstance(block, SourceGrid))
    return [[cell.text for cell in row] for row in grid.rows]


@pytest.mark.parametrize(("text", "size"), [("草稿", 80), ("征求意见稿", 40), ("样表", 60)])
def test_turned_watermark_is_said_and_is_no_text_of_the_table_below_it(text: str, size: int) -> None:
    document = read(words(text, 120, 480, size, TURNED))
    assert [mark for _, mark in draft_marks(document)] == [text]
    assert table(document) == ROWS


def test_small_watermark_over_all_of_a_page_is_said_once_and_is_no_text() -> None:
    tiles = [words("内部资料", left, low, 14, TURNED) for left in (60, 180, 300) for low in (490, 540, 650)]
    document = read(*tiles)
    assert [mark for _, mark in draft_marks(document)] == ["内部资料"]
    assert table(document) == ROWS


def test_large_words_across_a_page_are_said() -> None:
    assert "征求意见稿" in [mark for _, mark in draft_marks(read(words("征求意见稿", 100, 300, 40)))]


def test_turned_heads_and_figures_stay() -> None:
    document = read(words("自然人", 210, 570, 12, TURNED), words("9", 300, 570, 30, TURNED))
    texts = "".join(getattr(block, "text", "") for block in document.blocks)
    assert all(sign in texts for sign in "自然人9")


@pytest.mark.parametrize("text", ["草稿", "征求意见稿", "样表"])
def test_line_at_the_edge_of_several_pages_is_said(text: str) -> None:
    def line(own: str, top: float, *, at_edge: bool = False) -> PdfLine:
        return PdfLine(own, 40, 200, top, 12, at_edge=at_edge)

    pages = [[line(text, 20, at_edge=True), line(f"第{number}段。", 200)] for number in range(3)]
    assert [(notice.text, notice.origin.page) for notice in repeated_lines(pages, range(1, len(pages) + 1))] == [
        (text, 1)
    ]
    assert list(repeated_lines(pages[:1], [1])) == []
    assert len(without_running_lines(pages)[1]) == (2 if len(text) < len("征求意见") else 1)


def test_watermark_that_is_an_annotation_is_said() -> None:
    drawing = f"BT /F1 60 Tf {TURNED} 120 480 Tm (DRAFT) Tj ET"
    resources = "/Resources<</Font<</F1 5 0 R>>>>"
    appearance = f"<</Type/XObject/Subtype/Form/BBox[0 0 600 800]{resources}/Length {len(drawing)}>>"
    annotation = "<</Type/Annot/Subtype/Watermark/Rect[0 0 600 800]/F 4/AP<</N 12 0 R>>>>"
    data = pdf_file("", annotation, more=[f"{appearance}\nstream\n{drawing}\nendstream"])
    document = read_pdf(data, name="a.pdf")
    assert [mark for _, mark in draft_marks(document)] == ["DRAFT"]
    assert [block.text for block in document.paragraphs()] == ["A report with enough letters to be read"]


def test_what_has_no_tag_in_a_file_with_tags_is_said() -> None:
    def mark(text: str, left: float, low: float, number: int | None) -> dict[str, object]:
        return {"text": text, "matrix": (1, 0, 0, 1, left, low), "size": 12, "mcid": number}

    tag = Tag(TaggedBlock(1))
    chars = [mark("草", 40, 780, None), mark("稿", 52, 780, None), mark("正", 40, 600, 3), mark("文", 52, 600, 3)]
    page = SimpleNamespace(chars=chars, objects={"char": chars}, page_number=2, page_obj=SimpleNamespace(pageid=7))
    notices = margins_of_page(page, {(7, 3): tag})
    assert [(notice.text, notice.origin.page) for notice in notices] == [("草稿", 2)]
    assert margins_of_page(page, {}) == []


def test_line_at_one_place_at_the_head_of_every_page_is_at_its_edge() -> None:
    pages = [
        [PdfLine("样例街道办事处", 40, 200, 50, 9), PdfLine(f"第{number}页的正文", 40, 200, 80, 9)] for number in (1, 2)
    ]

    assert [[line.text for line in parts] for parts in without_running_lines(with_common_head(pages))] == [
        ["第1页的正文"],
        ["第2页的正文"],
    ]
    assert with_common_head(pages[:1]) == pages[:1]
