"""Rules below first rows of one cell: ``html2text`` writes ``申请`` and ``---``, which Markdown takes for a heading."""

import re
from collections.abc import Sequence

_RULE = re.compile(r" {0,3}:?-{3,}:?\s*")


def without_lone_rules(lines: Sequence[str]) -> list[str]:
    """The lines, empty where a rule is right below a text without bars and right above a row of a table.

    An empty line follows a heading that is underlined.

    Args:
        lines: Of the text.
    """
    around = zip(["", *lines], lines, [*lines[1:], ""], strict=False)
    return ["" if _is_lone_rule(above, line, below) else line for above, line, below in around]


def _is_lone_rule(above: str, line: str, below: str) -> bool:
    return _RULE.fullmatch(line) is not None and bool(above.strip()) and "|" not in above and "|" in below
