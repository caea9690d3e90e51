"""Lines, dark shapes and pictures of heads and feet of a Word file lie behind the body of every page."""

from __future__ import annotations

import zipfile
from io import BytesIO

import pytest

from gongkai.readers.files.archives import Archive
from gongkai.readers.formats.word_parts.drawn import drawn_behind_pages
from tests.readers.mess import word
from tests.readers.test_word_drawings import BOX, FAR, LARGE, LINE, PICTURE, of_page, old, shape, table

OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
RULE = (3_000_000, 0)
DARK = BOX.replace("<a:solidFill/>", '<a:solidFill><a:srgbClr val="101010"/></a:solidFill>')
OF_PAGE = "position:absolute;width:200pt;height:40pt;mso-position-vertical-relative:page;margin-top:300pt;"
CENTRED = OF_PAGE.replace("300pt", "0;mso-position-vertical:center")
SECTION = '<w:sectPr><w:headerReference w:type="default" r:id="rId1"/></w:sectPr>'
FIRST = SECTION.replace("default", "first")
LANDSCAPE = SECTION.replace("</w:sectPr>", '<w:pgSz w:w="16838" w:h="11906"/></w:sectPr>')


def is_noted(head: str, body: str = "", *, section: str = SECTION, name: str = "header1") -> bool:
    """Whether something of the head of a file is noted."""
    file = BytesIO()
    names = f'xmlns:w="{word.W}" xmlns:r="{OFFICE}"'
    with zipfile.ZipFile(file, "w") as archive:
        archive.writestr("word/_rels/document.xml.rels", word.RELS.format("header", f"{name}.xml"))
        archive.writestr(f"word/{name}.xml", f"<w:hdr {names}>{head}</w:hdr>")
    main = f"<w:document {names}><w:body>{body or table()}{section}</w:body></w:document>".encode()
    return bool(list(drawn_behind_pages(Archive(file.getvalue(), name="a"), "word/document.xml", main)))


@pytest.mark.parametrize(
    "head",
    [
        of_page(LINE, size=RULE),
        of_page(DARK),
        of_page(PICTURE),
        of_page(PICTURE, near="margin", down=0),
        of_page(PICTURE, near="paragraph", down=2_000_000),
        of_page(BOX, size=(3_000_000, 60_000)),
        f"<w:p>{old('line', place=OF_PAGE)}</w:p>",
        "<w:p>" + old(more="fillcolor='black'", place=OF_PAGE) + "</w:p>",
        f"<w:p>{old('shape', place=CENTRED, inner='<v:imagedata/>')}</w:p>",
    ],
)
def test_what_reaches_into_the_body_from_a_head_is_noted(head: str) -> None:
    assert is_noted(head)
    assert not is_noted(head, f"<w:p>{word.run('12')}</w:p>")
    assert not is_noted(head, section=FIRST)


@pytest.mark.parametrize(
    "head",
    [
        of_page(LINE, size=RULE, down=900_000),
        of_page(LINE, size=RULE, down=9_900_000),
        of_page(LINE, size=(0, 5_000_000)),
        of_page(BOX),
        of_page(PICTURE, size=(900_000, 700_000), down=500_000),
        f"<w:p>{shape(LINE, down=200_000)}</w:p>",
        f"<w:p>{old(place=OF_PAGE)}</w:p>",
        f"<w:p>{old('shape', place=OF_PAGE, inner='<v:textpath/>')}</w:p>",
    ],
)
def test_rules_logos_and_light_shapes_are_not_noted(head: str) -> None:
    assert not is_noted(head)


def test_only_what_a_section_shows_counts_and_by_its_own_margins() -> None:
    low = of_page(LINE, size=RULE, down=8_000_000)

    assert is_noted(low)
    assert not is_noted(low, section=LANDSCAPE)
    assert is_noted(of_page(LINE, size=RULE, down=FAR), section=FIRST.replace("</", "<w:titlePg/></", 1))
    assert is_noted(f"<w:p>{shape(PICTURE, size=LARGE, down=-4_000_000)}</w:p>", name="footer1")
    assert not is_noted(f"<w:p>{shape(PICTURE, size=LARGE, down=0)}</w:p>", name="footer1")
