"""Runs of a Word file as they are shown: hidden ones go, and what mammoth passes over is written as it knows it.

Those are characters beside which small ones explain how to read them (ruby), a line twice through characters,
characters raised by their position, and whatever styles do. A figure that nobody sees is put into brackets.
Of a field within the instruction of another one nothing is shown.
"""

import re
from dataclasses import dataclass, field
from itertools import pairwise, takewhile
from typing import Any

from lxml import etree
from mammoth.docx.dingbats import dingbats  # type: ignore[import-untyped]

from gongkai.findings import say
from gongkai.readers.files.office_xml import WORD, set_property
from gongkai.readers.formats.word_parts.parted_runs import part_runs
from gongkai.readers.formats.word_parts.run_looks import RunLooks, height_of, is_raised, is_smaller
from gongkai.readers.formats.word_parts.styles import Looks, is_on

_FIGURE = re.compile(r"\s*(?:[-+]?[\d,.]+[件个宗条份人家起项次篇]?|[-+])\s*")
_PICTURES = re.compile(r"symbol|dings|marlett|extra", re.IGNORECASE)
"""Names of fonts whose characters are pictures."""
_DEEPEST = 40
"""Fields within one another; Word makes twenty."""
_PRIVATE, _LAST_PRIVATE = 0xF000, 0xF8FF
"""Where Word counts the characters of such fonts, and the end of all characters that are no text."""

_Run = tuple[Any, Looks]
"""A run, and those of its properties that matter."""


def show_runs(root: Any, styles: Any) -> None:
    """Change the runs of a part in place.

    Args:
        root: The root element of the part.
        styles: The root of the part that defines the styles of the file; None where it has none.
    """
    _leave_out_instructions(root)
    for ruby in list(root.iter(f"{WORD}ruby")):
        run = ruby.getparent()
        base = ruby.findall(f"{WORD}rubyBase/{WORD}r")
        _say_what_is_above(ruby, base)
        parent = run.getparent()
        place = parent.index(run)
        parent[place : place + 1] = base
    run_looks = RunLooks(styles)
    visible_runs: dict[Any, list[_Run]] = {}
    hidden: dict[Any, list[Any]] = {}  # by cell; under None those outside of tables
    for run in list(root.iter(f"{WORD}r")):
        paragraph = _paragraph_of(run)
        looks = run_looks.of(run, paragraph)
        if is_on(looks["vanish"]):
            hidden.setdefault(run_looks.cell_of(paragraph), []).append(run)
        elif run.find(f"{WORD}t") is not None:
            visible_runs.setdefault(paragraph, []).append((run, looks))
    for cell, runs in hidden.items():
        _leave_out(runs, cell)
    for paragraph, runs in visible_runs.items():
        _show_paragraph(paragraph, runs, run_looks)
    for symbol in list(root.iter(f"{WORD}sym")):
        _write_symbol(symbol)


def _say_what_is_above(ruby: Any, base: list[Any]) -> None:
    """Write that a figure in a cell has small characters above it, or that digits stand there above nothing."""
    above, below = (_text_of(ruby.findall(f"{WORD}{name}")).strip() for name in ("rt", "rubyBase"))
    is_figure = re.search(r"\d", above + below) and (not below or _FIGURE.fullmatch(below))
    if not (above and is_figure and next(ruby.iterancestors(f"{WORD}tc"), None) is not None):
        return
    if not base:
        base.append(etree.Element(f"{WORD}r"))
    for content in base[0].xpath("*[not(self::w:rPr)]", namespaces={"w": WORD[1:-1]}):
        base[0].remove(content)
    etree.SubElement(base[0], f"{WORD}t").text = f"[{say('readers.ruby', {'text': above})}{below}]"
    del base[1:]


def _leave_out(runs: list[Any], cell: Any) -> None:
    """Take out hidden runs; a figure of a cell that has nothing else stays, in brackets with words that say so.

    On paper such a cell is blank. The figure may have been hidden on purpose, or without anybody's knowing.
    """
    text = _text_of(runs).strip()
    is_alone = cell is not None and re.search(r"\d", text) and _text_of([cell]).strip() == text
    for run in runs[1:] if is_alone else runs:
        run.getparent().remove(run)
    if is_alone:
        for content in list(runs[0]):
            runs[0].remove(content)
        etree.SubElement(runs[0], f"{WORD}t").text = f"[{say('readers.unseen')}{text}]"


def _text_of(elements: list[Any]) -> str:
    return "".join(text.text or "" for element in elements for text in element.iter(f"{WORD}t"))


def _paragraph_of(run: Any) -> Any:
    """The nearest paragraph around a run; the run itself where there is none."""
    parent = run.getparent()
    return parent if parent.tag == f"{WORD}p" else next(run.iterancestors(f"{WORD}p"), run)


@dataclass(slots=True)
class _OpenField:
    """A field whose end has not been reached."""

    texts: list[Any] = field(default_factory=list)
    """Texts of other fields inside the field's instruction."""

    def leave_out_texts(self) -> None:
        for text in self.texts:
            text.getparent().remove(text)
        self.texts = []


def _leave_out_instructions(root: Any) -> None:
    """Take out the results of fields that are a part of the instruction of another field; only if that one ends."""
    fields: list[_OpenField] = []
    in_instructions: list[_OpenField] = []  # those whose results have not begun
    too_deep = 0
    for element in list(root.iter(f"{WORD}fldChar", f"{WORD}t")):
        if element.tag == f"{WORD}t":
            if in_instructions:
                in_instructions[0].texts.append(element)
            continue
        sort = element.get(f"{WORD}fldCharType")
        if too_deep or (sort == "begin" and len(fields) >= _DEEPEST):  # mammoth asks all fields around each run
            too_deep += {"begin": 1, "end": -1}.get(sort, 0)
            element.getparent().remove(element)
        elif sort == "begin":
            fields.append(_OpenField())
            in_instructions.append(fields[-1])
        elif fields and sort in ("separate", "end"):
            ended = fields.pop() if sort == "end" else fields[-1]
            ended.leave_out_texts()
            if in_instructions and in_instructions[-1] is ended:
                in_instructions.pop()


def _show_paragraph(paragraph: Any, runs: list[_Run], run_looks: RunLooks) -> None:
    """Write what styles and positions make of runs as mammoth knows it, and words on figures that nobody sees."""
    in_cell = run_looks.cell_of(paragraph) is not None
    if in_cell:
        _raise_before_figure(runs)
        _raise_small(runs)
        part_runs(runs)
    before = None
    for run, looks in runs:
        height = height_of(looks)
        if is_on(looks["strike"]) or is_on(looks.get("dstrike")):
            set_property(run, "rPr", "strike", "1")
        if is_raised(looks):
            set_property(run, "rPr", "vertAlign", looks["vertAlign"].get(f"{WORD}val"))
        elif height and looks.get("vertAlign") is None and before == 0:
            set_property(run, "rPr", "vertAlign", "superscript" if height > 0 else "subscript")
        before = height
        texts = [text for text in run.iter(f"{WORD}t") if in_cell and _FIGURE.fullmatch(text.text or "")]
        words = run_looks.why_unseen(run, looks, paragraph) if texts else ""
        for text in texts if words else ():
            text.text = f"[{words}{text.text.strip()}]"


def _raise_before_figure(runs: list[_Run]) -> None:
    """Raise figures at the beginning of a cell that stand above or below others: 24 after a small 1 is not 124."""
    first = list(takewhile(lambda item: height_of(item[1]), runs))
    if first and _text(runs[len(first) :])[:1].isdigit():
        for run, looks in first:
            if looks.get("vertAlign") is None:
                set_property(run, "rPr", "vertAlign", "superscript")


def _raise_small(runs: list[_Run]) -> None:
    """Raise digits that are clearly smaller than those right before them: 24 before a small 1 is not 241."""
    large: Looks | None = None
    for before, item in pairwise(runs):
        run, looks = item
        if _text([before])[-1:].isdigit() and _text([item])[:1].isdigit() and is_smaller(looks, large or before[1]):
            large = large or before[1]
            if not is_raised(looks):
                set_property(run, "rPr", "vertAlign", "superscript")
        else:
            large = None


def _text(runs: list[_Run]) -> str:
    return "".join(text.text or "" for run, _ in runs for text in run.iter(f"{WORD}t")).strip()


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
