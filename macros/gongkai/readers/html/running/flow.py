"""Which statements of the scripts of a page are run by themselves, in any case, and when. No script is run.

A statement counts where nothing chooses whether it is run: it stands in no block, or in one that is run once the page
has been read, or in a function that another such statement calls.
"""

import re
from bisect import bisect_right
from collections import defaultdict
from collections.abc import Sequence
from typing import NamedTuple

_BY_ITSELF = (
    r"(?:\$|\b(?:ready|set(?:Timeout|Interval|Immediate)|then|finally|queueMicrotask|request(?:AnimationFrame|IdleCallback))"
    r"|[\"'](?:load|DOMContentLoaded|readystatechange|pageshow)[\"']\s*,)\s*\(?\s*(?:async\s+)?"
)
"""What hands a function on that a page runs by itself."""
_LATER = re.compile(rf"\bon(?:load|pageshow|readystatechange)\s*=|{_BY_ITSELF}")
"""What stands before a function that is run once the page has been read, as all that is run by itself is."""
_RUNS_AT_ONCE = re.compile(
    rf"(?:^\s*|(?<![\w$])[(!+]\s*|on(?:load|pageshow|readystatechange)\s*=\s*|{_BY_ITSELF})"
    r"(?:function\s*\(\w*\)|(?:\(\w*\)|[\w$]+)\s*=>)\s*$"
    r"|(?:^|[^\w$.])(?:try|do|finally)\s*$|^\s*$"
)
"""What stands before a block that a page runs by itself."""
_ARROW = re.compile(rf"{_BY_ITSELF}(?:\(\w*\)|[\w$]+)\s*=>\s*")
_NAMED = re.compile(
    r"(?<![\w$])function\s+([\w$]{1,60})\s*\([^()]{0,300}\)\s*$"
    r"|(?<![\w$])([\w$]{1,60})\s*[=:]\s*(?:async\s+)?(?:function\s*[\w$]{0,60}\s*\([^()]{0,300}\)|(?:\([^()]{0,300}\)|[\w$]{1,60})\s*=>)\s*$"
)
"""What stands before a block that is run where its name is called."""
_MOST_CALLS, _MOST_FUNCTIONS = 10, 6
"""Calls of a function that are looked at, and functions that call one another."""
_CALL = re.compile(
    rf"(?:{_LATER.pattern})\s{{0,9}}([\w$]{{1,60}})(?![\w$(])"
    r"|(?<!function\s)(?<![\w$])([\w$]{1,60})\s{0,9}\((?![^()]{0,300}\)\s{0,9}\{)"
)
"""Where a function is called, or handed on to be run later."""
_MOST_BLOCKS = 500
_RETURNS = re.compile(r"\breturn\b")
_CHOOSES = re.compile(r"\b(?:(?:if|else|case|for|while|function|javascript)\b|on\w+\s{0,9}=)|&&|\|\||\?|=>")
"""What stands before a statement that is run in some cases only."""
_BRACE, _END, _NEAR = re.compile(r"[{}]"), re.compile(r"[;{}]"), 200
"""A block that begins or ends, where a statement may end, and characters before a place that are looked at."""


class _Block(NamedTuple):
    """A block of a script.

    Attributes:
        before: What stands before it.
        begin: Where it begins.
        around: The number of the block that it stands in; -1 for none.
    """

    before: str
    begin: int
    around: int


class _Blocks:
    """The blocks of a script, and for each brace the innermost one after it."""

    def __init__(self, script: str) -> None:
        self._script = script
        self._blocks: list[_Block] = []
        self._places: list[int] = []
        self._innermost: list[int] = []
        now, last = -1, 0
        for match in _BRACE.finditer(script):
            if match[0] == "}":
                now = self._blocks[now].around if now >= 0 else now
            else:
                self._blocks.append(_Block(_statement(script, last, match.start()), match.end(), now))
                now = len(self._blocks) - 1
            last = match.end()
            self._places.append(last)
            self._innermost.append(now)

    def around(self, place: int) -> list[_Block]:
        """The blocks around a place, the innermost first."""
        number = bisect_right(self._places, place) - 1
        block = self._innermost[number] if number >= 0 else -1
        blocks: list[_Block] = []
        while block >= 0 and len(blocks) < _MOST_BLOCKS:
            blocks.append(self._blocks[block])
            block = blocks[-1].around
        return blocks

    def statement(self, place: int) -> str:
        """The statement at a place, up to it."""
        number = bisect_right(self._places, place) - 1
        return _statement(self._script, self._places[number] if number >= 0 else 0, place)


class Flow:
    """The scripts of a page, asked for one statement after another."""

    def __init__(self, scripts: Sequence[str]) -> None:
        """Take the scripts.

        Args:
            scripts: Their texts.
        """
        self._scripts = scripts
        self._blocks: dict[str, _Blocks] = {}
        self._calls: defaultdict[str, list[tuple[str, int]]] = defaultdict(list)
        self._later: set[str] = set()
        self._are_called: dict[str, bool] = {}

    def is_certain(self, script: str, place: int, depth: int = 0) -> bool:
        """Whether a page runs a statement by itself, whatever the case and without anybody's click.

        Args:
            script: The script.
            place: Where in it the statement begins.
            depth: How many functions it stands in that others call.
        """
        blocks = self._blocks_of(script)
        if _CHOOSES.search(_ARROW.sub("", blocks.statement(place))):
            return False
        return all(
            _RUNS_AT_ONCE.search(block.before)
            or (self._is_called(block.before, depth) and not _RETURNS.search(script, block.begin, place))
            for block in blocks.around(place)
        )

    def is_later(self, script: str, place: int) -> bool:
        """Whether a statement is run once the page has been read, and not while it is.

        Args:
            script: The script.
            place: Where in it the statement begins.
        """
        blocks = self._blocks_of(script)
        befores = [block.before for block in blocks.around(place)]
        if any(map(_LATER.search, (blocks.statement(place), *befores))):
            return True
        self._look_for_calls()
        return not self._later.isdisjoint(name for before in befores for name in _names_of(before))

    def _blocks_of(self, script: str) -> _Blocks:
        if script not in self._blocks:
            self._blocks[script] = _Blocks(script)
        return self._blocks[script]

    def _look_for_calls(self) -> None:
        if self._calls:
            return
        for script in self._scripts:
            for match in _CALL.finditer(script):
                name = match[1] or match[2]
                if match[1]:
                    self._later.add(name)
                if len(self._calls[name]) < _MOST_CALLS:
                    self._calls[name].append((script, match.start()))

    def _is_called(self, before: str, depth: int) -> bool:
        """Whether a block is a function that is called in any case."""
        self._look_for_calls()
        for name in _names_of(before) if depth < _MOST_FUNCTIONS else ():
            if name not in self._are_called:
                self._are_called[name] = False  # while its calls are looked at, which may stand in itself
                calls = self._calls.get(name, ())
                self._are_called[name] = any(self.is_certain(*call, depth + 1) for call in calls)
            if self._are_called[name]:
                return True
        return False


def _statement(script: str, begin: int, end: int) -> str:
    """What of a statement stands before a place, as far as it is near."""
    return _END.split(script[max(begin, end - _NEAR) : end])[-1]


def _names_of(before: str) -> list[str]:
    match = _NAMED.search(before)
    return [match[1] or match[2]] if match is not None else []
