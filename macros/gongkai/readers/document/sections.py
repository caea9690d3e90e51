"""Finds where the sections of the form begin in a document: by title, even misprinted or renumbered, or by number.

Rows of the statutory tables may be numbered as sections are (一、本年新收…); they are never taken for sections.
"""

import difflib
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache

from gongkai.forms import Form, Section
from gongkai.forms.model import canonical
from gongkai.readers.document.signs import NOTE_MARK_AT_END, NUMERALS
from gongkai.readers.document.traditional import fold_traditional

_NUMBERED = re.compile(rf"^\s*(?:第\s*)?([{NUMERALS}]{{1,2}})\s*(?:部分|[、.．，,:：])\s*(.*?)\s*$", re.DOTALL)
_OTHERWISE = re.compile(
    rf"^\s*(?:[■◆●★▲]\s*)?(?:[1-9１-９]\s*[、.．]|[（(]\s*[{NUMERALS}]{{1,2}}\s*[）)]|[{NUMERALS}]{{1,2}}(?:\s*、|\s+))"
    r"\s*(.*?)\s*$",
    re.DOTALL,
)
"""A number as the form does not write it: ``1、``, ``（一）``, 一 and a space, or with a sign before it."""
_PART = re.compile(rf"\s*第\s*[{NUMERALS}]{{1,2}}\s*部分")
_HEADING, _LABEL = 42, 90
"""Most characters of a line that is a heading without being marked as one, and of one that is pieces of labels."""
_ITEM_WITHIN = re.compile(r"(?<=[^\s\d])\s*[1-9]\d?\s*[.、．](?!\d)")
_FIGURE_BEHIND = re.compile(r"(?:大?约|近)?\d(?!\d{3}年)")
_CHARACTERS_PER_MISPRINT = 8
_ALIKE, _ALIKE_NUMBERED = 0.85, 0.72
"""Least similarity (0 to 1) to a section's title; less is enough where the heading has the section's number too."""


@dataclass(frozen=True, slots=True)
class HeadingCandidate:
    """A paragraph that may be the heading of a section.

    Attributes:
        text: Its text.
        level: Level of a heading, 0 for none.
        in_table: Whether it is part of a statutory table.
    """

    text: str
    level: int = 0
    in_table: bool = False


@dataclass(frozen=True, slots=True)
class Opening:
    """A section's heading in the document's words, and the text that follows in the same line.

    Attributes:
        section: The section of the form.
        heading: The heading; with the form's number and characters where the document's are others.
        rest: The text after it.
        otherwise: The heading as it stands in the document, where its number or its characters are others.
    """

    section: Section
    heading: str
    rest: str = ""
    otherwise: str = ""


def openings(form: Form, lines: Sequence[HeadingCandidate]) -> dict[int, Opening]:
    """The headings that begin the form's sections, by position among the lines.

    Args:
        form: The form.
        lines: Paragraphs in order.
    """
    headings: dict[int, Opening] = {}
    opened_numbers: set[str] = set()
    folded_lines = [_folded(line) for line in lines]
    for opens in (_titled, _alike, _titled_otherwise):
        for place, (line, folded) in enumerate(zip(lines, folded_lines, strict=True)):
            opening = _in_either_script(opens(form, folded), line, folded) if place not in headings else None
            if opening is not None and opening.section.number not in opened_numbers:
                opened_numbers.add(opening.section.number)
                headings[place] = opening
    _by_number(form, lines, headings)
    return dict(sorted(headings.items()))


def _folded(line: HeadingCandidate) -> HeadingCandidate:
    text = fold_traditional(line.text)
    return line if text == line.text else replace(line, text=text)


def _in_either_script(opening: Opening | None, line: HeadingCandidate, folded: HeadingCandidate) -> Opening | None:
    """What a line opens, be it in traditional characters; the text after its heading stays in those."""
    if opening is None or folded is line:
        return opening
    text = line.text.strip()
    heading = text[: len(text) - len(opening.rest)].rstrip(" 。：:，,\n\u3000")
    return replace(opening, rest=text[len(text) - len(opening.rest) :], otherwise=heading)


def split_at_titles(form: Form, text: str) -> list[str]:
    """A text without line breaks, cut before each section's numbered title.

    Args:
        form: The form.
        text: The text.
    """
    cuts = sorted({match.start() for match in _titles_within(form).finditer(fold_traditional(text))} - {0})
    return [text[start:end] for start, end in zip([0, *cuts], [*cuts, len(text)], strict=True)]


@lru_cache(maxsize=32)
def _titles_within(form: Form) -> re.Pattern[str]:
    names = [f"[{NUMERALS}]\\s*、\\s*{re.escape(name)}" for item in form.sections for name in (item.title, *item.also)]
    return re.compile("|".join(names))


@lru_cache(maxsize=32)
def _names(form: Form) -> Mapping[str, Section]:
    return {canonical(name): section for section in form.sections for name in (section.title, *section.also)}


@lru_cache(maxsize=32)
def _labels(form: Form) -> frozenset[str]:
    """Canonical labels of the form's rows and groups, without their numbers: no headings."""
    labels = [row.name.label for table in form.tables for row in table.rows]
    labels += [group.label for table in form.tables for row in table.rows for group in row.groups]
    return frozenset(canonical(_bare(label)[1]) for label in labels)


@lru_cache(maxsize=32)
def _signs(form: Form) -> frozenset[str]:
    """Every character of the printed labels of the form's tables."""
    texts = [table.title for table in form.tables]
    for table in form.tables:
        texts += [text for row in table.rows for text in (row.name.label, *(group.label for group in row.groups))]
        for block in table.blocks:
            texts += [text for text in (block.title, block.row_head, block.corner, block.columns_head) if text]
            texts += [text for column in block.columns for text in column.heads]
    return frozenset(canonical("".join(texts)) + "表")


def is_label(form: Form, text: str) -> bool:
    """Whether a text has no characters but those of the labels of the form's tables: a piece of a label, most likely.

    Of the label of a group of rows with that of its first row, numbered after it, a few characters may be misprinted:
    no heading is like that. A mark of a note after a label is not compared.

    Args:
        form: The form.
        text: A paragraph.
    """
    text = NOTE_MARK_AT_END.sub("", fold_traditional(text))
    is_of_two = _ITEM_WITHIN.search(text) is not None
    name = canonical(_ITEM_WITHIN.sub("", text))
    if not name or len(name) > _LABEL or re.search(r"[。；0-9]", name):
        return False
    others = sum(sign not in _signs(form) for sign in name)
    return others <= (len(name) // _CHARACTERS_PER_MISPRINT if is_of_two else 0)


def _bare(text: str) -> tuple[str, str]:
    """Number and title of a heading; the number is empty where it has none."""
    match = _NUMBERED.match(text)
    return (match[1], match[2]) if match is not None else ("", text.strip())


def _titled(form: Form, line: HeadingCandidate) -> Opening | None:
    """A heading with a title that the form knows; text may follow after it on the same line."""
    number, title = _bare(line.text)
    name = canonical(title.rstrip("：:。"))
    section = _names(form).get(name)
    if section is not None and _PART.match(line.text):
        return Opening(section, f"{section.number}、{title}", otherwise=line.text.strip())
    if section is not None and (number or line.level or len(title) <= _HEADING):
        return Opening(section, line.text.strip())
    if not number:
        return None
    for section_name in sorted(_names(form), key=len, reverse=True):
        end = _end_of(title, section_name)
        rest = title[end:] if end else ""
        if end and (re.match(r"[\s。：:，,]", rest) or line.in_table or is_label(form, rest)):
            start = line.text.rindex(rest) if rest else len(line.text)
            return Opening(
                _names(form)[section_name], line.text[:start].strip(), rest.lstrip(" 。：:，,\n\u3000").rstrip()
            )
    return None


def _titled_otherwise(form: Form, line: HeadingCandidate) -> Opening | None:
    """``1、 总体情况``, where nothing else opens the section: items of other sections are numbered like this, too."""
    match = _OTHERWISE.match(line.text)
    section = _names(form).get(canonical(match[1].rstrip("：:。"))) if match is not None and not line.in_table else None
    if match is None or section is None:
        return None
    return Opening(section, f"{section.number}、{match[1]}", otherwise=line.text.strip())


def _end_of(text: str, name: str) -> int:
    """Length of the start of a text that is a canonical name; 0 where the text does not begin with it."""
    for end in range(1, min(len(text), 2 * len(name)) + 1):
        beginning = canonical(text[:end])
        if beginning == name:
            return end
        if not name.startswith(beginning):
            return 0
    return 0


def _alike(form: Form, line: HeadingCandidate) -> Opening | None:
    """A heading with a title that is nearly one of the form's."""
    number, title = _bare(line.text)
    name = canonical(title)
    if line.in_table or not name or len(title) > _HEADING or title.endswith("。") or name in _labels(form):
        return None
    if not (number or line.level):
        return None
    likely = ((difflib.SequenceMatcher(None, name, own), item) for own, item in _names(form).items())
    ratios = [(pair.ratio(), item) for pair, item in likely if pair.quick_ratio() >= _ALIKE_NUMBERED]
    best, section = max(ratios, key=lambda ratio: ratio[0], default=(0.0, form.sections[0]))
    needed = _ALIKE_NUMBERED if number == section.number else _ALIKE
    if best < needed:
        return None
    return Opening(section, line.text.strip())


def _is_of_row(form: Form, title: str) -> bool:
    """Whether what may be a title is the label of a row, or begins with one that figures follow without a gap."""
    name = canonical(title)
    return name in _labels(form) or any(
        name.startswith(label) and _FIGURE_BEHIND.match(name, len(label)) for label in _labels(form) if label
    )


def _by_number(form: Form, lines: Sequence[HeadingCandidate], headings: dict[int, Opening]) -> None:
    """Add headings with titles of the document's own: by number, where they are between the neighbouring sections."""
    order = [section.number for section in form.sections]
    for place, line in enumerate(lines):
        number, title = _bare(line.text)
        if place in headings or line.in_table or number not in order or not title or _is_of_row(form, title):
            continue
        if len(line.text) > _HEADING or title.endswith(("。", "；", ";")):
            continue
        if number in {item.section.number for item in headings.values()}:
            continue
        rank = order.index(number)
        before = [order.index(item.section.number) for at, item in headings.items() if at < place]
        after = [order.index(item.section.number) for at, item in headings.items() if at > place]
        if all(item < rank for item in before) and all(item > rank for item in after):
            headings[place] = Opening(form.sections[rank], line.text.strip())
