"""The list of a report's cells, a line each: its columns, its words, and how its texts start no formula.

What writes such lists and what reads them again both take it from here. Labels are the form's, not the document's own,
so that the lists of many reports can be put one below the other.
"""

import re

from gongkai.reports.agencies import Scope

STATUS = {
    "reported": "填报",
    "stated": "填报合计",
    "computed": "计算合计",
    "blank": "空项",
    "not-applicable": "不适用",
    "unreadable": "填写有误",
}
"""By status of an observation its word."""

SCOPE = {Scope.OWN: "本机关", Scope.CONSOLIDATED: "本级政府（汇总）", None: "未注明"}
"""By scope of a report its word, None where it is not stated: a consolidated report is not added to those of others."""

TELLER = {False: "编制机关", True: "非官方转述"}
"""By whether a report is retold (see ``Retelling``) the word for who tells it."""

HEAD = (
    *("行政机关", "年度", "报告范围", "表", "行", "列", "数值", "计量单位", "状态", "附注", "各项之和", "来源"),
    *("机关代号", "格式代号", "表代号", "行代号", "列代号"),
)
"""The columns: for people first, then the ids that JSON has as well."""

_GUARD = "'"
_FORMULA = re.compile(rf"{_GUARD}*(?:[\s\ufeff\u200b]*[=+\-@＝＋－＠]|[\t\r\n])")


def guarded(text: str) -> str:
    """A text of people as a cell that no spreadsheet runs; ``unguarded`` gives it back.

    A text that begins with ``= + - @``, in either width, with a tab or a line break gets an apostrophe in front, and so
    does one that begins with apostrophes before these.
    """
    return f"{_GUARD}{text}" if _FORMULA.match(text) else text


def unguarded(cell: str) -> str:
    """The text of a cell."""
    return cell[1:] if cell.startswith(_GUARD) and _FORMULA.match(cell) else cell
