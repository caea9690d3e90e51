"""Front matter, exactly as MkDocs takes it: with dashes or without, or not at all.

Its keys become variables of the page's template and its title is run as one, so most keys and every brace that a
template engine knows are problems. What MkDocs takes for text is left to the scan of the text.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass

import yaml

from gongkai import located
from gongkai.findings import say
from gongkai.narrative.model import MACROS, Problem

FRONT_KEYS = ("title", "description", "tags", "hide", "search", "status", "icon")
"""Keys of front matter that only describe the page; any other could change how it is rendered."""

OPENING = re.compile(r"\{\{|\{%|\{#")
"""What begins an expression, a statement or a comment of a template."""

SHOWN = 60
"""Characters of a problem that are shown."""

_DASHED = re.compile(r"-{3}[ \t]*\n(.*?\n)(?:\.{3}|-{3})[ \t]*\n", re.DOTALL)
_UNENDED = re.compile(rf"-{{3}}[ \t]*\n(?:{'|'.join(FRONT_KEYS)}):")
"""Dashes and settings that no second row of dashes ends."""
_PLAIN = re.compile(r"[ ]{0,3}(?P<key>[A-Za-z0-9_-]+):\s*(?P<value>.*)")


@dataclass(frozen=True, slots=True)
class Front:
    """The front matter of one file: its keys with their lines, where the text begins, and what is wrong with it."""

    keys: tuple[tuple[str, int], ...] = ()
    body: int = 0
    problems: tuple[Problem, ...] = ()


def read_front(text: str) -> Front:
    """Read what precedes the text of a file.

    Args:
        text: The file, newlines normalised, no byte order mark.
    """
    match = _DASHED.match(text)
    if match is not None:
        return _dashed(match[1], match.end())
    if _UNENDED.match(text) is not None:
        return Front(problems=(Problem("front", "---", "open", 1, 1),))
    return _plain(text)


def _dashed(front: str, end: int) -> Front:
    tree, faults = located.parse(front)
    problems = [
        Problem("front", "---", "syntax", item.mark.line + 1, item.mark.column, _reason(item)) for item in faults
    ]
    if not isinstance(tree, located.Mapping):
        return Front((), end if faults else 0, tuple(problems))
    braced = [*_braced(tree), *_unread_braces(tree, front)]
    problems.extend(problem for key, _ in tree.pairs for problem in _key(key.text, key.mark.line + 1))
    problems.extend(braced)
    problems.extend(_marked_up(tree))
    if not faults:
        problems.extend(_loaded(tree, front, has_template=bool(braced)))
    keys = tuple((key.text, key.mark.line + 1) for key, _ in tree.pairs) if not faults else ()
    return Front(keys, end, tuple(sorted(problems, key=lambda item: (item.line, item.column))))


def _reason(fault: located.Fault) -> str:
    return say(f"findings.syntax.{fault.reason}", fault.details).rstrip("。")


def _key(key: str, line: int) -> Iterator[Problem]:
    if key in MACROS:
        yield Problem("front", key, "macro", line, 1)
    elif key in ("render_macros", "ignore_macros"):
        yield Problem("front", key, "render", line, 1)
    elif key not in FRONT_KEYS:
        yield Problem("front", key, "unknown", line, 1, "、".join(FRONT_KEYS))


def _braced(tree: located.Mapping) -> Iterator[Problem]:
    """Values that a template engine would act on, once the escapes of YAML are read."""
    for key, value in tree.pairs:
        why = "title" if key.text == "title" else "template"
        for text in _texts(value):
            if OPENING.search(text.text):
                yield Problem("front", key.text, why, text.mark.line + 1, text.mark.column)


def _marked_up(tree: located.Mapping) -> Iterator[Problem]:
    """Values that themes put into a page as they are, and that would be HTML there."""
    for key, value in tree.pairs:
        for text in _texts(value):
            if _is_markup(key.text, text.text):
                yield Problem("front", key.text, "markup", text.mark.line + 1, text.mark.column)


def _is_markup(key: str, value: str) -> bool:
    """Whether a value could begin or end a tag, or end an attribute; a title is in no attribute."""
    signs = {"title": "<>", "description": ""}.get(key, '<>"')
    return any(sign in value for sign in signs)


def _texts(node: located.Node) -> Iterator[located.Scalar]:
    if isinstance(node, located.Scalar):
        yield node
    elif isinstance(node, located.Sequence):
        for item in node.items:
            yield from _texts(item)
    else:
        for name, item in node.pairs:
            yield name
            yield from _texts(item)


def _unread_braces(tree: located.Mapping, front: str) -> Iterator[Problem]:
    """Openings outside the values, in a comment: MkDocs publishes them as text where it cannot load the rest."""
    starts = [key.mark.line for key, _ in tree.pairs]
    braced = {max((start for start in starts if start < item.line), default=0) for item in _braced(tree)}
    for number, line in enumerate(front.split("\n"), start=1):
        match = OPENING.search(line)
        if match is not None and max((start for start in starts if start <= number), default=0) not in braced:
            yield Problem("front", line.strip()[:SHOWN], "template", number + 1, match.start() + 1)


def _loaded(tree: located.Mapping, front: str, *, has_template: bool) -> Iterator[Problem]:
    """What MkDocs makes of it: not loaded it is text of the page, and a title must be text."""
    try:
        values = yaml.load(front, Loader=yaml.SafeLoader)
    except Exception:  # noqa: BLE001 - MkDocs takes whatever is raised for "no front matter"
        yield Problem("front", "---", "syntax", 2, 1, say("findings.syntax.yaml").rstrip("。"))
        return
    if not has_template and not isinstance(values.get("title", ""), str):
        value = tree.get("title")
        mark = value.mark if value is not None else tree.mark
        yield Problem("front", "title", "title", mark.line + 1, mark.column)


def _plain(text: str) -> Front:
    """Front matter without dashes: MkDocs takes ``key: value`` lines at the top of a file as such."""
    keys: list[tuple[str, int]] = []
    problems: list[Problem] = []
    end = 0
    for number, line in enumerate(text.split("\n"), start=1):
        match = _PLAIN.match(line)
        if not line.strip() or (match is None and not (keys and line.startswith(("    ", "\t")))):
            break
        if match is not None:
            keys.append((match["key"].lower(), number))
            problems.extend(_key(match["key"].lower(), number))
            if _is_markup(match["key"].lower(), match["value"]):
                problems.append(Problem("front", match["key"].lower(), "markup", number, 1))
        elif _is_markup(keys[-1][0], line):
            problems.append(Problem("front", keys[-1][0], "markup", number, 1))
        opening = OPENING.search(line)
        if opening is not None:
            problems.append(Problem("front", line.strip()[:SHOWN], "template", number, opening.start() + 1))
        end += len(line) + 1
    return Front(tuple(keys), min(end, len(text)), tuple(problems))
