"""Placeholders in a text: what is still to be filled in, and what was left over from a template.

Each pattern begins with a plain sign, so that a text without any is passed over quickly; what may be before and after
is looked at only where a pattern fits. 战略, 申请人请填写《申请表》, 李某某诉, 有待补充 and codes with XX in them are
no placeholders.
"""

import re
from collections.abc import Iterator

from gongkai.checks.texts.published import Hit

_UNITS = "年月日件条次个期篇场份项起宗户人万亿元%％"
_ORGANS = "(?:街道|镇|乡|县|区|市|省|局|委|办|厅|部|单位|机关|部门|政府|科|处|站|公司|村|社区|同志|领导|系统|平台|网)"
_TO_WRITE = (
    "填写?|填入|填报|补充|补填|补齐|完善|输入|录入|替换|修改|更新|删除|删去|插入|粘贴"
    "|简述|概述|描述|列出|列明|注明|写明|核实|核对"
)
_AS_IT_IS = "(?:据实|如实|根据实际(?:情况)?|结合实际(?:情况)?|按实际(?:情况)?)?"
_NOUNS = (
    "(?:填报|本|被)?(?:单位|机关|行政机关|部门|街道|乡镇|区县|报告)?"
    "(?:名称|全称|简称|名|年份|年度|日期|时间|数字|数量|数据|数值|金额|标题|题目"
    "|内容|具体内容|具体情况|文号|电话|地址|姓名|联系人)"
)
_SPACE = r"[ \u3000\u00a0]"
_KINDS = {
    # 请填写, and other orders of a template
    "fill": rf"请(?:在此处?|在这里|在下方|于此)?{_AS_IT_IS}(?:{_TO_WRITE})",
    "waits": r"待(?:补充|填写?|补填|补齐|定|完善|核实|确认|更新|录入|提供|统计|添加)",
    "here": rf"此处(?:请|应|可|须|需|要|待|为|是)?(?:{_TO_WRITE}|添加|省略|空白?|略|加|放|写)",
    "write": r"填写(?:内容|数字|单位|说明|此处|年份)",
    "note": (
        r"示例文[字本]|样例文字|占位[符文]|模板说明|删除(?:此|本|该)(?:行|段|节|句|提示|说明)"
        r"|前(?:请|须|应)?(?:删除|删去|替换)(?!旧|过)|TODO|TBD|FIXME|[Ll]orem ipsum"
        r"|批注\s*(?:\d+|\[[^\[\]]*\])\s*[\]:：]"
    ),
    # XX, ×××, 某某, □
    "sign": (
        r"[×✕✖╳]{2,}|[XxＸｘ]{2,}|[×XxＸｘNＮ](?=\s*[年月日件条次个期篇场份])|某某+"
        r"|[□☐▢◻]+|＊{2,}|[?？]{2,}"
    ),
    "year": r"20(?:[0-9][XxＸｘ×]|[XxＸｘ×]{2})(?![A-Za-z0-9])|二[〇零○][XxＸｘ×]{2}",
    "blank": (
        rf"年{_SPACE}*月{_SPACE}*日|_{{3,}}|＿{{2,}}|（{_SPACE}*）|《{_SPACE}*》|〔{_SPACE}*〕"
        r"|\u3000{2,}(?=[年月日件条次个期篇场份项元万])"
    ),
    "omitted": r"[（(]\s*(?:此处|以下|下同|内容)?\s*略\s*[）)]|略(?=[。.]?\s*$)",
    "name": rf"[\[【〔<＜「『]\s*{_NOUNS}\s*[\]】〕>＞」』]|[（(]\s*(?:单位|机关|行政机关)(?:名称|全称)\s*[）)]",
}
_BEGINNINGS = {
    "请": "[填补完输录替修更删插粘简概描列注写核在于据如根结按]",
    "待": "[补填定完核确更录提统添]",
    "此": "处",
    "填": "写[内数单说此年]",
    "示": "例文",
    "样": "例文",
    "占": "位",
    "模": "板说",
    "删": "除",
    "前": "[请须应删替]",
    "批": "注",
    **dict.fromkeys(("TODO", "TBD", "FIXME", "Lorem", "lorem"), ""),
    **dict.fromkeys(("×", "✕", "✖", "╳", "X", "x", "Ｘ", "ｘ", "N", "Ｎ", "□", "☐", "▢", "◻", "略"), ""),
    "某": "某",
    "＊": "＊",
    r"\?": r"[?？]",
    "？": r"[?？]",
    "2": "0[0-9XxＸｘ×][XxＸｘ×]",
    "二": "[〇零○][XxＸｘ×]",
    "年": r"[ \u3000\u00a0]*月",
    "_": "__",
    "＿": "＿",
    "\u3000": "\u3000",
    **dict.fromkeys(("（", r"\("), r"[ \u3000\u00a0略此以下内单机行）]"),
    "《": r"[ \u3000\u00a0》]",
    "〔": r"[^0-9]",
    **dict.fromkeys((r"\[", "【", "<", "＜", "「", "『"), ""),
}
"""With what sign a pattern may begin, and what must follow it: the engine looks for plain signs at once."""
_TRIGGER = re.compile("|".join(f"{sign}(?={behind})" if behind else sign for sign, behind in _BEGINNINGS.items()))
_PATTERN = re.compile("|".join(f"(?P<{kind}>{pattern})" for kind, pattern in _KINDS.items()), re.MULTILINE)

_SURNAMES = frozenset(
    "王李张刘陈杨黄赵吴周徐孙马朱胡郭何林罗郑梁谢宋唐许韩冯邓曹彭曾萧田董袁潘蔡蒋余杜叶程苏魏吕丁沈姚卢姜崔钟谭陆汪范金石"
    "廖贾韦付邹孟熊秦邱侯尹薛闫雷龙史陶贺顾毛郝龚邵钱严覃武戴莫孔汤"
)
"""Names of persons that a text makes out: 王某某, 李××. Surnames that are words as well (于, 向, 方) are none here."""
_NEAR = 12
"""How many signs before a passage the bracket that holds it may begin."""
_OPENING = "（(【〔＜「『“"
_CLOSING = "）)】〕＞」』”"
"""Brackets that belong to the passage that they hold; [, < and { do not, as YAML and Markdown write them too."""
_MARKS = "\n：:；;，,、。| \u3000*"
_ASKED = re.compile(
    r"(?:写|报|入|充|善|新)?[^。，；：:\n]{0,10}(?:表|单|书|卷|问卷|意见|系统|申请|“|《)|《|“|[^。，；\n]{0,4}(?:真实|本人|完整)"
)
"""What one may be asked to fill in: 请填写《政府信息公开申请表》."""
_UNFINISHED = frozenset("有尚亟仍还需急须犹")
"""What precedes 待补充 in a sentence of a report: 有待完善, 尚待补充."""


def placeholders(text: str) -> Iterator[Hit]:
    """Every passage of a text that is to be filled in or was left of a template; with the brackets that hold it.

    Args:
        text: Any text.
    """
    end = 0
    for first in _TRIGGER.finditer(text):
        match = _PATTERN.match(text, first.start())
        kind = str(match.lastgroup) if match is not None else ""
        if match is None or match.start() < end:
            continue
        if not _JUDGES.get(kind, _always)(text, match):
            if match[0][0] in "_＿":
                end = match.end()  # a rule across the page, which would be looked at again from each of its signs
            continue
        start, end = _with_brackets(text, match.start(), match.end())
        yield Hit(kind, start, end)


def _always(_: str, __: "re.Match[str]") -> bool:
    return True


def _before(text: str, match: "re.Match[str]") -> str:
    """The sign before a passage; the end of a line where there is none."""
    return text[match.start() - 1] if match.start() else "\n"


def _behind(text: str, match: "re.Match[str]") -> str:
    """The sign after a passage; the end of a line where there is none."""
    return text[match.end()] if match.end() < len(text) else "\n"


def _bracketed(text: str, match: "re.Match[str]") -> bool:
    """Whether a passage begins a bracket, or stands alone between marks or the ends of its line."""
    before, behind = _before(text, match), _behind(text, match)
    return before in _OPENING or before in "[<{｛" or (before in _MARKS and behind in _MARKS + _CLOSING + "]>}｝")


def _order(text: str, match: "re.Match[str]") -> bool:
    """An order of a template; 请 in 申请填写 is none, and nobody is asked to fill in a form of an office."""
    if _before(text, match) in "申邀提恳呈报敬烦":
        return False
    if _bracketed(text, match):
        return True
    return match[0].endswith(("填写", "填入", "补充", "输入", "录入")) and _ASKED.match(text, match.end()) is None


def _waits(text: str, match: "re.Match[str]") -> bool:
    if _before(text, match) in _UNFINISHED:
        return False
    return match[0] in {"待补充", "待填写"} or _bracketed(text, match)


def _sign(text: str, match: "re.Match[str]") -> bool:
    """Signs in place of a word; not those within a code, nor the name of a person made out."""
    before, behind = _before(text, match), _behind(text, match)
    if match[0][0] in "XxＸｘNＮ" and (_is_code(before) or _is_code(behind)):
        return False
    if match[0] == "×" and before.isdigit():
        return False
    if before in _SURNAMES:
        return behind in _UNITS or re.match(_ORGANS, text[match.end() : match.end() + 4]) is not None
    return True


def _is_code(sign: str) -> bool:
    return sign.isascii() and (sign.isalnum() or sign in "-_/.@")


def _year(text: str, match: "re.Match[str]") -> bool:
    return not _is_code(_before(text, match))


def _blank(text: str, match: "re.Match[str]") -> bool:
    """A blank to write in; a line of nothing but such signs is a rule across the page, and 年月日 is a word."""
    if match[0] == "年月日":
        return False
    if match[0][0] not in "_＿":
        return True
    start, end = text.rfind("\n", 0, match.start()) + 1, text.find("\n", match.end())
    return bool(text[start : end if end >= 0 else len(text)].strip("_＿ "))


def _omitted(text: str, match: "re.Match[str]") -> bool:
    """（略）, or 略 alone: not the end of 战略 or 攻略."""
    return len(match[0]) > 1 or _before(text, match) in _MARKS


def _name(text: str, match: "re.Match[str]") -> bool:
    """A name in brackets; the text of a link is none, nor what stands for a part of a path."""
    return not (match[0][0] == "[" and _behind(text, match) in "([:") and not _is_code(_before(text, match))


_JUDGES = {
    "fill": _order,
    "waits": _waits,
    "write": _bracketed,
    "sign": _sign,
    "year": _year,
    "blank": _blank,
    "omitted": _omitted,
    "name": _name,
}


def _with_brackets(text: str, start: int, end: int) -> tuple[int, int]:
    """The passage with the bracket that holds it, where that begins shortly before and ends in the same line."""
    near = text[max(start - _NEAR, text.rfind("\n", 0, start) + 1, 0) : start]
    place = next((n for n in range(len(near) - 1, -1, -1) if near[n] in _OPENING + _CLOSING), -1)
    if place < 0 or near[place] in _CLOSING:
        return start, end
    line_end = text.find("\n", end)
    closing = _CLOSING[_OPENING.index(near[place])]
    close = text.find(closing, end, line_end if line_end >= 0 else len(text))
    return (start - len(near) + place, close + 1) if close >= 0 else (start, end)
