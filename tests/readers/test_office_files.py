"""Word files, workbooks and PDF, written here by python-docx, XlsxWriter and LibreOffice, and read again."""

from __future__ import annotations

import json
import shutil
import zipfile
from io import BytesIO
from typing import TYPE_CHECKING, Any

import docx
import pytest
import xlsxwriter
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls

from gongkai.errors import ReadError
from gongkai.importing.wording.remarks import origin_text
from gongkai.readers.document import Document, SourceGrid
from gongkai.readers.files import office_conversion
from gongkai.readers.formats import old_office
from gongkai.readers.formats.reading import read_document
from tests.office import run_office
from tests.readers.by_libreoffice import DocumentToConvert, digest, kept_document, known_sources
from tests.readers.test_web_pages import rows, texts

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from pathlib import Path

    from tests.shared_folders import SharedFolders

TABLE = [["第二十条第（一）项"] * 4, ["规章", "1", "0", "11"], ["规章", "", "", "22（其中修订16件）"]]


def word() -> docx.document.Document:
    """A report in small: headings, a merged table, a header, an insertion and a deletion."""
    document = docx.Document()
    document.core_properties.title = "某报告"
    document.core_properties.author = "某人"
    document.sections[0].header.paragraphs[0].text = "页眉"
    document.add_heading("一、总体情况", 1)
    changed = document.add_paragraph("新增")
    mark = 'w:id="1" w:author="x" w:date="2022-01-01T00:00:00Z"'
    changed._p.append(parse_xml(f"<w:ins {nsdecls('w')} {mark}><w:r><w:t>的字</w:t></w:r></w:ins>"))
    changed._p.append(parse_xml(f"<w:del {nsdecls('w')} {mark}><w:r><w:delText>删</w:delText></w:r></w:del>"))
    document.add_heading("二、主动公开政府信息情况", 2)
    table = document.add_table(3, 4, style="Table Grid")
    table.cell(0, 0).merge(table.cell(0, 3)).text = TABLE[0][0]
    table.cell(1, 0).merge(table.cell(2, 0)).text = "规章"
    for row, column in ((1, 1), (1, 2), (1, 3), (2, 3)):
        table.cell(row, column).text = TABLE[row][column]
    document.add_paragraph("其后")
    return document


def saved(document: docx.document.Document) -> bytes:
    file = BytesIO()
    document.save(file)
    return file.getvalue()


def book() -> bytes:
    file = BytesIO()
    workbook = xlsxwriter.Workbook(file)
    one = workbook.add_worksheet("表二")
    one.merge_range("B2:E2", "二、主动公开政府信息情况")
    one.merge_range("B3:E3", "第二十条第（一）项")
    one.write_row("B4", ["规章", 1, 0.1 + 0.2, 7537.49])
    one.merge_range("B5:B6", "合并")
    one.write("C5", 4166.241619)
    one.write("D6", "+19")
    workbook.add_worksheet("空")
    two = workbook.add_worksheet("表三")
    two.write_row("A1", ["总计", 854])
    workbook.close()
    return file.getvalue()


def book_with_formulas(*, of_texts: bool) -> bytes:
    """A workbook with formulas that give texts, or with sums that no program has added up."""
    file = BytesIO()
    workbook = xlsxwriter.Workbook(file)
    sheet = workbook.add_worksheet()
    sheet.write_column("A1", ["规章", 5, 7])
    formulas = [('=TEXT(12,"0")', "12"), ('=IF(A2=1,A2,"")', ""), ('=A1&"等"', "规章等")]
    if not of_texts:
        formulas = [("=SUM(A2:A3)", "0"), ("=(A2+A3)", "0"), ("=ROUND(A2*A3,0)", "0")]
    for row, (formula, result) in enumerate(formulas):
        sheet.write_formula(row, 1, formula, None, result)
    workbook.close()
    return file.getvalue()


def open_document(content: str) -> bytes:
    """A workbook of OpenDocument, as far as it is looked at before it is converted."""
    file = BytesIO()
    with zipfile.ZipFile(file, "w") as archive:
        archive.writestr("mimetype", "application/vnd.oasis.opendocument.spreadsheet")
        archive.writestr("content.xml", content)
    return file.getvalue()


LOCKED = {
    "EncryptFile": {"type": "boolean", "value": "true"},
    "DocumentOpenPassword": {"type": "string", "value": "abc"},
}
"""What LibreOffice is asked for: a PDF that opens with a password."""


@pytest.fixture(scope="module")
def converted(shared_folders: SharedFolders) -> Path:
    """The folder where LibreOffice has put what it makes of the files above."""
    if shutil.which("soffice") is None:
        pytest.skip("LibreOffice is not installed")
    return shared_folders.get("office-files", convert)


def convert(folder: Path) -> None:
    """Let LibreOffice write the Word file above in the older format."""
    folder.mkdir()
    (folder / "a.docx").write_bytes(saved(word()))
    (folder / "b.xlsx").write_bytes(book())
    run_office("--convert-to", "doc", "--outdir", str(folder), str(folder / "a.docx"), folder=folder)


def kept_files() -> list[DocumentToConvert]:
    """The Word file above as PDF, with a password and without, and old workbooks, which LibreOffice has written."""
    word_pdf = f"pdf:writer_pdf_Export:{json.dumps(LOCKED)}"
    files = [
        DocumentToConvert(name, saved(word()), ".docx", kind)
        for name, kind in (("plain.pdf", "pdf"), ("locked.pdf", word_pdf))
    ]
    books = {"book": book(), "numbers": book_with_formulas(of_texts=False), "texts": book_with_formulas(of_texts=True)}
    return [*files, *(DocumentToConvert(f"{name}.xls", data, ".xlsx", "xls") for name, data in books.items())]


def test_kept_files_are_made_of_the_files_above_as_they_are_now() -> None:
    digests = known_sources()
    assert {item.name: digest(item.source) for item in kept_files()}.items() <= digests.items()


@pytest.fixture(scope="module")
def convert_once() -> Callable[..., bytes]:
    """Stands in for what starts LibreOffice: a file that is read under several names is converted once."""
    kept: dict[tuple[bytes, str], bytes] = {}

    def convert(data: bytes, kind: str, **options: Any) -> bytes:
        if (data, kind) not in kept:
            kept[data, kind] = office_conversion.convert_office(data, kind, **options)
        return kept[data, kind]

    return convert


@pytest.fixture(scope="module")
def documents(converted: Path, convert_once: Callable[..., bytes]) -> Mapping[str, Document]:
    """What is read of each file."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(old_office, "convert_office", convert_once)
        files = {name: read_document(converted / name) for name in ("a.docx", "a.doc", "b.xlsx")}
    kept = {"a.pdf": "plain.pdf", "b.xls": "book.xls"}
    return {**files, **{name: read_document(kept_document(file), name=name) for name, file in kept.items()}}


def check_word(document: Document) -> None:
    assert [(one.text, one.level) for one in document.paragraphs()] == [
        ("一、总体情况", 1),
        ("新增的字", 0),
        ("二、主动公开政府信息情况", 2),
        ("其后", 0),
    ]
    assert [rows(grid) for grid in document.grids()] == [TABLE]


def test_word_file_keeps_headings_spans_and_insertions() -> None:
    document = read_document(saved(word()), name="a.docx")

    check_word(document)
    assert document.kind == "docx"
    assert document.title == "某报告"
    assert "某人" not in str(document.meta)


def test_place_in_a_word_file_names_the_table_as_the_clerk_counts_them() -> None:
    """Lines of the HTML between are none of the file; a frame, whose text is no table here, is one in Word."""
    document = word()
    document.add_table(1, 1).cell(0, 0).text = "附注"
    document.add_paragraph("又")
    last = document.add_table(2, 2)
    for number in range(4):
        last.cell(number // 2, number % 2).text = str(number)
    first, second = read_document(saved(document), name="a.docx").grids()

    assert [origin_text(cell.origin) for cell in (first.rows[1][3], second.rows[1][0])] == [
        "第 1 张表第 2 行第 4 列",
        "第 3 张表第 2 行第 1 列",
    ]
    assert {grid.origin.line for grid in (first, second)} | {first.rows[0][0].origin.line} == {None}
    assert origin_text(second.origin) == "第 3 张表"


def test_heading_is_known_by_the_level_of_its_style() -> None:
    document = docx.Document()
    style = document.styles.add_style("公文标题", 1)
    style.element.get_or_add_pPr().append(parse_xml(f'<w:outlineLvl {nsdecls("w")} w:val="2"/>'))
    document.add_paragraph("（一）主动公开", style="公文标题")

    assert next(read_document(saved(document), name="a.docx").paragraphs()).level == 3


def test_text_box_is_read_once() -> None:
    document = docx.Document()
    box = (
        f'<w:r {nsdecls("w")} xmlns:v="urn:schemas-microsoft-com:vml"><w:pict>'
        "<v:shape><v:textbox><w:txbxContent><w:p><w:r>"
        "<w:t>框中的字</w:t></w:r></w:p></w:txbxContent></v:textbox></v:shape></w:pict></w:r>"
    )
    document.add_paragraph("框外")._p.append(parse_xml(box))

    assert sorted(texts(read_document(saved(document), name="a.docx"))) == ["框中的字", "框外"]


def test_workbook_keeps_merged_ranges_and_writes_numbers_plainly() -> None:
    document = read_document(book(), name="b.xlsx")

    check_book(document)


def check_book(document: Document) -> None:
    one, two = document.grids()
    assert texts(document) == ["二、主动公开政府信息情况"]
    assert rows(one) == [
        ["第二十条第（一）项"] * 4,
        ["规章", "1", "0.3", "7537.49"],
        ["合并", "4166.241619", "", ""],
        ["合并", "", "+19", ""],
    ]
    assert (one.origin.sheet, one.rows[1][3].origin.cell) == ("表二", "E4")
    assert rows(two) == [["总计", "854"]]
    assert (two.origin.sheet, two.origin.block) == ("表三", 3)


def test_old_word_file_is_read(documents: Mapping[str, Document]) -> None:
    check_word(documents["a.doc"])


@pytest.mark.parametrize("name", ["a.wps", "a.xls"])
def test_old_word_file_is_read_whatever_its_suffix(
    name: str, converted: Path, convert_once: Callable[..., bytes], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(old_office, "convert_office", convert_once)
    check_word(read_document((converted / "a.doc").read_bytes(), name=name))


def test_old_workbook_is_read(documents: Mapping[str, Document]) -> None:
    check_book(documents["b.xls"])


def test_old_workbook_is_read_under_the_suffix_of_wps() -> None:
    check_book(read_document(kept_document("book.xls"), name="b.et"))


def test_word_file_under_an_old_name_is_read_as_what_it_is() -> None:
    check_word(read_document(saved(word()), name="a.doc"))


def test_old_file_without_libreoffice_names_what_to_install(converted: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(office_conversion, "_PROGRAMS", ("no-such-program",))

    with pytest.raises(ReadError, match="LibreOffice") as raised:
        read_document(converted / "a.doc")
    assert raised.value.code == "no-office"
    assert ".docx" in str(raised.value)


def test_printed_table_and_paragraphs_are_read_from_pdf(documents: Mapping[str, Document]) -> None:
    document = documents["a.pdf"]
    (grid,) = document.grids()

    assert [[text.replace("\n", "").replace(" ", "") for text in row] for row in rows(grid)] == TABLE
    assert "一、总体情况" in texts(document)
    assert grid.origin.page == 1


@pytest.mark.slow
def test_real_pdf_has_all_figures_and_tables_page_by_page(shared: Path) -> None:
    document = read_document(shared / "reports" / "huaian-2024.pdf")
    grids = list(document.grids())

    assert [grid.origin.page for grid in grids] == [3, 4, 4, 5, 5]
    assert [cell.text for cell in grids[3].rows[-2][3:]] == ["2932", "53", "0", "0", "61", "4", "3050"]
    assert [cell.text for cell in grids[4].rows[-1]][:5] == ["72", "64", "178", "37", "351"]
    assert not any(text.strip("- ").isdigit() for text in texts(document))


def test_real_markdown_keeps_every_figure(shared: Path) -> None:
    document = read_document(shared / "reports" / "shanghai-office-2025.md")
    last = list(document.grids())[-1]

    assert [cell.text for cell in last.rows[-1]] == [
        "40",
        "0",
        "10",
        "5",
        "55",
        "2",
        "0",
        "4",
        "6",
        "12",
        "6",
        "0",
        "9",
        "7",
        "22",
    ]
    assert "市政府及市政府办公厅行政规范性文件 34 件" in " ".join(texts(document))
    assert "55" in texts(document)


def test_real_pages_have_three_tables_without_gaps(shared: Path) -> None:
    for path in sorted((shared / "reports").glob("*.html")):
        grids = [grid for grid in read_document(path).grids() if len(grid.rows) > 1]
        assert len(grids) == 3, path.name
        assert not any(cell.padded for grid in grids for row in grid.rows for cell in row), path.name


def test_grid_is_a_rectangle_in_every_kind(documents: Mapping[str, Document]) -> None:
    for document in documents.values():
        for block in document.blocks:
            assert not isinstance(block, SourceGrid) or len({len(row) for row in block.rows}) == 1


def test_pdf_with_a_password_is_refused_with_what_to_do() -> None:
    locked = kept_document("locked.pdf")

    assert b"/Encrypt" in locked
    with pytest.raises(ReadError) as refused:
        read_document(locked, name="a.pdf")
    assert str(refused.value) == "“a.pdf”有密码保护，读不了。请用原软件打开，去掉密码后另存。"


@pytest.mark.parametrize(
    ("name", "data"),
    [
        ("a.xls", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1 W\0o\0r\0k\0b\0o\0o\0k\0 \x02\0\x07\0\0\0\xff\xff"),
        ("a.et", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1 \x05\x02\x08\0\1\0\2\0\x0f\0\x2a\1"),
        ("a.ods", open_document('<table:table-cell calcext:value-type="error">')),
    ],
)
def test_old_workbook_with_an_error_is_converted_first_as_its_reader_takes_errors_for_blanks(
    name: str, data: bytes, monkeypatch: pytest.MonkeyPatch
) -> None:
    file = BytesIO()
    workbook = xlsxwriter.Workbook(file, {"in_memory": True})
    sheet = workbook.add_worksheet()
    sheet.write_row("A1", ["规章", 1])
    sheet.write_formula("C1", "=1/0", None, "#DIV/0!")
    workbook.close()
    monkeypatch.setattr(old_office, "convert_office", lambda *_, **__: file.getvalue())

    (grid,) = read_document(data, name=name).grids()
    assert [cell.text for cell in grid.rows[0]] == ["规章", "1", "#DIV/0!"]


@pytest.mark.parametrize(("name", "column"), [("texts.xls", ["12", "", "规章等"]), ("numbers.xls", ["12", "12", "35"])])
def test_old_workbook_with_formulas_is_converted_as_0_may_be_stored_for_their_results(
    name: str, column: list[str]
) -> None:
    """LibreOffice stores 0 for texts as it writes an old workbook, and works them out as it reads it."""
    if shutil.which("soffice") is None:
        pytest.skip("LibreOffice is not installed")
    (grid,) = read_document(kept_document(name), name="a.xls").grids()
    assert [row[1].text for row in grid.rows] == column


@pytest.mark.parametrize(("code", "conversions"), [("broken", 1), ("slow", 0)])
def test_old_workbook_that_takes_too_long_is_not_given_to_libreoffice_as_well(
    code: str, conversions: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    def read(*_: object, **__: object) -> Document:
        raise ReadError("", code=code)

    count: list[int] = []
    monkeypatch.setattr(old_office, "convert_office", lambda *_, **__: count.append(1) or b"")
    monkeypatch.setattr(old_office, "read_in_child_process", read)

    with pytest.raises(ReadError):
        read_document(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1 W\0o\0r\0k\0b\0o\0o\0k\0 ", name="a.xls")
    assert len(count) == conversions


def test_conditional_format_of_an_old_workbook_is_no_error(monkeypatch: pytest.MonkeyPatch) -> None:
    rule = b"\xb1\1\x9d\0\2\0\x17\0\0\0\xff\xff"
    monkeypatch.setattr(old_office, "read_in_child_process", lambda kind, *_, **__: Document(kind, ()))

    assert (
        read_document(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1 W\0o\0r\0k\0b\0o\0o\0k\0 " + rule, name="a.xls").kind == "xlsx"
    )


def test_open_document_of_which_cells_show_other_figures_or_a_part_is_printed_is_converted(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    names = " ".join(
        f'xmlns:{name}="urn:oasis:names:tc:opendocument:xmlns:{name}:1.0"'
        for name in ("office", "table", "text", "style")
    )
    cell = '<table:table-cell office:value="253465"><text:p>{}</text:p></table:table-cell>'
    conversions = []
    monkeypatch.setattr(old_office, "convert_office", lambda *_, **__: conversions.append(1) or b"")
    monkeypatch.setattr(old_office, "read_in_child_process", lambda kind, *_, **__: Document(kind, ()))

    text = '<table:table-cell office:value-type="string"{}><text:p>{}</text:p></table:table-cell>'
    for same in (cell.format("253,465"), text.format("", "253"), text.format(' office:string-value="甲"', "甲")):
        read_document(open_document(f"<a {names}>{same}</a>"), name="a.ods")
        assert not conversions
    table = f'<table:table table:name="a" table:print-ranges="a.A1:a.A1">{cell.format("253,465")}</table:table>'
    look = '<style:style style:family="table-cell"><style:{}/></style:style>'
    others = [
        cell.format("25.3465"),
        table,
        cell.format("253,465").replace(" office", ' table:formula="of:=SUM([.A1:.A2])" office'),
        "<table:table-cell><text:p>7</text:p></table:table-cell>",
        text.format(' office:string-value=""', "#DIV/0!"),
        text.format("", '20<text:span text:style-name="T1">1</text:span>'),
        look.format('table-cell-properties style:diagonal-bl-tr="1pt"'),
    ]
    for other in others:
        conversions.clear()
        read_document(open_document(f"<a {names}>{other}</a>"), name="a.ods")
        assert conversions


@pytest.mark.parametrize(("shows", "kind"), [("false", "xlsx"), ("true", "")])
def test_open_document_that_does_not_show_noughts_is_converted(shows: str, kind: str) -> None:
    file = BytesIO(open_document("<a/>"))
    with zipfile.ZipFile(file, "a") as parts:
        item = f'<config:config-item config:name="ShowZeroValues" config:type="boolean">{shows}</config:config-item>'
        parts.writestr("settings.xml", item)
    assert old_office.format_by_libreoffice(file.getvalue(), name="a.ods") == kind
