"""Figures in rows of a Word file whose height is fixed and too low for them: what does not fit is not shown.

How high a line is depends on its font; so the least is assumed, and only what is cut off all the same is said.
"""

import re
from collections.abc import Iterator
from math import ceil, inf
from typing import Any

from gongkai.figures import whole_number
from gongkai.findings import say
from gongkai.readers.files.office_xml import WORD
from gongkai.readers.formats.word_parts.run_looks import RunLooks, size_of

_FIGURE = re.compile(r"[-+]?[\d\s,.]*\d[\d\s,.]*[件个宗条份人家起项次篇]?")
_LINE, _BOTTOM = 1.15, 0.84
"""The least height of a line, and how far down in it all but the edge of a digit can be seen, as shares of its font
size: most fonts for Chinese end a digit at 0.86, others lower."""
_WIDTHS = {".": 0.2, ",": 0.2}
_WIDTH_OF_DIGIT, _MARGIN, _SINGLE = 0.48, 108, 240
"""The least width of a digit as a share of its font size; in twentieths of a point the space at each side of a cell,
and in 240ths of a line its usual height."""
_TURNED = ("textDirection", "tcFitText", "vMerge")
"""What lays out a cell otherwise than line by line in its own row."""


def say_what_is_cut_off(root: Any, styles: Any) -> None:
    """Write that a figure is not shown in full into its cell.

    Args:
        root: The root element of a part.
        styles: The root of the part that defines the styles of the file; None where it has none.
    """
    heights = {row: height for row in root.iter(f"{WORD}tr") if (height := _fixed_height(row)) is not None}
    looks = RunLooks(styles) if heights else None
    for row, height in heights.items():
        for cell in row.iterchildren(f"{WORD}tc"):
            if looks is not None and _is_figure(cell) and _is_cut(cell, height, looks):
                _mark(cell)


def _fixed_height(row: Any) -> int | None:
    """The height of a row in twentieths of a point; None for one that grows with its contents."""
    height = row.find(f"{WORD}trPr/{WORD}trHeight")
    if height is None or height.get(f"{WORD}hRule") != "exact":
        return None
    return whole_number(height.get(f"{WORD}val") or "")


def _is_figure(cell: Any) -> bool:
    """Whether a cell holds nothing but figures, line by line, as they are written."""
    is_turned = any(cell.find(f"{WORD}tcPr/{WORD}{name}") is not None for name in _TURNED)
    if is_turned or cell.find(f"{WORD}tbl") is not None:
        return False
    return (
        _FIGURE.fullmatch(
            " ".join(line for paragraph in cell.iterchildren(f"{WORD}p") for line in _lines(paragraph)).strip()
        )
        is not None
    )


def _lines(paragraph: Any) -> list[str]:
    """The texts of a paragraph between its line breaks."""
    lines = [""]
    for item in paragraph.iter(f"{WORD}t", f"{WORD}br"):
        if item.tag == f"{WORD}t":
            lines[-1] += item.text or ""
        else:
            lines.append("")
    return lines


def _is_cut(cell: Any, height: int, looks: RunLooks) -> bool:
    """Whether a line with a digit begins so far down that the row ends before most of it is seen."""
    top, room = _space_above(cell), _room(cell)
    for paragraph in cell.iterchildren(f"{WORD}p"):
        size = _size(paragraph, looks)
        spacing = looks.layout_of(paragraph, "spacing")
        top += _number(spacing.get(f"{WORD}before"))
        line = _height_of_line(size, spacing)
        for text in _lines(paragraph):
            words = text.strip()
            for _ in range(min(ceil(_width(words, size) / room), len(words)) or 1):
                seen_at = max(_BOTTOM * size, line / 2) if spacing.get(f"{WORD}lineRule") == "exact" else _BOTTOM * size
                if top + seen_at > height and words:
                    return True
                top += line
    return False


def _size(paragraph: Any, looks: RunLooks) -> int:
    """The size of the characters of a paragraph in twentieths of a point: of several the smallest."""
    if paragraph.find(f"{WORD}pPr/{WORD}rPr/{WORD}sz") is not None and not "".join(_lines(paragraph)):
        return 0  # a blank line that somebody has made as low as they could
    runs = list(paragraph.iter(f"{WORD}r")) or [paragraph]
    return min(10 * size_of(looks.of(run, paragraph)) for run in runs)


def _height_of_line(size: int, spacing: Any) -> float:
    rule, line = spacing.get(f"{WORD}lineRule") or "auto", _number(spacing.get(f"{WORD}line"))
    if rule == "exact":
        return float(line)
    if rule == "atLeast":
        return max(_LINE * size, line)
    return _LINE * size * (line or _SINGLE) / _SINGLE


def _number(text: str | None) -> int:
    return whole_number(text or "") or 0


def _width(text: str, size: int) -> float:
    """The least width of a figure in twentieths of a point."""
    return sum(_WIDTHS.get(sign, _WIDTH_OF_DIGIT) * size for sign in text)


def _room(cell: Any) -> float:
    """The width of a cell between its margins; without end where the table may make it wider."""
    table = next(cell.iterancestors(f"{WORD}tbl"))
    layout, width = table.find(f"{WORD}tblPr/{WORD}tblLayout"), cell.find(f"{WORD}tcPr/{WORD}tcW")
    is_fixed = layout is not None and layout.get(f"{WORD}type") == "fixed"
    if (
        not is_fixed
        or width is None
        or width.get(f"{WORD}type") != "dxa"
        or cell.find(f"{WORD}tcPr/{WORD}noWrap") is not None
    ):
        return inf
    own = _number(width.get(f"{WORD}w")) - sum(_margins(table, cell))
    return max(own, 1)


def _margins(table: Any, cell: Any) -> Iterator[int]:
    """The space at the left and at the right of a cell."""
    for sides in (("left", "start"), ("right", "end")):
        paths = [f"{WORD}tcPr/{WORD}tcMar/{WORD}{side}" for side in sides]
        of_table = [f"{WORD}tblPr/{WORD}tblCellMar/{WORD}{side}" for side in sides]
        margins = [cell.find(path) for path in paths] + [table.find(path) for path in of_table]
        margin = next((item for item in margins if item is not None), None)
        yield _MARGIN if margin is None else min(_number(margin.get(f"{WORD}w")), _MARGIN)


def _space_above(cell: Any) -> float:
    """The space that a cell, or its table, leaves above its first line."""
    table = next(cell.iterancestors(f"{WORD}tbl"))
    margins = cell.find(f"{WORD}tcPr/{WORD}tcMar/{WORD}top"), table.find(f"{WORD}tblPr/{WORD}tblCellMar/{WORD}top")
    return next((_number(margin.get(f"{WORD}w")) for margin in margins if margin is not None), 0)


def _mark(cell: Any) -> None:
    """Write all lines of a cell into its first text, with words that say that they are not shown in full."""
    words = " ".join(line.strip() for paragraph in cell.iterchildren(f"{WORD}p") for line in _lines(paragraph)).strip()
    texts = list(cell.iter(f"{WORD}t"))
    for line_break in list(cell.iter(f"{WORD}br")):
        line_break.getparent().remove(line_break)
    for text in texts[1:]:
        text.text = ""
    texts[0].text = f"[{say('readers.cut-off')}{words}]"
