"""Dates as HTML."""

from markupsafe import Markup

from gongkai.renders.html.markup import escape, fill
from gongkai.reports.model import Moment


def day_html(moment: Moment) -> Markup:
    """The day for readers, with the time of day, where it is known, for programs."""
    day = moment.date.isoformat()
    exact = f"{day}T{moment.time:%H:%M}+08:00" if moment.time else day
    return fill('<time datetime="{}">{}</time>', escape(exact), escape(day))
