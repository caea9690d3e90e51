"""R16: sections in which something has to be said, and nothing is."""

import re
from collections.abc import Iterator

from gongkai.checks.registry import rule
from gongkai.checks.section_text import UNFILLED, UNSEEN, SectionText, section_texts
from gongkai.checks.subject import Subject, form_of
from gongkai.findings import Finding, Level

_SHORTEST = 10
"""Characters below which section five says nothing: what assessments count as not written."""
_NONE = re.compile(
    r"(?:(?:目前|暂时?|本年度?|尚|均|也|我单位|本单位|本机关|以上|此外)*"
    r"(?:无|没有|不存在|未发现|未发生|未出现)"
    r"(?:任何|明显|突出|其[他它]|存在|主要|重大|需要?|改进|措施|报告|问题|不足|情况|情形|事项|的|及|和|、)*[。.；;，,]?)+"
)
"""A text that says that there is nothing, in one or several ways."""
_GENERAL = re.compile(
    "政府信息公开|信息公开|政务公开|公开|政府|信息|政务|工作|进一步|加强|提高|提升|完善|强化|加大|力度|认识|意识|水平|能力|质量|"
    "机制|制度|学习|培训|教育|宣传|队伍|建设|组织|领导|不够|不足|不高|不强|不全面|有待|需要|需|仍然|仍|还|存在|有|差距|薄弱|问题|一定|"
    "业务|人员|及时性?|规范性?|全面性?|主动性?|深入|落实|监督|管理|检查|考核|今后|下一步|下步|明年|接下来|我们|我单位|我局|我镇|我办|"
    "本单位|本机关|本局|将|把|的|和|与|在|是|及|等|地|了|要|主要|改进|措施|情况|方面|推进|做好|切实|努力|不断|更好|更|为|对|"
    "参差不齐|责任感|高度|打造|阳光|内容|形式|单一|丰富|比较|较为|互动|不多|拓宽|渠道|关切|回应|及时|解读|专业化?|健全|长效|指导|推动|"
    "再?上新?台阶|新的?|成效|成果|取得|上级|期盼|期待|相比|距离|贯彻|条例|实效|今年|本年|年度|年|虽然|但|以|高|力争|确保|政策|精神|学懂弄通|"
    "服务|群众|公众|社会|积极|认真|继续|坚持|严格|按照|要求|相关|有关|规定|部门|单位|各项|素质|思想|重视|程度|责任|"
    "[一二三四五六七八九十]是|[（(][一二三四五六七八九十][)）]|[\\W\\d_]+"
)
"""Words that any office may write in any year."""
_OTHER_LETTER = re.compile(rf"[^{re.escape(''.join(sorted(set(_GENERAL.pattern))))}\W]")
"""A letter that is in none of these words: quick to count, and fewer than what taking the words away leaves."""
_SPECIFIC = 0.2
"""Share of other words below which a text names nothing of its own."""


@rule(
    "empty-section",
    name="内容空泛",
    number="R16",
    levels=(Level.WARNING, Level.NOTICE),
    source="年度报告格式，第五、六部分；审核惯例",
    statement="存在的问题和改进情况写具体，不能只写“无”，不少于 10 个字；2021 年起，其他需要报告的事项也不能只写“无”。",
    english="section five names problems and improvements; from 2021 on section six is more than a bare none",
    suits=lambda form: any(section.holds for section in form.sections),
    waivable=True,
    wordings={
        "blank": "“{heading}”下面没有文字。请写上；没有这方面情况的，也请用一句话写明。",
        "none": "“{heading}”只写了“{written}”。请写出具体的问题，以及上年问题改进得怎样、今后怎样改进。",
        "short": (
            "“{heading}”只有 {actual} 个字（“{written}”），看不出具体的问题。"
            "请写出问题和改进情况，不少于 {expected} 个字。"
        ),
        "general": "“{heading}”没有写到具体的事项、栏目或者环节，都是各单位通用的话。请结合本单位本年的情况写。",
        "others": (
            "“{heading}”只写了“{written}”。2021 年起这一部分要写明信息处理费收取情况，"
            "没有收取的写“本年度没有收取信息处理费”。"
        ),
    },
)
def empty_section(subject: Subject) -> Iterator[Finding]:
    """R16. 存在的主要问题及改进情况写具体；其他需要报告的事项不能只写“无” (gia-2021)."""
    form = form_of(subject)
    if subject.narrative is None:
        return
    for own in section_texts(form, subject.narrative).values():
        if own.section.holds is not None and UNFILLED not in own.text:
            yield from _section(subject, own)


def _section(subject: Subject, own: SectionText) -> Iterator[Finding]:
    plain, section = own.plain, own.section
    if own.is_empty or not own.content:
        if section.holds != "others" or section.fee_within is not None:
            yield _finding(subject, own, "blank")
    elif section.holds == "problems" and not own.is_cut:
        yield from _problems(subject, own, plain)
    elif section.fee_within is not None and own.is_bare:
        yield _finding(subject, own, "others")


def _problems(subject: Subject, own: SectionText, plain: str) -> Iterator[Finding]:
    if _NONE.fullmatch(own.content) or own.is_bare:
        yield _finding(subject, own, "none")
    elif len(plain) < _SHORTEST and UNSEEN not in own.text:
        yield _finding(subject, own, "short", actual=str(len(plain)), expected=str(_SHORTEST))
    elif _is_general(plain):
        yield _finding(subject, own, "general", level=Level.NOTICE)


def _is_general(plain: str) -> bool:
    least = _SPECIFIC * len(plain)
    return len(_OTHER_LETTER.findall(plain)) < least and len(_GENERAL.sub("", plain)) < least


def _finding(subject: Subject, own: SectionText, variant: str, *, level: Level = Level.WARNING, **args: str) -> Finding:
    line, column = (own.heading_line, 1) if not own.sentences else own.place(own.sentences[0].start)
    return subject.finding(
        "empty-section",
        level=level,
        variant=variant,
        path=own.path,
        line=line,
        column=column,
        expected=args.get("expected"),
        actual=args.get("actual"),
        args={
            "number": own.section.number,
            "heading": own.section.heading,
            "written": own.content[:20],
            **args,
        },
    )
