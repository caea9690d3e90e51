"""Tells words that no label of a table has: 涉企, 试点. Within one of its labels they make it that of other figures."""

import re
from functools import lru_cache

from gongkai.forms import Table
from gongkai.readers.matching.label_text import comparable, is_chinese
from gongkai.readers.matching.tokenise import is_head_of_no_form

_HARMLESS = re.compile(
    r"(?:[本该](?:单位|部门|机关|街道|镇|乡|局|级)|[本全]?年度?|单位|合计|小计|总[计数量]|统计|汇总|明细|数[量目据]?|件数|类[别型]?|情[况形]|事由|内容|名称"
    r"|其[他它]|如下|备?注|说明|填报|公民|个人|以及|或者?|及其|和|的|等|[件项个宗次万元])+"
)
"""Words that an office adds without saying anything else."""


@lru_cache(maxsize=64)  # asked for each row; tables are compared by identity
def words_of_table(table: Table) -> str:
    """All labels of a table, one after the other.

    Args:
        table: The form's table.
    """
    labels = [
        text
        for row in table.rows
        for text in (row.name.label, *row.name.also, row.name.short, *(group.label for group in row.groups))
    ]
    for block in table.blocks:
        labels += [text for column in block.columns for text in (*column.heads, *column.name.also, column.name.short)]
        labels += filter(None, (block.title, block.row_head, block.corner, block.columns_head))
    return "|".join(map(comparable, dict.fromkeys(labels)))


def is_of_no_label(words: str, labels: str) -> bool:
    """Whether words say something that no label of a table says.

    Args:
        words: The words.
        labels: Those of the table.
    """
    plain = comparable(words)
    is_word = len(plain) > 1 and all(map(is_chinese, plain))
    return is_word and plain not in labels and not (_HARMLESS.fullmatch(plain) or is_head_of_no_form(plain))


def inserted_words(text: str, label: str) -> str:
    """The words in one place of a text that make it a label if they are left out; empty where there are none.

    Args:
        text: The text.
        label: The label.
    """
    more = len(text) - len(label)
    if more <= 0:
        return ""
    start = next((place for place, pair in enumerate(zip(text, label, strict=False)) if pair[0] != pair[1]), len(label))
    return text[start : start + more] if text[start + more :] == label[start:] else ""


def is_whole_label_within(words: str, text: str, labels: str) -> bool:
    """Whether words amid a text are another label of its table: 信访举报投诉新收类申请.

    Args:
        words: The words that are in the text more than in a label.
        text: The text.
        labels: All labels of the table (``words_of_table``).
    """
    is_within = len(words) > 1 and not (text.startswith(words) or text.endswith(words))
    return is_within and f"|{words}|" in f"|{labels}|"
