"""What stands beside the text of an Office file: comments and, on sheets of a workbook, text boxes; these are not read.

Text boxes and footnotes of a Word file are read like its other text, and told here as well: one that says 应为12 speaks
of the figure beside it.
"""

import re
from collections.abc import Iterable, Iterator
from itertools import accumulate, chain, islice
from typing import Any

from gongkai.figures import whole_number
from gongkai.findings import say
from gongkai.readers.document import FileNotice, Origin
from gongkai.readers.files.archives import Archive
from gongkai.readers.files.office_links import linked_parts
from gongkai.readers.files.office_xml import SHEET, WORD, xml_root
from gongkai.readers.formats.word_parts.tables.beyond_page import figures_beyond_page
from gongkai.readers.formats.word_parts.tables.merged_cells import figures_beneath
from gongkai.readers.formats.workbook_parts.cells import sheet_parts
from gongkai.readers.formats.workbook_parts.margins import figures_not_printed, notes_in_margins, pictures_behind

_DRAWING = "{http://schemas.openxmlformats.org/drawingml/2006/spreadsheetDrawing}"
_TEXT = "{http://schemas.openxmlformats.org/drawingml/2006/main}t"
_THREADED = "{http://schemas.microsoft.com/office/spreadsheetml/2018/threadedcomments}"
_PART = re.compile(r"xl/(?:(?:comments/)?comments?|threadedComments/threadedComments?|drawings/drawing)\d*\.xml")
_FOR_OLD_EXCEL = re.compile(r"\[(?:Threaded comment|线程批注)\]")
"""How the text for old versions of Excel begins that stands beside a comment with replies."""
_PARTS_OF_THREAD = re.compile(r"(?:Comment|Reply|注释|批注|答复|回复)\s*[:：]\s")
_MARGIN = re.compile(r"word/(?:header|footer)\d*\.xml")
_WATERMARK = "{urn:schemas-microsoft-com:vml}textpath"
_MOST, _LONGEST = 1_000, 300
"""Notices of a file, and characters of each."""


def notes_in_word(archive: Archive, main: Iterable[bytes]) -> Iterator[FileNotice]:
    """A notice of each comment, text box and footnote in a Word file, and of figures that nobody sees on its pages.

    Args:
        archive: The parts of the file.
        main: Its main parts, as they are read.

    Raises:
        ReadError: A part is broken.
    """
    roots = [xml_root(part) for part in main]
    places = {key: origin for root in roots for key, origin in _places(root)}
    notices: list[FileNotice] = []
    for item in _elements(archive.xml("word/comments.xml"), f"{WORD}comment"):
        origin = places.get(item.get(f"{WORD}id") or "", Origin())
        notices.append(FileNotice("comment", _words(item, f"{WORD}t"), origin=origin))
    boxes = [box for root in roots for box in root.iter(f"{WORD}txbxContent") if box.find(f"{WORD}tbl") is None]
    for kind in ("footnote", "endnote"):
        boxes += _elements(archive.xml(f"word/{kind}s.xml"), f"{WORD}{kind}")
    texts = dict.fromkeys(_words(box, f"{WORD}t") for box in boxes)  # a box stands there twice, for old versions
    notices += [FileNotice("text-within", text) for text in texts]
    notices += _margins(archive)
    notices += [notice for root in roots for notice in (*figures_beneath(root), *figures_beyond_page(root))]
    return islice((notice for notice in notices if notice.text), _MOST)


def _margins(archive: Archive) -> Iterator[FileNotice]:
    """What stands in the heads and feet of pages, and behind their text as a watermark."""
    for path in sorted(filter(_MARGIN.fullmatch, archive.names())):
        root = xml_root(archive.xml(path) or b"<none/>")
        texts = ["".join(paragraph.itertext(f"{WORD}t")) for paragraph in root.iter(f"{WORD}p")]
        texts += [item.get("string") or "" for item in root.iter(_WATERMARK)]
        yield from (FileNotice("margin", " ".join(text.split())[:_LONGEST]) for text in dict.fromkeys(texts))


def _places(root: Any) -> Iterator[tuple[str, Origin]]:
    """The cells of tables in which comments are, by the ids of these."""
    numbers = {table: number for number, table in enumerate(root.iter(f"{WORD}tbl"), 1)}
    rows: dict[Any, dict[Any, int]] = {}
    columns: dict[Any, dict[Any, int]] = {}
    for mark in root.iter(f"{WORD}commentReference"):
        cell, row, table = (next(mark.iterancestors(f"{WORD}{name}"), None) for name in ("tc", "tr", "tbl"))
        if cell is not None and row is not None and table is not None:
            if table not in rows:
                own = (item for item in table.iter(f"{WORD}tr") if next(item.iterancestors(f"{WORD}tbl")) is table)
                rows[table] = {item: number for number, item in enumerate(own, 1)}
            around = cell.getparent()
            if around not in columns:
                cells = list(around.iterchildren(f"{WORD}tc"))
                columns[around] = dict(zip(cells, accumulate(map(_width, cells), initial=1), strict=False))
            where = say("readers.cell", {"row": rows[table][row], "column": columns[around][cell]})
            yield mark.get(f"{WORD}id") or "", Origin(table_number=numbers[table], cell=where)


def _width(cell: Any) -> int:
    """Columns that a cell of a Word file spans."""
    span = cell.find(f"{WORD}tcPr/{WORD}gridSpan")
    return (whole_number(span.get(f"{WORD}val") or "") if span is not None else None) or 1


def notes_on_sheets(archive: Archive) -> Iterator[FileNotice]:
    """A notice of each comment on a cell of a workbook, each text box, each line in margins, each picture behind cells.

    Args:
        archive: The parts of the workbook.

    Raises:
        ReadError: A part is broken.
    """
    sheets = {path: name for name, sheet in sheet_parts(archive) for _, _, path in linked_parts(archive, sheet)}
    paths = [path for path in sorted(archive.names()) if _PART.fullmatch(path)]
    has_threads = any("threaded" in path for path in paths)
    notices = (
        notice for path in paths for notice in _on_sheet(archive.xml(path), sheets.get(path), has_threads=has_threads)
    )
    texts = islice((notice for notice in chain(notices, notes_in_margins(archive)) if notice.text), _MOST)
    return chain(pictures_behind(archive), figures_not_printed(archive), texts)


def _on_sheet(part: bytes | None, sheet: str | None, *, has_threads: bool) -> Iterator[FileNotice]:
    for item in _elements(part, f"{_DRAWING}sp"):
        yield FileNotice("text-box", _words(item, _TEXT), origin=Origin(sheet=sheet))
    for item in _elements(part, f"{_THREADED}threadedComment"):
        origin = Origin(sheet=sheet, cell=item.get("ref"))
        yield FileNotice("comment", _words(item, f"{_THREADED}text"), origin=origin)
    authors = [_words(item, f"{SHEET}author") for item in _elements(part, f"{SHEET}author")]
    for item in _elements(part, f"{SHEET}comment"):
        text = _words(item, f"{SHEET}t")
        if _FOR_OLD_EXCEL.match(text):
            text = "" if has_threads else " ".join(_PARTS_OF_THREAD.split(text)[1:])
        author = next((name for name in authors if name and re.match(rf"{re.escape(name)}\s*[:：]", text)), "")
        yield FileNotice(
            "comment", text[len(author) :].lstrip(" :："), origin=Origin(sheet=sheet, cell=item.get("ref"))
        )


def _elements(part: bytes | None, tag: str) -> list[Any]:
    return list(xml_root(part).iter(tag)) if part else []


def _words(item: Any, tag: str) -> str:
    return " ".join("".join(item.itertext(tag)).split())[:_LONGEST]
