"""Reads the workbooks and Word files that a document of Word holds as objects, each where the document shows it.

Word shows a picture of such a workbook, which may be older than its figures: where it draws other ones, or they cannot
be told from it, that is said.
"""

import contextlib
import os
from collections import Counter
from collections.abc import Mapping, Sequence
from copy import deepcopy
from typing import Any

from lxml import etree

from gongkai.errors import ReadError
from gongkai.readers.document import FileNotice, SourceBlock, SourceGrid, SourceParagraph
from gongkai.readers.files.archives import Archive, check_xml
from gongkai.readers.files.child_process import read_in_child_process
from gongkai.readers.files.office_links import linked_parts
from gongkai.readers.files.office_xml import RELATIONS, WORD, xml_root
from gongkai.readers.formats.word_parts.embedded.pictures import figures_drawn, figures_in
from gongkai.readers.formats.word_parts.embedded.sheets import as_word, shown_of_workbook

_OBJECT = b"OLEObject"
_OLE = "{urn:schemas-microsoft-com:office:office}OLEObject"
_IMAGE = "{urn:schemas-microsoft-com:vml}imagedata"
_COMPOUND, _ZIP = b"\xd0\xcf\x11\xe0", b"PK\x03\x04"
_SHEETS = tuple(name.encode("utf-16-le") for name in ("Workbook", "Book"))
_MOST, _LARGEST, _SECONDS = 8, 4 << 20, 1
"""Objects that are read, bytes of one, and seconds on a processor in which the last of them begins to be read."""
_QUOTED = 5
_IN_OTHER_PARTS = tuple(
    f"{WORD}{name}"
    for name in (
        *("drawing", "pict", "object", "sectPr", "altChunk", "subDoc"),
        *("footnoteReference", "endnoteReference", "commentReference"),
    )
)


def with_embedded_tables(archive: Archive, path: str, part: bytes, *, name: str) -> tuple[bytes, list[FileNotice]]:
    """A main part with the tables of its objects as tables of its own, and what is to be said of them.

    Args:
        archive: The parts of the file.
        path: Name of the part.
        part: The part.
        name: The file as the clerk knows it.

    Raises:
        ReadError: All of it together is more than a part of a file may have.
    """
    if _OBJECT not in part:
        return part, []
    root: Any = xml_root(part)
    names = {key: target for _, key, target in linked_parts(archive, path)}
    notices: list[FileNotice] = []
    begin = _seconds_of_children()
    for item in list(root.iter(f"{WORD}object"))[:_MOST]:
        data = _payload(_part(archive, names, item, _OLE))
        if data and _seconds_of_children() - begin < _SECONDS:
            with contextlib.suppress(ReadError, etree.XMLSyntaxError):  # the picture in its place is asked about
                notices += _put_in(item, data, _part(archive, names, item, _IMAGE), name=name)
    whole = bytes(etree.tostring(root, xml_declaration=True, encoding="UTF-8", standalone=True))
    check_xml(whole, name=name)
    return whole, notices


def _seconds_of_children() -> float:
    times = os.times()
    return times.children_user + times.children_system


def _part(archive: Archive, names: Mapping[str, str], item: Any, tag: str) -> bytes:
    """The part to which an element within an object refers; empty where there is none."""
    element = next(item.iter(tag), None)
    target = names.get(element.get(f"{RELATIONS}id") or "") if element is not None else None
    return (archive.part(target) or b"") if target else b""


def _payload(data: bytes) -> bytes:
    """The file in an object: a newer Office file, which may lie within a compound file, or an old workbook."""
    if len(data) > _LARGEST or data.startswith(_ZIP):
        return data if len(data) <= _LARGEST else b""
    if not data.startswith(_COMPOUND):
        return b""
    if any(stream in data for stream in _SHEETS):
        return data
    return data[data.index(_ZIP) :] if _ZIP in data else b""


def _put_in(item: Any, data: bytes, picture: bytes, *, name: str) -> list[FileNotice]:
    """Put the content of an object behind the paragraph that shows it, which loses the picture."""
    paragraph = next(item.iterancestors(f"{WORD}p"), None)
    if paragraph is None:
        return []
    inner = Archive(data, name=name) if data.startswith(_ZIP) else None
    if inner is not None and (main := inner.xml("word/document.xml")):
        content, notices = _of_word(main), [FileNotice("embedded-word")]
    elif inner is None or "xl/workbook.xml" in inner.names():
        document = read_in_child_process("xlsx", data, name=name)
        sheet, blocks = shown_of_workbook(data, document, name=name)
        content, notices = list(as_word(blocks)), [_notice(sheet, blocks, picture), *document.notices]
    else:
        return []
    if not content:
        return []
    item.getparent().remove(item)
    place = paragraph.getparent().index(paragraph) + 1
    paragraph.getparent()[place:place] = content
    return notices


def _of_word(main: bytes) -> list[Any]:
    """The paragraphs and tables of a Word file, without what stands in other parts of it."""
    body = xml_root(main).find(f"{WORD}body")
    content = [deepcopy(item) for item in body if item.tag in (f"{WORD}p", f"{WORD}tbl")] if body is not None else []
    for element in [inner for item in content for inner in item.iter(*_IN_OTHER_PARTS)]:
        element.getparent().remove(element)
    for link in [inner for item in content for inner in item.iter(f"{WORD}hyperlink")]:
        link.attrib.pop(f"{RELATIONS}id", None)
    return content


def _notice(sheet: str, blocks: Sequence[SourceBlock], picture: bytes) -> FileNotice:
    """What is to be said of a workbook: whether the picture in its place draws the same figures."""
    grids = [block for block in blocks if isinstance(block, SourceGrid)]
    texts = [cell.text for grid in grids for row in grid.rows for cell in row if cell.head]
    texts += [block.text for block in blocks if isinstance(block, SourceParagraph)]
    own, drawn = Counter(figures_in(iter(texts))), Counter(figures_drawn(picture))
    if own == drawn:
        return FileNotice("embedded-same", args=(("sheet", sheet),))
    if not drawn:
        return FileNotice("embedded-unseen", args=(("sheet", sheet),))
    others = {"picture": drawn - own, "own": own - drawn}
    args = {key: "、".join(list(counter)[:_QUOTED]) or "-" for key, counter in others.items()}
    return FileNotice("embedded-differs", args=(("sheet", sheet), *args.items()))
