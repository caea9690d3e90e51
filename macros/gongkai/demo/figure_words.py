"""Words for the figures in the narrative of a fictional report: typed digits, macro calls, rounded or compared numbers.

The sentences of ``prose.zh.yml`` have names in braces. Which cells a name stands for is written there under
``figures``; the habits of an organ decide how its figures are written.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from functools import lru_cache
from random import Random

from gongkai.demo.source_data import load_source, seeded_random
from gongkai.demo.spoken_figures import COMPARED, ROUNDED, share
from gongkai.figures import Figure, Number, written
from gongkai.forms import Form, resolve
from gongkai.reports import Report

_YUAN = 10_000
"""元 in 万元."""
_SHARE_IN_COUNTS = 100
"""Below this the macro for a share gives two counts, which no sentence here is written for."""


@dataclass(frozen=True, slots=True)
class Habits:
    """How an organ writes figures.

    Attributes:
        called: Share of its figures that it calls by a macro instead of typing them.
        spaced: Whether it sets a space between figures and characters.
        grouped: Whether it writes 1,295 for 1295.
        places: Decimal places of its percentages.
    """

    called: float
    spaced: bool
    grouped: bool
    places: int

    @classmethod
    def of(cls, slug: str, seed: int) -> "Habits":
        """The habits of an organ, the same in all years."""
        rng = seeded_random(seed, slug, "habits")
        return cls(rng.choice((0.15, 0.5, 0.9)), rng.random() < 0.5, rng.random() < 0.3, rng.choice((1, 1, 2)))  # noqa: PLR2004 - half of them


@dataclass(frozen=True, slots=True)
class FigureWords:
    """The words for one report's figures.

    Attributes:
        report: The report.
        previous: That on the year before; None in the first year.
        habits: How its organ writes.
        rng: Decides which figures are called.
    """

    report: Report
    previous: Report | None
    habits: Habits
    rng: Random

    def word(self, name: str) -> str | None:
        """The words for a name in a sentence of ``prose.zh.yml``.

        Args:
            name: Of a figure (``received``); with an ending for another way to say it (``received_pct``, a share); or
                ``no_received``, which gives no words and lets the sentence be used only where the figure is 0.

        Returns:
            None where the name is not one of a figure, or the sentence cannot be used for this report.
        """
        places = _places(_form(self.report))
        if name in places:
            return self._plain(places[name])
        if name == "concluded_rate":
            return share(self._number(places["concluded"]), self._number(places["handled"]), self.habits.places)
        if name.startswith("no_"):
            return None if self._number(places.get(name[3:], ())) else ""
        base, _, ending = name.rpartition("_")
        return self._spoken(places[base], ending) if base in places else None

    def _plain(self, places: tuple[str, ...]) -> str:
        if self.rng.random() < self.habits.called:
            return _call("figure" if len(places) == 1 else "total", places)
        figure = _figure(self.report, places[0])
        return written(figure) if figure.unit is not None else self._typed(self._number(places))

    def _spoken(self, places: tuple[str, ...], ending: str) -> str | None:
        number = self._number(places)
        if ending in ROUNDED:
            return ROUNDED[ending](int(number))
        if ending == "yuan":
            return self._typed(int(Decimal(number) * _YUAN)) if number else None
        if ending == "pct":
            return self._share(places, number)
        before = self._before(places)
        return None if before is None else COMPARED[ending](number, before, self.habits.places)

    def _share(self, places: tuple[str, ...], number: Number) -> str | None:
        base = self._number(_places(_form(self.report))["concluded"])
        if number and base >= _SHARE_IN_COUNTS and len(places) == 1 and self.rng.random() < self.habits.called:
            return _call("share", places)
        return share(number, base, self.habits.places)

    def _before(self, places: tuple[str, ...]) -> Number | None:
        """The same of the year before, where both forms count it alike."""
        previous, form = self.previous, _form(self.report)
        if previous is None:
            return None
        requests = form.role("received")
        alike = previous.form is form or (requests is not None and resolve(form, places[0]).table == requests.table)
        return sum(_figure(previous, place).number for place in places) if alike else None

    def _number(self, places: tuple[str, ...]) -> Number:
        return sum(_figure(self.report, place).number for place in places)

    def _typed(self, number: Number) -> str:
        return f"{number:,}" if self.habits.grouped else f"{number:f}" if isinstance(number, Decimal) else str(number)


def _form(report: Report) -> Form:
    if report.form is None:
        raise AssertionError("the district has no report without a form")
    return report.form


def _call(macro: str, places: tuple[str, ...]) -> str:
    arguments = ", ".join(f'"{place}"' for place in places)
    return f"{{{{ {macro}({arguments}) }}}}"


@lru_cache(maxsize=8)
def _places(form: Form) -> Mapping[str, tuple[str, ...]]:
    """By name the places whose sum it stands for."""
    prose = load_source("prose")
    by_name = {**prose["figures"], **prose["figures_by_form"][form.id]}
    return {name: (places,) if isinstance(places, str) else tuple(places) for name, places in by_name.items()}


def _figure(report: Report, place: str) -> Figure:
    cell = resolve(_form(report), place).cell
    if cell is None:
        raise AssertionError(f"{place} of prose.zh.yml is no cell")
    return report.figure(*cell)
