"""The narrative of one report of the fictional district: sentences taken in turn, so that no year repeats the last.

Each organ goes through every list in an order of its own, one step a year. Figures are macro calls, never digits.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from string import Template
from typing import Any

from gongkai.demo.district import Organ
from gongkai.demo.simulation import Cells
from gongkai.demo.source_data import dice, mark, material
from gongkai.findings import say
from gongkai.forms import Form

_FIGURE = re.compile(r"\[\[(.+?)\]\]")
_GOVERNMENTS = frozenset({"政府", "乡镇"})
"""Kinds of organ that report on assessment and accountability as well (条例50(四))."""
_NUMERALS = "一二三四五六七八九十"


@dataclass(frozen=True, slots=True)
class Telling:
    """What a narrative tells of: an organ's year.

    Attributes:
        organ: The organ.
        form: The form of the year.
        year: The year reported on.
        cells: Its figures.
        charged: Notices of fees, and 元 charged.
        seed: Seed of the order of sentences.
    """

    organ: Organ
    form: Form
    year: int
    cells: Cells
    charged: tuple[int, int]
    seed: int

    def turn(self, name: str, sentences: Sequence[str]) -> str:
        """The sentence of a list whose turn it is, filled in."""
        order = list(range(len(sentences)))
        dice(self.seed, self.organ.agency.slug, name).shuffle(order)
        return _FIGURE.sub(r'{{ figure("\1") }}', self._fill(name, sentences[order[self.year % len(order)]]))

    def _fill(self, name: str, sentence: str) -> str:
        topics = self.organ.topics
        chance = dice(self.seed, self.organ.agency.slug, self.year, name)
        place = self.year + chance.randrange(len(topics))
        words = {
            "unit": self.organ.unit,
            "year": self.year,
            "topic": topics[place % len(topics)],
            "other": topics[(place + 1) % len(topics)],
            "n": chance.randint(2, 9),
            "m": chance.randint(20, 90),
            "notices": self.charged[0],
            "fee": self.charged[1],
        }
        return Template(sentence).substitute(words)

    def any(self, table: str, *rows: str) -> bool:
        """Whether anything but 0 stands in some rows."""
        return any(any(self.cells[table, row]) for row in rows)


def narrative(telling: Telling) -> str:
    """The Markdown of one report, with the words that say that it is fictional at its head."""
    form, prose = telling.form, material("prose")
    names = {"agency": telling.organ.agency.name, "year": telling.year, "title": form.title}
    parts = [
        f"# {say('page.title', names)}",
        mark(),
        "{{ report_header() }}",
    ]
    bodies = (_overview, _disclosed, _requests, _review, _problems, _others)
    for section, body in zip(form.sections, bodies, strict=True):
        parts.append(f"## {section.number}、{section.title}")
        parts.extend(body(telling, prose))
        if section.table is not None:
            parts.append(f'{{{{ table("{form.table_index[section.table].name.short}") }}}}')
    return "\n\n".join([*parts, "{{ notes() }}", "{{ downloads() }}"]) + "\n"


def _overview(telling: Telling, prose: Mapping[str, Any]) -> Iterator[str]:
    yield telling.turn("opening", prose["opening"])
    for number, aspect in enumerate(telling.form.aspects):
        text = "".join(telling.turn(f"{aspect}/{name}", part) for name, part in prose["aspects"][aspect].items())
        if number == len(telling.form.aspects) - 1 and telling.organ.agency.kind in _GOVERNMENTS:
            text += telling.turn("government", prose["government"])
        yield f"（{_NUMERALS[number]}）{aspect}：{text}"


def _disclosed(telling: Telling, prose: Mapping[str, Any]) -> Iterator[str]:
    yield telling.turn("disclosed", prose["disclosed"][telling.form.id])


def _requests(telling: Telling, prose: Mapping[str, Any]) -> Iterator[str]:
    kind = "some" if telling.any("requests", "received", "carried_in") else "none"
    yield telling.turn("requests", prose["requests"][kind])


def _review(telling: Telling, prose: Mapping[str, Any]) -> Iterator[str]:
    yield telling.turn("review", prose["review"]["some" if telling.any("review", "cases") else "none"])


def _problems(telling: Telling, prose: Mapping[str, Any]) -> Iterator[str]:
    for name in ("problems", "measures"):
        yield "".join(telling.turn(f"{name}/{part}", sentences) for part, sentences in prose[name].items())


def _others(telling: Telling, prose: Mapping[str, Any]) -> Iterator[str]:
    kind = "charged" if telling.charged[0] else telling.form.id
    yield telling.turn("others", prose["others"][kind])
