"""Makes mammoth faster: it parses XML with lxml, without the layout, and looks up each style once.

Mammoth spends half of its time in minidom, keeps every property of a run or cell, though most say how the page looks
and have nothing in HTML, and compares each paragraph and run with every style. It has no option for any of these, so
``read_by_lxml`` and ``look_for_styles_once`` replace functions of mammoth, as they are in mammoth 1.13.
"""

from collections.abc import Iterable
from typing import IO, Any

from lxml import etree
from mammoth.conversion import _DocumentConverter  # type: ignore[import-untyped]
from mammoth.docx import office_xml  # type: ignore[import-untyped]
from mammoth.docx.xmlparser import XmlElement, XmlText  # type: ignore[import-untyped]

_NAMING = frozenset({"paragraph", "run", "table"})
"""Elements whose style depends on its name and id alone; that of a numbered paragraph depends on the numbering too."""
_TWICE, _FOR_OTHERS = "mc:AlternateContent", "mc:Fallback"
READ_PROPERTIES = {
    "w:rPr": {"w:rStyle", "w:b", "w:i", "w:u", "w:strike", "w:caps", "w:smallCaps", "w:vertAlign", "w:del"},
    "w:pPr": {"w:pStyle", "w:numPr", "w:rPr"},
    "w:tblPr": {"w:tblStyle"},
    "w:trPr": {"w:del", "w:tblHeader"},
    "w:tcPr": {"w:gridSpan", "w:vMerge"},
    "w:sectPr": set[str](),
    "w:tblGrid": set[str](),
    "w:latentStyles": set[str](),
    "w:docDefaults": set[str](),
}
"""What mammoth reads of the elements of which it leaves out most; their other children have nothing in its HTML."""


def read_by_lxml() -> None:
    """Let mammoth read the XML of every document by ``read_xml`` from now on."""
    office_xml.read = read_xml


def look_for_styles_once() -> None:
    """Let mammoth look up the style of paragraphs, runs and tables once for each name, not for each element."""
    look = _DocumentConverter._find_style  # noqa: SLF001 - mammoth has no other place for it

    def find(self: Any, element: Any, element_type: str) -> Any:
        if element_type not in _NAMING or getattr(element, "numbering", None) is not None:
            return look(self, element, element_type)
        styles = self.__dict__.setdefault("gongkai_styles", {})
        key = (element_type, element.style_id, element.style_name)
        if key not in styles:
            styles[key] = look(self, element, element_type)
        return styles[key]

    _DocumentConverter._find_style = find  # noqa: SLF001


def read_xml(file: IO[bytes]) -> Any:
    """The root of a part as mammoth's elements, for ``mammoth.docx.office_xml.read``.

    Of what is there twice (``mc:AlternateContent``), the part for programs that do not know the first is read, as
    mammoth does; properties of the layout are left out.

    Args:
        file: The part.

    Raises:
        XMLSyntaxError: It is no XML.
    """
    parser = etree.XMLParser(
        resolve_entities=False, no_network=True, huge_tree=True, remove_comments=True, remove_pis=True
    )
    (root,) = _elements(etree.parse(file, parser).getroot(), _Names(office_xml._namespaces))  # noqa: SLF001 - see above
    return root


class _Names(dict[str, str]):
    """Names as mammoth writes them, by those of lxml.

    Args:
        namespaces: Prefixes and namespaces: a name of one of them begins with ``prefix:``, any other with ``{…}``.
    """

    def __init__(self, namespaces: Iterable[tuple[str, str]]) -> None:
        super().__init__()
        self._prefixes = {uri: prefix for prefix, uri in namespaces}

    def __missing__(self, name: str) -> str:
        uri, _, local = name.removeprefix("{").rpartition("}")
        prefix = self._prefixes.get(uri)
        self[name] = name if prefix is None else f"{prefix}:{local}"
        return self[name]


def _elements(node: Any, names: _Names) -> list[Any]:
    """An element of lxml as one of mammoth; what is there twice as the children that are read of it."""
    name = names[node.tag]
    properties = READ_PROPERTIES.get(name)
    children: list[Any] = [XmlText(node.text)] if node.text else []
    for child in node:
        tag = child.tag
        if isinstance(tag, str) and (
            properties is None or names[tag] in properties
        ):  # a reference to an entity has no name
            children += _elements(child, names)
        if child.tail:
            children.append(XmlText(child.tail))
    if name == _TWICE:
        fallbacks = (child for child in children if getattr(child, "name", "") == _FOR_OTHERS)
        return next((fallback.children for fallback in fallbacks), [])
    return [XmlElement(name, {names[key]: value for key, value in node.attrib.items()}, children)]
