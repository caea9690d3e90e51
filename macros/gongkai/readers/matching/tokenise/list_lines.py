"""Lists in text, a row a line: the year that stands before each label, and figures with units that touch their label.

Both are taken for a table only where enough lines of a document are so, as a sentence of the narrative may be, too;
fewer are enough below the heading of a section that has a table. A sentence on a row whose figures stand in cells
(行政许可46件。) is none.
"""

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace

from gongkai.figures import UNIT
from gongkai.readers.matching.figure_text import SIGNS, looks_like_figures
from gongkai.readers.matching.normalise import (
    LineShape,
    NormalisedBlock,
    NormalisedLine,
    NormalisedParagraph,
    NormalisedRow,
    NormalisedTable,
)
from gongkai.readers.matching.normalise.lines import normalise_line
from gongkai.readers.matching.tokenise.label_words import are_labels
from gongkai.readers.matching.tokenise.lexicon import Lexicon

_FEWEST, _FEWEST_IN_SECTION = 5, 3
_YEAR = re.compile(r"\s*(?P<year>20\d\d)\s*年度?\s*(?P<rest>(?!\d{1,2}\s*月)[^。；;]+)")
_FIGURE = rf"[{SIGNS}]?\d[\d,.]*+(?:{UNIT})?+"
_END = re.compile(rf"(?<![\d.,])(?P<figures>(?>{_FIGURE}[\s、]*+)++)[；;。]?\s*+\Z")
"""The figures at the end of a line, with or without units, and nothing after them."""
_ONE = re.compile(_FIGURE)
_LONGEST, _LONGEST_HEADING = 200, 60
_ENDS = ("。", "！")
"""How a sentence ends; no row does."""

Rewriter = Callable[[str], str | None]


def plain_lists(blocks: Sequence[NormalisedBlock], lexicon: Lexicon, year: int | None) -> tuple[NormalisedBlock, ...]:
    """The blocks of a document; lines of lists become a label and figures with spaces between, without the year.

    Args:
        blocks: Of the document.
        lexicon: The labels of its form.
        year: The reporting year, if known.
    """

    def without_year(text: str) -> str | None:
        match = _YEAR.fullmatch(text)
        if match is None or _figures(match["rest"]) is None or (year is not None and int(match["year"]) != year):
            return None
        label = match["rest"][: -len(_figures(match["rest"]) or "")].strip()
        return match["rest"] if not label or are_labels(label, lexicon) else None

    def with_gaps(text: str) -> str | None:
        figures_text = _figures(text)
        label = text[: -len(figures_text)] if figures_text else ""
        if figures_text is None or not label.strip() or not are_labels(label, lexicon):
            return None
        figures = [match[0] for match in _ONE.finditer(figures_text)]
        touching = not label[-1].isspace() or len(figures) != len(figures_text.split())
        return " ".join((label.rstrip(" \t:："), *figures)) if touching and not figures[0][-1].isdigit() else None

    blocks = _with_sentences(blocks, lexicon)
    years = {match["year"] for line in _lines(blocks) if (match := _YEAR.fullmatch(line.text)) and _figures(match[2])}
    if len(years) == 1:
        blocks = _rewritten(blocks, lexicon, without_year)
    return tuple(_rewritten(blocks, lexicon, with_gaps))


def _with_sentences(blocks: Sequence[NormalisedBlock], lexicon: Lexicon) -> Sequence[NormalisedBlock]:
    """The blocks with the shape of a sentence given to lines that end as one and name rows which stand in cells."""
    tables = [block for block in blocks if isinstance(block, NormalisedTable)]
    rows = {place for table in tables for row in table.rows for place in _rows_with_figures(row, lexicon)}

    def is_sentence(line: NormalisedLine) -> bool:
        if len(line.text) > _LONGEST or not line.text.rstrip().endswith(_ENDS):
            return False
        labels = [span.match.of("row") for span in lexicon.scan(line.text) if span.match is not None]
        return any(labels) and all(any((one.table, one.name) in rows for one in some) for some in labels if some)

    def new(block: NormalisedBlock) -> NormalisedBlock:
        if not isinstance(block, NormalisedParagraph) or not any(map(is_sentence, block.lines)):
            return block
        shaped = (replace(line, shape=LineShape.SENTENCE) if is_sentence(line) else line for line in block.lines)
        return replace(block, lines=tuple(shaped))

    return tuple(map(new, blocks)) if rows else blocks


def _rows_with_figures(row: NormalisedRow, lexicon: Lexicon) -> Iterator[tuple[str, str]]:
    """The table and row of each label in a row of cells that has a figure."""
    if any(looks_like_figures(cell.text) for cell in row):
        for text in {cell.text for cell in row if cell.text.strip() and not looks_like_figures(cell.text)}:
            match = lexicon.look_up(text)
            yield from ((one.table, one.name) for one in (match.of("row") if match is not None else ()))


def _figures(text: str) -> str | None:
    """The end of a line that is figures and nothing else; None where it is not."""
    match = _END.search(text)
    return text[match.start() :] if match is not None else None


def _lines(blocks: Sequence[NormalisedBlock]) -> list[NormalisedLine]:
    """The lines of paragraphs that may be items of a list; very long lines are left out."""
    paragraphs = (block for block in blocks if isinstance(block, NormalisedParagraph))
    lines = (line for block in paragraphs for line in block.lines)
    return [line for line in lines if line.shape is LineShape.TEXT and len(line.text) <= _LONGEST]


def _rewritten(blocks: Sequence[NormalisedBlock], lexicon: Lexicon, rewrite: Rewriter) -> Sequence[NormalisedBlock]:
    """The blocks with lines written otherwise, if there are enough of them."""
    others = {id(line): text for line in _lines(blocks) if (text := rewrite(line.text)) is not None}
    if len(others) < _FEWEST:
        inside = _in_sections(blocks, lexicon) if len(others) >= _FEWEST_IN_SECTION else frozenset()
        others = {key: text for key, text in others.items() if key in inside}
    if len(others) < _FEWEST_IN_SECTION:
        return blocks

    def new(line: NormalisedLine) -> NormalisedLine:
        plain = normalise_line(others[id(line)], line.start, line.numbering) if id(line) in others else None
        return replace(plain, joined=True, length=len(line.text)) if plain is not None else line

    return [
        replace(block, lines=tuple(map(new, block.lines))) if isinstance(block, NormalisedParagraph) else block
        for block in blocks
    ]


def _in_sections(blocks: Sequence[NormalisedBlock], lexicon: Lexicon) -> frozenset[int]:
    """The ids of lines below the heading of a section that has a table."""
    inside: set[int] = set()
    is_inside = False
    for line in _lines(blocks):
        match = lexicon.look_up(line.text) if len(line.text) <= _LONGEST_HEADING else None
        section = next(iter(match.of("section")), None) if match is not None else None
        is_inside = bool(section.table) if section is not None else is_inside
        if is_inside:
            inside.add(id(line))
    return frozenset(inside)
