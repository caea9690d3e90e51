"""Makes mammoth faster: it parses XML with lxml, and looks up each style once.

Mammoth spends half of its time in minidom, and compares each paragraph and run with every style. It has no option for
either, so ``read_by_lxml`` and ``look_for_styles_once`` replace functions of mammoth, as they are in mammoth 1.13.
"""

from collections.abc import Iterable
from typing import IO, Any

from lxml import etree
from mammoth.conversion import _DocumentConverter  # type: ignore[import-untyped]
from mammoth.docx import office_xml  # type: ignore[import-untyped]
from mammoth.docx.xmlparser import XmlElement, XmlText  # type: ignore[import-untyped]


def read_by_lxml() -> None:
    """Let mammoth read the XML of every document by ``parse_xml`` from now on."""
    office_xml.parse_xml = parse_xml


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


_NAMING = frozenset({"paragraph", "run", "table"})
"""Elements whose style depends on its name and id alone; that of a numbered paragraph depends on the numbering too."""


def parse_xml(file: IO[bytes], namespaces: Iterable[tuple[str, str]] = ()) -> Any:
    """The root of a part as mammoth's elements.

    Args:
        file: The part.
        namespaces: Prefixes and namespaces: a name of one of them begins with ``prefix:``, any other with ``{…}``.

    Raises:
        XMLSyntaxError: It is no XML.
    """
    parser = etree.XMLParser(
        resolve_entities=False, no_network=True, huge_tree=True, remove_comments=True, remove_pis=True
    )
    return _element(etree.parse(file, parser).getroot(), _Names(namespaces))


class _Names(dict[str, str]):
    """Names as mammoth writes them, by those of lxml."""

    def __init__(self, namespaces: Iterable[tuple[str, str]]) -> None:
        super().__init__()
        self._prefixes = {uri: prefix for prefix, uri in namespaces}

    def __missing__(self, name: str) -> str:
        uri, _, local = name.removeprefix("{").rpartition("}")
        prefix = self._prefixes.get(uri)
        self[name] = name if prefix is None else f"{prefix}:{local}"
        return self[name]


def _element(node: Any, names: _Names) -> Any:
    children: list[Any] = [XmlText(node.text)] if node.text else []
    for child in node:
        if isinstance(child.tag, str):  # a reference to an entity, which is not followed, has none
            children.append(_element(child, names))
        if child.tail:
            children.append(XmlText(child.tail))
    return XmlElement(names[node.tag], {names[key]: value for key, value in node.attrib.items()}, children)
