"""What a cell of a document holds as a figure, more forgiving than what a clerk may write, and saying so.

Dashes and slashes are blank, thousands separators go, a note behind a figure is kept apart. What is no figure stays
unread: nothing is guessed from words.
"""

import re
from dataclasses import dataclass
from functools import lru_cache

from gongkai.figures import BLANK, UNIT, Figure, Kind, Misreading, State, read

_SPACES = re.compile(r"[\s\u00a0\u3000\u2000-\u200f\u202f\u205f\u2060\ufeff]+")
_DASHES = frozenset("-‐‑‒–—―─━﹣－−/／\\∕⁄_~～|﹘⸺·")
_EMPTY_WORDS = frozenset({"无", "空", "空白", "nan", "none", "null", "n/a", "无数据", "不涉及"})
_MARK = re.compile(r"^(?P<number>[+-]?[\d,]+(?:\.\d+)?)\s*(?P<mark>[①-⑳*※†]+|\[\d{1,2}\]|注\d{0,2})$")
_GROUPED = re.compile(r"[+-]?\d{1,3}(?:,\d{3})+(?:\.\d+)?")
_LIKE = re.compile(
    rf"[+\-＋－−]?[\d０-９][\d０-９.,，．\s]*(?:{UNIT})?\s*(?:[（(].*[)）])?(?:[①-⑳*※†]+|\[\d{{1,2}}\]|注\d{{0,2}})?",
    re.DOTALL,
)
_DIGITS = str.maketrans("０１２３４５６７８９．，＋－−﹣", "0123456789.,+---")


@dataclass(frozen=True, slots=True)
class Taken:
    """A cell as read.

    Attributes:
        figure: What it holds; None where it could not be read.
        code: What there is to say: ``dash``, ``separator``, ``mark``, ``whole``, or a reason why it was not read.
        sure: Whether the reading is certain.
    """

    figure: Figure | None
    code: str = ""
    sure: bool = True


def squeeze(text: str) -> str:
    """A text without spaces at its ends, every inner run of spaces one space."""
    return _SPACES.sub(" ", text).strip()


@lru_cache(maxsize=65536)
def is_blank(text: str) -> bool:
    """Whether a cell's text is nothing, or one of the ways to write nothing."""
    plain = _SPACES.sub("", text)
    return not plain or all(sign in _DASHES for sign in plain) or plain.lower() in _EMPTY_WORDS


@lru_cache(maxsize=65536)
def is_figure(text: str) -> bool:
    """Whether a text looks like one or more figures and nothing else."""
    plain = squeeze(text)
    return bool(plain) and _LIKE.fullmatch(plain) is not None


def has_note(text: str) -> bool:
    """Whether a figure has a remark in brackets behind it."""
    return bool(re.search(r"[（(].+[)）]\s*$", text, re.DOTALL))


@lru_cache(maxsize=65536)
def take(text: str, kind: Kind) -> Taken:  # noqa: PLR0911 - a way to write a figure, a return
    """Read a cell."""
    plain = squeeze(text)
    if is_blank(plain):
        return Taken(BLANK, "dash" if plain else "")
    found = read(plain, kind)
    narrow = plain.translate(_DIGITS)
    if not isinstance(found, Misreading):
        glued = re.match(r"[+-]?0\d", narrow) is not None
        return Taken(found.figure, "leading-zero" if glued else "", sure=not glued)
    if found.reason == "separator":
        return _separated(narrow, kind)
    mark = _MARK.match(narrow)
    if mark is not None:
        inner = take(mark["number"], kind)
        return Taken(_noted(inner.figure, mark["mark"]), "mark", sure=False)
    if found.reason == "fraction" and re.fullmatch(r"\d+\.0+", narrow):
        return take(narrow.partition(".")[0], kind)
    joined = re.sub(r"(?<=\d) (?=\d{3}(?:\D|$))", "", narrow)
    if joined != narrow and not isinstance(read(joined, kind), Misreading):
        return Taken(take(joined, kind).figure, "spaced", sure=False)
    return Taken(None, found.reason)


def _separated(narrow: str, kind: Kind) -> Taken:
    number = re.match(r"[+-]?[\d,.]+", narrow)
    if number is None or _GROUPED.fullmatch(number[0]) is None:
        return Taken(None, "separator")
    again = read(number[0].replace(",", "") + narrow[number.end() :], kind)
    return Taken(None, again.reason) if isinstance(again, Misreading) else Taken(again.figure, "separator")


def _noted(figure: Figure | None, note: str) -> Figure | None:
    if figure is None or figure.state is not State.GIVEN or figure.note is not None:
        return figure
    return Figure(figure.value, figure.state, figure.unit, note, figure.spaced)
