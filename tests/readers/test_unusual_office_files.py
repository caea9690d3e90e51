"""Office files that are written otherwise than most programs write them: what they hide is known all the same.

They are in the strict variant of their standard, have other names of parts, or leave the names of cells to be counted.
"""

from __future__ import annotations

import math
import re
import zipfile
from io import BytesIO
from random import Random

import pytest
import xlsxwriter

from gongkai.readers.files.sniffing import kind_of
from gongkai.readers.formats.old_office import format_by_libreoffice
from gongkai.readers.formats.reading import read_document
from gongkai.readers.formats.workbook_parts import text_of_value
from tests.readers.corpus.sheet import sheet
from tests.readers.mess import word
from tests.readers.mess.draft import Draft

pytestmark = pytest.mark.usefixtures("reads_here")

USUAL, STRICT = b"http://schemas.openxmlformats.org/%s/2006/", b"http://purl.oclc.org/ooxml/%s/"
AREAS = (b"spreadsheetml", b"wordprocessingml", b"officeDocument", b"drawingml")


def uncounted(data: bytes, pattern: bytes) -> bytes:
    """The same workbook without some names of cells and numbers of rows."""
    changed = BytesIO()
    with zipfile.ZipFile(BytesIO(data)) as source, zipfile.ZipFile(changed, "w") as target:
        for name in source.namelist():
            content = source.read(name)
            target.writestr(name, re.sub(pattern, b"", content) if "sheet1" in name else content)
    return changed.getvalue()


@pytest.mark.parametrize("pattern", [rb' r="[A-Z]+\d+"', rb' r="[A-Z]*\d+"', rb' r="B\d+"'])
def test_workbook_hides_the_same_where_it_does_not_say_where_its_cells_are(pattern: bytes) -> None:
    documents = [read_document(data, name="a.xlsx") for data in (workbook(), uncounted(workbook(), pattern))]

    assert documents[0] == documents[1]


def strict(data: bytes) -> bytes:
    """The same file as a program saves it that was asked for the strict variant."""
    changed = BytesIO()
    with zipfile.ZipFile(BytesIO(data)) as source, zipfile.ZipFile(changed, "w") as target:
        for name in source.namelist():
            content = source.read(name)
            for area in AREAS if not name.startswith(("docProps", "[Content")) else ():
                content = content.replace(USUAL % area, STRICT % area)
            target.writestr(name, content)
    return changed.getvalue()


def workbook() -> bytes:
    """One with a white figure, a rounded one and a hidden row."""
    file = BytesIO()
    book = xlsxwriter.Workbook(file, {"in_memory": True})
    page = book.add_worksheet()
    page.write_row("A1", ["规章", 24], book.add_format({"font_color": "#FFFFFF"}))
    page.write_row("A2", ["行政许可", 24.6], book.add_format({"num_format": "0"}))
    page.set_row(2, None, None, {"hidden": True})
    page.write_row("A3", ["行政处罚", 7])
    book.close()
    return file.getvalue()


def test_workbook_hides_the_same_in_both_variants() -> None:
    documents = [read_document(data, name="a.xlsx") for data in (workbook(), strict(workbook()))]

    assert documents[0] == documents[1]
    (grid,) = documents[1].grids()
    assert [row[1].text for row in grid.rows] == ["[白色字：24]", "24.6，表里显示为“25”"]


@pytest.mark.parametrize(
    ("content", "text"),
    [
        (word.run("12", "<w:vanish/>"), "[不显示的字：12]"),
        (word.run("12", '<w:color w:val="FFFFFF"/>'), "[白色字：12]"),
        (f'<w:del w:id="1" w:author="a">{word.run("9")}</w:del>{word.run("12")}', "12"),
    ],
    ids=["hidden", "white", "deleted"],
)
def test_word_file_hides_the_same_in_both_variants(content: str, text: str) -> None:
    writer = word.WordWriter(Draft(sheet("gia-2021", 1), Random(1)))  # noqa: S311 - a test's dice
    cells = "".join(f"<w:tc><w:p>{one}</w:p></w:tc>" for one in (word.run("规章"), content, word.run("0")))
    data = writer.file(f"<w:tbl><w:tblPr/><w:tr>{cells}</w:tr></w:tbl>")
    documents = [read_document(one, name="a.docx") for one in (data, strict(data))]

    assert documents[0] == documents[1]
    (grid,) = documents[1].grids()
    assert grid.rows[0][1].text == text


@pytest.mark.parametrize("name", [b"styles2.xml", b"Styles.xml"])
def test_styles_of_a_workbook_may_have_another_name(name: bytes) -> None:
    file = BytesIO()
    book = xlsxwriter.Workbook(file, {"in_memory": True})
    book.add_worksheet().write_row("A1", ["规章", 24], book.add_format({"font_color": "#FFFFFF"}))
    book.close()
    (grid,) = read_document(renamed(file.getvalue(), b"styles.xml", name), name="a.xlsx").grids()
    assert grid.rows[0][1].text == "[白色字：24]"


def renamed(data: bytes, old: bytes, new: bytes) -> bytes:
    """The same file with another name of a part, also where others refer to it."""
    changed = BytesIO()
    with zipfile.ZipFile(BytesIO(data)) as source, zipfile.ZipFile(changed, "w") as target:
        for name in source.namelist():
            path = name.replace(f"/{old.decode()}", f"/{new.decode()}")
            target.writestr(
                path,
                source.read(name).replace(old, new) if name.endswith((".rels", "_Types].xml")) else source.read(name),
            )
    return changed.getvalue()


@pytest.mark.parametrize(
    ("root", "kind"),
    [
        ('<Workbook xmlns="urn:schemas-microsoft-com:office:spreadsheet"><Table>', "xlsx"),
        ('<ss:Workbook a="b"\n xmlns:ss="urn:schemas-microsoft-com:office:spreadsheet"><ss:Table>', "xlsx"),
        ('<w:wordDocument xmlns:w="http://schemas.microsoft.com/office/word/2003/wordml"><w:body>', "docx"),
        ('<office:document office:mimetype="application/vnd.oasis.opendocument.spreadsheet">', "xlsx"),
        ('<office:document office:mimetype="application/vnd.oasis.opendocument.text">', "docx"),
        ('<html xmlns:x="urn:schemas-microsoft-com:office:spreadsheet"><body><table>', ""),
    ],
)
@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16"])
def test_office_file_of_xml_is_one_whatever_it_is_called(root: str, kind: str, encoding: str) -> None:
    for name in ("a.xls", "a.doc", "a.xml"):
        data = f'<?xml version="1.0"?>\n<?mso-application progid="a"?>{root}<p>12</p>'.encode(encoding)
        assert kind_of(data, name=name) == ("office" if kind else "html")
        assert format_by_libreoffice(data, name=name) == kind or not kind


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (1e20, "1" + "0" * 20),
        (1e21, "1E+21"),
        (-1e308, "-1E+308"),
        (math.inf, "#NUM!"),
        (math.nan, "#NUM!"),
        (5.0, "5"),
    ],
)
def test_number_that_counts_nothing_costs_its_cell_alone(value: float, text: str) -> None:
    assert text_of_value(value) == text
