"""Stage 1, normalise: one shape for what Word, Excel, HTML, PDF and plain text deliver; no label is known yet.

Merged cells are resolved to the place where they begin, and every line of text is classed as page number, delimited
cells, figures, or text.
"""

from gongkai.readers.document import Document, Image, SourceGrid, SourceParagraph
from gongkai.readers.matching.normalise.frame_numbers import without_frame_numbers
from gongkai.readers.matching.normalise.lines import normalise_paragraph
from gongkai.readers.matching.normalise.model import NormalisedBlock, NormalisedDocument
from gongkai.readers.matching.normalise.tables import normalise_table
from gongkai.readers.matching.normalise.units import without_columns_of_units


def normalise_document(document: Document) -> NormalisedDocument:
    """Bring the tables and paragraphs of a document into one shape."""
    return NormalisedDocument(tuple(_normalise_block(block) for block in document.blocks))


def _normalise_block(block: SourceParagraph | SourceGrid | Image) -> NormalisedBlock:
    if isinstance(block, SourceGrid):
        return without_columns_of_units(without_frame_numbers(normalise_table(block)))
    if isinstance(block, SourceParagraph):
        return normalise_paragraph(block)
    return block
