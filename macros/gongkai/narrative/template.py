"""The template scan: a report's page may call the macros, with literal arguments, and do nothing else.

mkdocs-macros runs a page through Jinja, its title and front matter included, with the whole configuration at hand. So
everything that a template can do is read here, before anything is rendered, and what is not a macro call is a problem.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import lru_cache

import jinja2
from jinja2 import nodes

from gongkai.narrative.front import OPENING, SHOWN, Front, read_front
from gongkai.narrative.miswritten.call_meant import call_meant
from gongkai.narrative.model import BLOCK_MACROS, MACROS, Argument, Problem, Slot

_CLOSING = {"{{": "}}", "{%": "%}", "{#": "#}"}
_EXPRESSION = re.compile(
    r"""\{\{ (?: [^{}"'] | "(?:[^"\\]|\\.)*" | '(?:[^'\\]|\\.)*' )*? \}\}""", re.DOTALL | re.VERBOSE
)
"""An expression without braces outside its texts; whatever holds some is no macro call."""
_UNCLOSED = re.compile(r"\{\{[^{}｛｝)）\n]*[)）]?\s*[}｝]*")
_ANCHOR = re.compile(r"\{#[^\s{}#]+\}")
_SIGNS = re.compile(r"\s*(?:(?:[-*+>]|\d+[.)])\s+)*")
_ENVIRONMENT = jinja2.Environment(autoescape=True)


@dataclass(frozen=True, slots=True)
class Scan:
    """What the scan of one file met.

    Attributes:
        slots: Its macro calls, in order.
        problems: What it may not hold.
        front: Keys of its front matter, each with its line.
        body: Where its text begins, in characters of the normal text.
        spans: Begin and end of every call of ``slots``, in characters of the normal text.
    """

    slots: tuple[Slot, ...]
    problems: tuple[Problem, ...]
    front: tuple[tuple[str, int], ...]
    body: int
    spans: tuple[tuple[int, int], ...] = ()


def normal(text: str) -> str:
    """A file's text as MkDocs reads it: without a byte order mark, one kind of newline."""
    return text.removeprefix("\ufeff").replace("\r\n", "\n").replace("\r", "\n")


def scan(text: str, *, front_matter: bool = True) -> Scan:
    """Scan one Markdown file, front matter included.

    Args:
        text: The file's text.
        front_matter: Whether the text begins with the front matter, if there is any; MkDocs gives plugins the rest,
            whose first lines may look like some.

    Returns:
        Its macro calls and everything else that a template engine would act on.
    """
    text = normal(text)
    front = read_front(text) if front_matter else Front()
    slots: list[Slot] = []
    spans: list[tuple[int, int]] = []
    problems = list(front.problems)
    for tag in _tags(text, front.body):
        item = _judged(tag)
        if isinstance(item, Slot):
            slots.append(item)
            spans.append((tag.start, tag.end))
        else:
            problems.append(item)
    return Scan(tuple(slots), tuple(problems), front.keys, front.body, tuple(spans))


@dataclass(frozen=True, slots=True)
class _Tag:
    """What begins with an opening of a template, up to its end; where it has none, the opening alone.

    ``line`` is the number of its line, from 1, and ``line_start`` where that begins.
    """

    text: str
    body: int
    start: int
    end: int
    line: int
    line_start: int

    @property
    def source(self) -> str:
        return self.text[self.start : self.end]

    @property
    def alone(self) -> bool:
        """Whether nothing but a list's or quotation's sign is on the same lines."""
        after = self.text[self.end : self._line_end()]
        return not after.strip() and _SIGNS.fullmatch(self.text[self.line_start : self.start]) is not None

    @property
    def splits_title(self) -> bool:
        """Whether it runs over the end of the page's title, which MkDocs takes line by line."""
        before = self.text[self.body : self.start].lstrip()
        return "\n" in self.source and before.startswith("# ") and "\n" not in before

    def problem(self, variant: str, why: str) -> Problem:
        line, column = self.place
        excerpt = " ".join(self.source.split())[:SHOWN]
        return Problem(variant, excerpt, why, line, column)

    def call_problem(self, variant: str, why: str, call_text: str) -> Problem:
        """What is wrong with a call, and which one is meant, if that is plain."""
        call = call_meant(call_text)
        problem = replace(self.problem(variant, why), text=" ".join(call_text.split())[:SHOWN])
        return (
            problem if call is None else replace(problem, detail=call.why, instead=call.slot.code, guessed=call.guessed)
        )

    @property
    def place(self) -> tuple[int, int]:
        """Line and column of its first sign."""
        return self.line, self.start - self.line_start + 1

    def _line_end(self) -> int:
        end = self.text.find("\n", self.end)
        return end if end >= 0 else len(self.text)


def _tags(text: str, body: int) -> Iterator[_Tag]:
    """Every tag, in order. What is known of the text before a tag is kept, so that a long text takes linear time."""
    position, counted, line, line_start = body, 0, 1, 0
    unclosed: set[str] = set()
    while match := OPENING.search(text, position):
        start = match.start()
        line += text.count("\n", counted, start)
        line_start = text.rfind("\n", counted, start) + 1 or line_start
        counted, position = start, _end(text, start, unclosed)
        yield _Tag(text, body, start, position, line, line_start)


def _end(text: str, start: int, unclosed: set[str]) -> int:
    """Where the tag ends that begins at a place.

    Args:
        text: The text.
        start: The place.
        unclosed: Openings of which none is closed from here on; more are put into it.
    """
    match = _EXPRESSION.match(text, start)
    if match is not None:
        return match.end()
    opening = text[start : start + 2]
    if opening in unclosed:
        return start + 2
    another = text.find(opening, start + 2) if opening == "{{" else -1
    closing = text.find(_CLOSING[opening], start + 2, another if another >= 0 else len(text))
    if closing < 0 and another < 0:
        unclosed.add(opening)
    return max(closing, start) + 2


def _judged(tag: _Tag) -> Slot | Problem:
    opening, tag_text = tag.source[:2], tag.source
    if (
        opening == "{#"
        and "#}" not in tag_text.split("\n")[0]
        and (anchor := _ANCHOR.match(tag.text, tag.start)) is not None
    ):
        return replace(tag.problem("text", "anchor"), text=anchor[0])
    if opening != "{{":
        return tag.problem("text", "statement" if opening == "{%" else "comment")
    if tag_text == opening:
        piece = _UNCLOSED.match(tag.text, tag.start)
        return tag.call_problem("text", "unclosed", (piece[0] if piece is not None else tag_text).rstrip())
    slot_or_fault = _meant(tag_text)
    if isinstance(slot_or_fault, str):
        return tag.call_problem(slot_or_fault, "expression", tag_text)
    if slot_or_fault.name in BLOCK_MACROS and not tag.alone:
        return tag.problem("text", "block")
    line, column = tag.place
    slot = Slot(slot_or_fault.name, slot_or_fault.args, slot_or_fault.options, line, column)
    return tag.problem("broken", "split") if tag.splits_title else slot


@lru_cache(maxsize=4096)
def _meant(tag_text: str) -> Slot | str:
    """An expression as a macro call whose place is still open, or the variant of the problem that it has.

    The same calls are in every report of a site, so that each is parsed once.
    """
    try:
        output = _ENVIRONMENT.parse(tag_text).body[0]
    except (jinja2.TemplateSyntaxError, RecursionError, ValueError):
        return "broken"
    call = output.nodes[0] if isinstance(output, nodes.Output) and len(output.nodes) == 1 else None
    slot = _slot(call) if isinstance(call, nodes.Call) and not _trims(tag_text) else None
    return slot or "text"


def _trims(tag_text: str) -> bool:
    """Whether a tag takes the blanks beside it away: it could join a heading to the paragraph before."""
    return tag_text[2] in "-+" or tag_text.endswith("-}}")


def _slot(call: nodes.Call) -> Slot | None:
    """A call of a macro with literal arguments, each option once; None for any other."""
    if not isinstance(call.node, nodes.Name) or call.node.name not in MACROS or call.dyn_args or call.dyn_kwargs:
        return None
    args = [_literal(arg) for arg in call.args]
    options = [(item.key, _literal(item.value)) for item in call.kwargs]
    if None in args or None in [value for _, value in options] or len(dict(options)) < len(options):
        return None
    literal = tuple(arg for arg in args if arg is not None)
    given_options = tuple((key, value) for key, value in options if value is not None)
    return Slot(call.node.name, literal, given_options, 0, 0)


def _literal(node: nodes.Node) -> Argument | None:
    if isinstance(node, nodes.Const) and isinstance(node.value, str | int) and not isinstance(node.value, bool):
        return node.value
    return None
