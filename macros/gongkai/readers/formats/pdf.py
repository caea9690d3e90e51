"""Reads PDF files that have text: ruled tables as grids, a new one on each page; the other text as paragraphs.

The tags of this project's own files say which of these are headings and items of lists. Runs in a child process,
because a file can make the parser loop. Characters are taken as they are; a large picture, which may be a scanned page,
becomes a picture of the document.
"""

import contextlib
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from functools import partial
from io import BytesIO
from typing import TYPE_CHECKING, Any, TypeVar

from gongkai.errors import ReadError
from gongkai.readers.document import Document, FileNotice, Origin
from gongkai.readers.document.draft_blocks import DraftBlock, number_blocks, renumber_blocks
from gongkai.readers.document.spans import MOST_CELLS, WIDEST, TooLargeError
from gongkai.readers.document.whitespace import collapse_spaces
from gongkai.readers.files.processor_time import allow_pages
from gongkai.readers.files.refusals import refuse
from gongkai.readers.formats.pdf_bare import with_bare_tables
from gongkai.readers.formats.pdf_drawn import (
    MOST_MARKS,
    CrowdedPageError,
    DigitsByFont,
    PageNote,
    draw_once,
    drop_outside,
    halves_of,
    turn_back,
    with_annotations,
    with_end,
)
from gongkai.readers.formats.pdf_lines import (
    PdfLine,
    joined_pages,
    lines_of_page,
    paragraphs,
    without_running_lines,
)
from gongkai.readers.formats.pdf_margins import margins_of_page, repeated_lines, with_common_head
from gongkai.readers.formats.pdf_marks import bracket_raised, level_lines
from gongkai.readers.formats.pdf_ruled import (
    Box,
    PrintProgram,
    is_large,
    join_beside,
    join_dashes,
    join_open_tables,
    mark_missing_cells,
    print_program,
    set_apart,
    set_blackened_apart,
    set_slanted_apart,
    set_strokes_apart,
    tables_of,
)
from gongkai.readers.formats.pdf_tagged_text import BareTableError, TaggedLine, tagged_lines, tagged_pages
from gongkai.readers.formats.pdf_tags import Tags, tags_of
from gongkai.readers.formats.pdf_unseen import (
    bracket_unseen,
    has_figures_on_outlines,
    has_figures_on_pictures,
    is_beneath_picture,
    is_picture,
    mark_covered,
    mark_opacity,
    on_pictures,
    set_specks_apart,
)

if TYPE_CHECKING:
    from pdfplumber.page import Page

_Line = TypeVar("_Line", PdfLine, TaggedLine)

MOST_PAGES = 200
_FEWEST_LETTERS = 20
"""Fewest characters of a file that has text; one with fewer is taken for a scan."""
_MOST_STRANGE = 0.2
"""Largest share of characters without a meaning (see ``_is_strange``); a file with more cannot be read as text."""


def read_pdf(data: bytes, *, name: str) -> Document:
    """The document of a PDF file.

    Args:
        data: The file.
        name: The file as the clerk knows it.

    Raises:
        ReadError: It is broken, has a password, holds no text or too many pages, or the reader is not installed.
    """
    try:
        import pdfplumber  # noqa: PLC0415 - an extra
        from pdfminer.pdfdocument import PDFPasswordIncorrect  # noqa: PLC0415 - of the same extra
        from pdfplumber.utils.exceptions import PdfminerException  # noqa: PLC0415 - of the same extra
    except ImportError as error:
        raise refuse("no-pdf", name=name) from error
    try:
        data = with_end(data)
        content, notes, other_digits = with_annotations(data, most_pages=MOST_PAGES)
        with pdfplumber.open(BytesIO(content)) as file:
            document = _document(file, other_digits, name=name)
        return replace(document, notices=(*document.notices, *map(_notice_of, notes)))
    except PdfminerException as error:
        locked = any(isinstance(cause, PDFPasswordIncorrect) for cause in error.args)
        raise refuse("locked" if locked else "broken", name=name) from error
    except TooLargeError as error:
        raise refuse("table-size", name=name, widest=WIDEST, limit=MOST_CELLS) from error
    except CrowdedPageError as error:
        raise refuse("crowded", name=name, limit=error.limit) from error
    except (MemoryError, RecursionError, ReadError):
        raise
    except Exception as error:  # pdfminer raises errors of any type on a broken file
        raise refuse("broken", name=name) from error


def _notice_of(note: PageNote) -> FileNotice:
    return FileNotice("text-within" if note.is_on_page else "comment", note.text, origin=Origin(page=note.page))


def _document(file: Any, other_digits: DigitsByFont, *, name: str) -> Document:
    pages: Sequence[Page] = file.pages
    if len(pages) > MOST_PAGES:
        raise refuse("pages", name=name, count=len(pages), limit=MOST_PAGES)
    if not pages:
        raise refuse("broken", name=name)
    allow_pages(len(pages))
    try:
        return _document_by(tags_of(file), file, other_digits, name=name)
    except BareTableError:  # by its tags the table would be lost: the file is read by the positions of its text
        for page in pages:
            page.close()
        return _document_by({}, file, other_digits, name=name)


def _document_by(tags: Tags, file: Any, other_digits: DigitsByFont, *, name: str) -> Document:
    """The document of a file, read by its tags, or by the positions of its text if there are no tags."""
    letters = strange = 0
    plain: list[list[DraftBlock | PdfLine]] = []
    tagged: list[list[DraftBlock | TaggedLine]] = []
    recognised_pages: list[int] = []
    picture_pages: list[int] = []
    figure_pages: list[int] = []
    margins: list[FileNotice] = []
    program = print_program(*(_wide(str(file.metadata.get(key) or "")) for key in ("Creator", "Producer")))
    numbers: list[int] = []  # of the page of each list of parts
    for page in file.pages:
        is_recognised = _prepare(page)
        recognised_pages += [page.page_number] * is_recognised
        is_covered = has_figures_on_outlines(page) or (not is_recognised and has_figures_on_pictures(page))
        figure_pages += [page.page_number] * is_covered
        margins += margins_of_page(page, tags)
        picture_pages += [page.page_number] * is_picture(page)
        if is_recognised:  # its picture is what the notice says to compare, and no further one that nobody has read
            page.objects["image"] = [item for item in page.images if not is_large(page, item)]
        texts = [str(mark["text"]) for mark in page.chars]
        letters += sum(1 for text in texts if text.strip())
        strange += sum(map(_is_strange, texts))
        level_lines(page.chars)
        bracket_unseen(page, other_digits)
        bracket_raised(page.chars)
        halves = [page] if tags else halves_of(page)
        numbers += [page.page_number] * len(halves)
        if tags:
            tagged.append(list(_parts(page, program, partial(tagged_lines, tags=tags))))
        else:
            plain += [list(_parts(half, program, lines_of_page)) for half in halves]
        page.close()
        allow_pages(len(file.pages), progress=page.page_number)
    _check_letters(letters, strange, name=name)
    _join_tables(tagged or plain, program)
    untagged = joined_pages(with_bare_tables(without_running_lines(plain := with_common_head(plain))))
    drafts = tagged_pages(tagged) if tags else map(paragraphs, untagged)
    numbered = [block for page, some in zip(numbers, drafts, strict=True) for block in number_blocks(some, page=page)]
    pictures = (*on_pictures(picture_pages), *on_pictures(figure_pages, "figures-on-pictures"))
    notices = (*_on_recognised(recognised_pages), *pictures, *margins, *repeated_lines(plain, numbers))
    return Document("pdf", renumber_blocks(numbered), _meta(file.metadata), notices=notices)


def _join_tables(pages: Sequence[list[Any]], program: PrintProgram) -> None:
    """Put the parts of tables together that are on several pages; the parts of pages are changed."""
    join_beside(pages)
    join_open_tables(pages)
    mark_missing_cells(pages, program)


def _check_letters(letters: int, strange: int, *, name: str) -> None:
    """Refuse a file that has hardly a character, or whose characters have no meaning."""
    if letters < _FEWEST_LETTERS:
        raise refuse("scanned", name=name)
    if strange > letters * _MOST_STRANGE:
        raise refuse("glyphs", name=name)


def _prepare(page: Any) -> bool:
    """Mark and clean up what is drawn on a page before it is read.

    Returns:
        Whether the text of the page is the result of OCR.

    Raises:
        CrowdedPageError: There is more on it than on any page of a report.
    """
    is_recognised = mark_opacity(page)
    if sum(map(len, page.objects.values())) <= MOST_MARKS:
        is_recognised = is_recognised or is_beneath_picture(page)
        mark_covered(page)
        drop_outside(page)
        turn_back(page)
        join_dashes(page)
        set_slanted_apart(page)
        set_specks_apart(page)
        set_blackened_apart(page)
        set_strokes_apart(page)
    if len(page.chars) + len(page.edges) > MOST_MARKS:
        raise CrowdedPageError
    draw_once(page)
    return is_recognised


def _on_recognised(pages: Sequence[int]) -> Iterator[FileNotice]:
    """A notice on pages whose text is the result of OCR: people see a scanned picture in its place."""
    if pages:
        args = (("count", str(len(pages))), ("first", str(pages[0])))
        yield FileNotice("recognised-text", args=args, origin=Origin(page=pages[0]))


def _is_strange(text: str) -> bool:
    """Whether a character has no meaning: a bare glyph, or one for private use."""
    return text.startswith("(cid:") or "\ue000" <= text < "\uf900" or text == "\ufffd"


def _parts(
    page: Any, program: PrintProgram, lines_of: Callable[[Any, Sequence[Box]], Sequence[_Line]]
) -> Iterator[DraftBlock | _Line]:
    """Tables, lines and pictures of a page, from top to bottom."""
    tables = set_apart(tables_of(page, program))
    parts: list[tuple[float, DraftBlock | _Line]] = [
        (table.box[1], DraftBlock(rows=table.rows, element=table)) for table in tables
    ]
    parts += [(line.top, line) for line in lines_of(page, [table.box for table in tables])]
    parts += _pictures(page)
    yield from (part for _, part in sorted(parts, key=lambda part: part[0]))


def _pictures(page: Any) -> Iterator[tuple[float, DraftBlock]]:
    """Pictures large enough to be a table or a page."""
    for picture in page.images:
        if is_large(page, picture):
            yield picture["top"], DraftBlock(str(picture.get("name") or ""), picture=True)


def _meta(metadata: Any) -> dict[str, str]:
    """The title and dates that the file gives itself; who wrote it is left out."""
    keys = ("Title", "Subject", "CreationDate", "ModDate")
    texts = {key: collapse_spaces(_wide(str(metadata.get(key) or ""))) for key in keys}
    return {key: text for key, text in texts.items() if text}


def _wide(text: str) -> str:
    """A text, decoded anew where the parser missed that it is UTF-16."""
    if not text.startswith("ÿþ"):
        return text
    with contextlib.suppress(UnicodeError):
        return text.encode("latin-1")[2:].decode("utf-16-le")
    return ""
