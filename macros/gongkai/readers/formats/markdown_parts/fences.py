"""Fences of code around Markdown with tables: a language model sets what it has converted between them."""

import re
from collections.abc import Sequence

from markdown_it.token import Token

from gongkai.readers.formats.text_tables import TABLE_RULE

_HTML_TABLE = re.compile(r"\s*<(?:table|thead|tbody|tr|t[dh])\b", re.IGNORECASE)


def is_part_of_table(code: str) -> bool:
    """Whether an indented text is HTML of a table: after an empty line Markdown takes its deeper lines for code.

    Args:
        code: The text.
    """
    return _HTML_TABLE.match(code) is not None


def fences_of_tables(tokens: Sequence[Token], lines: Sequence[str]) -> frozenset[int]:
    """The lines, from 0, that begin or end a fence around tables.

    Args:
        tokens: Of the text.
        lines: Its lines.
    """
    fences: set[int] = set()
    for token in tokens:
        first, end = token.map if token.type == "fence" and token.map and not token.level else (0, 0)
        if any(("|" in line and TABLE_RULE.fullmatch(line)) or is_part_of_table(line) for line in lines[first:end]):
            is_closed = set(lines[end - 1].strip()) == set(token.markup)
            fences |= {first, end - 1} if is_closed else {first}
    return frozenset(fences)
