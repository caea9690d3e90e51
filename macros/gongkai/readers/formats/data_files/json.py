"""Reads JSON: what interfaces and programs answer with, the report as HTML in it, as tables, or as names with figures.

Names in Chinese become headings above what they hold. Those in Latin letters are a program's own.
"""

import json
import re
from collections.abc import Iterable, Iterator
from functools import partial
from itertools import groupby
from typing import Any

from gongkai.readers.document import Document
from gongkai.readers.document.draft_blocks import DraftBlock, name_tables_by_number, number_blocks
from gongkai.readers.document.form_words import is_section_title
from gongkai.readers.document.titles import is_title
from gongkai.readers.files.decoding import decode
from gongkai.readers.files.refusals import MOST_LINES, refuse
from gongkai.readers.formats.data_files.json_ids import cells_by_ids
from gongkai.readers.formats.data_files.json_tables import (
    YEAR_NAMES,
    JsonObject,
    is_record,
    is_scalar,
    json_object,
    table_rows,
)
from gongkai.readers.formats.text import text_drafts
from gongkai.readers.html.mixed_html import blocks_of

_HTML = re.compile(r"<(?:p|div|table|span|section|br|h\d)\b", re.IGNORECASE)
_CHINESE = re.compile(r"[\u4e00-\u9fff]")
_YEAR = re.compile(r"20\d\d")
_DEEPEST = 20
"""Levels of objects and lists in each other."""
_LONGEST_META = 60


def read_json(data: bytes, *, name: str) -> Document:
    """The document of a JSON file.

    Args:
        data: The file.
        name: The file as the clerk knows it.

    Raises:
        ReadError: It is no JSON, holds no text, or is in no known encoding.
    """
    text = decode(data, name=name)
    try:
        value = _plain(_value(text))
    except RecursionError as error:
        raise refuse("deep", name=name, limit=_DEEPEST) from error
    except ValueError as error:
        raise refuse("broken", name=name) from error
    _check_parts(value, name=name)
    by_ids = cells_by_ids(value)
    reader = _Reader()
    pieces = [*reader.pieces(by_ids.rest if by_ids is not None else value)]
    for title, rows in by_ids.tables() if by_ids is not None else ():
        pieces += [[DraftBlock(title, 2), DraftBlock(rows=rows)]]
    drafts, notices = blocks_of([(0, piece) for piece in pieces], name=name)
    for draft in drafts:
        draft.line = None  # most such files are one line
    content = number_blocks(name_tables_by_number(drafts, every=True))
    if not content:
        raise refuse("no-text", name=name)
    return Document("json", content, reader.meta, reader.meta.get("标题", ""), notices)


def _value(text: str) -> Any:
    """What a text holds: one value, or one in each line (JSON Lines), whose values are a list."""
    try:
        return _LOADS(text)
    except ValueError:
        lines = [line for line in text.splitlines() if line.strip()]
        if len(lines) < 2:  # noqa: PLR2004 - one line is one value
            raise
        return list(map(_LOADS, lines))


def _object(pairs: Iterable[tuple[str, Any]]) -> JsonObject:
    return json_object((key, _plain(value)) for key, value in pairs)


def _check_parts(value: Any, *, name: str) -> None:
    """Refuse a value with more levels, or more texts and tables, than any report needs."""
    parts = [(value, 0)]
    count = 0
    while parts:
        part, level = parts.pop()
        count += not isinstance(part, JsonObject) or part.leaf_count == 0
        if level > _DEEPEST:
            raise refuse("deep", name=name, limit=_DEEPEST)
        if count > MOST_LINES:
            raise refuse("crowded", name=name, limit=f"{MOST_LINES // 10_000} 万项")
        if isinstance(part, JsonObject):
            parts += [(inner, level + 1) for inner in part.values()]
        elif isinstance(part, list):
            parts += [(inner, level + 1) for inner in part]


def _plain(value: Any) -> Any:
    """A value with texts in place of what is neither text nor object nor list."""
    if isinstance(value, list):
        return [_plain(part) for part in value]
    if value is None:
        return ""
    return str(value).lower() if isinstance(value, bool) else value


_LOADS = partial(json.loads, object_pairs_hook=_object, parse_int=str, parse_float=str, parse_constant=str)


class _Reader:
    """Turns a value into pieces of a document.

    Attributes:
        meta: What it says of itself, by name as written.
    """

    def __init__(self) -> None:
        """Begin with nothing said."""
        self.meta: dict[str, str] = {}

    def pieces(self, value: Any) -> Iterator[str | list[DraftBlock]]:
        """HTML as it is written, all else as blocks.

        Args:
            value: An object, a list or a text.
        """
        if rows := table_rows(value):
            yield [DraftBlock(rows=rows)]
        elif is_scalar(value):
            yield from _text(value)
        elif isinstance(value, JsonObject):
            yield from self._object(value)
        else:
            for is_row, parts in groupby(value, is_record):
                run = list(parts)
                if is_row and 1 < len(run) < len(value):
                    yield from self.pieces(run)
                    continue
                for part in run:
                    if isinstance(part, JsonObject) and len(value) > 1:
                        yield from _captions(part)
                    yield from self.pieces(part)

    def _object(self, record: JsonObject) -> Iterator[str | list[DraftBlock]]:
        has_parts = not all(map(is_scalar, record.values()))
        for name, value in record.pairs:
            is_own = _CHINESE.search(name) is None
            if not is_scalar(value):
                if not is_own:
                    yield [DraftBlock(name, 2)]
                yield from self.pieces(value)
            elif len(value) > _LONGEST_META or _HTML.search(value):
                yield from _text(value)
            elif is_section_title(value):
                yield [DraftBlock(value, 2)]
            elif is_title(value):
                self.meta.setdefault("标题", value)
                yield from _text(value)
            else:
                self.meta.setdefault(name, value)
                if not (name in YEAR_NAMES or (is_own and has_parts)) and value:
                    yield [DraftBlock(f"{name}：{value}")]


def _text(value: str) -> Iterator[str | list[DraftBlock]]:
    if _HTML.search(value):
        yield value
    elif value.strip():
        yield list(text_drafts(list(enumerate(value.splitlines(), 1)), edge=None))


def _captions(record: JsonObject) -> Iterator[list[DraftBlock]]:
    """Lines that say of what year a part of several is."""
    for name, value in record.pairs:
        if name in YEAR_NAMES and is_scalar(value) and _YEAR.fullmatch(value):
            yield [DraftBlock(f"{value}年数据")]
