"""Labelled regions around tables, which keyboards can reach and scroll."""

from gongkai.findings import say
from gongkai.renders.html.markup import escape


def plain_table_region(body: str, number: int) -> str:
    """A table that is not one of a form, in its region.

    Args:
        body: HTML of what stands between the table's tags.
        number: Its number among such tables of its page, by which it is called (表格 1).
    """
    label = escape(say("theme.table", {"number": number}))
    return (
        f'<div class="gk-scroll" role="region" aria-label="{label}" tabindex="0">'
        f'<table class="gk-plain">{body}</table></div>'
    )
