"""Kinds of pages that an internal site has alone: no public one is made with what they are made from."""

from gongkai import routes
from gongkai.findings import say
from gongkai.site.pages.internal.board import board_page, board_pages
from gongkai.site.pages.internal.findings import findings_page
from gongkai.work.contents import SiteContents
from gongkai.work.page_type import FileType, MenuPlace, PageType
from gongkai.work.settings import SiteSettings


def _is_internal(settings: SiteSettings) -> bool:
    return settings.internal


def _has_mark(contents: SiteContents) -> bool:
    return contents.settings.internal


def _mark(contents: SiteContents) -> str:
    """The text of the file by which the folder of an internal site is known."""
    del contents
    return say("office.marker")


TYPES = (
    PageType(
        route=routes.INTERNAL_FINDINGS,
        title="office.findings",
        make=findings_page,
        exists=_is_internal,
        kind="internal-findings",
        column=MenuPlace(8, "office.findings"),
        position=90,
    ),
    PageType(
        route=routes.INTERNAL,
        title="office.board",
        make=board_page,
        pages=board_pages,
        exists=_is_internal,
        kind="internal",
        column=MenuPlace(7, "office.board", ("internal",)),
        position=91,
    ),
    FileType(route=routes.INTERNAL_MARK, make=_mark, exists=_has_mark, position=92),
)
