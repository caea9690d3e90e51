r"""Fields that draw their instruction (``EQ``): of ``EQ \o(1,2)`` a 1 is seen over a 2, whatever text its result has.

Programs other than Word show that text, or nothing (ECMA-376 part 1, 17.16.5.17 names it for older files alone).
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from lxml import etree

from gongkai.findings import say
from gongkai.readers.files.office_xml import WORD

_DRAWS = re.compile(r"\s*EQ\b\s*(.*)", re.IGNORECASE | re.DOTALL)
_LONGEST = 40


@dataclass(slots=True)
class _Field:
    """A field while it is read: what its instruction is made of, and its result."""

    instructions: list[Any] = field(default_factory=list)
    results: list[Any] = field(default_factory=list)
    has_result: bool = False

    def drawing(self) -> str | None:
        """What it draws; None for a field of another sort."""
        match = _DRAWS.fullmatch("".join(item.text or "" for item in self.instructions))
        return match[1].strip() if match else None


def name_drawn_fields(root: Any) -> None:
    """Name the fields in cells that draw something, in place of their results.

    Args:
        root: The root element of a part.
    """
    for simple in root.iter(f"{WORD}fldSimple"):
        match = _DRAWS.fullmatch(simple.get(f"{WORD}instr") or "")
        if match and _is_in_cell(simple):
            simple[:] = [etree.Element(f"{WORD}r")]
            _write(simple[0], match[1].strip())
    for end, complex_field in _complex_fields(root):
        drawing = complex_field.drawing()
        if drawing is not None and _is_in_cell(end):
            for item in (*complex_field.instructions, *complex_field.results):
                item.text = ""
            _write(end.getparent(), drawing)


def _complex_fields(root: Any) -> Iterator[tuple[Any, _Field]]:
    """The fields that begin and end with marks, each after the mark at its end."""
    fields: list[_Field] = []
    for element in list(root.iter(f"{WORD}fldChar", f"{WORD}instrText", f"{WORD}t")):
        kind = element.get(f"{WORD}fldCharType")
        if kind == "begin":
            fields.append(_Field())
        elif kind == "separate" and fields:
            fields[-1].has_result = True
        elif kind == "end" and fields:
            yield element, fields.pop()
        elif element.tag == f"{WORD}instrText" and fields:
            fields[-1].instructions.append(element)
        else:
            for item in fields:
                (item.results if item.has_result else item.instructions).append(element)


def _is_in_cell(element: Any) -> bool:
    return next(element.iterancestors(f"{WORD}tc"), None) is not None


def _write(run: Any, drawing: str) -> None:
    text = etree.SubElement(run, f"{WORD}t")
    text.text = f"[{say('readers.formula', {'text': drawing[:_LONGEST]})}]"
