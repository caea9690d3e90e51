"""Links between pages of a site as HTML."""

from collections.abc import Iterable

from markupsafe import Markup

from gongkai.renders.html.markup import EMPTY, escape, fill, join
from gongkai.routes import Addresses


def page_link(addresses: Addresses, at: str, source: str, *, text: str, label: str = "") -> Markup:
    """A link to a page.

    Args:
        addresses: How the site writes addresses.
        at: The page that links.
        source: The page that is linked to.
        text: What is seen, plain.
        label: What a screen reader says instead, where the text alone is too short.
    """
    spoken = fill(' aria-label="{}"', escape(label)) if label else EMPTY
    return fill('<a href="{}"{}>{}</a>', escape(addresses.between(at, source)), spoken, escape(text))


def file_link(address: str, text: str, *, saved_as: str = "") -> Markup:
    """A link to a file, which the browser saves and does not show.

    Args:
        address: As seen from the page.
        text: What is seen, plain.
        saved_as: What the browser calls it where the address alone does not tell it from others: of two files that are
            both called ``report.csv`` it would call one ``report(1).csv``.
    """
    name = fill('="{}"', escape(saved_as)) if saved_as else EMPTY
    return fill('<a href="{}" download{}>{}</a>', escape(address), name, escape(text))


def link_list(links: Iterable[Markup]) -> Markup:
    """Links as a list."""
    return fill('<ul class="gk-links">{}</ul>', join(fill("<li>{}</li>", link) for link in links))
