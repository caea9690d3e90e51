"""The text of a narrative as it is parsed: after the front matter, with a placeholder for each macro call.

So a call is one word to a parser, as its figure will be on the page, whether it is in emphasis, in a link's address or
in code.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from itertools import chain

from gongkai.narrative.office import as_markdown, office_lines
from gongkai.narrative.template import Scan

_TEXT = r"[^|*_`\\<\n]*"
_SETTLED_LINES = (
    rf"[^\s\d#>`~<!?=*+_|:\[{{\\-]{_TEXT}",
    rf"[0-9]+ ?[\u4e00-\u9fff]{_TEXT}",
    rf"\*\*[\u4e00-\u9fff（]{_TEXT}[\u4e00-\u9fff）。：]\*\*{_TEXT}",
    r"#{1,6} [^\s#|*_`\\<][^#|*_`\\<\n]*",
)
"""Lines of plain text, lines that begin with bold words, and headings, all without any other sign of Markdown."""
_SETTLED = re.compile(rf"\n*(?:(?:{'|'.join(_SETTLED_LINES)})(?<!\s)(?:\n\n+|\n?\Z))+")
"""A text of such lines only, separated by blank lines: it is Markdown as it stands."""
_PRIVATE_USE = (range(0xE000, 0xF900), range(0xF0000, 0xFFFFE))


@dataclass(frozen=True)
class Body:
    """The text as it is parsed.

    Attributes:
        text: The text; a placeholder is the number of a call between two signs.
        sign: A character that is nowhere else in it.
        lines: The line of the file, from 1, that each of its lines comes from.
        calls: The calls as they are written, in order.
    """

    text: str
    sign: str
    lines: Sequence[int]
    calls: Sequence[str] = ()

    @cached_property
    def placeholder(self) -> re.Pattern[str]:
        """What a placeholder looks like; its group is the call's number."""
        return re.compile(f"{self.sign}([0-9]+){self.sign}")

    def as_written(self, text: str) -> str:
        """Some of the text with its calls as they are written."""
        return self.placeholder.sub(lambda match: self.calls[int(match[1])], text) if self.calls else text


def plain_body(text: str, scanned: Scan) -> Body:
    """The body of a file of plain Markdown."""
    sign = next(chr(code) for code in chain(*_PRIVATE_USE) if chr(code) not in text)
    parts, calls, position = [], [], scanned.body
    for number, (start, end) in enumerate(scanned.spans):
        parts += [text[position:start], f"{sign}{number}{sign}"]
        calls.append(text[start:end])
        position = end
    body = Body("".join([*parts, text[position:]]), sign, (), calls)
    return replace(body, lines=tuple(_numbers(body, text.count("\n", 0, scanned.body) + 1)))


def office_body(text: str, scanned: Scan) -> Body:
    """The body of a file of text as offices write it: each line a paragraph."""
    plain = plain_body(text, scanned)
    if _SETTLED.fullmatch(plain.text):  # as most are: going through the lines would take twice the time of the rest
        return plain
    output = as_markdown(office_lines(plain.text), plain.sign)
    numbers = tuple(plain.lines[line.source] for line in output)
    return replace(plain, text="\n".join(line.text for line in output), lines=numbers)


def _numbers(body: Body, first: int) -> Iterator[int]:
    """The line of the file, from 1, that each line of a body begins on; a call may run over several."""
    if not any("\n" in call for call in body.calls):
        yield from range(first, first + body.text.count("\n") + 1)
        return
    number = first
    for line in body.text.split("\n"):
        yield number
        number += 1
        if body.calls and body.sign in line:
            number += sum(body.calls[int(match[1])].count("\n") for match in body.placeholder.finditer(line))
