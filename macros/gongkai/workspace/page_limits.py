"""What is looked at in a page's text before anything parses it: how much of everything it has, and signs that harm.

The time of Markdown and its extensions grows with the square of the number of some signs (an opening that nothing
closes is looked for to the end of the text). Each of these has a limit far above that of any report, so that no page
takes longer than seconds.
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

_LIMITS: Mapping[str, int] = {
    "\n": 3_000,
    "{": 4_000,
    "[": 10_000,
    "<": 20_000,
    "<!": 500,
    "`": 20_000,
    "\n#": 2_000,
    "|": 20_000,
}
"""Most of these in one page: the longest real reports have hundreds of lines and some thousand cells."""
_NAMES: Mapping[str, str] = {"\n": "行", "\n#": "#"}
LONGEST_LINE = 15_000
"""Most characters of a line without a picture in it; a paragraph of a report has some thousands."""

LONGEST = 500_000
"""Most characters of a page, pictures that stand in it not counted; checks compare each figure with all others."""
_PICTURE = re.compile(r"data:image/[^\s)\"']*")

_HARMFUL = re.compile("[\x00-\x08\x0e-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069\ufffe\uffff]")
"""Signs that XML does not allow, that a terminal acts on, and those that turn the direction of writing."""
_MOST_SHOWN = 100


@dataclass(frozen=True, slots=True)
class PageFault:
    """Something about a page's text as a whole, or a sign in it.

    Attributes:
        variant: Which wording of ``syntax`` speaks of it.
        line: Line, from 1.
        column: Column, from 1.
        args: What the wording fills in.
        is_limit: Whether the page must not be parsed.
    """

    variant: str
    line: int
    column: int
    args: Mapping[str, str]
    is_limit: bool = False


def page_faults(text: str) -> Iterator[PageFault]:
    """What is wrong with a page's text before it is parsed.

    Args:
        text: The text, as decoded.
    """
    for sign, limit in _LIMITS.items():
        if text.count(sign) > limit:
            args = {"sign": _NAMES.get(sign, sign), "limit": str(limit)}
            yield PageFault("page-many", 1, 1, args, is_limit=True)
    yield from _long_line(text)
    for number, match in enumerate(_HARMFUL.finditer(text)):
        if number == _MOST_SHOWN:
            return
        at = match.start()
        line, column = text.count("\n", 0, at) + 1, at - text.rfind("\n", 0, at)
        yield PageFault("page-character", line, column, {"detail": f"U+{ord(match[0]):04X}"})


def _long_line(text: str) -> Iterator[PageFault]:
    if len(text) <= LONGEST_LINE:
        return
    text = _PICTURE.sub("", text)
    if len(text) > LONGEST:
        yield PageFault("page-many", 1, 1, {"sign": "字", "limit": str(LONGEST)}, is_limit=True)
    for number, line in enumerate(text.split("\n"), start=1):
        if len(line) > LONGEST_LINE:
            args = {"sign": "字", "limit": str(LONGEST_LINE)}
            yield PageFault("page-many", number, 1, args, is_limit=True)
            return
