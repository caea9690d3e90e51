"""The narrative of a report as frozen blocks: headings, paragraphs, lists, each with its line, macro calls as slots."""

from collections.abc import Iterator
from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class CallShape:
    """What a macro may be called with: the least and the greatest number of places, and its options."""

    least: int = 0
    most: int = 0
    options: tuple[str, ...] = ()


CALL_SHAPES = {
    "table": CallShape(1, 1, ("year", "agency")),
    "figure": CallShape(1, 1, ("year", "agency")),
    "total": CallShape(1, 30, ("year", "agency")),
    "share": CallShape(1, 1, ("of", "year", "agency")),
    "notes": CallShape(),
    "report_header": CallShape(),
    "downloads": CallShape(),
}
MACROS = tuple(CALL_SHAPES)
"""Names of all macros that a narrative may call."""
BLOCK_MACROS = frozenset({"table", "notes", "report_header", "downloads"})
"""Macros that print a block of HTML, so that a call of them has to be a paragraph of its own."""

Argument = str | int


@dataclass(frozen=True, slots=True)
class Slot:
    """One macro call, ``{{ figure("申请.本年新收.总计") }}``.

    Attributes:
        name: The macro.
        args: Positional arguments, all literal.
        options: Keyword arguments, all literal.
        line: Line in the file, from 1.
        column: Column in the file, from 1.
    """

    name: str
    args: tuple[Argument, ...]
    options: tuple[tuple[str, Argument], ...]
    line: int
    column: int

    def option(self, name: str) -> Argument | None:
        """A keyword argument, or None."""
        return dict(self.options).get(name)

    @property
    def code(self) -> str:
        """The call as it is written in a narrative, with its braces."""
        items = [_written(item) for item in self.args] + [f"{key}={_written(item)}" for key, item in self.options]
        return f"{{{{ {self.name}({', '.join(items)}) }}}}"


def _written(argument: Argument) -> str:
    return f'"{argument}"' if isinstance(argument, str) else str(argument)


@dataclass(frozen=True, slots=True)
class Problem:
    """Something in a narrative that is not allowed there.

    Attributes:
        variant: ``text``, ``front`` (in the front matter) or ``broken`` (not a template at all).
        text: The offending text.
        why: Key of the reason, below ``narrative-why`` in the words.
        line: Line in the file, from 1.
        column: Column in the file, from 1.
        detail: Fills the placeholder of the reason, if it has one.
        instead: The call that is meant, with its braces; empty where that is not plain.
        guessed: Whether that is a guess, and not only a matter of marks.
    """

    variant: str
    text: str
    why: str
    line: int
    column: int
    detail: str = ""
    instead: str = ""
    guessed: bool = False


@dataclass(frozen=True, slots=True)
class Text:
    """Plain characters; ``hard`` for a line break that its author means, and not only the file has."""

    text: str
    hard: bool = field(default=False, compare=False)


@dataclass(frozen=True, slots=True)
class Code:
    """Inline code. A macro call in it stays as written here; on the page it is replaced like any other."""

    text: str


@dataclass(frozen=True, slots=True)
class StyledInline:
    """Emphasis (``em``), strong emphasis (``strong``) or a link (``a``, with its address as written)."""

    style: str
    children: tuple["Inline", ...]
    href: str | None = None


Inline = Text | Code | StyledInline | Slot


@dataclass(frozen=True, slots=True)
class Heading:
    """A heading of level 1 to 6."""

    level: int
    inlines: tuple[Inline, ...]
    line: int


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A paragraph."""

    inlines: tuple[Inline, ...]
    line: int


@dataclass(frozen=True, slots=True)
class ListBlock:
    """A list; each item is a sequence of blocks."""

    ordered: bool
    items: tuple[tuple["NarrativeBlock", ...], ...]
    line: int


@dataclass(frozen=True, slots=True)
class Other:
    """Anything else (a quotation, a Markdown table, an admonition), kept as its Markdown."""

    markdown: str
    line: int


NarrativeBlock = Heading | Paragraph | ListBlock | Other


@dataclass(frozen=True, slots=True)
class MarkdownTable:
    """A table that is written in Markdown: rows of cells, the head first; rows may be of different lengths."""

    rows: tuple[tuple[tuple[Inline, ...], ...], ...]


def characters(inlines: tuple[Inline, ...]) -> str:
    """The plain text of inline parts, without styles and macro calls."""
    parts = []
    for item in inlines:
        if isinstance(item, Text | Code):
            parts.append(item.text)
        elif isinstance(item, StyledInline):
            parts.append(characters(item.children))
    return "".join(parts)


def block_lines(blocks: tuple[NarrativeBlock, ...]) -> Iterator[tuple[int, str]]:
    """First line and plain text of each block, without macro calls."""
    for block in blocks:
        if isinstance(block, Heading | Paragraph):
            yield block.line, characters(block.inlines)
        elif isinstance(block, ListBlock):
            for item in block.items:
                yield from block_lines(item)
        else:
            yield block.line, block.markdown
