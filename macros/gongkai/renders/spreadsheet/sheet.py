"""A sheet that writes its cells itself: the same bytes as XlsxWriter's own sheet, in a quarter of the time.

XlsxWriter finds out for each cell what kind of value and address it was given; here the method called tells it.
XlsxWriter writes everything else of a sheet, once a process for sheets that are set up alike. Its internals that are
used here (``dim_…``, ``row_info``, ``…_row_height``, ``merge``, ``autofilter_ref``, ``selected``,
``str_table``, ``_set_xml_writer``, ``_assemble_xml_file``) were seen in version 3.3.1, which ``constraints.txt`` names;
a test compares the files of both.
"""

import re
from collections.abc import Callable, Iterator, Sequence
from functools import cache, lru_cache
from io import StringIO
from typing import Any

from xlsxwriter.exceptions import OverlappingRange
from xlsxwriter.format import Format
from xlsxwriter.utility import xl_col_to_name, xl_range
from xlsxwriter.worksheet import Worksheet

from gongkai.findings import say
from gongkai.renders.spreadsheet.sheet_frames import frame_of, keep_frame

LONGEST_TEXT = 32_767
"""Most UTF-16 units of a cell's text."""
_A4 = 9
_POINTS = 0.75
"""Points in a pixel, the unit in which XlsxWriter counts the heights of rows."""
_column_name = cache(xl_col_to_name)
_ERRORS = frozenset({"#DIV/0!", "#N/A", "#NAME?", "#NULL!", "#NUM!", "#REF!", "#VALUE!"})
_NEEDS_CARE = re.compile(r"[&<>\x00-\x08\x0b-\x1f\ufffe\uffff]|_x[0-9a-fA-F]{4}_|^\s|\s$")
_LITERAL_ESCAPE = re.compile(r"(_x[0-9a-fA-F]{4}_)")
_CONTROL = re.compile(r"[\x00-\x08\x0b-\x1f\ufffe\uffff]")


class CellSheet(Worksheet):
    """A sheet of an XlsxWriter workbook."""

    str_table: Any  # XlsxWriter says None of what it sets later
    fh: Any
    dim_rowmin: Any
    dim_rowmax: Any
    dim_colmin: Any
    dim_colmax: Any
    row_info: dict[int, Any]
    default_row_height: int
    original_row_height: int

    def __init__(self) -> None:
        """Begin with no cells."""
        super().__init__()
        self.kind = ""
        self.cells: dict[int, dict[int, tuple[Format | None, str]]] = {}
        self._below: tuple[range, int, Callable[[], str]] = (range(0), 0, str)
        self._xml = ""
        self.on_written: Callable[[CellSheet, str], None] | None = None

    def _prepare_formula(self, formula: str, expand_future_functions: bool = False) -> str:  # noqa: FBT001, FBT002 - as there
        """Formulas know no function that is younger than the format; XlsxWriter looks for thirty of them in each."""
        del expand_future_functions
        return formula.removeprefix("=")

    def write_string(self, row: int, col: int, string: str, cell_format: Format | None = None) -> int:  # type: ignore[override]
        """Write a text; what is too long for a cell is cut off."""
        if len(string) > LONGEST_TEXT // 2:
            string = string.encode("utf-16-le")[: 2 * LONGEST_TEXT].decode("utf-16-le", "ignore")
        self._put(row, col, cell_format, f' t="s"><v>{self._text(string)}</v></c>')
        return 0

    def _text(self, text: str) -> int:
        table = self.str_table
        string_numbers = table.string_table
        number: int = string_numbers.setdefault(text, len(string_numbers))
        table.count += 1
        table.unique_count = len(string_numbers)
        return number

    def write_rows(self, rows: range, width: int, make: Callable[[], str]) -> None:
        """Write many rows that are alike, below all others, as XML.

        Args:
            rows: The rows; each has a cell in its first and in its last column.
            width: How many columns they take.
            make: Gives their XML once the sheets before are written, as only then formats have their numbers.
        """
        self._below = (rows, width, make)

    def write_number(self, row: int, col: int, number: float, cell_format: Format | None = None) -> int:  # type: ignore[override]
        """Write a number."""
        self._put(row, col, cell_format, f"><v>{number:.16G}</v></c>")
        return 0

    def write_blank(self, row: int, col: int, blank: Any, cell_format: Format | None = None) -> int:  # type: ignore[override]
        """Write a cell that is empty, and has a format."""
        del blank
        if cell_format is not None:
            self._put(row, col, cell_format, "/>")
        return 0

    def write_formula(  # type: ignore[override]
        self, row: int, col: int, formula: str, cell_format: Format | None = None, value: Any = 0
    ) -> int:
        """Write a formula with the value that is shown until it is worked out."""
        kind = ""
        if isinstance(value, str) and value:
            kind = ' t="e"' if value in _ERRORS else ' t="str"'
            value = _escaped(value)
        self._put(row, col, cell_format, f"{kind}><f>{_escaped_formula(formula)}</f><v>{value}</v></c>")
        return 0

    def merge_range(  # type: ignore[override]  # noqa: PLR0913, PLR0917 - the places and contents of XlsxWriter's method
        self, first_row: int, first_col: int, last_row: int, last_col: int, data: str, cell_format: Format | None = None
    ) -> int:
        """Make one cell of a range of empty ones, to be written to afterwards.

        Raises:
            OverlappingRange: A part of the range belongs to another one, which would make the file unreadable.
        """
        assert not data  # noqa: S101 - what it says is written into its first cell
        name = _range_name(first_row, first_col, last_row, last_col)
        for row in range(first_row, last_row + 1):
            for col in range(first_col, last_col + 1):
                if (row, col) in self.merged_cells:
                    raise OverlappingRange(self.merged_cells[row, col])
                self.merged_cells[row, col] = name
                self._put(row, col, cell_format, "/>")
        self.merge.append([first_row, first_col, last_row, last_col])
        return 0

    def _put(self, row: int, col: int, cell_format: Format | None, rest: str) -> None:
        line = self.cells.get(row)
        if line is None:
            line = self.cells[row] = {}
            if self.dim_colmin is None:  # ``set_row`` counts the first column in where it sees no cell
                self.dim_colmin = self.dim_colmax = col
        line[col] = (cell_format, rest)

    def part(self) -> str:
        """The sheet's part of the file, once it is all written; its size is known by now."""
        if self._xml:
            return self._xml
        self._measure()
        key = (self.kind, self.selected, self.autofilter_ref, tuple(map(tuple, self.merge)))
        frame = frame_of(key) if self.kind and self.cells else None
        if frame is not None:
            size = _range_name(self.dim_rowmin, self.dim_colmin, self.dim_rowmax, self.dim_colmax)
            return "".join((frame.before, size, frame.opening, *self._rows(), frame.behind))
        file = StringIO()
        self._set_xml_writer(file)
        self._assemble_xml_file()
        xml = file.getvalue()
        if self.kind and self.cells:
            keep_frame(key, xml)
        if self.on_written is not None:
            self.on_written(self, xml)
        return xml

    def _measure(self) -> None:
        """Compute the range of its cells.

        Raises:
            NotImplementedError: A cell was written by a method of XlsxWriter that is not here, and would be lost.
        """
        if any(self.table.values()):
            raise NotImplementedError("cells are written by write_string, write_number, write_blank and write_formula")
        if self.cells:
            below, width, _ = self._below
            rows = (*below[:1], *below[-1:], min(self.cells), max(self.cells), self.dim_rowmin, self.dim_rowmax)
            columns = [column for line in self.cells.values() for column in (min(line), max(line))]
            columns += [column for column in (self.dim_colmin, self.dim_colmax) if column is not None]
            columns += [width - 1] if width else []
            filled_rows = [row for row in rows if row is not None]
            self.dim_rowmin, self.dim_rowmax = min(filled_rows), max(filled_rows)
            self.dim_colmin, self.dim_colmax = min(columns), max(columns)

    def ready(self, xml: str) -> "CellSheet":
        """A sheet of which a workbook is asked the same as of this one, and whose part of the file is known.

        Args:
            xml: The part.
        """
        sheet = CellSheet.__new__(CellSheet)
        vars(sheet).update(vars(self), _xml=xml, cells={}, table={}, merged_cells={}, row_info={}, on_written=None)
        return sheet

    def _write_rows(self) -> None:
        """Write the rows, each with its cells."""
        self.fh.write("".join(self._rows()))

    def _rows(self) -> Iterator[str]:
        """The rows as XML."""
        self._calculate_spans()
        for row in sorted({*self.cells, *self.row_info}):
            line = self.cells.get(row)
            begin = self._row_tag(row)
            yield f"{begin}/>" if line is None else f"{begin}>{''.join(_cell_texts(row, line))}</row>"
        yield self._below[2]()

    def _row_tag(self, row: int) -> str:
        """The attributes of a row's tag.

        Raises:
            NotImplementedError: The row was given anything but a height or the mark that it is hidden.
        """
        spans, about = self.row_spans.get(row // 16), self.row_info.get(row)
        tag = f'<row r="{row + 1}" spans="{spans}"' if spans else f'<row r="{row + 1}"'
        if about is None:
            return tag
        if about.row_format or about.level or about.collapsed:
            raise NotImplementedError("rows are hidden or have a height")
        high, hidden = about.height, ' hidden="1"' if about.hidden else ""
        if high in (self.original_row_height, None) and self.original_row_height == self.default_row_height:
            return f"{tag}{hidden}"
        return f'{tag} ht="{high * _POINTS:.16g}"{hidden} customHeight="1"'

    def _calculate_spans(self) -> None:
        """Of each sixteen rows the first and the last column that they use; programs read such files faster."""
        spans: dict[int, tuple[int, int]] = {}
        for row, line in self.cells.items():
            first, last = spans.get(row // 16, (min(line), max(line)))
            spans[row // 16] = (min(first, *line), max(last, *line))
        below, width, _ = self._below
        spans.update((row // 16, (0, width - 1)) for row in below[:1])
        self.row_spans = {number: f"{first + 1}:{last + 1}" for number, (first, last) in spans.items()}


def style_number(style: Format) -> int:
    """The number of a format in its workbook; XlsxWriter gives it the number when the first cell uses the format."""
    number: int = style._get_xf_index()  # type: ignore[no-untyped-call]  # noqa: SLF001 - XlsxWriter has no other way
    return number


def _cell_texts(row: int, line: dict[int, tuple[Format | None, str]]) -> Sequence[str]:
    number = row + 1
    return [
        f'<c r="{_column_name(column)}{number}"{rest}'
        if cell_format is None
        else f'<c r="{_column_name(column)}{number}" s="{cell_format.xf_index or style_number(cell_format)}"{rest}'
        for column, (cell_format, rest) in sorted(line.items())
    ]


def merged(sheet: Worksheet, place: tuple[int, int], size: tuple[int, int], text: str, style: Format) -> None:
    """Write a text into a range of cells that is one cell, or into a single cell.

    Args:
        sheet: The sheet.
        place: Row and column.
        size: How many rows and columns.
        text: The text, which starts no formula whatever it begins with.
        style: Its style.
    """
    row, column = place
    height, width = size
    if (height, width) != (1, 1):
        sheet.merge_range(row, column, row + height - 1, column + width - 1, "", style)
    sheet.write_string(row, column, text, style)


def set_page(sheet: Worksheet, *, landscape: bool = False) -> None:
    """Set up how a sheet is printed: on A4, as wide as a page, numbered.

    Args:
        sheet: The sheet.
        landscape: Whether pages are in landscape.
    """
    sheet.hide_gridlines(2)
    sheet.set_paper(_A4)
    if landscape:
        sheet.set_landscape()
    sheet.fit_to_pages(1, 0)
    sheet.set_margins(left=0.6, right=0.6, top=0.75, bottom=0.75)
    sheet.center_horizontally()
    sheet.set_footer(f"&C&9{say('sheet.page')}")


_range_name = lru_cache(maxsize=4096)(xl_range)


@lru_cache(maxsize=4096)
def _escaped_formula(formula: str) -> str:
    return _escaped(formula.removeprefix("="))


def _escaped(text: str) -> str:
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")


@lru_cache(maxsize=8192)
def shared_text(text: str) -> str:
    """A text of the workbook as XML; cached, as most of them are words of the form."""
    plain = text.isprintable() and text.strip(" ") == text and not any(map(text.__contains__, ("&", "<", ">", "_x")))
    if plain or not _NEEDS_CARE.search(text):  # the pattern takes twice the time
        return f"<si><t>{text}</t></si>"
    text = _CONTROL.sub(lambda match: f"_x{ord(match[0]):04X}_", _LITERAL_ESCAPE.sub(r"_x005F\1", text))
    space = ' xml:space="preserve"' if text[:1].isspace() or text[-1:].isspace() else ""
    return f"<si><t{space}>{_escaped(text)}</t></si>"
