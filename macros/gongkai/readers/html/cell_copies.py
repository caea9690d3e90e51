"""Figures that a page has twice in their cells, as for a desk and for a telephone: one is read where both are the same.

A sheet that is not at hand may hide one of them; where they differ, both are said.
"""

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from gongkai.findings import say
from gongkai.readers.html import visibility
from gongkai.readers.html.cell_parts import is_figure, text_of
from gongkai.readers.html.styles.rules import PageStyles

_DIGIT = re.compile(r"\d")
_FEWEST, _SHARE = 3, 0.8
"""Cells, and which share of a table's figures, that have to hold the same twice: 11 may be written in two parts."""


@dataclass(frozen=True, slots=True)
class _Pair:
    """Two texts that are all there is in a cell.

    Attributes:
        texts: Both, in order.
        classes: Theirs; None of a text without an element of its own.
        parts: Their elements; a text without one is left out.
    """

    texts: tuple[str, str]
    classes: tuple[str | None, str | None]
    parts: tuple[Any, ...]

    def is_same(self) -> bool:
        """Whether it is one text twice."""
        return self.texts[0] == self.texts[1]

    def has_figures(self) -> bool:
        """Whether both are figures."""
        return all(map(_is_number, self.texts))


def keep_one_of_each(cells: Sequence[Any], styles: PageStyles) -> bool:
    """Take the second text out of cells that hold two of which one is shown, or that are the same throughout a table.

    Args:
        cells: Those of one table.
        styles: Of its page.

    Returns:
        Whether there were any.

    Raises:
        TooManyStylesError: It takes too many comparisons to know.
    """
    visible_pairs: list[_Pair] = []
    count = 0
    for pair in filter(None, map(_pair_in, cells)):
        hidden = [part for part in pair.parts if styles.is_hidden(part)]
        if not hidden:
            visible_pairs.append(pair)
        elif len(hidden) == 1 and pair.is_same():
            _write(hidden[0], "")
            count += 1
    return _keep_first(visible_pairs, cells) or count > 0


def _pair_in(cell: Any) -> _Pair | None:
    """The two texts that are all there is in a cell, of elements that differ by their class, or one without any."""
    inner = cell
    while len(inner) == 1 and not (inner.text or inner[0].tail or "").strip():
        inner = inner[0]
    if not 1 <= len(inner) <= 2:  # noqa: PLR2004 - a pair
        return None
    pieces: list[tuple[str, Any]] = [(inner.text or "", None)]
    for part in inner:
        if not isinstance(part.tag, str) or visibility.is_hidden(part):
            return None
        pieces += [(text_of(part), part), (part.tail or "", None)]
    pieces = [(text.strip(), part) for text, part in pieces if text.strip()]
    if len(pieces) != 2:  # noqa: PLR2004 - likewise
        return None
    (one, first), (other, second) = pieces
    classes = tuple(None if part is None else part.get("class") for part in (first, second))
    parts = tuple(part for part in (first, second) if part is not None)
    return _Pair((one, other), (classes[0], classes[1]), parts) if classes[0] != classes[1] else None


def _keep_first(pairs: Sequence[_Pair], cells: Sequence[Any]) -> bool:
    """Keep the first of pairs that most figures of a table are written in; say both where they differ, or are few."""
    same = Counter(pair.classes for pair in pairs if pair.is_same() and pair.has_figures())
    figures = sum(map(_is_number, map(text_of, cells))) if max(same.values(), default=0) >= _FEWEST else 0
    usual = {classes for classes, count in same.items() if count >= max(_FEWEST, _SHARE * figures)}
    for pair in pairs:
        if pair.classes not in usual:
            if pair.is_same() and pair.has_figures() and None not in pair.classes and len(pair.texts[0]) > 1:
                _write(pair.parts[-1], f"[{say('readers.twice', {'one': pair.texts[0], 'other': pair.texts[1]})}]")
            continue
        if pair.is_same():
            _write(pair.parts[-1], "")
        elif pair.has_figures():
            _write(pair.parts[-1], f"[{say('readers.twice', {'one': pair.texts[0], 'other': pair.texts[1]})}]")
    return bool(usual)


def _write(element: Any, text: str) -> None:
    element.text = text
    del element[:]


def _is_number(text: str) -> bool:
    return _DIGIT.search(text) is not None and is_figure(text)
