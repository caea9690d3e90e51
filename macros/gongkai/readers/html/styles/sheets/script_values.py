"""What scripts do to the style sheets of a page: they set custom properties, and switch sheets or rules on and off.

No script is run. A value that one sets, and a sheet that one may switch, count where they keep something from sight.
"""

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from itertools import islice
from typing import Any

_SETS = re.compile(r"setProperty|cssText|\.css\(|\.style\b|[\"']style[\"']")
_VALUE = re.compile(
    r"[\"'`](--[\w-]{1,60})[\"'`]\s{0,9}[,:]\s{0,9}"
    r"(?:([\"'`])([^\"'`\n]{0,200})\2\s{0,9}[,;)}\n]|(-?[\d.]{1,20})\s{0,9}[,;)}\n])?"
    r"|(--[\w-]{1,60})\s{0,9}:\s{0,9}([^;\"'`}\n]{1,200})(?=[;\"'`}])"
)
"""A custom property with its value, as a text or number of its own or within a text that declares it."""
_ANY_NAME = re.compile(r"[\"'`]--(?:[\"'`]\s{0,9}\+|\$\{)")
"""A custom property whose name a script puts together."""
_MOST = 500
_ALL_SHEETS = re.compile(r"\bstyleSheets\b|\.sheet\b")
_OF_TAG = re.compile(r"(?<!createElement\()[\"'`](?:head\s{1,9})?(style|link)\b[^\"'`]{0,80}[\"'`]\s{0,9}\)")
"""Where a script looks for elements with a sheet."""
_ON_RULES = re.compile(
    r"\.(?:delete|remove)Rule\(|\b(?:cssRules|rules)\s{0,9}\[[^\]]{0,60}\]\s{0,9}\.(?:style|selectorText)\b"
)
_SWITCHES = re.compile(
    r"\.(?:disabled|media|href|textContent|innerHTML|innerText)\s{0,9}=(?!=)"
    r"|\.(?:remove|removeChild|detach|replaceWith|empty)\("
    r"|\.(?:prop|attr|setAttribute|removeAttribute|toggleAttribute)\(\s{0,9}[\"'](?:disabled|media|href|rel)[\"']"
)


@dataclass(frozen=True, slots=True)
class ScriptedStyles:
    """What scripts do to the style sheets of a page.

    Attributes:
        values: The custom properties that they set, each with its value; None where nobody knows it.
        is_any_set: Whether they may set any other.
        switched: The elements with the sheets that they may switch on or off.
    """

    values: dict[str, str | None]
    is_any_set: bool
    switched: frozenset[Any]

    def concerns(self, value: str) -> bool:
        """Whether a value has a custom property that they may set."""
        return self.is_any_set or any(name in value for name in self.values)

    def value_of(self, name: str, instead: Callable[[str], str | None]) -> str | None:
        """The value of a custom property as they set it; of one that they do not set, that of the page."""
        return self.values[name] if name in self.values else None if self.is_any_set else instead(name)


def scripted_styles(root: Any, scripts: Sequence[str]) -> ScriptedStyles:
    """What the scripts of a page do to its style sheets.

    Args:
        root: Its outermost element.
        scripts: Their texts.
    """
    setting = [script for script in scripts if _SETS.search(script)]
    values: dict[str, str | None] = {}
    for match in (match for script in setting for match in islice(_VALUE.finditer(script), _MOST)):
        name, value = (match[1], match[3] or match[4]) if match[1] else (match[5], match[6].strip())
        values[name] = value if values.get(name, value) == value else None
    is_any_set = any(map(_ANY_NAME.search, setting))
    return ScriptedStyles(values, is_any_set, frozenset(_switched(root, scripts)))


def _switched(root: Any, scripts: Sequence[str]) -> set[Any]:
    sheets = list(root.iter("style", "link"))
    switching = [script for script in scripts if _SWITCHES.search(script) or _ON_RULES.search(script)]
    if any(_ALL_SHEETS.search(script) for script in switching):
        return set(sheets)
    tags = {match[1] for script in switching for match in _OF_TAG.finditer(script)}
    words = {word for script in switching for word in re.findall(r"[\w-]+", script)}
    return {sheet for sheet in sheets if sheet.tag in tags or sheet.get("id") in words}
