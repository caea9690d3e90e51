"""Lines of a narrative, and how far they are indented."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

TAB = 4
"""Columns of a tab, and of an indent that means something in Markdown."""

_INDENT = re.compile(r"\s*")
_CHINESE = re.compile(r"[\u2e80-\u9fff\uf900-\ufaff\uff00-\uffef\u3000-\u303f“”‘’《》—…·]")


@dataclass(frozen=True, slots=True)
class OfficeLine:
    """A line of Markdown.

    Attributes:
        text: The line, without blanks at its end.
        source: Number of the line of the narrative that it comes from, counted from 0 after the front matter.
    """

    text: str
    source: int

    @property
    def blank(self) -> bool:
        """Whether nothing is on it; full-width spaces are nothing."""
        return not self.text

    @property
    def bare(self) -> str:
        """The line without its indent."""
        return self.text.lstrip()

    @property
    def indent(self) -> int:
        """Columns that it is indented by; an indent with a full-width or a no-break space is for the eye, and none."""
        if not self.text[:1].isspace():
            return 0
        white = _INDENT.match(self.text)
        columns = 0
        for sign in white[0] if white else "":
            if sign == "\t":
                columns += TAB - columns % TAB
            elif sign == " ":
                columns += 1
            else:
                return 0
        return columns

    @property
    def chinese(self) -> bool:
        """Whether its text begins with a Chinese character or mark."""
        return _CHINESE.match(self.bare) is not None

    def dedented(self, columns: int) -> "OfficeLine":
        """The line with an indent smaller by ``columns``; what is indented less than that begins at the margin."""
        indent = max(self.indent - columns, 0)
        return self.with_text(" " * indent + self.bare)

    def with_text(self, text: str) -> "OfficeLine":
        """The same line of the narrative with another text."""
        return OfficeLine(text, self.source)


def office_lines(text: str) -> list[OfficeLine]:
    """The lines of a text."""
    return [OfficeLine(line.rstrip(), number) for number, line in enumerate(text.split("\n"))]


def indented(lines: Sequence[OfficeLine], prefix: str) -> list[OfficeLine]:
    """Lines with something before each; blank ones stay so but for marks that are no blanks."""
    return [line.with_text((prefix + line.text).rstrip()) for line in lines]
