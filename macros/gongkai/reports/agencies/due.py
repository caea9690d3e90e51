"""By when a report is due (报送期限): the dates of the regulation and the notices, unless local ones are stated.

条例第四十九条: departments of governments at county level and above file and publish by 31 January. Townships do as
departments do; a county's consolidated report is due on 20 February, a prefecture's on 10 March, a province's and that
of a vertical system on 31 March (国办公开办函〔2019〕60号, 〔2021〕30号). Street offices stand in neither text:
theirs is a local date.
"""

import datetime as dt
from collections.abc import Mapping

from gongkai.reports.agencies.model import Agency, AgencyKind, AgencyLevel
from gongkai.reports.model import Report

_OWN = (1, 31)
_CONSOLIDATED: Mapping[str, tuple[int, int]] = {
    AgencyLevel.TOWNSHIP: (1, 31),
    AgencyLevel.COUNTY: (2, 20),
    AgencyLevel.PREFECTURE: (3, 10),
    AgencyLevel.PROVINCE: (3, 31),
    AgencyLevel.NATIONAL: (3, 31),
}
"""Month and day in the year after the one reported on, by level."""
_LOCAL = (AgencyKind.STREET_OFFICE, AgencyKind.BRANCH)
"""Kinds of agency whose date neither the regulation nor a notice states."""


def due_date(agency: Agency, year: int, agencies: Mapping[str, Agency]) -> dt.date | None:
    """By when an agency's report is due.

    Args:
        agency: The agency.
        year: The year reported on.
        agencies: Agencies by slug: the one that it reports to may state a date for all of its own.

    Returns:
        The last day; None where nobody states one, as for street offices, and for an agency without kind or level.
    """
    superior = agencies.get(agency.reports_to or "")
    own_day = agency.due.get(year) or (superior.due_members.get(year) if superior is not None else None)
    if own_day is not None:
        return dt.date.fromisoformat(own_day)
    if agency.is_consolidated:
        day = _CONSOLIDATED.get(agency.level or "")
    else:
        day = _OWN if agency.kind is not None and agency.kind not in _LOCAL else None
    return dt.date(year + 1, *day) if day is not None else None


def filed_on(report: Report) -> dt.date | None:
    """When a report was filed: the day that is written down for it, else that of its publication."""
    moment = report.submitted or report.published
    return moment.date if moment is not None else None
