"""Pages of a PDF whose words are drawn as outlines, or in the strips of a scan: nothing of them can be read.

One large picture is a block of the document and is named as such. Where figures lie on or below pictures, as on a stamp
that is a watermark, the figures are read and the pictures are not.
"""

from collections.abc import Sequence
from typing import Any

from gongkai.readers.document import FileNotice, Origin
from gongkai.readers.formats.pdf_drawn import is_red, is_white
from gongkai.readers.formats.pdf_ruled import is_large
from gongkai.readers.formats.pdf_unseen.opacity import is_faint

_COVERS = 0.4
"""Share of the page from which on a picture is the page, and its text no more than a running head or a number."""
_FEWEST_OUTLINES = 100
_MOST_BESIDE_PICTURE, _MOST_BESIDE_OUTLINES = 60, 20
"""Most characters of a page besides."""
_WATERMARK, _FEWEST_DIGITS, _FEWEST_DOTS = 0.2, 5, 16
"""Share of the page, and digits on them, from which on pictures may be a watermark; fewer dots than those are a mere
colour."""
_MOST_PICTURES = 200
_LARGE_STROKE, _FEWEST_CORNERS, _FEWEST_STROKES = 15.0, 8, 3
"""How large in points a stroke of a drawn word is at least, its corners, and the strokes."""
_DRAWN_WORDS, _SEAL = 0.015, 0.04
"""Share of the page that a drawn word takes at least, and a red one, which is larger than the seal of an office."""
_MOST_CURVES = 20_000


def is_picture(page: Any) -> bool:
    """Whether what a page says is outlines or small pictures, without text to be read.

    Args:
        page: A page of pdfplumber.
    """
    if any(is_large(page, item) for item in page.images):
        return False
    letters = sum(1 for char in page.chars if str(char["text"]).strip())
    if letters <= _MOST_BESIDE_OUTLINES and len(page.curves) >= _FEWEST_OUTLINES:
        return True
    area = sum(abs((item["x1"] - item["x0"]) * (item["bottom"] - item["top"])) for item in page.images)
    return letters <= _MOST_BESIDE_PICTURE and area >= _COVERS * page.width * page.height


def has_figures_on_pictures(page: Any) -> bool:
    """Whether digits of a page stand on or below pictures that together take up much of it.

    Args:
        page: A page of pdfplumber.
    """
    pictures = [item for item in page.images[:_MOST_PICTURES] if not is_faint(item) and _dots(item) > _FEWEST_DOTS]
    digits = [mark for mark in page.chars if str(mark["text"]).isdigit()] if pictures else []
    area = count = 0
    for item in pictures:
        left, right = max(item["x0"], 0), min(item["x1"], page.width)
        top, bottom = max(item["top"], 0), min(item["bottom"], page.height)
        own = sum(
            left <= (mark["x0"] + mark["x1"]) / 2 <= right and top <= (mark["top"] + mark["bottom"]) / 2 <= bottom
            for mark in digits
        )
        count += own
        area += (right - left) * (bottom - top) if own else 0
    return bool(count >= _FEWEST_DIGITS and area >= _WATERMARK * page.width * page.height)


def has_figures_on_outlines(page: Any) -> bool:
    """Whether digits of a page stand on or below large characters that are drawn as outlines, as in a watermark.

    Args:
        page: A page of pdfplumber.
    """
    if len(page.curves) > _MOST_CURVES:
        return False
    strokes = [item for item in page.curves if _is_large_stroke(item)]
    if len(strokes) < _FEWEST_STROKES:
        return False
    left, right = max(min(item["x0"] for item in strokes), 0), min(max(item["x1"] for item in strokes), page.width)
    top, bottom = (
        max(min(item["top"] for item in strokes), 0),
        min(max(item["bottom"] for item in strokes), page.height),
    )
    digits = [mark for mark in page.chars if str(mark["text"]).isdigit()]
    count = sum(
        left <= (mark["x0"] + mark["x1"]) / 2 <= right and top <= (mark["top"] + mark["bottom"]) / 2 <= bottom
        for mark in digits
    )
    share = _SEAL if all(map(is_red, strokes)) else _DRAWN_WORDS
    return bool(count >= _FEWEST_DIGITS and (right - left) * (bottom - top) >= share * page.width * page.height)


def _is_large_stroke(curve: Any) -> bool:
    """Whether a curve may be a stroke of a large character: the parts of charts have few corners."""
    is_large_enough = max(curve["width"], curve["height"]) >= _LARGE_STROKE
    return bool(
        is_large_enough
        and len(curve.get("pts") or ()) >= _FEWEST_CORNERS
        and curve.get("fill")
        and not is_faint(curve)
        and not is_white(curve)
    )


def _dots(picture: Any) -> int:
    width, height = picture.get("srcsize") or (0, 0)
    return int(width or 0) * int(height or 0)


def on_pictures(pages: Sequence[int], code: str = "picture-pages") -> tuple[FileNotice, ...]:
    """What is said of such pages of a file that has others with text.

    Args:
        pages: Their numbers, from 1.
        code: Of what is said.
    """
    if not pages:
        return ()
    args = (("pages", "、".join(map(str, pages))), ("count", str(len(pages))))
    return (FileNotice(code, args=args, origin=Origin(page=pages[0])),)
