"""Takes columns out of a long table that name neither a row nor a column of the form.

Exports of systems number their lines, and name the year, the agency and the table on each of them. Of lines of several
years those of the reporting year are left.
"""

import re
from collections.abc import Sequence
from dataclasses import replace

from gongkai.readers.matching.figure_text import collapse_spaces, is_blank_text, looks_like_figures
from gongkai.readers.matching.normalise import NormalisedRow, NormalisedTable
from gongkai.readers.matching.tokenise.arrangement.years.words import is_of_year
from gongkai.readers.matching.tokenise.lexicon import Lexicon

_FEWEST = 6
"""The fewest lines: in fewer ones figures may count up, or words be the same, by chance."""
_OF_TIME = re.compile(r"[年期月季]|\d{4}")
"""What words may have that say that the figures are of a period."""
_LEAST_WIDTH = 3
"""The columns of a long table itself: of rows, of columns, of figures."""


def without_columns_aside(table: NormalisedTable, lexicon: Lexicon, year: int | None) -> list[NormalisedTable]:
    """The table without such columns and, marked as left out, what other years or words it had; nothing without any.

    Args:
        table: The table.
        lexicon: The labels of its form.
        year: The reporting year, if known.
    """
    start = 0 if any(looks_like_figures(cell.text) for cell in table.rows[0]) else 1
    width = len(table.rows[0])
    lines = table.rows[start:]
    if table.tops or len(lines) < _FEWEST or not all(cell.begins for row in table.rows for cell in row):
        return []
    columns = [[collapse_spaces(row[place].text) for row in lines] for place in range(width)]
    years = next((texts for texts in columns if _are_years(texts, year)), [])
    own_numbers = (
        [place for place, text in enumerate(years) if is_of_year(text, year)] if years else [*range(len(lines))]
    )
    constant = [place for place, texts in enumerate(columns) if _is_one_word(texts, lexicon)]
    aside = [*constant, *(place for place, texts in enumerate(columns) if _is_aside(texts, lexicon, year))]
    places = [place for place in range(width) if place not in aside]
    if not own_numbers or not aside or len(places) < _LEAST_WIDTH:
        return []
    own = [*table.rows[:start], *(lines[number] for number in own_numbers)]
    others = [line for line, text in zip(lines, years, strict=True) if not is_of_year(text, year)] if years else []
    heads = [f"{collapse_spaces(cell.text)}：" for cell in table.rows[0]] if start else [""] * width
    return [
        _part(table, own, places),
        *(
            _part(table, own[start : start + 1], [place], left_out=heads[place] + columns[place][0])
            for place in constant
        ),
        *([_part(table, others, places, left_out=_other_year(years, year))] if others else []),
    ]


def _are_years(texts: Sequence[str], year: int | None) -> bool:
    return year is not None and all(is_of_year(text, year) is not None for text in texts)


def _other_year(years: Sequence[str], year: int | None) -> str:
    return next(text for text in years if not is_of_year(text, year))


def _is_aside(texts: Sequence[str], lexicon: Lexicon, year: int | None) -> bool:
    """Whether a column numbers its lines, or names years, or nothing but sections."""
    if texts == [str(number) for number in range(1, len(texts) + 1)] or _are_years(texts, year):
        return True
    matches = [lexicon.look_up(text) for text in dict.fromkeys(texts)]
    return all(match is not None and match.sorts == {"section"} for match in matches)


def _is_one_word(texts: Sequence[str], lexicon: Lexicon) -> bool:
    """Whether a column says the same on all lines, which is neither a figure nor a label of the form."""
    word = texts[0]
    is_other = is_blank_text(word) or looks_like_figures(word) or _OF_TIME.search(word) is not None
    return len(set(texts)) == 1 and not is_other and lexicon.look_up(word) is None


def _part(
    table: NormalisedTable, rows: Sequence[NormalisedRow], places: Sequence[int], left_out: str = ""
) -> NormalisedTable:
    return replace(
        table,
        rows=tuple(
            tuple(replace(row[place], owner=(number, column)) for column, place in enumerate(places))
            for number, row in enumerate(rows)
        ),
        left_out=left_out or table.left_out,
    )
