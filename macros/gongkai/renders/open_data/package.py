"""The description of the files for programs: a Data Package of version 2 (https://datapackage.org/standard/)."""

import json
import re
from collections.abc import Mapping, Sequence
from typing import Any

from gongkai.renders.open_data.columns import DataColumn
from gongkai.renders.open_data.files import PACKED, DataFile, DataTable, DataTerms

NAME = "annual-reports"
_PROFILE = "https://datapackage.org/profiles/2.0/datapackage.json"
_IDENTIFIER = re.compile(r"[A-Za-z][A-Za-z0-9]*(?:[.+-][A-Za-z0-9]+)+")
ADDRESS = re.compile(r"https?://\S+")
"""A licence that is an address."""


def package_json(tables: Sequence[DataTable], terms: DataTerms) -> str:
    """The file ``datapackage.json``; its paths are relative to itself."""
    package: dict[str, Any] = {
        "$schema": _PROFILE,
        "name": NAME,
        "title": terms.title,
        "description": "\n".join((terms.description, *terms.caveats, terms.licence_text)),
        "keywords": list(terms.keywords),
    }
    if terms.url:
        package["homepage"] = terms.url
    if terms.publisher:
        package["contributors"] = [{"title": terms.publisher, "roles": ["publisher"]}]
    licence = _licence(terms.licence)
    if licence:
        package["licenses"] = [licence]
    package["resources"] = [
        *(_resource(table) for table in tables),
        *(_typed_file(table, file) for table in tables for file in table.typed),
    ]
    return json.dumps(package, ensure_ascii=False, indent=1) + "\n"


def _licence(licence: str) -> Mapping[str, str]:
    """A licence as the standard takes it: by identifier or address. A sentence is in the description alone."""
    if ADDRESS.fullmatch(licence):
        return {"path": licence}
    return {"name": licence} if _IDENTIFIER.fullmatch(licence) else {}


def _resource(table: DataTable) -> Mapping[str, Any]:
    return {
        "name": table.file.name.partition(".")[0],
        "type": "table",
        "path": table.file.name,
        "title": table.title,
        "format": "csv",
        "mediatype": table.file.media_type,
        **({"compression": PACKED.removeprefix(".")} if table.file.is_packed else {}),
        "encoding": "utf-8",
        "bytes": table.file.size,
        "hash": f"sha256:{table.file.sha256}",
        "schema": {
            "fields": [_field(column) for column in table.columns],
            "primaryKey": list(table.key),
            "missingValues": list(table.no_figure),
        },
    }


def _typed_file(table: DataTable, file: DataFile) -> Mapping[str, Any]:
    """The same table as a resource in a format with types of its own; without its bytes, which no tool counts."""
    name, _, kind = file.name.partition(".")
    return {
        "name": f"{name}-{kind}",
        "path": file.name,
        "title": table.title,
        "format": kind,
        "mediatype": file.media_type,
        "hash": f"sha256:{file.sha256}",
    }


def _field(column: DataColumn) -> Mapping[str, Any]:
    field: dict[str, Any] = {"name": column.name, "type": column.type, "description": column.meaning}
    if column.words:
        field["constraints"] = {"enum": list(column.words)}
    return field
