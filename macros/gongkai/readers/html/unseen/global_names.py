"""Elements that a script names by their id alone: a browser keeps a variable for each (HTML Standard, 7.2.2.3)."""

import re
from collections.abc import Collection, Iterator

_NAME = re.compile(
    r"\b(?:window|document\s{0,9}\.\s{0,9}all)\s{0,9}\.\s{0,9}([\w$]{1,60})"
    r"|(?<![\w$.\"'`#-])([A-Za-z_$][\w$]{0,60})(?![\w$]|\s{0,9}:)|(?<=[\"'`])([A-Za-z_$][\w$]{0,60})(?=\s{0,9}[.\[])"
)
_WITH_VALUE = re.compile(r"(?<![\w$.])([\w$]{1,60})\s*=(?!=)|(?<![\w$.])([\w$]{1,60})\s*=>")
_DECLARED = re.compile(
    r"\b(?:var|let|const)\s+((?:(?!\s(?:of|in)\s)[^;=\n]){1,300})|\bfunction\s*[\w$]{0,60}\s*\(([^()]{0,300})\)|\(([^()]{0,300})\)\s*=>"
    r"|\b(?:catch|function|class)\s*\(?\s*([\w$]{1,60})"
)
_WORD = re.compile(r"[\w$]+")
_BEFORE_PLACE, _AFTER_PLACE = re.compile(r"[(,\[]\s{0,9}$"), re.compile(r"\s{0,9}[),\]]")


def global_names(script: str, ids: Collection[str]) -> Iterator[re.Match[str]]:
    """The places where a script names elements by their ids alone; names of its own variables are none.

    Args:
        script: Its text.
        ids: Those of the elements that matter.
    """
    own = None
    for match in _NAME.finditer(script) if ids else ():
        name = name_at(match)
        if name in ids:
            own = _variables(script) if own is None else own
            if match[1] or name not in own:
                yield match


def name_at(match: re.Match[str]) -> str:
    """The id that stands at a place.

    Args:
        match: One that ``global_names`` gives.
    """
    return match[1] or match[2] or match[3]


def is_handed_on(script: str, match: re.Match[str]) -> bool:
    """Whether an element is handed to a function, or put into a list: nobody knows what is done to it.

    Args:
        script: The text of the script.
        match: The place where it is named.
    """
    before = script[max(0, match.start() - 10) : match.start()]
    return _BEFORE_PLACE.search(before) is not None and _AFTER_PLACE.match(script, match.end()) is not None


def _variables(script: str) -> set[str]:
    """The names that a script gives to values of its own, and to what its functions are handed."""
    names = {name for match in _WITH_VALUE.finditer(script) for name in match.groups() if name}
    parts = (part for match in _DECLARED.finditer(script) for part in match.groups() if part)
    return names.union(*map(_WORD.findall, parts))
