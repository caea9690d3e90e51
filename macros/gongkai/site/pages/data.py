"""The pages on the data of the whole site: the list of files, a table of all agencies a year, what is rolled up."""

from collections.abc import Iterator

from gongkai import routes
from gongkai.findings import say
from gongkai.site.open_data.data_page import data_page
from gongkai.site.open_data.rollup_page import rollup_page, rollup_pages
from gongkai.site.open_data.year_page import year_page
from gongkai.site.open_data.years import table_years
from gongkai.work.contents import SiteContents
from gongkai.work.page_type import GeneratedPage, MenuPlace, PageType


def _year_pages(contents: SiteContents) -> Iterator[GeneratedPage]:
    for item in table_years(contents):
        title = say("data.table.title", {"year": item.year})
        yield GeneratedPage(routes.year_table_page(item.year), title, year=item.year)


TYPES = (
    PageType(
        route=routes.DATA,
        title="data.title",
        make=data_page,
        kind="data",
        column=MenuPlace(6, "menu.data", ("data", "rollups")),
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
    PageType(
        route=routes.YEAR_TABLE,
        title="data.table.table-link",
        pages=_year_pages,
        make=year_page,
        kind="data",
        position=14,
    ),
)
