"""The heads of columns that offices add to the form: 序号, 备注, 小计, 占比, 上年."""

import re

from gongkai.readers.matching.figure_text import collapse_spaces
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


def _words(text: str) -> str:
    return comparable(_BRACKETED.sub("", collapse_spaces(text)))
