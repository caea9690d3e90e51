"""Recognises comments and text boxes that say that a figure is wrong, doubtful or incomplete: 应为12, 漏填.

They are attached to what they are about, and so name neither a table nor a row.
"""

import re

from gongkai.figures import Kind
from gongkai.readers.matching.figure_text import read_figure
from gongkai.readers.matching.label_text import fold
from gongkai.readers.matching.remark.sentences.corrections import CORRECTS

_NUMBER_ALONE = re.compile(r"\W*-?\d[\d,.]*[件项条个万元次人]{0,2}\W*")
_STRONG = re.compile(
    rf"{CORRECTS.pattern}|应[当该]?[为是填改写在算计]|实[为是有]|改[为成正填动]|更正|订正|勘误|(?<!如)有误|错误|错了|[写填报算录抄]错"
    r"|不[对符实]|不一致|不准确|对不上|弄混|[漏少多缺][了]?[填报写计算统录列登加]|遗漏|错漏|补[填报录登加计]|未[填计报统核录]|没[有]?[填计算统报]"
    r"|待(?:核|定|补|查|确认|统计|更新)|存疑|有疑问|另[有加]\D{0,4}\d|还有\D{0,4}\d|[加减]上\D{0,4}\d|重复[计统算]|以.{1,15}为准"
    r"|→|[-=]>|≠"
)
"""Words, without spaces, that say that a figure is wrong, doubtful or incomplete."""
_WEAK = re.compile(
    r"请?[再重]?[新]?核[实对查准算]|确认|是否|是不是|对吗|[?？]|疑|暂|预?估|大?约|初步|未经|不[含包]|[含包]\D{0,8}\d|扣除|剔除"
)
"""Likewise, but words that instructions for filling in a template use as well."""
_INSTRUCTS = re.compile(r"填[写报]说明|请填|填写|填报要求|勾稽|公式|自动|下拉|保留.{0,4}小数|整数|联系|单位[:：]")
_CONFIRMS = re.compile(
    r"(?:已|经)\D{0,12}?核[对实查准](?:无误|一致|属实|过)?|核[对实查准](?:过|完毕?|无误|一致|属实|准确)|内部核对|不[含包]涉密"
)
"""Words of somebody who has checked a figure and says that it is right."""
_NOT_YET = re.compile(r"[未没不需须待]")
_LONGEST = 40
"""Most characters of a text box or footnote that is about a figure."""


def doubts_figure(words: str, *, beneath: str | None = None, is_read: bool = False) -> bool:
    """Whether a comment on a figure, or a text box or footnote near one, corrects, doubts or completes it.

    Args:
        words: The words.
        beneath: The text that a tip is about: a tip that is a number alone counts if it differs from a figure there.
        is_read: Whether they are part of the document's text too: then a number alone, or words that any sentence may
            use, do not count.
    """
    plain = re.sub(r"\s+", "", fold(words))
    if _INSTRUCTS.search(plain) and not CORRECTS.search(plain):
        return False
    rest = _CONFIRMS.sub("", plain)
    plain = plain if _NOT_YET.search(rest) else rest
    is_number = _NUMBER_ALONE.fullmatch(plain) is not None
    if beneath is not None and is_number:
        before = read_figure(beneath, Kind.AMOUNT).figure
        after = read_figure(plain, Kind.AMOUNT).figure
        return before is not None and before.value is not None and (after is None or before.value != after.value)
    if is_read:
        return len(plain) <= _LONGEST and _STRONG.search(plain) is not None
    return is_number or any(pattern.search(plain) for pattern in (_STRONG, _WEAK))
