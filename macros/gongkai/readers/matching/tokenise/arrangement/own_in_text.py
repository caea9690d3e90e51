"""Leaves out the last columns of a table in lines of text, if the sums of all rows prove them no form's.

Between spaces nothing stands below its head. Where heads of the document's own (占比, 上年) follow that of the totals,
and each row below has a figure more for each of them, the first ones of all rows must add up, and no others may.
"""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace

from gongkai.forms import Form
from gongkai.readers.matching.figure_text import is_blank_text, looks_like_figures
from gongkai.readers.matching.normalise import (
    LineShape,
    NormalisedBlock,
    NormalisedCell,
    NormalisedLine,
    NormalisedParagraph,
    NormalisedTable,
)
from gongkai.readers.matching.normalise.lines import normalise_line
from gongkai.readers.matching.tokenise.arrangement.own_by_sums import (
    columns_with_total,
    only_first_add_up,
    own_words_at_end,
)
from gongkai.readers.matching.tokenise.lexicon import Lexicon

_SHARE = "%％"
_LONGEST_HEADING = 60
_OF_TEXT = (LineShape.TEXT, LineShape.FIGURES)


@dataclass(frozen=True, slots=True)
class _Place:
    """A line of text, and the positions of its paragraph and of the line in it."""

    line: NormalisedLine
    block: int
    number: int


@dataclass(frozen=True, slots=True)
class _OwnColumns:
    """Columns to leave out: their heads, and the lines that hold them."""

    words: tuple[str, ...]
    lines: tuple[_Place, ...]


def without_last_in_text(
    blocks: Sequence[NormalisedBlock], form: Form, lexicon: Lexicon, own_words: Callable[[str], str]
) -> tuple[NormalisedBlock, ...]:
    """The blocks with such lines cut, and behind the last one of them a table of each column.

    Args:
        blocks: Of the document.
        form: The form.
        lexicon: Its labels.
        own_words: What a head says if it is of the document's own, else nothing.
    """
    changed, behind = list(blocks), dict[int, list[NormalisedTable]]()
    for own in _columns(blocks, form, lexicon, own_words):
        for place in own.lines:
            paragraph, cut = changed[place.block], _without_ends(place.line, len(own.words))
            if isinstance(paragraph, NormalisedParagraph) and cut is not None:
                lines = (*paragraph.lines[: place.number], cut, *paragraph.lines[place.number + 1 :])
                changed[place.block] = replace(paragraph, lines=lines)
        behind.setdefault(own.lines[-1].block, []).extend(_tables(own, blocks))
    return tuple(part for number, block in enumerate(changed) for part in (block, *behind.get(number, ())))


def _columns(
    blocks: Sequence[NormalisedBlock], form: Form, lexicon: Lexicon, own_words: Callable[[str], str]
) -> Iterator[_OwnColumns]:
    for section in _sections(blocks, lexicon):
        heads = [place for place in section if not _ends_in_figures(place.line)]
        ends = [(place, words) for place in heads if (words := own_words_at_end(place.line.cells, own_words))]
        if len(ends) != 1:
            continue
        head, words = ends[0]
        columns = columns_with_total(head.line.cells[-len(words) - 1], form, lexicon)
        others = [cell for place in heads for cell in place.line.cells[: -len(words) if place is head else None]]
        rows = [place for place in section if _ends_in_figures(place.line)]
        lines, figures = (head, *rows), [_figures_at_end(place.line) for place in rows]
        if not columns or any(map(own_words, others)) or not only_first_add_up(figures, columns):
            continue
        is_above = (head.block, head.number) < (rows[0].block, rows[0].number)
        has_each = len(figures[0]) == len(columns) + len(words)
        if is_above and has_each and all(_without_ends(place.line, len(words)) for place in lines):
            yield _OwnColumns(words, lines)


def _sections(blocks: Sequence[NormalisedBlock], lexicon: Lexicon) -> Iterator[list[_Place]]:
    """The lines of text of each section of the form, up to a table or a picture."""
    section: list[_Place] = []
    for number, block in enumerate(blocks):
        if not isinstance(block, NormalisedParagraph):
            yield section
            section = []
            continue
        for at, line in enumerate(block.lines):
            match = lexicon.look_up(line.text) if len(line.text) <= _LONGEST_HEADING else None
            if match is not None and match.of("section"):
                yield section
                section = []
            elif line.shape in _OF_TEXT:
                section.append(_Place(line, number, at))
    yield section


def _is_figure(text: str) -> bool:
    return looks_like_figures(text.rstrip(_SHARE)) or is_blank_text(text)


def _ends_in_figures(line: NormalisedLine) -> bool:
    return _is_figure(line.cells[-1])


def _figures_at_end(line: NormalisedLine) -> list[str]:
    """The figures at the end of a line, and the signs among them for blanks."""
    first = next((place for place in range(len(line.cells), 0, -1) if not _is_figure(line.cells[place - 1])), 0)
    return list(line.cells[first:])


def _without_ends(line: NormalisedLine, count: int) -> NormalisedLine | None:
    """A line without its last words; None where they are not between spaces."""
    rest, *ends = line.text.rsplit(None, count)
    cut = normalise_line(rest, line.start, line.numbering)
    if cut is None or tuple(ends) != line.cells[-count:]:
        return None
    return replace(cut, joined=True, length=len(line.text))


def _tables(own: _OwnColumns, blocks: Sequence[NormalisedBlock]) -> Iterator[NormalisedTable]:
    """A table of each column that is left out."""
    for number, words in enumerate(own.words):
        texts = [(place.line.cells[number - len(own.words)], blocks[place.block].origin) for place in own.lines]
        rows = tuple((NormalisedCell(text, origin, (row, 0)),) for row, (text, origin) in enumerate(texts))
        yield NormalisedTable(rows, texts[0][1], left_out=words)
