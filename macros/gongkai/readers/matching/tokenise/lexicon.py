"""The labels of a form in all their variants, and what a piece of a document's text may mean by them.

Made once per form. A text is looked up exactly, then without what it has in brackets, then by its number, then by
misprints, then as a part of a label; a text in which labels and figures are glued together is cut at the labels.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import cached_property, lru_cache
from typing import Literal

from gongkai.forms import Form, Table
from gongkai.readers.matching.label_text import bare, distance, fold, fold_sign, is_han, numbered

Sort = Literal["row", "group", "column", "heads", "title", "corner", "rowhead", "section"]
_BRACKETS = re.compile(r"\s*[(\[【]([^()\[\]]*(?:\([^()]*\))?[^()\[\]]*)[)\]】]\s*$")
_MARKS = re.compile(r"(?<=\S)\s*(?:[①-⑳*※†]+|\[\d{1,2}\])\s*$")
_MEMORY = 50_000
_SHORT = 3
_OPENERS = "（(“\"'‘【[ \u3000"
_CLOSERS = "）)”\"'’】]:：、"


@dataclass(frozen=True, slots=True)
class Entry:
    """One meaning of a label.

    Attributes:
        sort: What it labels.
        table: Id of the table; of a section that has none, empty.
        row: Position of the row; of a group, of its first row.
        block: Position of the block.
        column: Position of the column within the block.
        name: Id of the row, column, group of columns or section.
        number: Its numbering on the form.
        key: Its label without numbering, folded and bare.
    """

    sort: Sort
    table: str
    name: str
    key: str
    number: str = ""
    row: int = -1
    block: int = -1
    column: int = -1


@dataclass(frozen=True, slots=True)
class Hit:
    """What a text may mean.

    Attributes:
        entries: Every meaning.
        text: The document's words.
        edits: Misprinted signs.
        aside: What it has in brackets and the form has not.
        part: Whether it is only a part of the label.
    """

    entries: tuple[Entry, ...]
    text: str
    edits: int = 0
    aside: str = ""
    part: bool = False

    def of(self, *sorts: Sort, table: str | None = None) -> tuple[Entry, ...]:
        """The meanings of some sorts, of one table if given."""
        return tuple(item for item in self.entries if item.sort in sorts and table in (None, item.table))


@dataclass(frozen=True, slots=True)
class Part:
    """A label within a longer text, or (``hit`` None) what stands between two."""

    hit: Hit | None
    start: int
    end: int


class Lexicon:
    """The labels of one form."""

    def __init__(self, form: Form) -> None:
        """Gather every label."""
        self.form = form
        self._known: dict[str, Hit | None] = {}
        index: dict[str, list[Entry]] = {}
        for entry, label in _entries(form):
            number, rest = numbered(fold(label))
            key = bare(rest)
            made = replace(entry, key=key, number=entry.number or number)
            for variant in {key, bare(fold(label)), bare(_BRACKETS.sub("", rest)), made.number + key} - {""}:
                if made not in index.setdefault(variant, []):
                    index[variant].append(made)
        self.index = {key: tuple(entries) for key, entries in index.items()}
        self._all = tuple(dict.fromkeys(entry for entries in self.index.values() for entry in entries))

    def look(self, text: str) -> Hit | None:
        """What a cell's or line's text means as a label, or None."""
        if text in self._known:
            return self._known[text]
        if len(self._known) > _MEMORY:
            self._known.clear()
        hit = self._look(text)
        if hit is not None and hit.edits and self._glued(text):
            hit = None
        self._known[text] = hit
        return hit

    def _glued(self, text: str) -> bool:
        """Whether a text is nothing but several labels one behind the other."""
        parts = self.scan(text)
        return len(parts) > 1 and all(part.hit is not None for part in parts)

    def _look(self, text: str) -> Hit | None:
        folded = fold(_MARKS.sub("", text))
        number, rest = numbered(folded)
        key = bare(rest)
        if not key or not any(is_han(sign) for sign in key):
            return None
        for wanted in (bare(folded), key):
            if wanted in self.index:
                return Hit(_narrow(self.index[wanted], number), text)
        found = self._aside(rest, number, text) or self._by_number(key, number, text)
        return found or self._misprint(key, number, text) or self._part(key, text)

    def _aside(self, rest: str, number: str, text: str) -> Hit | None:
        match = _BRACKETS.search(rest)
        if match is None:
            return None
        entries = self.index.get(bare(rest[: match.start()]))
        if entries is None:
            inner = self.index.get(bare(match[1])) if "诉讼" in rest or len(rest) > len(match[0]) else None
            return Hit(_narrow(inner, ""), text) if inner else None
        return Hit(_narrow(entries, number), text, aside=match[1].strip())

    def _by_number(self, key: str, number: str, text: str) -> Hit | None:
        """``（六）其他`` for ``（六）其他处理``: the number is right and the words are its beginning."""
        if not number or len(key) < 2:  # noqa: PLR2004 - one sign says nothing
            return None
        found = [item for item in self._all if item.number == number and item.key.startswith(key)]
        names = {(item.sort, item.name) for item in found}
        return Hit(tuple(found), text, part=len(names) > 1) if names else None

    def _misprint(self, key: str, number: str, text: str) -> Hit | None:
        if len(key) < _SHORT:
            return None
        most = max(1, len(key) // 3)
        digits = _digits(key)
        scored: dict[str, int] = {}
        for wanted in self.index:
            if len(wanted) < _SHORT or abs(len(wanted) - len(key)) > most or _digits(wanted) != digits:
                continue
            if set(wanted) & set(key):
                edits = distance(key, wanted, most)
                if edits <= most:
                    scored[wanted] = edits
        if not scored:
            return None
        least = min(scored.values())
        best = [wanted for wanted, edits in scored.items() if edits == least]
        entries = tuple(dict.fromkeys(item for wanted in best for item in self.index[wanted]))
        if _meanings(entries) > 1:
            entries = tuple(item for item in entries if number and item.number == number)
        if _meanings(entries) != 1:
            return None
        return Hit(_narrow(entries, number), text, edits=least)

    def _part(self, key: str, text: str) -> Hit | None:
        if len(key) < _SHORT:
            return None
        rows = tuple(item for item in self._all if item.sort in ("row", "group") and key in item.key)
        return Hit(rows, text, part=True) if rows else None

    @cached_property
    def _pattern(self) -> re.Pattern[str]:
        keys = {re.sub(r"\d", "", key) for key in self.index}
        names = sorted((key for key in keys if len(key) > 1), key=lambda key: (-len(key), key))
        return re.compile("|".join(re.escape(name) for name in names))

    @cached_property
    def tell_tales(self) -> tuple[str, ...]:
        """Labels of rows by which glued tables are suspected in a long text; folded and bare."""
        return tuple(sorted({item.key for item in self._all if item.sort == "row" and len(item.key) > _SHORT}))

    def scan(self, text: str) -> list[Part]:
        """Cut a text at the labels in it; gaps between them are parts without a hit."""
        signs: list[str] = []
        places: list[int] = []
        for place, sign in enumerate(text):
            for folded in fold_sign(sign):
                if is_han(folded):
                    signs.append(folded)
                    places.append(place)
        parts: list[Part] = []
        at = 0
        for match in self._pattern.finditer("".join(signs)):
            start, end = places[match.start()], places[match.end() - 1] + 1
            hit = self._at(match[0], text, start, end)
            if hit is None or start < at:
                continue
            start, end = _wider(text, start, end, at, hit)
            if start > at:
                parts.append(Part(None, at, start))
            parts.append(Part(replace(hit, text=text[start:end]), start, end))
            at = end
        if at < len(text):
            parts.append(Part(None, at, len(text)))
        return parts

    def _at(self, key: str, text: str, start: int, end: int) -> Hit | None:
        if any(sign.isdigit() for sign in text[start:end]):
            return None
        entries = self.index.get(key)
        if entries is None:
            entries = tuple(item for item in self._all if re.sub(r"\d", "", item.key) == key)
        if not entries:
            return None
        before = fold(text[max(0, start - 4) : start]).rstrip()
        for entry in entries:
            if entry.number and re.search(rf"{entry.number}\s*[.、,:)]$", before):
                return Hit(tuple(item for item in entries if item.number == entry.number), key)
        return Hit(entries, key)


def _wider(text: str, start: int, end: int, floor: int, hit: Hit) -> tuple[int, int]:
    """Take in numbering before a label and brackets around it."""
    numbers = {item.number for item in hit.entries if item.number}
    for number in sorted(numbers, reverse=True):
        match = re.search(rf"[（(]?\s*{number}\s*[.、．，,:：)）]\s*$", fold(text[floor:start]))
        if match is not None and len(fold(text[floor:start])) == start - floor:
            start = floor + match.start()
            break
    while start > floor and text[start - 1] in _OPENERS:
        start -= 1
    while end < len(text) and text[end] in _CLOSERS:
        end += 1
    return start, end


def _narrow(entries: tuple[Entry, ...], number: str) -> tuple[Entry, ...]:
    """Only those with the number, if there are any."""
    fit = tuple(item for item in entries if number and item.number == number)
    return fit or entries


def _meanings(entries: tuple[Entry, ...]) -> int:
    """How many labels these are; two ways to print the label of one row are one."""
    return min(len({item.key for item in entries}), len({(item.sort, item.table, item.name) for item in entries}))


def _digits(key: str) -> str:
    return "".join(sign for sign in key if sign.isdigit())


def _entries(form: Form) -> Iterator[tuple[Entry, str]]:
    for section in form.sections:
        for label in (section.title, *section.also):
            yield Entry("section", section.table or "", section.number, "", section.number), label
    for table in form.tables:
        yield from _rows(table)
        for number, block in enumerate(table.blocks):
            yield from _block(table, number)
            if block.title:
                yield Entry("title", table.id, "title", "", block=number), block.title
            if block.row_head:
                yield Entry("rowhead", table.id, "row_head", "", block=number), block.row_head
            if block.corner:
                yield Entry("corner", table.id, "corner", "", block=number), block.corner
            if block.columns_head:
                yield Entry("corner", table.id, "columns_head", "", block=number), block.columns_head


def _rows(table: Table) -> Iterator[tuple[Entry, str]]:
    for number, row in enumerate(table.rows):
        if row.printed:
            for label in (row.name.label, *row.name.also, row.name.short):
                yield Entry("row", table.id, row.id, "", row=number, block=row.block), label
        for group in row.groups:
            first = next(place for place, item in enumerate(table.rows) if group in item.groups)
            yield Entry("group", table.id, group.id, "", row=first, block=row.block), group.label


def _block(table: Table, number: int) -> Iterator[tuple[Entry, str]]:
    for place, column in enumerate(table.blocks[number].columns):
        for label in (column.name.label, *column.name.also, *([] if table.by_blocks else [column.name.short])):
            yield Entry("column", table.id, column.id, "", block=number, column=place), label
        for head in column.heads[:-1]:
            yield Entry("heads", table.id, head, "", block=number), head
        if column.group:
            for line in table.lines:
                if place in line.columns:
                    for label in line.name.also:
                        yield Entry("heads", table.id, column.heads[-2], "", block=number), label


@lru_cache(maxsize=32)
def lexicon(form: Form) -> Lexicon:
    """The lexicon of a form, made once."""
    return Lexicon(form)
