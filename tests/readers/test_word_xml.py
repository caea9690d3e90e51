"""Mammoth is given the elements of a Word file by lxml that it would read by itself."""

from __future__ import annotations

import zipfile
from io import BytesIO
from pathlib import Path

import pytest
from lxml import etree
from mammoth.docx import office_xml, xmlparser  # type: ignore[import-untyped]

from gongkai.readers.formats.word_parts.mammoth_xml import parse_xml, read_by_lxml

FILES = Path(__file__).parent / "by_libreoffice"
W = office_xml._namespaces[0][1]
PART = f"""<?xml version="1.0" encoding="UTF-8" standalone="yes"?>
<w:p xmlns:w="{W}" xmlns:x="urn:x" x:a="1" w:b="甲&amp;" plain=""><w:t xml:space="preserve"> 甲&lt;&#x4e59; </w:t>
  <x:own>𠮷</x:own><bare xmlns="">a<b/>c</bare></w:p>"""


@pytest.mark.parametrize("name", ["by-libreoffice-new.docx", "by-libreoffice-old.docx"])
def test_every_part_of_a_file_is_the_same(name: str) -> None:
    with zipfile.ZipFile(FILES / name) as archive:
        parts = [archive.read(path) for path in archive.namelist() if path.endswith((".xml", ".rels"))]
    assert len(parts) > 5
    for part in parts:
        assert_same(part)


def test_names_attributes_and_texts_are_the_same() -> None:
    assert_same(PART.encode())


def test_comments_and_instructions_are_left_out_and_text_in_a_section_is_read() -> None:
    read = parse_xml(BytesIO(f'<w:t xmlns:w="{W}">甲<!-- 注 --><?pi?>乙<![CDATA[<丙>]]></w:t>'.encode()), [("w", W)])
    assert (read.name, "".join(child.value for child in read.children)) == ("w:t", "甲乙<丙>")


def test_what_is_no_xml_is_an_error_and_mammoth_asks_here() -> None:
    read_by_lxml()
    with pytest.raises(etree.XMLSyntaxError):
        office_xml.read(BytesIO(b"<a><b></a>"))


def assert_same(part: bytes) -> None:
    own, usual = (read(BytesIO(part), office_xml._namespaces) for read in (parse_xml, xmlparser.parse_xml))
    assert own == usual
