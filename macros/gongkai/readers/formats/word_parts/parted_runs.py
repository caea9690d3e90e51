"""Separates figures in a cell of a Word file that are apart on paper, though their characters adjoin in the file.

A gap or a box separates two of them; in two lines in one (双行合一) half of the digits stand above the others; and what
follows a page break stands on the next page. All of them are written on lines of their own. So are digits of
which the first are clearly smaller than those behind them.
"""

from collections.abc import Sequence
from itertools import pairwise
from typing import Any

from lxml import etree

from gongkai.readers.files.office_xml import WORD
from gongkai.readers.formats.word_parts.run_looks import is_raised, is_smaller, spacing_of
from gongkai.readers.formats.word_parts.styles import Looks

_ROOM = 60
"""The least gap between two characters that makes them look like two figures, in twentieths of a point."""
_NO_BOX = frozenset({"none", "nil"})


def part_runs(runs: Sequence[tuple[Any, Looks]]) -> None:
    """Put line breaks between figures that do not touch.

    Args:
        runs: The runs of a paragraph in a cell that have text, each with its properties; they are changed.
    """
    for (run, looks), (following_run, its_looks) in pairwise(runs):
        has_room = spacing_of(looks) >= _ROOM and spacing_of(looks) != spacing_of(its_looks)
        is_apart = has_room or _has_box(looks) != _has_box(its_looks)
        if not (_text(run)[-1:].isdigit() and _text(following_run)[:1].isdigit()):
            continue
        if is_apart or (is_smaller(looks, its_looks) and not is_raised(looks)):
            _first_text(following_run).addprevious(etree.Element(f"{WORD}br"))
    for run, looks in runs:
        for line_break in run.findall(f"{WORD}br"):
            line_break.attrib.pop(f"{WORD}type", None)
        layout = looks.get("eastAsianLayout")
        if layout is not None and _text(run).isdigit() and any(_is_set(layout, name) for name in ("combine", "vert")):
            _halve(run)


def _halve(run: Any) -> None:
    """Write the digits of a run on two lines."""
    text = _first_text(run)
    digits = _text(run)
    half = (len(digits) + 1) // 2
    for other in run.findall(f"{WORD}t")[1:]:
        run.remove(other)
    rest = etree.Element(f"{WORD}t")
    text.text, rest.text = digits[:half], digits[half:]
    text.addnext(rest)
    text.addnext(etree.Element(f"{WORD}br"))


def _has_box(looks: Looks) -> bool:
    box = looks.get("bdr")
    return box is not None and (box.get(f"{WORD}val") or "none") not in _NO_BOX


def _is_set(layout: Any, name: str) -> bool:
    value = layout.get(f"{WORD}{name}")
    return value is not None and value not in {"0", "false", "off"}


def _text(run: Any) -> str:
    return "".join(text.text or "" for text in run.findall(f"{WORD}t")).strip()


def _first_text(run: Any) -> Any:
    return run.find(f"{WORD}t")
