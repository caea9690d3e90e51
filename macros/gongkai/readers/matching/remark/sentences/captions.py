"""Recognises captions of a table that say that it is of other offices than the report's: 下属事业单位情况表."""

import re

_BELOW = r"下属|直属|下级|二级|派出"
_OFFICES = r"(?:各|的|全部|所有|事业|企业|预算)*(?:单位|机构|部门|乡镇|镇街|街道|学校|医院|站所)"
_SHOWS = r"(?:名称)?:?\w{0,24}(?:情况|统计|数据|明细|一览|年报|报告)表?|表"
_OF_OTHERS = re.compile(
    rf"\W*(?:表?[一二三四1-4]\W*)?\w{{0,24}}?(?:(?:{_BELOW}|所属){_OFFICES}(?:{_SHOWS})?|(?:{_BELOW}){_OFFICES}:\w{{2,30}})\W*"
)
"""A line that names offices; 所属单位：… may name the one to which the report itself belongs."""
_TOGETHER = re.compile(r"[及和与、,]|含|包括|本级|合计|汇总|[为是有无由将对向]")
"""Words with which a line speaks of the office and those below it together, or is a sentence."""
_LONGEST = 40


def is_of_other_offices(words: str) -> bool:
    """Whether a short line, without spaces, says that what follows is of offices below the report's.

    Args:
        words: The line, folded.
    """
    return len(words) <= _LONGEST and _OF_OTHERS.fullmatch(words) is not None and not _TOGETHER.search(words)
