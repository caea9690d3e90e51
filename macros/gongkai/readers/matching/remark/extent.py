"""Which blocks of the document were tables of the form: the narrative is what is left."""

from collections.abc import Mapping, Sequence

from gongkai.readers.matching.assign import RowAssignment

Span = tuple[int, int]


def table_extent(assignment: RowAssignment) -> tuple[frozenset[int], Mapping[int, tuple[Span, ...]]]:
    """Find the blocks that belong to the tables.

    Returns:
        Numbers (``Origin.block``) of the blocks that are table as a whole; and by number of a paragraph that is table
        only in part, start and end of these parts in its text.
    """
    document = assignment.document
    whole: set[int] = set()
    parts: dict[int, list[Span]] = {}
    narrative: set[int] = set()
    for line, used in zip(document.lines, assignment.used, strict=True):
        block = line.origin.block
        if not used:
            narrative.add(block)  # a heading glued to a table belongs to the narrative as well
        elif block in document.tables:
            whole.add(block)
        elif block in document.paragraphs:
            parts.setdefault(block, []).append(line.span)
    whole |= parts.keys() - narrative
    return frozenset(whole), {block: tuple(_merge(spans)) for block, spans in parts.items() if block in narrative}


def _merge(spans: Sequence[Span]) -> list[Span]:
    """Join spans that touch or overlap."""
    merged: list[Span] = []
    for start, end in sorted(spans):
        if merged and start <= merged[-1][1]:
            merged[-1] = (merged[-1][0], max(end, merged[-1][1]))
        else:
            merged.append((start, end))
    return merged
