"""Figures that stand in a file otherwise than as plain text: in fields, controls, formulas, pictures; made by Word."""

from __future__ import annotations

import re
from random import Random

import pytest

from gongkai.readers.document import Document, SourceGrid, SourceParagraph
from gongkai.readers.formats.reading import read_document
from gongkai.readers.formats.word_parts.drawn_fields import worked_out_anew
from tests.readers.corpus.sheet import Cell, sheet
from tests.readers.mess import book, pages, word
from tests.readers.mess.draft import Draft
from tests.readers.mess.draw import draw
from tests.readers.mess.judge import judge


def word_file(body: str) -> Document:
    writer = word.WordWriter(Draft(sheet("gia-2021", 1), Random(1)))  # noqa: S311 - a test's dice
    writer.numbered = False
    return read_document(writer.file(body), name="a.docx")


def cell(content: str) -> str:
    other = "<w:tc><w:p><w:r><w:t>规章</w:t></w:r></w:p></w:tc>"
    return f"<w:tbl><w:tblPr/><w:tr>{other}<w:tc><w:p>{content}</w:p></w:tc>{other}</w:tr></w:tbl>"


def text_of_cell(content: str) -> str:
    (grid,) = [block for block in word_file(cell(content)).blocks if isinstance(block, SourceGrid)]
    return grid.rows[0][1].text


def field_in_instruction(shown: str) -> str:
    """A field that shows its result, with another field (a 5) as a part of its instruction."""
    begin, separate, end = (word.FIELD.format(name) for name in ("begin", "separate", "end"))
    return f"{begin}{begin}{separate}{word.run('5')}{end}{separate}{word.run(shown)}{end}"


def field_without_result(instruction: str) -> str:
    """A field that has not been calculated, or never is."""
    begin, end = (word.FIELD.format(name) for name in ("begin", "end"))
    return f"{begin}<w:r><w:instrText>{instruction}</w:instrText></w:r>{end}"


def ruby(above: str, base: str) -> str:
    """Characters with small ones above them."""
    rubies = f"<w:rt>{word.run(above)}</w:rt><w:rubyBase>{word.run(base) if base else ''}</w:rubyBase>"
    return f"<w:r><w:ruby>{rubies}</w:ruby></w:r>"


def shown_field(instruction: str, shown: str) -> str:
    """A field with its result; its instruction may hold another one."""
    begin, separate, end = (word.FIELD.format(name) for name in ("begin", "separate", "end"))
    before, inner, behind = re.split(r"(<.*>|$)", instruction, maxsplit=1, flags=re.DOTALL)
    parts = [f'<w:r><w:instrText xml:space="preserve">{part}</w:instrText></w:r>' for part in (before, behind)]
    return f"{begin}{parts[0]}{inner}{parts[1] if behind else ''}{separate}{word.run(shown)}{end}"


def formula(content: str) -> str:
    return f'<m:oMath xmlns:m="{word.MATH}">{content}</m:oMath>'


def either(choice: str, fallback: str) -> str:
    """A run of which Word shows one content, and programs that do not know of some element of that another one."""
    names = "http://schemas.openxmlformats.org/markup-compatibility/2006"
    choice = f'<mc:Choice Requires="wps">{choice}</mc:Choice>'
    contents = f'<mc:AlternateContent xmlns:mc="{names}">{choice}<mc:Fallback>{fallback}</mc:Fallback>'
    return f"<w:r>{contents}</mc:AlternateContent></w:r>"


BOTH = "[Word 显示“0”，别的软件显示“9”]"
ID = 'xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships" r:id="rId9"'
MATH_RUN = [f"<m:r><m:t>{number}</m:t></m:r>" for number in range(4)]
SEAL = (
    '<w:r><w:drawing><wp:anchor xmlns:wp="http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing">'
    '<wp:extent cx="1440000" cy="1440000"/></wp:anchor></w:drawing></w:r>'
)
WHITE = '<w:color w:val="FFFFFF"/>'
WIDE, BOX = '<w:spacing w:val="200"/>', '<w:bdr w:val="single" w:sz="4" w:space="0"/>'
LINE = '<w:pPr><w:spacing w:line="{line}" w:lineRule="exact"/><w:ind w:left="{left}"/></w:pPr>'
FRAME = '<w:pPr><w:framePr w:w="600" w:wrap="around" w:hAnchor="page" w:x="9000" w:y="9000"/></w:pPr>'
PLAIN_NUMBER = '<w:pPr><w:numPr><w:ilvl w:val="2"/><w:numId w:val="1"/></w:numPr></w:pPr>'


@pytest.mark.parametrize("way", word.WAYS, ids=lambda way: way.__name__)
def test_text_of_a_word_file_is_read_however_it_stands_there(way: object) -> None:
    assert callable(way)
    assert text_of_cell(way("12")) == "12"


@pytest.mark.parametrize(
    ("content", "text"),
    [
        ("<w:r><w:pict/></w:r>", "图片：?"),
        (word.run("2") + "<w:r><w:drawing/></w:r>" + word.run("4"), "2[图片：?]4"),
        (word.run("2") + "<w:r><w:object/></w:r>", "2[图片：?]"),
        ("<w:r><w:pict/></w:r>" + word.run("2"), "[图片：?]2"),
        (word.run("2") + SEAL, "2"),
        (word.run("2") + "<w:r><w:pict><w:txbxContent><w:p/></w:txbxContent></w:pict></w:r>", "2"),
        (word.run("规章") + "<w:r><w:pict/></w:r>", "规章"),
        (word.run("1") + field_without_result(" =SUM(LEFT) "), "1[公式没有结果]"),
        (word.run("1") + field_without_result(" FORMDROPDOWN "), "1[公式没有结果]"),
        (word.run("1") + field_without_result(" EQ \\o(1,2) "), "1[公式：\\o(1,2)]"),
        (word.run("1") + field_without_result(" XE 索引 "), "1"),
        (word.run("1") + '<w:fldSimple w:instr=" =SUM(LEFT) "/>', "1[公式没有结果]"),
        ('<w:r><w:instrText xml:space="preserve"> =SUM(LEFT) </w:instrText></w:r>', "公式没有结果"),
        (f'<m:oMath xmlns:m="{word.MATH}"><m:r><m:t>12</m:t></m:r></m:oMath>', "12"),
        (f'<m:oMathPara xmlns:m="{word.MATH}">{formula("<m:r><m:t>12</m:t></m:r>")}</m:oMathPara>', "12"),
        (formula(f"<m:r><w:rPr><w:vanish/></w:rPr><m:t>3</m:t></m:r>{MATH_RUN[1]}"), "1"),
        (formula("<m:r><w:rPr><w:strike/></w:rPr><m:t>31</m:t></m:r>"), "[删除线：31]"),
        (formula(f"<m:sSup><m:e>{MATH_RUN[3]}</m:e><m:sup>{MATH_RUN[2]}</m:sup></m:sSup>"), "[公式：3 2]"),
        (formula(f"<m:f><m:num>{MATH_RUN[1]}</m:num><m:den>{MATH_RUN[2]}</m:den></m:f>"), "[公式：1 2]"),
        (word.run("4") + formula(f"<m:d><m:e>{MATH_RUN[1]}</m:e></m:d>"), "4[公式：1]"),
        ("<w:r><w:t>1</w:t><w:cr/><w:t>2</w:t></w:r>", "1\n2"),
        ("<w:r><w:t>1</w:t><w:ptab/><w:t>2</w:t></w:r>", "1 2"),
        (either("<w:t>0</w:t>", "<w:t>9</w:t>"), BOTH),
        (either("", "<w:t>9</w:t>"), "[Word 显示“”，别的软件显示“9”]"),
        (either("<w:t>9</w:t>", "<w:t>9</w:t>"), "9"),
        (f"<w:r><w:t>1</w:t>{either('<w:t>0</w:t>', '')[5:]}", "1[Word 显示“0”，别的软件显示“”]"),
        (either('<w:t>9</w:t></mc:Choice><mc:Choice Requires="w14"><w:t>0</w:t>', "<w:t>9</w:t>"), BOTH),
        (f"</w:p><w:altChunk {ID}/><w:p>", "[嵌入的文件，没有读取：?]"),
        (word.run("1") + f"<w:subDoc {ID}/>", "1[嵌入的文件，没有读取：?]"),
        (f"<w:r><w:contentPart {ID}/></w:r>", "图片：?"),
        ('<w:r><w:rPr><w:vanish w:val="0"/></w:rPr><w:t>12</w:t></w:r>', "12"),
        ("<w:r><w:rPr><w:vanish/></w:rPr><w:t>12</w:t></w:r>", "[不显示的字：12]"),
        ("<w:r><w:rPr><w:vanish/></w:rPr><w:t>9</w:t></w:r>" + word.run("12"), "12"),
        ("<w:r><w:rPr><w:vanish/></w:rPr><w:t>规章</w:t></w:r>", ""),
        (word.run("1") + ruby("9", "2"), "1[上面有小字“9”：2]"),
        (ruby("9", " "), "[上面有小字“9”：]"),
        (ruby("9", "") + word.run("2"), "[上面有小字“9”：]2"),
        (ruby("", "12"), "12"),
        (ruby("gui1", "规"), "规"),
        (word.run("99", "<w:dstrike/>") + word.run("12"), "[删除线：99]12"),
        (word.run("12") + word.run("3", '<w:position w:val="6"/>'), "12[3]"),
        (word.run("1", '<w:position w:val="6"/>') + word.run("2", '<w:position w:val="6"/>'), "12"),
        (field_in_instruction("12"), "12"),
        (word.FIELD.format("begin") + word.run("12"), "12"),
        (shown_field(' IF 10 &gt; 9 "5" "3" ', "5"), "5"),
        (shown_field(' IF 1 = 2 "5" "3" ', "5"), "[标为要更新的域，Word 打开后可能是别的数：5]"),
        (shown_field(' IF 1 = 2 "5" ', "5"), "[标为要更新的域，Word 打开后可能是别的数：5]"),
        (shown_field(' IF "?" = 2 "5" "3" ', "5"), "5"),
        (
            shown_field(f" = {shown_field(' DATE ', '2024')} - 2000 ", "24"),
            "[标为要更新的域，Word 打开后可能是别的数：24]",
        ),
        ('<w:fldSimple w:instr=" =SUM(LEFT) "/>', "公式没有结果"),
        ('<w:fldSimple w:instr=" =SUM(LEFT) "><w:r><w:t>\u00a0</w:t></w:r></w:fldSimple>', "公式没有结果"),
        (f'<w:bdo w:val="rtl">{word.run("21")}{word.run("43")}</w:bdo>', "3412"),
        ('<w:r><w:sym w:font="宋体" w:char="0031"/><w:sym w:font="宋体" w:char="F032"/></w:r>', "12"),
        ('<w:r><w:sym w:font="Wingdings" w:char="F0FE"/></w:r>', "\U0001f5f9"),
        ('<w:r><w:t>1</w:t><w:sym w:font="Webdings" w:char="F001"/></w:r>', "1[符号]"),
        (word.run("5", WHITE) + word.run("12"), "[白色字：5]12"),
        (word.run("12", '<w:shd w:fill="1F4E79"/>' + WHITE), "12"),
        (word.run("规章", WHITE), "规章"),
        (word.run("1", WIDE) + word.run("2"), "1\n2"),
        (word.run("1", WIDE) + word.run("2", WIDE), "12"),
        (word.run("1", '<w:spacing w:val="20"/>') + word.run("2"), "12"),
        (word.run("1", WIDE) + word.run("件"), "1件"),
        (word.run("24", '<w:spacing w:val="-120"/>'), "[盖住的字：24]"),
        (word.run("1", BOX) + word.run("2"), "1\n2"),
        (word.run("1", BOX) + word.run("2", BOX), "12"),
        (word.run("1", '<w:bdr w:val="none"/>') + word.run("2"), "12"),
        (word.run("123", '<w:eastAsianLayout w:combine="1"/>'), "12\n3"),
        (word.run("12", '<w:eastAsianLayout w:combine="0"/>'), "12"),
        ('<w:r><w:t>1</w:t><w:br w:type="page"/><w:t>2</w:t></w:r>', "1\n2"),
        (word.run("1", '<w:rFonts w:ascii="Wingdings" w:hAnsi="Wingdings"/>') + word.run("2"), "[符号1]2"),
        (word.run("1", '<w:rFonts w:ascii="宋体" w:hAnsi="Symbol"/>') + word.run("2"), "12"),
        (LINE.format(line=20, left=0) + word.run("12"), "[不显示的字：12]"),
        (LINE.format(line=400, left=-120) + word.run("12"), "12"),
        (LINE.format(line=400, left=0) + word.run("12", '<w:position w:val="-40"/>'), "[不显示的字：12]"),
        (LINE.format(line=400, left=0) + word.run("12", '<w:position w:val="4"/>'), "12"),
        (word.run("12", '<w:fitText w:val="20" w:id="5"/>'), "[小得看不见的字：12]"),
        (word.run("12", '<w:fitText w:val="200" w:id="5"/>'), "12"),
        (LINE.format(line=400, left=-9000) + word.run("12"), "[缩进到格外的字：12]"),
        (FRAME + word.run("1") + word.run("2"), "[图文框里的字，位置可能在别处：12]"),
        (FRAME + word.run("规章"), "规章"),
        (PLAIN_NUMBER, "1."),
        (PLAIN_NUMBER + word.run("12"), "1. 12"),
        (PLAIN_NUMBER + word.run("属于国家秘密"), "属于国家秘密"),
    ],
)
def test_cell_of_a_word_file_is_blank_only_where_it_shows_nothing(content: str, text: str) -> None:
    assert text_of_cell(content) == text


@pytest.mark.parametrize(
    ("form", "mark", "shown", "text"),
    [
        ("bullet", "-", "5", "- 5"),
        ("bullet", "－", "5", "－ 5"),
        ("none", "5", "", "5"),
        ("none", "%3.", "5", "5"),
        ("numberInDash", "%3", "5", "1 5"),
        ("bullet", "−", "", "−"),
        ("bullet", "\uf0b7", "5", "5"),
        ("bullet", "l", "5", "5"),
        ("bullet", "-", "规章", "规章"),
        ("decimalFullWidth", "%3", "", "1"),
        ("decimalEnclosedCircle", "%3", "5", "1 5"),
    ],
)
def test_sign_or_number_of_a_list_before_a_figure_is_written_as_word_shows_it(
    monkeypatch: pytest.MonkeyPatch, form: str, mark: str, shown: str, text: str
) -> None:
    plain = '<w:numFmt w:val="decimal"/><w:lvlText w:val="%3."/>'
    assert plain in word.NUMBERING
    own = f'<w:numFmt w:val="{form}"/><w:lvlText w:val="{mark}"/>'
    monkeypatch.setattr(word, "NUMBERING", word.NUMBERING.replace(plain, own))

    assert text_of_cell(PLAIN_NUMBER + (word.run(shown) if shown else "")) == text


@pytest.mark.parametrize(("line", "text"), [("single", "[删除线：12]"), ("nil", "12")])
@pytest.mark.parametrize("side", ["tl2br", "tr2bl"])
def test_figure_of_a_cell_across_which_a_line_runs_is_said(side: str, line: str, text: str) -> None:
    borders = f'<w:tcPr><w:tcBorders><w:{side} w:val="{line}" w:sz="4"/></w:tcBorders></w:tcPr>'
    (grid,) = word_file(cell(word.run("12")).replace("<w:tc>", f"<w:tc>{borders}")).grids()
    assert [one.text for one in grid.rows[0]] == ["规章", text, "规章"]


def test_frames_of_most_cells_are_that_of_their_table() -> None:
    cells = "".join(f"<w:tc><w:p>{FRAME}{word.run(text)}</w:p></w:tc>" for text in ("规章", "12", "34"))
    (grid,) = word_file(f"<w:tbl><w:tblPr/><w:tr>{cells}</w:tr></w:tbl>").grids()
    assert [cell.text for cell in grid.rows[0]] == ["规章", "12", "34"]


def test_deleted_cell_of_a_word_file_is_none() -> None:
    deleted = f'<w:tc><w:tcPr><w:cellDel w:id="1" w:author="a"/></w:tcPr><w:p>{word.run("7")}</w:p></w:tc>'
    (grid,) = word_file(cell(word.run("12")).replace("</w:tr>", f"{deleted}</w:tr>")).grids()
    assert [one.text for one in grid.rows[0]] == ["规章", "12", "规章"]


def test_numbers_that_word_makes_are_written_as_it_shows_them() -> None:
    def item(level: int, text: str) -> str:
        numbering = f'<w:pPr><w:numPr><w:ilvl w:val="{level}"/><w:numId w:val="1"/></w:numPr></w:pPr>'
        return f"<w:p>{numbering}<w:r><w:t>{text}</w:t></w:r></w:p>"

    levels = (0, 1, 1, 0, 1)
    document = word_file("".join(item(level, f"节{place}") for place, level in enumerate(levels)))

    texts = [block.text for block in document.blocks if isinstance(block, SourceParagraph)]
    assert texts == ["一、节0", "（一）节1", "（二）节2", "二、节3", "（一）节4"]


def test_number_of_a_style_that_its_list_is_tied_to_is_written_as_well(monkeypatch: pytest.MonkeyPatch) -> None:
    tied = '<w:lvl w:ilvl="0"><w:pStyle w:val="s"/><w:start w:val="1"/>'
    monkeypatch.setattr(word, "NUMBERING", word.NUMBERING.replace('<w:lvl w:ilvl="0"><w:start w:val="1"/>', tied))
    numbering = '<w:pPr><w:pStyle w:val="s"/><w:numPr><w:numId w:val="1"/></w:numPr></w:pPr>'
    document = word_file(f"<w:p>{numbering}{word.run('总体情况')}</w:p>")

    (paragraph,) = document.paragraphs()
    assert (paragraph.text, paragraph.item) == ("一、总体情况", False)


def test_rows_that_are_there_twice_for_two_sorts_of_programs_are_compared_cell_by_cell() -> None:
    rows = [
        f"<w:tr>{''.join(f'<w:tc><w:p>{word.run(text)}</w:p></w:tc>' for text in '甲0' + end)}</w:tr>" for end in "59"
    ]
    (grid,) = word_file(f"<w:tbl><w:tblPr/>{either(*rows)[5:-6]}</w:tbl>").grids()
    assert [one.text for one in grid.rows[0]] == ["甲", "0", "[Word 显示“5”，别的软件显示“9”]"]


def test_figures_that_word_works_out_anew_when_it_opens_the_file_are_counted() -> None:
    main = [xml_part(cell(word.simple_field("12") + word.complex_field("7")) + word.complex_field("3"))]
    settings = b"<w:settings><w:updateFields%s/></w:settings>"
    assert [notice.args for notice in worked_out_anew(settings % b"", main)] == [(("count", "2"),)]
    assert worked_out_anew(settings % b' w:val="false"', main) == worked_out_anew(None, main) == []
    assert worked_out_anew(settings % b"", [xml_part(cell(word.run("12")))]) == []


def xml_part(body: str) -> bytes:
    return f'<w:document xmlns:w="{word.W}">{body}</w:document>'.encode()


@pytest.mark.parametrize("instead", [b"", b"<v></v>", b"<v/>"])
def test_formula_without_its_result_is_no_blank(instead: bytes) -> None:
    draft = Draft(sheet("gia-2021", 3), Random(3), kind="book")  # noqa: S311 - a test's dice
    writer = book.BookWriter(draft)
    writer.as_text, writer.share, writer.bare = False, 1, instead
    document = read_document(book.book_of(draft, writer), name="a.xlsx")

    grids = [block for block in document.blocks if isinstance(block, SourceGrid)]
    texts = [text.text for grid in grids for row in grid.rows for text in row]
    assert texts.count("公式没有结果") == len(draft.unreadable) > 190


@pytest.mark.parametrize("name", ["a.mht", "a.doc", "a.html"])
def test_page_saved_with_everything_in_one_file_is_read(name: str) -> None:
    draft = Draft(sheet("gia-2021", 3), Random(3), kind="archive")  # noqa: S311 - a test's dice
    document = read_document(pages.as_archive(draft), name=name)

    assert sum(isinstance(block, SourceGrid) for block in document.blocks) == 3
    assert draft.sheet.title in [block.text for block in document.blocks if isinstance(block, SourceParagraph)]


def test_judge_sees_a_figure_that_is_wrong_in_silence() -> None:
    drawn = next(item for seed in range(99) if not (item := draw(seed, ("page",))).draft.messes)
    at = next(iter(drawn.draft.sheet.cells))
    drawn.draft.sheet.cells[at] = "4711"

    assert [fault.partition(" ")[0] for fault in judge(drawn).faults] == ["wrong:"]
    assert isinstance(drawn.draft.sheet.figure(*at), Cell)
