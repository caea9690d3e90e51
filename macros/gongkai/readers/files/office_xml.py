"""The XML of Office files: the one parser for their parts, and the namespaces of Word files and workbooks.

Its parser resolves no entity and loads nothing. Limits of depth and size are those of ``archives``, through which every
part has come; the parser's own would refuse some that are within them.
"""

from typing import Any

from lxml import etree

WORD = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
SHEET = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
RELATIONS = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}"


def xml_root(part: bytes) -> Any:
    """The root of a part, as lxml has it.

    Args:
        part: What ``Archive.xml`` gives.

    Raises:
        lxml.etree.XMLSyntaxError: It is XML to ``archives`` and none to lxml, as a name with two colons.
    """
    return etree.fromstring(part, etree.XMLParser(resolve_entities=False, no_network=True, huge_tree=True))
