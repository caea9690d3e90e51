"""How far a statement of a script reaches: to those on variables, and functions, that get what it names."""

import re
from itertools import islice

from gongkai.readers.html.running.functions import PageFunctions
from gongkai.readers.html.running.named_parts import NamedParts
from gongkai.readers.html.running.script_texts import statement_at
from gongkai.readers.html.styles.counted import take

CHARACTERS_A_STEP = 20
"""Of a script, as against a comparison."""
_DEEPEST, _MOST_USES, _BEFORE = 3, 20, 120
"""Variables that lead to others, uses of one, and characters before a name that are looked at."""
_ON_EVENT = re.compile(
    r"\.(?:on|bind|live|delegate|one|click|dblclick|hover|change|focus|blur|submit|mouse\w+|key\w+|addEventListener)\("
    r"|\.on(?:click|change|mouse\w+|key\w+)\s*=|(?<=.)\.(?:find|querySelector(?:All)?|getElementsBy\w+)\("
)
_FINDS = re.compile(r"\.(?:find|querySelector(?:All)?|getElementsBy\w+)\(\s*[\"'`]")
_SET = re.compile(r"([\w$]+)\s*\]?\s*(?:=(?!>)|:|\bof\b)\s*(?:(?!\bof\b)[^=;{}]|=>)*$")
"""The variable, or property, that a statement sets, as far as it goes before a name."""
_KEPT = re.compile(
    r"([\w$]{1,60})\s{0,9}\.\s{0,9}(?:push|unshift|add|set)\((?:[^()]{0,60},)?\s{0,9}(?:document\s{0,9}\.\s{0,9})?$"
)
"""A list, or a map, into which a statement puts what follows."""
_RETURNED = re.compile(
    r"function\s{0,9}\*?\s{0,9}([\w$]{1,60})\s{0,9}\([^()]{0,100}\)\s{0,9}\{[^{}]{0,60}\b(?:return|yield)\b[^{};=]{0,60}$"
)
"""The function that gives back what stands behind it."""


def reach_of(
    script: str, match: re.Match[str], names: NamedParts, functions: PageFunctions, depth: int = 0
) -> tuple[str, str]:
    """The statement from a name on, and those on the variable that it sets; without what an event does.

    Besides it, what the functions of the page do to which it hands what is named.

    Args:
        script: The script.
        match: The name.
        names: The names of the page, which count the steps.
        functions: The functions of its scripts.
        depth: How many variables lead here.

    Raises:
        TooManyStylesError: It takes too many steps to know.
    """
    statement = statement_at(script, match.start())
    take(names.steps_left, len(statement))
    end = _ON_EVENT.search(statement)
    texts = [statement[: end.start()] if end else statement]
    handed = [*functions.handed(script, match.start(), texts[0])]
    before = script[max(0, match.start() - _BEFORE) : match.start()].rpartition("\n")[2]
    variable = _KEPT.search(before) or _SET.search(before) or _RETURNED.search(before)
    is_of_parts = end is not None and _FINDS.match(statement, end.start())  # which are named there
    if variable is not None and depth < _DEEPEST and not is_of_parts:
        take(names.steps_left, len(script) // CHARACTERS_A_STEP)
        is_property = before[: variable.start(1)].rstrip().endswith((".", "{")) or before[variable.end(1) :][:1] == ":"
        for use in islice(_uses(variable[1], is_property=is_property).finditer(script), _MOST_USES):
            text, others = reach_of(script, use, names, functions, depth + 1)
            texts.append(text)
            handed.append(others)
    return "\n".join(texts), "\n".join(handed)


def _uses(name: str, *, is_property: bool) -> re.Pattern[str]:
    """Where a variable is used: something of it, or it is handed to a function; of a property that of any object."""
    name = re.escape(name)
    begin = r"(?<![\w$])" if is_property else r"(?<![\w$.])"
    return re.compile(
        rf"{begin}{name}(?=\s*[.\[(])|\$\(\s*{name}\s*\)|(?:(?<=[(,\[])\s{{0,3}}|(?<=\.\.\.)){name}(?=\s{{0,9}}[,)\]])"
    )
