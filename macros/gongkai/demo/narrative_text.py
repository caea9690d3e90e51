"""The narrative of one report of the fictional district, put together from the sentences of ``prose.zh.yml``.

Each organ goes through every list of sentences in an order of its own, one a year, so that no year repeats the last.
Figures are macro calls, never digits.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from string import Template
from typing import Any

from gongkai.demo.district import Organ
from gongkai.demo.simulation import RowNumbers
from gongkai.demo.source_data import fiction_notice, load_source, seeded_random
from gongkai.findings import say
from gongkai.forms import Form

_FIGURE = re.compile(r"\[\[(.+?)\]\]")
_GOVERNMENTS = frozenset({"政府", "乡镇"})
"""Kinds of organ that report on assessment and accountability as well (条例50(四))."""
_NUMERALS = "一二三四五六七八九十"


@dataclass(frozen=True, slots=True)
class NarrativeContext:
    """What a narrative is written from: one organ's year.

    Attributes:
        organ: The organ.
        form: The form of the year.
        year: The year reported on.
        rows: The numbers of the report.
        fees_charged: Number of fee notices, and 元 charged.
        seed: Seed of the order of sentences.
    """

    organ: Organ
    form: Form
    year: int
    rows: RowNumbers
    fees_charged: tuple[int, int]
    seed: int

    def sentence(self, name: str, sentences: Sequence[str]) -> str:
        """The sentence of a list that is used in this year, with its placeholders filled in.

        Args:
            name: Name of the list, from which its order is derived.
            sentences: The list.
        """
        order = list(range(len(sentences)))
        seeded_random(self.seed, self.organ.agency.slug, name).shuffle(order)
        return _FIGURE.sub(r'{{ figure("\1") }}', self._fill(name, sentences[order[self.year % len(order)]]))

    def _fill(self, name: str, sentence: str) -> str:
        topics = self.organ.topics
        rng = seeded_random(self.seed, self.organ.agency.slug, self.year, name)
        first = self.year + rng.randrange(len(topics))
        words = {
            "unit": self.organ.unit,
            "year": self.year,
            "topic": topics[first % len(topics)],
            "other": topics[(first + 1) % len(topics)],
            "n": rng.randint(2, 9),
            "m": rng.randint(20, 90),
            "notices": self.fees_charged[0],
            "fee": self.fees_charged[1],
        }
        return Template(sentence).substitute(words)

    def has_figures(self, table: str, *rows: str) -> bool:
        """Whether one of some rows has a number that is not 0."""
        return any(any(self.rows[table, row]) for row in rows)


def narrative_text(context: NarrativeContext) -> str:
    """The Markdown of one report, with the sentence that says that it is fictional at its head."""
    form, prose = context.form, load_source("prose")
    names = {"agency": context.organ.agency.name, "year": context.year, "title": form.title}
    parts = [
        f"# {say('page.title', names)}",
        fiction_notice(),
        "{{ report_header() }}",
    ]
    bodies = (_overview, _disclosed, _requests, _review, _problems, _others)
    for section, body in zip(form.sections, bodies, strict=True):
        parts.append(f"## {section.number}、{section.title}")
        parts.extend(body(context, prose))
        if section.table is not None:
            parts.append(f'{{{{ table("{form.table_index[section.table].name.short}") }}}}')
    return "\n\n".join([*parts, "{{ notes() }}", "{{ downloads() }}"]) + "\n"


def _overview(context: NarrativeContext, prose: Mapping[str, Any]) -> Iterator[str]:
    yield context.sentence("opening", prose["opening"])
    for number, aspect in enumerate(context.form.aspects):
        text = "".join(context.sentence(f"{aspect}/{name}", part) for name, part in prose["aspects"][aspect].items())
        if number == len(context.form.aspects) - 1 and context.organ.agency.kind in _GOVERNMENTS:
            text += context.sentence("government", prose["government"])
        yield f"（{_NUMERALS[number]}）{aspect}：{text}"


def _disclosed(context: NarrativeContext, prose: Mapping[str, Any]) -> Iterator[str]:
    yield context.sentence("disclosed", prose["disclosed"][context.form.id])


def _requests(context: NarrativeContext, prose: Mapping[str, Any]) -> Iterator[str]:
    kind = "some" if context.has_figures("requests", "received", "carried_in") else "none"
    yield context.sentence("requests", prose["requests"][kind])


def _review(context: NarrativeContext, prose: Mapping[str, Any]) -> Iterator[str]:
    yield context.sentence("review", prose["review"]["some" if context.has_figures("review", "cases") else "none"])


def _problems(context: NarrativeContext, prose: Mapping[str, Any]) -> Iterator[str]:
    for name in ("problems", "measures"):
        yield "".join(context.sentence(f"{name}/{part}", sentences) for part, sentences in prose[name].items())


def _others(context: NarrativeContext, prose: Mapping[str, Any]) -> Iterator[str]:
    kind = "charged" if context.fees_charged[0] else context.form.id
    yield context.sentence("others", prose["others"][kind])
