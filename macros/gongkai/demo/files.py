"""The whole fictional district as paths and texts; whoever writes them is elsewhere, and no clock is looked at."""

import datetime as dt
from collections.abc import Collection, Iterator
from dataclasses import dataclass

from gongkai.demo.district import GOVERNMENT, Organ, organs
from gongkai.demo.narrative_text import Telling, narrative
from gongkai.demo.simulation import Cells, Course, added, grids
from gongkai.demo.site import common_files
from gongkai.demo.source_data import dice, mark
from gongkai.forms import Form, Shelf, shipped_forms
from gongkai.reports import Moment, Report, Scope, Status
from gongkai.reports.write import agency_text, report_text

FIRST_YEAR = 2019
"""The first year that a statutory form is there for."""
LAST_YEAR = 2025

_STATED = 0.2
"""Share of the agencies that write their totals out."""
_UNDATED = 0.1
_TIMED = 0.4
_FRIDAY = 4


@dataclass(frozen=True, slots=True)
class _Year:
    """An organ's year: its figures, the fees that it charged."""

    cells: Cells
    charged: tuple[int, int]


def demo_files(agencies: int, years: int, *, seed: int) -> Iterator[tuple[str, str]]:
    """Every file of the district.

    Args:
        agencies: How many agencies, at least 1.
        years: How many years, the last being ``LAST_YEAR`` and the first not before ``FIRST_YEAR``.
        seed: The same seed gives the same bytes.

    Yields:
        Path relative to the site's folder, with forward slashes, and text. No finding of any level is in it.
    """
    district = organs(agencies, seed=seed)
    span = range(LAST_YEAR - years + 1, LAST_YEAR + 1)
    yield from common_files()
    courses = {organ.agency.slug: _course(organ, seed) for organ in district if organ.agency.slug != GOVERNMENT}
    for organ in district:
        slug = organ.agency.slug
        yield f"data/{slug}/agency.yml", agency_text(organ.agency, head=[mark()])
        told = courses.get(slug) or _together(courses.values())
        for year in span:
            yield from _report(organ, year, told[year], seed)


def _form(year: int) -> Form:
    form = Shelf(shipped_forms()).for_year(year)
    if form is None:
        raise ValueError(year)
    return form


def _course(organ: Organ, seed: int) -> dict[int, _Year]:
    """All years of an organ from the first on, asked for or not: so a year is the same however many there are."""
    slug = organ.agency.slug
    course = Course.begin(organ.profile, dice(seed, slug, "begin"))
    told = {}
    for year in range(FIRST_YEAR, LAST_YEAR + 1):
        cells = course.year(_form(year), dice(seed, slug, year))
        told[year] = _Year(cells, course.charged)
    return told


def _together(courses: Collection[dict[int, _Year]]) -> dict[int, _Year]:
    """The consolidated report's years: those of all organs added up (R13)."""
    return {
        year: _Year(
            added(course[year].cells for course in courses),
            (sum(course[year].charged[0] for course in courses), sum(course[year].charged[1] for course in courses)),
        )
        for year in range(FIRST_YEAR, LAST_YEAR + 1)
    }


def _report(organ: Organ, year: int, told: _Year, seed: int) -> Iterator[tuple[str, str]]:
    slug, form = organ.agency.slug, _form(year)
    found, computed = grids(form, year, told.cells)
    if dice(seed, slug, "stated").random() < _STATED:
        computed = {table: frozenset() for table in computed}
    path = f"data/{slug}/{year}.yml"
    report = Report(
        slug,
        year,
        form,
        path,
        Status.PUBLISHED,
        published=_published(organ, year, seed),
        grids=found,
        computed=computed,
    )
    yield path, report_text(report, head=[mark()])
    telling = Telling(organ, form, year, told.cells, told.charged, seed)
    yield f"docs/{slug}/{year}.md", narrative(telling)


def _published(organ: Organ, year: int, seed: int) -> Moment | None:
    """A working day of January after the year; of February for the consolidated report; for some not known."""
    chance = dice(seed, organ.agency.slug, year, "published")
    month = 2 if organ.agency.scope is Scope.CONSOLIDATED else 1
    date = dt.date(year + 1, month, chance.randint(6, 19 if month > 1 else 30))
    date -= dt.timedelta(days=max(0, date.weekday() - _FRIDAY))
    if chance.random() < _UNDATED:
        return None
    return Moment(date, dt.time(chance.randint(8, 17), chance.randrange(60)) if chance.random() < _TIMED else None)
