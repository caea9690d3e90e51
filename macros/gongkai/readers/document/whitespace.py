"""Whitespace and line breaks of a source: those of the layout are removed, those that the author meant are kept."""

import re
import unicodedata
from collections.abc import Sequence

BREAK = "\x01"
"""Stands for a line break of the author while text is collected, because newlines may be of the layout."""

_NOTHING = re.compile("[\u200b-\u200f\u202a-\u202e\u2060\ufeff\u00ad]")
_NO_WIDTH = re.compile("[\u200b-\u200f\u2060\ufeff\u00ad]")
_REVERSED = re.compile("\u202e([\\d\\s.,]*)\u202c?")
"""A figure whose direction is overridden, as Unicode has it: the digits are seen in the opposite order."""
_MARK = "\u200f"
_MARKED = re.compile(f"(?<!\\d)\\d*(?:{_MARK}\\d*)+")
"""Digits with marks of right-to-left writing, which put what follows the first of them in the opposite order."""
_WHITE = re.compile("[ \t\r\n\f\xa0\u2028\u2029]+")
_ENDS_OF_LINES, _OF_LAYOUT = re.compile("[\n\u2028\u2029]"), " \t\r\n\f\u2028\u2029"
_WIDE = "[\u2e80-\u9fff\uac00-\ud7af\uf900-\ufaff\uff00-\uffef\u2018-\u201d\u2026\u2014]"
_AROUND = re.compile(f"(?<={_WIDE})\x02(?={_WIDE})")
_SECTION = re.compile(r"[（(]?[一二三四五六七八九十]{1,3}[)）、]|[（(][一二三四五六七八九十]{1,3}[)）]")
_ITEM = re.compile(r"\d{1,2}[.、．](?!\d)")
_INDENT = re.compile("\\s*(?:\u3000|\xa0 ?\xa0)")


def is_blank(character: str) -> bool:
    """Whether a character is white space, has no width, or stands for a line break.

    Args:
        character: One character.
    """
    return character.isspace() or character == BREAK or _NOTHING.match(character) is not None


def in_seen_order(text: str) -> str:
    """A text with its digits in the order in which they are seen: marks of another direction may turn them.

    Args:
        text: In the order in which it is written.
    """
    if _MARK not in text:
        return text
    return _MARKED.sub(_seen_digits, text)


def _seen_digits(marked: re.Match[str]) -> str:
    first, *others = marked[0].split(_MARK)
    return "".join((first, *reversed(others)))


def without_widthless(text: str) -> str:
    """A text without the characters that take no room, such as web pages have between digits so that lines may break.

    Those that turn the direction of digits, or end a line, stay.

    Args:
        text: Any text.
    """
    return _NO_WIDTH.sub("", in_seen_order(text))


def collapse_spaces(text: str) -> str:
    """A text in one line: runs of spaces become one, a line break between Chinese characters becomes none.

    Args:
        text: Any text.
    """

    def shorter(blanks: re.Match[str]) -> str:
        return "\x02" if _ENDS_OF_LINES.search(blanks[0]) and not blanks[0].strip(_OF_LAYOUT) else " "

    if not text or text.isalnum():  # as most figures and labels are
        return text
    text = _REVERSED.sub(lambda figure: figure[1][::-1], in_seen_order(text))
    text = _WHITE.sub(shorter, _NOTHING.sub("", text))
    return _AROUND.sub("", text).replace("\x02", " ").strip(" \u3000")


def lines_of(text: str) -> list[str]:
    """The lines of an author, their spaces collapsed, without empty ones.

    Args:
        text: With ``BREAK`` between lines.
    """
    return [line for line in map(collapse_spaces, text.split(BREAK)) if line]


def paragraphs_of(text: str) -> list[str]:
    r"""Paragraphs of a text in which breaks alone separate them, as content management systems write.

    A break begins a paragraph where an empty line, an indent or the number of a section follows; others become ``\n``.

    Args:
        text: With ``BREAK`` between lines.
    """
    paragraphs: list[list[str]] = []
    apart = True
    for raw in text.split(BREAK):
        line = collapse_spaces(raw)
        if not line:
            apart = True
            continue
        if apart or not paragraphs or _INDENT.match(raw) or _SECTION.match(line):
            paragraphs.append([])
        paragraphs[-1].append(line)
        apart = False
    return ["\n".join(lines) for lines in paragraphs]


def display_width(text: str) -> int:
    """Width of a text in columns, of which a Chinese character takes two.

    Args:
        text: One line.
    """
    if text.isascii():
        return len(text)
    return sum(2 if unicodedata.east_asian_width(character) in "WFA" else 1 for character in text)


def join_wrapped_lines(lines: Sequence[str]) -> str:
    """Lines that the layout broke, as one: with a space only between Latin words or figures.

    Args:
        lines: Without their newlines.
    """
    text = ""
    for line in lines:
        if text and re.match(r"[!-~０-９]", line) and re.search(r"[!-~０-９]$", text):
            text += " "
        text += line
    return text


_FEWEST_FULL = 5
_NARROWEST, _BROADEST = 36, 110
_SLACK = 5
_ENDS = "。；！？：.;!?:"


def wrap_column(texts: Sequence[str]) -> int | None:
    """The column at which the lines of a text are wrapped; None if they are not.

    They are, where several lines end at the same column and most of these stop within a sentence.

    Args:
        texts: The lines.
    """
    lines = [text.rstrip() for text in texts if text.strip()]
    widths = sorted((display_width(line), line[-1] not in _ENDS) for line in lines if len(line) <= _BROADEST)
    best, edge = 0, None
    for widest in sorted({columns for columns, _ in widths}):
        if _NARROWEST <= widest <= _BROADEST:
            full = [within for columns, within in widths if widest - _SLACK <= columns <= widest]
            if len(full) >= max(_FEWEST_FULL, best + 1) and sum(full) * 5 >= len(full) * 3:
                best, edge = len(full), widest
    return edge


def fills_line(line: str, limit: int) -> bool:
    """Whether a line reaches the column at which lines are wrapped, so that the next one continues it.

    Args:
        line: The line.
        limit: That column.
    """
    return display_width(line.rstrip()) >= limit - _SLACK


def starts_paragraph(line: str) -> bool:
    """Whether a line begins a paragraph, by an indent or the number of a section or an item.

    Args:
        line: The line.
    """
    plain = unicodedata.normalize("NFKC", line.strip()[:8])  # printed from a browser, ⼀ may be a radical
    return bool(re.match("\u3000|  |\t", line) or _SECTION.match(plain) or _ITEM.match(plain))
