"""The dates of pages, by the data alone, for the site map: never by git, files or the clock."""

from collections.abc import Iterator, Mapping

from mkdocs.structure.files import Files

from gongkai import routes
from gongkai.work.contents import SiteContents


def page_dates(contents: SiteContents) -> dict[str, str]:
    """Date of the last change by the page's path below the docs folder; pages without a date are left out."""
    return dict(_dates(contents))


def date_pages(files: Files, dates: Mapping[str, str]) -> None:
    """Set the date of every page: MkDocs would take today's, by which two builds of one site would differ."""
    latest = max(dates.values(), default="1980-01-01")
    for file in files.documentation_pages():
        if file.page is not None:
            file.page.update_date = dates.get(file.src_uri, latest)


def _dates(contents: SiteContents) -> Iterator[tuple[str, str]]:
    for slug, entry in contents.entries.items():
        days = {}
        for year in entry.years:
            report = contents.summaries[slug, year]
            if report.public and report.changed is not None:
                days[year] = report.changed.date.isoformat()
                yield routes.report_page(slug, year), days[year]
        if days:
            yield routes.agency_page(slug), max(days.values())
