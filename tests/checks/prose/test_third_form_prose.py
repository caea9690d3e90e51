"""Prose about a form that is nothing but YAML and shares no id and no role with the statutory ones."""

from __future__ import annotations

import pytest

from gongkai.checks.prose.compare import Tables, judge
from gongkai.checks.prose.reading import mentions_of
from tests.checks import subjects
from tests.checks.test_third_form_checks import consistent, forms


def judged(sentence: str) -> list[tuple[str, bool, list[tuple[str, str, str]]]]:
    """For every number of a sentence its words, whether the tables hold it, and its cells."""
    subject = subjects.subject(consistent(), markdown=f"# 题\n\n{sentence}\n", forms=forms())
    assert subject.narrative is not None
    tables = Tables(subject)
    pairs = [(mention, judge(mention.statement, tables)) for mention in mentions_of(subject.narrative, tables)]
    return [
        (mention.text, judgement.holds, [tables.ids(cell) for cell in judgement.reading])
        for mention, judgement in pairs
        if judgement is not None and mention.statement.sure
    ]


@pytest.mark.parametrize(
    ("sentence", "cell", "holds"),
    [
        ("新收 104 件。", ("complaints", "filed", "sum"), True),
        ("结入 8 件。", ("complaints", "brought_forward", "sum"), False),
        ("查实并处罚 28 件。", ("complaints", "sanctioned", "sum"), True),
        ("被申请复议 5 件。", ("disputes", "matters", "review_by_superior.sum"), True),
        ("一审 4 件。", ("disputes", "matters", "first_instance.sum"), False),
        ("简易程序 57 件。", ("enforcement", "summary_procedure", "sanctions"), True),
    ],
)
def test_rows_are_known_by_their_own_names(sentence: str, cell: tuple[str, str, str], *, holds: bool) -> None:
    assert [(is_true, cells) for _, is_true, cells in judged(sentence)] == [(holds, [cell])]


def test_words_whose_meaning_the_form_lacks_say_nothing() -> None:
    assert judged("制发行政规范性文件 3 件，予以公开 5 件，行政许可 12 件。") == []
