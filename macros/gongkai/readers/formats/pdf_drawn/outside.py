"""Drops what stands outside the visible part of a PDF page: a cropped page keeps everything that was on it."""

from typing import Any


def drop_outside(page: Any) -> None:
    """Drop what no viewer shows and no printer prints because it lies outside the page's crop box.

    Args:
        page: A page of pdfplumber whose cached ``edges`` nobody has asked for yet; its characters, shapes and pictures
            are changed.
    """
    left, top, right, bottom = page.cropbox
    for kind, items in page.objects.items():
        page.objects[kind] = [
            item
            for item in items
            if left <= (item["x0"] + item["x1"]) / 2 <= right and top <= (item["top"] + item["bottom"]) / 2 <= bottom
        ]
