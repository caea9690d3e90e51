"""Mammoth is given the elements of a Word file by lxml that it would read by itself."""

from __future__ import annotations

import zipfile
from io import BytesIO
from pathlib import Path
from typing import Any

import docx
import mammoth  # type: ignore[import-untyped]
import pytest
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls
from docx.shared import Pt
from lxml import etree
from mammoth.docx import office_xml, xmlparser  # type: ignore[import-untyped]

from gongkai.readers.formats.word_parts.mammoth_xml import READ_PROPERTIES, read_by_lxml, read_xml

FILES = Path(__file__).parent / "by_libreoffice"
W = office_xml._namespaces[0][1]
MC = "http://schemas.openxmlformats.org/markup-compatibility/2006"
PART = f"""<?xml version="1.0" encoding="UTF-8" standalone="yes"?>
<w:p xmlns:w="{W}" xmlns:x="urn:x" x:a="1" w:b="甲&amp;" plain=""><w:t xml:space="preserve"> 甲&lt;&#x4e59; </w:t>
  <x:own>𠮷</x:own><bare xmlns="">a<b/>c</bare><mc:AlternateContent xmlns:mc="{MC}">
  <mc:Choice Requires="wps">新</mc:Choice> <mc:Fallback><w:t>旧</w:t></mc:Fallback></mc:AlternateContent></w:p>"""


USUAL = office_xml.read
"""How mammoth reads a part by itself."""


def without_layout(element: Any) -> Any:
    """An element of mammoth without the properties that it does not read."""
    if isinstance(element, xmlparser.XmlText):
        return element
    kept = READ_PROPERTIES.get(element.name)
    children = [child for child in element.children if kept is None or getattr(child, "name", "") in kept]
    return xmlparser.XmlElement(element.name, element.attributes, [without_layout(child) for child in children])


@pytest.mark.parametrize("name", ["by-libreoffice-new.docx", "by-libreoffice-old.docx"])
def test_every_part_of_a_file_is_the_same_but_for_its_layout(name: str) -> None:
    with zipfile.ZipFile(FILES / name) as archive:
        parts = [archive.read(path) for path in archive.namelist() if path.endswith((".xml", ".rels"))]
    assert len(parts) > 5
    for part in parts:
        assert read_xml(BytesIO(part)) == without_layout(USUAL(BytesIO(part)))


def test_names_attributes_texts_and_what_is_there_twice_are_the_same() -> None:
    assert read_xml(BytesIO(PART.encode())) == USUAL(BytesIO(PART.encode()))


def test_mammoth_makes_the_same_page_of_a_file_without_its_layout(monkeypatch: pytest.MonkeyPatch) -> None:
    file = BytesIO()
    document = docx.Document()
    document.add_heading("总体情况", 2)
    paragraph = document.add_paragraph("公开", style="List Number")
    paragraph.alignment = WD_ALIGN_PARAGRAPH.CENTER
    for name in ("bold", "italic", "underline", "strike", "all_caps", "small_caps"):
        run = paragraph.add_run(name)
        setattr(run.font, name, True)
        run.font.size = Pt(20)
    for name in ("superscript", "subscript"):
        setattr(paragraph.add_run("1").font, name, True)
    table = document.add_table(3, 3, style="Table Grid")
    table.cell(0, 0).merge(table.cell(0, 1)).text = "新收"
    table.cell(1, 2).merge(table.cell(2, 2)).text = "12"
    row = table.rows[0]._tr.get_or_add_trPr()
    row.append(parse_xml(f"<w:tblHeader {nsdecls('w')}/>"))
    deleted = document.add_paragraph("删去")._p.get_or_add_pPr()
    deleted.append(parse_xml(f'<w:rPr {nsdecls("w")}><w:sz w:val="20"/><w:del w:id="1" w:author="x"/></w:rPr>'))
    document.add_paragraph("其后")
    document.save(file)

    monkeypatch.setattr(office_xml, "read", USUAL)
    page = mammoth.convert_to_html(file).value
    monkeypatch.setattr(office_xml, "read", read_xml)
    assert mammoth.convert_to_html(file).value == page
    assert "<thead>" in page
    assert '<td rowspan="2"><p>12</p></td>' in page
    assert "<p>删去其后</p>" in page


def test_comments_and_instructions_are_left_out_and_text_in_a_section_is_read() -> None:
    root = read_xml(BytesIO(f'<w:t xmlns:w="{W}">甲<!-- 注 --><?pi?>乙<![CDATA[<丙>]]></w:t>'.encode()))
    assert (root.name, "".join(child.value for child in root.children)) == ("w:t", "甲乙<丙>")


def test_what_is_no_xml_is_an_error_and_mammoth_asks_here() -> None:
    read_by_lxml()
    with pytest.raises(etree.XMLSyntaxError):
        office_xml.read(BytesIO(b"<a><b></a>"))
