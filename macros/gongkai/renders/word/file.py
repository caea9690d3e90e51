"""The file around the parts of a report, some of which are the same in every file."""

from collections.abc import Mapping
from functools import cache
from importlib import resources

from gongkai.renders.office_file import XML_DECLARATION, office_file

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
    fixed = [(name, _source(source)) for name, source in _PARTS.items()]
    relations = (_RELATIONS, _source("document_rels.xml").replace(_END, links.encode() + _END))
    return office_file(
        [*fixed, relations, *((name, (XML_DECLARATION + text).encode()) for name, text in parts.items())]
    )


@cache
def _source(name: str) -> bytes:
    return resources.files(__package__).joinpath("parts", name).read_bytes()
