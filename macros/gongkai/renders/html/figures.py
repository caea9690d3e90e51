"""Figures as HTML. Most are small counts that many reports share, so that their HTML is kept."""

from functools import lru_cache
from typing import TypeGuard

from markupsafe import Markup

from gongkai.figures import Figure, minus, printed
from gongkai.renders.html.markup import escape


def is_count(value: object, figure: Figure) -> TypeGuard[int]:
    """Whether a figure, whose value this is, is a count without unit and remark."""
    return type(value) is int and figure.unit is None and figure.note is None


def figure_html(figure: Figure) -> Markup:
    """A figure as it is printed; nothing for a blank."""
    value = figure.value
    return count_html(value) if is_count(value, figure) else escape(printed(figure))


@lru_cache(maxsize=4096)
def count_html(count: int) -> Markup:
    """A count as HTML."""
    return escape(minus(str(count)))
