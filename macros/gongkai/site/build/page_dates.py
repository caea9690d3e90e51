"""When things happened, by the data alone: what the feed and the site map say, never by git, files or the clock.

A document without a date has none here either.
"""

import datetime as dt
from collections.abc import Iterator, Mapping

from mkdocs.structure.files import Files

from gongkai.reports import Report
from gongkai.reports.model import Moment
from gongkai.site.pages.catalog import HOME, Entries
from gongkai.workspace import Workspace

CHINA = dt.timezone(dt.timedelta(hours=8))
"""Dates in reports are those of China, whatever the machine's clock is set to."""


def stamp(moment: Moment) -> str:
    """A moment as RFC 3339; a date without its time of day begins with the day."""
    return dt.datetime.combine(moment.date, moment.time or dt.time(), CHINA).isoformat()


def changed(report: Report) -> Moment | None:
    """When a report was last published or corrected; None where it was published without a date."""
    if report.published is None:
        return None
    later = (Moment(dt.date.fromisoformat(item.date)) for item in report.corrections)
    return max((report.published, *later), key=stamp)


def page_dates(workspace: Workspace, entries: Entries) -> dict[str, str]:
    """Date of the last change by the page's path below the docs folder; pages without a date are left out."""
    return dict(_dates(workspace, entries))


def date_pages(files: Files, dates: Mapping[str, str]) -> None:
    """Let MkDocs know no other date: it would take today's, and two builds of one site would differ by it."""
    latest = max(dates.values(), default="1980-01-01")
    for file in files.documentation_pages():
        if file.page is not None:
            file.page.update_date = dates.get(file.src_uri, latest)


def _dates(workspace: Workspace, entries: Entries) -> Iterator[tuple[str, str]]:
    for slug, entry in entries.items():
        found = {}
        for year in entry.years:
            report = workspace.report(slug, year)
            moment = changed(report) if report is not None and workspace.public((slug, year)) else None
            if moment is not None:
                found[year] = moment.date.isoformat()
                yield f"{slug}/{year}.md", found[year]
        if found:
            yield f"{slug}/{HOME}", max(found.values())
