"""The description of the files for catalogues of data: DCAT 3 (https://www.w3.org/TR/vocab-dcat-3/) as JSON-LD."""

import json
from collections.abc import Mapping, Sequence
from typing import Any
from urllib.parse import urljoin

from gongkai.renders.open_data.files import ZIP_TYPE, DataFile, DataTable, DataTerms
from gongkai.renders.open_data.package import ADDRESS

_CONTEXT = {
    "dcat": "http://www.w3.org/ns/dcat#",
    "dct": "http://purl.org/dc/terms/",
    "foaf": "http://xmlns.com/foaf/0.1/",
    "vcard": "http://www.w3.org/2006/vcard/ns#",
    "spdx": "http://spdx.org/rdf/terms#",
    "xsd": "http://www.w3.org/2001/XMLSchema#",
}
_LANGUAGE = "zh-CN"
_MEDIA_TYPES = "https://www.iana.org/assignments/media-types/"


def catalogue_json(tables: Sequence[DataTable], terms: DataTerms, *, archive: DataFile, at: str) -> str:
    """The catalogue of a site's data sets (DCAT) as JSON-LD.

    Args:
        tables: The tables, each a data set.
        terms: What the site says of them.
        archive: All of them in one file.
        at: The folder of the files below the site. A site without an address gives addresses relative to it.
    """
    base = urljoin(terms.url, at) if terms.url else ""
    common = _common(terms)
    everything = {
        "@id": f"{base}#all",
        "@type": "dcat:Dataset",
        "dct:title": _text(terms.title),
        "dct:description": _text(terms.description),
        **common,
        "dcat:distribution": [_distribution(archive, base)],
    }
    catalogue = {
        "@context": _CONTEXT,
        "@id": f"{base}#catalog",
        "@type": "dcat:Catalog",
        "dct:title": _text(f"{terms.site}：{terms.title}"),
        "dct:description": _text(terms.description),
        "dct:language": _LANGUAGE,
        **common,
        "dcat:dataset": [everything, *(_dataset(table, base, common, terms.keywords) for table in tables)],
    }
    return json.dumps(catalogue, ensure_ascii=False, indent=1) + "\n"


def _common(terms: DataTerms) -> Mapping[str, Any]:
    """What holds for the catalogue and for each data set; what the site does not say is left out."""
    statements: dict[str, Any] = {}
    if terms.publisher:
        statements["dct:publisher"] = {"@type": "foaf:Agent", "foaf:name": terms.publisher}
    if terms.contact:
        statements["dcat:contactPoint"] = {"@type": "vcard:Organization", "vcard:fn": terms.contact}
    if ADDRESS.fullmatch(terms.licence):
        statements["dct:license"] = {"@id": terms.licence}
    else:
        statements["dct:rights"] = _text(terms.licence_text)
    return statements


def _dataset(table: DataTable, base: str, common: Mapping[str, Any], keywords: Sequence[str]) -> Mapping[str, Any]:
    year = table.year
    dataset: dict[str, Any] = {
        "@id": f"{base}#{table.file.name.partition('.')[0]}",
        "@type": "dcat:Dataset",
        "dct:title": _text(table.title),
        "dct:language": _LANGUAGE,
        "dct:temporal": {
            "@type": "dct:PeriodOfTime",
            "dcat:startDate": _typed(f"{year}-01-01", "date"),
            "dcat:endDate": _typed(f"{year}-12-31", "date"),
        },
        "dcat:keyword": list(map(_text, keywords)),
        **common,
    }
    if table.changed is not None:
        dataset["dct:modified"] = _typed(table.changed, "date")
    dataset["dcat:distribution"] = [_distribution(file, base) for file in table.files]
    return dataset


def _distribution(file: DataFile, base: str) -> Mapping[str, Any]:
    return {
        "@type": "dcat:Distribution",
        "dct:title": file.name,
        "dcat:downloadURL": {"@id": f"{base}{file.name}"},
        "dcat:mediaType": {"@id": f"{_MEDIA_TYPES}{file.media_type}"},
        **({"dcat:packageFormat": {"@id": f"{_MEDIA_TYPES}{ZIP_TYPE}"}} if file.is_packed else {}),
        "dcat:byteSize": _typed(str(file.size), "nonNegativeInteger"),
        "spdx:checksum": {
            "@type": "spdx:Checksum",
            "spdx:algorithm": {"@id": "spdx:checksumAlgorithm_sha256"},
            "spdx:checksumValue": _typed(file.sha256, "hexBinary"),
        },
    }


def _text(text: str) -> Mapping[str, str]:
    return {"@value": text, "@language": _LANGUAGE}


def _typed(value: str, kind: str) -> Mapping[str, str]:
    return {"@value": value, "@type": f"xsd:{kind}"}
