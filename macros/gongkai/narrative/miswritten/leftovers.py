"""What looks like a call of a macro in a text and is none, so that a page would show it as it stands.

One brace for two, full-width braces, no braces at all, or a brace left over. What begins like a template is
reported by the template scan; lines that it objects to are passed over here.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

from gongkai.narrative.miswritten.call_meant import call_meant
from gongkai.narrative.model import MACROS
from gongkai.narrative.parse import Narrative

_NAMES = "|".join(MACROS)
_CALL = rf"(?<![A-Za-z0-9_.])(?:{_NAMES})\s*[(（][^()（）\n]*[)）]?"
_OPEN, _CLOSE = r"(?:\\?[{｛]\s*)+", r"(?:\\?[}｝]\s*)+"
_LEFT = re.compile(
    rf"(?P<attributes>\{{:[^{{}}\n]*\}})|{_OPEN}[^{{}}｛｝\\\n]*{_CLOSE}|{_OPEN}(?:{_CALL})?|{_CALL}\s*(?:{_CLOSE})?|{_CLOSE}"
)
_SUSPECT = re.compile(rf"[{{}}｛｝]|(?<![A-Za-z0-9_.])(?:{_NAMES})\s*[(（]")


@dataclass(frozen=True, slots=True)
class Leftover:
    """A piece of text that looks like a call or a part of one.

    Attributes:
        text: The text.
        line: Line in the file, from 1.
        column: Column in the file, from 1.
        name: The macro that it names; empty where it names none.
        call: The call to write instead, with its braces; empty where it does not say which.
        near: A call that it may mean, where that is a guess.
    """

    text: str
    line: int
    column: int
    name: str
    call: str
    near: str = ""


@lru_cache(maxsize=32)
def leftovers(narrative: Narrative) -> tuple[Leftover, ...]:
    """Every leftover of a text after its front matter, in order; kept for the rules of one report.

    Args:
        narrative: The text.
    """
    text = narrative.masked
    return tuple(_leftovers(narrative, text)) if _SUSPECT.search(text, narrative.body_start) else ()


def _leftovers(narrative: Narrative, text: str) -> Iterator[Leftover]:
    faulty = set(narrative.faulty_lines)
    for match in _LEFT.finditer(text, narrative.body_start):
        line = text.count("\n", 0, match.start()) + 1
        if match["attributes"] is None and line not in faulty:
            column = match.start() - text.rfind("\n", 0, match.start())
            yield _leftover(match[0].strip(), line, column)


def _leftover(text: str, line: int, column: int) -> Leftover:
    call = call_meant(text)
    if call is None:
        return Leftover(text, line, column, next((name for name in MACROS if name in text), ""), "")
    if call.guessed:
        return Leftover(text, line, column, "", "", near=call.slot.code)
    return Leftover(text, line, column, call.slot.name, call.slot.code)
