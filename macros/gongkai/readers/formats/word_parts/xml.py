"""Brings the main part of a Word file into the shape that mammoth reads, so that no text of it is passed over.

Fields, content controls, smart tags and directions become the text that they show, equations the text in them, hidden
text goes (see ``runs``), and automatic numbers in Chinese style are written out. In a cell, an equation that is more
than a row of characters is named, and so is a text that only some programs show. A cell that holds a picture or a field
without a result, by itself or beside a figure, says so: it is not blank, and its figure may be another one.
"""

import re
import zipfile
from collections.abc import Iterator
from io import BytesIO
from itertools import zip_longest
from typing import Any

from lxml import etree

from gongkai.findings import say
from gongkai.readers.document.signs import words_of_picture
from gongkai.readers.files.office_xml import WORD, new_property, xml_root
from gongkai.readers.formats.word_parts.drawn_fields import name_drawn_fields
from gongkai.readers.formats.word_parts.note_marks import NoteIds, note_ids, set_note_marks_apart
from gongkai.readers.formats.word_parts.numbering import Numbering
from gongkai.readers.formats.word_parts.runs import show_runs
from gongkai.readers.formats.word_parts.styles import WordStyles
from gongkai.readers.formats.word_parts.tables.cut_lines import say_what_is_cut_off
from gongkai.readers.formats.word_parts.tables.merged_cells import begin_without_one_above

_MATH = "{http://schemas.openxmlformats.org/officeDocument/2006/math}"
_OPERANDS = {f"{_MATH}{name}" for name in ("e", "num", "den", "sup", "sub", "deg", "lim")}
"""Parts of fractions, powers and the like, which do not stand in one line with what is beside them."""
_COMPATIBILITY = "{http://schemas.openxmlformats.org/markup-compatibility/2006}"
_TEXTS = (f"{WORD}t", f"{_MATH}t")
_WRAPPERS = {f"{WORD}{name}" for name in ("fldSimple", "smartTag", "customXml", "dir", "bdo", "sdtContent", "moveTo")}
_LEFT_OUT = {f"{WORD}{name}" for name in ("sdtPr", "sdtEndPr", "moveFrom", "smartTagPr", "customXmlPr")}
_PICTURES = {f"{WORD}{name}" for name in ("drawing", "pict", "object", "contentPart")}
_FIGURE = re.compile(r"[\d\s]*")
_FIGURE_WITH_SIGNS = re.compile(r"[-+]?[\d\s,.]+[件个宗条份人家起项次篇]?")
_DRAWING = "{http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing}"
_FILL = "{http://schemas.openxmlformats.org/drawingml/2006/main}solidFill"
_TALLEST = 720_000
"""How tall a picture of a digit is at most, in English metric units: two centimetres."""
_MOST_DIGITS = 12
_SHOWS_NOTHING = re.compile(
    r"\s*(?:XE|TC|TA|RD|SET|ASK|ADDIN|PRIVATE|FORMTEXT|HYPERLINK|TOC|INDEX|BOOKMARK)\b", re.IGNORECASE
)
"""Instructions of fields that show nothing, or what is after them."""


def readable_word_file(data: bytes, main: dict[str, bytes], numbering: bytes | None, styles: Any) -> bytes:
    """The same Word file with other main parts.

    Args:
        data: The file.
        main: Its main parts by name.
        numbering: The part that defines its lists, if it has one.
        styles: The root of the part that defines its styles; None where it has none.
    """
    file = BytesIO()
    with zipfile.ZipFile(BytesIO(data)) as source, zipfile.ZipFile(file, "w", zipfile.ZIP_STORED) as target:
        notes = note_ids(source)
        changed = {name: _readable(part, Numbering(numbering, styles), styles, notes) for name, part in main.items()}
        for part in source.infolist():
            target.writestr(part.filename, changed.get(part.filename) or source.read(part.filename))
    return file.getvalue()


def _readable(part: bytes, numbering: Numbering, styles: Any, notes: NoteIds) -> bytes:
    root: Any = xml_root(part)
    _show_in_line(root)
    set_note_marks_apart(root, styles, notes)
    show_runs(root, styles)
    name_drawn_fields(root)
    for element in list(root.iter(*_LEFT_OUT, f"{WORD}tc")):
        if element.tag != f"{WORD}tc" or element.find(f"{WORD}tcPr/{WORD}cellDel") is not None:
            element.getparent().remove(element)
    for element in list(root.iter(*_WRAPPERS)):
        _replace(element, _content(element))
    for element in list(root.iter(f"{WORD}sdt")):
        _replace(element, list(element))
    begin_without_one_above(root)
    for paragraph in root.iter(f"{WORD}p"):
        number = numbering.number_of(paragraph)
        if number:
            _number(paragraph, number)
    if b"framePr" in part or (styles is not None and next(styles.iter(f"{WORD}framePr"), None) is not None):
        _say_what_is_framed(root, WordStyles(styles))
    if b"exact" in part:
        say_what_is_cut_off(root, styles)
    for cell in root.iter(f"{WORD}tc"):
        _number_figures(cell, numbering)
        _say_what_is_not_text(cell)
    return bytes(etree.tostring(root, xml_declaration=True, encoding="UTF-8", standalone=True))


def _show_in_line(root: Any) -> None:
    """Write equations, contents for some programs only, breaks and tabs as mammoth knows them."""
    for element in list(root.iter(f"{_COMPATIBILITY}AlternateContent")):
        _say_both(element)
    for element in list(root.iter(f"{_MATH}oMath")):
        _replace(element, _runs_of_equation(element))
    for element in list(root.iter(f"{_MATH}oMathPara")):  # wraps an equation that is alone in its paragraph
        _replace(element, element.findall(f"{WORD}r"))
    for element in root.iter(f"{WORD}br"):  # what follows a break of the page is no part of the figure before it
        if element.get(f"{WORD}type") and next(element.iterancestors(f"{WORD}tc"), None) is not None:
            element.attrib.pop(f"{WORD}type")
    for element in root.iter(f"{WORD}cr", f"{WORD}ptab"):
        element.tag = f"{WORD}br" if element.tag == f"{WORD}cr" else f"{WORD}tab"


def _runs_of_equation(element: Any) -> list[Any]:
    """The characters of an equation, each run with its looks; named in a cell where they stand in no line, as in 3²."""
    texts = list(element.iter(f"{_MATH}t"))
    if next(element.iter(*_OPERANDS), None) is None or next(element.iterancestors(f"{WORD}tc"), None) is None:
        runs = [_run(text.text or "") for text in texts]
        for run, text in zip(runs, texts, strict=True):
            run[:0] = text.getparent().findall(f"{WORD}rPr")
        return runs
    return [_run(f"[{say('readers.formula', {'text': ' '.join(text.text or '' for text in texts)})}]")]


def _say_both(element: Any) -> None:
    """In a cell, write what Word shows and what older programs show, where these are texts with other digits.

    Args:
        element: Contents of which a program shows the first one that it knows (``mc:AlternateContent``).
    """
    other = element.find(f"{_COMPATIBILITY}Fallback")
    fallback = _text_in(other) if other is not None else ""
    choices = [choice for choice in element.findall(f"{_COMPATIBILITY}Choice") if _text_in(choice) != fallback]
    choice_text = _text_in(choices[0]) if choices else ""
    if not choices or not re.search(r"\d", choice_text + fallback):
        return
    if next(element.iterancestors(f"{WORD}tc"), None) is None:
        _say_both_by_cell(choices[0], other)
        return
    run = _run(_either(choice_text, fallback))
    _replace(element, list(run) if element.getparent().tag == f"{WORD}r" else [run])


def _say_both_by_cell(choice: Any, other: Any) -> None:
    """Likewise where whole rows or tables are there twice, as in a text box: in each cell that is not the same."""
    cells, others = (list(one.iter(f"{WORD}tc")) if one is not None else [] for one in (choice, other))
    for cell, other_cell in zip_longest(cells[: len(others)], others):
        choice_text, fallback = _text_in(cell) if cell is not None else "", _text_in(other_cell)
        if choice_text != fallback and re.search(r"\d", choice_text + fallback):
            paragraph = etree.Element(f"{WORD}p")
            paragraph.append(_run(_either(choice_text, fallback)))
            other_cell[:] = [*other_cell.iterchildren(f"{WORD}tcPr"), paragraph]


def _text_in(element: Any) -> str:
    return "".join(text.text or "" for text in element.iter(*_TEXTS))


def _either(choice_text: str, other_text: str) -> str:
    return f"[{say('readers.either', {'shown': choice_text, 'other': other_text})}]"


def _content(wrapper: Any) -> list[Any]:
    """What a wrapper shows: its content, turned round where it is; of a field without a result its instruction as well.

    A space is no result: the field may have been calculated or not.
    """
    texts = "".join(text.text or "" for text in wrapper.iter(f"{WORD}t"))
    if wrapper.tag == f"{WORD}bdo" and wrapper.get(f"{WORD}val") == "rtl" and texts:
        return [_run(texts[::-1])]
    if wrapper.tag == f"{WORD}fldSimple" and not texts.strip():
        run = etree.Element(f"{WORD}r")
        etree.SubElement(run, f"{WORD}instrText").text = wrapper.get(f"{WORD}instr")
        return [*wrapper, run]
    return list(wrapper)


def _replace(element: Any, others: list[Any]) -> None:
    """Put other elements in the place of one."""
    parent = element.getparent()
    place = parent.index(element)
    parent[place : place + 1] = others


def _run(text: str) -> Any:
    run = etree.Element(f"{WORD}r")
    part = etree.SubElement(run, f"{WORD}t")
    part.set("{http://www.w3.org/XML/1998/namespace}space", "preserve")
    part.text = text
    return run


def _number(paragraph: Any, number: str) -> None:
    """Write the number of a paragraph as text; Word shall not number it a second time."""
    none = new_property(paragraph, "pPr", "numPr")
    etree.SubElement(none, f"{WORD}ilvl").set(f"{WORD}val", "0")  # without it mammoth asks the list tied to its style
    etree.SubElement(none, f"{WORD}numId").set(f"{WORD}val", "0")  # overrides the numbering of its style
    paragraph.insert(paragraph.index(none.getparent()) + 1, _run(number))


def _number_figures(cell: Any, numbering: Numbering) -> None:
    """Write the plain number of a list into a cell that is otherwise empty or a figure: it is shown before that."""
    if not _FIGURE.fullmatch("".join(text.text or "" for text in cell.iter(f"{WORD}t"))):
        return
    for paragraph in cell.iterchildren(f"{WORD}p"):
        number = numbering.plain_number_of(paragraph)
        if number:
            _number(paragraph, f"{number} ")


def _say_what_is_framed(root: Any, styles: WordStyles) -> None:
    for table in root.iter(f"{WORD}tbl"):
        _say_what_is_framed_in(table, styles)


def _say_what_is_framed_in(table: Any, styles: WordStyles) -> None:
    """Write that a figure stands in a frame of its own, which may be anywhere on the page.

    Where most paragraphs of a table have a frame, the frames position the table itself, as in older files.
    """
    filled = [item for item in table.iter(f"{WORD}p") if next(item.iter(f"{WORD}t"), None) is not None]
    framed = [item for item in filled if styles.layout_of(item, "framePr") is not None]
    if len(framed) > len(filled) / 2:
        return
    for paragraph in framed:
        texts = list(paragraph.iter(f"{WORD}t"))
        words = "".join(text.text or "" for text in texts).strip()
        if _FIGURE_WITH_SIGNS.fullmatch(words):
            for text in texts[1:]:
                text.text = ""
            texts[0].text = f"[{say('readers.framed')}{words}]"


def _say_what_is_not_text(cell: Any) -> None:
    """Write that there is a picture, or a field without a result, into a cell without text or beside a figure."""
    cell_text = "".join(text.text or "" for text in cell.iter(f"{WORD}t")).strip()
    if cell_text:
        if _FIGURE_WITH_SIGNS.fullmatch(cell_text):
            _say_beside_figure(cell)
        return
    words = next(_without_text(cell), "")
    if words:
        paragraph = next(cell.iterchildren(f"{WORD}p"), None)
        if paragraph is None:
            paragraph = etree.SubElement(cell, f"{WORD}p")
        paragraph.append(_run(words))


def _say_beside_figure(cell: Any) -> None:
    """Write where pictures and fields without a result are: 2 before a picture of a 4 must not read 2."""
    for picture in list(cell.iter(*_PICTURES)):
        whole = picture
        if picture.getparent().tag == f"{_COMPATIBILITY}Choice":  # as Word writes all shapes of its own
            whole = picture.getparent().getparent()
        if whole.getparent() is not None and whole.getparent().tag == f"{WORD}r" and _may_be_digit(picture):
            text = etree.Element(f"{WORD}t")
            text.text = f"[{words_of_picture('')}]"
            _replace(whole, [text])
    for end in _ends_without_result(cell):
        text = etree.Element(f"{WORD}t")
        text.text = f"[{say('readers.no-result')}]"
        end.append(text)


def _may_be_digit(picture: Any) -> bool:
    """Whether a picture may show a digit: no seal, no copy for older programs, no text box unless blank and filled."""
    box = next(picture.iter(f"{WORD}txbxContent"), None)
    if box is not None and (next(picture.iter(_FILL), None) is None or any(text.text for text in box.iter(f"{WORD}t"))):
        return False
    size = next((item for item in picture.iter() if item.tag == f"{_DRAWING}extent"), None)
    height = size.get("cy") or "" if size is not None else ""
    return not (height.isdecimal() and int(height[:_MOST_DIGITS]) > _TALLEST)


def _ends_without_result(cell: Any) -> Iterator[Any]:
    """The runs in which fields of a cell end, or stand whole, that have an instruction and show nothing."""
    instruction, has_result, is_open = "", True, False
    for element in list(cell.iter(f"{WORD}fldChar", f"{WORD}instrText", f"{WORD}t")):
        kind = element.get(f"{WORD}fldCharType")
        if element.tag == f"{WORD}t":
            has_result = has_result or bool((element.text or "").strip())
        elif element.tag == f"{WORD}instrText":
            instruction += element.text or ""
            has_result = has_result and is_open  # a field in one element has no beginning and no end
        elif kind == "begin":
            instruction, has_result, is_open = "", False, True
        if kind == "end" or (instruction and not is_open):
            if not has_result and instruction.strip() and not _SHOWS_NOTHING.match(instruction):
                yield element.getparent()
            instruction, has_result, is_open = "", True, False


def _without_text(cell: Any) -> Iterator[str]:
    if next(cell.iter(*_PICTURES), None) is not None:
        yield words_of_picture("")
    if next(cell.iter(f"{WORD}instrText"), None) is not None:
        yield say("readers.no-result")
