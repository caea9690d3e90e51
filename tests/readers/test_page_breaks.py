"""Rows of heads that the end of a page cuts: each rest goes to the head in its place."""

from __future__ import annotations

from gongkai.readers.matching.normalise import NormalisedTable
from gongkai.readers.matching.normalise.tables import normalise_table
from gongkai.readers.matching.tokenise.lexicon import lexicon_of
from gongkai.readers.matching.tokenise.page_breaks import rejoin_rows
from tests.readers.corpus.sheet import FORMS
from tests.readers.drawn import grid


def test_heads_of_the_same_words_are_put_together_in_their_places() -> None:
    upper = [["结果维", "结果纠", "其他结", "尚未审", "总计", "结果", "结果", "其他", "尚未", "总计"]]
    lower = [["持", "正", "果", "结", "", "维持", "纠正", "结果", "审结", ""], ["1", "0", "0", "0", "1", *"02002"]]
    tables = tuple(normalise_table(grid(rows, number, page=number)) for number, rows in enumerate((upper, lower), 1))

    heads, figures = (
        table for table in rejoin_rows(tables, lexicon_of(FORMS["gia-2021"])) if isinstance(table, NormalisedTable)
    )
    words = ["结果维持", "结果纠正", "其他结果", "尚未审结", "总计"]
    assert [[cell.text.replace("\n", "") for cell in row] for row in heads.rows] == [words * 2]
    assert [[cell.text for cell in row] for row in figures.rows] == [lower[1]]
