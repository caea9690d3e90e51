"""The lines of a YAML file, readable or not: code apart from comments and from text that runs over several lines."""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import lru_cache

from gongkai.forms.keys import KEYS

_TOP = re.compile(r"[\"'“”‘’]?(?P<key>[^\s:：#\[\]{}\"'“”‘’-][^:：\"'“”‘’]*?)[\"'“”‘’]?\s*[:：]")
_BLOCK = re.compile(r"(?:^|[:：-])\s*[|>][+-]?[0-9]?[+-]?\s*$")
_COMMENT = re.compile(r"(?:^|(?<=\s))#")
_QUOTE = re.compile(r"(?:^|(?<=[\s\[{,:]))[\"']")


@dataclass(frozen=True, slots=True)
class YamlLine:
    """A line of a YAML file.

    Attributes:
        number: Its number, from 1.
        code: The line up to its comment, blanks before the comment included.
        comment: Its comment.
        section: The key at the margin that it is under, or has itself; empty before the first.
        is_text: Whether it is part of a text that runs over several lines.
    """

    number: int
    code: str
    comment: str
    section: str
    is_text: bool = False

    @property
    def bare(self) -> str:
        """The code without blanks around it."""
        return self.code.strip()

    @property
    def lead(self) -> str:
        """Its indent, whatever blanks it is made of."""
        return self.code[: len(self.code) - len(self.code.lstrip())]

    @property
    def in_table(self) -> bool:
        """Whether it is under the key of a table of a report."""
        return bool(self.section) and self.section not in KEYS


@lru_cache(maxsize=2)
def yaml_lines(text: str) -> tuple[YamlLine, ...]:
    """The lines of a file, in order; kept, as every mend asks for them and few change anything."""
    return tuple(_lines(text))


def _lines(text: str) -> Iterator[YamlLine]:
    section, quote, block = "", "", -1
    for number, line in enumerate(text.split("\n"), start=1):
        indent = len(line) - len(line.lstrip())
        if quote or (block >= 0 and (indent > block or not line.strip())):
            quote = quote if quote and not _closes(line, quote) else ""
            yield YamlLine(number, line, "", section, is_text=True)
            continue
        code, quote = _code(line)
        top = _TOP.match(code)
        section = top["key"].strip() if top is not None else section
        block = indent if _BLOCK.search(code) else -1
        yield YamlLine(number, code, line[len(code) :], section)


def _code(line: str) -> tuple[str, str]:
    """The code of a line, and the quotation mark of a text that does not end in it."""
    position = 0
    while position < len(line):
        quote = _QUOTE.search(line, position)
        comment = _COMMENT.search(line, position)
        if comment is not None and (quote is None or comment.start() < quote.start()):
            return line[: comment.start()], ""
        if quote is None:
            return line, ""
        end = _end(line, quote.end(), quote[0])
        if end < 0:
            return line, quote[0]
        position = end
    return line, ""


def _end(line: str, start: int, quote: str) -> int:
    """Where a text in quotation marks ends; -1 where it does not."""
    inside = r"(?:[^\"\\]|\\.)*\"" if quote == '"' else r"(?:[^']|'')*'"
    match = re.compile(inside).match(line, start)
    return match.end() if match is not None else -1


def _closes(line: str, quote: str) -> bool:
    return _end(line, 0, quote) >= 0


def with_code(text: str, change: Callable[[YamlLine], str]) -> str:
    """The text with the code of its lines changed; comments and texts over several lines stay as they are.

    Args:
        text: The file's text.
        change: Gives the new code of a line.
    """
    return "\n".join(line.code if line.is_text else change(line) + line.comment for line in yaml_lines(text))
