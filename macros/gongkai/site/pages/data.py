"""The pages on the data of the whole site: the list of files, a table of all agencies a year, what is rolled up."""

from collections.abc import Iterator

from gongkai import routes
from gongkai.findings import say
from gongkai.pages.content import PageContent
from gongkai.site.open_data.data_page import data_page
from gongkai.site.open_data.rollup_page import rollup_page, rollup_pages
from gongkai.site.open_data.year_page import year_page
from gongkai.site.open_data.years import table_years
from gongkai.work.contents import SiteContents
from gongkai.work.page_type import GeneratedPage, MenuPlace, PageType


def _pages(contents: SiteContents) -> Iterator[GeneratedPage]:
    yield GeneratedPage(routes.DATA, say("data.title"))
    for item in table_years(contents):
        title = say("data.table.title", {"year": item.year})
        yield GeneratedPage(routes.year_table_page(item.year), title, year=item.year)


def _page(contents: SiteContents, page: GeneratedPage) -> PageContent:
    return data_page(contents, page) if page.year is None else year_page(contents, page, page.year)


TYPES = (
    PageType(
        route=routes.DATA,
        title="data.title",
        pages=_pages,
        make=_page,
        kind="data",
        column=MenuPlace(6, "menu.data", ("data",)),
        footer=MenuPlace(2, "data.title"),
        searched=True,
        position=12,
    ),
    PageType(
        route=routes.ROLLUPS,
        title="rollups.title",
        pages=rollup_pages,
        make=rollup_page,
        kind="rollups",
        searched=True,
        position=13,
    ),
)
