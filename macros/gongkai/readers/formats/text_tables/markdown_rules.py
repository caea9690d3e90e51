"""The rule that Markdown has below the first row of a table, ``|---|---|``: in plain text it is no row of dashes."""

import re
from collections.abc import Sequence

from gongkai.readers.formats.text_tables.delimited import NumberedLine

TABLE_RULE = re.compile(r"\s*\|?\s*:?-{3,}:?\s*(?:\|\s*:?-{3,}:?\s*)*\|?\s*")
"""The line below the head of a table."""


def without_markdown_rules(lines: Sequence[NumberedLine]) -> list[NumberedLine]:
    """The lines without the rules that stand below the first row of a table with as many bars, or above it.

    Args:
        lines: Numbers and texts.
    """
    return [line for place, line in enumerate(lines) if "|" not in line[1] or not _is_rule(lines, place)]


def _is_rule(lines: Sequence[NumberedLine], place: int) -> bool:
    text, head, above = (lines[at][1] if at >= 0 else "" for at in (place, place - 1, place - 2))
    bars, bars_above = (line.strip().strip("|").count("|") for line in (text, head))
    is_first = "|" not in head or ("|" not in above and bars == bars_above)
    return is_first and TABLE_RULE.fullmatch(text) is not None
