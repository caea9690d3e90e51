"""The functions of a page's scripts by their names, and those to which a statement hands what it names."""

import re
from collections.abc import Iterator, Sequence
from itertools import islice

from gongkai.readers.html.running.script_texts import end_of_block, statement_at

_DEFINED = re.compile(
    r"(?<![\w$.])function\s{1,9}([\w$]{1,60})\s{0,9}\(([^()]{0,300})\)\s{0,9}\{"
    r"|(?<![\w$.])([\w$]{1,60})\s{0,9}[=:]\s{0,9}(?:async\s{1,9})?(?:function\s{0,9}[\w$]{0,60}\s{0,9}\(([^()]{0,300})\)"
    r"|(?:\(([^()]{0,300})\)|([\w$]{1,60}))\s{0,9}=>)\s{0,9}\{?"
)
"""Where a function gets its name."""
_HANDS = re.compile(
    r"(?<![\w$.])([\w$]{1,60})(?:\s{0,9}\.\s{0,9}(?:call|apply))?\(\s{0,9}(?:[^()]{0,60},\s{0,9})?(?:\.\.\.)?\[?"
    r"(?:(?:document|window)\s{0,9}\.\s{0,9})?(?:(?:\$|jQuery)\(\s{0,9})?$"
)
"""What stands before something that is handed to a function."""
_TO_EACH = re.compile(r"\.(?:forEach|each|map|filter|some|every|find)\(\s{0,9}([\w$]{1,60})\s{0,9}[,)]")
"""A function that is run for each of several elements."""
_ANY = re.compile(
    r"(?<![\w$.])function\s{0,9}[\w$]{0,60}\s{0,9}\(([^()]{0,300})\)\s{0,9}\{|\(([^()]{0,300})\)\s{0,9}=>\s{0,9}\{"
)
_CALLED = re.compile(r"\s{0,9}\)?\s{0,9}\((?:[^()]{0,60},)?\s{0,9}(?:document\s{0,9}\.\s{0,9})?")
"""A function, with a name or none, and what stands between its end and something to which it is applied at once."""
_WORD = re.compile(r"[\w$]+")
_BEFORE, _LONGEST, _MOST, _MOST_USES = 160, 2_000, 500, 50


class PageFunctions:
    """The functions of a page's scripts, looked for once somebody asks."""

    def __init__(self, scripts: Sequence[str]) -> None:
        """Take the scripts.

        Args:
            scripts: Their texts.
        """
        self._scripts = scripts
        self._bodies: dict[str, str] | None = None

    def handed(self, script: str, place: int, statement: str) -> Iterator[str]:
        """What the functions do to which a statement hands what it begins with: the statements on what they are handed.

        Args:
            script: The script.
            place: Where in it the statement begins.
            statement: Its text.
        """
        before = _HANDS.search(script[max(0, place - _BEFORE) : place])
        names = [before[1]] if before is not None else []
        names += (match[1] for match in _TO_EACH.finditer(statement))
        bodies = self._all() if names else {}
        yield from (bodies[name] for name in names if name in bodies)
        begin = max(0, place - _LONGEST)
        if before is None and script[begin:place].rstrip(" document.").endswith(("(", ",")):
            yield from _applied_at_once(script, begin, place)

    def _all(self) -> dict[str, str]:
        if self._bodies is None:
            self._bodies = {}
            for script in self._scripts:
                for match in islice(_DEFINED.finditer(script), _MOST):
                    begin = match.end() - 1 if match[0][-1] == "{" else match.end()
                    end = end_of_block(script, begin, begin + _LONGEST)
                    body = script[begin : end if end > begin else begin + _LONGEST]
                    names = " ".join(filter(None, (match[2], match[4], match[5], match[6])))
                    self._bodies.setdefault(match[1] or match[3], _on_handed(body, names))
        return self._bodies


def _applied_at_once(script: str, begin: int, place: int) -> Iterator[str]:
    """What a function does that stands before a place and is applied to what follows there."""
    for match in _ANY.finditer(script, begin, place):
        end = end_of_block(script, match.end() - 1, place)
        if end > match.end() and _CALLED.fullmatch(script, end, place):
            yield _on_handed(script[match.end() : end], match[1] or match[2] or "")


def _on_handed(body: str, names: str) -> str:
    """The statements of a function on what it is handed, by any name."""
    words = "|".join(map(re.escape, (*_WORD.findall(names), "this", "arguments")))
    uses = re.finditer(rf"(?<![\w$.])(?:{words})(?![\w$])", body)
    return "\n".join(statement_at(body, use.start()) for use in islice(uses, _MOST_USES))
