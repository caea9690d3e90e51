"""Reads workbooks: each visible sheet becomes grids with their merged ranges, and paragraphs for lone lines of text.

What a sheet does not show is left out, and a notice says what it is.
Of a workbook that Gongkai wrote every sheet, hidden ones too, becomes one grid of bare cells: its marks name them.

Runs in a child process, because a sheet may claim more cells than fit into memory.
"""

from collections.abc import Container, Iterator, Mapping, Sequence
from dataclasses import replace
from io import BytesIO

from lxml.etree import XMLSyntaxError
from python_calamine import CalamineError, CalamineWorkbook, PasswordError, SheetTypeEnum, SheetVisibleEnum

from gongkai.findings import say
from gongkai.readers.document import Document, FileNotice, Origin, SourceBlock, SourceParagraph
from gongkai.readers.document.draft_blocks import renumber_blocks
from gongkai.readers.document.form_words import is_section_title
from gongkai.readers.document.spans import MOST_CELLS, WIDEST, SourceCell, SourceRow, TooLargeError, make_grid
from gongkai.readers.document.titles import lines_of_title
from gongkai.readers.files.archives import Archive
from gongkai.readers.files.refusals import refuse
from gongkai.readers.formats.office_notes import notes_on_sheets
from gongkai.readers.formats.workbook_parts import (
    FIGURE,
    MOST_PLACES,
    CellPlace,
    HiddenParts,
    column_letters,
    figures_beneath,
    figures_cut,
    hidden_noughts,
    hidden_parts,
    merged_spans,
    pictures_over_cells,
    text_of_value,
    texts_as_shown,
    unseen_cells,
    with_texts,
)
from gongkai.readers.formats.workbook_parts.old.margins import notes_in_old_margins
from gongkai.readers.formats.workbook_parts.tables import row_below_heads, tables_apart
from gongkai.reports.workbook_marks import KEY_SHEET

_LONG = 40
"""Characters of a long text."""


def read_xlsx(data: bytes, *, name: str) -> Document:
    """The document of a workbook, old or new.

    Args:
        data: The file.
        name: The file as the clerk knows it.

    Raises:
        ReadError: It is broken, has a password, holds nothing, or is beyond the bounds of a report.
    """
    archive = Archive(data, name=name) if data.startswith(b"PK") else None
    notices: tuple[FileNotice, ...] = ()
    try:
        book = CalamineWorkbook.from_filelike(BytesIO(data))
        if KEY_SHEET in book.sheet_names:
            own = enumerate((_Sheet(book, sheet, name=name, raw=True) for sheet in book.sheet_names), start=1)
            parts = [part for number, sheet in own for part in sheet.bare(number)]
        else:
            display_texts = texts_as_shown(archive) if archive is not None else {}
            sheets = {
                sheet: _Sheet(book, sheet, name=name, display_texts=display_texts.get(sheet)) for sheet in _sheets(book)
            }
            notices = (*_hidden_sheets(book, sheets), *_as_seen(sheets, archive), *notes_in_old_margins(data))
            parts = [part for sheet in sheets.values() for part in sheet.parts()]
    except PasswordError as error:
        raise refuse("locked", name=name) from error
    except TooLargeError as error:
        raise refuse("sheet-size", name=name, limit=MOST_CELLS) from error
    except (CalamineError, ValueError, OSError, XMLSyntaxError) as error:
        raise refuse("broken", name=name) from error
    if not parts:
        raise refuse("no-text", name=name)
    return Document("xlsx", renumber_blocks(parts), notices=notices)


def _as_seen(sheets: Mapping[str, "_Sheet"], archive: Archive | None) -> Iterator[FileNotice]:
    """Put in what lies over the cells of sheets, and leave out what they do not show, of which there are notices."""
    over = pictures_over_cells(archive) if archive is not None else {}
    unseen = unseen_cells(archive) if archive is not None else {}
    cut = figures_cut(archive, {key: sheet.texts() for key, sheet in sheets.items()}) if archive is not None else {}
    hidden = hidden_parts(archive) if archive is not None else {}
    noughts = hidden_noughts(archive) if archive is not None else {}
    for key, sheet in sheets.items():
        sheet.fill_empty(over.get(key, {}))
        for words, places in (*unseen.get(key, {}).items(), ("readers.cut", cut.get(key, ()))):
            sheet.mark(words, places)
        yield from sheet.beneath()
        yield from sheet.hide(hidden.get(key, HiddenParts()))
        if key in noughts:
            args = (("count", str(len(noughts[key]))), ("place", noughts[key][0]))
            yield FileNotice("hidden-noughts", args=args, origin=Origin(sheet=key))
    yield from notes_on_sheets(archive) if archive is not None else ()


def _sheets(book: CalamineWorkbook) -> list[str]:
    """Names of the visible worksheets; of all where none is visible."""
    sheets = [sheet for sheet in book.sheets_metadata if sheet.typ == SheetTypeEnum.WorkSheet]
    visible = [sheet.name for sheet in sheets if sheet.visible == SheetVisibleEnum.Visible]
    return visible or [sheet.name for sheet in sheets]


def _hidden_sheets(book: CalamineWorkbook, names: Container[str]) -> Iterator[FileNotice]:
    """Notices of the worksheets that are not read though they hold something."""
    for sheet in book.sheets_metadata:
        is_left = sheet.typ == SheetTypeEnum.WorkSheet and sheet.name not in names
        if is_left and book.get_sheet_by_name(sheet.name).height:
            yield FileNotice("hidden-sheet", sheet.name)


class _Sheet:
    """One sheet without its empty borders.

    Args:
        book: The workbook.
        sheet: Name of the sheet.
        name: The file as the clerk knows it.
        raw: Whether white space in its texts is kept.
        shown: Texts of the cells that show something else than the library reads there.
    """

    def __init__(
        self,
        book: CalamineWorkbook,
        sheet: str,
        *,
        name: str,
        raw: bool = False,
        display_texts: Mapping[CellPlace, str] | None = None,
    ) -> None:
        cells = book.get_sheet_by_name(sheet)
        if cells.height * cells.width > MOST_PLACES:
            raise refuse("sheet-size", name=name, limit=MOST_PLACES)
        self._name = sheet
        values = cells.to_python(skip_empty_area=True)
        texts = [[value if raw and isinstance(value, str) else text_of_value(value) for value in row] for row in values]
        self._texts, self._first = with_texts(texts, cells.start or (0, 0), display_texts or {})
        width = max((index for row in self._texts for index, text in enumerate(row) if text), default=-1) + 1
        if width > WIDEST:
            raise refuse("sheet-width", name=name, count=width, limit=WIDEST)
        self._texts = [row[:width] for row in self._texts]
        self._spans, self._covered = merged_spans(
            cells.merged_cell_ranges or [], self._first, (len(self._texts), len(self._texts[0]) if self._texts else 0)
        )
        self._hidden_rows, self._hidden_columns = frozenset[int](), frozenset[int]()
        self._hides_figures = False  # in columns, of which every row lacks a cell then

    def fill_empty(self, texts: Mapping[CellPlace, str]) -> None:
        """Put texts into empty cells, but not beside the used ones, where something may lie that is of no cell.

        Args:
            texts: What lies over each cell, by place.
        """
        for (row, column), text in texts.items():
            down, right = row - self._first[0], column - self._first[1]
            if 0 <= down < len(self._texts) and 0 <= right < len(self._texts[down]):
                line = self._texts[down]
                line[right] = line[right] or (text if any(line) else "")

    def texts(self) -> dict[CellPlace, str]:
        """What its cells hold, by place in the workbook; empty cells are left out."""
        top, left = self._first
        return {(top + row, left + column): text for row, column, text in self._places() if text}

    def mark(self, words: str, places: Container[CellPlace]) -> None:
        """Put words, given by their code, before the figures at some places, which nobody sees in full."""
        for (row, column), text in self.texts().items():
            if FIGURE.fullmatch(text) and (row, column) in places:
                self._texts[row - self._first[0]][column - self._first[1]] = f"[{say(words)}{text}]"

    def beneath(self) -> Iterator[FileNotice]:
        """A notice for each merged cell beneath which there are figures, which nobody sees."""
        for (row, column), text in figures_beneath(self._texts, self._spans).items():
            args = (("place", self._place(row, column)),)
            yield FileNotice("beneath-merged", text, args, Origin(sheet=self._name))

    def hide(self, hidden: HiddenParts) -> Iterator[FileNotice]:
        """Leave out what the sheet does not show; a notice for each row and column that holds something.

        What is merged with cells that are shown is shown in these.

        Args:
            hidden: Its hidden rows and columns.
        """
        rows = frozenset(row - self._first[0] for row in hidden.rows)
        columns = frozenset(column - self._first[1] for column in hidden.columns)
        if not any(text and not (y in rows or x in columns) for y, x, text in self._places()):  # nothing would be left
            if (rows or columns) and any(map(FIGURE.fullmatch, self.texts().values())):
                yield FileNotice("all-hidden", origin=Origin(sheet=self._name))
            return
        self._hidden_rows, self._hidden_columns = rows, columns
        for (row, column), (width, height) in list(self._spans.items()):
            self._move_span(row, column, width, height)
        unseen_texts: dict[str, list[str]] = {}
        for row, column, text in self._places():
            if text and (row in rows or column in columns):
                place = str(self._first[0] + row + 1) if row in rows else column_letters(self._first[1] + column + 1)
                unseen_texts.setdefault(place, []).append(text)
                self._hides_figures |= column in columns and FIGURE.fullmatch(text) is not None
                self._texts[row][column] = ""
        for place, texts in unseen_texts.items():
            code = "hidden-row" if place.isdecimal() else "hidden-column"
            yield FileNotice(code, " ".join(texts), (("place", place),), Origin(sheet=self._name))

    def _places(self) -> Iterator[tuple[int, int, str]]:
        return ((row, column, text) for row, texts in enumerate(self._texts) for column, text in enumerate(texts))

    def _move_span(self, row: int, column: int, width: int, height: int) -> None:
        """Let merged cells begin in the first cell that is shown, and span only what is shown."""
        rows = [y for y in range(row, row + height) if y not in self._hidden_rows]
        columns = [x for x in range(column, column + width) if x not in self._hidden_columns]
        del self._spans[row, column]
        if not rows or not columns:
            return
        begin = (rows[0], columns[0])
        if begin != (row, column):
            self._texts[begin[0]][begin[1]], self._texts[row][column] = self._texts[row][column], ""
            self._covered = (self._covered | {(row, column)}) - {begin}
        self._spans[begin] = (len(columns), len(rows))

    def parts(self) -> Iterator[SourceBlock]:
        """Its grids and paragraphs, in order."""
        run: list[int] = []
        for row, texts in enumerate(self._texts):
            if row in self._hidden_rows:
                continue
            lone = [text for text in texts if text]
            if len(lone) == 1 and self._is_paragraph(lone[0]):
                yield from self._run(run)
                yield self._paragraph(row)
                run = []
            else:
                run.append(row)
        yield from self._run(run)

    def bare(self, number: int) -> Iterator[SourceBlock]:
        """All of its cells as they are, merged or not; nothing for a sheet without any.

        Args:
            number: Which sheet it is, from 1: most likely the number of its block, which then is not given anew.
        """
        rows = [
            SourceRow(tuple(SourceCell(text, cell=self._place(row, column)) for column, text in enumerate(texts)))
            for row, texts in enumerate(self._texts)
        ]
        grid = make_grid(rows, origin=Origin(number, sheet=self._name))
        if grid is not None:
            yield grid

    def _is_paragraph(self, text: str) -> bool:
        return is_section_title(text) or (len(text) >= _LONG and "。" in text)

    def _run(self, rows: Sequence[int]) -> Iterator[SourceBlock]:
        """Rows as a grid; as paragraphs where no row has more than one text."""
        filled = [row for row in rows if any(self._texts[row])]
        if not filled:
            return
        wide = [row for row in filled if sum(map(bool, self._texts[row])) > 1]
        if not wide:
            yield from map(self._paragraph, filled)
            return
        of_title = filled[: self._rows_of_title(filled[: filled.index(wide[0])])]
        yield from map(self._paragraph, of_title)
        filled = filled[len(of_title) :]
        visible_rows = (row for row in range(filled[0], filled[-1] + 1) if row not in self._hidden_rows)
        rows_there = [*map(self._row, visible_rows), *row_below_heads(self._texts[filled[-1]])]
        grid = make_grid(rows_there, origin=Origin(sheet=self._name))
        yield from tables_apart(grid and replace(grid, may_lack_cells=self._hides_figures))

    def _rows_of_title(self, rows: Sequence[int]) -> int:
        """How many rows above a table are the title of the report, and none of the table's own."""
        return lines_of_title(["".join(self._texts[row]) for row in rows])

    def _paragraph(self, row: int) -> SourceParagraph:
        column = next(index for index, text in enumerate(self._texts[row]) if text)
        return SourceParagraph(self._texts[row][column], origin=Origin(sheet=self._name, cell=self._place(row, column)))

    def _row(self, row: int) -> SourceRow:
        cells = []
        for column, text in enumerate(self._texts[row]):
            if (row, column) not in self._covered and column not in self._hidden_columns:
                width, height = self._spans.get((row, column), (1, 1))
                cells.append(SourceCell(text, width, height, cell=self._place(row, column)))
        return SourceRow(tuple(cells))

    def _place(self, row: int, column: int) -> str:
        """The name of a cell in its workbook, such as ``B7``."""
        return f"{column_letters(self._first[1] + column + 1)}{self._first[0] + row + 1}"
