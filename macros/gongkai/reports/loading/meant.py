"""What a clerk means who writes figures another way: the figures of a line, one figure, a date.

Nothing here decides: what it gives is proposed in a message, and the figure is taken as unreadable all the same.
"""

import datetime as dt
import re
import unicodedata
from dataclasses import dataclass
from decimal import Decimal

from gongkai.figures import UNIT, Kind, whole_number
from gongkai.located import Mapping, Node, Scalar, Sequence

_OPENING, _CLOSING = "[［【〔（({｛", "]］】〕）)}｝"
_FIGURE = re.compile(rf"~|不适用|[+-]?[0-9]+(?:\.[0-9]+)?(?:\s*(?:{UNIT}))?")
_SEPARATORS = (
    ("commas", re.compile(r"\s*[,，、；;:：]\s*")),
    ("blanks", re.compile(r"[\s,，、；;]+")),
    ("stops", re.compile(r"\s*[.．。,，、；;]\s*|\s+")),
)


_MARK_SIGNS = r"\u00aa\u00b2\u00b3\u00b9\u00ba\u2070-\u209f\u2150-\u218b\u2460-\u24ff\u2776-\u2793\u3200-\u32ff"
"""Raised, lowered, circled and bracketed numbers and the like: marks of notes, whose plain form is a digit or more."""
_UNMARKED = re.compile(rf"[^{_MARK_SIGNS}]+")
_WITH_MARK = re.compile(
    rf"(?P<figure>.*?[0-9０-９])\s*(?:[{_MARK_SIGNS}]+|[*＊※†‡]+|[\[［【(（]?注\s*[0-9]{{0,2}}[\]］】)）]?)"
)


@dataclass(frozen=True, slots=True)
class MeantLine:
    """The figures that a line most likely means.

    Attributes:
        figures: As they are to be written.
        slips: What was written another way, each a key of ``line-slips`` in the words.
    """

    figures: tuple[str, ...]
    slips: tuple[str, ...]


def line_meant(value: Node, length: int) -> MeantLine | None:
    """What is meant by a line with a wrong number of figures; None where this is not plain.

    Args:
        value: What follows the colon.
        length: The number of figures that the line has.
    """
    text, slips = _raw(value)
    for name, pattern in _SEPARATORS:
        parts = [part for part in pattern.split(text.strip()) if part]
        narrow = [_narrow(part) for part in parts]
        if len(parts) == length > 1 and all(_FIGURE.fullmatch(part) for part in narrow):
            return MeantLine(tuple(narrow), (*slips, *_separator_slips(name, text)))
        if len(parts) - 1 == length > 1 and not isinstance(value, Sequence) and ends_with_sum(narrow):
            return MeantLine(tuple(narrow[:-1]), (*slips, *_separator_slips(name, text), "total"))
    return None


def _narrow(text: str) -> str:
    """A text in half-width signs; the mark of a note behind a figure stays, lest ``208①`` become 2081."""
    return _UNMARKED.sub(lambda match: unicodedata.normalize("NFKC", match[0]), text)


def ends_with_sum(figures: list[str]) -> bool:
    """Whether the last of some whole figures is the sum of the others."""
    numbers = [number for figure in figures if (number := whole_number(figure)) is not None]
    return len(numbers) == len(figures) and numbers[-1] == sum(numbers[:-1])


def _raw(value: Node) -> tuple[str, tuple[str, ...]]:
    """The text between the brackets of a line, and what is amiss with these."""
    if isinstance(value, Sequence):
        if len(value.items) == 1 and isinstance(value.items[0], Sequence):
            return _raw(value.items[0])[0], ("nested",)
        return ", ".join(item.text for item in value.items if isinstance(item, Scalar)), ()
    if isinstance(value, Mapping):
        return ", ".join(key.text for key, _ in value.pairs), ("braces",)
    text = value.text.strip()
    opening, closing = text[:1] in _OPENING and text[:1] != "", text[-1:] in _CLOSING and text[-1:] != ""
    inner = text[opening : len(text) - closing]
    if opening and closing:
        return inner, ("round" if text[0] in "(（" else "wide-brackets",)
    return inner, ("no-closing" if opening else "no-opening" if closing else "no-brackets",)


def _separator_slips(name: str, text: str) -> tuple[str, ...]:
    signs = {"，": "wide-commas", "、": "pauses", "；": "semicolons", ";": "semicolons", ":": "colons", "：": "colons"}
    slips = [slip for sign, slip in signs.items() if sign in text]
    return tuple(dict.fromkeys([*slips, *([name] if name != "commas" else [])]))


_LETTERS = str.maketrans("OoＯ〇○lIｌ｜|", "00000" + "11111")
_NUMERAL_SIGNS = "零〇 一壹 二两贰 三叁 四肆 五伍 六陆 七柒 八捌 九玖"
_NUMERALS = {sign: value for value, signs in enumerate(_NUMERAL_SIGNS.split()) for sign in signs}
_BEHIND = "(?:余|多|来|左右|以上)?[件起次个宗项条份人篇户家元?？。;；:：,，、]*"
"""What follows a figure that should stand alone, as a pattern."""
_REMARK = re.compile(r"(?P<figure>[^#＃\s]+)\s*[#＃]\s*(?P<text>\S.*?)\s*")
"""A figure with a remark after a full-width #, or after one without a blank."""
_TEN_THOUSANDS = re.compile(r"([0-9]{1,9}(?:\.[0-9]{1,4})?)\s*万[件起次个宗项条份人]?")
"""A count in 万, which is most often rounded."""
_NOTHING = frozenset({"没有", "没有发生", "未发生", "暂无", "无此项", "n/a", "na", "none", "nil"})
_POWERS = {"十": 10, "拾": 10, "百": 100, "佰": 100, "千": 1000, "仟": 1000}


def is_nothing(text: str) -> bool:
    """Whether a text says in words that there is nothing."""
    return text.strip().lower() in _NOTHING


def is_approximate(text: str) -> bool:
    """Whether a text gives a figure that is not exact, or in doubt."""
    return re.search(r"余|多|来|左右|以上|近|约|[?？]|[0-9０-９]\s*万", text) is not None


def figure_meant(text: str, kind: Kind) -> str | None:
    """The figure that a text most likely means that is none; None where that is not plain.

    Args:
        text: As it is in the file.
        kind: What the column counts in.
    """
    remark = _REMARK.fullmatch(text)
    if remark is not None:
        figure = figure_meant(remark["figure"], kind)
        return f"{figure}  # {remark['text']}" if figure else None
    bare = _narrow(text).strip().strip("“”‘’\"'`￥¥$约近共计有超 ")
    for candidate in (bare, re.sub(r"\s+(?=[0-9])", "", bare), bare.translate(_LETTERS)):
        places = r"(?:\.[0-9]+)?" if kind is Kind.AMOUNT else ""
        match = re.fullmatch(
            rf"([+-]?[0-9]+{places})(?:余|多|来|左右|以上)?[件起次个宗项条份人篇户家元?？。;；:：,，、]*", candidate
        )
        if match is not None:
            return match[1]
    rounded = _TEN_THOUSANDS.fullmatch(bare)
    if rounded is not None and kind is not Kind.AMOUNT:
        return f"{Decimal(rounded[1]) * 10_000:.0f}"
    number = _spoken(bare.rstrip("件起次个宗项条份人篇元整"))
    return None if number is None else str(number)


def figure_before_mark(text: str, kind: Kind) -> str | None:
    """The figure before the mark of a note (``208①``, ``208*``, ``208注1``); None where there is no such mark.

    Args:
        text: As it is in the file.
        kind: What the column counts in.
    """
    match = _WITH_MARK.fullmatch(text.strip())
    return figure_meant(match["figure"], kind) if match is not None else None


def _spoken(text: str) -> int | None:
    """A number below 10,000 in Chinese numerals; None for anything else."""
    if not text or any(sign not in _NUMERALS and sign not in _POWERS for sign in text):
        return None
    total = digit = 0
    for sign in text:
        if sign in _NUMERALS:
            digit = _NUMERALS[sign]
        else:
            total += (digit or 1) * _POWERS[sign]
            digit = 0
    return total + digit


def is_day(text: str) -> bool:
    """Whether a text has the shape of a date, in the calendar or not."""
    return re.fullmatch("[0-9]{4}-[0-9]{1,2}-[0-9]{1,2}", text) is not None


def date_meant(text: str) -> str | None:
    """The date that a text means which is written another way, as ``YYYY-MM-DD``; None where it is not a whole date.

    A day that is not in the calendar is none.
    """
    bare = _narrow(text).strip("“”‘’\"' ")
    match = re.fullmatch(r"(20\d\d)\s*[^\d\s]\s*(\d\d?)\s*[^\d\s]\s*(\d\d?)\s*日?", bare) or re.fullmatch(
        r"(20\d\d)(\d\d)(\d\d)", bare
    )
    if match is None:
        return None
    try:
        return dt.date(int(match[1]), int(match[2]), int(match[3])).isoformat()
    except ValueError:
        return None
