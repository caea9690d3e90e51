"""The functions of a page's scripts by their names, and those to which a statement hands what it names."""

import re
from collections.abc import Iterator, Sequence
from itertools import islice

from gongkai.readers.html.running.script_texts import end_of_block

_DEFINED = re.compile(
    r"(?<![\w$.])function\s{1,9}([\w$]{1,60})\s{0,9}\([^()]{0,300}\)\s{0,9}\{"
    r"|(?<![\w$.])([\w$]{1,60})\s{0,9}[=:]\s{0,9}(?:async\s{1,9})?(?:function\s{0,9}[\w$]{0,60}\s{0,9}\([^()]{0,300}\)"
    r"|(?:\([^()]{0,300}\)|[\w$]{1,60})\s{0,9}=>)\s{0,9}\{?"
)
"""Where a function gets its name."""
_HANDS = re.compile(
    r"(?<![\w$.])([\w$]{1,60})(?:\s{0,9}\.\s{0,9}(?:call|apply))?\(\s{0,9}(?:[^()]{0,60},\s{0,9})?(?:\.\.\.)?\[?"
    r"(?:(?:document|window)\s{0,9}\.\s{0,9})?(?:(?:\$|jQuery)\(\s{0,9})?$"
)
"""What stands before something that is handed to a function."""
_TO_EACH = re.compile(r"\.(?:forEach|each|map|filter|some|every|find)\(\s{0,9}([\w$]{1,60})\s{0,9}[,)]")
"""A function that is run for each of several elements."""
_BEFORE, _LONGEST, _MOST = 160, 2_000, 500


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
        """The bodies of the functions to which a statement hands what it begins with.

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

    def _all(self) -> dict[str, str]:
        if self._bodies is None:
            self._bodies = {}
            for script in self._scripts:
                for match in islice(_DEFINED.finditer(script), _MOST):
                    begin = match.end() - 1 if match[0][-1] == "{" else match.end()
                    end = end_of_block(script, begin, begin + _LONGEST)
                    body = script[begin : end if end > begin else begin + _LONGEST]
                    self._bodies.setdefault(match[1] or match[2], body)
        return self._bodies
