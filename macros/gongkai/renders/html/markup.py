"""Strings that are HTML, of the type ``Markup``, so that types show what is escaped and what is text.

Three functions make them and nothing else does: ``escape`` from text, ``fill`` from a template, ``join`` from others.
"""

import html
from collections.abc import Callable, Iterable
from functools import lru_cache, partial

from markupsafe import Markup

EMPTY = Markup()
"""No HTML at all."""

_marked: Callable[[str], Markup] = partial(str.__new__, Markup)
"""HTML that was put together here, as such.

``Markup(text)`` would do the same; it first asks its argument for HTML of its own, which takes three times as long, and
a page has a thousand pieces."""


@lru_cache(maxsize=16384)
def escape(text: str) -> Markup:
    """Text as HTML, fit for content and for quoted attributes."""
    return _marked(html.escape(text, quote=True))


def fill(template: str, *values: Markup | int) -> Markup:
    """Put HTML and whole numbers into a template.

    Args:
        template: A literal of HTML with ``{}`` for each value; never text from data.
        values: What is in these places; text has to be escaped before, which the type demands.
    """
    return _marked(_with_signs(template) % values)


@lru_cache(maxsize=1024)
def _with_signs(template: str) -> str:
    """The same with ``%s`` for each value: ``format`` asks every value that is HTML how it wants to be written."""
    return template.replace("%", "%%").replace("{}", "%s")


def join(parts: Iterable[Markup], separator: str = "") -> Markup:
    """Run pieces of HTML together.

    Args:
        parts: The pieces.
        separator: A literal to put between them.
    """
    return _marked(separator.join(parts))
