"""What meta tags, metadata tables and labelled lines of a document say of it."""

from dataclasses import dataclass, field
from itertools import pairwise

from gongkai.readers.document import Document, Origin, SourceGrid, SourceParagraph
from gongkai.readers.document.titles import TOP_OF_PAGE, one_line
from gongkai.readers.facts.labels import TAGS, Field, label_alone, label_pairs
from gongkai.readers.remarks import Remark

_META_LINE, _VALUE = 160, 60
"""Most characters of a line of metadata, and of a value in a line of its own."""


@dataclass(slots=True)
class Evidence:
    """What is collected while a document is searched.

    Attributes:
        metadata_blocks: Numbers of the blocks that hold metadata and nothing else, so they are not narrative.
        remarks: What needs a look.
        fields: The first value of each kind of metadata and its place.
    """

    metadata_blocks: set[int] = field(default_factory=set)
    remarks: list[Remark] = field(default_factory=list)
    fields: dict[Field, tuple[str, Origin]] = field(default_factory=dict)

    def put(self, name: Field, text: str, origin: Origin) -> None:
        """Keep a value, unless it is empty or there is one of this kind already."""
        if text and name not in self.fields:
            self.fields[name] = (text, origin)

    def text(self, name: Field) -> str:
        """The value of a kind of metadata; empty where there is none."""
        return self.fields[name][0] if name in self.fields else ""


def collect_metadata(document: Document, evidence: Evidence) -> None:
    """Add the metadata of a document: meta tags, tables, and lines such as ``发布时间：2021-03-05 08:58``.

    Args:
        document: As a reader returned it.
        evidence: Where to add it.
    """
    for name, text in document.meta.items():
        kind = TAGS.get(name.lower())
        if kind is not None:
            evidence.put(kind, one_line(text), Origin())
    _metadata_list(document, evidence)
    for block in document.blocks:
        if isinstance(block, SourceGrid):
            cells = [cell.text for row in block.rows for cell in row if cell.head]
            pairs = list(label_pairs(cells))
            if pairs and len(cells) <= 4 * len(pairs) + 4:
                evidence.metadata_blocks.add(block.origin.block)
                for kind, text in pairs:
                    evidence.put(kind, one_line(text), block.origin)
        elif isinstance(block, SourceParagraph):
            _metadata_line(block, evidence)


def _metadata_list(document: Document, evidence: Evidence) -> None:
    """Take labels that stand alone in a line, with the value in the next line, near the top of a page."""
    lines = list(document.paragraphs())[:TOP_OF_PAGE]
    for label, value in pairwise(lines):
        kind = label_alone(label.text)
        apart = value.origin.block != label.origin.block + 1 or value.level
        if kind is not None and not apart and len(value.text) <= _VALUE and label_alone(value.text) is None:
            evidence.metadata_blocks.update((label.origin.block, value.origin.block))
            evidence.put(kind, one_line(value.text), label.origin)


def _metadata_line(block: SourceParagraph, evidence: Evidence) -> None:
    pairs = list(label_pairs([block.text]))
    if not pairs or len(block.text) > _META_LINE or "。" in block.text:
        return
    evidence.metadata_blocks.add(block.origin.block)
    for kind, text in pairs:
        evidence.put(kind, one_line(text), block.origin)
