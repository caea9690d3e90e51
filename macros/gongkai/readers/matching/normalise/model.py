"""What the first stage hands on: tables as rows of cells that know their owner, paragraphs as lines of known shape."""

from dataclasses import dataclass
from enum import Enum

from gongkai.readers.document import Image, Origin


@dataclass(frozen=True, slots=True)
class NormalisedCell:
    """One place of a table.

    Attributes:
        text: Text of the cell that covers the place.
        origin: Where that cell was in the source.
        owner: Row and column, from 0, of the place where that cell begins.
        begins: Whether the source says that the cell begins at this very place.
        padded: Whether the source has no cell here, because its row is shorter than the others.
        loose: Whether its row was put together from lines of print, and a figure of it may be on another row's line.
        torn: Whether a figure of such a row may be only a part of the figure that was printed.
        beside_heads: Whether the heads of such a row stand beside its columns, and were assigned to them by count.
    """

    text: str
    origin: Origin
    owner: tuple[int, int]
    begins: bool = True
    padded: bool = False
    loose: bool = False
    torn: bool = False
    beside_heads: bool = False


NormalisedRow = tuple[NormalisedCell, ...]


@dataclass(frozen=True, slots=True)
class NormalisedTable:
    """A table in which every row has the same number of places.

    Attributes:
        rows: Its cells by row and column.
        origin: Where it was.
        tops: Those of ``SourceGrid``.
        may_lack_cells: That of ``SourceGrid``.
        left_out: Words above it that say why nothing is read from it: it is of another year than the table beside it,
            or a column of the document's own; empty for other tables.
        twin: Whether the same table of the form stands beside it, and nothing says which one is this year's.
        mixed: Whether a row lacks a cell, here or in the table beside it, so that figures may belong to either table.
        in_sentences: Whether it was put together from sentences.
    """

    rows: tuple[NormalisedRow, ...]
    origin: Origin
    tops: tuple[int, ...] = ()
    may_lack_cells: bool = False
    left_out: str = ""
    twin: bool = False
    mixed: bool = False
    in_sentences: bool = False


class LineShape(Enum):
    """What a line of text looks like before any label is known."""

    PAGE_NUMBER = "page number"
    DELIMITED = "delimited"
    """Cells between tabs or bars."""
    FIGURES = "figures"
    """Nothing but figures and dashes between spaces."""
    TEXT = "text"
    MOVED = "moved"
    """Words that stand in another line now, that of the label which they are a part of."""
    SENTENCE = "sentence"
    """A sentence that tells a figure of a table which stands in cells; it is no row. Known once labels are."""
    SENTENCE_OF_FIGURES = "sentence of figures"
    """A sentence that tells figures of a table which stands nowhere else, and not of which row and column each is."""


@dataclass(frozen=True, slots=True)
class NormalisedLine:
    """A line of a paragraph.

    Attributes:
        text: As it stands.
        shape: What it looks like.
        cells: Its parts: between tabs or bars where it is delimited, else between spaces.
        start: Where it begins in the paragraph's text.
        numbering: The number that a numbered list gives it (``3.``), which its text does not hold.
        joined: Whether words of other lines were put into its text; ``length`` is what it takes up in the paragraph.
        apart: Whether its figures stood on a line of their own between these words.
    """

    text: str
    shape: LineShape
    cells: tuple[str, ...]
    start: int
    numbering: str = ""
    joined: bool = False
    length: int = 0
    apart: bool = False


@dataclass(frozen=True, slots=True)
class NormalisedParagraph:
    """A paragraph: its lines that are not empty, and whether it is nothing but a page number."""

    lines: tuple[NormalisedLine, ...]
    origin: Origin
    page_number: bool = False


NormalisedBlock = NormalisedTable | NormalisedParagraph | Image


@dataclass(frozen=True, slots=True)
class NormalisedDocument:
    """A document in the order of its source."""

    blocks: tuple[NormalisedBlock, ...]

    @property
    def tables(self) -> frozenset[int]:
        """Numbers (``Origin.block``) of its tables."""
        return frozenset(block.origin.block for block in self.blocks if isinstance(block, NormalisedTable))

    @property
    def paragraphs(self) -> frozenset[int]:
        """Numbers (``Origin.block``) of its paragraphs."""
        return frozenset(block.origin.block for block in self.blocks if isinstance(block, NormalisedParagraph))
