"""What a page's source holds that would be taken out of the page: each with its line, before anything is rendered.

Only Markdown itself is read here, not what a site's extensions make of it; what they bring in is met when the page is
rendered (``html_policy.safe_html``).
"""

import re
from collections.abc import Iterator
from html.parser import HTMLParser

from markdown_it.token import Token

from gongkai.narrative.html_policy import TAGS, attribute_fault
from gongkai.narrative.markdown_parser import markdown_parser
from gongkai.narrative.model import Problem
from gongkai.narrative.parse import Narrative

_SUSPECT = re.compile(r"<[A-Za-z!?]|\]\(|\]:|(?<!\{)\{[:\s][^{}\n]*=")
"""What raw HTML, a link, an image or an attribute list has; a page without any is not parsed."""
_ATTRIBUTES = re.compile(r"(?<!\{)\{:?[ ]*([^{}\n]+)\}")
_ATTRIBUTE = re.compile(r"""([^\s=]+)=("[^"]*"|'[^']*'|[^\s"']+)""")
_ODD_TAG = re.compile(r"<(?P<name>[A-Za-z][^<>@\s/]*)(?:\s[^<>]*)?/?>")
"""A tag of another program, such as ``<o:p>`` of Word: no HTML to CommonMark, but to Markdown on this site."""
_SHOWN = 60


def html_problems(narrative: Narrative) -> tuple[Problem, ...]:
    """The tags, attributes and addresses of a page that may not be published.

    Args:
        narrative: The page.

    Returns:
        One problem for each, with variant ``text``, in order.
    """
    if not _SUSPECT.search(narrative.text):
        return ()
    reader = _Reader(narrative)
    return tuple(dict.fromkeys(reader.problems(narrative.text_without_calls, 0)))


class _Reader:
    """One page while it is read."""

    def __init__(self, narrative: Narrative) -> None:
        self._line_of = narrative.line_of
        self._lines = narrative.text.split("\n")

    def problems(self, text: str, offset: int) -> Iterator[Problem]:
        """What some Markdown holds.

        Args:
            text: The Markdown.
            offset: How many lines of the page's text stand before it.
        """
        line = offset
        for token in markdown_parser(any_address=True).parse(text):
            line = offset + token.map[0] if token.map else line
            if token.type == "html_block":
                yield from self._html(token.content, line)
            elif token.type == "admonition" and token.map:
                inside = text.split("\n")[token.map[0] + 1 : token.map[1]]
                yield from self.problems(_dedented(inside), line + 1)
            elif token.type == "inline":
                yield from self._inline(token.children or [], line)

    def _inline(self, children: list[Token], line: int) -> Iterator[Problem]:
        for token in children:
            if token.type in ("softbreak", "hardbreak"):
                line += 1
            elif token.type == "html_inline":
                yield from self._html(token.content, line)
                line += token.content.count("\n")
            elif token.type in ("link_open", "image"):
                name, tag = ("href", "a") if token.type == "link_open" else ("src", "img")
                yield from self._attribute(tag, name, str(token.attrs.get(name, "")), line)
            elif token.type == "text":
                for odd in _ODD_TAG.finditer(token.content):
                    if odd[0] in self._lines[self._line_of(line) - 1]:
                        yield self._problem(f"<{odd['name']}", "tag", odd["name"], line)
                for tail in _ATTRIBUTES.finditer(token.content):
                    for match in _ATTRIBUTE.finditer(tail[1]):
                        yield from self._attribute("*", match[1], match[2].strip("\"'"), line)

    def _html(self, text: str, line: int) -> Iterator[Problem]:
        for tag, attributes, offset in _Tags(text).tags:
            if tag not in TAGS:
                yield self._problem(f"<{tag}", "tag", tag, line + offset)
                continue
            for name, value in attributes:
                yield from self._attribute(tag, name, value, line + offset)

    def _attribute(self, tag: str, name: str, value: str, line: int) -> Iterator[Problem]:
        why = attribute_fault(tag, "viewBox" if name == "viewbox" else name, value)
        if why is not None:
            passage, detail = (value, value) if why in ("address", "foreign") else (name, name)
            yield self._problem(passage, why, detail, line)

    def _problem(self, passage: str, why: str, detail: str, line: int) -> Problem:
        """A problem at the line where it is; addresses may be written otherwise there."""
        number = self._line_of(line)
        source = self._lines[number - 1]
        column = source.lower().find(passage.lower()) + 1
        return Problem("text", passage[:_SHOWN], why, number, max(column, 1), detail[:_SHOWN])


class _Tags(HTMLParser):
    """Start tags and declarations of some HTML, each with the line that it begins on, from 0."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.tags: list[tuple[str, list[tuple[str, str]], int]] = []
        self.feed(text)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Keep a tag."""
        self.tags.append((tag, [(name, value or "") for name, value in attrs], self.getpos()[0] - 1))
        self.clear_cdata_mode()  # one tag of several in a text may be a script's; the others count as well

    def handle_decl(self, decl: str) -> None:
        """Keep a declaration, which is no part of a page's content."""
        self.tags.append((f"!{decl[:20]}", [], self.getpos()[0] - 1))

    def unknown_decl(self, data: str) -> None:
        """Keep a section such as ``CDATA``."""
        self.handle_decl(data)

    def handle_pi(self, data: str) -> None:
        """Keep an instruction such as ``<?php``."""
        self.tags.append((f"?{data[:20]}", [], self.getpos()[0] - 1))


def _dedented(lines: list[str]) -> str:
    return "\n".join(line.removeprefix("    ") for line in lines)
