"""Tells from a caption whether the tables below are the report's own, or those of another office, year or period."""

import re
from dataclasses import dataclass
from enum import Enum

from gongkai.readers.document.titles import is_name, read_title
from gongkai.readers.matching.assign.aside.whole_tables import CORRECTS
from gongkai.readers.matching.figure_text import collapse_spaces
from gongkai.readers.matching.label_text import fold, split_numbering

_LONGEST = 40
"""Most characters of a caption."""
TITLE_ENDS = ("报告", "年报", "总结")
"""Every title of a report ends in one of these words, so that a cheap test spares most lines the parsing of titles."""
_ENDS = (*TITLE_ENDS, "》")
_SENTENCE = re.compile(r"[。；！？，]")
_DATE = re.compile(r"20\d\d\s*[-./年]\s*\d{1,2}\s*[-./月]\s*\d{1,2}\s*日?")
_YEAR = re.compile(r"(?<!\d)(20\d\d)(?!\d)")
_LAST_YEAR = re.compile(r"上一?年度?(?!结转|度?结转)|去年|前年|往年")
_PERIOD = re.compile(
    r"季度|上半年|下半年|(?<!\d)\d{1,2}\s*[-—–~至到]\s*\d{1,2}\s*月|[一二三四五六七八九十]月份|(?<!\d)\d{1,2}月份?"
)
_WHOLE_YEAR = re.compile(r"全年|年度合计|1\s*[-—–~至到]\s*12\s*月")
_PARTS = re.compile(r"各(?:有关)?(?:单位|部门|机关|科室|乡|镇|街道|县|区|局|委办局|办)|所属|下属|直属|分单位|分部门")
_SUM = re.compile(r"合计|汇总|全[市县区省州盟局镇乡街]")
_SELF = re.compile(r"本级|(?:本|局|厅|委)机关(?!不|作|在|应|于)")
"""An organ without the offices below it, beside figures that hold these as well (汇总)."""
_INCLUDES = re.compile(r"(?<![不未])(?:含|包括)|及其?(?:所属|下属)")
_SUM_ALONE = re.compile("合计|汇总|合计数")
_SAMPLE = re.compile(
    r"填[写报表](?:示例|样例|范例|样表|样张|模板|范本)|(?:示例|样例|范例|样表|样张|模板|范本)(?:\s*[\d一二三四五六七八九十]+)?$"
)
_ANNEX = re.compile(r"附(?:件|表|录)?\s*(?:[一二三四五六七八九十\d]{1,2})?\s*(?:[:：、.]|$)")
_YEAR_WORDS = re.compile(r"(?<!\d)20\d\d\s*年?度?")
_SUBJECT = re.compile(
    r"(?:政府信息)?(?:依申请)?(?:主动)?(?:公开)?(?:申请)?(?:工作)?(?:有关|基本)?(?:数据|情况|统计|报告|明细|一览)*表?$"
)
"""What a caption may say after the name of an office."""
_REPORTS = re.compile(r"(?:填报|报送|填表|制表|编报|报告)?(?:单位|机关|部门)(?:名称)?[:：]\s*")


class Whose(Enum):
    """Whose report the tables below a line belong to."""

    OWN = "own"
    OTHER = "other"
    CORRECTED = "corrected"
    """Unknown: they may be corrected tables of the report itself."""


@dataclass(frozen=True, slots=True)
class OwnReport:
    """The report whose tables are looked for.

    Attributes:
        name: The agency that its title names; empty if that is not known.
        year: Its year, if known.
        has_sums: Whether captions announce figures of the organ alone, and those of all its offices together.
        of_organ: Whether it is the organ's alone, of these two.
    """

    name: str
    year: int | None
    has_sums: bool = False
    of_organ: bool = False


def whose_below(text: str, report: OwnReport) -> Whose | None:
    """Whose the tables below a line are; None where it does not say.

    Args:
        text: The line.
        report: The report.
    """
    title = read_title(text) if is_of_report(text) else None
    if title is not None:
        is_own = title.year in (report.year, None) and is_same_office(title.name, report.name)
        return Whose.OWN if is_own else Whose.OTHER
    plain = _DATE.sub("", collapse_spaces(fold(text))).strip(" :：()《》")
    if not plain or len(plain) > _LONGEST or _SENTENCE.search(plain):
        return None
    if CORRECTS.search(plain):
        return Whose.CORRECTED
    if report.has_sums and (names_sum(plain) or names_self(plain)):
        return Whose.OWN if names_self(plain) == report.of_organ else Whose.OTHER
    return Whose.OTHER if is_sample(plain) else _of_other_or_own(plain, report)


def _of_other_or_own(plain: str, report: OwnReport) -> Whose | None:
    """Whose a caption says its tables are by offices, years and periods."""
    if _PARTS.search(plain):
        return None if _SUM.search(plain) else Whose.OTHER
    whose = (_of_time(plain, report.year), _of_office(plain, report.name))
    return Whose.OTHER if Whose.OTHER in whose else Whose.OWN if Whose.OWN in whose else None


def names_self(text: str) -> bool:
    """Whether a caption announces the figures of an organ without those of the offices below it: 本级.

    Args:
        text: The line.
    """
    return len(text) <= _LONGEST and not _SENTENCE.search(text) and not _SUM.search(text) and bool(_SELF.search(text))


def names_sum(text: str) -> bool:
    """Whether a caption announces the figures of an organ with those of the offices below it: 汇总.

    Args:
        text: The line.
    """
    is_sum = len(text) <= _LONGEST and not _SENTENCE.search(text) and _SUM.search(text) is not None
    return is_sum and (not _PARTS.search(text) or _INCLUDES.search(text) is not None)


def is_sample(text: str) -> bool:
    """Whether a caption or the name of a sheet announces a sample: 填写示例, 样表.

    Args:
        text: The words.
    """
    return _SAMPLE.search(collapse_spaces(text)) is not None


def is_sum_alone(text: str) -> bool:
    """Whether a line consists of a word for a sum only, such as 合计, which may also be the label of a row.

    Args:
        text: The line.
    """
    return _SUM_ALONE.fullmatch(split_numbering(fold(text))[1].strip(" :：()")) is not None


def is_of_report(text: str) -> bool:
    """Whether a line is the title of a report.

    Args:
        text: The line.
    """
    return "公开" in text and text.endswith(_ENDS) and read_title(text) is not None


def names_time(text: str, report: OwnReport) -> bool:
    """Whether a caption names a year or a period.

    Args:
        text: The line.
        report: The report.
    """
    plain = _DATE.sub("", collapse_spaces(fold(text)))
    return len(plain) <= _LONGEST and not _SENTENCE.search(plain) and _of_time(plain, report.year) is not None


def begins_annex(text: str) -> bool:
    """Whether a line begins an annex of a report: 附件, 附表.

    Args:
        text: The line.
    """
    plain = collapse_spaces(fold(text)).strip()
    return len(plain) <= _LONGEST and not _SENTENCE.search(plain) and _ANNEX.match(plain) is not None


def _of_time(plain: str, year: int | None) -> Whose | None:
    years = {int(number) for number in _YEAR.findall(plain)}
    if _WHOLE_YEAR.search(plain):
        return Whose.OWN if year is None or years <= {year} else Whose.OTHER
    if _PERIOD.search(plain):
        return Whose.OTHER
    if year is not None and years:
        return Whose.OTHER if year not in years else Whose.OWN if years == {year} else None
    return Whose.OTHER if _LAST_YEAR.search(plain) else None


def _of_office(plain: str, own: str) -> Whose | None:
    if _SUM.search(plain):
        return Whose.OWN
    name = _SUBJECT.sub("", _YEAR_WORDS.sub("", _REPORTS.sub("", split_numbering(plain)[1]))).strip(" :：()")
    if not own or not is_name(name):
        return None
    return Whose.OWN if is_same_office(name, own) else Whose.OTHER


def is_same_office(name: str, own: str) -> bool:
    """Whether two names may mean one office, because one of them is part of the other.

    Args:
        name: One name.
        own: The other name; empty if it is not known.
    """
    return bool(own) and (name in own or own in name)
