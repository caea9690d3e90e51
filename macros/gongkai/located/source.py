"""The text as the YAML parser gets it: slips are repaired and reported there, so that they hide no other fault."""

import re
from itertools import islice
from typing import Any

from gongkai.located.nodes import Fault, Mark

_FORBIDDEN = re.compile("[\0-\x08\x0b-\x1f\x7f-\x9f\u2028\u2029\ud800-\udfff\ufeff\ufffe\uffff]")
"""What YAML does not allow; Python takes twenty times as long to compile the pattern of all but what it does allow."""


class YamlText:
    """The text as PyYAML gets it: what it cannot read and is plain is repaired, each slip reported as a fault.

    ``wider`` says by line from which column on the text is wider than the file, and by how much. The lines are kept
    apart while they are repaired: taking the text apart for each would take time with the square of its length.
    """

    __slots__ = ("_lines", "_text", "wider")

    def __init__(self, text: str, wider: dict[int, list[tuple[int, int]]]) -> None:
        self._text: str | None = text
        self._lines: list[str] | None = None
        self.wider = wider

    @property
    def text(self) -> str:
        """All of it."""
        if self._text is None:
            self._text = "\n".join(self._lines or ())
        return self._text

    @text.setter
    def text(self, text: str) -> None:
        self._text, self._lines = text, None

    def _split(self) -> list[str]:
        if self._lines is None:
            self._lines = self.text.split("\n")
        return self._lines

    def mark(self, mark: Any) -> Mark:
        """A mark of PyYAML's as a place in the file."""
        line, column = mark.line + 1, mark.column + 1
        return self.place(line, column) if self.wider else Mark(line, column)

    def place(self, line: int, column: int) -> Mark:
        """A place of the text, both numbers from 1, as a place in the file."""
        for start, by in reversed(self.wider.get(line, [])):
            column -= by if column > start else 0
        return Mark(line, max(1, column))

    def line(self, number: int) -> str:
        """A line by its number, from 1; empty where there is none."""
        lines = self._split()
        return lines[number - 1] if 0 < number <= len(lines) else ""

    def sign(self, mark: Any) -> str:
        """The character at a mark of PyYAML's."""
        return self.line(mark.line + 1)[mark.column : mark.column + 1]

    def word(self, mark: Any) -> str:
        """The text from a mark of PyYAML's up to the next blank."""
        return (self.line(mark.line + 1)[mark.column :].split() or [""])[0]

    def end(self) -> Mark:
        """The last place of the text."""
        number = self.text.count("\n")
        return self.place(number, len(self.line(number)) + 1)

    def replace(self, number: int, line: str, *shifts: tuple[int, int]) -> None:
        """Put a line in the place of another.

        Args:
            number: Which, from 1.
            line: What is to be there.
            shifts: From left to right, up to which column it has the places of what it was, and how much wider it is
                after that.
        """
        self._split()[number - 1] = line
        self._text = None
        for at, by in shifts:
            if by:
                self.wider.setdefault(number, []).append((at, by))


_MOST_TOLD = 200
"""Forbidden characters that are reported one by one: finding the line of each takes longer the later it is."""


def readable(text: str, faults: list[Fault]) -> str:
    """One kind of newline, one at the end, and a blank for every character that no YAML may hold."""
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    text += "" if text.endswith("\n") else "\n"
    for match in islice(_FORBIDDEN.finditer(text), _MOST_TOLD):
        at = match.start()
        mark = Mark(text.count("\n", 0, at) + 1, at - text.rfind("\n", 0, at))
        faults.append(Fault("character", mark, f"U+{ord(match[0]):04X}"))
    return _FORBIDDEN.sub(" ", text)


def without_forbidden(text: str) -> str:
    """A text without the characters that no file may hold: they mean nothing and nobody sees them."""
    return _FORBIDDEN.sub("", text)


def unsafe_signs(text: str) -> str:
    """The first sign that a text may not hold once its escapes are read, as ``U+0008``; empty where there is none."""
    match = _FORBIDDEN.search(text) or _INVISIBLE.search(text)
    return f"U+{ord(match[0]):04X}" if match is not None else ""


_INVISIBLE = re.compile("[\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff]")
_WIDE_INDENT = re.compile(r"(?P<lead>[ ]*[\u3000\xa0][ \u3000\xa0]*)(?=[^\s#])")
_BLANKS = {"\u3000": ("全角空格", 2), "\xa0": ("不间断空格", 1)}
"""What a blank that is none for YAML is called, and how many blanks wide it looks."""
_CONFLICT = re.compile(r"(?m)^(?:<{7}|={7}|>{7})(?: .*)?$")


def without_invisible(source: YamlText, faults: list[Fault]) -> None:
    """Remove invisible characters, with one fault a line: no key with such a character would be known."""
    if _INVISIBLE.search(source.text) is None:
        return
    for number, line in enumerate(source.text.split("\n"), start=1):
        match = _INVISIBLE.search(line)
        if match is None:
            continue
        faults.append(Fault("invisible", source.place(number, match.start() + 1), f"U+{ord(match[0]):04X}"))
        while match is not None:
            visible = source.line(number)
            source.replace(number, visible[: match.start()] + visible[match.end() :], (match.start(), -1))
            match = _INVISIBLE.search(source.line(number))


def without_conflicts(source: YamlText, faults: list[Fault]) -> None:
    """Read the first of two versions that a merge has left, as one fault; marks and the other version are comments."""
    if "<<<<<<<" not in source.text:
        return
    reported = other = False
    for number, line in enumerate(source.text.split("\n"), start=1):
        mark = _CONFLICT.fullmatch(line)
        if mark is not None and not reported:
            faults.append(Fault("conflict", source.place(number, 1), line[:7]))
            reported = True
        if mark is not None:
            other = line.startswith("=")
        if mark is not None or other:
            source.replace(number, f"# {line}", (0, 2))


def without_wide_indent(source: YamlText, faults: list[Fault]) -> None:
    """Indent lines with blanks that YAML knows, as the lines around them are; one fault a line."""
    if "\u3000" not in source.text and "\xa0" not in source.text:
        return
    lines = source.text.split("\n")
    for number, line in enumerate(lines, start=1):
        match = _WIDE_INDENT.match(line)
        if match is None or (line[0] == " " and not re.match(r"[^\s:：]+:(?: |$|\[)", line[match.end() :])):
            continue
        wide = next(sign for sign in line if sign in _BLANKS)
        faults.append(Fault("wide-indent", source.place(number, line.index(wide) + 1), _BLANKS[wide][0]))
        looks = sum(_BLANKS.get(sign, ("", 1))[1] for sign in match["lead"])
        indent = _indent_beside(lines, number) or looks
        source.replace(number, " " * indent + line[match.end() :], (0, indent - match.end()))


def _indent_beside(lines: list[str], number: int) -> int:
    """By how many blanks the entry before or after a line is indented; 0 where there is neither."""
    for other in (number - 2, number):
        line = lines[other] if 0 <= other < len(lines) else ""
        indent = len(line) - len(line.lstrip(" "))
        if indent and line.strip(" ")[:1] not in ("", "#", "-", "\u3000", "\xa0"):
            return indent
    return 0


def without_tabs(text: str, faults: list[Fault]) -> YamlText:
    """Two spaces for every tab in a line's indentation, one for any other; one fault an indented line."""
    source = YamlText(text, {})
    if "\t" not in text:
        return source
    lines = text.split("\n")
    for number, line in enumerate(lines, start=1):
        rest = line.lstrip(" \t")
        lead = line[: len(line) - len(rest)]
        lines[number - 1] = lead.replace("\t", "  ") + rest.replace("\t", " ")
        if "\t" not in lead:
            continue
        source.wider[number] = [(len(lead) + lead.count("\t"), lead.count("\t"))]
        if rest and not rest.startswith("#"):
            faults.append(Fault("tab", Mark(number, lead.index("\t") + 1)))
    source.text = "\n".join(lines)
    return source
