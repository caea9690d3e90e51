"""Collects the texts of a document that are not rows of figures, each rejoined from the lines it was cut into."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import groupby

from gongkai.readers.document import Origin
from gongkai.readers.matching.assign import RowAssignment

_SENTENCE = re.compile(r"[^。｡;；]+")


@dataclass(frozen=True, slots=True)
class BesideText:
    """A text of a document that is not a row of figures.

    Attributes:
        text: Its words.
        origin: Where it begins.
        near: The tables near it.
    """

    text: str
    origin: Origin
    near: tuple[str, ...]

    @property
    def table(self) -> str | None:
        """The table that it is about, judged by its place; None if several or none are near."""
        return self.near[0] if len(self.near) == 1 else None

    def sentences(self) -> Iterator[str]:
        """Its sentences, without their final punctuation."""
        return (match[0].strip() for match in _SENTENCE.finditer(self.text))


def texts_beside(assignment: RowAssignment) -> Iterator[BesideText]:
    """The texts in the order of the document.

    Earlier stages cut a sentence with labels of the form into several lines of a block; here it is whole again.

    Args:
        assignment: The document's lines.
    """
    lines = zip(assignment.document.lines, assignment.near, assignment.in_table, strict=True)
    texts = (item for item in lines if not (item[2] and item[0].figures))
    for _, group in groupby(texts, key=lambda item: (item[0].origin.block, id(item[0]) if item[0].table else 0)):
        items = list(group)
        line, near, _ = items[0]
        yield BesideText("".join(line.text for line, _, _ in items), line.origin, near)
