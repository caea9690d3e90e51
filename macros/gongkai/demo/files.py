"""The whole fictional district as paths and texts. The caller writes them; nothing depends on the clock."""

import datetime as dt
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from functools import cache

from gongkai.demo.district import GOVERNMENT, Organ, organs
from gongkai.demo.narrative_text import NarrativeContext, narrative_text
from gongkai.demo.simulation import OrganSimulation, RowNumbers, add_up, report_grids
from gongkai.demo.site import common_files
from gongkai.demo.source_data import fiction_notice, seeded_random
from gongkai.forms import Form, statutory_form
from gongkai.reports import Moment, Report, Scope, Status
from gongkai.reports.write import agency_text, report_text

_FORMS = ("gia-2019", "gia-2021")
"""The forms that the district can be written on: ``prose.zh.yml`` has sentences for their figures, ``simulation`` the
figures. A later form is left out until both have it."""
FIRST_YEAR = 2019
"""The first year for which there is a statutory form."""
_LATEST_YEAR = 2025
"""The last year at the most."""

_STATED_SHARE = 0.2
"""Share of the agencies that state their totals instead of leaving them to be computed."""
_UNDATED_SHARE = 0.1
"""Share of the reports without a date of publication."""
_TIMED_SHARE = 0.4
"""Share of the dated reports whose time of day is known."""
_FRIDAY = 4


@dataclass(frozen=True, slots=True)
class _YearNumbers:
    """What an organ did in one year.

    Attributes:
        rows: The numbers of its tables.
        fees_charged: Number of fee notices, and 元 charged.
    """

    rows: RowNumbers
    fees_charged: tuple[int, int]


def demo_files(agencies: int, years: int, *, seed: int) -> Iterator[tuple[str, str]]:
    """Generate every file of the district.

    Args:
        agencies: Number of agencies, at least 1.
        years: Number of years; the last is ``last_year()``, and the first is not before ``FIRST_YEAR``.
        seed: The same seed gives the same bytes.

    Yields:
        Path relative to the site's folder, with forward slashes, and text.
        A check of these files reports no finding of any level.
    """
    district = organs(agencies, seed=seed)
    span = range(last_year() - years + 1, last_year() + 1)
    yield from common_files()
    simulated = {organ.agency.slug: _simulate(organ, seed) for organ in district if organ.agency.slug != GOVERNMENT}
    for organ in district:
        slug = organ.agency.slug
        yield f"data/{slug}/agency.yml", agency_text(organ.agency, head=[fiction_notice()])
        numbers = simulated.get(slug) or _consolidate(simulated.values())
        yield from _reports(organ, numbers, span, seed)


def _form(year: int) -> Form:
    form = statutory_form(year)
    if form is None or not _is_written_on(form):
        raise ValueError(f"the district cannot be written for {year}; its forms are {', '.join(_FORMS)}")
    return form


@cache
def last_year() -> int:
    """The last year of the district: the latest whose statutory form it can be written on."""
    return max(year for year in range(FIRST_YEAR, _LATEST_YEAR + 1) if _is_written_on(statutory_form(year)))


def _is_written_on(form: Form | None) -> bool:
    return form is not None and form.id in _FORMS


def _simulate(organ: Organ, seed: int) -> dict[int, _YearNumbers]:
    """All years of an organ, whether wanted or not, so that a year's numbers do not depend on how many are wanted."""
    slug = organ.agency.slug
    simulation = OrganSimulation.start(organ.profile, seeded_random(seed, slug, "begin"))
    numbers = {}
    for year in range(FIRST_YEAR, last_year() + 1):
        rows = simulation.next_year(_form(year), seeded_random(seed, slug, year))
        numbers[year] = _YearNumbers(rows, simulation.fees_charged)
    return numbers


def _consolidate(organs: Collection[dict[int, _YearNumbers]]) -> dict[int, _YearNumbers]:
    """The numbers of the consolidated report: those of all organs added up, year by year (R13)."""
    numbers = {}
    for year in range(FIRST_YEAR, last_year() + 1):
        of_year = [organ[year] for organ in organs]
        notices, amount = (sum(item.fees_charged[part] for item in of_year) for part in (0, 1))
        numbers[year] = _YearNumbers(add_up(item.rows for item in of_year), (notices, amount))
    return numbers


def _reports(organ: Organ, numbers: Mapping[int, _YearNumbers], span: range, seed: int) -> Iterator[tuple[str, str]]:
    """The two files of each report of an organ; a narrative may speak of the year before the first as well."""
    previous = _report(organ, span[0] - 1, numbers[span[0] - 1], seed) if span[0] > FIRST_YEAR else None
    for year in span:
        report = _report(organ, year, numbers[year], seed)
        yield report.path, report_text(report, head=[fiction_notice()])
        context = NarrativeContext(organ, report, previous, numbers[year].fees_charged, seed)
        yield f"docs/{organ.agency.slug}/{year}.md", narrative_text(context)
        previous = report


def _report(organ: Organ, year: int, numbers: _YearNumbers, seed: int) -> Report:
    slug, form = organ.agency.slug, _form(year)
    grids, computed = report_grids(form, year, numbers.rows)
    if seeded_random(seed, slug, "stated").random() < _STATED_SHARE:
        computed = {table: frozenset() for table in computed}
    return Report(
        slug,
        year,
        form,
        f"data/{slug}/{year}.yml",
        Status.PUBLISHED,
        published=_published(organ, year, seed),
        grids=grids,
        computed=computed,
    )


def _published(organ: Organ, year: int, seed: int) -> Moment | None:
    """A working day of the following January, or February for the consolidated report; None for some reports."""
    rng = seeded_random(seed, organ.agency.slug, year, "published")
    month = 2 if organ.agency.scope is Scope.CONSOLIDATED else 1
    date = dt.date(year + 1, month, rng.randint(6, 19 if month > 1 else 30))
    date -= dt.timedelta(days=max(0, date.weekday() - _FRIDAY))
    if rng.random() < _UNDATED_SHARE:
        return None
    return Moment(date, dt.time(rng.randint(8, 17), rng.randrange(60)) if rng.random() < _TIMED_SHARE else None)
