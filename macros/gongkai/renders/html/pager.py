"""The way through a list that is cut into pages: of constant size, whatever the number of pages."""

from collections.abc import Callable, Iterator

from gongkai.findings import say
from gongkai.renders.html import escape


def pager_html(number: int, pages: int, address: Callable[[int], str]) -> str:
    """Links to the first, previous, next and last page; nothing for a list of one page.

    Args:
        number: This page, from 1.
        pages: How many there are.
        address: Gives the address of a page.
    """
    if pages == 1:
        return ""
    inner = "".join(_parts(number, pages, address))
    return f'<nav class="gk-pager" aria-label="{say("lists.pager")}">{inner}</nav>'


def _parts(number: int, pages: int, address: Callable[[int], str]) -> Iterator[str]:
    if number > 1:
        yield _link(address(1), say("lists.first"))
        yield _link(address(number - 1), say("theme.previous"), rel="prev")
    yield f"<span>{say('theme.page-of', {'number': number, 'pages': pages})}</span>"
    if number < pages:
        yield _link(address(number + 1), say("theme.next"), rel="next")
        yield _link(address(pages), say("lists.last"))


def _link(address: str, text: str, *, rel: str = "") -> str:
    kind = f' rel="{rel}"' if rel else ""
    return f'<a href="{escape(address)}"{kind}>{text}</a>'
