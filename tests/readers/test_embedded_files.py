"""Workbooks and Word files within a Word file are read where it shows them, and compared with its picture."""

from __future__ import annotations

import hashlib
import io
import struct
import zipfile
from typing import TYPE_CHECKING

import pytest
import xlsxwriter

from gongkai.errors import ReadError
from gongkai.readers.files import archives
from gongkai.readers.formats.old_office import read_office
from gongkai.readers.formats.reading import read_document
from tests.readers.mess.word import run
from tests.readers.test_word_styles import word_file

if TYPE_CHECKING:
    from pathlib import Path

OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
RELATIONS = (
    '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
    f'<Relationship Id="rId8" Type="{OFFICE}/image" Target="media/image1.emf"/>'
    f'<Relationship Id="rId9" Type="{OFFICE}/package" Target="embeddings/within.bin"/></Relationships>'
)
OBJECT = (
    f'<w:p>{run("前")}<w:r><w:object xmlns:v="urn:schemas-microsoft-com:vml" '
    f'xmlns:o="urn:schemas-microsoft-com:office:office" xmlns:r="{OFFICE}">'
    '<v:shape id="a" style="width:200pt;height:60pt"><v:imagedata r:id="rId8"/></v:shape>'
    '<o:OLEObject Type="Embed" ProgID="{}" ShapeID="a" DrawAspect="Content" r:id="rId9"/></w:object></w:r></w:p>'
)
ROWS = [["信息内容", "本年制发件数", ""], ["规章", "1,024", ""], ["行政规范性文件", "3", ""], ["草稿", "77", ""]]


def metafile(*texts: str) -> bytes:
    """An enhanced metafile that draws some texts."""
    records = b""
    for text in texts:
        data = text.encode("utf-16-le")
        data += bytes(-len(data) % 4)
        records += (
            struct.pack("<II", 84, 76 + len(data)) + bytes(36) + struct.pack("<II", len(text), 76) + bytes(24) + data
        )
    header = struct.pack("<II", 1, 88) + bytes(32) + b" EMF" + bytes(44)
    return header + records + struct.pack("<II", 14, 20) + bytes(12)


def workbook(size: str = "") -> bytes:
    """A workbook whose second sheet is the one in sight."""
    file = io.BytesIO()
    with xlsxwriter.Workbook(file) as book:
        book.add_worksheet("底稿").write("A1", "1999")
        sheet = book.add_worksheet("表一")
        sheet.activate()
        for number, row in enumerate(ROWS):
            sheet.write_row(number, 0, row)
        sheet.merge_range("C1:C4", "备注")
    return with_part(file.getvalue(), "xl/workbook.xml", "</workbook>", f"{size}</workbook>")


def with_part(data: bytes, path: str, old: str, new: str) -> bytes:
    file = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as source, zipfile.ZipFile(file, "w") as target:
        for name in source.namelist():
            content = source.read(name)
            target.writestr(name, content.replace(old.encode(), new.encode()) if name == path else content)
    return file.getvalue()


def holding(data: bytes, picture: bytes, body: str = OBJECT) -> bytes:
    """A Word file with an object."""
    file = io.BytesIO()
    plain = word_file(body.replace("{}", "Excel.Sheet.12") + f"<w:p>{run('后')}</w:p>")
    with zipfile.ZipFile(io.BytesIO(plain)) as source, zipfile.ZipFile(file, "w") as target:
        for name in source.namelist():
            target.writestr(name, RELATIONS if name.endswith("document.xml.rels") else source.read(name))
        target.writestr("word/media/image1.emf", picture)
        target.writestr("word/embeddings/within.bin", data)
    return file.getvalue()


@pytest.mark.parametrize("within", ["package", "compound"])
@pytest.mark.parametrize(
    ("drawn", "code"),
    [
        (("规章", "1,024", "3", "行政规范性文件"), "embedded-same"),
        (("规章", "1024", "2"), "embedded-differs"),
        (("规章",), "embedded-unseen"),
    ],
)
def test_sheet_in_sight_is_a_table_behind_the_paragraph_that_shows_it(
    within: str, drawn: tuple[str, ...], code: str
) -> None:
    data = workbook('<oleSize ref="A1:C3"/>')
    data = data if within == "package" else b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(504) + data
    document = read_document(holding(data, metafile(*drawn)), name="a.docx")

    (grid,) = document.grids()
    assert [[cell.text for cell in row] for row in grid.rows] == [[*row[:2], "备注"] for row in ROWS[:3]]
    assert [getattr(block, "text", "表") for block in document.blocks] == ["前", "表", "后"]
    (notice,) = document.notices
    assert (notice.code, dict(notice.args)["sheet"]) == (code, "表一")
    if code == "embedded-differs":
        assert (dict(notice.args)["picture"], dict(notice.args)["own"]) == ("2", "3")


def test_other_word_file_within_one_is_read_and_asked_about() -> None:
    inner = word_file(
        f"<w:tbl><w:tr><w:tc><w:p>{run('规章')}</w:p></w:tc><w:tc><w:p>{run('7')}</w:p></w:tc></w:tr></w:tbl>"
    )
    document = read_document(holding(inner, metafile("7")), name="a.docx")

    assert [[cell.text for cell in row] for grid in document.grids() for row in grid.rows] == [["规章", "7"]]
    assert [notice.code for notice in document.notices] == ["embedded-word"]


@pytest.mark.parametrize("data", [b"", b"PK\x03\x04 broken", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1 an equation"])
def test_object_that_cannot_be_read_stays_a_picture(data: bytes) -> None:
    document = read_document(holding(data, metafile("7")), name="a.docx")

    assert [type(block).__name__ for block in document.blocks] == ["SourceParagraph", "Image", "SourceParagraph"]
    assert document.notices == ()


def test_picture_that_libreoffice_has_drawn_proves_nothing(tmp_path: Path) -> None:
    data = b"WordDocument"
    within = holding(workbook(), metafile("1,024", "3", "77"))
    (tmp_path / f"{hashlib.sha256(data).hexdigest()}.docx").write_bytes(within)

    assert [notice.code for notice in read_document(within, name="a.docx").notices] == ["embedded-same"]
    assert [notice.code for notice in read_office(data, name="a.doc", ready=tmp_path).notices] == ["embedded-unseen"]


def test_objects_count_as_parts_of_what_shows_them(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(archives, "_MOST_ELEMENTS", 600)
    inner = word_file(f"<w:p>{run('字')}</w:p>" * 100)
    assert len(read_document(holding(inner, b""), name="a.docx").blocks) > 100
    with pytest.raises(ReadError, match="标记过多"):
        read_document(holding(inner, b"", OBJECT * 2), name="a.docx")
