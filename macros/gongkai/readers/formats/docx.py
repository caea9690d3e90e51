"""Reads Word files: mammoth turns them into HTML, which is read like a web page, but all of it is the report.

Merged cells, text boxes, footnotes, fields and insertions are read, and so are bold characters, italics and links;
headers, footers, deletions, hidden text, other files within it and the data of pictures are not. A heading is a
paragraph whose style has an outline level, whatever the style is called.
"""

import contextlib
import logging
import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace
from io import BytesIO
from typing import Any

import mammoth  # type: ignore[import-untyped]
from lxml import etree

from gongkai.errors import ReadError
from gongkai.figures import whole_number
from gongkai.readers.document import Document, FileNotice
from gongkai.readers.document.draft_blocks import DraftBlock, number_blocks
from gongkai.readers.files.archives import Archive
from gongkai.readers.files.office_links import linked_parts
from gongkai.readers.files.office_xml import WORD, xml_root
from gongkai.readers.files.refusals import refuse
from gongkai.readers.files.sniffing import kind_of
from gongkai.readers.formats.office_notes import notes_in_word
from gongkai.readers.formats.word_parts.bound_texts import with_bound_texts
from gongkai.readers.formats.word_parts.changes import WordChanges
from gongkai.readers.formats.word_parts.drawn import drawn_behind_pages, drawn_over_tables, tables_over_tables
from gongkai.readers.formats.word_parts.drawn_fields import worked_out_anew
from gongkai.readers.formats.word_parts.embedded import with_embedded_tables
from gongkai.readers.formats.word_parts.embedded_fonts import fonts_with_other_digits
from gongkai.readers.formats.word_parts.mammoth_xml import look_for_styles_once, read_by_lxml
from gongkai.readers.formats.word_parts.shades import with_theme_colors
from gongkai.readers.formats.word_parts.tables.hidden_rows import without_hidden_rows
from gongkai.readers.formats.word_parts.tables.merged_cells import with_plain_merges
from gongkai.readers.formats.word_parts.xml import readable_word_file
from gongkai.readers.html.pages import read_fragment, read_html

_DUBLIN = "{http://purl.org/dc/elements/1.1/}"
_TERMS = "{http://purl.org/dc/terms/}"
_CORE = {f"{_DUBLIN}title": "title", f"{_DUBLIN}subject": "subject", f"{_TERMS}created": "created"}
_CORE |= {f"{_TERMS}modified": "modified"}  # persons who wrote it are left out
_READ = ("[Content_Types].xml", "_rels/.rels", "word/_rels/document.xml.rels", "word/styles.xml", "word/numbering.xml")
_NOTES = ("word/footnotes.xml", "word/endnotes.xml", "word/comments.xml")
_EMPHASIS = "r[style-name='Emphasis'] => em"  # mammoth knows the style Strong by itself
_LEVELS = 6
_PLAIN = re.compile(r"[^\\'\n\r\t]+")  # what the map of styles can name
_MOST_ANCESTORS, _MOST_HEADINGS = 20, 100
"""Styles in a chain, and styles of headings: mammoth tries all of these for each paragraph, and Word has nine."""

read_by_lxml()
look_for_styles_once()


def read_docx(data: bytes, *, name: str) -> Document:
    """The document of a Word file.

    Args:
        data: The file.
        name: The file as the clerk knows it.

    Raises:
        ReadError: It is broken, has a password, holds no text, or is beyond the bounds of a report.
    """
    try:
        return _document(data, name=name)
    except etree.XMLSyntaxError as error:  # a name with two colons, for one, which the parser of the limits lets pass
        raise refuse("part", name=name) from error


def _document(data: bytes, *, name: str) -> Document:
    archive = Archive(data, name=name)
    for path in (*_READ, *_NOTES):
        archive.xml(path)
    theme = None
    with contextlib.suppress(ReadError):  # Word shows its own colours then
        theme = archive.xml("word/theme/theme1.xml")
    paths = [path for path in archive.names() if path.startswith("word/document") and path.endswith(".xml")]
    parts = {path: part for path in paths if (part := archive.xml(path))}
    if not parts:
        raise refuse("part", name=name)
    whole = {path: with_embedded_tables(archive, path, part, name=name) for path, part in parts.items()}
    main = {path: _plain(archive, part, theme) for path, (part, _) in whole.items()}
    drawn = [notice for _, notices in whole.values() for notice in notices]
    drawn += [notice for path, part in main.items() for notice in drawn_over_tables(part, _pictures(archive, path))]
    drawn += [notice for part in main.values() for notice in tables_over_tables(part)]
    drawn += [notice for path, part in main.items() for notice in drawn_behind_pages(archive, path, part)]
    drawn += fonts_with_other_digits(archive, main.values())
    drawn += worked_out_anew(archive.part("word/settings.xml"), main.values())
    main, hidden = _without_hidden_rows(main)
    changes = WordChanges()
    main = {path: changes.note(part, archive.xml(_relations(path))) for path, part in main.items()}
    part = archive.xml("word/styles.xml")
    styles = xml_root(with_theme_colors(part, theme)) if part else None
    plain = readable_word_file(data, main, archive.xml("word/numbering.xml"), styles)
    drafts = read_fragment(_as_html(plain, styles, name=name), name=name, styles=True)
    meta = _properties(archive)
    if not any(draft.words().strip() for draft in drafts):
        return _page_within(archive, main, name=name)
    _place_by_table(drafts)
    blocks, notices = changes.without_marks(number_blocks(drafts))
    return Document(
        "docx", blocks, meta, meta.get("title", ""), (*drawn, *hidden, *notices, *notes_in_word(archive, main.values()))
    )


def _page_within(archive: Archive, names: Iterable[str], *, name: str) -> Document:
    """The web page that is all the text of a Word file (``altChunk``), as systems and pages save it for Word."""
    paths = [path for part in names for kind, _, path in linked_parts(archive, part) if kind.endswith("/aFChunk")]
    data = archive.part(paths[0]) if len(paths) == 1 else None
    if not data or kind_of(data, name=paths[0]) != "html":
        raise refuse("no-text", name=name)
    return read_html(data, name=name)


def _plain(archive: Archive, part: bytes, theme: bytes | None) -> bytes:
    """A main part with what Word shows of its controls, colours and merged cells."""
    return with_plain_merges(with_bound_texts(archive, with_theme_colors(part, theme)))


def _without_hidden_rows(main: dict[str, bytes]) -> tuple[dict[str, bytes], list[FileNotice]]:
    """The main parts without the rows that they hide, and notices of these."""
    results = {path: without_hidden_rows(part) for path, part in main.items()}
    return {path: part for path, (part, _) in results.items()}, [
        item for _, notices in results.values() for item in notices
    ]


def _pictures(archive: Archive, path: str) -> Callable[[str], bytes]:
    """What gives the picture with an id of a part; empty where there is none."""
    names = {key: name for _, key, name in linked_parts(archive, path)}
    return lambda key: (archive.part(names[key]) or b"") if key in names else b""


def _relations(path: str) -> str:
    """Name of the part that names the parts to which another one refers."""
    folder, _, name = path.rpartition("/")
    return f"{folder}/_rels/{name}.rels"


def _place_by_table(drafts: Sequence[DraftBlock]) -> None:
    """Give tables the number that a reader of the file counts, in place of lines, which are those of mammoth's HTML.

    Tables that only lay out the page, whose content is read as text, count as well, because Word shows them as tables.
    """
    tables = [draft for draft in drafts if draft.rows is not None]
    everything = tables[0].element.getroottree().iter("table") if tables else ()
    numbers = {table: number for number, table in enumerate(everything, 1)}
    for draft in drafts:
        draft.line = None
        if draft.rows is not None:
            draft.table_number = numbers[draft.element]
            draft.rows = tuple(
                replace(row, cells=tuple(cell._replace(line=None) for cell in row.cells)) for row in draft.rows
            )


def _as_html(data: bytes, styles: Any, *, name: str) -> str:
    options = {"style_map": _style_map(styles), "convert_image": mammoth.images.img_element(_picture)}
    try:
        result = mammoth.convert_to_html(BytesIO(data), **options)
    except (MemoryError, KeyboardInterrupt):
        raise
    except Exception as error:  # mammoth has no error of its own
        logging.getLogger(__name__).debug("mammoth", exc_info=error)
        raise refuse("part", name=name) from error
    return str(result.value)


def _picture(image: Any) -> dict[str, str]:
    """The type of a picture, in place of its data, which mammoth would embed."""
    return {"src": str(image.content_type).replace("image/", "image.")}


def _style_map(root: Any) -> str:
    """Styles of paragraphs with an outline level as headings of that level; Word's own style of emphasis as such."""
    if root is None:
        return _EMPHASIS
    names: dict[str, str] = {}
    levels: dict[str, int] = {}
    parents: dict[str, str] = {}
    for style in root.iter(f"{WORD}style"):
        key = style.get(f"{WORD}styleId") or ""
        label = style.find(f"{WORD}name")
        if style.get(f"{WORD}type") != "paragraph" or label is None:
            continue
        names[key] = label.get(f"{WORD}val") or ""
        level = style.find(f"{WORD}pPr/{WORD}outlineLvl")
        parent = style.find(f"{WORD}basedOn")
        depth = whole_number(level.get(f"{WORD}val") or "") if level is not None else None
        if depth is not None:
            levels[key] = depth
        if parent is not None:
            parents[key] = parent.get(f"{WORD}val") or ""
    styles = [(name, _level(key, levels, parents)) for key, name in sorted(names.items()) if _PLAIN.fullmatch(name)]
    headings = [f"p[style-name='{name}'] => h{level + 1}:fresh" for name, level in styles if level is not None]
    return "\n".join([*headings[:_MOST_HEADINGS], _EMPHASIS])


def _level(key: str, levels: dict[str, int], parents: dict[str, str]) -> int | None:
    for _ in range(_MOST_ANCESTORS):
        if key in levels:
            return levels[key] if levels[key] < _LEVELS else None
        key = parents.get(key, "")
    return None


def _properties(archive: Archive) -> dict[str, str]:
    data = archive.xml("docProps/core.xml")
    if not data:
        return {}
    texts = ((_CORE.get(str(element.tag)), (element.text or "").strip()) for element in xml_root(data))
    return {key: text for key, text in texts if key and text}
