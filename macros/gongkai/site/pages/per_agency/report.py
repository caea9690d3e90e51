"""A report's pages: its own, written in Markdown (see ``site.report`` for what goes into it), and in plain words."""

from collections.abc import Iterator

from gongkai import routes
from gongkai.renders.html.column_labels import labels_css
from gongkai.site.report.plain_page import plain_page, plain_pages
from gongkai.work.contents import AgencyContents, SiteContents
from gongkai.work.page_type import AgencyPageType, FileType, GeneratedPage


def _pages(contents: AgencyContents) -> Iterator[GeneratedPage]:
    entry = contents.entry
    for year in entry.years:
        yield GeneratedPage(routes.report_page(entry.slug, year), entry.title(year), entry.slug, year)


def _labels(contents: SiteContents) -> str:
    """The column labels of every form, in use or not: a page that stays as it was published may show any of them."""
    return labels_css(contents.forms)


TYPES = (
    AgencyPageType(route=routes.REPORT, pages=_pages, make=None, kind="report", position=0),
    AgencyPageType(route=routes.PLAIN, pages=plain_pages, make=plain_page, report_link="plain-words.link", position=69),
    FileType(route=routes.COLUMN_LABELS, make=_labels, position=84),
)
