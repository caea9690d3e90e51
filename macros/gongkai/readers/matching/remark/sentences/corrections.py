"""Asks about sentences beside the tables that correct one of their figures: ``更正：上表“总计”应为 12``.

Sentences in a table's own rows are dealt with in ``cells_behind``. A narrative may speak of corrected information,
errors and adjusted numbers in general, which is not meant.
"""

import re
from functools import lru_cache

from gongkai.forms import Form
from gongkai.readers.matching.assign import RowAssignment
from gongkai.readers.matching.figure_text import collapse_spaces
from gongkai.readers.matching.label_text import comparable, fold, split_numbering
from gongkai.readers.matching.remark.collector import ResultCollector
from gongkai.readers.matching.remark.sentences.paragraphs import texts_beside
from gongkai.readers.matching.tokenise import table_labels
from gongkai.readers.remarks import Doubt

_IN_WORDS = r"[一二两三四五六七八九十百千零〇]{1,20}\s*[件项条万]"
"""A count that is written in words."""
_NUMBER = rf"[“\"(:]?\s*(?:-?\d|{_IN_WORDS})"
_BECOMES = rf"(?:[更订勘]正[为成]|应当?[为是]|实际?[为是]|正确(?:的)?(?:数[据字值]?)?(?:应当?)?[为是])\s*{_NUMBER}"
"""Words that say what a figure should be instead."""
_CHANGED = rf"(?:[改变][为成]|修正为|[修更]改[为成]|调整[为成])\s*{_NUMBER}"
"""Likewise, but words that a narrative uses of other numbers as well."""
_MISCOUNTED = r"[少多漏][计算统填]\w{0,2}\s*(?:\d|[一二两三四五六七八九十])"
_WRONG = rf"(?:笔误|(?<![如若])有误(?!差)|(?<!无)误(?:[写填报作植录]|统计|计)|[填写统]计?错(?!误)|{_MISCOUNTED})"
_TABLE = re.compile(r"[上下本该附]表|统计表|表(?:[中内里]|[一二三四1-4](?!\d))|一栏|[该此]栏|[该此]数|原?公布的")
_HAS_NUMBER = re.compile(rf"\d|{_IN_WORDS}")
_DAY = r"(?:\d{4}年)?(?:\d{1,2}月)?(?:\d{1,2}日)?"
OPENS = re.compile(rf"[^\w]*{_DAY}(?:[更订]正|勘误|编者注)(?:说明|声明|启事|内容)?\s*[:,]")
NOTE = re.compile(r"[^\w]*(?:[备附]?注|说明)\s*\d?\s*[:.、]")
"""How a correction and a note to a table begin."""
CORRECTS = re.compile(f"{_BECOMES}|{_CHANGED}|{_WRONG}")
"""Words that give another figure, or call one wrong."""
_IN_EARNEST = re.compile(f"{_BECOMES}|{_WRONG}.*\\d|\\d.*{_WRONG}")
_FEWEST = 3
"""The fewest characters of a label that names a row or column in a sentence: 其他 and 总计 are everyday words."""


def remark_corrections(assignment: RowAssignment, collector: ResultCollector) -> None:
    """Ask for a look where a sentence of the document corrects a figure of a table.

    Args:
        assignment: The document's lines.
        collector: Takes the remarks.
    """
    asking = {fold(item.text) for item in collector.remarks if item.doubt is not Doubt.NOTED}
    labels = labels_of(collector.form)
    for beside in texts_beside(assignment):
        whole = fold(beside.text)
        opens = OPENS.match(whole) is not None
        for words in beside.sentences() if _HAS_NUMBER.search(whole) and CORRECTS.search(whole) else ():
            sentence = fold(words)
            if not any(sentence in quote for quote in asking) and _corrects(sentence, labels, opens=opens):
                asking.add(sentence)
                text = collapse_spaces(words)
                collector.remark(Doubt.GUESSED, "text-corrects", beside.origin, text=text, table=beside.table)


def _corrects(sentence: str, labels: re.Pattern[str], *, opens: bool) -> bool:
    if not _HAS_NUMBER.search(sentence):
        return False
    if opens or OPENS.match(sentence):
        return CORRECTS.search(sentence) is not None
    is_of_table = _TABLE.search(sentence) is not None
    if NOTE.match(sentence) or is_of_table:
        return CORRECTS.search(sentence) is not None and (is_of_table or labels.search(sentence) is not None)
    return _IN_EARNEST.search(sentence) is not None and labels.search(sentence) is not None


@lru_cache(maxsize=32)
def labels_of(form: Form) -> re.Pattern[str]:
    """A pattern of the labels of the form's rows and columns in a folded sentence, however they are spaced."""
    texts = (split_numbering(fold(text))[1] for text in table_labels(form))
    names = {name for name in map(comparable, texts) if len(name) >= _FEWEST}
    return re.compile("|".join(r"[\W_]*".join(map(re.escape, name)) for name in sorted(names)))
