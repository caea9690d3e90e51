"""The text as the YAML parser gets it: slips are repaired and reported there, so that they hide no other fault."""

import re
from dataclasses import dataclass
from typing import Any

from gongkai.located.nodes import Fault, Mark

_FORBIDDEN = re.compile("[^\t\n\x20-\x7e\xa0-\u2027\u202a-\ud7ff\ue000-\ufefe\uff00-\ufffd\U00010000-\U0010ffff]")


@dataclass(slots=True)
class YamlText:
    """The text as PyYAML gets it: tabs and full-width colons are replaced, each of them reported as a fault.

    ``wider`` says by line from which column on the text is wider than the file, and by how much.
    """

    text: str
    wider: dict[int, list[tuple[int, int]]]

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
        lines = self.text.split("\n")
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

    def narrow_colon(self, number: int) -> None:
        """Read the first full-width colon of a line as a colon and a space."""
        lines = self.text.split("\n")
        self.wider.setdefault(number, []).append((lines[number - 1].index("：") + 1, 1))
        lines[number - 1] = lines[number - 1].replace("：", ": ", 1)
        self.text = "\n".join(lines)


def readable(text: str, faults: list[Fault]) -> str:
    """One kind of newline, one at the end, and a blank for every character that no YAML may hold."""
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    text += "" if text.endswith("\n") else "\n"
    for match in _FORBIDDEN.finditer(text):
        at = match.start()
        mark = Mark(text.count("\n", 0, at) + 1, at - text.rfind("\n", 0, at))
        faults.append(Fault("character", mark, f"U+{ord(match[0]):04X}"))
    return _FORBIDDEN.sub(" ", text)


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
