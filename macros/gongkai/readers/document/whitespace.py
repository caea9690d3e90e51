"""White space and line breaks of a source: what is layout goes, what the author meant stays."""

import re
import unicodedata
from collections.abc import Sequence

BREAK = "\x01"
"""A line break of the author within text that is being collected."""

_NOTHING = re.compile("[\u200b-\u200f\u2028-\u202e\u2060\ufeff\u00ad]")
_WHITE = re.compile(r"[ \t\r\n\f\xa0]+")
_WIDE = "[\u2e80-\u9fff\uac00-\ud7af\uf900-\ufaff\uff00-\uffef\u2018-\u201d\u2026\u2014]"
_AROUND = re.compile(f"(?<={_WIDE})\x02(?={_WIDE})")
_SECTION = re.compile(r"[（(]?[一二三四五六七八九十]{1,3}[)）、]|[（(][一二三四五六七八九十]{1,3}[)）]")
_INDENT = re.compile("\\s*(?:\u3000|\xa0 ?\xa0)")


def tidy(text: str) -> str:
    """One line: runs of space as one, a line break of the layout between Chinese characters as none."""

    def shorter(blanks: re.Match[str]) -> str:
        return "\x02" if "\n" in blanks[0] and not blanks[0].strip(" \t\r\n\f") else " "

    text = _WHITE.sub(shorter, _NOTHING.sub("", text))
    return _AROUND.sub("", text).replace("\x02", " ").strip(" \u3000")


def lines_of(text: str) -> list[str]:
    """The lines of an author, each tidy, empty ones left out."""
    return [line for line in map(tidy, text.split(BREAK)) if line]


def paragraphs_of(text: str) -> list[str]:
    r"""Paragraphs that are only set apart by breaks, as content systems write them; other breaks become ``\n``.

    A break begins a paragraph where an empty line, an indent or the number of a section follows it.
    """
    paragraphs: list[list[str]] = []
    apart = True
    for raw in text.split(BREAK):
        line = tidy(raw)
        if not line:
            apart = True
            continue
        if apart or not paragraphs or _INDENT.match(raw) or _SECTION.match(line):
            paragraphs.append([])
        paragraphs[-1].append(line)
        apart = False
    return ["\n".join(lines) for lines in paragraphs]


def width(text: str) -> int:
    """Columns of a text where a Chinese character takes two."""
    return sum(2 if unicodedata.east_asian_width(character) in "WFA" else 1 for character in text)


def joined(lines: Sequence[str]) -> str:
    """Lines that the layout broke, as one: with a space only between words of Latin letters or figures."""
    text = ""
    for line in lines:
        if text and re.match(r"[!-~]", line) and re.search(r"[!-~]$", text):
            text += " "
        text += line
    return text


_FEWEST_FULL = 5
_NARROWEST, _BROADEST = 36, 110
_SLACK = 5
_ENDS = "。；！？：.;!?:"


def full_width(texts: Sequence[str]) -> int | None:
    """Columns at which a text was broken into lines by its layout; None if it was not.

    It was, where several lines reach the same edge and most of them stop within a sentence.
    """
    lines = [text.rstrip() for text in texts if text.strip()]
    widths = sorted((width(line), line[-1] not in _ENDS) for line in lines if len(line) <= _BROADEST)
    best, edge = 0, None
    for widest in sorted({columns for columns, _ in widths}):
        if _NARROWEST <= widest <= _BROADEST:
            full = [within for columns, within in widths if widest - _SLACK <= columns <= widest]
            if len(full) >= max(_FEWEST_FULL, best + 1) and sum(full) * 5 >= len(full) * 3:
                best, edge = len(full), widest
    return edge


def is_full(line: str, limit: int) -> bool:
    """Whether a line reaches the edge, so that the next one continues it."""
    return width(line.rstrip()) >= limit - _SLACK


def begins_anew(line: str) -> bool:
    """Whether a line begins a paragraph by itself: an indent or the number of a section."""
    return bool(re.match("\u3000|  |\t", line) or _SECTION.match(line.strip()))
