r"""Fields that show something else than the text that a file holds as their result.

Of ``EQ \o(1,2)`` a 1 is seen over a 2; a list shows what is chosen in it; the page or the day is another one.
Programs other than Word show that text, or nothing (ECMA-376 part 1, 17.16.5.17 names it for older files alone).

Word works out a field anew that is marked as out of date (``w:dirty``, 17.16.18) or has the day in its instruction, and
all of them where the settings of the file say so (``w:updateFields``, 17.15.1.81).
"""

import contextlib
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import Any

from lxml import etree

from gongkai.figures import whole_number
from gongkai.findings import say
from gongkai.readers.document import FileNotice
from gongkai.readers.document.signs import COMPARISONS
from gongkai.readers.files.office_xml import WORD, xml_root

_DRAWS = re.compile(r"\s*EQ\b\s*(.*)", re.IGNORECASE | re.DOTALL)
_COUNTS = re.compile(r"\s*(?:PAGE|NUMPAGES|SECTION|SECTIONPAGES|DATE|TIME)\b", re.IGNORECASE)
"""Fields whose result is worked out wherever the file is opened, whatever was stored."""
_IS_LIST = re.compile(r"\s*FORMDROPDOWN\b", re.IGNORECASE)
_FIGURE = re.compile(r"[\s\d,.]*\d[\s\d,.]*")
_LONGEST, _DEEPEST = 40, 40
"""Signs of a field that are quoted, and fields within one another; Word makes twenty."""
_COMPARES = re.compile(
    r"""\s*IF\s+(?P<one>"[^"]*"|[^"\s<>=]+)\s*(?P<sign><=|>=|<>|<|>|=)\s*(?P<other>"[^"]*"|[^"\s<>=]+)\s+"""
    r"""(?P<then>"[^"]*"|[^"\s]+)(?:\s+(?P<else>"[^"]*"|[^"\s]+))?\s*(?:\\.*)?""",
    re.IGNORECASE | re.DOTALL,
)
"""A field that shows one text or another, by a comparison of two (17.16.5.22)."""
_LONGEST_COMPARISON = 1_000
_DAYS_AND_PAGES = tuple(
    f"{WORD}{name}" for name in ("pgNum", "dayShort", "dayLong", "monthShort", "monthLong", "yearShort", "yearLong")
)
"""Elements that stand for the number of the page, or the day (17.3.3.22 and others): no text, and digits on paper."""
_TYPED = re.compile(r"\s*(?:FORM|HYPERLINK|QUOTE)", re.IGNORECASE)
"""Fields whose result is what somebody has typed."""
_ON = ("1", "true", "on")
_UPDATES_ALL = re.compile(rb"<w:updateFields(?![^>]*w:val=[\"'](?:0|false|off))[\s/>]")


@dataclass(slots=True)
class _Field:
    """A field while it is read: the mark at its beginning, what its instruction is made of, and its result."""

    begin: Any
    instructions: list[Any] = field(default_factory=list)
    results: list[Any] = field(default_factory=list)
    has_result: bool = False
    has_day: bool = False
    """Whether the day, or the number of the page, is a part of its instruction."""

    def drawing(self) -> str | None:
        """What it draws, or counts anew wherever it is shown; None for a field of another sort."""
        instruction = self._instruction()
        match = _DRAWS.fullmatch(instruction)
        if match:
            return match[1].strip()
        result = "".join(item.text or "" for item in self.results)
        return instruction.strip() if _COUNTS.match(instruction) and _FIGURE.fullmatch(result) else None

    def choice(self) -> str | None:
        """The words that are chosen in its list; None for a field without a list."""
        choices = self.begin.find(f"{WORD}ffData/{WORD}ddList")
        if choices is None or not _IS_LIST.match(self._instruction()):
            return None
        words = [item.get(f"{WORD}val") or "" for item in choices.iterchildren(f"{WORD}listEntry")]
        marks = (choices.find(f"{WORD}{name}") for name in ("result", "default"))
        place = next((whole_number(mark.get(f"{WORD}val") or "") for mark in marks if mark is not None), 0)
        return words[place] if place is not None and place < len(words) else None

    def say_if_out_of_date(self) -> None:
        """Write that Word works out another result when it opens the file, if the result is a figure."""
        is_locked = self.begin.get(f"{WORD}fldLock") in _ON
        if not is_locked and (self.has_day or self.begin.get(f"{WORD}dirty") in _ON or self._is_other()):
            _say_out_of_date(self.results)

    def counts(self) -> bool:
        """Whether its result is another one each day, or on each page."""
        return self.has_day or _COUNTS.match(self._instruction()) is not None

    def _is_other(self) -> bool:
        """Whether it compares two texts, or numbers, and shows another text than follows from that."""
        instruction = self._instruction()
        match = _COMPARES.fullmatch(instruction) if len(instruction) <= _LONGEST_COMPARISON else None
        if match is None or any("*" in match[name] or "?" in match[name] for name in ("one", "other")):
            return False
        sides: list[Any] = [match[name].strip('"').strip() for name in ("one", "other")]
        with contextlib.suppress(ValueError):
            sides = [float(side.replace(",", "")) for side in sides]
        follows = match["then" if COMPARISONS[match["sign"]](*sides) else "else"] or ""
        return follows.strip('"').strip() != "".join(item.text or "" for item in self.results).strip()

    def is_worked_out(self) -> bool:
        """Whether its result is a figure that Word works out, and does so anew if it is told to."""
        result, instruction = "".join(item.text or "" for item in self.results), self._instruction()
        is_locked = self.begin.get(f"{WORD}fldLock") in _ON
        return bool(
            not is_locked and _FIGURE.fullmatch(result) and instruction.strip() and not _TYPED.match(instruction)
        )

    def clear(self) -> None:
        """Take out all of its text."""
        for item in (*self.instructions, *self.results):
            item.text = ""

    def _instruction(self) -> str:
        return "".join(item.text or "" for item in self.instructions)


def name_drawn_fields(root: Any) -> None:
    """Name the fields in cells that draw something, in place of their results.

    Args:
        root: The root element of a part.
    """
    for simple in root.iter(f"{WORD}fldSimple"):
        match = _DRAWS.fullmatch(simple.get(f"{WORD}instr") or "")
        if match and _is_in_cell(simple):
            simple[:] = [etree.Element(f"{WORD}r")]
            _write(simple[0], f"[{say('readers.formula', {'text': match[1].strip()[:_LONGEST]})}]")
        elif _is_in_cell(simple):
            _of_simple(simple).say_if_out_of_date()
    for sign in [item for item in root.iter(*_DAYS_AND_PAGES) if _is_in_cell(item)]:
        sign.text = f"[{say('readers.formula', {'text': sign.tag.removeprefix(WORD)})}]"
        sign.tag = f"{WORD}t"
    for end, complex_field in _complex_fields(root):
        drawing = complex_field.drawing()
        if drawing is not None and _is_in_cell(end):
            complex_field.clear()
            _write(end.getparent(), f"[{say('readers.formula', {'text': drawing[:_LONGEST]})}]")
        elif (choice := complex_field.choice()) is not None:
            complex_field.clear()
            _write(end.getparent(), choice)
        elif _is_in_cell(end):
            complex_field.say_if_out_of_date()


def worked_out_anew(settings: bytes | None, main: Iterable[bytes]) -> list[FileNotice]:
    """A notice if Word works out figures of tables anew when it opens the file.

    Args:
        settings: The part with the settings of the file, if it has one.
        main: Its main parts.
    """
    if settings is None or not _UPDATES_ALL.search(settings):
        return []
    roots = [xml_root(part) for part in main if b"<w:fld" in part]
    fields = [(item, _of_simple(item)) for root in roots for item in root.iter(f"{WORD}fldSimple")]
    fields += [item for root in roots for item in _complex_fields(root)]
    count = sum(_is_in_cell(element) and item.is_worked_out() for element, item in fields)
    return [FileNotice("fields-anew", args=(("count", str(count)),))] if count else []


def _of_simple(simple: Any) -> _Field:
    """A field that is one element as one that begins and ends with marks."""
    instruction = etree.Element(f"{WORD}instrText")
    instruction.text = simple.get(f"{WORD}instr")
    return _Field(simple, [instruction], list(simple.iter(f"{WORD}t")))


def _say_out_of_date(texts: list[Any]) -> None:
    words = "".join(item.text or "" for item in texts).strip()
    if _FIGURE.fullmatch(words):
        for item in texts[1:]:
            item.text = ""
        texts[0].text = f"[{say('readers.out-of-date')}{words}]"


def _complex_fields(root: Any) -> Iterator[tuple[Any, _Field]]:
    """The fields that begin and end with marks, each after the mark at its end."""
    fields: list[_Field] = []
    for element in list(root.iter(f"{WORD}fldChar", f"{WORD}instrText", f"{WORD}t")):
        kind = element.get(f"{WORD}fldCharType")
        if kind == "begin":
            fields.append(_Field(element))
        elif kind == "separate" and fields:
            fields[-1].has_result = True
        elif kind == "end" and fields:
            ended = fields.pop()
            if fields and not fields[-1].has_result:
                fields[-1].has_day |= ended.counts()
            yield element, ended
        elif element.tag == f"{WORD}instrText" and fields:
            fields[-1].instructions.append(element)
        else:
            for item in fields[-_DEEPEST:]:
                (item.results if item.has_result else item.instructions).append(element)


def _is_in_cell(element: Any) -> bool:
    return next(element.iterancestors(f"{WORD}tc"), None) is not None


def _write(run: Any, words: str) -> None:
    text = etree.SubElement(run, f"{WORD}t")
    text.text = words
