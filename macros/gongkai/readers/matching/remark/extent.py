"""Which blocks of the document were tables of the form: the narrative is what is left."""

from gongkai.readers.matching.assign import RowAssignment


def table_blocks(assignment: RowAssignment) -> frozenset[int]:
    """Numbers (``Origin.block``) of the blocks that belong to the tables and are no narrative.

    A paragraph that is table only in part, as where a heading is glued to a table, is not among them.
    """
    document = assignment.document
    blocks: set[int] = set()
    narrative: set[int] = set()
    for line, is_used in zip(document.lines, assignment.in_table, strict=True):
        (blocks if is_used else narrative).add(line.origin.block)
    return frozenset((blocks & document.tables) | ((blocks & document.paragraphs) - narrative))
