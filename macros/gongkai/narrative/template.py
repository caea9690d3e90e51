"""The template scan: a report's page may call the macros, with literal arguments, and do nothing else.

mkdocs-macros runs a page through Jinja, its title and front matter included, with the whole configuration at hand. So
everything that a template can do is read here, before anything is rendered, and what is not a macro call is a problem.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass

import jinja2
from jinja2 import nodes

from gongkai import located
from gongkai.narrative.model import Argument, Slot

MACROS = ("table", "figure", "total", "share", "notes", "report_header", "downloads")
BLOCK_MACROS = frozenset({"table", "notes", "report_header", "downloads"})
"""Macros that give a block of HTML and so stand alone."""

FRONT_KEYS = ("title", "description", "tags", "hide", "search", "status", "icon")
"""Keys of front matter that only describe the page; any other could change how it is rendered."""

_OPENING = re.compile(r"\{\{|\{%|\{#")
_YAML_FRONT = re.compile(r"-{3}[ \t]*\n(.*?\n)(?:\.{3}|-{3})[ \t]*\n", re.DOTALL)
_PLAIN_FRONT = re.compile(r"[ ]{0,3}(?P<key>[A-Za-z0-9_-]+):\s*(?P<value>.*)")
_SIGNS = re.compile(r"\s*(?:(?:[-*+>]|\d+[.)])\s+)*")
_ENVIRONMENT = jinja2.Environment(autoescape=True)


@dataclass(frozen=True, slots=True)
class Problem:
    """Something that a narrative may not hold.

    Attributes:
        variant: ``text``, ``front`` or ``broken``.
        written: What stands there.
        why: Key of the reason (``narrative-why`` of the words).
        line: Line in the file, from 1.
        column: Column in the file, from 1.
        detail: A word for the reason, if it takes one.
    """

    variant: str
    written: str
    why: str
    line: int
    column: int
    detail: str = ""


@dataclass(frozen=True, slots=True)
class Scan:
    """What the scan of one file met, and where its body begins (in characters)."""

    slots: tuple[Slot, ...]
    problems: tuple[Problem, ...]
    front: tuple[tuple[str, int], ...]
    body: int


def scan(text: str) -> Scan:
    """Scan one Markdown file, front matter included.

    Args:
        text: The file's text.

    Returns:
        Its macro calls and everything else that a template engine would act on.
    """
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    front, body, problems = _front(text)
    slots: list[Slot] = []
    for item in _calls(text, body):
        if isinstance(item, Slot):
            slots.append(item)
        else:
            problems.append(item)
    return Scan(tuple(slots), tuple(problems), tuple(front), body)


def _front(text: str) -> tuple[list[tuple[str, int]], int, list[Problem]]:
    match = _YAML_FRONT.match(text)
    if match is not None:
        return _yaml_front(match[1], match.end())
    return _plain_front(text)


def _yaml_front(front: str, end: int) -> tuple[list[tuple[str, int]], int, list[Problem]]:
    tree, faults = located.parse(front)
    problems = [Problem("front", "---", "syntax", f.mark.line + 1, f.mark.column, f.reason) for f in faults]
    if not isinstance(tree, located.Mapping):
        return [], end, problems
    keys = [(key.text, key.mark.line + 1) for key, _ in tree.pairs]
    for key, value in tree.pairs:
        line = key.mark.line + 1
        problems.extend(_front_key(key.text, line))
        problems.extend(_front_value(key.text, value))
    return keys, end, problems


def _front_value(key: str, value: located.Node) -> Iterator[Problem]:
    if isinstance(value, located.Scalar):
        if _OPENING.search(value.text):
            yield Problem(
                "front", key, "title" if key == "title" else "template", value.mark.line + 1, value.mark.column
            )
    elif isinstance(value, located.Sequence):
        for item in value.items:
            yield from _front_value(key, item)
    else:
        for name, item in value.pairs:
            yield from _front_value(key, name)
            yield from _front_value(key, item)


def _front_key(key: str, line: int) -> Iterator[Problem]:
    if key in MACROS:
        yield Problem("front", key, "macro", line, 1)
    elif key in ("render_macros", "ignore_macros"):
        yield Problem("front", key, "render", line, 1)
    elif key not in FRONT_KEYS:
        yield Problem("front", key, "unknown", line, 1, "、".join(FRONT_KEYS))


def _plain_front(text: str) -> tuple[list[tuple[str, int]], int, list[Problem]]:
    """Front matter without dashes: MkDocs takes ``key: value`` lines at the top of a file as such."""
    keys: list[tuple[str, int]] = []
    problems: list[Problem] = []
    end = 0
    for number, line in enumerate(text.split("\n"), start=1):
        match = _PLAIN_FRONT.match(line)
        if not line.strip() or (match is None and not (keys and line.startswith(("    ", "\t")))):
            break
        if match is not None:
            keys.append((match["key"].lower(), number))
            problems.extend(_front_key(match["key"].lower(), number))
        if _OPENING.search(line):
            problems.append(Problem("front", line.strip(), "template", number, 1))
        end += len(line) + 1
    return keys, min(end, len(text)), problems


def _calls(text: str, position: int) -> Iterator[Slot | Problem]:
    while match := _OPENING.search(text, position):
        start = match.start()
        line, column = text.count("\n", 0, start) + 1, start - (text.rfind("\n", 0, start) + 1) + 1
        end = _end(text, start)
        written = text[start:end]
        shown = " ".join(written.split())[:60]
        if match[0] == "{{" and end > start + 2:
            yield _call(written, shown, line, column, alone=_alone(text, start, end))
        else:
            why = {"{{": "unclosed", "{%": "statement", "{#": "comment"}[match[0]]
            yield Problem("text", shown, why, line, column)
        position = max(end, start + 2)


def _end(text: str, start: int) -> int:
    """Where the tag that begins at ``start`` ends; just behind its opening where it is never closed."""
    opening = text[start : start + 2]
    if opening != "{{":
        closing = text.find({"{%": "%}", "{#": "#}"}[opening], start + 2)
        return closing + 2 if closing >= 0 else start + 2
    length = 0
    try:
        for _, kind, value in _ENVIRONMENT.lex(text[start:]):
            length += len(value)
            if kind == "variable_end":
                return start + length
    except jinja2.TemplateSyntaxError:
        closing = text.find("}}", start)
        return closing + 2 if closing >= 0 else start + 2
    return start + 2


def _alone(text: str, start: int, end: int) -> bool:
    """Whether nothing but a list's or quotation's sign stands on the same lines."""
    before = text[text.rfind("\n", 0, start) + 1 : start]
    after = text[end:].partition("\n")[0]
    return not after.strip() and _SIGNS.fullmatch(before) is not None


def _call(written: str, shown: str, line: int, column: int, *, alone: bool) -> Slot | Problem:
    try:
        output = _ENVIRONMENT.parse(written).body[0]
    except jinja2.TemplateSyntaxError as error:
        return Problem("broken", shown, "syntax", line, column, str(error.message))
    call = output.nodes[0] if isinstance(output, nodes.Output) and len(output.nodes) == 1 else None
    if not isinstance(call, nodes.Call) or not isinstance(call.node, nodes.Name) or call.dyn_args or call.dyn_kwargs:
        return Problem("text", shown, "expression", line, column)
    args = [_literal(arg) for arg in call.args]
    options = [(item.key, _literal(item.value)) for item in call.kwargs]
    if call.node.name not in MACROS or None in args or None in [value for _, value in options]:
        return Problem("text", shown, "expression", line, column)
    if call.node.name in BLOCK_MACROS and not alone:
        return Problem("text", shown, "block", line, column)
    literal = tuple(arg for arg in args if arg is not None)
    named = tuple((key, value) for key, value in options if value is not None)
    return Slot(call.node.name, literal, named, line, column)


def _literal(node: nodes.Node) -> Argument | None:
    if isinstance(node, nodes.Const) and isinstance(node.value, str | int) and not isinstance(node.value, bool):
        return node.value
    return None
