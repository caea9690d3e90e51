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


def new_property(element: Any, group: str, name: str) -> Any:
    """A property of a paragraph, run or cell of a Word file, new and empty, in place of what was set on it by itself.

    Args:
        element: An element ``w:p``, ``w:r`` or ``w:tc``.
        group: The name of the element that holds its properties: ``pPr``, ``rPr`` or ``tcPr``.
        name: That of the property.
    """
    properties = element.find(f"{WORD}{group}")
    if properties is None:
        properties = etree.Element(f"{WORD}{group}")
        element.insert(0, properties)
    for own in properties.findall(f"{WORD}{name}"):
        properties.remove(own)
    return etree.SubElement(properties, f"{WORD}{name}")


def set_property(element: Any, group: str, name: str, value: str) -> None:
    """Set a property that is a single value (see ``new_property``).

    Args:
        element: A paragraph, run or cell.
        group: The name of the element that holds its properties.
        name: That of the property.
        value: The value.
    """
    new_property(element, group, name).set(f"{WORD}val", value)
