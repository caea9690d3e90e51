"""A document as JSON values and back; what comes back is checked, because it may come from a process taken over.

``json`` itself is the caller's. Keys and types must be exactly those that ``document_to_json`` gives.
"""

from collections.abc import Callable
from typing import Any, TypeVar

from gongkai.readers.document.model import (
    Document,
    FileNotice,
    GridCell,
    Image,
    Origin,
    SourceBlock,
    SourceGrid,
    SourceParagraph,
)
from gongkai.readers.document.text_styles import StyledSpan, TextStyle

_MOST_NUMBER = 10**9
_DEEPEST_HEADING = 6
_SPAN_PARTS, _CELL_PARTS, _ORIGIN_PARTS, _NOTICE_PARTS, _PAIR = 5, 6, 6, 4, 2

Value = TypeVar("Value")


class DocumentJsonError(ValueError):
    """A value is not what stands for a document."""


def document_to_json(document: Document) -> dict[str, Any]:
    """A document as JSON values; lone surrogates, which no file can hold, as the replacement character.

    Args:
        document: The document.
    """
    return {
        "kind": document.kind,
        "title": _clean(document.title),
        "meta": {_clean(key): _clean(text) for key, text in document.meta.items()},
        "blocks": [_block_to_json(block) for block in document.blocks],
        "notices": [_notice_to_json(notice) for notice in document.notices],
    }


def _notice_to_json(notice: FileNotice) -> list[Any]:
    args = [[_clean(name), _clean(text)] for name, text in notice.args]
    return [notice.code, _clean(notice.text), args, _origin_to_json(notice.origin)]


def _block_to_json(block: SourceBlock) -> dict[str, Any]:
    origin = _origin_to_json(block.origin)
    if isinstance(block, SourceParagraph):
        own: dict[str, Any] = {"level": block.level, "item": block.item, "number": block.number, "depth": block.depth}
        own["styles"] = [_span_to_json(span) for span in block.styles]
        return {"type": "paragraph", "text": _clean(block.text), **own, "origin": origin}
    if isinstance(block, SourceGrid):
        rows = [[_cell_to_json(cell) for cell in row] for row in block.rows]
        return {
            "type": "grid",
            "rows": rows,
            "tops": list(block.tops),
            "may_lack_cells": block.may_lack_cells,
            "origin": origin,
        }
    return {"type": "image", "name": _clean(block.name), "origin": origin}


def _span_to_json(span: StyledSpan) -> list[Any]:
    return [span.start, span.end, span.style.strong, span.style.emphasis, _clean(span.style.href)]


def _cell_to_json(cell: GridCell) -> list[Any]:
    """A list, as a workbook has thousands of cells: with names it would take twice the time."""
    spans = (cell.head, cell.colspan, cell.rowspan, cell.padded)
    return [_clean(cell.text), *spans, _origin_to_json(cell.origin)]


def _origin_to_json(origin: Origin) -> list[Any]:
    sheet = None if origin.sheet is None else _clean(origin.sheet)
    cell = None if origin.cell is None else _clean(origin.cell)
    return [origin.block, origin.line, origin.page, sheet, cell, origin.table_number]


def _clean(text: str) -> str:
    if text.isascii():
        return text
    try:
        text.encode()
    except UnicodeEncodeError:
        return text.encode("utf-16", "surrogatepass").decode("utf-16", "replace")
    return text


def document_from_json(value: object) -> Document:
    """The document that JSON values stand for.

    Args:
        value: What ``document_to_json`` gave, or anything.

    Raises:
        DocumentJsonError: It is anything else.
    """
    kind, title, meta, blocks, notices = _fields(value, "kind", "title", "meta", "blocks", "notices")
    if not isinstance(meta, dict):
        raise DocumentJsonError("meta")
    texts = {_text(key): _text(text) for key, text in meta.items()}
    every = (tuple(_items(blocks, _block)), texts, _text(title), tuple(_items(notices, _notice)))
    return Document(_text(kind), *every)


def _notice(value: object) -> FileNotice:
    if not isinstance(value, list) or len(value) != _NOTICE_PARTS:
        raise DocumentJsonError("notice")
    code, text, args, origin = value
    return FileNotice(_text(code), _text(text), tuple(_items(args, _pair)), _origin(origin))


def _pair(value: object) -> tuple[str, str]:
    parts = [_text(part) for part in _items(value, _same)]
    if len(parts) != _PAIR:
        raise DocumentJsonError("args")
    return parts[0], parts[1]


def _block(value: object) -> SourceBlock:
    kind = value.get("type") if isinstance(value, dict) else None
    if kind == "paragraph":
        names = ("text", "level", "origin", "item", "number", "depth", "styles")
        _, text, level, origin, item, number, depth, styles = _fields(value, "type", *names)
        heading = _number(level, most=_DEEPEST_HEADING)
        place = (_truth(item), _optional(number, _number), _number(depth))
        return SourceParagraph(_text(text), heading, _origin(origin), *place, tuple(_items(styles, _span)))
    if kind == "grid":
        _, rows, tops, may_lack_cells, origin = _fields(value, "type", "rows", "tops", "may_lack_cells", "origin")
        cells = tuple(tuple(_items(row, _cell)) for row in _items(rows, _same))
        if len({len(row) for row in cells}) > 1:
            raise DocumentJsonError("rows of different lengths")
        return SourceGrid(cells, _origin(origin), tuple(_items(tops, _number)), _truth(may_lack_cells))
    if kind == "image":
        _, name, origin = _fields(value, "type", "name", "origin")
        return Image(_text(name), _origin(origin))
    raise DocumentJsonError("type")


def _span(value: object) -> StyledSpan:
    parts = list(_items(value, _same))
    if len(parts) != _SPAN_PARTS:
        raise DocumentJsonError("span")
    start, end, strong, emphasis, href = parts
    return StyledSpan(_number(start), _number(end), TextStyle(_truth(strong), _truth(emphasis), _text(href)))


def _cell(value: object) -> GridCell:
    if not isinstance(value, list) or len(value) != _CELL_PARTS:
        raise DocumentJsonError("cell")
    text, head, colspan, rowspan, padded, origin = value
    wide, high = _number(colspan, least=1), _number(rowspan, least=1)
    return GridCell(_text(text), _origin(origin), _truth(head), wide, high, _truth(padded))


def _origin(value: object) -> Origin:
    if not isinstance(value, list) or len(value) != _ORIGIN_PARTS:
        raise DocumentJsonError("origin")
    block, line, page, sheet, cell, table_number = value
    return Origin(
        _number(block),
        None if line is None else _number(line),
        None if page is None else _number(page),
        None if sheet is None else _text(sheet),
        None if cell is None else _text(cell),
        None if table_number is None else _number(table_number),
    )


def _fields(value: object, *names: str) -> list[Any]:
    """The values of an object that has exactly these keys."""
    try:
        if isinstance(value, dict) and len(value) == len(names):
            return [value[name] for name in names]
    except KeyError:
        pass
    raise DocumentJsonError("keys")


def _items(value: object, reader: Callable[[object], Value]) -> list[Value]:
    if not isinstance(value, list):
        raise DocumentJsonError("list")
    return [reader(item) for item in value]


def _same(value: object) -> object:
    return value


def _optional(value: object, reader: Callable[[object], Value]) -> Value | None:
    return None if value is None else reader(value)


def _text(value: object) -> str:
    if not isinstance(value, str):
        raise DocumentJsonError("text")
    if value.isascii():
        return value
    try:
        value.encode()
    except UnicodeEncodeError as error:
        raise DocumentJsonError("surrogate") from error
    return value


def _number(value: object, *, least: int = 0, most: int = _MOST_NUMBER) -> int:
    if type(value) is not int or not least <= value <= most:  # a truth value is an int, too
        raise DocumentJsonError("number")
    return value


def _truth(value: object) -> bool:
    if not isinstance(value, bool):
        raise DocumentJsonError("truth value")
    return value
