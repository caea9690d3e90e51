"""A narrative as blocks of plain text, each with the id of its heading: what is seen on the page, without its tables.

Headings get the ids that Markdown's table of contents gives them, worked out here from their texts, as nothing is
rendered for the search.
"""

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from textwrap import dedent
from typing import Any

from markdown.extensions import toc

from gongkai.narrative import Block, Heading, Paragraph, Slot, characters, parse_narrative, scan
from gongkai.narrative.model import ListBlock
from gongkai.narrative.template import normal

Fill = Callable[[Slot], str]
"""What a macro call prints, as plain text; empty for a call that gives a block."""

_ADMONITION = re.compile(r'\s*(?:!!!|\?\?\?)[^"\n]*(?:"(?P<title>[^"]*)")?[^\n]*(?:\n(?P<body>.*))?', re.DOTALL)
_RULE = re.compile(r"[\s|:-]*")
_TAG = re.compile(r"<[^>]*>")
_ATTRIBUTES = re.compile(r"\s*\{:?(?P<inner>[^{}]*)\}\s*$")
_ID = re.compile(r"#([^\s#.}]+)")


@dataclass(frozen=True, slots=True)
class TextBlock:
    """A block of text.

    Attributes:
        text: As it is read on the page.
        anchor: For a heading its id; None for any other block.
    """

    text: str
    anchor: str | None = None


class Anchors:
    """Gives headings their ids as the site's Markdown does."""

    def __init__(self, config: Any) -> None:
        """Read what mkdocs.yml says of ``toc`` and ``attr_list``."""
        options = config.mdx_configs.get("toc") or {}
        self._slugify: Callable[[str, str], str] = options.get("slugify") or toc.slugify
        self._separator = str(options.get("separator") or "-")
        self._lists = "attr_list" in config.markdown_extensions

    def of(self, texts: Sequence[str]) -> list[tuple[str, str]]:
        """Headings of a page, in order, each as text and id."""
        split = [self._split(text) for text in texts]
        used = {own for _, own in split if own}
        return [(text, own or toc.unique(self._slugify(text, self._separator), used)) for text, own in split]

    def _split(self, text: str) -> tuple[str, str]:
        match = _ATTRIBUTES.search(text) if self._lists else None
        if match is None:
            return text, ""
        own = _ID.search(match["inner"])
        return text[: match.start()], own[1] if own else ""


def text_blocks(markdown: str, fill: Fill, anchors: Anchors) -> list[TextBlock]:
    """The blocks of a Markdown file, front matter left out.

    Args:
        markdown: The file's text.
        fill: Prints macro calls.
        anchors: Gives headings their ids.
    """
    found = list(_blocks(parse_narrative(_filled(markdown, fill), path="")[0].blocks))
    ids = iter(anchors.of([text for text, heading in found if heading]))
    return [TextBlock(*next(ids)) if heading else TextBlock(text) for text, heading in found]


def _filled(markdown: str, fill: Fill) -> str:
    text = normal(markdown)
    found = scan(text)
    parts, position = [], found.body
    for slot, (start, end) in zip(found.slots, found.spans, strict=True):
        parts += [text[position:start], fill(slot)]
        position = end
    return "".join(["\n", *parts, text[position:]])  # after an empty line nothing is front matter


def _blocks(blocks: Sequence[Block]) -> Iterator[tuple[str, bool]]:
    """Text of each block, and whether it is a heading."""
    for block in blocks:
        if isinstance(block, Heading | Paragraph):
            yield characters(block.inlines), isinstance(block, Heading)
        elif isinstance(block, ListBlock):
            for item in block.items:
                yield from _blocks(item)
        else:
            yield from _other(block.markdown)


def _other(markdown: str) -> Iterator[tuple[str, bool]]:
    """An admonition, a table of Markdown, a quotation."""
    match = _ADMONITION.fullmatch(markdown)
    if match is not None:
        yield match["title"] or "", False
        yield from _blocks(parse_narrative("\n" + dedent(match["body"] or ""), path="")[0].blocks)
        return
    for line in markdown.split("\n"):
        if "|" in line:
            if not _RULE.fullmatch(line):
                for cell in line.strip().strip("|").split("|"):
                    yield _TAG.sub("", cell), False
        elif line.strip():
            yield _TAG.sub("", line.strip().lstrip("> ")), False
