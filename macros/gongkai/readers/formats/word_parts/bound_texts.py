"""Content controls of a Word file that are bound to data: Word shows the data, not the text that the file holds there.

Programs that fill in templates write the data (``customXml``) and leave the text as it was; Word puts the data in when
it opens the file (ECMA-376 part 1, 17.5.2.6). Other programs show the text.

A control that nobody has filled in shows words that ask for it (17.5.2.39); such words may be a 0.
"""

import contextlib
import re
from collections.abc import Iterator
from typing import Any

from lxml import etree

from gongkai.errors import ReadError
from gongkai.findings import say
from gongkai.readers.files.archives import Archive
from gongkai.readers.files.office_xml import WORD, xml_root

_MAY_CHANGE = re.compile(rb"<w:(?:dataBinding|showingPlcHdr)[\s/>]")
_FIGURE = re.compile(r"\s*[-+]?[\d,.]*\d[\d,.]*[件个宗条份人家起项次篇]?\s*")
_OFF = ("0", "false", "off")
_DATA = re.compile(r"customXml/item\d{1,4}\.xml")
_STORE = "{http://schemas.openxmlformats.org/officeDocument/2006/customXml}itemID"
_CORE = "{6C3C8BC8-F283-45AE-878A-BAB7291924A1}"
"""The id of the properties of every file: its title, subject and so on."""
_PATH = re.compile(r"(?:/(?:[\w-]+:)?[\w-]+(?:\[\d{1,4}\])?){1,20}(?:/@(?:[\w-]+:)?[\w-]+|/text\(\)(?:\[1\])?)?")
"""The paths that Word writes: steps down by name and number."""
_PREFIX = re.compile(r"""xmlns:([\w-]+)=(?:"([^"]*)"|'([^']*)')""")
_OF_OTHER_FORM = {f"{WORD}{name}" for name in ("date", "picture", "richText")}
"""Kinds of controls whose data are not their text."""
_CHOICES = (f"{WORD}dropDownList", f"{WORD}comboBox")
_PROPERTIES = "docProps/core.xml"

_Store = tuple[str, Any]
"""The id of data and their root element."""


def with_bound_texts(archive: Archive, part: bytes) -> bytes:
    """A main part with what Word shows in the controls of cells, beside the text that other programs show.

    Only data with other digits than the text of their control count. A figure that stands in a control until somebody
    fills it in is said to be none.

    Args:
        archive: The parts of the file.
        part: The part.
    """
    if not _MAY_CHANGE.search(part):
        return part
    root: Any = xml_root(part)
    for mark in root.iter(f"{WORD}showingPlcHdr"):
        _say_what_is_asked(mark)
    stores = list(_stores(archive))
    for binding in list(root.iter(f"{WORD}dataBinding")):
        control = next(binding.iterancestors(f"{WORD}sdt"), None)
        kinds = {item.tag for item in binding.getparent()}
        if control is not None and not kinds & _OF_OTHER_FORM:
            _show(control, _text_of(binding, stores))
    return bytes(etree.tostring(root, xml_declaration=True, encoding="UTF-8", standalone=True))


def _say_what_is_asked(mark: Any) -> None:
    """Write that a figure in a cell only asks for one, given the mark of its control."""
    control = next(mark.iterancestors(f"{WORD}sdt"), None)
    texts = list(control.iter(f"{WORD}t")) if control is not None else []
    words = "".join(text.text or "" for text in texts)
    if mark.get(f"{WORD}val") not in _OFF and _FIGURE.fullmatch(words) and _is_in_one_cell(control):
        for text in texts[1:]:
            text.text = ""
        texts[0].text = f"[{say('readers.placeholder')}{words.strip()}]"


def _is_in_one_cell(control: Any) -> bool:
    """Whether a control is in a cell, or around one."""
    cells = list(control.iter(f"{WORD}tc"))
    return len(cells) == 1 or (not cells and next(control.iterancestors(f"{WORD}tc"), None) is not None)


def _show(control: Any, data_text: str | None) -> None:
    """Write the data to which a control in a cell, or around one, is bound if they have other digits than its text."""
    texts = list(control.iter(f"{WORD}t"))
    own_text = "".join(text.text or "" for text in texts)
    if data_text is None or not texts or not _is_in_one_cell(control) or _digits(own_text) == _digits(data_text):
        return
    for text in texts[1:]:
        text.text = ""
    texts[0].text = f"[{say('readers.either', {'shown': data_text, 'other': own_text})}]"


def _text_of(binding: Any, stores: list[_Store]) -> str | None:
    """What Word shows in a control; None where its data are not in the file."""
    path, store = binding.get(f"{WORD}xpath") or "", (binding.get(f"{WORD}storeItemID") or "").upper()
    mappings = _PREFIX.findall(binding.get(f"{WORD}prefixMappings") or "")
    prefixes = {name: one or other for name, one, other in mappings}
    if not _PATH.fullmatch(path):
        return None
    for key, root in stores:
        values = []
        if store in (key, ""):
            with contextlib.suppress(etree.XPathError):  # a prefix that is not defined
                values = root.getroottree().xpath(path, namespaces=prefixes)
        if values:
            return _as_chosen(_plain(values[0]), binding.getparent())
    return None


def _stores(archive: Archive) -> Iterator[_Store]:
    names = {name: name.replace("item", "itemProps") for name in archive.names() if _DATA.fullmatch(name)}
    for name, properties in [*sorted(names.items()), (_PROPERTIES, "")]:
        key = _CORE
        with contextlib.suppress(ReadError, etree.XMLSyntaxError):  # data of other programs, none of the report
            part = archive.xml(name)
            if properties:
                of_store = archive.xml(properties)
                key = (xml_root(of_store).get(_STORE) or "").upper() if of_store else ""
            if part:
                yield key, xml_root(part)


def _plain(value: Any) -> str:
    return " ".join(("".join(value.itertext()) if hasattr(value, "itertext") else str(value)).split())


def _as_chosen(value: str, properties: Any) -> str:
    """The words of a list for a value that stands for them; any other value as it is."""
    for choice in properties.iterchildren(*_CHOICES):
        for item in choice.iterchildren(f"{WORD}listItem"):
            if item.get(f"{WORD}value") == value:
                return item.get(f"{WORD}displayText") or value
    return value


def _digits(text: str) -> str:
    return "".join(re.findall(r"\d", text))
