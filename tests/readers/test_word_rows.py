"""Tables of a Word file as they are shown: rows of fixed height, cells merged in old ways, fields that draw."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from gongkai.readers.files.office_xml import xml_root
from gongkai.readers.formats.word_parts.tables.beyond_page import figures_beyond_page
from tests.readers.mess import word
from tests.readers.mess.word import run
from tests.readers.test_hidden_figures import word_file

if TYPE_CHECKING:
    from gongkai.readers.document import Document

WIDTH = '<w:tcW w:w="{}" w:type="dxa"/>'


def paragraph(content: str, properties: str = "") -> str:
    return f"<w:p><w:pPr>{properties}</w:pPr>{content}</w:p>"


def cell(content: str, properties: str = "", *, width: int = 1200) -> str:
    inner = content if content.startswith("<w:p>") else paragraph(content)
    return f"<w:tc><w:tcPr>{WIDTH.format(width)}{properties}</w:tcPr>{inner}</w:tc>"


def row(*cells: str, properties: str = "") -> str:
    return f"<w:tr><w:trPr>{properties}</w:trPr>{''.join(cells)}</w:tr>"


def table(*rows: str, grid: tuple[int, ...] = (1200,) * 4) -> Document:
    columns = "".join(f'<w:gridCol w:w="{width}"/>' for width in grid)
    look = '<w:tblPr><w:tblLayout w:type="fixed"/></w:tblPr>'
    return word_file(f"<w:tbl>{look}<w:tblGrid>{columns}</w:tblGrid>{''.join(rows)}</w:tbl>" + paragraph(run("后文")))


def texts(document: Document) -> list[list[str]]:
    (grid,) = document.grids()
    return [[item.text for item in cells] for cells in grid.rows]


BEFORE = '<w:gridBefore w:val="2"/>'
EXACT = '<w:trHeight w:val="{}" w:hRule="exact"/>'


def fixed(height: int, *contents: str, rule: str = "exact", width: int = 1200) -> list[str]:
    """What is read of the cells of a row of some height in twentieths of a point."""
    mark = EXACT.format(height).replace("exact", rule)
    cells = [cell(content, width=width) for content in contents]
    return texts(
        table(row(cell(run("行政许可")), *cells, properties=mark), row(*[cell(run("甲"))] * (len(cells) + 1)))
    )[0][1:]


LOW = "[行高是固定的，显示不全的字：{}]".format
TWO_LINES, TWO_PARAGRAPHS = run("1\n2"), paragraph(run("1")) + paragraph(run("2"))
PUSHED = paragraph(run("12"), '<w:spacing w:before="400"/>')
SPACED = paragraph(run("12"), '<w:spacing w:line="560" w:lineRule="exact"/>')


def test_lines_of_a_figure_below_the_end_of_a_row_of_fixed_height_are_said() -> None:
    assert fixed(300, run("12"), TWO_LINES, TWO_PARAGRAPHS) == ["12", LOW("1 2"), LOW("1 2")]
    assert fixed(300, PUSHED, SPACED, paragraph("") + paragraph(run("7"))) == [LOW("12"), "12", LOW("7")]
    assert fixed(300, run("1234567"), run("12"), width=600) == [LOW("1234567"), "12"]
    assert fixed(300, run("12"), run("5"), width=200) == [LOW("12"), "5"]
    assert fixed(120, run("12"), run("规章")) == [LOW("12"), "规章"]
    assert fixed(160, run("12")) == [LOW("12")]
    space = '<w:tcMar><w:top w:w="{}" w:type="dxa"/></w:tcMar>'
    for width, text in (150, LOW("12")), (15, "12"):
        low = row(cell(run("规章")), cell(run("12"), space.format(width)), properties=EXACT.format(300))
        assert texts(table(low, row(cell(run("甲")), cell(run("1")))))[0] == ["规章", text]
    assert fixed(120, run("12", '<w:sz w:val="12"/>')) == ["12"]


def test_figure_in_a_column_narrower_than_a_digit_is_said() -> None:
    rows = [row(cell(run("规章")), cell(run("12"), width=width)) for width in (90, 120, 0)]
    assert [cells[1] for cells in texts(table(*rows))] == ["[列宽或行高不够，显示不全的字：12]", "12", "12"]


def test_figures_in_rows_that_are_high_enough_or_grow_are_read() -> None:
    assert fixed(700, TWO_LINES, TWO_PARAGRAPHS, run("1234567")) == ["1\n2", "1\n2", "1234567"]
    assert fixed(120, run("12"), TWO_LINES, rule="atLeast") == ["12", "1\n2"]
    assert fixed(200, run("12"), SPACED, run("7537.49")) == ["12", LOW("12"), "7537.49"]
    assert fixed(283, paragraph(run("12")) + paragraph("")) == ["12"]


def field(instruction: str, result: str | None = None, *, choice: int | None = None) -> str:
    shown = "" if result is None else word.FIELD.format("separate") + run(result)
    code = f"<w:r><w:instrText>{instruction}</w:instrText></w:r>"
    begin = word.FIELD.format("begin")
    if choice is not None:
        words = '<w:listEntry w:val="5"/><w:listEntry w:val="8"/>'
        data = f'<w:ffData><w:ddList><w:result w:val="{choice}"/>{words}</w:ddList></w:ffData>'
        begin = f'<w:r><w:fldChar w:fldCharType="begin">{data}</w:fldChar></w:r>'
    return begin + code + shown + word.FIELD.format("end")


OUTDATED = "[标为要更新的域，Word 打开后可能是别的数：12]"


@pytest.mark.parametrize(
    ("content", "text"),
    [
        (field(r" EQ \o(1,2)", "12"), r"[公式：\o(1,2)]"),
        (field(r"eq \f(1,2)"), r"[公式：\f(1,2)]"),
        (run("3") + field(r" EQ \s\up 5(4)", "4"), r"3[公式：\s\up 5(4)]"),
        (f'<w:fldSimple w:instr="EQ \\x(4)">{run("4")}</w:fldSimple>', r"[公式：\x(4)]"),
        (field(f" EQUAL {5}", "12"), "12"),
        (field(" =SUM(LEFT)", "12"), "12"),
        (field(" PAGE ", "3"), "[公式：PAGE]"),
        (field(" DATE ", "2024年"), "2024年"),
        (field(" FORMDROPDOWN ", "5", choice=1), "8"),
        (field(" FORMDROPDOWN ", choice=0), "5"),
        (field(" FORMDROPDOWN ", "5", choice=7), "5"),
        (field(" =SUM(LEFT)", "12").replace('"begin"', '"begin" w:dirty="1"'), OUTDATED),
        (field(" =SUM(LEFT)", "12").replace('"begin"', '"begin" w:dirty="1" w:fldLock="1"'), "12"),
        (field(" REF a", "规章").replace('"begin"', '"begin" w:dirty="1"'), "规章"),
        (f'<w:fldSimple w:dirty="true" w:instr=" =1 ">{run("1") + run("2")}</w:fldSimple>', OUTDATED),
        (run("1") + "<w:r><w:pgNum/></w:r>", "1[公式：pgNum]"),
        (run("5") + '<w:r><w:br w:type="page"/></w:r>' + run("6"), "5\n6"),
    ],
)
def test_field_that_shows_something_else_than_its_text_is_read_as_shown_or_named(content: str, text: str) -> None:
    assert texts(table(row(cell(run("规章")), cell(content)), row(cell(run("甲")), cell(run("1"))))) == [
        ["规章", text],
        ["甲", "1"],
    ]


def test_cells_that_an_old_file_merges_one_by_one_are_one() -> None:
    begin, on = '<w:hMerge w:val="restart"/>', "<w:hMerge/>"
    rows = [cell(run("甲")), cell(run("12"), begin), cell("", on), cell(run("7"))]
    both = [cell(run("乙")), cell(run("12"), begin), cell(run("9"), on), cell(run("7"))]
    assert texts(table(row(*rows), row(*both), row(*map(cell, map(run, "丙123"))))) == [
        ["甲", "12", "12", "7"],
        ["乙", "12\n9", "12\n9", "7"],
        ["丙", "1", "2", "3"],
    ]


def test_row_that_begins_further_right_does_so_if_that_is_seen() -> None:
    right = '<w:gridBefore w:val="1"/>'
    rows = row(*map(cell, map(run, "甲123"))), row(*map(cell, map(run, ("乙", "4", "5"))), properties=right)
    assert texts(table(*rows)) == [["甲", "1", "2", "3"], ["", "乙", "4", "5"]]
    first = cell(run("甲"), '<w:gridSpan w:val="2"/>')
    little = table(row(first, *map(cell, map(run, "12"))), rows[1], grid=(40, 1160, 1200, 1200))
    assert texts(little) == [["甲", "1", "2"], ["乙", "4", "5"]]


def test_figure_beneath_cells_that_are_merged_downwards_is_noted_and_one_below_none_is_read() -> None:
    begin, on = '<w:vMerge w:val="restart"/>', "<w:vMerge/>"
    rows = row(cell(run("甲")), cell(run("5"), begin)), row(cell(run("乙")), cell(run("7"), on))
    document = table(*rows, row(cell(run("丙")), cell("", on)), row(cell(run("丁")), cell(run("9"))))
    assert texts(document) == [["甲", "5"], ["乙", "5"], ["丙", "5"], ["丁", "9"]]
    assert [(notice.code, notice.text) for notice in document.notices] == [("beneath-merged", "7")]
    below_none = table(row(cell(run("甲")), cell(run("5"))), rows[1])
    assert texts(below_none) == [["甲", "5"], ["乙", "7"]]
    assert below_none.notices == ()


@pytest.mark.parametrize("mark", ["del", "ins"])
def test_end_of_a_paragraph_that_a_change_sets_between_digits_is_a_change_of_the_figure(mark: str) -> None:
    def changed(text: str) -> str:
        return paragraph(run(text), f'<w:rPr><w:{mark} w:id="1" w:author="a"/></w:rPr>')

    split = changed("1") + paragraph(run("2"))
    document = table(row(cell(run("甲")), cell(split)), row(cell(run("乙")), cell(changed("3") + paragraph(""))))
    assert texts(document)[0][1] == {"del": "12", "ins": "1\n2"}[mark]
    assert [(notice.text, dict(notice.args)) for notice in document.notices[1:]] == [
        {"del": ("12", {"before": "1 2"}), "ins": ("1 2", {"before": "12"})}[mark]
    ]


def test_figure_that_a_change_merges_away_is_a_changed_one() -> None:
    merged, apart = (f'<w:cellMerge w:id="1" w:author="a" w:vMerge="{how}"/>' for how in ("cont", "rest"))
    document = table(
        row(cell(run("甲")), cell(run("12"), apart), cell(run("1"))),
        row(cell(run("乙")), cell(run("8"), merged), cell(run("2"))),
    )
    assert texts(document) == [["甲", "12", "1"], ["乙", "12", "2"]]
    assert [(notice.code, dict(notice.args).get("before")) for notice in document.notices][1:] == [
        ("tracked-figure", "8")
    ]


@pytest.mark.parametrize(
    ("indent", "side", "text"),
    [
        ('w:left="-1200"', "", "[缩进到格外的字：12]"),
        ('w:right="-1200"', "right", "[缩进到格外的字：12]"),
        ('w:left="2400"', "", "[缩进到格外的字：12]"),
        ('w:left="2400"', "center", "[缩进到格外的字：12]"),
        ('w:left="-105" w:right="-105"', "center", "12"),
        ('w:left="-700" w:right="-700"', "center", "12"),
        ('w:firstLine="420"', "", "12"),
        ('w:left="420" w:hanging="420"', "", "12"),
        ('w:left="800"', "left", "12"),
    ],
)
def test_figure_that_an_indent_places_outside_of_its_cell_is_said(indent: str, side: str, text: str) -> None:
    properties = f"<w:ind {indent}/>" + (f'<w:jc w:val="{side}"/>' if side else "")
    content = cell(paragraph(run("12"), properties))
    assert texts(table(row(cell(run("甲")), content), row(cell(run("乙")), cell(run("3")))))[0] == ["甲", text]


def test_figure_in_lines_lower_than_half_of_it_or_in_a_font_of_bars_is_said() -> None:
    low, high = (f'<w:spacing w:line="{line}" w:lineRule="exact"/>' for line in (100, 140))
    bars = run("12", '<w:rFonts w:ascii="Code 128" w:hAnsi="Code 128"/>')
    cells = cell(paragraph(run("12"), low)), cell(paragraph(run("12"), high)), cell(bars)
    assert texts(table(row(cell(run("甲")), *cells), row(*[cell(run("1"))] * 4)))[0][1:] == [
        *("[不显示的字：12]", "12", "[符号12]"),
    ]


@pytest.mark.parametrize(
    ("looks", "words"),
    [
        ('<w:tblLayout w:type="fixed"/>', "12 7"),
        ('<w:tblLayout w:type="autofit"/>', ""),
        ('<w:tblLayout w:type="fixed"/><w:tblInd w:w="-20000"/>', "30 12 7"),
        ('<w:tblLayout w:type="fixed"/><w:tblpPr w:tblpX="1"/>', ""),
        ('<w:jc w:val="right"/><w:tblLayout w:type="fixed"/>', ""),
    ],
    ids=["fixed", "fitted", "far left", "placed", "from the right"],
)
def test_figures_of_a_table_beyond_the_edge_of_the_paper_are_noted(looks: str, words: str) -> None:
    rows = row(cell(run("规章")), cell(run("30")), cell(run("12"))), row(cell(run("7")), properties=BEFORE)
    columns = "".join(f'<w:gridCol w:w="{width}"/>' for width in (3000, 6000, 4000))
    body = f"<w:tbl><w:tblPr>{looks}</w:tblPr><w:tblGrid>{columns}</w:tblGrid>{''.join(rows)}</w:tbl>"
    section = '<w:sectPr><w:pgSz w:w="11906"/><w:pgMar w:left="1440" w:right="1440"/></w:sectPr>'
    root = xml_root(f'<w:document xmlns:w="{word.W}">{body}{section}</w:document>'.encode())

    assert " ".join(notice.text for notice in figures_beyond_page(root)) == words
