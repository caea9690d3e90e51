"""What a PDF may ask of its reader: fonts, tables of codes, forms, annotations and tags, far above any report."""

from __future__ import annotations

import pytest

from gongkai.errors import ReadError
from gongkai.readers.files import processor_time
from gongkai.readers.formats.pdf_drawn import CrowdedPageError, with_end
from gongkai.readers.formats.pdf_unseen.budget import ReadingBudget
from gongkai.readers.formats.reading import read_document
from tests.readers.test_pdf_glyphs import stream
from tests.readers.test_pdf_unseen import pdf_file

pytestmark = pytest.mark.usefixtures("reads_here")

_COMPOSITE = "/Two<</Type/Font/Subtype/Type0/BaseFont/A/Encoding/Identity-H/DescendantFonts[{}]/ToUnicode 11 0 R>>"
_CODES = "begincmap 1 begincodespacerange <0000><FFFF> endcodespacerange {} endcmap"
_WIDTHS = "<</Type/Font/Subtype/CIDFontType2/BaseFont/A/W[{}]>>"


def refusal(drawing: str = "", *, fonts: str = "", table: str = "", annotations: int = 0) -> str:
    """Why a page with a drawing, fonts and a table of codes is not read; empty if it is."""
    page = pdf_file(drawing, fonts=fonts, more=[stream(_CODES.format(table))])
    page = page.replace(b"/Annots[]", b"/Annots[" + b"9 0 R " * annotations + b"]")
    try:
        read_document(page, name="a.pdf")
    except ReadError as error:
        return error.code
    return ""


@pytest.mark.parametrize(
    ("table", "widths", "code"),
    [
        ("1 beginbfrange <0000><FFFF><0000> endbfrange", "0 65535 500", ""),
        ("9 beginbfchar " + "<0001><FFFF>" * 1000 + " endbfchar", "49[500]", ""),
        ("100 beginbfrange " + "<0000><FFFF><0000>" * 100 + " endbfrange", "", "crowded"),
        ("1 beginbfrange <00000000><FFFFFFFF><0000> endbfrange", "", "crowded"),
        ("", "0 400000000 500", "crowded"),
        ("", "0 65535 500 " * 100, "crowded"),
    ],
    ids=["whole plane", "single codes", "planes", "all codes", "widths of all", "widths of planes"],
)
def test_tables_of_codes_that_name_millions_are_refused(table: str, widths: str, code: str) -> None:
    assert refusal(fonts=_COMPOSITE.format(_WIDTHS.format(widths)), table=table) == code


def test_names_of_fonts_are_counted_and_their_objects_once() -> None:
    names = "".join(f"/G{number} 5 0 R" for number in range(1_000))
    assert refusal(fonts=names) == ""
    budget = ReadingBudget()
    with pytest.raises(CrowdedPageError):
        budget.take_fonts({number: {} for number in range(5_000)})


def test_forms_that_are_drawn_again_and_again_are_refused() -> None:
    assert refusal("/None Do " * 50_000) == "crowded"
    assert refusal("/None Do " * 500) == ""


def test_links_without_number_are_refused() -> None:
    assert refusal(annotations=20_001) == "crowded"


def test_end_of_a_file_is_put_where_the_library_looks_for_it() -> None:
    plain = pdf_file("")
    assert with_end(plain) == plain
    assert with_end(plain + b"1" * 70_000).endswith(plain[plain.rindex(b"startxref") :])
    assert with_end(b"1" * 70_000).endswith(b"\nstartxref\n0\n%%EOF\n")


def test_more_pages_may_take_longer_and_those_that_are_read_longer_still(monkeypatch: pytest.MonkeyPatch) -> None:
    limits: list[int] = []
    monkeypatch.setattr(processor_time, "_set", limits.append)
    processor_time.allow_pages(9)
    assert limits == []
    monkeypatch.setattr(processor_time, "_in_force", [3])
    monkeypatch.setattr(processor_time, "times_slower", lambda: 1)
    for count, progress in ((1, 0), (8, 0), (8, 8), (190, 0), (190, 30), (190, 60), (190, 12), (190, 190)):
        processor_time.allow_pages(count, progress=progress)
    assert limits == [5, 8, 13, 20]
