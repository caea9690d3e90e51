"""The narrative of one report of the fictional district, put together from the sentences of ``prose.zh.yml``.

Each organ goes through every list of sentences in an order of its own, so that no year repeats the last, and writes in
habits of its own: how the parts of a section are marked, and how figures stand in the text.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from functools import lru_cache
from typing import Any

from gongkai.demo.district import Organ
from gongkai.demo.figure_words import FigureWords, Habits
from gongkai.demo.sentences import fill
from gongkai.demo.source_data import fiction_notice, load_source, seeded_random
from gongkai.findings import say
from gongkai.forms import Form
from gongkai.reports import Report, Scope

_NUMERALS = "一二三四五六七八九十"
_LABELS = ("（{number}）{name}：{text}", "### （{number}）{name}\n\n{text}", "**（{number}）{name}。**{text}",
           "{number}是{name}。{text}", "（{number}）{name}方面。{text}")  # fmt: skip
"""How an organ marks the aspects of the overview."""
_LONG_NAMES = {"平台建设": "政府信息公开平台建设"}
_CALL = re.compile(r"\{\{.*?\}\}")
_TIGHT = re.compile(r"(?<=[\u4e00-\u9fff]) (?=[0-9{])|(?<=[0-9%}]) (?=[\u4e00-\u9fff])")
"""Spaces between figures and characters, macro calls counted as figures."""
_NUMBERS = {
    "n": (2, 1, 8),
    "p": (4, 1, 20),
    "m": (20, 1, 70),
    "t": (20, 10, 8),
    "k": (110, 10, 80),
    "w": (1100, 100, 80),
}
"""Numbers that are no figures of the tables: the least, the step and the number of steps."""
_ROOM = 880
"""Characters of an overview up to which a further sentence is added; the form of 2021 allows 1,000."""


@dataclass(frozen=True, slots=True)
class NarrativeContext:
    """What a narrative is written from: one organ's year.

    Attributes:
        organ: The organ.
        report: The report.
        previous: That on the year before; None in the first year.
        fees_charged: Number of fee notices, and 元 charged.
        seed: Seed of the order of sentences.
    """

    organ: Organ
    report: Report
    previous: Report | None
    fees_charged: tuple[int, int]
    seed: int

    @property
    def form(self) -> Form:
        """The form of the report."""
        if self.report.form is None:
            raise AssertionError("the district has no report without a form")
        return self.report.form

    def number(self, role: str) -> int:
        """The sum of the cells that have a role."""
        return int(sum(self.report.figure(*cell).number for cell in self.form.role_cells(role)))


class _Writer:
    """Chooses sentences and fills them in."""

    def __init__(self, context: NarrativeContext) -> None:
        self.context = context
        slug, year = context.organ.agency.slug, context.report.year
        self.rng = seeded_random(context.seed, slug, year, "narrative")
        self.habits = _habits(slug, context.seed)
        self.figures = FigureWords(context.report, context.previous, self.habits.figures, self.rng)
        notices, fee = context.fees_charged
        self.words: dict[str, str] = {
            "unit": context.organ.unit,
            "year": str(year),
            "notices": str(notices),
            "fee": str(fee),
            "fee_wan": f"{Decimal(fee).scaleb(-4).normalize():f}",
        }

    def sentence(self, name: str, sentences: Sequence[str], *, nth: int = 0, of: int = 1) -> str:
        """The sentence of a list that is used this year, filled in; an empty one where none can be.

        Args:
            name: Name of the list, from which its order is derived.
            sentences: The list.
            nth: Which of the year's sentences of this list.
            of: How many of them a year takes.
        """
        order = _order(self.context.organ.agency.slug, self.context.seed, name, len(sentences))
        start, half = self.context.report.year * of + nth, len(order) // 2
        self._draw_words()
        for step in (0, *range(half, len(order)), *range(1, half)):
            text = fill(sentences[order[(start + step) % len(order)]], self._word, self.rng)
            if text is not None:
                return text
        return ""

    def _word(self, name: str) -> str | None:
        return self.words.get(name) or self.figures.word(name)

    def _draw_words(self) -> None:
        """Fields of work and numbers that are no figures, other ones for each sentence."""
        random, topics = self.rng.random, self.context.organ.topics
        first = int(random() * len(topics))
        for number, name in enumerate(("topic", "other", "third")):
            self.words[name] = topics[(first + number) % len(topics)]
        for name, (least, step, steps) in _NUMBERS.items():
            self.words[name] = str(least + step * int(random() * steps))
        self.words["days"] = f"{6 + random() * 8:.1f}"


def narrative_text(context: NarrativeContext) -> str:
    """The Markdown of one report, with the sentence that says that it is fictional at its head."""
    form, prose, writer = context.form, load_source("prose"), _Writer(context)
    names = {"agency": context.organ.agency.name, "year": context.report.year, "title": form.title}
    parts = [
        f"# {say('page.title', names)}",
        fiction_notice(),
        "{{ report_header() }}",
    ]
    bodies = (_overview, _disclosed, _requests, _review, _problems, _others)
    for section, body in zip(form.sections, bodies, strict=True):
        parts.append(f"## {section.number}、{section.title}")
        parts.extend(_spaced(text, writer.habits.figures) for text in body(writer, prose))
        if section.table is not None:
            parts.append(f'{{{{ table("{form.table_index[section.table].name.short}") }}}}')
    return "\n\n".join([*parts, "{{ notes() }}", "{{ downloads() }}"]) + "\n"


@dataclass(frozen=True, slots=True)
class _WritingHabits:
    """How an organ writes, the same in all years.

    Attributes:
        figures: How it writes figures.
        label: How it marks the aspects of the overview.
        further: How many sentences it adds to the overview, as far as there is room.
        counted: Whether it counts problems and measures as 一是, 二是.
    """

    figures: Habits
    label: str
    further: int
    counted: bool


@lru_cache(maxsize=512)
def _habits(slug: str, seed: int) -> _WritingHabits:
    rng = seeded_random(seed, slug, "writing")
    return _WritingHabits(Habits.of(slug, seed), rng.choice(_LABELS), rng.randint(2, 10), rng.random() < 0.5)  # noqa: PLR2004 - half of them


@lru_cache(maxsize=64)
def _order(slug: str, seed: int, name: str, number: int) -> tuple[int, ...]:
    """The order in which an organ goes through a list."""
    order = list(range(number))
    seeded_random(seed, slug, name).shuffle(order)
    return tuple(order)


def _spaced(text: str, habits: Habits) -> str:
    return text if habits.spaced else _TIGHT.sub("", text)


def _overview(writer: _Writer, prose: Mapping[str, Any]) -> Iterator[str]:
    yield writer.sentence("opening", prose["opening"])
    aspects = [aspect.name for aspect in writer.context.form.aspects]
    texts = {aspect: list(_aspect(writer, aspect, prose["aspects"][aspect])) for aspect in aspects}
    room = _ROOM - sum(_length(text) for sentences in texts.values() for text in sentences)
    for number in range(writer.habits.further):
        aspect = aspects[number % len(aspects)]
        text = writer.sentence(f"{aspect}/second", prose["aspects"][aspect]["second"], nth=number // len(aspects), of=2)
        room -= _length(text)
        if room > 0:
            texts[aspect].append(text)
    for number, (aspect, sentences) in enumerate(texts.items()):
        name = _LONG_NAMES.get(aspect, aspect) if writer.habits.label.startswith("#") else aspect
        yield writer.habits.label.format(number=_NUMERALS[number], name=name, text="".join(sentences))


def _length(text: str) -> int:
    """About how many characters a text has when its macros are resolved."""
    return len(_CALL.sub("00", text))


def _aspect(writer: _Writer, aspect: str, lists: Mapping[str, Any]) -> Iterator[str]:
    """What is said of an aspect at the least: a sentence, figures where it has some, assessment in a government's."""
    yield writer.sentence(f"{aspect}/first", lists["first"])
    yield writer.sentence(f"{aspect}/third", lists["third"])
    if "figures" in lists:
        figures = lists["figures"]
        kind = writer.context.form.id if writer.context.form.id in figures else _kind_of_requests(writer.context)
        yield writer.sentence(f"{aspect}/figures", figures[kind])
    if "government" in lists and writer.context.organ.agency.is_government:
        yield writer.sentence(f"{aspect}/government", lists["government"])
        if writer.context.organ.agency.scope is Scope.CONSOLIDATED:
            yield writer.sentence(f"{aspect}/levels", lists["levels"])


def _kind_of_requests(context: NarrativeContext) -> str:
    if context.number("received"):
        return "some"
    return "carried" if context.number("carried_in") else "none"


def _disclosed(writer: _Writer, prose: Mapping[str, Any]) -> Iterator[str]:
    text = writer.sentence("disclosed", prose["disclosed"][writer.context.form.id])
    yield text + writer.sentence("disclosed_more", prose["disclosed_more"])


def _requests(writer: _Writer, prose: Mapping[str, Any]) -> Iterator[str]:
    kind = _kind_of_requests(writer.context)
    text = writer.sentence("requests", prose["requests"][kind])
    if kind == "some":
        text += writer.sentence("requests_more", prose["requests_more"])
    yield text


def _review(writer: _Writer, prose: Mapping[str, Any]) -> Iterator[str]:
    kind = "some" if writer.context.number("review_cases") else "none"
    text = writer.sentence("review", prose["review"][kind])
    if kind == "some":
        text += writer.sentence("review_more", prose["review_more"])
    yield text


def _problems(writer: _Writer, prose: Mapping[str, Any]) -> Iterator[str]:
    for name in ("problems", "measures"):
        sentences = [writer.sentence(f"{name}/{part}", lists) for part, lists in prose[name].items()]
        if writer.habits.counted:
            sentences = [f"{_NUMERALS[number]}是{text}" for number, text in enumerate(sentences)]
        yield "".join(sentences)


def _others(writer: _Writer, prose: Mapping[str, Any]) -> Iterator[str]:
    charged = writer.context.fees_charged[0]
    yield writer.sentence("others", prose["others"]["charged" if charged else writer.context.form.id])
