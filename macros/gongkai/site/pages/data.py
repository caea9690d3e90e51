"""The page that lists the files of data of the whole site; see ``site.open_data``."""

from gongkai import routes
from gongkai.site.open_data.data_page import data_page
from gongkai.work.page_type import MenuPlace, PageType

TYPES = (
    PageType(
        route=routes.DATA,
        title="data.title",
        make=data_page,
        kind="data",
        column=MenuPlace(6, "menu.data", ("data",)),
        footer=MenuPlace(2, "data.title"),
        searched=True,
        position=12,
    ),
)
