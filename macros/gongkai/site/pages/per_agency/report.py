"""The page of a report, which is written in Markdown: see ``site.report`` for what is put into it."""

from collections.abc import Iterator

from gongkai import routes
from gongkai.work.contents import AgencyContents
from gongkai.work.page_type import AgencyPageType, GeneratedPage


def _pages(contents: AgencyContents) -> Iterator[GeneratedPage]:
    entry = contents.entry
    for year in entry.years:
        yield GeneratedPage(routes.report_page(entry.slug, year), entry.title(year), entry.slug, year)


TYPES = (AgencyPageType(route=routes.REPORT, pages=_pages, make=None, kind="report", position=0),)
