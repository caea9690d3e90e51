"""A form as a JSON Schema for ``data/<agency>/<year>.yml``, for editors that complete and check while a clerk types.

It sees shapes: keys, lengths, kinds of figures. It does not see sums, dates off the calendar or rows left out; those
are for the checks. Draft 7 is what the language server for YAML understands best.
"""

import json
from collections.abc import Iterable, Iterator
from functools import lru_cache
from typing import Any

from gongkai.figures import NOT_APPLICABLE_WORD, UNIT, Kind
from gongkai.findings import say
from gongkai.forms.citations import citation
from gongkai.forms.codes import RuleCodes
from gongkai.forms.keys import ENTRIES, ORIGINAL, SHA256, STATUSES, STEPS, UNDATED, VERSION
from gongkai.forms.model import Column, Form, Head, Line, Name, Table

Schema = dict[str, Any]

_DAY = "[0-9]{4}-[0-9]{1,2}-[0-9]{1,2}"
_TIME = "([ T][0-9]{1,2}:[0-9]{2}(:[0-9]{2})?)?"
_NUMBERS = {Kind.COUNT: "[0-9]+", Kind.CHANGE: "[+-]?[0-9]+", Kind.AMOUNT: r"[0-9]+(\.[0-9]+)?"}
_VARIANTS = {"（": "[（(]", "）": "[）)]", "，": "[，,]", "“": '[“"]?', "”": '[”"]?'}
"""Signs of a printed label that a keyboard has two of."""


def form_schema(form: Form, codes: RuleCodes) -> Schema:
    """The schema of a report in a form.

    Rows and tables are proposed by their short names; ids, printed labels and further names are taken as well.

    Args:
        form: The form.
        codes: The codes of the rules that a report may explain.

    Returns:
        A JSON Schema of draft 7; equal forms give equal schemas, in equal order.
    """
    tables = {table.name.short: _ref(table.id) for table in form.tables}
    return {
        "$schema": "http://json-schema.org/draft-07/schema#",
        "title": say("schema.title", {"title": form.title, "form": form.id}),
        "description": say("schema.report", {"authority": form.authority}),
        "type": "object",
        "required": ["version", "form", "status"],
        "properties": {**_top(form), **tables},
        "patternProperties": {
            _pattern(table.id, table.title, *table.name.also): _ref(table.id) for table in form.tables
        },
        "additionalProperties": False,
        "if": {"properties": {"status": {"const": STATUSES[-1]}}},
        "then": {"required": ["published"], "properties": {"published": {"type": "string"}}},
        "definitions": {**_shared(form, codes), **dict(_definitions(form))},
    }


@lru_cache(maxsize=16)
def schema_text(form: Form, codes: RuleCodes) -> str:
    """The schema as the text of its file; made once a form, for all folders that it is written into."""
    return json.dumps(form_schema(form, codes), ensure_ascii=False, indent=1) + "\n"


def _top(form: Form) -> Schema:
    """The keys besides those of the tables."""
    return {
        "version": {"description": say("schema.version"), "enum": [int(VERSION), VERSION]},
        "form": {"description": say("schema.form"), "const": form.id},
        "published": {
            "description": say("schema.published", {"undated": UNDATED}),
            "type": ["string", "null"],
            "pattern": f"^({UNDATED}|{_DAY}{_TIME})$",
        },
        "submitted": {
            "description": say("schema.submitted"),
            "type": ["string", "null"],
            "pattern": f"^{_DAY}{_TIME}$",
        },
        "status": {"description": say("schema.status"), "enum": list(STATUSES)},
        "title": {"description": say("schema.own-title"), **_ref_to("text")},
        "source": {
            "description": say("schema.source"),
            "oneOf": [_entry("source"), {"type": "array", "items": _entry("source")}],
        },
        "heads": {
            "description": say("schema.heads"),
            "type": "object",
            "propertyNames": _ref("place"),
            "additionalProperties": _ref("text"),
        },
        **{name: _list(name) for name in ("notes", "waivers", "corrections", "sign_off")},
        "retold": {"description": say("schema.retold"), **_entry("retold")},
        "withdrawn": {"description": say("schema.withdrawn"), **_entry("withdrawn")},
    }


def _list(name: str) -> Schema:
    return {"description": say(f"schema.{name}"), "type": ["array", "null"], "items": _entry(name)}


def _entry(name: str) -> Schema:
    """An entry with fixed keys, such as a note; a key holds the same kind of thing wherever it stands."""
    kinds = {
        **{key: _ref(key) for key in ("rule", "date")},
        "at": _ref("place"),
        "step": {"enum": list(STEPS)},
        "file": {"type": "string", "pattern": f"^{ORIGINAL}$"},
        "sha256": {"type": "string", "pattern": f"^{SHA256}$"},
    }
    keys = ENTRIES[name]
    return {
        "type": "object",
        "required": list(keys.required),
        "properties": {key: kinds.get(key, _ref("text")) for key in keys.all},
        "additionalProperties": False,
    }


def _shared(form: Form, codes: RuleCodes) -> Schema:
    """What is the same for every table: texts, dates, places and the kinds of figures that the form has."""
    kinds = {column.kind for table in form.tables for block in table.blocks for column in block.columns}
    tables = [name for table in form.tables for name in (table.name.short, table.id, table.title)]
    numbers = [section.number for section in form.sections]
    place = f"^(({_either(tables)})(\\.[^.]+)*|{_either(numbers)})$"
    return {
        "text": {"type": ["string", "number", "boolean"], "pattern": "\\S"},
        "date": {"description": say("schema.date"), "type": "string", "pattern": f"^{_DAY}$"},
        "rule": {"description": say("schema.rule"), "enum": list(codes.waivable)},
        "place": {"description": say("schema.place"), "type": "string", "pattern": place},
        **{kind.value: _figure(kind) for kind in Kind if kind in kinds},
    }


def _figure(kind: Kind) -> Schema:
    bare = {"type": "number" if kind is Kind.AMOUNT else "integer"}
    pattern = f"^{_NUMBERS[kind]}\\s*({UNIT})?\\s*([（(].+[）)])?$"
    return {
        "description": say(f"schema.{kind.value}"),
        "anyOf": [
            bare if kind is Kind.CHANGE else {**bare, "minimum": 0},
            {"type": "null"},
            {"const": NOT_APPLICABLE_WORD},
            {"type": "string", "pattern": pattern},
        ],
    }


def _definitions(form: Form) -> Iterator[tuple[str, Schema]]:
    """The tables, their lines, and the rows of columns that lines of one block share."""
    for table in form.tables:
        lines = [(line.name, f"{table.id}.{line.name.id}") for line in table.lines]
        yield (
            table.id,
            {
                "description": say("schema.table", {"title": table.title}),
                "type": "object",
                "properties": {name.short: _ref(place) for name, place in lines},
                "patternProperties": {_pattern(*_further(name)): _ref(place) for name, place in lines},
                "additionalProperties": False,
            },
        )
        for line, (_, place) in zip(table.lines, lines, strict=True):
            yield place, _line(table, line)
        for line in table.lines:
            yield from _arrays(table, line)


def _further(name: Name) -> Iterator[str]:
    return (text for text in dict.fromkeys((name.id, name.label, *name.also)) if text != name.short)


def _line(table: Table, line: Line) -> Schema:
    """A line: its figures in order, with all of its totals or with none; one figure alone may be bare."""
    columns = table.columns(line.row)
    parts = [columns[place] for place in line.columns if place not in line.totals]
    shapes = [_ref(name) for name, _ in _arrays(table, line)]
    if len(parts) == 1:
        shapes.append(_ref(parts[0].kind.value))
    labels = " ".join(column.name.label for column in parts)
    totals = "、".join(columns[place].name.label for place in line.totals)
    total = say("schema.total", {"label": totals}) if totals else ""
    return {
        "title": line.name.label,
        "description": _about(table, line) + say("schema.columns", {"columns": labels + total}),
        "anyOf": shapes,
    }


def _arrays(table: Table, line: Line) -> Iterator[tuple[str, Schema]]:
    """The lists that a line may be, by the name of their definition."""
    block = table.rows[line.row].block + 1
    name = f"{table.id}.{line.name.id}-columns" if table.by_blocks else f"{table.id}-{block}"
    yield name, _array(table, line, [place for place in line.columns if place not in line.totals])
    if line.totals:
        yield f"{name}-total", _array(table, line, list(line.columns))


def _about(table: Table, line: Line) -> str:
    """What a line counts and the article that it rests on, as far as the form says."""
    row = table.rows[line.row]
    head: Head | None = None
    if table.by_blocks:
        head = next(_heads(table.blocks[row.block].heads, line.name.id), None)
    explained = head or row
    article = citation(explained.article, explained.unverified)
    return f"{explained.counts or ''}" + (f"（{article}）" if article else "")


def _heads(heads: Iterable[Head], head_id: str) -> Iterator[Head]:
    for head in heads:
        if head.id == head_id:
            yield head
        yield from _heads(head.children, head_id)


def _array(table: Table, line: Line, places: list[int]) -> Schema:
    columns = table.columns(line.row)
    heads = table.blocks[table.rows[line.row].block].heads
    return {
        "type": "array",
        "minItems": len(places),
        "maxItems": len(places),
        "items": [_column(columns[place], heads) for place in places],
    }


def _column(column: Column, heads: tuple[Head, ...]) -> Schema:
    head = next(_heads(heads, column.id), None)
    counts = head.counts if head is not None else None
    about = {"description": counts} if counts else {}
    return {"title": column.name.label, **about, **_ref_to(column.kind.value)}


def _ref(name: str) -> Schema:
    return {"$ref": f"#/definitions/{name}"}


def _ref_to(name: str) -> Schema:
    """A reference that may be next to further keys: draft 7 reads none next to a bare ``$ref``."""
    return {"allOf": [_ref(name)]}


def _either(names: Iterable[str]) -> str:
    return "|".join(_escaped(name) for name in dict.fromkeys(names))


def _pattern(*names: str) -> str:
    return f"^({_either(names)})$"


def _escaped(name: str) -> str:
    """A name as a pattern; only what must be escaped is, since editors read patterns strictly."""
    return "".join(_VARIANTS.get(sign, f"\\{sign}" if sign in ".*+?^$()[]{}|\\/" else sign) for sign in name)
