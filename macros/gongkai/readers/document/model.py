"""A document as every reader returns it: paragraphs, grids and pictures in the order of the source, not interpreted.

Text is as it stands in the source (spaces trimmed, nothing normalised). Each part knows where it was, so that a
message about it can name the place. Cells and places are tuples: a document has thousands of them, and a frozen
dataclass takes more than twice the time to make.
"""

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, field, replace
from typing import NamedTuple

from gongkai.readers.document.text_styles import StyledSpan


class Origin(NamedTuple):
    """Where something was in the source.

    Attributes:
        line: Line of a text, Markdown or HTML file, from 1.
        page: Page of a PDF, from 1.
        sheet: Name of a worksheet.
        cell: ``B7`` of a worksheet, or ``第 3 行第 2 列`` of a table, from 1, as it may be shown.
        block: Which paragraph or table of the document it is, from 1; every reader knows that.
        table_number: Which table of the file it is in, from 1, where nobody sees lines: in a Word file or a web page,
            or where several tables stand in one line.
    """

    block: int = 0
    line: int | None = None
    page: int | None = None
    sheet: str | None = None
    cell: str | None = None
    table_number: int | None = None


@dataclass(frozen=True, slots=True)
class SourceParagraph:
    r"""A paragraph or heading.

    Attributes:
        text: Its text, line breaks of the layout taken out, those of the author as ``\n``.
        level: 1–6 for what the source marks as a heading; 0 for a paragraph. Plain text and most PDF know none.
        origin: Where it was.
        item: Whether the source marks it as an item of a list.
        number: The number of an item that a numbered list gives it; its text does not hold it.
        depth: Of an item, in how many lists its own is.
        styles: Which of its characters have emphasis or lead to an address, where the reader keeps that.
        unseen_texts: Texts in it that the source strikes out or does not show, each preceded by words that say so;
            ``text`` does not hold them. Only the readers of web pages, Word files and Markdown look for them.
    """

    text: str
    level: int = 0
    origin: Origin = field(default_factory=Origin)
    item: bool = False
    number: int | None = None
    depth: int = 0
    styles: tuple[StyledSpan, ...] = ()
    unseen_texts: tuple[str, ...] = ()


class GridCell(NamedTuple):
    r"""A cell of the source's table, once per place that it covers.

    Attributes:
        text: Its text; paragraphs within it as ``\n``.
        origin: Where it was.
        head: Whether the place is the one where the cell begins (its upper left); False where a span covers it.
        colspan: Columns that the source says it spans, cut to what the grid holds.
        rowspan: Rows that it spans.
        padded: Whether the source has no cell here at all, because its row is shorter than the others; its text is
            empty then.
    """

    text: str
    origin: Origin = Origin()
    head: bool = True
    colspan: int = 1
    rowspan: int = 1
    padded: bool = False


@dataclass(frozen=True, slots=True)
class SourceGrid:
    """A table of the source with spans expanded: every row has the same number of cells.

    Attributes:
        rows: Cells by row and column.
        origin: Where the table was.
        tops: Where its rows are lines of print, several of which may be one row, as no line was drawn around its
            cells: how far down each stands, in hundredths of the height of its characters. Empty for other tables.
        may_lack_cells: Whether an empty cell at the end of a row may be none: a browser that prints a row with a cell
            less than the others draws lines around the empty place as well, and a sheet may hide the column.
    """

    rows: tuple[tuple[GridCell, ...], ...]
    origin: Origin = field(default_factory=Origin)
    tops: tuple[int, ...] = ()
    may_lack_cells: bool = False


@dataclass(frozen=True, slots=True)
class Image:
    """A picture. It is not read; a table published as an image becomes a remark with its name."""

    name: str
    origin: Origin = field(default_factory=Origin)


SourceBlock = SourceParagraph | SourceGrid | Image


@dataclass(frozen=True, slots=True)
class FileNotice:
    """What a reader has to say of a file besides its blocks, such as that it was changed and nobody accepted that.

    Attributes:
        code: Code of the remark.
        text: The file's own words.
        args: For the wording.
        origin: Of a notice on a cell, where it is.
    """

    code: str
    text: str = ""
    args: tuple[tuple[str, str], ...] = ()
    origin: Origin = field(default_factory=Origin)


@dataclass(frozen=True, slots=True)
class Document:
    """The content of one file.

    Attributes:
        kind: ``html``, ``docx``, ``xlsx``, ``pdf``, ``md``, ``txt`` or ``json``; ``xls`` for a workbook of Gongkai's
            in the older format, in which 0 may stand for the text that a formula gives.
        blocks: In the order of the source.
        meta: What the file says of itself in tags or properties, by name as written: ``PubDate``, ``ContentSource``,
            ``ArticleTitle`` …
        title: The title that the file gives itself, if any.
        notices: What the reader of a Word file or of a workbook has to say of it; others have none.
    """

    kind: str
    blocks: tuple[SourceBlock, ...]
    meta: Mapping[str, str] = field(default_factory=dict)
    title: str = ""
    notices: tuple[FileNotice, ...] = ()

    def by_sheet(self) -> dict[str | None, tuple[SourceBlock, ...]]:
        """Its blocks by the worksheet that they are on, in order; those of no worksheet under None."""
        sheets: dict[str | None, list[SourceBlock]] = {}
        for block in self.blocks:
            sheets.setdefault(block.origin.sheet, []).append(block)
        return {sheet: tuple(blocks) for sheet, blocks in sheets.items()}

    def without_sheets(self, names: Collection[str]) -> "Document":
        """The document without what is on some worksheets.

        Args:
            names: Their names.
        """
        return replace(self, blocks=tuple(block for block in self.blocks if block.origin.sheet not in names))

    def paragraphs(self) -> Iterator[SourceParagraph]:
        """Its paragraphs."""
        return (block for block in self.blocks if isinstance(block, SourceParagraph))

    def grids(self) -> Iterator[SourceGrid]:
        """Its grids."""
        return (block for block in self.blocks if isinstance(block, SourceGrid))
