"""Marks of footnotes and endnotes in a Word file: 12 with the mark 1 must not read 121.

Word raises them by a style, which a file may name without defining it. A mark whose note is not in the file is written
as text, because mammoth refuses it.
"""

import re
import zipfile
from collections.abc import Collection
from typing import Any

from lxml import etree

from gongkai.readers.files.office_xml import WORD, xml_root

_PART = re.compile(r"word/(foot|end)notes\d*\.xml")
_STYLE = re.compile(r"(?:foot|end)note\s?reference|[脚尾]注(?:引用|参照)", re.IGNORECASE)
_KINDS = {f"{WORD}footnoteReference": "foot", f"{WORD}endnoteReference": "end"}
_OFF = (None, "0", "false", "off")
_LONGEST_MARK = 4

NoteIds = Collection[tuple[str, str]]
"""The notes of a file, each as its kind (``foot`` or ``end``) and its id."""


def note_ids(file: zipfile.ZipFile) -> set[tuple[str, str]]:
    """The notes of a Word file, without the lines that separate them from the text.

    Args:
        file: Its parts.
    """
    ids: set[tuple[str, str]] = set()
    for name in file.namelist():
        match = _PART.fullmatch(name)
        if match is not None:
            notes = xml_root(file.read(name)).iter(f"{WORD}{match[1]}note")
            ids.update((match[1], note.get(f"{WORD}id") or "") for note in notes if note.get(f"{WORD}type") is None)
    return ids


def set_note_marks_apart(root: Any, styles: Any, notes: NoteIds) -> None:
    """Raise the typed marks of notes, and write those without a note, or with one of their own, as mammoth knows them.

    Args:
        root: The root element of a part.
        styles: The root of the part that defines the styles of the file; None where it has none.
        notes: The notes of the file.
    """
    names = _styles_of_marks(styles)
    for style in list(root.iter(f"{WORD}rStyle")):
        key = style.get(f"{WORD}val") or ""
        properties = style.getparent()
        if (_STYLE.fullmatch(key) or key in names) and properties.find(f"{WORD}vertAlign") is None:
            etree.SubElement(properties, f"{WORD}vertAlign").set(f"{WORD}val", "superscript")
    for number, reference in enumerate(list(root.iter(*_KINDS)), 1):
        own = _own_mark(reference)
        if (_KINDS[reference.tag], reference.get(f"{WORD}id") or "") not in notes:
            text = etree.Element(f"{WORD}t")
            text.text = f"[{own or number}]"
            reference.getparent().replace(reference, text)


def _styles_of_marks(styles: Any) -> set[str]:
    """The ids of the styles that are those of marks by their names."""
    keys = set()
    for style in styles.iter(f"{WORD}style") if styles is not None else ():
        name = style.find(f"{WORD}name")
        if name is not None and _STYLE.fullmatch(name.get(f"{WORD}val") or ""):
            keys.add(style.get(f"{WORD}styleId") or "")
    return keys


def _own_mark(reference: Any) -> str:
    """Take out the mark that is typed behind a reference in place of its number; empty where there is none."""
    if reference.get(f"{WORD}customMarkFollows") in _OFF:
        return ""
    texts = list(reference.itersiblings(f"{WORD}t"))
    mark = "".join(text.text or "" for text in texts)
    if len(mark) > _LONGEST_MARK:
        return ""
    for text in texts:
        text.getparent().remove(text)
    return mark.strip()
