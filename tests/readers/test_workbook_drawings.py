"""What is drawn over the cells of a workbook: pictures with clear parts, groups, lines, controls of forms."""

from __future__ import annotations

import re
import struct
import zipfile
import zlib
from io import BytesIO
from itertools import chain
from typing import TYPE_CHECKING, Any

import pytest
import xlsxwriter
from PIL import Image

from gongkai.readers.files.archives import Archive
from gongkai.readers.formats.reading import read_document
from gongkai.readers.formats.workbook_parts.drawn.opaque import is_opaque
from gongkai.readers.formats.workbook_parts.margins import pictures_behind

if TYPE_CHECKING:
    from collections.abc import Callable

COVERED, STRUCK = "[盖住的字：{}]", "[删除线：{}]"


def png(alphas: list[list[int]], mode: str = "RGBA") -> bytes:
    """A white picture with an alpha for each dot."""
    picture = Image.new(mode, (len(alphas[0]), len(alphas)), "white")
    picture.putalpha(Image.frombytes("L", picture.size, bytes(chain(*alphas))))
    return saved(picture, "PNG")


def saved(picture: Image.Image, kind: str, **options: Any) -> bytes:
    """The file of a picture."""
    file = BytesIO()
    picture.save(file, kind, **options)
    return file.getvalue()


def interlaced() -> bytes:
    """A clear picture of one dot whose file says that it is stored in seven passes, the first of which is the dot."""
    parts = [
        (b"IHDR", struct.pack(">LLBBBBB", 1, 1, 8, 6, 0, 0, 1)),
        (b"IDAT", zlib.compress(bytes(5))),
        (b"IEND", b""),
    ]
    chunks = (
        struct.pack(">L", len(part)) + name + part + struct.pack(">L", zlib.crc32(name + part)) for name, part in parts
    )
    return b"\x89PNG\r\n\x1a\n" + b"".join(chunks)


@pytest.mark.parametrize(
    ("alphas", "opaque"),
    [
        ([[255] * 5] * 4, True),
        ([[0] * 5] * 4, False),
        ([[0, 255, 200, 255, 0], [255] * 5, [255, 130, 255, 255, 255]], True),
        ([[0, 0, 255, 0, 0], [0, 90, 0, 255, 0], [255, 1, 2, 3, 255]], False),
    ],
)
def test_picture_is_opaque_where_most_of_its_dots_are(alphas: list[list[int]], *, opaque: bool) -> None:
    assert is_opaque(png(alphas)) is opaque
    assert is_opaque(png(alphas, "L")) is opaque


WHITE = Image.new("L", (9, 9), "white")


@pytest.mark.parametrize(
    ("picture", "opaque"),
    [
        (saved(WHITE, "GIF"), True),
        (saved(WHITE, "GIF", transparency=255), False),
        (saved(WHITE, "GIF", transparency=0), True),  # a colour that no dot has
        (saved(WHITE, "PNG", transparency=255), False),
        (saved(WHITE, "BMP"), True),
        (saved(WHITE, "JPEG"), True),
        (saved(WHITE, "JPEG")[:40], True),
        (saved(WHITE, "TIFF"), True),
        (interlaced(), False),
        (saved(Image.new("1", (3000, 3000)), "PNG", transparency=0), True),  # too large to be looked at
        (saved(Image.new("1", (14_000, 14_000)), "PNG", transparency=0), True),  # so large that Pillow refuses it
        (struct.pack("<II", 1, 48) + bytes(32) + b" EMF" + bytes(4) + struct.pack("<II", 81, 8), True),
        (struct.pack("<II", 1, 48) + bytes(32) + b" EMF" + bytes(4) + struct.pack("<II", 86, 8), False),
        (b"\xd7\xcd\xc6\x9a" + bytes(36) + struct.pack("<IH", 4, 0x0F43), True),
        (b"\x01\x00\x09\x00" + bytes(14) + struct.pack("<IH", 4, 0x0324), False),
        (b"\x89PNG\r\n\x1a\n", False),
        (b"", False),
    ],
)
def test_picture_of_another_format_is_opaque_where_it_is_known_to_be(picture: bytes, *, opaque: bool) -> None:
    assert is_opaque(picture) is opaque


def metafile(*records: tuple[int, bytes]) -> bytes:
    """An enhanced metafile of 1000 by 400 dots."""
    head = (
        struct.pack("<4i4i", 0, 0, 1000, 400, 0, 0, 100_000, 40_000)
        + b" EMF"
        + bytes(28)
        + struct.pack("<4i", *[100] * 4)
    )
    return b"".join(
        struct.pack("<II", kind, len(data) + 8) + data for kind, data in [(1, head), *records, (14, bytes(12))]
    )


def points(kind: int, *places: tuple[int, int]) -> tuple[int, bytes]:
    """A record of lines or of a polygon."""
    return kind, bytes(16) + struct.pack("<I", len(places)) + b"".join(struct.pack("<2h", *place) for place in places)


def rings(*sides: int) -> tuple[int, bytes]:
    """A record of several polygons, one within the other."""
    corners = [[(side, side), (1000 - side, side), (1000 - side, 400 - side), (side, 400 - side)] for side in sides]
    numbers = struct.pack("<II", len(sides), 4 * len(sides)) + struct.pack(f"<{len(sides)}I", *[4] * len(sides))
    return 91, bytes(16) + numbers + b"".join(struct.pack("<2h", *place) for own in corners for place in own)


WHOLE = ((0, 0), (1000, 0), (1000, 400), (0, 400))
NO_BRUSH, BLUE = (37, struct.pack("<I", 0x80000005)), (39, struct.pack("<IIII", 3, 0, 0xFF0000, 0))
SET_BLUE = (37, struct.pack("<I", 3))
PATH, FILL = (59, b""), (62, bytes(16))
TENFOLD, FROM_TENTHS = (35, struct.pack("<6f", 10, 0, 0, 10, 0, 0)), (9, struct.pack("<2i", 10, 10))


@pytest.mark.parametrize(
    ("records", "opaque"),
    [
        ([points(86, *WHOLE)], True),
        ([(43, struct.pack("<4i", 0, 0, 1000, 400))], True),
        ([(42, struct.pack("<4i", 0, 0, 1000, 400))], True),
        ([NO_BRUSH, points(86, *WHOLE)], False),
        ([BLUE, NO_BRUSH, SET_BLUE, points(86, *WHOLE)], True),
        ([points(86, (0, 0), (400, 0), (400, 400), (0, 400))], False),
        (
            [
                points(86, (0, 0), (400, 0), (400, 400), (0, 400)),
                points(86, (390, 0), (800, 0), (800, 400), (390, 400)),
            ],
            True,
        ),
        ([rings(0, 40)], False),
        ([rings(0)], True),
        ([PATH, (27, struct.pack("<2i", 0, 0)), points(89, *WHOLE[1:]), (60, b""), FILL], True),
        ([PATH, (27, struct.pack("<2i", 0, 0)), points(89, *WHOLE[1:]), (60, b""), (64, bytes(16))], False),
        ([(71, bytes(16) + struct.pack("<II8I4i", 48, 0x80000000, *[0] * 8, 0, 0, 1000, 400))], True),
        ([points(86, (0, 0), (100, 0), (100, 40), (0, 40))], False),
        ([TENFOLD, points(86, (0, 0), (100, 0), (100, 40), (0, 40))], True),
        ([(11, struct.pack("<2i", 100, 100)), FROM_TENTHS, points(86, (0, 0), (100, 0), (100, 40), (0, 40))], True),
        ([(86, bytes(16) + struct.pack("<I", 99))], False),
    ],
)
def test_metafile_is_opaque_where_most_of_it_is_filled(records: list[tuple[int, bytes]], *, opaque: bool) -> None:
    assert is_opaque(metafile(*records)) is opaque


def old_metafile(*records: tuple[int, bytes]) -> bytes:
    """A Windows metafile of 1000 by 400 dots."""
    head = b"\xd7\xcd\xc6\x9a" + struct.pack("<H4h", 0, 0, 0, 1000, 400) + bytes(26)
    return head + b"".join(struct.pack("<IH", len(data) // 2 + 3, kind) + data for kind, data in records)


def flat(*places: tuple[int, int]) -> bytes:
    return b"".join(struct.pack("<2h", *place) for place in places)


OLD_WHOLE = (0x0324, struct.pack("<H", 4) + flat(*WHOLE))
OLD_PEN, OLD_EMPTY, OLD_BLUE = (0x02FA, bytes(10)), (0x02FC, struct.pack("<4H", 1, 0, 0, 0)), (0x02FC, bytes(8))
OLD_RING = (0x0538, struct.pack("<3H", 2, 4, 4) + flat(*WHOLE, (40, 40), (960, 40), (960, 360), (40, 360)))


def use(number: int, kind: int = 0x012D) -> tuple[int, bytes]:
    return kind, struct.pack("<H", number)


@pytest.mark.parametrize(
    ("records", "opaque"),
    [
        ([OLD_WHOLE], True),
        ([(0x041B, struct.pack("<4h", 400, 1000, 0, 0))], True),
        ([(0x0418, struct.pack("<4h", 400, 1000, 0, 0))], True),
        ([(0x041B, struct.pack("<4h", 400, 300, 0, 0))], False),
        ([OLD_PEN, OLD_EMPTY, use(0), use(1), OLD_WHOLE], False),
        ([OLD_EMPTY, use(0), use(0, 0x01F0), OLD_BLUE, use(0), OLD_WHOLE], True),
        ([(0x020C, struct.pack("<2h", 4000, 10000)), OLD_WHOLE], False),
        ([OLD_RING], False),
        ([(0x0324, b"\x09")], False),
    ],
)
def test_old_metafile_is_opaque_where_most_of_it_is_filled(records: list[tuple[int, bytes]], *, opaque: bool) -> None:
    assert is_opaque(old_metafile(*records)) is opaque


@pytest.mark.parametrize(("kind", "flags", "opaque"), [(0x401A, 0, True), (0x4014, 0, False), (0x401A, 1, False)])
def test_metafile_with_its_drawing_in_comments_is_opaque_by_what_it_draws(
    kind: int, flags: int, *, opaque: bool
) -> None:
    plus = b"EMF+" + b"".join(struct.pack("<HHII", own, flags, 12, 0) for own in (0x4001, kind))
    assert is_opaque(metafile((70, struct.pack("<I", len(plus)) + plus))) is opaque


def figures(draw: Callable[[Any], Any], change: Callable[[str], str] = str, *, second: object = 34) -> list[str]:
    """The figures of a sheet on which something is drawn; its drawing may be changed."""
    file, changed = BytesIO(), BytesIO()
    book = xlsxwriter.Workbook(file, {"in_memory": True})
    sheet = book.add_worksheet()
    for row, (label, figure) in enumerate([("规章", 12), ("行政许可", second), ("行政处罚", 56)]):
        sheet.write_row(row, 0, [label, figure])
    draw(sheet)
    book.close()
    with zipfile.ZipFile(file) as before, zipfile.ZipFile(changed, "w") as after:
        for part in before.namelist():
            data = before.read(part)
            after.writestr(part, change(data.decode()).encode() if part.startswith("xl/drawings/drawing") else data)
    (grid,) = read_document(changed.getvalue(), name="a.xlsx").grids()
    return [row[1].text for row in grid.rows]


def box(**looks: Any) -> Callable[[Any], Any]:
    """A filled box over the second figure."""
    return lambda sheet: sheet.insert_textbox(1, 1, "", {"width": 64, "height": 20, **looks})


def as_line(drawing: str) -> str:
    return drawing.replace('prst="rect"', 'prst="line"')


def as_connector(drawing: str) -> str:
    names = {"nvSpPr": "nvCxnSpPr", "cNvSpPr": "cNvCxnSpPr", "sp ": "cxnSp ", "sp>": "cxnSp>"}
    return re.sub("xdr:(nvSpPr|cNvSpPr|sp[ >])", lambda match: f"xdr:{names[match[1]]}", as_line(drawing))


@pytest.mark.parametrize("change", [as_line, as_connector])
@pytest.mark.parametrize(
    ("looks", "shown"),
    [
        ({"height": 1, "y_offset": 10}, ["12", STRUCK.format(34), "56"]),
        ({"height": 0, "y_offset": 10, "x_offset": 40, "width": 20}, ["12", STRUCK.format(34), "56"]),
        ({"height": 18}, ["12", STRUCK.format(34), "56"]),
        ({"height": 38}, ["12", STRUCK.format(34), STRUCK.format(56)]),
        ({"height": 1}, ["12", "34", "56"]),
        ({"height": 1, "y_offset": 20}, ["12", "34", "56"]),
        ({"height": 1, "y_offset": 10, "x_offset": 64}, ["12", "34", "56"]),
        ({"height": 40, "width": 1}, ["12", "34", "56"]),
        ({"height": 1, "y_offset": 10, "line": {"none": True}}, ["12", "34", "56"]),
    ],
)
def test_figure_across_which_a_line_is_drawn_is_said(
    looks: dict[str, Any], shown: list[str], change: Callable[[str], str]
) -> None:
    assert figures(box(**looks), change) == shown


def test_figure_across_which_a_thin_filled_shape_lies_is_said() -> None:
    assert figures(box(height=2, y_offset=6))[1] == STRUCK.format(34)
    assert figures(box(height=2, y_offset=19)) == ["12", "34", "56"]


def as_group(drawing: str) -> str:
    """The box as the left half of a group, beside an empty frame."""
    (shape,) = re.findall(r"<xdr:sp .*?</xdr:sp>", drawing, re.DOTALL)
    names = '<xdr:nvGrpSpPr><xdr:cNvPr id="9" name="g"/><xdr:cNvGrpSpPr/></xdr:nvGrpSpPr>'
    inner = '<a:chOff x="0" y="0"/><a:chExt cx="200" cy="100"/>'
    frame = f'<xdr:grpSpPr><a:xfrm><a:off x="5" y="5"/><a:ext cx="9" cy="9"/>{inner}</a:xfrm></xdr:grpSpPr>'
    own = re.sub(r"<a:off .*?/><a:ext .*?/>", '<a:off x="0" y="0"/><a:ext cx="95" cy="100"/>', shape)
    return drawing.replace(shape, f"<xdr:grpSp>{names}{frame}{own}</xdr:grpSp>")


def test_figure_below_a_shape_of_a_group_is_said() -> None:
    group = {"width": 128, "height": 40}
    assert figures(box(**group), as_group) == ["12", COVERED.format(34), COVERED.format(56)]
    assert figures(lambda sheet: sheet.insert_textbox(1, 0, "", group), as_group) == ["12", "34", "56"]


def test_figure_below_what_programs_know_in_two_ways_is_said() -> None:
    def change(drawing: str) -> str:
        either = "http://schemas.openxmlformats.org/markup-compatibility/2006"
        begin = (
            f'<mc:AlternateContent xmlns:mc="{either}"><mc:Choice Requires="x"><x:contentPart xmlns:x="x"/></mc:Choice>'
        )
        end = "</mc:Fallback></mc:AlternateContent>"
        return drawing.replace("<xdr:sp ", f"{begin}<mc:Fallback><xdr:sp ").replace("</xdr:sp>", f"</xdr:sp>{end}")

    assert figures(box(), change) == ["12", COVERED.format(34), "56"]


def test_figure_below_a_button_is_said_and_an_empty_cell_there_is_no_blank() -> None:
    def button(sheet: Any) -> None:
        sheet.insert_button(1, 1, {"width": 64, "height": 20})

    assert figures(button) == ["12", COVERED.format(34), "56"]
    assert figures(button, second=None) == ["12", "图片：?", "56"]


def test_empty_cell_below_a_large_opaque_picture_is_no_blank() -> None:
    picture = {"image_data": BytesIO(png([[255] * 64] * 60))}

    assert figures(lambda sheet: sheet.insert_image(0, 1, "a.png", picture), second=None) == [
        COVERED.format(12), "图片：?", COVERED.format(56),
    ]  # fmt: skip


def codes(change: Callable[[Any], object]) -> list[str]:
    """What is noted of what is behind the cells of a sheet."""
    file = BytesIO()
    book = xlsxwriter.Workbook(file, {"in_memory": True})
    change(book.add_worksheet())
    book.close()
    return [notice.code for notice in pictures_behind(Archive(file.getvalue(), name="a"))]


@pytest.mark.parametrize(("dots", "count"), [(40, 0), (300, 1)])
def test_a_picture_that_reaches_below_the_head_of_pages_is_noted(dots: int, count: int) -> None:
    image = {"image_data_center": BytesIO(png([[255]] * dots)), "image_center": "a.png"}

    assert codes(lambda sheet: sheet.set_header("&C&G", image)) == ["drawn-behind"] * count


def test_the_background_of_a_sheet_is_noted() -> None:
    assert codes(lambda sheet: sheet.set_background(BytesIO(png([[255]])))) == ["drawn-behind"]
    assert codes(lambda sheet: sheet.insert_image(0, 0, "a.png", {"image_data": BytesIO(png([[255]]))})) == []
