"""Strings that are HTML, of the type ``Markup``, so that types show what is escaped and what is text.

Three functions make them and nothing else does: ``escape`` from text, ``fill`` from a template, ``join`` from others.
"""

import html
from collections.abc import Iterable
from functools import lru_cache

from markupsafe import Markup

EMPTY = Markup()
"""No HTML at all."""


@lru_cache(maxsize=16384)
def escape(text: str) -> Markup:
    """Text as HTML, fit for content and for quoted attributes."""
    return Markup(html.escape(text, quote=True))


def fill(template: str, *values: Markup | int) -> Markup:
    """Put HTML and whole numbers into a template.

    Args:
        template: A literal of HTML with ``{}`` for each value; never text from data.
        values: What stands in these places; text has to be escaped before, which the type demands.
    """
    return Markup(template.format(*values))


def join(parts: Iterable[Markup], separator: str = "") -> Markup:
    """Run pieces of HTML together.

    Args:
        parts: The pieces.
        separator: A literal to stand between them.
    """
    return Markup(separator.join(parts))
