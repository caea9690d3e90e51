"""A workbook while it is written: styles shared by their name, the same bytes for the same content.

XlsxWriter writes its parts. Nobody is named as its author, and no time of writing is in it. What is the same in every
workbook of a site is made once a process: styles, and the compressed bytes of small parts. Its internals that are used
here (``_get_packager``, ``_store_workbook``, ``_create_package``, ``_filename``, ``_prepare_…``, ``_write_…_file`` and
``_get_format_key``) were seen in version 3.3.1, which ``constraints.txt`` names; a test compares its files with these.
"""

import datetime as dt
from collections.abc import Callable, Hashable, Iterable, Sequence
from functools import lru_cache
from io import BytesIO
from operator import itemgetter
from typing import Any, NamedTuple, cast

import xlsxwriter
from xlsxwriter.format import Format
from xlsxwriter.packager import Packager

from gongkai.renders.office_file import XML_DECLARATION, office_file
from gongkai.renders.spreadsheet.sheet import CellSheet, shared_text, style_number
from gongkai.renders.spreadsheet.styles import STYLES

NO_DAY = dt.datetime(1980, 1, 1)  # noqa: DTZ001 - the format knows no zone; the first day that an archive can state
"""When a workbook is said to be made whose report has no day of publication."""
LONGEST_NAME = 31
"""Most characters of a sheet's name."""
_NO_NAME = str.maketrans(dict.fromkeys("[]:*?/\\'", " "))


_NAMESPACE = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
_LEVEL = 4
"""The level of compression: a workbook is 3 % larger than at the default level 6, in half of the time."""
_MOST_PARTS = 256
_STYLES = "xl/styles.xml"

_parts: dict[tuple[str, Hashable], bytes] = {}
"""Parts that are the same in many workbooks, by name and what they depend on: few different ones are on a site."""


class CellWorkbook(xlsxwriter.Workbook):
    """A workbook without pictures, charts and comments, whose texts, styles and file are written in one go."""

    filename: BytesIO
    str_table: Any  # XlsxWriter says None of what it sets later

    def add_style(self, name: str, number: str) -> Format:
        """A format by the name of its style and its number format."""
        style = _Style.like(_prototype(name, number))
        style.xf_format_indices, style.dxf_format_indices = self.xf_format_indices, self.dxf_format_indices
        self.formats.append(style)
        return style

    def add_ready(self, sheet: CellSheet) -> None:
        """Add a sheet whose part of the file is known, as ``_add_sheet`` would."""
        self.sheetname_count += 1
        self.worksheets_objs.append(sheet)
        self.sheetnames[sheet.name] = sheet

    def let_go(self) -> None:
        """Drop what it holds: sheets and workbook know each other, and Python would have to look for such circles."""
        for sheet in self.worksheets():
            vars(sheet).clear()
        vars(self).clear()

    @property
    def style_key(self) -> tuple[tuple[Any, ...], tuple[Any, ...]]:
        """What the part of styles depends on."""
        return tuple(self.xf_format_indices), tuple(self.dxf_format_indices)

    def _get_packager(self) -> Packager:
        return _Packager()

    def _prepare_format_properties(self) -> None:
        if (_STYLES, self.style_key) not in _parts:
            super()._prepare_format_properties()

    def _store_workbook(self) -> None:
        """Write the file."""
        sheets = self.worksheets()
        if self.worksheet_meta.activesheet == 0:
            sheets[0].selected, sheets[0].hidden = True, 0
        for sheet in sheets:
            sheet.active = sheet.active or sheet.index == self.worksheet_meta.activesheet
        self._prepare_sst_string_data()
        self._prepare_defined_names()
        packager: Any = self._get_packager()
        packager._add_workbook(self)  # noqa: SLF001 - as XlsxWriter's own method does
        packager._set_in_memory(True)  # noqa: SLF001, FBT003 - likewise
        parts = packager._create_package()  # noqa: SLF001 - likewise
        self.filename.write(office_file(((name, _encoded(text)) for text, name, _ in parts), level=_LEVEL))


def _encoded(text: Any) -> bytes:
    """A part of the file as bytes, whether XlsxWriter wrote it into a file in memory or it is given as text."""
    return text if isinstance(text, bytes) else text.getvalue().encode()


class _Packager(Packager):
    workbook: Any
    filenames: list[tuple[Any, str, bool]]
    named_ranges: list[str]

    def _write(self, name: str, text: str) -> None:
        """Add a part, but not through a file in memory as XlsxWriter does, which would copy it three times."""
        self.filenames.append((text.encode(), name, False))

    def _write_worksheet_files(self) -> None:
        for number, sheet in enumerate(self.workbook.worksheets(), start=1):
            self._write(f"xl/worksheets/sheet{number}.xml", sheet.part())

    def _write_shared_strings_file(self) -> None:
        """Write the texts of all cells, each once."""
        table = self.workbook.str_table
        if table.count:
            counts = f'count="{table.count}" uniqueCount="{table.unique_count}"'
            texts = "".join(map(shared_text, table.string_array))
            self._write("xl/sharedStrings.xml", f'{XML_DECLARATION}<sst xmlns="{_NAMESPACE}" {counts}>{texts}</sst>')

    def _write_styles_file(self) -> None:
        self._kept(_STYLES, self.workbook.style_key, super()._write_styles_file)

    def _write_content_types_file(self) -> None:
        self._kept("[Content_Types].xml", self._sheets, super()._write_content_types_file)

    def _write_workbook_rels_file(self) -> None:
        self._kept("xl/_rels/workbook.xml.rels", self._sheets, super()._write_workbook_rels_file)

    def _write_theme_file(self) -> None:
        self._kept("xl/theme/theme1.xml", None, super()._write_theme_file)

    def _write_app_file(self) -> None:
        names = tuple((sheet.name, sheet.hidden) for sheet in self.workbook.worksheets())
        self._kept("docProps/app.xml", (names, tuple(self.named_ranges)), super()._write_app_file)

    @property
    def _sheets(self) -> tuple[int, bool]:
        """How many sheets there are, and whether any cell shows a text."""
        return len(self.workbook.worksheets()), self.workbook.str_table.count > 0

    def _kept(self, name: str, depends_on: Hashable, write: Callable[[], None]) -> None:
        """Write a part as it was written before.

        Args:
            name: Its name.
            depends_on: What it depends on.
            write: Writes it.
        """
        key = (name, depends_on)
        if key in _parts:
            self.filenames.append((_parts[key], name, False))
            return
        write()
        if len(_parts) >= _MOST_PARTS:
            _parts.clear()
        _parts[key] = _encoded(self.filenames[-1][0])


class _Style(Format):
    """A format of one workbook, made of one that serves as a pattern for all; its key is worked out once."""

    key: str

    @classmethod
    def like(cls, prototype: Format) -> "_Style":
        style = cls.__new__(cls)
        vars(style).update(vars(prototype))
        return style

    def _get_format_key(self) -> str:
        return self.key


@lru_cache(maxsize=1024)
def _prototype(name: str, number: str) -> _Style:
    prototype = _Style.like(Format({**STYLES[name], **({"num_format": number} if number else {})}))
    key: Any = Format._get_format_key  # noqa: SLF001 - what XlsxWriter compares formats by
    prototype.key = key(prototype)
    return prototype


class UsedStyle(NamedTuple):
    """A style that a workbook uses: its name and number format, its number for cells and that for conditions."""

    name: str
    number: str
    of_cells: int | None
    of_conditions: int | None


class Book:
    """A workbook while it is written."""

    def __init__(self, *, title: str, day: dt.datetime = NO_DAY) -> None:
        """Begin a workbook.

        Args:
            title: What its properties say it is.
            day: When they say it was made; the same report must give the same bytes.
        """
        self._file = BytesIO()
        self._book = CellWorkbook(self._file, {"in_memory": True})
        self._book.set_properties({"title": title, "created": day})
        self._book.set_calc_mode("auto")
        self._formats: dict[tuple[str, str], Format] = {}
        self._names: set[str] = set()

    def sheet(self, name: str, *, kind: str = "") -> CellSheet:
        """Add a sheet; signs that names may not have are left out, and no two sheets get the same name.

        Args:
            name: Its name.
            kind: A name shared by all sheets whose columns, page and view are set up alike; they may differ in rows,
                merged ranges and filters. Empty for a sheet that is like no other.
        """
        base = " ".join(name.translate(_NO_NAME).split())[:LONGEST_NAME] or "-"
        allowed, number = base, 1
        while allowed.lower() in self._names:
            number += 1
            allowed = f"{base[: LONGEST_NAME - len(str(number))]}{number}"
        self._names.add(allowed.lower())
        sheet = cast("CellSheet", self._book.add_worksheet(allowed, CellSheet))
        sheet.kind = kind
        return sheet

    def style(self, name: str, number: str = "") -> Format:
        """A style by its name in ``styles``, with a number format where it shows a number."""
        key = (name, number)
        style = self._formats.get(key)
        if style is None:
            style = self._formats[key] = self._book.add_style(name, number)
        return style

    def enter(self, texts: Sequence[str], *, cell_count: int) -> list[int]:
        """Enter texts in the table of shared strings, and return their numbers for the cells that show them.

        Args:
            texts: The texts.
            cell_count: How many cells show them.
        """
        table = self._book.str_table
        string_numbers = table.string_table
        numbers = [string_numbers.setdefault(text, len(string_numbers)) for text in texts]
        table.count += cell_count
        table.unique_count = len(string_numbers)
        return numbers

    @property
    def texts(self) -> tuple[str, ...]:
        """The texts that its cells show, by number."""
        return tuple(self._book.str_table.string_table)

    @property
    def cell_count(self) -> int:
        """How many cells show a text."""
        count: int = self._book.str_table.count
        return count

    @property
    def used_styles(self) -> tuple[UsedStyle, ...]:
        """The styles that were asked for until now."""
        return tuple(UsedStyle(*key, style.xf_index, style.dxf_index) for key, style in self._formats.items())

    def begin_with(self, texts: Iterable[str], cell_count: int, styles: Sequence[UsedStyle]) -> None:
        """Give texts and styles the numbers that they have in another workbook, before anything is written.

        Args:
            texts: As of ``texts``.
            cell_count: As of ``cell_count``.
            styles: As of ``used_styles``.
        """
        table = self._book.str_table
        table.string_table.update((text, number) for number, text in enumerate(texts))
        table.count, table.unique_count = cell_count, len(table.string_table)
        pairs = [(self.style(look.name, look.number), look) for look in styles]
        of_cells = ((look.of_cells, style) for style, look in pairs if look.of_cells is not None)
        for _, style in sorted(of_cells, key=itemgetter(0)):
            style_number(style)
        of_conditions = ((look.of_conditions, style) for style, look in pairs if look.of_conditions is not None)
        for _, style in sorted(of_conditions, key=itemgetter(0)):
            style._get_dxf_index()  # type: ignore[no-untyped-call]  # noqa: SLF001 - XlsxWriter has no other way

    def add_ready(self, sheet: CellSheet) -> None:
        """Add a sheet whose part of the file is known."""
        self._names.add(str(sheet.name).lower())
        self._book.add_ready(sheet)

    def bytes(self) -> bytes:
        """The file; nothing can be written afterwards."""
        self._book.close()
        self._book.let_go()
        return self._file.getvalue()
