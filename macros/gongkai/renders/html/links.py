"""Links between pages of a site as HTML."""

from collections.abc import Iterable

from markupsafe import Markup

from gongkai.renders.html import escape
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
    spoken = f' aria-label="{escape(label)}"' if label else ""
    return Markup(f'<a href="{escape(addresses.between(at, source))}"{spoken}>{escape(text)}</a>')


def link_list(links: Iterable[Markup]) -> Markup:
    """Links as a list."""
    return Markup(f'<ul class="gk-links">{"".join(f"<li>{link}</li>" for link in links)}</ul>')
