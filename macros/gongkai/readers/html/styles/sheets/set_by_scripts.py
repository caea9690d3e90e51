"""Styles that scripts set on elements: they count as declared there where they keep something from sight.

No script is run: a value is one text or number, several put together, or one of those among which the script chooses.
One that a variable holds is looked for where the script sets it; of one that is not known the worst is assumed.
"""

import re
from collections.abc import Iterator
from functools import lru_cache
from itertools import islice

from gongkai.readers.html.styles.changes import may_change
from gongkai.readers.html.styles.values import Declared, inline_declarations

SET = "gk-set"
"""An attribute of this package's own: the styles that scripts set on an element."""
_SETS = re.compile(
    r"\.style\s{0,9}\.\s{0,9}(?:setProperty\(\s{0,9}[\"'`](?P<called>[\w-]{1,40})[\"'`]\s{0,9},|(?P<text>cssText)\s{0,9}\+?=(?!=)"
    r"|(?P<own>[A-Za-z]{2,40})\s{0,9}=(?!=))"
    r"|\.style\s{0,9}\[\s{0,9}[\"'`](?P<key>[\w-]{1,40})[\"'`]\s{0,9}\]\s{0,9}=(?!=)"
    r"|\.style\s{0,9}(?P<whole>\+?=(?!=))"
    r"|\.(?:css|attributeStyleMap\s{0,9}\.\s{0,9}set)\(\s{0,9}[\"'`](?P<named>[\w-]{1,40})[\"'`]\s{0,9},"
    r"|\.(?:setAttribute|attr)\(\s{0,9}[\"'`](?P<attribute>style|bgcolor|color|background|face)[\"'`]\s{0,9},"
    r"|\.(?P<old>bgColor|fgColor)\s{0,9}=(?!=)|\bbody\s{0,9}\.\s{0,9}(?P<ink>text)\s{0,9}=(?!=)"
    r"|(?P<many>\.css\(|\.style\s{0,9},|\.animate\()\s{0,9}\{(?P<pairs>[^{}]{0,600})\}",
    re.IGNORECASE,
)
_OLD = {
    "bgcolor": "background-color",
    "fgcolor": "color",
    "text": "color",
    "background": "background-image",
    "face": "font-family",
}
"""The property for which an attribute of HTML stands, or a value of the document."""
_PAIR = re.compile(r"[\"'`]?([\w-]{2,40})[\"'`]?\s{0,9}:\s{0,9}((?:[\"'`][^\"'`]{0,200}[\"'`]|[^,\"'`])*)")
_END = re.compile(r"[;\n}]")
_CAPITAL = re.compile(r"(?<=[a-z])[A-Z]")
_TERM = re.compile(r"[\"'`]([^\"'`]{0,300})[\"'`]|(?<![\w.$])(-?(?:\d+\.?\d*|\.\d+))(?![\w.])|([A-Za-z_$][\w$]{0,60})")
_SIGN = re.compile(r"[\"'`(){}\[\],]")
_BETWEEN = re.compile(r"[\s+()]{0,20}")
_ASSIGNS = re.compile(
    r"(?<![\w$.])([A-Za-z_$][\w$]{0,60})\s{0,9}=\s{0,9}(?:[\"'`]([^\"'`\n]{0,200})[\"'`]|(-?(?:\d+\.?\d*|\.\d+)))\s{0,9}(?=[;,\n)}]|$)"
)
_DOUBTED = {
    "color": "transparent",
    "background": "currentcolor",
    "background-color": "currentcolor",
    "font-family": "wingdings",
}
"""The value that is assumed where nothing in the script says which it is. Sizes of fonts are set for readers' eyes."""
_LONGEST, _MOST = 300, 40
"""Characters of a value, and styles in one statement, that are looked at."""


def sets_styles(script: str) -> bool:
    """Whether a script sets styles on anything.

    Args:
        script: The script.
    """
    return _SETS.search(script) is not None


def styles_set(reach: str, script: str) -> str:
    """The declarations that a statement sets on what it names; empty for none.

    Args:
        reach: The statement.
        script: The script that it stands in.
    """
    places = (match for match in islice(_SETS.finditer(reach), _MOST) if _is_of_name(reach, match.start()))
    declared = (text for match in places for text in _declared(match, reach, script))
    return ";".join(filter(None, declared))


def matters(declared: tuple[Declared, ...]) -> bool:
    """Whether styles may keep something from sight: by themselves, or by a colour like that of what is around.

    Args:
        declared: What scripts set on an element.
    """
    return may_change(declared) or any("color" in name or "background" in name for name, _, _ in declared)


def _is_of_name(reach: str, place: int) -> bool:
    """Whether what is styled at a place is what the statement begins with, and not something behind a comma."""
    text = reach[:place].rpartition("\n")[2]
    return len(_up_to_comma(text)) == len(text)


def _up_to_comma(text: str) -> str:
    """The beginning of a text up to a comma, or a bracket that closes one before it."""
    depth, quote = 0, ""
    for match in _SIGN.finditer(text, 0, _LONGEST):
        sign = match[0]
        if quote:
            quote = "" if sign == quote else quote
        elif sign in "\"'`":
            quote = sign
        elif sign in "([{":
            depth += 1
        elif not depth:
            return text[: match.start()]
        elif sign != ",":
            depth -= 1
    return text[:_LONGEST]


def _declared(match: re.Match[str], reach: str, script: str) -> Iterator[str]:
    """The declarations that begin at a place in a statement."""
    if match["many"]:
        for name, value in _PAIR.findall(match["pairs"]):
            yield _declaration(name, value, script)
        return
    rest = _up_to_comma(_END.split(reach[match.end() : match.end() + _LONGEST], maxsplit=1)[0])
    attribute = (match["attribute"] or match["old"] or match["ink"] or "").lower()
    if match["text"] or match["whole"] or attribute == "style":
        rest = _up_to_comma(reach[match.end() : match.end() + _LONGEST])  # whose texts have semicolons of their own
        yield _worst("", [literal for literal, _, _ in _TERM.findall(rest.partition("\n")[0])])
        return
    name = match["called"] or match["own"] or match["key"] or match["named"]
    yield _declaration(_OLD.get(attribute, attribute) if attribute else name, rest, script)


def _declaration(name: str, expression: str, script: str) -> str:
    name = _CAPITAL.sub(lambda match: f"-{match[0]}", name).lower()
    values = _values(expression, script)
    values = (
        [f"url({value})" for value in values] if name == "background-image" and "(" not in "".join(values) else values
    )
    return _worst(f"{name}:", values or ([_DOUBTED[name]] if name in _DOUBTED and expression.strip() else []))


def _worst(name: str, values: list[str]) -> str:
    """The declaration that keeps most from sight."""
    texts = [f"{name}{value}" for value in values]
    return next((text for text in texts if may_change(inline_declarations(text))), texts[-1] if texts else "")


def _values(expression: str, script: str) -> list[str]:
    """What an expression may be; empty where nothing says it."""
    terms = list(_TERM.finditer(expression))
    values = [_value(term, script) for term in terms]
    places = [0, *(place for term in terms for place in term.span()), len(expression)]
    between = [expression[begin:end] for begin, end in zip(places[::2], places[1::2], strict=True)]
    if values and None not in values and all(map(_BETWEEN.fullmatch, between)):
        return ["".join(filter(None, values))]
    return [value for value in values if value]


def _value(term: re.Match[str], script: str) -> str | None:
    return _assigned(script).get(term[3]) if term[3] else term[1] if term[1] is not None else term[2]


@lru_cache(maxsize=4)
def _assigned(script: str) -> dict[str, str]:
    """The texts and numbers that a script gives to its variables, the last of each."""
    return {name: text or number for name, text, number in _ASSIGNS.findall(script)}
