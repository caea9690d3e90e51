"""What stands outside the visible part of a page of a PDF: a page that was cropped keeps all that was on it."""

from typing import Any


def drop_outside(page: Any) -> None:
    """Drop what no viewer shows and no printer prints, as it lies outside the box to which the page is cropped.

    Args:
        page: A page of pdfplumber, whose edges nobody has asked for yet; its characters, shapes and pictures are
            changed.
    """
    left, top, right, bottom = page.cropbox
    for kind, items in page.objects.items():
        page.objects[kind] = [
            item
            for item in items
            if left <= (item["x0"] + item["x1"]) / 2 <= right and top <= (item["top"] + item["bottom"]) / 2 <= bottom
        ]
