"""Controls of a Word file that are bound to data show these, whatever text the file holds in them."""

from __future__ import annotations

import zipfile
from io import BytesIO

import pytest

from gongkai.readers.files.archives import Archive
from gongkai.readers.files.office_xml import WORD, xml_root
from gongkai.readers.formats.word_parts.bound_texts import with_bound_texts
from tests.readers.mess import word

KEY = "{11111111-1111-1111-1111-111111111111}"
PROPERTIES = (
    f'<d:datastoreItem d:itemID="{KEY}" xmlns:d="http://schemas.openxmlformats.org/officeDocument/2006/customXml"/>'
)
NAMES = "w:prefixMappings=\"xmlns:n='urn:n'\""


def texts(own: str, data: str, *, path: str = "/n:r[1]/n:a[1]", more: str = "", key: str = KEY) -> str:
    """The text of a cell with a control whose data stand in the file."""
    binding = f'<w:dataBinding {NAMES} w:xpath="{path}" w:storeItemID="{key}"/>{more}'
    control = f"<w:sdt><w:sdtPr>{binding}</w:sdtPr><w:sdtContent>{word.run(own)}</w:sdtContent></w:sdt>"
    part = f'<w:document xmlns:w="{word.W}"><w:tbl><w:tr><w:tc><w:p>{control}</w:p></w:tc></w:tr></w:tbl></w:document>'
    file = BytesIO()
    with zipfile.ZipFile(file, "w") as archive:
        archive.writestr("customXml/item1.xml", f'<r xmlns="urn:n"><a>{data}</a><b/></r>')
        archive.writestr("customXml/itemProps1.xml", PROPERTIES)
    changed = with_bound_texts(Archive(file.getvalue(), name="a"), part.encode())
    return "".join(text.text or "" for text in xml_root(changed).iter(f"{WORD}t"))


@pytest.mark.parametrize(
    ("own", "data", "more"),
    [("5", "7", ""), ("5", "", ""), ("", "7", ""), ("单击此处输入", "7", "<w:showingPlcHdr/>")],
)
def test_other_digits_than_the_text_are_said(own: str, data: str, more: str) -> None:
    assert texts(own, data, more=more) == f"[Word 显示“{data}”，别的软件显示“{own}”]"


@pytest.mark.parametrize(
    ("data", "options"),
    [
        ("5", {}),
        (" 5 件", {}),
        ("7", {"path": "/n:r[1]/n:c[1]"}),
        ("7", {"path": "//n:a"}),
        ("7", {"path": "/m:r/m:a"}),
        ("7", {"key": KEY.replace("1", "2")}),
        ("2024-01-07", {"more": "<w:date/>"}),
        ("v7", {"more": '<w:dropDownList><w:listItem w:value="v7" w:displayText="5"/></w:dropDownList>'}),
    ],
)
def test_the_same_data_and_data_of_other_sorts_change_nothing(data: str, options: dict[str, str]) -> None:
    assert texts("5", data, **options) == "5"


@pytest.mark.parametrize(
    ("own", "more", "text"),
    [
        ("0", "<w:showingPlcHdr/>", "[控件里的提示字：0]"),
        ("0", '<w:showingPlcHdr w:val="0"/>', "0"),
        ("单击此处输入 1 个数", "<w:showingPlcHdr/>", "单击此处输入 1 个数"),
    ],
)
def test_figure_of_a_control_that_nobody_has_filled_in_is_said(own: str, more: str, text: str) -> None:
    assert texts(own, own, more=more) == text
