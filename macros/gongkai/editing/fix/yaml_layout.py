"""Indents and blanks of YAML: tabs and the spaces of Chinese input methods and word processors."""

import re
from collections.abc import Sequence

from gongkai import located
from gongkai.editing.fix.mends import YAML_KINDS, MendedText, mend
from gongkai.editing.fix.yaml_lines import YamlLine, with_code, yaml_lines

_WIDE = frozenset("\t\u3000\u2003")
_QUOTED = re.compile(r"(\"(?:[^\"\\]|\\.)*\"|'(?:[^']|'')*')")


@mend("indent", *YAML_KINDS)
def _indents(source: MendedText) -> str:
    """Spaces for every indent that is made of something else, as many as its neighbours have.

    A line whose depth could be one of several is left as it is.
    """
    text = source.text
    for line in _odd(text):
        lines = text.split("\n")
        new = " " * _columns(line, list(yaml_lines(text)))
        lines[line.number - 1] = new + lines[line.number - 1].lstrip()
        text = "\n".join(lines)
    return text if _reads_as_well(text, source.text) else source.text


def _odd(text: str) -> list[YamlLine]:
    return [line for line in yaml_lines(text) if not line.is_text and line.lead.strip(" ") and line.code + line.comment]


def _columns(line: YamlLine, lines: Sequence[YamlLine]) -> int:
    """How many columns a line is indented: as on a screen, or as the nearest indent of the regular lines around it."""
    if not line.bare:
        return 0 if not line.comment else _width(line.lead)
    regular = [item for item in lines if item.bare and not item.is_text and not item.lead.strip(" ")]
    depths = {len(item.lead) for item in regular if item.section == line.section and item.lead}
    width = _width(line.lead)
    if width in depths or not depths:
        return width
    return min(depths, key=lambda depth: (abs(depth - width), depth))


def _width(lead: str) -> int:
    return sum(2 if sign in _WIDE else 1 for sign in lead)


def _reads_as_well(text: str, before: str) -> bool:
    """Whether a parser has nothing more against a text than it had before."""
    return len(located.parse(text)[1]) <= len(located.parse(before)[1])


@mend("tab", *YAML_KINDS)
def _tabs(source: MendedText) -> str:
    """A space for every tab after the indent, but for those within quotation marks."""

    def change(line: YamlLine) -> str:
        if "\t" not in line.code[len(line.lead) :]:
            return line.code
        parts = _QUOTED.split(line.code[len(line.lead) :])
        parts[::2] = (part.replace("\t", " ") for part in parts[::2])
        return line.lead + "".join(parts)

    return with_code(source.text, change)
