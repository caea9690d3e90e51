"""The automatic numbers of a Word file as text, where they are in Chinese style: 一、 （一） 第一条.

Plain lists (1. 2. 3., bullets) are lists for mammoth as well and stay what they are, but before figures of cells.
"""

import re
from dataclasses import dataclass, field
from typing import Any

from gongkai.readers.files.office_xml import WORD, xml_root

_DIGITS = "零一二三四五六七八九"
_CHINESE = {
    *("chineseCounting", "chineseCountingThousand", "japaneseCounting", "ideographDigital", "taiwaneseCounting"),
    *("taiwaneseCountingThousand", "koreanDigital2", "chineseLegalSimplified", "japaneseLegal"),
}
_WITH_DIGITS = ("decimal", "numberInDash", "ordinal", "hex")
"""How the forms begin that write digits (ECMA-376 part 1, 17.18.59)."""
_LITERAL = ("bullet", "none")
"""Forms of which the text of the level alone is shown."""
_PLAIN = re.compile(r"(?:%\d[.．)]?)+")
_SIGN = re.compile(r"\s*[-－﹣–—−―‐‑+＋\d]+\s*")
_MOST_ANCESTORS = 20
_LONGEST, _DEEPEST = 60, 8
"""Signs of the text of a level that are read, and the deepest level that there is, from 0 (17.9.6)."""


@dataclass(slots=True)
class _Level:
    """A level of a list: how its number is formed."""

    start: int = 1
    form: str = "decimal"
    text: str = ""


@dataclass(slots=True)
class Numbering:
    """The lists of a file, and how far each has been counted."""

    numbering: bytes | None
    styles: Any
    _levels: dict[str, dict[int, _Level]] = field(default_factory=dict)
    _counts: dict[str, dict[int, int]] = field(default_factory=dict)
    _of_style: dict[str, tuple[str | None, str | None, str | None]] = field(default_factory=dict)
    _plain: dict[Any, str] = field(default_factory=dict)

    def __post_init__(self) -> None:
        """Read the definitions."""
        if self.numbering:
            self._read_lists(xml_root(self.numbering))
        if self.styles is not None:
            for style in self.styles.iter(f"{WORD}style"):
                based = style.find(f"{WORD}basedOn")
                own = _list_of(style.find(f"{WORD}pPr"))
                self._of_style[style.get(f"{WORD}styleId") or ""] = (*own, _value(based))

    def _read_lists(self, root: Any) -> None:
        abstract = {
            item.get(f"{WORD}abstractNumId"): {
                _whole(level.get(f"{WORD}ilvl")): _level(level) for level in item.iter(f"{WORD}lvl")
            }
            for item in root.iter(f"{WORD}abstractNum")
        }
        for item in root.iter(f"{WORD}num"):
            levels = dict(abstract.get(_value(item.find(f"{WORD}abstractNumId")), {}))
            for override in item.iter(f"{WORD}lvlOverride"):
                place = _whole(override.get(f"{WORD}ilvl"))
                own, start = override.find(f"{WORD}lvl"), override.find(f"{WORD}startOverride")
                if own is not None:
                    levels[place] = _level(own)
                if start is not None and place in levels:
                    levels[place] = _Level(_whole(_value(start), 1), levels[place].form, levels[place].text)
            self._levels[item.get(f"{WORD}numId") or ""] = levels

    def number_of(self, paragraph: Any) -> str:
        """The number that Word shows before a paragraph, if it is in Chinese style; each paragraph is asked once.

        Args:
            paragraph: An element ``w:p``.
        """
        number, place = self._list(paragraph.find(f"{WORD}pPr"))
        levels = self._levels.get(number or "", {})
        level = levels.get(place)
        if number is None or level is None:
            return ""
        counts = self._counts.setdefault(number, {})
        counts[place] = counts.get(place, level.start - 1) + 1
        for deeper in [item for item in counts if item > place]:
            del counts[deeper]
        if level.form in _LITERAL and _SIGN.fullmatch(level.text):
            self._plain[paragraph] = level.text
        if level.form not in _CHINESE and not level.form.startswith(_WITH_DIGITS):
            return ""

        def shown(match: re.Match[str]) -> str:
            item = int(match[1]) - 1
            other = levels.get(item, _Level())
            return _written(counts.get(item, other.start), other.form)

        text = re.sub(r"%(\d)", shown, level.text)
        if level.form not in _CHINESE and _PLAIN.fullmatch(level.text):
            self._plain[paragraph] = text
            return ""
        return text if level.form in (*_CHINESE, "decimal") else ""

    def plain_number_of(self, paragraph: Any) -> str:
        """The number or sign of a plain list that Word shows before a paragraph which was asked for already.

        Word makes a list of ``- 5`` where it is typed into a cell.

        Args:
            paragraph: An element ``w:p``.
        """
        return self._plain.get(paragraph, "")

    def _list(self, properties: Any) -> tuple[str | None, int]:
        """Id of the list and level of a paragraph, by itself or by its style."""
        number, place = _list_of(properties)
        style = _value(properties.find(f"{WORD}pStyle")) if properties is not None else None
        for _ in range(_MOST_ANCESTORS):
            if style is None or (number is not None and place is not None):
                break
            of_style = self._of_style.get(style, (None, None, None))
            number, place, style = number or of_style[0], place or of_style[1], of_style[2]
        return number, min(_whole(place), _DEEPEST)


def _list_of(properties: Any) -> tuple[str | None, str | None]:
    own = properties.find(f"{WORD}numPr") if properties is not None else None
    if own is None:
        return None, None
    return _value(own.find(f"{WORD}numId")), _value(own.find(f"{WORD}ilvl"))


def _level(element: Any) -> _Level:
    form, text = element.find(f"{WORD}numFmt"), element.find(f"{WORD}lvlText")
    start = _whole(_value(element.find(f"{WORD}start")), 1)
    return _Level(start, _value(form) or "decimal", (_value(text) or "")[:_LONGEST])


def _value(element: Any) -> str | None:
    return element.get(f"{WORD}val") if element is not None else None


def _whole(text: str | None, default: int = 0) -> int:
    return int(text) if text and text.isdecimal() and len(text) < 6 else default  # noqa: PLR2004 - no list is longer


def _written(number: int, form: str) -> str:
    if form not in _CHINESE or not 0 < number < 100:  # noqa: PLR2004 - no report counts further
        return str(number)
    tens, ones = divmod(number, 10)
    ten = {0: "", 1: "十"}.get(tens, f"{_DIGITS[tens]}十")
    return ten + (_DIGITS[ones] if ones else "")
