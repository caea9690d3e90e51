"""Shapes, lines and pictures of a Word file over the figures of a table, in their cell or from beside it."""

from __future__ import annotations

import pytest

from gongkai.readers.document import SourceGrid
from tests.readers.mess import word
from tests.readers.test_hidden_figures import text_of_cell, word_file

NAMES = " ".join(
    f'xmlns:{name}="{address}"'
    for name, address in (
        ("wp", "http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing"),
        ("a", "http://schemas.openxmlformats.org/drawingml/2006/main"),
        ("pic", "http://schemas.openxmlformats.org/drawingml/2006/picture"),
        ("wps", "http://schemas.microsoft.com/office/word/2010/wordprocessingShape"),
        ("mc", "http://schemas.openxmlformats.org/markup-compatibility/2006"),
    )
)
LINE = '<wps:spPr><a:prstGeom prst="line"/></wps:spPr>'
BOX = "<wps:spPr><a:solidFill/></wps:spPr>"
FRAME = "<wps:spPr><a:noFill/></wps:spPr>"
WORDS = f"{BOX}<w:txbxContent><w:p><w:r><w:t>说明</w:t></w:r></w:p></w:txbxContent>"
PICTURE = "<pic:pic/>"


def shape(looks: str, *, size: tuple[int, int] = (3_000_000, 0), down: int = 90_000, near: str = "paragraph") -> str:
    """A run with a shape that floats, as Word writes it: once for new programs and once for old ones."""
    width, height = size
    places = (
        '<wp:positionH relativeFrom="column"><wp:posOffset>0</wp:posOffset></wp:positionH>'
        f'<wp:positionV relativeFrom="{near}"><wp:posOffset>{down}</wp:posOffset></wp:positionV>'
    )
    extent = f'<wp:extent cx="{width}" cy="{height}"/>'
    drawing = f'<w:drawing><wp:anchor behindDoc="0">{places}{extent}{looks}</wp:anchor></w:drawing>'
    fallback = '<mc:Fallback><w:pict><v:rect xmlns:v="urn:schemas-microsoft-com:vml"/></w:pict></mc:Fallback>'
    either = f'<mc:AlternateContent {NAMES}><mc:Choice Requires="wps">{drawing}</mc:Choice>{fallback}'
    return f"<w:r>{either}</mc:AlternateContent></w:r>"


def table(label: str = "", figure: str = "") -> str:
    cells = (word.run("行政许可") + label, word.run("12") + figure, word.run("0"))
    width = '<w:tcPr><w:tcW w:w="2000" w:type="dxa"/></w:tcPr>'
    return (
        f"<w:tbl><w:tblPr/><w:tr>{''.join(f'<w:tc>{width}<w:p>{cell}</w:p></w:tc>' for cell in cells)}</w:tr></w:tbl>"
    )


@pytest.mark.parametrize(
    ("looks", "text"),
    [(BOX, "12[图片：?]"), (LINE, "12[图片：?]"), (f"{BOX}<w:txbxContent><w:p/></w:txbxContent>", "12[图片：?]")],
)
def test_shape_in_the_cell_of_a_figure_is_said(looks: str, text: str) -> None:
    assert text_of_cell(word.run("12") + shape(looks)) == text


@pytest.mark.parametrize(
    ("body", "notices"),
    [
        (table(shape(LINE)), ["行政许可"]),
        (table(shape(BOX, size=(3_000_000, 200_000))), ["行政许可"]),
        (table(shape(PICTURE, size=(3_000_000, 200_000))), ["行政许可"]),
        (table(shape(LINE, size=(900_000, 0))), []),
        (table(shape(FRAME, size=(3_000_000, 200_000))), []),
        (table(shape(WORDS, size=(3_000_000, 200_000))), []),
        (table(shape(PICTURE, size=(1_440_000, 1_440_000))), []),
        (f"<w:p>{shape(LINE, down=600_000)}</w:p>{table()}", [""]),
        (f"<w:p>{shape(BOX, size=(900_000, 600_000))}</w:p>{table()}", [""]),
        (f"<w:p>{shape(LINE)}</w:p>{table()}", []),
        (f"<w:p>{shape(LINE, down=600_000)}</w:p><w:p/>{table()}", []),
        (f"<w:p>{shape(LINE, down=600_000, near='page')}</w:p>{table()}", []),
        (f"{table()}<w:p>{word.run('注')}{shape(LINE, down=-400_000)}</w:p>", ["注"]),
        (f"{table()}<w:p>{shape(LINE, down=100_000)}</w:p>", []),
    ],
)
def test_what_floats_over_a_table_from_beside_its_figures_is_noted(body: str, notices: list[str]) -> None:
    document = word_file(body)

    assert [notice.text for notice in document.notices if notice.code == "drawn-over"] == notices
    assert [grid.rows[0][1].text for grid in document.blocks if isinstance(grid, SourceGrid)] == ["12"]
