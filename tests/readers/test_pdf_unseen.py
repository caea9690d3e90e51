"""Characters of a PDF, struck out, transparent or white on white: a new figure must not be read with an old one.

Those that are drawn several times at one place, to look bold, are read once.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from gongkai.errors import ReadError
from gongkai.readers.document import Image, SourceGrid
from gongkai.readers.formats.pdf_drawn import is_white, with_annotations
from gongkai.readers.formats.reading import read_document

if TYPE_CHECKING:
    from collections.abc import Sequence

pytestmark = pytest.mark.usefixtures("reads_here")

_DIGIT = 5.56
"""Width of a digit in Helvetica of 10 points."""
_MASKS = "/Mask<</SMask<</S/Alpha/G 6 0 R>>>>/Plain<</SMask/None>>"
_STATES = f"/ExtGState<</Faint<</ca 0.01>>/Half<</ca 0.5>>/Whole<</ca 1>>/Ink<</BM/Multiply>>{_MASKS}>>"
_SETS = "/None<</Type/OCMD/OCGs 9 0 R>>/Any<</OCGs[9 0 R 10 0 R]>>/All<</OCGs[9 0 R 10 0 R]/P/AllOn>>"
_LAYERS = f"/Properties<</Off 9 0 R/On 10 0 R{_SETS}>>"
_SPARE = " " * 20
"""Room in the file for other entries."""
_LAYERS_OFF = f"/OCProperties<</OCGs[9 0 R 10 0 R]/D<</OFF[9 0 R]{_SPARE}>>>>"
_RESOURCES = f"/Font<</F1 5 0 R>>{_STATES}{_LAYERS}/XObject<</Nine 6 0 R/Grey 7 0 R/Cut 8 0 R>>"
_SIZE = "/Width 1/Height 1/BitsPerComponent 8"
_FIRST = 11
"""Number of the first annotation in the file."""
_NINE = f"BT /F1 10 Tf {160 + _DIGIT} 607 Td (9) Tj ET"


def pdf_file(drawing: str, *annotations: str, fonts: str = "", more: Sequence[str] = ()) -> bytes:
    """A file of one page, with the font F1, others among more parts, whose numbers begin at 11, and some text."""
    words = "BT /F1 10 Tf 50 750 Td (A report with enough letters to be read) Tj ET\n"
    content, resources = f"{words}{drawing}", _RESOURCES.replace("/F1 5 0 R", f"/F1 5 0 R{fonts}")
    own = " ".join(f"{number} 0 R" for number in range(_FIRST, _FIRST + len(annotations)))
    form = f"/Fields[{own if any('/Widget' in one for one in annotations) else ''}]"
    parts = [
        f"<</Type/Catalog/Pages 2 0 R{_LAYERS_OFF}/AcroForm<<{form}/DR<</Font<</F1 5 0 R>>>>/DA(/F1 10 Tf 0 g)>>>>",
        "<</Type/Pages/Kids[3 0 R]/Count 1>>",
        f"<</Type/Page/Parent 2 0 R/MediaBox[0 0 600 800]/Contents 4 0 R/Resources<<{resources}>>/Annots[{own}]>>",
        f"<</Length {len(content)}>>\nstream\n{content}\nendstream",
        "<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>",
        f"<</Type/XObject/Subtype/Form/BBox[0 0 600 800]{_SPARE}/Length {len(_NINE)}>>\nstream\n{_NINE}\nendstream",
        f"<</Type/XObject/Subtype/Image{_SIZE}/ColorSpace/DeviceGray{_SPARE}/Length 1>>\nstream\n!\nendstream",
        f"<</Type/XObject/Subtype/Form/BBox[0 0 9 9]/Length {len(_NINE)}>>\nstream\n{_NINE}\nendstream",
        "<</Type/OCG/Name(Off)>>",
        "<</Type/OCG/Name(On)>>",
        *annotations,
        *more,
    ]
    file, places = "%PDF-1.4\n", []
    for number, part in enumerate(parts, 1):
        places.append(len(file))
        file += f"{number} 0 obj\n{part}\nendobj\n"
    table = "".join(f"{place:010} 00000 n \n" for place in places)
    end = f"trailer\n<</Size {len(places) + 1}/Root 1 0 R>>\nstartxref\n{len(file)}\n%%EOF\n"
    return f"{file}xref\n0 {len(places) + 1}\n0000000000 65535 f \n{table}{end}".encode("ascii")


CELLS = (
    "".join(f"{left} {top} 100 20 re S\n" for left in (50, 150) for top in (600, 620))
    + "BT /F1 10 Tf 55 607 Td (Rules) Tj ET\nBT /F1 10 Tf 155 627 Td (Made) Tj ET\n"
)
"""A ruled table of two rows and columns."""


def text_of_cell(drawing: str, *annotations: str, below: str = "") -> str:
    """The text of the second cell of a ruled table, which is from 150 to 250 points, its text on a line at 607."""
    document = read_document(pdf_file(f"{below}{CELLS}{drawing}", *annotations), name="a.pdf")
    (grid,) = [block for block in document.blocks if isinstance(block, SourceGrid)]
    return grid.rows[1][1].text


def digits(text: str, *, before: str = "") -> str:
    return f"BT /F1 10 Tf {before} 160 607 Td {text} Tj ET\n"


def stroke(above: float, *, left: float = 160, width: float = _DIGIT, thick: float = 0.5) -> str:
    return f"{thick} w {left} {607 + above} m {left + width} {607 + above} l S\n"


def bar(above: float, *, left: float = 160, width: float = _DIGIT) -> str:
    return f"{left} {607 + above} {width} 0.5 re f\n"


@pytest.mark.parametrize(
    ("lines", "text"),
    [
        (stroke(2.8), "[删除线：9]3"),
        (bar(2.8), "[删除线：9]3"),
        (stroke(2) + stroke(4), "[删除线：9]3"),
        (stroke(2.8, width=2 * _DIGIT), "[删除线：93]"),
        (stroke(2.8) + stroke(2.8, left=160 + _DIGIT), "[删除线：93]"),
        (stroke(2.8, left=160 + _DIGIT), "9[删除线：3]"),
    ],
    ids=["line", "box", "two lines", "both digits", "in two pieces", "second digit"],
)
def test_characters_that_a_line_strikes_out_stand_in_brackets(lines: str, text: str) -> None:
    assert text_of_cell(digits("(93)") + lines) == text


@pytest.mark.parametrize(
    "lines",
    [
        stroke(-1.1, width=2 * _DIGIT),
        stroke(0.2, width=2 * _DIGIT),
        stroke(7.5, width=2 * _DIGIT),
        stroke(2.8, left=150, width=30),
        stroke(2.8, left=190),
        stroke(3, width=2 * _DIGIT, thick=6),
        f"1 g {bar(2.8)}0 g\n",
    ],
    ids=["underline", "on the line", "above", "past the figure", "beside", "thick", "white"],
)
def test_other_lines_strike_nothing_out(lines: str) -> None:
    assert text_of_cell(lines + digits("(93)")) == "93"


@pytest.mark.parametrize(
    ("behind", "text"),
    [
        (f"q /Faint gs {_NINE} Q\n", "3[不显示的字：9]"),
        ("q /Faint gs /Nine Do Q\n", "3[不显示的字：9]"),
        (f"/Faint gs q /Whole gs Q {_NINE}\n", "3[不显示的字：9]"),
        (f"q /Faint gs Q {_NINE}\n", "39"),
        (f"/Faint gs /Whole gs {_NINE}\n", "39"),
        (f"/Half gs {_NINE}\n", "39"),
        ("/Nine Do\n", "39"),
    ],
    ids=["figure", "drawing", "restored", "before", "set anew", "half", "seen drawing"],
)
def test_figures_as_good_as_transparent_stand_in_brackets(behind: str, text: str) -> None:
    assert text_of_cell(digits("(3)") + behind) == text


@pytest.mark.parametrize("color", ["1 g", "1 1 1 rg", "0 0 0 0 k", "0.98 g", "1 1 0.9 rg"])
def test_white_figures_on_paper_stand_in_brackets(color: str) -> None:
    drawing = f"q {digits('(9)', before=color)} Q BT /F1 10 Tf {160 + _DIGIT} 607 Td (3) Tj ET"
    assert text_of_cell(drawing) == "[白色字：9]3"


@pytest.mark.parametrize(
    ("state", "text"),
    [
        ("1 Tr 1 G", "[白色字：9]3"),
        ("1 Tr 1 1 1 RG", "[白色字：9]3"),
        ("1 Tr 1 g", "93"),
        ("1 Tr 0 0 1 RG", "93"),
        ("2 Tr 1 G", "93"),
    ],
)
def test_outlines_have_the_colour_of_lines(state: str, text: str) -> None:
    drawing = f"q {digits('(9)', before=state)} Q BT /F1 10 Tf 0 Tr {160 + _DIGIT} 607 Td (3) Tj ET"
    assert text_of_cell(drawing) == text


@pytest.mark.parametrize("color", ["0 0 1 rg", "0.5 g"])
def test_white_figures_on_a_dark_ground_are_figures(color: str) -> None:
    assert text_of_cell(digits("(93)", before="1 g"), below=f"{color} 150 600 100 20 re f 0 g\n") == "93"


@pytest.mark.parametrize("color", ["0 g", "0.5 g", "1 0 0 rg", "0 0 0 1 k", "1 1 0 rg"])
def test_coloured_figures_are_figures(color: str) -> None:
    assert text_of_cell(digits("(93)", before=color)) == "93"


@pytest.mark.parametrize(
    ("behind", "text"),
    [
        (f"q 0 0 10 10 re W n {_NINE} Q", "3[不显示的字：9]"),
        (f"q 0 0 m 10 0 l 10 10 l h W* n {_NINE} Q", "3[不显示的字：9]"),
        (f"q 150 600 100 20 re W n q 0 0 10 10 re W n Q {_NINE} Q", "39"),
        (f"q 150 600 {10 + _DIGIT} 20 re W n /Nine Do Q", "3[不显示的字：9]"),
        ("/Cut Do", "3[不显示的字：9]"),
        (f"3 Tr {_NINE} 0 Tr", "3[不显示的字：9]"),
        (f"q 7 Tr {_NINE} Q", "3[不显示的字：9]"),
        (f"1 Tr {_NINE} 0 Tr", "39"),
        (f"/OC /Off BDC {_NINE} EMC", "3[不显示的字：9]"),
        (f"/OC /Off BDC EMC /OC /On BDC {_NINE} EMC", "39"),
        (f"/OC /None BDC {_NINE} EMC", "3[不显示的字：9]"),
        (f"/OC /All BDC {_NINE} EMC", "3[不显示的字：9]"),
        (f"/OC /Any BDC {_NINE} EMC", "39"),
        (f"1 Tz {_NINE} 100 Tz", "3[不显示的字：9]"),
        (f"50 Tz {_NINE} 100 Tz", "39"),
    ],
    ids=[
        *("outside", "outside a path", "inside", "outside drawing", "drawing cut", "no ink", "a bound", "outlined"),
        *("layer off", "layer on", "none on", "not all on", "one on", "squeezed", "narrow"),
    ],
)
def test_figures_that_leave_nothing_on_the_page_stand_in_brackets(behind: str, text: str) -> None:
    assert text_of_cell(digits("(3)") + behind) == text


@pytest.mark.parametrize(
    ("drawing", "old", "new", "text"),
    [
        ("/Nine Do", "", "", "39"),
        ("/Nine Do", f"800]{_SPARE}", "800]/OC 9 0 R", "3[不显示的字：9]"),
        ("/Nine Do", f"800]{_SPARE}", "800]/OC 10 0 R", "39"),
        ("/OC /On BDC /Nine Do EMC", f"/OFF[9 0 R]{_SPARE}", "/BaseState/OFF", "3[不显示的字：9]"),
        ("/OC /On BDC /Nine Do EMC", f"/OFF[9 0 R]{_SPARE}", "/BaseState/OFF/ON[10 0 R]", "39"),
    ],
)
def test_drawing_on_a_layer_that_is_not_shown_leaves_nothing(drawing: str, old: str, new: str, text: str) -> None:
    data = pdf_file(f"{CELLS}{digits('(3)')}{drawing}\n").replace(old.encode(), new.ljust(len(old)).encode())
    (grid,) = [block for block in read_document(data, name="a.pdf").blocks if isinstance(block, SourceGrid)]

    assert grid.rows[1][1].text == text


@pytest.mark.parametrize(
    ("dots", "text"),
    [("ff" * 8, "[盖住的字：12]"), ("ffff0000" * 2, "[盖住的字：12]"), ("0000ffff" * 2, "12"), ("80" * 8, "12")],
    ids=["whole", "left", "right", "half"],
)
def test_picture_covers_figures_where_its_mask_lets_nothing_through(dots: str, text: str) -> None:
    entries = "/Type/XObject/Subtype/Image/Width 4/Height 2/BitsPerComponent 8/ColorSpace/DeviceGray"
    mask = f"<<{entries}/Filter/ASCIIHexDecode/Length 17>>\nstream\n{dots}>\nendstream"
    drawing = f"{CELLS}{digits('(12)')}q 60 0 0 24 155 598 cm /Grey Do Q\n"
    old, new = f"Gray{_SPARE}".encode(), b"Gray/SMask 11 0 R".ljust(len(_SPARE) + 4)
    document = read_document(pdf_file(drawing, more=(mask,)).replace(old, new), name="a.pdf")
    (grid,) = [block for block in document.blocks if isinstance(block, SourceGrid)]

    assert grid.rows[1][1].text == text


@pytest.mark.parametrize(
    ("entries", "text"),
    [
        ("Gray/ImageMask true", "[盖住的字：12]"),
        ("Gray/Mask[0 0]", "[上面有读不出的图、可能盖住了的字：12]"),
        ("Gray/Filter/JBIG2Decode", "[盖住的字：12]"),
        ("Gray/SMask 11 0 R", "[上面有读不出的图、可能盖住了的字：12]"),
    ],
    ids=["stencil", "range of colours", "no mask", "packed mask"],
)
def test_figure_below_a_picture_that_cannot_be_looked_through_is_said(entries: str, text: str) -> None:
    mask = f"<<{_SIZE}/Type/XObject/Subtype/Image/Filter/JBIG2Decode/Length 2>>\nstream\n!!\nendstream"
    drawing = f"{CELLS}{digits('(12)')}q 60 0 0 14 155 604 cm /Grey Do Q\n"
    old, new = f"Gray{_SPARE}".encode(), entries.encode().ljust(len(_SPARE) + 4)
    document = read_document(pdf_file(drawing, more=(mask,)).replace(old, new), name="a.pdf")
    (grid,) = [block for block in document.blocks if isinstance(block, SourceGrid)]

    assert grid.rows[1][1].text == text


_BESIDE = "q 6 0 0 {} 172 606 cm BI /W 8/H 8/BPC 1/IM true/F/AHx ID 003c3c3c3c3c3c00> EI Q\n"


@pytest.mark.parametrize(
    ("drawing", "text"),
    [
        (_BESIDE.format(8), "12[图片：?]"),
        ("172 606 m 178 606 l 178 614 l 175 614 l 175 609 l 172 609 l f\n", "12[图片：?]"),
        ("172 607 m 176 607 l S 176 607 m 176 614 l S\n", "12[图片：?]"),
        ("173 611 m 173 616 178 616 178 611 c 178 606 173 606 173 611 c S\n", "12[图片：?]"),
        ("1 g 172 606 m 178 606 l 178 614 l 175 614 l 175 609 l 172 609 l f\n", "12"),
        (_BESIDE.format(2), "12"),
        ("171 606 m 179 606 l S\n", "12"),
    ],
    ids=["picture", "outline", "strokes", "ring", "white outline", "low picture", "underline"],
)
def test_picture_like_a_digit_beside_a_figure_is_named(drawing: str, text: str) -> None:
    assert text_of_cell(digits("(12)") + drawing) == text


def test_words_that_run_out_of_their_bounds_are_read_whole() -> None:
    assert text_of_cell(f"q 150 600 20 20 re W n {digits('(Made again)')} Q") == "Made again"


def test_text_without_ink_that_is_all_of_a_page_is_read_and_said() -> None:
    file = pdf_file(f"3 Tr {_NINE} 0 Tr").replace(b"BT /F1 10 Tf 50 750", b"3 Tr BT /F1 10 Tf 50 750")
    document = read_document(file, name="a.pdf")
    assert [getattr(block, "text", "") for block in document.blocks][-1].endswith("9")
    assert [(notice.code, notice.origin.page) for notice in document.notices] == [("recognised-text", 1)]


def notices_of(drawing: str) -> list[str]:
    return [notice.code for notice in read_document(pdf_file(drawing), name="a.pdf").notices]


def test_text_beneath_a_picture_of_its_page_is_read_and_said() -> None:
    picture = "q 600 0 0 800 0 0 cm /Grey Do Q\n"
    document = read_document(pdf_file(digits("(93)") + picture), name="a.pdf")
    assert [notice.code for notice in document.notices] == ["recognised-text"]
    assert not any(isinstance(block, Image) for block in document.blocks), "no further picture that nobody has read"
    assert notices_of(digits("(93)") + f"q /Half gs {picture} Q") == []
    assert notices_of(f"{picture}{digits('(A good deal of other text that is longer)')}") == []
    assert text_of_cell(digits("(93)") + picture) == "93"


def _of_few_letters(drawing: str) -> list[str]:
    """The notices of a page with as few letters as a file may have, and a drawing."""
    data = pdf_file(drawing).replace(b"(A report with enough letters to be read)", b"(A report with 18 letters)")
    return [notice.code for notice in read_document(data, name="a.pdf").notices]


_OUTLINE = "{} 300 m {} 310 310 310 310 300 c f\n"
_STRIP = "q 600 0 0 100 0 {} cm /Grey Do Q\n"


@pytest.mark.parametrize(
    ("drawing", "says"),
    [
        ("".join(_OUTLINE.format(place, place) for place in range(120)), True),
        ("".join(_OUTLINE.format(place, place) for place in range(20)), False),
        ("".join(_STRIP.format(place) for place in range(0, 400, 100)), True),
        ("q 600 0 0 400 0 0 cm /Grey Do Q\n", False),
    ],
    ids=["outlines", "few outlines", "strips", "one picture, which is a block"],
)
def test_page_whose_words_are_outlines_or_strips_of_a_picture_is_named(drawing: str, says: bool) -> None:  # noqa: FBT001
    assert ("picture-pages" in _of_few_letters(drawing)) is says


@pytest.mark.parametrize(
    ("color", "below", "text"),
    [
        ("0 g", "0 g 150 600 100 20 re f", "[与底色一样的字：93]"),
        ("0.5 g", "0.5 0.5 0.5 rg 150 600 100 20 re f", "[与底色一样的字：93]"),
        ("0 g", "0.2 g 150 600 100 20 re f", "93"),
        ("0 g", "0 g 150 600 100 20 re f 1 g 150 600 100 20 re f", "93"),
        ("0 g", "0 g 150 600 100 0.5 re f", "93"),
        ("0 g", "0 g 150 600 100 20 re 151 601 98 18 re f*", "93"),
    ],
    ids=["black", "grey", "dark", "white box over a black one", "rule", "frame"],
)
def test_figures_of_the_colour_of_their_ground_stand_in_brackets(color: str, below: str, text: str) -> None:
    assert text_of_cell(digits("(93)", before=color), below=f"{below} 0 g\n") == text


def test_struck_figure_of_a_line_without_rules_stands_in_brackets() -> None:
    document = read_document(pdf_file(digits("(93)") + stroke(2.8)), name="a.pdf")
    assert [block.text for block in document.blocks][-1] == "[删除线：9]3"


@pytest.mark.parametrize(
    ("line", "text"),
    [
        ("158 606 m 175 615 l S", "[删除线：93]"),
        ("158 610 m 163 611 168 609 173 611 c S", "[删除线：93]"),
        ("150 600 m 150 620 200 620 200 600 c S", "93"),
    ],
    ids=["at a slant", "curve", "around"],
)
def test_figure_of_a_line_without_rules_through_which_a_hand_draws_is_said(line: str, text: str) -> None:
    document = read_document(pdf_file(f"{digits('(93)')}{line}\n"), name="a.pdf")
    assert [block.text for block in document.blocks][-1] == text


def again(text: str, *places: tuple[float, float], size: float = 10, before: str = "") -> str:
    """A text, drawn at each of some places beside where cells have theirs, in points."""
    return "".join(f"BT /F1 {size} Tf {before} {160 + x} {607 + y} Td ({text}) Tj ET\n" for x, y in places)


@pytest.mark.parametrize(
    ("drawing", "text"),
    [
        (again("12", (0, 0), (0.225, 0)), "12"),
        (again("11", (0, 0), (0.3, 0), (0.6, 0)), "11"),
        (again("1.10", (0, 0), (0, -0.4), (0.4, -0.4), (0.4, 0)), "1.10"),
        (again("111", (0, 0), (0.2, 0), size=4), "111"),
        (again("1", (0, 0), (_DIGIT, 0)), "11"),
        (again("1", (0, 0), (2, 0)), "11"),
        (again("36", (1, -1), before="0.7 g") + again("36", (0, 0), before="0 g"), "36"),
        (again("36", (0.8, 0), size=8) + again("36", (0, 0), size=8), "36"),
        (again("1233", (1.7, 0)) + again("1233", (0, 0)), "1233"),
        (again("36", (0, 0)) + again("36", (0, 0), size=10.5), "36"),
        (again("12", (0, 0)) + again("12", (0.2, 0), before="1 g"), "[白色字：12]"),
        (again("12", (0, 0), before="1 g") + again("12", (0.2, 0), before="0 g"), "12"),
    ],
    ids=[
        *("twice", "three times", "at four corners", "small", "side by side", "narrow", "shadow", "farther"),
        *("farthest", "other size", "whitened", "on a white edge"),
    ],
)
def test_digits_drawn_several_times_at_one_place_are_read_once(drawing: str, text: str) -> None:
    assert text_of_cell(drawing) == text


@pytest.mark.parametrize("face", ["Helvetica-Bold", "Courier"])
def test_digits_drawn_in_a_bold_face_over_the_plain_one_are_read_once(face: str) -> None:
    drawing = CELLS + again("36", (0.3, 0)) + again("36", (0, 0)).replace("F1", "F2")
    font = f"<</Type/Font/Subtype/Type1/BaseFont/{face}>>"
    (grid,) = read_document(pdf_file(drawing, fonts="/F2 11 0 R", more=[font]), name="a.pdf").grids()
    assert grid.rows[1][1].text == "36"


def annotation(kind: str, more: str, *, box: str = "158 604 240 618") -> str:
    return f"<</Type/Annot/Subtype/{kind}/Rect[{box}]/F 4 {more}>>"


_FIELD = "/FT/Tx/T(a)/DA(/F1 10 Tf 0 g)"
_ARCS = "155 615 170 618 185 618 c 200 618 215 615 215 611 c 215 607 200 604 185 604 c 170 604 155 607 155 611 c"
_QUAD = "/QuadPoints[158 616 174 616 158 605 174 605]"


@pytest.mark.parametrize(
    ("drawing", "drawn_on", "text"),
    [
        ("", annotation("Widget", f"{_FIELD}/V(12)"), "12"),
        ("", annotation("Widget", _FIELD), ""),
        ("", annotation("Widget", f"{_FIELD}/V(12)").replace("/F 4", "/F 2"), ""),
        ("", annotation("FreeText", "/Contents(12)/DA(/F1 10 Tf 0 g)"), "12"),
        ("", annotation("Line", "/L[160 606 180 606]"), "图片：?"),
        (digits("(93)"), annotation("Line", "/L[160 606 180 606]", box="155 604 176 618"), "[删除线：93]"),
        (digits("(93)"), annotation("StrikeOut", f"{_QUAD}/C[1 0 0]"), "[删除线：93]"),
        (digits("(93)"), annotation("Ink", "/InkList[[157 608 165 612 174 609]]/C[1 0 0]"), "[删除线：93]"),
        (digits("(93)"), annotation("Highlight", f"{_QUAD}/C[1 1 0]"), "93"),
        (digits("(93)"), annotation("Link", "/Border[0 0 0]"), "93"),
    ],
    ids=[
        "field",
        "empty field",
        "hidden field",
        "typed on",
        "drawn",
        "drawn over",
        "struck",
        "by hand",
        "marker",
        "link",
    ],
)
def test_what_is_put_onto_a_page_is_read_as_viewers_show_it(drawing: str, drawn_on: str, text: str) -> None:
    assert text_of_cell(drawing, drawn_on) == text


@pytest.mark.parametrize(
    ("over", "text"),
    [
        ("1 g 155 604 60 14 re f 0 g\n", "[盖住的字：93]"),
        ("0.8 g 155 604 60 14 re f 0 g\n", "[盖住的字：93]"),
        ("q 60 0 0 14 155 604 cm /Grey Do Q\n", "[盖住的字：93]"),
        (f"1 g 155 611 m {_ARCS} f 0 g\n", "[盖住的字：93]"),
        ("1 G 12 w 155 611 m 215 611 l S 0 G\n", "[盖住的字：93]"),
        ("1 g 155 604 60 14 re f 0 g\n" + digits("(93)"), "93"),
        ("1 g 155 604 60 2 re f 0 g\n", "93"),
        ("155 604 60 14 re S\n", "93"),
        ("1 g 169 604 3 14 re f 0 g\n", "9[盖住一部分的字：3]"),
        ("0.8 g 155 612 20 6 re f 0 g\n", "[盖住一部分的字：93]"),
        ("1 g 155 608.5 20 1.5 re f 0 g\n", "[盖住一部分的字：93]"),
        ("0.8 g 169 604 1 14 re f 0 g\n", "93"),
    ],
    ids=[
        *("white", "grey", "picture", "ellipse", "eraser", "written again", "thin", "not filled"),
        *("right part", "upper part", "white line", "rule"),
    ],
)
def test_figure_over_which_something_is_drawn_is_said(over: str, text: str) -> None:
    assert text_of_cell(digits("(93)") + over) == text


def test_ground_that_is_drawn_before_a_figure_hides_nothing() -> None:
    assert text_of_cell("0.8 g 155 604 60 14 re f 0 g\n" + digits("(93)")) == "93"


@pytest.mark.parametrize("state", ["Half", "Ink"])
def test_box_of_a_marker_hides_nothing(state: str) -> None:
    assert text_of_cell(digits("(93)") + f"q /{state} gs 1 1 0 rg 155 604 60 14 re f Q\n") == "93"


@pytest.mark.parametrize(
    ("drawing", "text"),
    [
        ("1 w 160 607 m 164 614 l S 165 607 m 170 614 l S\n", "图片：?"),
        ("160 606 m 161 609 164 611 166 606 c S\n", "图片：?"),
        ("165 607 m 165 615 l S 170 607 m 170 615 l S\n", "图片：?"),
        ("165 607 m 165 610.5 l S 165 611.5 m 165 615 l S\n", "图片：?"),
        ("163 607 m 165 607 l 165 615 l 164 615 l 162 612 l 163 612 l f\n", "图片：?"),
        ("150 600 m 250 620 l S\n", ""),
        ("0.9 g 151 601 98 18 re f 0 g\n", ""),
        ("155 601.5 60 17 re f\n", "图片：?"),
        (digits("(93)") + "155 606 m 180 614 l S\n", "[删除线：93]"),
        (digits("(93)") + "200 606 m 220 614 l S\n", "93"),
    ],
    ids=[
        *("strokes", "curve", "two upright strokes", "in two pieces", "outline"),
        *("diagonal of the cell", "ground", "blackened", "across", "beside"),
    ],
)
def test_cell_in_which_something_is_drawn_is_not_blank(drawing: str, text: str) -> None:
    assert text_of_cell(drawing) == text


@pytest.mark.slow
def test_page_with_thousands_of_digits_on_one_line_is_refused_in_few_steps() -> None:
    crowd = "".join(f"1 0 0 1 {40 + place % 500} 600 Tm ({place % 10}) Tj " for place in range(2500))
    with pytest.raises(ReadError) as raised:
        read_document(pdf_file(f"BT /F1 10 Tf {crowd} ET\n"), name="a.pdf")
    assert raised.value.code == "crowded"


@pytest.mark.parametrize(
    ("box", "words"),
    [("0 0 600 800", "be read 12"), ("0 700 600 800", "be read")],
    ids=["all of the page", "its upper part"],
)
def test_figure_outside_the_part_to_which_a_page_is_cropped_is_not_read(box: str, words: str) -> None:
    media = b"/MediaBox[0 0 600 800]"
    data = pdf_file(digits("(12)")).replace(media, media + f"/CropBox[{box}]".encode("ascii"))
    texts = [getattr(block, "text", "") for block in read_document(data, name="a.pdf").blocks]
    assert " ".join(texts).endswith(words)


def test_page_with_more_annotations_than_any_form_is_refused_before_they_are_drawn() -> None:
    annotated = pdf_file("", *[annotation("FreeText", "/Contents(12)/DA(/F1 10 Tf 0 g)")] * 1001)
    with pytest.raises(ReadError, match="1000 处批注") as raised:
        read_document(annotated, name="a.pdf")
    assert raised.value.code == "crowded"


def test_file_with_more_pages_than_are_read_is_given_back_as_it_is() -> None:
    annotated = pdf_file("", annotation("FreeText", "/Contents(12)/DA(/F1 10 Tf 0 g)"))
    assert with_annotations(annotated, most_pages=1)[0] != annotated
    assert with_annotations(annotated, most_pages=0)[0] == annotated
    assert with_annotations(annotated[:200], most_pages=1)[0] == annotated[:200]


def test_figure_over_another_one_is_said() -> None:
    assert text_of_cell(digits("(93)") + digits("(12)")) == "[盖住的字：93]12"
    assert text_of_cell(digits("(93)") + digits("(12)", before="1 0 0 1 -2 0 Tm")) == "[盖住的字：93]12"


def test_figure_through_which_the_line_between_two_cells_runs_is_said_in_both() -> None:
    words = "字压着表格线，分不清是哪一格的："
    document = read_document(pdf_file(f"{CELLS}BT /F1 10 Tf 145 607 Td (12) Tj 95 0 Td (7) Tj ET\n"), name="a.pdf")
    (grid,) = [block for block in document.blocks if isinstance(block, SourceGrid)]
    assert [cell.text for cell in grid.rows[1]] == [f"{words}Rules 1", f"{words}2 7"]
    assert text_of_cell("BT /F1 10 Tf 142 607 Td (1) Tj 8.5 0 Td (2) Tj ET\n") == "2"


def test_figure_that_stands_on_its_head_is_said() -> None:
    assert text_of_cell("BT /F1 10 Tf -1 0 0 -1 180 614 Tm (12) Tj ET\n") == "[倒置的字：2][倒置的字：1]"


@pytest.mark.parametrize(
    ("matrix", "text"),
    [
        ("/F1 10 Tf -1 0 0 1 180 607 Tm", "[反写的字：2] [反写的字：1]"),
        ("/F1 10 Tf 1 0 0 -1 160 614 Tm", "[反写的字：1 2]"),
        ("/F1 10 Tf -100 Tz 1 0 0 1 180 607 Tm", "[反写的字：2] [反写的字：1]"),
        ("/F1 -10 Tf -1 0 0 -1 160 607 Tm", "12"),
        ("/F1 -10 Tf 1 0 0 1 180 614 Tm", "[倒置的字：2][倒置的字：1]"),
        ("/F1 10 Tf 0 1 -1 0 175 604 Tm", "12"),
        ("/F1 10 Tf 0 -1 1 0 165 616 Tm", "12"),
        ("/F1 1 Tf 1 0 0 1 160 607 Tm", "[小得看不见的字：12]"),
    ],
    ids=[
        *("mirrored", "mirrored upside down", "stretched backwards", "turned and turned back", "turned by its size"),
        *("running up", "running down", "tiny"),
    ],
)
def test_figure_that_is_turned_mirrored_or_tiny_is_read_as_it_is_seen(matrix: str, text: str) -> None:
    assert text_of_cell(f"BT {matrix} (12) Tj ET\n") == text


@pytest.mark.parametrize(
    ("state", "text"), [("/Mask gs", "[上面有读不出的图、可能盖住了的字：93]"), ("/Mask gs /Plain gs", "93")]
)
def test_figure_below_a_mask_of_its_page_is_said(state: str, text: str) -> None:
    assert text_of_cell(f"q {digits('(93)', before=state)} Q\n") == text


@pytest.mark.parametrize(("share", "text"), [("0.9", "[盖住的字：93]"), ("0.5", "93")])
def test_box_that_is_all_but_opaque_covers_figures(share: str, text: str) -> None:
    box = "q /Half gs 1 g 155 604 m 215 604 l 215 618 l 205 618 l 205 617 l 155 617 l f Q"
    file = pdf_file(f"{CELLS}{digits('(93)')}{box}\n").replace(b"/ca 0.5", f"/ca {share}".encode())
    (grid,) = [block for block in read_document(file, name="a.pdf").blocks if isinstance(block, SourceGrid)]
    assert grid.rows[1][1].text == text


@pytest.mark.parametrize(
    ("space", "parts", "is_seen"),
    [
        ("Separation", (0,), False),
        ("Separation", (1,), True),
        ("DeviceN", (0, 0), False),
        ("Lab", (100, 0, 0), False),
        ("Lab", (100, 60, 0), True),
        ("Lab", (30, 0, 0), True),
    ],
)
def test_white_is_known_in_other_spaces_of_colours(space: str, parts: Sequence[float], is_seen: bool) -> None:  # noqa: FBT001
    assert is_white({"ncs": space, "non_stroking_color": parts}) is not is_seen


_AFTER_ONE = 160 + _DIGIT
_FIVE = f"BT /F1 10 Tf {_AFTER_ONE + 2} 607 Td (5) Tj ET\n"
_DRAWN = "[旁边或上面画了点、线，可能是别的数：{}]"


@pytest.mark.parametrize(
    ("drawing", "text"),
    [
        (f"{digits('(1)')}{_AFTER_ONE + 0.5} 607 1 1 re f\n{_FIVE}", _DRAWN.format("15")),
        (f"{digits('(1)')}1 J 1 w {_AFTER_ONE + 1} 607.5 m {_AFTER_ONE + 1} 607.5 l S\n{_FIVE}", _DRAWN.format("15")),
        (f"{digits('(1)')}0.7 w {_AFTER_ONE + 1} 608 m {_AFTER_ONE + 0.2} 605.5 l S\n{_FIVE}", _DRAWN.format("15")),
        (f"{digits('(1)')}0.8 w 160.5 613.8 m 163 613.8 l S\n", _DRAWN.format("1")),
        (f"{digits('(1)')}159 613.4 6 0.8 re f\n", _DRAWN.format("1")),
        (f"{digits('(3)')}156 610.2 3 0.8 re f\n", _DRAWN.format("3")),
        (f"{digits('(1)')}1 g {_AFTER_ONE + 0.5} 607 1 1 re f 0 g\n{_FIVE}", "15"),
        (f"{digits('(15)')}{stroke(-1.1)}{stroke(-1.1, left=160 + _DIGIT)}", "15"),
        (f"{digits('(15)')}180 607 1 1 re f\n", "15"),
        (f"{digits('(15)')}{stroke(-2.5, thick=0.1)}", "15"),
    ],
    ids=[
        *("dot", "round dot", "comma", "flag of a seven", "head of a seven", "minus", "white dot", "underlines"),
        *("dot apart", "hair"),
    ],
)
def test_dot_or_stroke_that_makes_another_figure_is_said(drawing: str, text: str) -> None:
    assert text_of_cell(drawing) == text


_SHADE = "<</ShadingType 2/ColorSpace/DeviceGray/Coords[0 0 9 9]/Function<</FunctionType 2/Domain[0 1]/N 1>>>>"
_PATTERN = f"/Pattern<</Dark<</Type/Pattern/PatternType 2/Shading{_SHADE}>>>>/Shading<</Light{_SHADE}>>"


@pytest.mark.parametrize(
    ("drawing", "text"),
    [
        (f"{digits('(93)')}q 158 604 {_DIGIT + 2} 12 re W n /Light sh Q\n", "[盖住的字：9] 3"),
        (f"{digits('(93)')}q 200 604 9 9 re W n /Light sh Q\n", "93"),
        (f"q 150 600 100 20 re W n /Light sh Q\n{digits('(93)')}", "93"),
        (f"q 150 600 100 20 re W n /Light sh Q 1 g\n{digits('(93)')}", "93"),
        ("q 162 607 1.2 7 re W n /Light sh Q\n", "图片：?"),
        (f"{digits('(3)')}q 167 607 1.2 7 re W n /Light sh Q\n", "3[图片：?]"),
        ("q BT /F1 10 Tf 160 607 Td 7 Tr (93) Tj ET /Light sh Q\n", "[盖住的字：93]"),
        (f"/Pattern cs /Dark scn {digits('(93)')}", "[用花纹或渐变色填充，看不准的字：93]"),
        (f"{digits('(9)')}/Pattern cs /Dark scn BT /F1 10 Tf 180 607 Td (Rules) Tj ET\n", "9 Rules"),
    ],
    ids=["over", "beside", "behind", "behind white", "instead", "digit", "cut out", "filled", "filled words"],
)
def test_shading_over_or_instead_of_a_figure_is_said(drawing: str, text: str) -> None:
    data = pdf_file(f"{CELLS}{drawing}").replace(b"/XObject<<", f"{_PATTERN}/XObject<<".encode(), 1)
    (grid,) = read_document(data, name="a.pdf").grids()
    assert grid.rows[1][1].text == text


@pytest.mark.parametrize(
    ("shown", "text"),
    [("(12) Tj 2.5 Ts (3) Tj", "12[3]"), ("(12) Tj -3 Ts (3) Tj", "12 3"), ("(12) Tj 0.5 Ts (3) Tj", "123")],
)
def test_digit_that_is_raised_and_no_smaller_is_no_digit_of_its_figure(shown: str, text: str) -> None:
    assert text_of_cell(f"BT /F1 10 Tf 160 607 Td {shown} 0 Ts ET\n") == text
