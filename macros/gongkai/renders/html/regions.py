"""Labelled regions around tables, which keyboards can reach and scroll."""

from markupsafe import Markup

from gongkai.findings import say
from gongkai.renders.html.markup import escape, fill


def region(label: str) -> Markup:
    """The start of a labelled region that keyboards can scroll; ``</div>`` ends it."""
    return fill('<div class="gk-scroll" role="region" aria-label="{}" tabindex="0">', escape(label))


def region_below(name: str) -> Markup:
    """The same below a heading that is its label; ``name`` is the heading's id."""
    return fill("<div class=gk-scroll role=region aria-labelledby={} tabindex=0>", escape(name))


def plain_table_region(body: Markup, number: int, *, lined: bool = False) -> Markup:
    """A table that is not one of a form, in its region.

    Args:
        body: HTML of what is between the table's tags.
        number: Its number among such tables of its page, by which it is called (表格 1).
        lined: Whether cells have the heads of their columns as ``data-label``, so that a phone shows lines at once;
            else a script adds them, and a table that is seen as the page opens would move what is below it.
    """
    label = escape(say("theme.table", {"number": number}))
    return fill(
        '<div class="gk-scroll" role="region" aria-label="{}" tabindex="0"><table class="gk-plain{}">{}</table></div>',
        label,
        escape(" gk-lined" if lined else ""),
        body,
    )
