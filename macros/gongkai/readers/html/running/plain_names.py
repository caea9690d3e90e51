"""Code in which what it names in other ways than usual has its usual name: properties in brackets, the page itself."""

import re
from collections import Counter
from collections.abc import Mapping
from itertools import islice

_IN_BRACKETS = re.compile(r"(?<=[\w$\])])\s{0,9}\[\s{0,9}([\"'`])([A-Za-z_$][\w$]{0,60})\1\s{0,9}\]")
_IF_ANY = re.compile(r"\?\.(?!\d)\s{0,9}([\[(]?)")
"""What is asked for only where there is something: a property, or, with a bracket, one in brackets or a call."""
_TAKEN_OUT = re.compile(r"\{([^{}]{1,200})\}\s{0,9}=\s{0,9}(?:window\s{0,9}\.\s{0,9})?document\s{0,9}(?=[;,\n)}]|$)")
_PAIR = re.compile(r"([A-Za-z]\w{1,30})\s{0,9}(?::\s{0,9}([\w$]{1,60}))?")
"""Properties of the page to which a script gives names of their own, and one of them with its name."""
_OF_NO_SPACE = re.compile(r"\bset(?=Attribute)Attribute(?:NS)\(\s{0,9}(?:null|[\"'`]{2})\s{0,9},")
_OTHER_NAME = re.compile(
    r"(?<![\w$.])([A-Za-z_$][\w$]{0,60})\s{0,9}=\s{0,9}(?:(?:window|self|globalThis)\s{0,9}\.\s{0,9})?(document|window|self|globalThis)\s{0,9}(?=[;,\n)}]|$)"
)
_SET = re.compile(
    r"(?<![\w$.])([A-Za-z_$][\w$]{0,60})\s{0,9}=(?![=>])|\bfunction\s{0,9}[\w$]{0,60}\(([^()]{0,300})\)"
    r"|\(([^()]{0,300})\)\s{0,9}=>"
)
"""Where a name gets a value, or stands for what a function is handed."""
_WORD = re.compile(r"[\w$]+")
_USUAL, _MOST = {"self": "window", "globalThis": "window"}, 20


def with_plain_names(code: str) -> str:
    """A script with the usual names of what it names in other ways.

    Args:
        code: Its text.
    """
    code = _IF_ANY.sub(lambda match: match[1] or ".", code) if "?." in code else code
    code = _OF_NO_SPACE.sub("setAttribute(", _IN_BRACKETS.sub(r".\2", code))
    for match in islice(_TAKEN_OUT.finditer(code), _MOST):
        code = _with_names(code, {other or name: f"document.{name}" for name, other in _PAIR.findall(match[1])})
    others = [match.groups() for match in islice(_OTHER_NAME.finditer(code), _MOST)]
    if not others:
        return code
    parts = (part for match in _SET.finditer(code) for part in match.groups() if part)
    counts = Counter(name for part in parts for name in _WORD.findall(part))
    usual = {name: _USUAL.get(other, other) for name, other in others if counts[name] == others.count((name, other))}
    return _with_names(code, usual)


def _with_names(code: str, names: Mapping[str, str]) -> str:
    """A script with the usual names in the place of its own ones."""
    if not names:
        return code
    name = re.compile(rf"(?<![\w$.])(?:{'|'.join(map(re.escape, names))})(?=\s{{0,9}}[.\[])")
    return name.sub(lambda match: names[match[0]], code)
