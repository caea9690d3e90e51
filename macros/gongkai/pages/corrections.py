"""Corrections in words: what was changed after publication (更正)."""

from collections.abc import Iterator

from gongkai.findings import say
from gongkai.reports import Correction, Report
from gongkai.tables import spoken


def corrected_place(report: Report, item: Correction) -> str:
    """How one speaks of the place that was corrected; as it was written where there is no other way."""
    if item.place.section is not None:
        return say("page.section", {"number": item.place.section})
    return (spoken(report.form, item.place) if report.form else "") or item.at


def latest_corrections(report: Report) -> Iterator[str]:
    """What was corrected on the last day on which anything was, a sentence each."""
    last = max((item.date for item in report.corrections), default="")
    for item in report.corrections:
        if item.date == last:
            place = corrected_place(report, item)
            parts = {"date": item.date, "place": place, "before": item.before, "after": item.after}
            yield say("feed.correction", parts)
