"""Stage 1, normalise: documents of every kind in one shape, before any label is known."""

from gongkai.readers.matching.normalise.frame_numbers import without_place
from gongkai.readers.matching.normalise.lines import split_at_spaces
from gongkai.readers.matching.normalise.model import (
    LineShape,
    NormalisedBlock,
    NormalisedCell,
    NormalisedDocument,
    NormalisedLine,
    NormalisedParagraph,
    NormalisedRow,
    NormalisedTable,
)
from gongkai.readers.matching.normalise.stage import normalise_document

__all__ = [
    "LineShape",
    "NormalisedBlock",
    "NormalisedCell",
    "NormalisedDocument",
    "NormalisedLine",
    "NormalisedParagraph",
    "NormalisedRow",
    "NormalisedTable",
    "normalise_document",
    "split_at_spaces",
    "without_place",
]
