"""Which agencies a government's consolidated report adds up in a year, and which stand below it and are not counted.

Counted are its own organ, its departments, and subordinate governments with their street offices. A subordinate
government's own consolidated report counts in place of its parts; organs under vertical management are not counted
(``in_rollup: false``), nor is whatever reports to them.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from gongkai.reports.agencies import Agency
from gongkai.reports.agencies.order import in_order


@dataclass(frozen=True, slots=True)
class Members:
    """The agencies below a government in a year.

    Attributes:
        counted: Those whose reports its consolidated report adds up, in the order of lists.
        apart: Those that stand below it and are not counted: vertical systems, parts of a report that is counted, and
            those that do not report on the year.
    """

    counted: tuple[Agency, ...]
    apart: tuple[Agency, ...]


def members_of(slug: str, year: int, agencies: Mapping[str, Agency], below: Mapping[str, list[Agency]]) -> Members:
    """The agencies below a government in a year.

    Args:
        slug: The government's.
        year: The year reported on.
        agencies: Agencies by slug.
        below: The agencies that report to each agency, by its slug (``by_superior``).
    """
    counted: dict[str, Agency] = {}
    apart: dict[str, Agency] = {}
    open_slugs = [(slug, True)]
    seen = {slug}
    while open_slugs:
        superior, counts = open_slugs.pop()
        for agency in below.get(superior, ()):
            if agency.slug in seen:
                continue
            seen.add(agency.slug)
            in_it = counts and agency.in_rollup
            (counted if in_it and agency.reports_on(year) else apart)[agency.slug] = agency
            open_slugs.append((agency.slug, in_it and not agency.is_consolidated))
    return Members(_sorted(counted, agencies), _sorted(apart, agencies))


def by_superior(agencies: Iterable[Agency]) -> dict[str, list[Agency]]:
    """The agencies that report to each agency, by its slug."""
    below: dict[str, list[Agency]] = {}
    for agency in agencies:
        if agency.reports_to is not None:
            below.setdefault(agency.reports_to, []).append(agency)
    return below


def _sorted(members: Mapping[str, Agency], agencies: Mapping[str, Agency]) -> tuple[Agency, ...]:
    return tuple(members[slug] for slug in in_order(members, agencies))
