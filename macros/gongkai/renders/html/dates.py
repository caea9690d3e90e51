"""Dates as HTML."""

from gongkai.reports.model import Moment


def day_html(moment: Moment) -> str:
    """The day for readers, with the time of day, where it is known, for programs."""
    day = moment.date.isoformat()
    exact = f"{day}T{moment.time:%H:%M}+08:00" if moment.time else day
    return f'<time datetime="{exact}">{day}</time>'
