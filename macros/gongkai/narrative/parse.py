"""A narrative: a Markdown file with its macro calls, and its blocks, which are parsed when they are asked for.

Only what checks and exports need is kept; the page itself is rendered by MkDocs from the same text.
"""

import re
from dataclasses import replace
from functools import cached_property

from gongkai.narrative.blocks import BlockReader, plain_heading
from gongkai.narrative.body import Body, office_body, plain_body
from gongkai.narrative.model import Heading, NarrativeBlock, Problem, block_lines
from gongkai.narrative.template import Scan, normal, scan

MASK = "\ue0ff"
"""What stands for the characters of a call in ``Narrative.masked``."""
_NOT_NEWLINE = re.compile(r"[^\n]")
_NOT_PLAIN = re.compile(r"```|~~~|<|^\s{0,3}=+\s*$|^(?:[^\S\n]|[|:])*-(?:[^\S\n]|[|:-])*$|^ {1,3}#|\\$", re.MULTILINE)
"""Fences, HTML, underlines, indents: with one of them, lines with # may be no headings, and other lines may be some."""


class Narrative:
    """The text of a report: one Markdown file with its front matter and macro calls.

    Its blocks are parsed on first access, because a check of a site needs only the headings of most files.

    Attributes:
        path: Relative to the site.
        text: As it is written, front matter included, one kind of newline.
        slots: Every macro call of the file, in order.
        front: Keys of the front matter, each with its line.
        hard_paragraphs: Whether each line is a paragraph, as in text that offices write.
    """

    def __init__(self, path: str, text: str, scanned: Scan, *, hard_paragraphs: bool = False) -> None:
        """Keep a file's text and the result of its template scan."""
        self.path = path
        self.text = text
        self.slots = scanned.slots
        self.front = scanned.front
        self.hard_paragraphs = hard_paragraphs
        self._scanned = scanned

    def __reduce__(self) -> tuple[type["Narrative"], tuple[str, str, Scan], dict[str, bool]]:
        """Send only the text and its scan to another process; blocks are parsed again there if they are needed."""
        return Narrative, (self.path, self.text, self._scanned), {"hard_paragraphs": self.hard_paragraphs}

    @cached_property
    def _body(self) -> Body:
        return (office_body if self.hard_paragraphs else plain_body)(self.text, self._scanned)

    @property
    def page_text(self) -> str:
        """The file as MkDocs is to read it, front matter included: every parser makes the same paragraphs of it."""
        return self.text[: self._scanned.body] + self.page_body

    @property
    def page_body(self) -> str:
        """The part of ``page_text`` after the front matter."""
        return self._body.as_written(self._body.text) if self.hard_paragraphs else self.body

    @property
    def body(self) -> str:
        """The text after the front matter."""
        return self.text[self._scanned.body :]

    @property
    def text_without_calls(self) -> str:
        """The text after the front matter as it is parsed, with a number for every call."""
        return self._body.text.replace(self._body.sign, "")

    @property
    def marked(self) -> tuple[str, re.Pattern[str]]:
        """The text after the front matter as it is parsed, with a mark for every call, and what a mark looks like.

        The group of the pattern is the number of the call in ``slots``, from 0.
        """
        return self._body.text, self._body.placeholder

    @property
    def masked(self) -> str:
        """The file's text with a sign of no meaning for every character of a call; every other keeps its place."""
        parts, position = [], 0
        for start, end in self._scanned.spans:
            parts += [self.text[position:start], _NOT_NEWLINE.sub(MASK, self.text[start:end])]
            position = end
        return "".join([*parts, self.text[position:]])

    @property
    def faulty_lines(self) -> tuple[int, ...]:
        """Lines in which the scan objects to something."""
        return tuple(problem.line for problem in self._scanned.problems)

    @property
    def body_start(self) -> int:
        """Where the text after the front matter begins, in characters of ``text``."""
        return self._scanned.body

    @property
    def spans(self) -> tuple[tuple[int, int], ...]:
        """Begin and end of every call of ``slots``, in characters of ``text``."""
        return self._scanned.spans

    @property
    def body_line(self) -> int:
        """How many lines the front matter takes."""
        return self.text.count("\n", 0, self._scanned.body)

    def line_of(self, number: int) -> int:
        """The line of the file, from 1, that a line of ``text_without_calls``, from 0, comes from."""
        return self._body.lines[number]

    @cached_property
    def _reader(self) -> BlockReader:
        return BlockReader(self._body, self.slots, hard_paragraphs=self.hard_paragraphs)

    @cached_property
    def _numbered_blocks(self) -> tuple[tuple[int, NarrativeBlock], ...]:
        return self._reader.placed(self._body.text)

    @cached_property
    def blocks(self) -> tuple[NarrativeBlock, ...]:
        """The blocks, in order."""
        return tuple(block for _, block in self._numbered_blocks)

    @property
    def front_text(self) -> str:
        """The front matter as it is written."""
        return self.text[: self._scanned.body]

    @property
    def sources(self) -> tuple[tuple[NarrativeBlock, str], ...]:
        """Each block in order with its Markdown as MkDocs is to read it; joined, the Markdown is ``page_body``.

        What is between two blocks and is none itself, such as the address of a link, is part of the one before it.
        """
        lines = [f"{line}\n" for line in self._body.text.removesuffix("\n").split("\n")]
        starts = [0, *(start for start, _ in self._numbered_blocks[1:])]
        ends = [*starts[1:], len(lines)]
        return tuple(
            (block, self._body.as_written("".join(lines[start:end])))
            for (_, block), start, end in zip(self._numbered_blocks, starts, ends, strict=False)
        )

    @cached_property
    def headings(self) -> tuple[Heading, ...]:
        """Headings at the top level, in order; those in lists and quotations are left out.

        Where only lines that begin with # can be headings, only those lines are parsed, in a tenth of the time.
        """
        body = self._body
        if _NOT_PLAIN.search(body.text):
            return tuple(block for block in self.blocks if isinstance(block, Heading))
        headings: list[NarrativeBlock] = []
        for number, line in enumerate(body.text.split("\n")):
            if line.startswith("#"):
                plain = () if body.sign in line else plain_heading(line, hard_paragraphs=self.hard_paragraphs)
                headings += [replace(heading, line=body.lines[number]) for heading in plain]
                headings += () if plain else self._reader.blocks(line, number)
        return tuple(block for block in headings if isinstance(block, Heading))

    @cached_property
    def lines(self) -> tuple[tuple[int, str], ...]:
        """First line and plain text of each block, without macro calls."""
        return tuple(block_lines(self.blocks))


def parse_narrative(text: str, *, path: str, hard_paragraphs: bool = False) -> tuple[Narrative, tuple[Problem, ...]]:
    """Parse the Markdown of a report's text.

    Args:
        text: The Markdown file's text.
        path: Its path relative to the site.
        hard_paragraphs: Whether each line is a paragraph, as in text that offices write.

    Returns:
        The narrative, and the problems that the template scan reports.
    """
    scanned = scan(text)
    return Narrative(path, normal(text), scanned, hard_paragraphs=hard_paragraphs), scanned.problems
