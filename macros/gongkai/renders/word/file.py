"""The file around the parts of a report: what is the same in every file is compressed once a process."""

import zipfile
from collections.abc import Mapping
from functools import cache
from importlib import resources
from io import BytesIO

_FIRST_DAY = (1980, 1, 1, 0, 0, 0)
"""The first day that an archive can state: the same report gives the same bytes."""
_DECLARATION = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
_RELATIONS, _END = "word/_rels/document.xml.rels", b"</Relationships>"
_PARTS = {
    "[Content_Types].xml": "content_types.xml",
    "_rels/.rels": "package_rels.xml",
    "word/settings.xml": "settings.xml",
    "word/styles.xml": "styles.xml",
    "word/fontTable.xml": "fontTable.xml",
    "word/footer1.xml": "footer1.xml",
    "word/footer2.xml": "footer2.xml",
}
"""By name of a part that is the same in every file the file of this package that holds it."""


def word_file(parts: Mapping[str, str], links: str) -> bytes:
    """A file of the fixed parts and some others.

    Args:
        parts: XML by name of the part, without its declaration.
        links: The addresses that its text leads to, as relationships.
    """
    file = BytesIO(_fixed())
    with zipfile.ZipFile(file, "a") as archive:
        archive.writestr(_entry(_RELATIONS), _source("document_rels.xml").replace(_END, links.encode() + _END))
        for name, text in parts.items():
            archive.writestr(_entry(name), (_DECLARATION + text).encode())
    return file.getvalue()


@cache
def _fixed() -> bytes:
    """An archive of the fixed parts."""
    file = BytesIO()
    with zipfile.ZipFile(file, "w") as archive:
        for name, source in _PARTS.items():
            archive.writestr(_entry(name), _source(source))
    return file.getvalue()


@cache
def _source(name: str) -> bytes:
    return resources.files(__package__).joinpath("parts", name).read_bytes()


def _entry(name: str) -> zipfile.ZipInfo:
    entry = zipfile.ZipInfo(name, _FIRST_DAY)
    entry.compress_type = zipfile.ZIP_DEFLATED
    entry.create_system = 3  # the same on every system
    return entry
