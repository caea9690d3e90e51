"""Dates and times, taken from the data alone: never from git, files or the clock.

A document without a date has none here either.
"""

import datetime as dt

from gongkai.reports import Report
from gongkai.reports.model import Moment

CHINA = dt.timezone(dt.timedelta(hours=8))
"""Dates in reports are those of China, whatever the machine's clock is set to."""


def stamp(moment: Moment) -> str:
    """A moment as RFC 3339; a date without its time of day begins with the day."""
    return dt.datetime.combine(moment.date, moment.time or dt.time(), CHINA).isoformat()


def last_change(report: Report) -> Moment | None:
    """When a report was last published or corrected; None where it was published without a date."""
    if report.published is None:
        return None
    later = (Moment(dt.date.fromisoformat(item.date)) for item in report.corrections)
    return max((report.published, *later), key=stamp)
