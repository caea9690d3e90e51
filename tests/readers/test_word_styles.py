"""Figures of a Word file that its styles strike out, raise, hide or make as white as the paper."""

from __future__ import annotations

import io
import zipfile
from random import Random

import pytest

from gongkai.readers.formats.reading import read_document
from tests.readers.corpus.sheet import sheet
from tests.readers.mess import word
from tests.readers.mess.draft import Draft
from tests.readers.mess.word import run

W14 = "http://schemas.microsoft.com/office/word/2010/wordml"
RELATIONS = word.RELS.format("numbering", "numbering.xml").replace(
    "</Relationships>",
    '<Relationship Id="rId2" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/styles" '
    'Target="styles.xml"/></Relationships>',
)
WHITE, DARK = '<w:color w:val="FFFFFF"/>', '<w:shd w:val="clear" w:fill="1F4E79"/>'
CLEAR = '<w14:solidFill><w14:srgbClr w14:val="000000"><w14:alpha w14:val="100000"/></w14:srgbClr></w14:solidFill>'
FRAME = '<w:framePr w:w="600" w:wrap="around" w:hAnchor="page" w:x="9000" w:y="9000"/>'
SIZE = '<w:sz w:val="{}"/>'
HIGH = '<w:position w:val="8"/>'
PAPER = '<w:color w:val="auto" w:themeColor="background1"/>'


def style(key: str, properties: str, *, sort: str = "character", based: str = "", more: str = "") -> str:
    """A style of a Word file."""
    base = f'<w:basedOn w:val="{based}"/>' if based else ""
    return (
        f'<w:style w:type="{sort}" w:styleId="{key}"><w:name w:val="{key}"/>{base}{more}'
        f"<w:rPr>{properties}</w:rPr></w:style>"
    )


def part_of_table(name: str, shade: str) -> str:
    """White characters in some rows or columns of a table, and what is behind them."""
    looks = f"<w:rPr>{WHITE}</w:rPr><w:tcPr>{shade}</w:tcPr>"
    return f'<w:tblStylePr w:type="{name}">{looks}</w:tblStylePr>'


STYLES = "".join(
    (
        style("struck", "<w:strike/>"),
        style("twice", "<w:dstrike/>"),
        style("child", "<w:b/>", based="struck"),
        style("unstruck", '<w:strike w:val="0"/>', based="struck"),
        style("raised", '<w:vertAlign w:val="superscript"/>'),
        style("high", '<w:position w:val="8"/>'),
        style("white", WHITE),
        style("shaded", WHITE + DARK),
        style("tiny", '<w:sz w:val="2"/>'),
        style("gone", "<w:vanish/>"),
        style("gone-child", "", based="gone"),
        style("round", "", based="round"),
        style("struck-p", "<w:strike/>", sort="paragraph"),
        style("white-p", WHITE, sort="paragraph"),
        style("dark-p", "", sort="paragraph", more=f"<w:pPr>{DARK}</w:pPr>"),
        style("framed", "", sort="paragraph", more=f"<w:pPr>{FRAME}</w:pPr>"),
        style("framed-child", "", sort="paragraph", based="framed"),
        style("low", "", sort="paragraph", more='<w:pPr><w:spacing w:line="20" w:lineRule="exact"/></w:pPr>'),
        style("table", "", sort="table", more=f"{part_of_table('firstRow', DARK)}{part_of_table('lastRow', '')}"),
        style("dark-table", WHITE, sort="table", more=f"<w:tcPr>{DARK}</w:tcPr>"),
        style("white-table", WHITE, sort="table"),
    )
)


def word_file(body: str, styles: str = STYLES, theme: str = "") -> bytes:
    """A Word file with styles, and perhaps a theme."""
    plain = word.WordWriter(Draft(sheet("gia-2021", 1), Random(1))).file(body)  # noqa: S311 - a test's dice
    file = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(plain)) as source, zipfile.ZipFile(file, "w") as target:
        for name in source.namelist():
            content = source.read(name)
            target.writestr(name, RELATIONS if name.endswith("document.xml.rels") else content)
        if theme:
            target.writestr("word/theme/theme1.xml", theme)
        target.writestr("word/styles.xml", f'<w:styles xmlns:w="{word.W}">{styles}</w:styles>')
    return file.getvalue()


def row(content: str, *, of_cell: str = "", of_row: str = "") -> str:
    """A row whose second cell holds some content."""
    other = "<w:tc><w:p><w:r><w:t>规章</w:t></w:r></w:p></w:tc>"
    return f"<w:tr>{of_row}{other}<w:tc><w:tcPr>{of_cell}</w:tcPr>{content}</w:tc>{other}</w:tr>"


def texts(rows: str, of_table: str = "", styles: str = STYLES) -> list[str]:
    """The second cell of each row of a table."""
    table = f"<w:tbl><w:tblPr>{of_table}</w:tblPr>{rows}</w:tbl>"
    (grid,) = read_document(word_file(table, styles), name="a.docx").grids()
    return [cells[1].text for cells in grid.rows]


def named(text: str, key: str, own: str = "") -> str:
    """A run with a style."""
    return run(text, f'<w:rStyle w:val="{key}"/>{own}')


def paragraph(content: str, key: str = "", own: str = "") -> str:
    """A paragraph, with a style or without."""
    named_style = f'<w:pStyle w:val="{key}"/>' if key else ""
    return f"<w:p><w:pPr>{named_style}{own}</w:pPr>{content}</w:p>"


@pytest.mark.parametrize(
    ("content", "text"),
    [
        (named("9", "struck") + run("24"), "[删除线：9]24"),
        (named("9", "twice") + run("24"), "[删除线：9]24"),
        (named("9", "child") + run("24"), "[删除线：9]24"),
        (named("24", "unstruck"), "24"),
        (named("24", "struck", '<w:strike w:val="0"/>'), "24"),
        (run("24") + named("1", "raised"), "24[1]"),
        (run("24") + named("1", "raised", '<w:vertAlign w:val="baseline"/>'), "241"),
        (named("1", "raised") + run("24"), "[1]24"),
        (named("1", "raised"), "[单独的上标或下标，可能是注的编号：1]"),
        (run("24") + named("1", "high"), "24[1]"),
        (run("24") + f'<w:ins w:id="1" w:author="a">{run("1", HIGH)}</w:ins>', "24[1]"),
        (run("1", '<w:position w:val="8"/>') + run("24"), "[1]24"),
        (run("24") + named("1", "white"), "24[白色字：1]"),
        (run("24") + named("1件", "white"), "24[白色字：1件]"),
        (run("24", PAPER), "[白色字：24]"),
        (run("24", '<w:color w:val="A6A6A6" w:themeColor="background1" w:themeShade="A6"/>'), "24"),
        (run("24", '<w:color w:val="F2F2F2"/>'), "[白色字：24]"),
        (named("24", "shaded"), "24"),
        (named("24", "white", DARK), "24"),
        (run("24", '<w:highlight w:val="white"/>' + WHITE), "[白色字：24]"),
        (run("24", '<w:highlight w:val="red"/>' + WHITE), "24"),
        (run("24", '<w:highlight w:val="black"/>'), "[与底色一样的字：24]"),
        (run("24", '<w:highlight w:val="black"/>' + WHITE), "24"),
        (run("24", '<w:highlight w:val="yellow"/>'), "24"),
        (run("24", '<w:highlight w:val="red"/><w:color w:val="FF0000"/>'), "[与底色一样的字：24]"),
        (run("24", '<w:shd w:val="pct5" w:color="auto" w:fill="auto"/>' + WHITE), "[白色字：24]"),
        (run("24", '<w:shd w:val="pct50" w:color="auto" w:fill="auto"/>' + WHITE), "24"),
        (run("24", '<w:shd w:val="solid" w:color="auto" w:fill="auto"/>' + WHITE), "24"),
        (run("24") + run("1", '<w:sz w:val="2"/>'), "24[小得看不见的字：1]"),
        (run("24") + named("1", "tiny"), "24[小得看不见的字：1]"),
        (run("24") + run("1", '<w:w w:val="1"/>'), "24[小得看不见的字：1]"),
        (run("24", '<w:w w:val="80%"/>'), "24"),
        (run("24", SIZE.format(24)) + run("1", SIZE.format(11)), "24[1]"),
        (run("24", SIZE.format(24)) + run("1", SIZE.format(14)) + run("2", SIZE.format(14)), "24[12]"),
        (run("24") + run("1", SIZE.format(11)), "24[1]"),
        (run("24") + run("1", '<w:w w:val="50"/>'), "24[1]"),
        (run("24", SIZE.format(24)) + run("1"), "241"),
        (run("2", SIZE.format(24)) + run("4", SIZE.format(21)), "24"),
        (run("1", SIZE.format(11)) + run("24", SIZE.format(24)), "1\n24"),
        (run("24.", SIZE.format(24)) + run("50", SIZE.format(11)), "24.50"),
        (run("24") + run("1", "<w:specVanish/>"), "24[不显示的字：1]"),
        (run("24") + run("1", "<w:webHidden/>"), "24[不显示的字：1]"),
        (run("24") + named("1", "gone-child"), "24"),
        (named("24", "round"), "24"),
    ],
)
def test_style_of_characters_counts(content: str, text: str) -> None:
    assert texts(row(paragraph(content))) == [text]


@pytest.mark.parametrize(
    ("content", "text"),
    [
        (paragraph(run("24"), "struck-p"), "[删除线：24]"),
        (paragraph(named("24", "struck"), "struck-p"), "24"),  # the one turns the other over
        (paragraph(run("24"), "white-p"), "[白色字：24]"),
        (paragraph(run("24"), "white-p", DARK), "24"),
        (paragraph(run("24", WHITE), "dark-p"), "24"),
        (paragraph(run("24"), "framed"), "[图文框里的字，位置可能在别处：24]"),
        (paragraph(run("24"), "framed-child"), "[图文框里的字，位置可能在别处：24]"),
        (paragraph(run("24"), "low"), "[不显示的字：24]"),
        (paragraph(run("24"), "low", '<w:spacing w:before="20"/>'), "[不显示的字：24]"),
        (paragraph(run("24"), "low", '<w:spacing w:line="400" w:lineRule="exact"/>'), "24"),
        (paragraph(run("24", WHITE), "dark-p", '<w:shd w:val="clear" w:fill="FFFFFF"/>'), "[白色字：24]"),
    ],
)
def test_style_of_a_paragraph_counts(content: str, text: str) -> None:
    assert texts(row(content)) == [text]


def test_style_of_a_table_counts_with_what_it_puts_behind_cells() -> None:
    rows = "".join(row(paragraph(run(text))) for text in ("2024", "24", "36"))
    look = '<w:tblStyle w:val="{}"/><w:tblLook {}/>'
    edges = look.format("table", 'w:firstRow="1" w:lastRow="1"')
    assert texts(rows, edges) == ["2024", "24", "[白色字：36]"]
    assert texts(rows, look.format("table", 'w:val="0040"')) == ["2024", "24", "[白色字：36]"]
    assert texts(rows, look.format("table", 'w:firstRow="0" w:lastRow="0"')) == ["2024", "24", "36"]
    assert texts(rows, look.format("dark-table", "")) == ["2024", "24", "36"]
    assert texts(rows, look.format("white-table", "")) == [f"[白色字：{text}]" for text in ("2024", "24", "36")]
    dark = row(paragraph(run("24")), of_cell=DARK)
    assert texts(dark, look.format("white-table", "")) == ["24"]


def test_defaults_of_a_file_and_the_usual_style_count() -> None:
    defaults = f"<w:docDefaults><w:rPrDefault><w:rPr>{WHITE}</w:rPr></w:rPrDefault></w:docDefaults>"
    usual = style("usual", "<w:strike/>", sort="paragraph").replace("<w:style ", '<w:style w:default="1" ')
    assert texts(row(paragraph(run("24"))), styles=defaults) == ["[白色字：24]"]
    assert texts(row(paragraph(run("24"))), styles=usual) == ["[删除线：24]"]
    assert texts(row(paragraph(run("24"), "other")), styles=usual) == ["24"]


@pytest.mark.parametrize(
    ("fill", "text"),
    [
        ("<w14:noFill/>", "[不显示的字：24]"),
        (CLEAR, "[不显示的字：24]"),
        ('<w14:solidFill><w14:schemeClr w14:val="bg1"/></w14:solidFill>', "[白色字：24]"),
        ('<w14:solidFill><w14:schemeClr w14:val="tx1"/></w14:solidFill>', "24"),
    ],
)
def test_characters_that_are_not_drawn_are_said(fill: str, text: str) -> None:
    own = f'<w14:textFill xmlns:w14="{W14}">{fill}</w14:textFill>'
    assert texts(row(paragraph(run("24", own)))) == [text]


def test_row_without_height_is_left_out() -> None:
    height = '<w:trPr><w:trHeight w:val="{}" w:hRule="exact"/></w:trPr>'
    other = row(paragraph(run("36")))
    assert texts(row(paragraph(run("24")), of_row=height.format(1)) + other) == ["36"]
    assert texts(row(paragraph(run("24")), of_row=height.format(60)) + other) == ["36"]
    assert texts(row(paragraph(run("24")), of_row=height.format(400)) + other) == ["24", "36"]


ACCENT = '<w:color w:val="{}" w:themeColor="accent1"/>'
IN_SCHEME = '<w14:solidFill><w14:schemeClr w14:val="accent1"/></w14:solidFill>'
IN_ACCENT = '<w:shd w:val="clear" w:color="auto" w:fill="FFFFFF" w:themeFill="accent1"/>'


@pytest.mark.parametrize(
    ("accent", "content", "of_cell", "text"),
    [
        ("FFFFFF", run("24", ACCENT.format("4F81BD")), "", "[白色字：24]"),
        ("FFFFFF", run("24", ACCENT.format("auto")), "", "[白色字：24]"),
        ("4F81BD", run("24", ACCENT.format("FFFFFF")), "", "24"),
        ("4F81BD", run("24", ACCENT.format("000000")), IN_ACCENT, "[与底色一样的字：24]"),
        ("4F81BD", run("24", WHITE), IN_ACCENT, "24"),
        ("4F81BD", run("24", ACCENT.format("000000").replace("/>", ' w:themeTint="05"/>')), "", "[白色字：24]"),
        ("4F81BD", run("24", ACCENT.format("000000").replace("/>", ' w:themeTint="99"/>')), "", "24"),
        ("FFFFFF", run("24", ACCENT.format("000000").replace("/>", ' w:themeShade="80"/>')), "", "24"),
        ("FFFFFF", named("24", "accent"), "", "[白色字：24]"),
        (
            "FFFFFF",
            run("24", f'<w14:textFill xmlns:w14="{W14}">{IN_SCHEME}</w14:textFill>'),
            "",
            "[白色字：24]",
        ),
    ],
)
def test_colour_of_the_theme_counts_and_not_the_one_beside_its_name(
    accent: str, content: str, of_cell: str, text: str
) -> None:
    scheme = f'<a:clrScheme name="c"><a:accent1><a:srgbClr val="{accent}"/></a:accent1></a:clrScheme>'
    theme = f'<a:theme xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main">{scheme}</a:theme>'
    table = f"<w:tbl><w:tblPr/>{row(paragraph(content), of_cell=of_cell)}</w:tbl>"
    data = word_file(table, style("accent", ACCENT.format("000000")), theme)
    (grid,) = read_document(data, name="a.docx").grids()
    assert grid.rows[0][1].text == text
