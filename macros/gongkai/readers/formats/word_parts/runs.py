"""Runs of a Word file as they are shown: hidden ones go, and what mammoth passes over is written as it knows it.

Those are characters beside which small ones explain how to read them (ruby), a line twice through characters, and
characters that are raised by their position. Of a field within the instruction of another one nothing is shown.
"""

import re
from dataclasses import dataclass, field
from typing import Any

from lxml import etree
from mammoth.docx.dingbats import dingbats  # type: ignore[import-untyped]

from gongkai.figures import whole_number
from gongkai.findings import say
from gongkai.readers.files.office_xml import WORD, xml_root

_OFF = {"0", "false", "off"}
_FIGURE = re.compile(r"\s*[+-]?[\d,.]+\s*")
_PICTURES = re.compile(r"symbol|dings|marlett|extra", re.IGNORECASE)
"""Names of fonts whose characters are pictures."""
_PRIVATE, _LAST_PRIVATE = 0xF000, 0xF8FF
"""Where Word counts the characters of such fonts, and the end of all characters that are no text."""


def show_runs(root: Any, styles: bytes | None) -> None:
    """Change the runs of a part in place.

    Args:
        root: The root element of the part.
        styles: The part that defines the styles of the file, if it has one.
    """
    _leave_out_instructions(root)
    for ruby in list(root.iter(f"{WORD}ruby")):
        run = ruby.getparent()
        base = ruby.findall(f"{WORD}rubyBase/{WORD}r")
        parent = run.getparent()
        place = parent.index(run)
        parent[place : place + 1] = base
    hidden = _hidden_styles(styles)
    for run in list(root.iter(f"{WORD}r")):
        if _is_hidden(run, hidden):
            run.getparent().remove(run)
        else:
            _write_looks_as_known(run)
            _mark_white_figure(run)
    for symbol in list(root.iter(f"{WORD}sym")):
        _write_symbol(symbol)


@dataclass(slots=True)
class _OpenField:
    """A field whose end has not been reached."""

    in_instruction: bool = True
    texts: list[Any] = field(default_factory=list)
    """Texts of other fields within its instruction."""

    def leave_out_texts(self) -> None:
        for text in self.texts:
            text.getparent().remove(text)
        self.texts = []


def _leave_out_instructions(root: Any) -> None:
    """Take out the results of fields that are a part of the instruction of another field; only if that one ends."""
    fields: list[_OpenField] = []
    for element in list(root.iter(f"{WORD}fldChar", f"{WORD}t")):
        if element.tag == f"{WORD}t":
            outermost = next((item for item in fields if item.in_instruction), None)
            if outermost is not None:
                outermost.texts.append(element)
            continue
        sort = element.get(f"{WORD}fldCharType")
        if sort == "begin":
            fields.append(_OpenField())
        elif fields and sort == "separate":
            fields[-1].in_instruction = False
            fields[-1].leave_out_texts()
        elif fields and sort == "end":
            fields.pop().leave_out_texts()


def _hidden_styles(styles: bytes | None) -> frozenset[str]:
    """Ids of the styles whose characters are hidden."""
    if not styles or b"vanish" not in styles:
        return frozenset()
    root = xml_root(styles)
    every = root.iter(f"{WORD}style")
    return frozenset(
        style.get(f"{WORD}styleId") or "" for style in every if _is_on(style.find(f"{WORD}rPr/{WORD}vanish"))
    )


def _is_hidden(run: Any, styles: frozenset[str]) -> bool:
    own = run.find(f"{WORD}rPr/{WORD}vanish")
    if own is not None or not styles:
        return _is_on(own)
    of_run = run.find(f"{WORD}rPr/{WORD}rStyle")
    of_paragraph = next(run.iterancestors(f"{WORD}p"), run).find(f"{WORD}pPr/{WORD}pStyle")
    return any(style is not None and style.get(f"{WORD}val") in styles for style in (of_run, of_paragraph))


def _write_looks_as_known(run: Any) -> None:
    properties = run.find(f"{WORD}rPr")
    if properties is None:
        return
    twice = properties.find(f"{WORD}dstrike")
    if twice is not None:
        twice.tag = f"{WORD}strike"
    height = _height(run)
    if height and properties.find(f"{WORD}vertAlign") is None and _height_before(run) == 0:
        etree.SubElement(properties, f"{WORD}vertAlign").set(f"{WORD}val", "superscript" if height > 0 else "subscript")


def _mark_white_figure(run: Any) -> None:
    """Put a figure of a cell into brackets that is white without a colour behind it: nobody sees it on paper."""
    color = run.find(f"{WORD}rPr/{WORD}color")
    cell = next(run.iterancestors(f"{WORD}tc"), None)
    if color is None or cell is None or (color.get(f"{WORD}val") or "").upper() != "FFFFFF":
        return
    texts = [text for text in run.iter(f"{WORD}t") if (text.text or "").strip()]
    shades = [
        *cell.iterfind(f"{WORD}tcPr/{WORD}shd"),
        *run.iterfind(f"{WORD}rPr/{WORD}shd"),
        *run.iterfind(f"{WORD}rPr/{WORD}highlight"),
    ]
    shades += [
        shade for paragraph in run.iterancestors(f"{WORD}p") for shade in paragraph.iterfind(f"{WORD}pPr/{WORD}shd")
    ]
    shades += [
        shade for table in cell.iterancestors(f"{WORD}tbl") for shade in table.iterfind(f"{WORD}tblPr/{WORD}shd")
    ]
    if any((shade.get(f"{WORD}fill") or "").upper() not in {"", "AUTO", "FFFFFF"} for shade in shades):
        return
    for text in texts:
        if _FIGURE.fullmatch(text.text):
            text.text = f"[{say('readers.white')}{text.text.strip()}]"


def _write_symbol(symbol: Any) -> None:
    """Write a character given by its number as text; one of a font of pictures that mammoth does not know is named."""
    font, char = symbol.get(f"{WORD}font") or "", symbol.get(f"{WORD}char") or ""
    try:
        code = int(char, 16)
    except ValueError:
        return
    plain = code & 0xFF if code & 0xFF00 == _PRIVATE else code
    if dingbats.get((font, code)) or dingbats.get((font, plain)):
        return
    symbol.tag = f"{WORD}t"
    is_text = not _PICTURES.search(font) and plain >= ord(" ") and not _PRIVATE <= plain <= _LAST_PRIVATE
    symbol.text = chr(plain) if is_text else f"[{say('readers.symbol')}]"


def _height(run: Any) -> int:
    """By how many half-points a run stands above the line."""
    position = run.find(f"{WORD}rPr/{WORD}position")
    text = (position.get(f"{WORD}val") or "").removesuffix("pt") if position is not None else ""
    height = whole_number(text.removeprefix("-")) or 0
    return -height if text.startswith("-") else height


def _height_before(run: Any) -> int | None:
    """The height of the run before; None where there is none."""
    before = next(run.itersiblings(f"{WORD}r", preceding=True), None)
    return None if before is None else _height(before)


def _is_on(element: Any) -> bool:
    return element is not None and (element.get(f"{WORD}val") or "").lower() not in _OFF
