"""Gathers the words of one form: its own names, and the ways of speaking that fit its rows and columns.

What a list says a word means is looked up in the form by name or role. A meaning that a form does not have leaves its
words out.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from typing import Any

from gongkai.checks.prose.axes import Axis, NamedMembers, Parts, named_of
from gongkai.checks.prose.words.source import expanded, source
from gongkai.checks.prose.words.word import NOUN, OTHER_NOUN, PLAIN_KINDS, RATE, TOPIC, Rate, Sense, Word
from gongkai.forms import Form
from gongkai.forms.model import canonical


class WordGatherer:
    """The words of one form, by how they are written."""

    def __init__(self, form: Form) -> None:
        """Gather the words of a form."""
        self.form = form
        self.words: dict[str, Word] = {}
        lists = source()
        self._form_names(set(lists["generic"]))
        for axis, name in ((Axis.ROW, "first"), (Axis.COLUMN, "second")):
            for entry in lists[name]:
                self._entry(axis, entry)
        for name, entry in lists["topics"].items():
            self._topic(name, entry)
        self._rates(lists)
        self._add(Word(frozenset({OTHER_NOUN})), expanded(lists["nouns"]))
        for kind in PLAIN_KINDS:
            self._add(Word(frozenset({kind})), expanded(lists[kind]))
        self._add(
            Word(frozenset({"fillers"})), (word for words in lists["bounds"].values() for word in expanded(words))
        )

    def table_of(self, role: str) -> str | None:
        """Id of the table in which the cells of a role stand."""
        cell = self.form.role(role)
        return None if cell is None else cell.table

    def _add(self, word: Word, spellings: Iterable[str]) -> None:
        for text in spellings:
            self.words[text] = self.words[text].with_word(word) if text in self.words else word

    def _form_names(self, generic: set[str]) -> None:
        for item in named_of(self.form):
            if len(item.name) > 1 and item.name not in generic:
                self._add(Word(senses=(Sense(item.table, item.axis, (item.parts,)),)), [item.name])

    def _entry(self, axis: Axis, entry: Mapping[str, Any]) -> None:
        within = self.table_of(entry["of"]) if "of" in entry else None
        sure = True
        senses = self._senses(axis, entry["means"], within)
        if not senses and "else" in entry:
            senses, sure = self._senses(axis, entry["else"], within), False
        steered, loosely = str(entry.get("steered", "")), bool(entry.get("loosely"))
        if senses and (within is not None or "of" not in entry):
            word_senses = tuple(replace(sense, sure=sure, steered=steered, loosely=loosely) for sense in senses)
            self._add(Word(senses=word_senses), expanded(entry["words"]))

    def _senses(self, axis: Axis, means: Sequence[str], within: str | None) -> list[Sense]:
        by_table: dict[str, list[Parts]] = {}
        for text in means:
            for table, parts in self._resolved(axis, text, within):
                by_table.setdefault(table, []).append(parts)
        return [Sense(table, axis, tuple(meanings)) for table, meanings in by_table.items()]

    def _resolved(self, axis: Axis, text: str, within: str | None) -> Iterator[tuple[str, Parts]]:
        """A meaning as it is written, in every table that has it."""
        sums = [self._summand(axis, part) for part in text.split("+")]
        for table in dict.fromkeys(item.table for items in sums for item in items):
            parts = [next((item.parts for item in items if item.table == table), None) for items in sums]
            if within in (None, table) and None not in parts:
                yield table, frozenset().union(*(part for part in parts if part is not None))

    def _summand(self, axis: Axis, text: str) -> list[NamedMembers]:
        if text.startswith("@"):
            cell = self.form.role(text[1:])
            return [] if cell is None else [NamedMembers(text, cell.table, axis, frozenset({cell.row}))]
        names = {canonical(name) for name in text.split("/")}
        return [item for item in named_of(self.form) if item.axis is axis and item.name in names]

    def _topic(self, role: str, entry: Mapping[str, Any]) -> None:
        table = self.table_of(role)
        if table is None:
            return
        means = [parts for text in entry["noun"]["means"] for _, parts in self._resolved(Axis.ROW, text, table)]
        noun = ((table, tuple(means)),)
        self._add(Word(frozenset({TOPIC}), topic=table, nouns=noun), expanded(entry["words"]))
        self._add(Word(frozenset({NOUN}), nouns=noun), expanded(entry["noun"]["words"]))

    def _rates(self, lists: Mapping[str, Any]) -> None:
        for entry in lists["rates"]:
            part = [parts for text in entry["part"] for _, parts in self._resolved(Axis.ROW, text, None)]
            bases = [item for text in entry["base"] for item in self._resolved(Axis.ROW, text, None)]
            if len(part) == len(entry["part"]) and bases:
                rate = Rate(bases[0][0], frozenset().union(*part), tuple(parts for _, parts in bases))
                self._add(Word(frozenset({RATE}), rate=rate), expanded(entry["words"]))
