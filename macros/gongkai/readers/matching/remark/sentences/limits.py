"""Asks about sentences beside the tables which say that figures are not those of the whole report: 以上数据为1至11月.

Such figures are of another year or a part of the year, lack a part of the office, or are not final. Most reports state
the whole year as their period, which is not asked about; words right above a table are captions
(``facts/table_captions``).
"""

import re
from collections.abc import Iterator

from gongkai.readers.matching.assign import RowAssignment
from gongkai.readers.matching.figure_text import collapse_spaces
from gongkai.readers.matching.label_text import fold
from gongkai.readers.matching.remark.collector import ResultCollector
from gongkai.readers.matching.remark.sentences.captions import is_of_other_offices
from gongkai.readers.matching.remark.sentences.corrections import NOTE, OPENS, labels_of
from gongkai.readers.matching.remark.sentences.paragraphs import BesideText, texts_beside
from gongkai.readers.remarks import Doubt

_ALL = r"(?:的|各|中|内|所|列|涉|及|用|载|有|项|全部|相关|统计|公开|申请|有关|表格|三张表|表)"
_ABOUT = re.compile(
    rf"(?:以上|上述|上列|前述|以下|下列|下述|此处|本报告|年报|(?<![代外])表[中内里格]|统计表|各表|[上下本该此附]表){_ALL}{{0,6}}"
    r"(?:数据|数字|数值|数(?=[为系是均未不仅只]))"
    r"|(?:以上|上述|此|[上下本该附]|统计)表(?:格|内容)?(?:所列)?(?:[,:]|统计)?(?=[均仅只未不截为系是属含按])|统计期限|统计时[间段]"
)
"""Words that refer to the figures of the tables."""
_SHORT = re.compile(
    r"\W*(?:(?:[备附]?注|说明)\d?\W*)?\d?\W*(?:统计|相关|有关|各项|所填|填报|年报|公开)?(?:数据|数字|数(?=[为系是])|截[至止到]|口径|范围)"
)
"""The beginning of a short line beside a table that is about its figures."""
_REFERS = re.compile(r"[上本该此附]表[“\"'(《第中内里]|(?<![代外])表[中内里]|一栏|[该此]栏")
"""How a sentence refers to a part of a table."""
_LONGEST_LINE = 30
_DAY = r"(?:(20\d\d)年)?(\d{1,2})月(?:(\d{1,2})日|底|末|份)?"
_PERIOD = re.compile(rf"(?:(20\d\d)年)?(\d{{1,2}})月?(?:\d{{1,2}}日)?起?,?(?:至|到|[-—–~]+){_DAY}")
_AS_OF = re.compile(rf"(?:截[至止到]|(?<![起0-9日月])止于|更新[至到]){_DAY}")
_OF_YEAR = re.compile(
    r"(?:为|系|是|属|取自|沿用|采用|来自|参照|照抄|使用)(?:于|的)?(?:我\w{1,3})?(20\d\d)年度?(?:的|全年|公开)?(?:数据|数字|数|统计|情况|年报|报告|$)"
)
_OF_EARLIER = re.compile(
    r"(?:为|系|是|属|取自|沿用|采用|参照|照抄|使用)(?:于|的)?(?:上一?年|去年|前年|往年)度?(?:的|同期)?(?:数|统计|情况|年报|报告|$)"
)
_OF_PART = re.compile(r"(?:为|系|是|属|仅|只)\w{0,4}(?:第?[一二三四1-4]季度|前三季度|[上下]半年|1?\d月份?(?:的)?数)")
_WITHOUT = re.compile(
    r"(?:不|未|没有?|尚未|均未|暂未|并不)(?:[再完全部都]{0,2})(?:包括|包含|含|计入|纳入|列入|统计|涵盖|汇总|计算)"
    r"|(?:仅|只)(?:包括|包含|含|为|限|指|统计|是|汇总|反映|涵盖|计)|除外|另行统计|单独统计|剔除|扣除"
)
_NOT_FINAL = re.compile(
    r"初步|快报|预计|预估|估[算计]|暂[定估行计]|大?约数|概数|未经?(?:审[核定计]|核[实定对]|最终|复核)|待(?:核|审|补充|完善|更新|确认|定)"
    r"|以.{1,15}为准|供参考|(?:可能|或)[有存在]{1,2}\w{0,2}(?:出入|误差|差异|偏差|错误)|(?<!不)存在\w{0,3}(?:出入|误差|差异|偏差|错|问题)"
    r"|(?<![如若无])有误|(?<![无没])有?(?:错漏|遗漏)|[漏误错][报填统]|[填统]错|缺失|不完[全整]|不准确|模拟|测试|虚[构拟]|[样示]例"
)
_DECEMBER = 12


def remark_limits(assignment: RowAssignment, collector: ResultCollector) -> None:
    """Ask for a look where a sentence says that figures of the tables are not final, or not those of the whole year.

    Args:
        assignment: The document's lines.
        collector: Takes the remarks.
    """
    year = assignment.document.year
    labels = labels_of(collector.form)
    asking = {fold(item.text) for item in collector.remarks if item.doubt is not Doubt.NOTED}
    for beside in texts_beside(assignment):
        for words in _limits(beside, year, labels):
            if not any(fold(words) in quote for quote in asking):
                asking.add(fold(words))
                text = collapse_spaces(words)
                collector.remark(Doubt.GUESSED, "text-limits", beside.origin, text=text, table=beside.table)


def _limits(beside: BesideText, year: int | None, labels: re.Pattern[str]) -> Iterator[str]:
    is_short = bool(beside.near) and len(beside.text) <= _LONGEST_LINE
    for words in beside.sentences():
        plain = re.sub(r"\s+", "", fold(words))
        if beside.near and is_of_other_offices(plain):
            yield words
            continue
        opens = bool(beside.near and (NOTE.match(plain) or OPENS.match(plain)))
        is_about = (
            _ABOUT.search(plain)
            or _REFERS.search(plain)
            or (is_short and _SHORT.match(plain))
            or (opens and labels.search(plain))
        )
        is_limited = _WITHOUT.search(plain) or _NOT_FINAL.search(plain)
        if is_about and (is_limited or _is_of_other_time(plain, year, is_caption=is_short)):
            yield words


def _is_of_other_time(plain: str, year: int | None, *, is_caption: bool) -> bool:
    """Whether a sentence names another year, a part of the year, or a closing date before the end of the year.

    A date in the following year may be the day on which the figures were retrieved.

    Args:
        plain: The sentence, without spaces.
        year: The year reported on.
        is_caption: Whether it is a short line beside a table, whose period is that of the table.
    """
    if _OF_EARLIER.search(plain) or _OF_PART.search(plain):
        return True
    if any(year is not None and int(match[1]) != year for match in _OF_YEAR.finditer(plain)):
        return True
    periods = [match.groups() for match in _PERIOD.finditer(plain)]
    if periods:
        # in a sentence another year's period is reported with the document's facts
        of_year = None if "期限" in plain and not is_caption else year
        return not any(_is_whole_year(period, of_year) for period in periods)
    days = [match.groups() for match in _AS_OF.finditer(plain)]
    return any(not (_is_end_of_year(day, year) or int(day[0] or 0) > (year or 0)) for day in days)


def _is_whole_year(period: tuple[str | None, ...], year: int | None) -> bool:
    """Whether a period runs from the first to the last month of the report's year."""
    from_year, from_month, *until = period
    return int(from_month or 0) == 1 and from_year in (None, str(year or from_year)) and _is_end_of_year(until, year)


def _is_end_of_year(day: tuple[str | None, ...] | list[str | None], year: int | None) -> bool:
    """Whether a date is the last day, or just the last month, of the report's year."""
    of_year, month, of_month = day
    is_last = int(month or 0) == _DECEMBER and of_month in (None, "31")
    return is_last and of_year in (None, str(year or of_year))
