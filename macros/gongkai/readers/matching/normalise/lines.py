"""Paragraphs as lines of text: what each looks like, and its parts between tabs, bars or spaces."""

import re
from collections.abc import Sequence

from gongkai.readers.document import SourceParagraph
from gongkai.readers.document.signs import BARS
from gongkai.readers.matching.figure_text import (
    NUMBER_OF_LABEL,
    SIGNS,
    collapse_spaces,
    is_blank_text,
    looks_like_figures,
    looks_misread,
)
from gongkai.readers.matching.normalise.model import LineShape, NormalisedLine, NormalisedParagraph

_PAGE_NUMBER = re.compile(
    r"\s*(?:[-—–─－]+\s*[1-9]\d{0,3}\s*[-—–─－]+|第\s*\d{1,4}\s*页(?:.{0,3}共\s*\d{1,4}\s*页)?|(\d{1,3})\s*[/／]\s*(\d{1,3})|[Pp]age\s*\d+)\s*"
)
_PRINTED_AT = re.compile(
    r"\s*(?:打印(?:时间|日期)\s*[:：]\s*)?20\d\d(?:[/.-]\d{1,2}[/.-]|\s*年\s*\d{1,2}\s*月\s*)\d{1,2}日?[\s,，T]*\d{1,2}[:：]\d\d(?:[:：]\d\d)?\s*"
)
"""Day and time, as a browser prints them at the edge of each page."""
_BAR = re.compile(f"[{BARS}]")
_DELIMITER = re.compile(rf"\t|[{BARS}]")
# A unit or note that a space sets off from its figure belongs to the figure: "12 件", "22 （其中修订16件）".
_SPACE_BEFORE_UNIT = re.compile(
    rf"\s+(?=[（(](?!{NUMBER_OF_LABEL})|[百千万亿]*元|[十百千万亿]+(?:\s|$)|[件项个宗次条份人篇家起])"
)
_DRAWN_LINE = re.compile("[_＿]+")
"""The line of a form on which a figure is filled in: ``规章____3____件``."""
_BEFORE_SIGN = re.compile(rf"(?<=[\d０-９])(?=[{SIGNS}]\.?[\d０-９])")


def normalise_paragraph(paragraph: SourceParagraph) -> NormalisedParagraph:
    """Class the lines of a paragraph; empty ones are dropped."""
    lines: list[NormalisedLine] = []
    start = 0
    numbering = f"{paragraph.number}." if paragraph.number is not None else ""
    for text in paragraph.text.split("\n"):
        line = normalise_line(text, start, numbering)
        if line is not None:
            lines.append(line)
        start += len(text) + 1
        numbering = ""  # a numbered list numbers the first line of its item
    return NormalisedParagraph(tuple(lines), paragraph.origin, _is_page_number(paragraph.text))


def normalise_line(text: str, start: int, numbering: str) -> NormalisedLine | None:
    """Class a line of text by its looks.

    Args:
        text: The line.
        start: Where it begins in its paragraph.
        numbering: The number that a list gives it.

    Returns:
        The line; None where it is empty.
    """
    text = _DRAWN_LINE.sub(_as_gap, text)
    if not collapse_spaces(text):
        return None
    if _is_page_number(text):
        return NormalisedLine(text, LineShape.PAGE_NUMBER, (), start, numbering)
    ends_in_tab = text.count("\t") == 1 and text.endswith("\t") and bool(text.strip())  # a tab that separates nothing
    if ("\t" in text and not ends_in_tab) or len(_BAR.findall(text)) > 1:
        cells = tuple(cell.strip() for cell in _DELIMITER.split(text.strip(f"{BARS} \r")))
        return NormalisedLine(text, LineShape.DELIMITED, cells, start, numbering)
    cells = split_at_spaces(text)
    only_figures = bool(cells) and all(looks_like_figures(cell) or is_blank_text(cell) for cell in _legible(cells))
    return NormalisedLine(text, LineShape.FIGURES if only_figures else LineShape.TEXT, cells, start, numbering)


def _as_gap(line: re.Match[str]) -> str:
    """Spaces in place of a drawn line beside a figure."""
    beside = line.string[max(line.start() - 2, 0) : line.start()] + line.string[line.end() : line.end() + 2]
    return " " * len(line[0]) if any(map(str.isdigit, beside)) else line[0]


def _is_page_number(text: str) -> bool:
    """Whether a line is what stands at the edge of a page: its number, or when it was printed.

    Of ``0 / 3`` and ``5 / 3`` no page can be the first figure.
    """
    if _PRINTED_AT.fullmatch(text):
        return True
    match = _PAGE_NUMBER.fullmatch(text)
    return match is not None and (match[1] is None or 0 < int(match[1]) <= int(match[2]))


def _legible(cells: Sequence[str]) -> Sequence[str]:
    """The cells of a line without digits that were taken for letters, if there are others, or it is one cell."""
    legible = [cell for cell in cells if not looks_misread(cell)]
    return legible if legible or len(cells) == 1 else cells


def split_at_spaces(text: str) -> tuple[str, ...]:
    """Split a text at its spaces and before signs; a unit or note after a figure stays with it."""
    joined = _BEFORE_SIGN.sub(" ", _SPACE_BEFORE_UNIT.sub("", collapse_spaces(text)))
    return tuple(joined.split(" ")) if joined else ()
