"""Pages of a PDF whose words are drawn as outlines, or in the strips of a scan: nothing of them can be read.

One large picture is a block of the document and is named as such.
"""

from collections.abc import Sequence
from typing import Any

from gongkai.readers.document import FileNotice, Origin
from gongkai.readers.formats.pdf_ruled import is_large

_COVERS = 0.4
"""Share of the page from which on a picture is the page, and its text no more than a running head or a number."""
_FEWEST_OUTLINES = 100
_MOST_BESIDE_PICTURE, _MOST_BESIDE_OUTLINES = 60, 20
"""Most characters of a page besides."""


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


def on_pictures(pages: Sequence[int]) -> tuple[FileNotice, ...]:
    """What is said of such pages of a file that has others with text.

    Args:
        pages: Their numbers, from 1.
    """
    if not pages:
        return ()
    args = (("pages", "、".join(map(str, pages))), ("count", str(len(pages))))
    return (FileNotice("picture-pages", args=args, origin=Origin(page=pages[0])),)
