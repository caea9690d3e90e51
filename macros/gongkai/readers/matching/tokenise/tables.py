"""Rows of a table as lines of tokens: each cell once, and a cell of glued labels and figures cut into its parts."""

import re
from collections.abc import Collection, Iterator, Sequence
from dataclasses import replace

from gongkai.readers.matching.figure_text import is_blank_text, looks_like_figures
from gongkai.readers.matching.normalise import NormalisedRow, NormalisedTable
from gongkai.readers.matching.tokenise.lexicon import Lexicon
from gongkai.readers.matching.tokenise.model import LabelMatch, Token, TokenLine

_FEW = 5
"""A column has hardly any cell if at most one row in this many has one there."""
FIGURES_ONLY = re.compile(r"[\s\d０-９.,，．+\-＋－−—–/／_元万亿]*")
"""Digits, signs, separators and units, or nothing."""


def table_lines(
    table: NormalisedTable, lexicon: Lexicon, number: int, own_columns: Collection[int] = ()
) -> Iterator[TokenLine]:
    """Go through the rows of a table as lines.

    Args:
        table: The table.
        lexicon: The labels of the form.
        number: Number of the table in the document, from 1.
        own_columns: The columns of figures that the document has added, and in which a row has no cell.
    """
    owners = {cell.owner for row in table.rows for cell in row if cell.begins}
    beyond = _columns_beyond(table)
    too_far = frozenset(column for column in beyond if _has_no_words(table, column))
    for place, row in enumerate(table.rows):
        below = table.rows[place + 1] if place + 1 < len(table.rows) else ()
        tokens = split_glued_cells(_row_tokens(row, below, place, owners, lexicon), lexicon)
        long = any(token.column in beyond and not token.padded for token in tokens)
        short = any(token.padded and token.column not in too_far for token in tokens)
        first = next((token.origin for token in tokens if not token.covered), table.origin)
        loose, torn = any(cell.loose for cell in row), any(cell.torn for cell in row)
        yield TokenLine(
            *(tuple(tokens), first),
            table=number,
            long=long,
            short=short,
            lacks_own=any(token.padded and token.column in own_columns for token in tokens),
            printed=bool(table.tops),
            may_lack_cells=table.may_lack_cells,
            loose=loose,
            torn=torn,
            beside_heads=any(cell.beside_heads for cell in row),
            left_out=table.left_out,
            twin=table.twin,
            below_years=table.mixed,
            in_sentences=table.in_sentences,
        )


def _columns_beyond(table: NormalisedTable) -> frozenset[int]:
    """Columns in which hardly any row has a cell: the rows that do have one too many."""
    few = len(table.rows) // _FEW
    counts = [
        sum(not row[column].padded for row in table.rows) for column in range(len(table.rows[0]) if table.rows else 0)
    ]
    return frozenset(column for column, count in enumerate(counts) if count <= few)


def _has_no_words(table: NormalisedTable, column: int) -> bool:
    """Whether there is no head in a column: it is not one that the other rows lack."""
    texts = (row[column].text for row in table.rows if not row[column].padded)
    return all(looks_like_figures(text) or is_blank_text(text) for text in texts)


def _row_tokens(
    row: NormalisedRow, below: NormalisedRow, place: int, owners: set[tuple[int, int]], lexicon: Lexicon
) -> list[Token]:
    """One token a cell; a cell that spans columns is wider, one that spans down from above is covered."""
    tokens: list[Token] = []
    shared = {cell.owner for cell in below} if any(cell.text and cell.begins for cell in below) else set()
    previous: tuple[int, int] | None = None
    for column, cell in enumerate(row):
        if cell.owner == previous and cell.owner in owners:
            tokens[-1] = replace(tokens[-1], width=tokens[-1].width + 1)
            continue
        previous = cell.owner
        match = look_up_words(cell.text, lexicon)
        covered, shares = cell.owner[0] != place, cell.owner in shared
        tokens.append(
            Token(cell.text, cell.origin, column, 1, match, covered=covered, padded=cell.padded, shared=shares)
        )
    return tokens


def look_up_words(text: str, lexicon: Lexicon) -> LabelMatch | None:
    """What a text means as a label; figures and blanks are none."""
    return None if is_blank_text(text) or looks_like_figures(text) else lexicon.look_up(text)


def split_glued_cells(tokens: Sequence[Token], lexicon: Lexicon) -> list[Token]:
    """Cut the tokens in which labels and figures are glued together; the others stay as they are."""
    return [part for token in tokens for part in _split_glued_cell(token, lexicon)]


def _split_glued_cell(token: Token, lexicon: Lexicon) -> list[Token]:
    if not token.is_unknown:
        return [token]
    spans = lexicon.scan(token.text)
    gaps = [token.text[span.start : span.end] for span in spans if span.match is None]
    if len(gaps) == len(spans) or not all(FIGURES_ONLY.fullmatch(gap) for gap in gaps):
        return [token]
    return [
        replace(token, text=text, match=span.match)
        for span in spans
        if (text := token.text[span.start : span.end].strip())
    ]
