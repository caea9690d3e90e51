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
FIGURE, VOID = (WORDS.replace("说明", text) for text in ("7 件", "作废"))
PICTURE = "<pic:pic/>"
INK = '<w14:contentPart xmlns:w14="http://schemas.microsoft.com/office/word/2010/wordml"/>'
CHART = '<a:graphicData uri="http://schemas.openxmlformats.org/drawingml/2006/chart"/>'


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


OLD = 'xmlns:v="urn:schemas-microsoft-com:vml" xmlns:o="urn:schemas-microsoft-com:office:office"'


OLD_PLACE = "position:absolute;margin-left:0;margin-top:30pt;width:200pt;height:40pt;z-index:1;"


def old(name: str = "rect", more: str = "", *, style: str = "", inner: str = "", place: str = OLD_PLACE) -> str:
    """A run with a shape that floats, as old versions of Word write it."""
    wrap = 'xmlns:w10="urn:schemas-microsoft-com:office:word"'
    return f'<w:r><w:pict><v:{name} {OLD} {wrap} style="{place}{style}" {more}>{inner}</v:{name}></w:pict></w:r>'


def beside(content: str) -> str:
    """A paragraph with something, right before a table."""
    return f"<w:p>{content}</w:p>{table()}"


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


def test_object_of_another_program_that_floats_over_a_table_is_noted() -> None:
    sheet = f"{old('shape', inner='<v:imagedata/>')}".replace("w:pict>", "w:object>")
    for content, count in ((sheet, 1), (sheet.replace("position:absolute;", ""), 0)):
        notices = word_file(f"<w:p>{content}</w:p>{table()}").notices
        assert [notice.code for notice in notices] == ["drawn-over"] * count


NO_FIGURES = f"<w:tbl><w:tblPr/><w:tr><w:tc><w:p>{word.run('字')}</w:p></w:tc></w:tr></w:tbl>"
PAGE = "<w:p><w:r><w:lastRenderedPageBreak/></w:r></w:p>"
LARGE = (3_000_000, 3_000_000)
FAR = 4_000_000


def of_page(looks: str, *, near: str = "page", down: int = FAR, size: tuple[int, int] = LARGE) -> str:
    """A paragraph with a shape that is placed by its page."""
    return f"<w:p>{shape(looks, size=size, down=down, near=near)}</w:p>"


def floating(down: int, *, beside: str = "page", more: str = "") -> str:
    """A table with a place of its own."""
    place = f'<w:tblpPr w:vertAnchor="{beside}" w:horzAnchor="{beside}" w:tblpX="1800" w:tblpY="{down}"/>{more}'
    return table().replace("<w:tblPr/>", f'<w:tblPr>{place}</w:tblPr><w:tblGrid><w:gridCol w:w="4000"/></w:tblGrid>')


BETWEEN = f"<w:p>{word.run('字')}</w:p>"


def boxed(down: int) -> str:
    """A table in a text box beside which text stands, as LibreOffice makes of one that floats in an old file."""
    return f"<w:p>{shape(BOX + f'<w:txbxContent>{table()}</w:txbxContent>', down=down)}</w:p>".replace(
        "<wp:wrapNone/>", "<wp:wrapSquare/>"
    )


@pytest.mark.parametrize(
    ("body", "count"),
    [
        (floating(3000) + BETWEEN + floating(3000), 1),
        (floating(3000) + BETWEEN + floating(3200), 0),
        (table() + boxed(-355_600), 1),
        (table() + boxed(9_000), 0),
        (table() + BETWEEN + boxed(-355_600), 0),
        (BETWEEN.join([floating(3000, beside="margin"), *(floating(400 * n) for n in range(401))]), 1),
        (floating(3000) + PAGE + floating(3000), 0),
        (floating(3000) + floating(3000) + BETWEEN, 0),
        (floating(3000) + floating(3050) + BETWEEN, 1),
        (floating(3000) + BETWEEN + floating(3000, beside="margin"), 0),
        (floating(3000) + BETWEEN + floating(3000, more='<w:tblOverlap w:val="never"/>'), 0),
        (table() + floating(-600, beside="text") + BETWEEN, 1),
        (table() + "<w:p/>" + floating(-600, beside="text") + BETWEEN, 1),
        (table() + "<w:p/>" + floating(-400, beside="text") + BETWEEN, 0),
        (table() + BETWEEN + floating(-600, beside="text") + BETWEEN, 0),
        (table() + floating(1, beside="text") + BETWEEN, 0),
    ],
)
def test_table_that_floats_over_another_one_is_noted(body: str, count: int) -> None:
    assert [notice.code for notice in word_file(body).notices] == ["drawn-over"] * count


@pytest.mark.parametrize(
    ("body", "count"),
    [
        (of_page(BOX) + table(), 1),
        (of_page(BOX, near="margin") + "<w:p/>" + table(), 1),
        (table() + of_page(BOX, down=900_000), 1),
        (table() + of_page(LINE, size=(3_000_000, 0)), 1),
        (of_page(LINE, size=(3_000_000, 0)) + table(), 0),
        (of_page(BOX, down=900_000, size=(900_000, 600_000)) + table(), 0),
        (of_page(PICTURE, near="margin", down=0, size=(600_000, 600_000)) + table(), 0),
        (of_page(PICTURE, size=(3_000_000, 600_000)) + table(), 1),
        (of_page(PICTURE) + table(), 0),
        (of_page(FRAME) + table(), 0),
        (of_page(BOX, down=9_900_000, size=(900_000, 200_000)) + table(), 0),
        (of_page(BOX) + PAGE + table(), 0),
        (PAGE + of_page(BOX) + table(), 1),
        (of_page(BOX) + f"<w:p>{word.run('正文')}</w:p>{NO_FIGURES}", 0),
        (of_page(f"<wp:wrapSquare/>{BOX}") + table(), 0),
        (of_page(f"<wp:wrapNone/>{BOX}") + table(), 1),
        (table() + of_page(INK), 1),
        (table() + of_page(FIGURE), 1),
        (of_page(VOID) + table(), 1),
        (of_page(WORDS) + table(), 0),
        (of_page(CHART) + table(), 1),
    ],
)
def test_what_is_placed_by_the_page_is_noted_where_it_may_lie_on_a_table(body: str, count: int) -> None:
    codes = [notice.code for notice in word_file(body).notices]

    assert [code for code in codes if code != "text-within"] == ["drawn-over"] * count


@pytest.mark.parametrize(
    ("body", "count"),
    [
        (beside(old()), 1),
        (beside(old("shape", 'fillcolor="white" stroked="f"')), 1),
        (beside(old(more='filled="f"')), 0),
        (beside(old(inner='<v:fill on="f"/>')), 0),
        (beside(old(style="z-index:-2")), 0),
        (beside(old(style="visibility:hidden")), 0),
        (beside(old(inner='<w10:wrap type="square"/>')), 0),
        (beside(old("shape", inner='<v:textpath string="x"/>')), 0),
        (beside(old("line", 'from="0,60pt" to="200pt,60pt"', place="position:absolute;")), 1),
        (beside(old("line", 'from="0,5pt" to="200pt,5pt"', place="position:absolute;")), 0),
        (table(old()), 1),
        (table(old(style="width:40pt")), 0),
        (f"{table()}<w:p>{old(style='mso-position-vertical-relative:page;margin-top:300pt')}</w:p>", 1),
        (beside(old(style="mso-position-vertical-relative:page;margin-top:40pt")), 0),
        (beside(old("group", inner="<v:rect/>")), 1),
    ],
)
def test_shapes_of_old_programs_alone_are_noted_as_well(body: str, count: int) -> None:
    assert [notice.code for notice in word_file(body).notices] == ["drawn-over"] * count
