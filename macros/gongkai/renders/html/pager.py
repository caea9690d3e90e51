"""The way through a list that is cut into pages: of constant size, whatever the number of pages."""

from collections.abc import Callable, Iterator

from markupsafe import Markup

from gongkai.findings import say
from gongkai.renders.html.markup import EMPTY, escape, fill, join


def pager_html(number: int, pages: int, address: Callable[[int], str]) -> Markup:
    """Links to the first, previous, next and last page; nothing for a list of one page.

    Args:
        number: This page, from 1.
        pages: How many there are.
        address: Gives the address of a page.
    """
    if pages == 1:
        return EMPTY
    inner = join(_parts(number, pages, address))
    return fill('<nav class="gk-pager" aria-label="{}">{}</nav>', escape(say("lists.pager")), inner)


def _parts(number: int, pages: int, address: Callable[[int], str]) -> Iterator[Markup]:
    if number > 1:
        yield _link(address(1), say("lists.first"))
        yield _link(address(number - 1), say("theme.previous"), rel="prev")
    yield fill("<span>{}</span>", escape(say("theme.page-of", {"number": number, "pages": pages})))
    if number < pages:
        yield _link(address(number + 1), say("theme.next"), rel="next")
        yield _link(address(pages), say("lists.last"))


def _link(address: str, text: str, *, rel: str = "") -> Markup:
    kind = fill(' rel="{}"', escape(rel)) if rel else EMPTY
    return fill('<a href="{}"{}>{}</a>', escape(address), kind, escape(text))
