"""The heads of columns that offices add to the form: 序号, 备注, 小计, 占比, 上年."""

import re
from collections.abc import Sequence

from gongkai.readers.matching.figure_text import (
    NOTE_BESIDE,
    code_of_note,
    collapse_spaces,
    is_blank_text,
    looks_like_figures,
)
from gongkai.readers.matching.label_text import comparable

_BRACKETED = re.compile(r"\s*[（(].{1,8}[)）]$")
"""What stands in brackets behind a head: its unit, a sign."""
NUMBERS, REMARKS = ("序号", "编号", "行次", "栏次", "项次", "行号", "代码"), ("备注", "备考", "说明")
"""Heads of numbers of rows, and of remarks."""
_EARLIER = re.compile(r"(?:上年度?|去年)(?:总计|合计|总数|件数|数量|数|增减|增长|变化)?")
"""Heads of figures of the year before."""
_COMPARED = re.compile(
    r"小计|所?占(?:总数|总量|全部)?(?:的?(?:比例|比重|百分比)|比)|比例|比重|百分比"
    r"|(?:(?:同比|环比|[较比](?:上一?年|去年))(?:增[减长幅加])?|增[减长幅])(?:率|幅度|情况|数量|数)?"
    r"|(?:同比|环比|较上年|比上年)(?:总计|合计|总数|件数|变化)"
)
"""Heads of figures that are worked out of those of the form."""

_SHARE = re.compile(r"[+\-＋－−]?\d+(?:[.．]\d+)?\s*[%％]")
_COUNTS = re.compile(
    r"\d|[零〇一二三四五六七八九十百千]+\s*[件次项条个份宗家人]|[%％‰万亿元]|以[上下内]|单位|^\W*[件次项条个份宗家]"
)
"""A figure in a remark, or the unit of the one before it."""


def is_head_of_no_form(text: str) -> bool:
    """Whether words are the head of a column that no form has: 序号, 备注, 小计, 占比, 上年.

    Args:
        text: The words.
    """
    return is_aside(text) or is_of_earlier_year(text) or _COMPARED.fullmatch(_words(text)) is not None


def is_aside(text: str) -> bool:
    """Whether words are the head of numbers of rows or of remarks, which are no figures: 序号, 备注.

    Args:
        text: The words.
    """
    return _words(text) in (*NUMBERS, *REMARKS)


def is_head_of_remarks(text: str) -> bool:
    """Whether words are the head of remarks: 备注, 说明.

    Args:
        text: The words.
    """
    return _words(text) in REMARKS


def is_of_earlier_year(text: str) -> bool:
    """Whether words are the head of figures of the year before: 上年, 去年总计.

    Args:
        text: The words.
    """
    return _EARLIER.fullmatch(_words(text)) is not None


def may_be_below(words: str, texts: Sequence[str]) -> bool:
    """Whether cells are what a head says: numbers that count up, words without a figure, or figures and shares.

    A row without one may be a cell short.

    Args:
        words: The head.
        texts: The cells.
    """
    plain = [collapse_spaces(text) for text in texts]
    if words in REMARKS:
        return all(
            is_blank_text(text) or (code_of_note(text) == NOTE_BESIDE and not _COUNTS.search(text)) for text in plain
        )
    if words in NUMBERS:
        return plain == [str(number) for number in range(1, len(plain) + 1)]
    return all(plain) and all(
        is_blank_text(text) or looks_like_figures(text) or _SHARE.fullmatch(text) for text in plain
    )


def _words(text: str) -> str:
    return comparable(_BRACKETED.sub("", collapse_spaces(text)))
