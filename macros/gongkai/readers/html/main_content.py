"""Separates the report on a web page from the page around it: menus, breadcrumbs, buttons, footers.

The report is the smallest element that holds all of its sections and tables. Inside it only known phrases of buttons
and navigation are dropped. Outside of it what describes the report is kept too (its title, the box with index number
and date), and so is every long text that is no link. When in doubt, a text is kept.
"""

import re
from collections.abc import Sequence
from typing import Any

from gongkai.readers.document.draft_blocks import DraftBlock
from gongkai.readers.document.form_words import column_names_in, is_section_title, row_names_in
from gongkai.readers.document.signs import NUMERALS

_SECTION = re.compile(rf"(?:[{NUMERALS}]\s*[、,，.．]?\s*)?(?:概况|.{{0,10}}存在的?问题)")
"""The title of a section as no form has it."""
_NUMBERED = re.compile(r"[一二三四五六七八九十]\s*、")
_ABOUT = re.compile(
    r"索\s*引\s*号|发布(?:日期|时间|机构|单位)|发文(?:机关|单位|字号|日期)|成文日期|生成日期|公开(?:日期|时间)|文\s*号|"
    r"信息来源|来\s*源|主题(?:分类|词)|责任部门|信息(?:分类|名称)|名\s*称|统一登记号"
)
_TITLE = re.compile(
    r"(?:年度?[报報]告|年[报報])\s*(?:[（(].{0,12}[)）])?\s*$|信息公[开開].{0,12}(?:年度?[报報]告|年[报報])"
)
_DATE = re.compile(
    r"[\d〇○零一二三四五六七八九十]{4}\s*年\s*[\d一二三四五六七八九十]{1,3}\s*月\s*[\d一二三四五六七八九十]{1,3}\s*日"
)
_FRAME = re.compile(
    r"(?:^|[-_\s])(?:nav\w*|menu\w*|bread\w*|crumbs?|location|position|weizhi|dqwz|foot\w*|copyright|bq|share\w*|bdshare\w*|"
    r"toolbar|side\w*|pagination|prev\w*|next|related|recommend|search\w*|login|top-?bar|header|banner|qrcode|"
    r"md-(?:header|nav|tabs|footer|sidebar|search|skip|announce)\w*)(?:[-_\s]|$)",
    re.IGNORECASE,
)
_BUTTONS = re.compile(
    r"(?:[【\[（(]?\s*(?:打印(?:本页|此页|页面|正文|文章)?|关闭(?:窗口|页面|本页)?|字体|字号|[大中小]|分享(?:到|至)?|收藏(?:本页)?|"
    r"返回(?:顶部|首页|列表|上级)?|微信|微博|新浪微博|QQ空间|上一页|下一页|首页|朗读|纠错|下载)\s*[】\])）]?\s*[:：|｜/]?\s*)+"
)
_PHRASES = re.compile(
    r"(?:您)?(?:现在|当前|目前)?(?:的|所在)?位置\s*[:：].*|(?:上|下)一[篇条]\s*[:：]?.*|扫一扫.*|.*扫描二维码.*|"
    r"(?:浏览|点击|阅读|访问)(?:次数|量|数)?\s*[:：]?\s*\d*\s*次?|责任编辑\s*[:：].{0,12}|【?我要纠错】?"
)
_FOOT = re.compile(
    r"版权所有|ICP备|公网安备|网站标识码|技术支持|网站地图|联系我们|主办单位?\s*[:：]|承办单位?\s*[:：]|建议使用.{0,20}浏览器"
)
_LONG = 40
_SHORT = 120
_MOST_SIGNS = 400


def report_blocks(drafts: Sequence[DraftBlock]) -> list[DraftBlock]:
    """The blocks that are the report or describe it, in order.

    Args:
        drafts: All of a page.
    """
    holder = _container(drafts)
    inside = _Inside(holder)
    flags = [inside(draft.element) for draft in drafts]
    last = max((index for index, flag in enumerate(flags) if flag), default=len(drafts))
    return [
        draft
        for index, (draft, flag) in enumerate(zip(drafts, flags, strict=True))
        if draft.element is None or (_stays_inside(draft) if flag else _stays_outside(draft, after=index > last))
    ]


class _Inside:
    """Whether an element lies within another; remembers the answers for all ancestors that it passed."""

    def __init__(self, holder: Any) -> None:
        self._is_inside: dict[Any, bool] = {holder: True} if holder is not None else {}

    def __call__(self, element: Any) -> bool:
        path = []
        while element is not None and element not in self._is_inside:
            path.append(element)
            element = element.getparent()
        inside = element is not None and self._is_inside[element]
        self._is_inside.update(dict.fromkeys(path, inside))
        return inside


def _container(drafts: Sequence[DraftBlock]) -> Any:
    """The smallest element that holds all signs of a report: its sections and tables, else figures and long texts."""
    free = [draft for draft in drafts if draft.element is not None and not draft.is_link() and not draft.picture]
    strong = [draft for draft in free if _is_strong_sign(draft) and not _in_frame(draft.element)]
    weak = [draft for draft in free if _is_weak_sign(draft) and not _in_frame(draft.element)]
    proofs = strong if len(strong) > 1 else weak or strong or free
    sample = proofs[: _MOST_SIGNS // 2] + proofs[-_MOST_SIGNS // 2 :]
    common: list[Any] | None = None
    for draft in sample:
        path = _path(draft.element)
        common = path if common is None else _shared(common, path)
    if not common:
        return None
    holder = common[-1]
    while holder.tag in {"p", "span", "strong", "b", "font", "td", "table"} and holder.getparent() is not None:
        holder = holder.getparent()
    return holder


def _path(element: Any) -> list[Any]:
    path = [element, *element.iterancestors()]
    path.reverse()
    return path


def _shared(one: list[Any], other: list[Any]) -> list[Any]:
    length = 0
    for mine, theirs in zip(one, other, strict=False):
        if mine is not theirs:
            break
        length += 1
    return one[:length]


def _is_strong_sign(draft: DraftBlock) -> bool:
    if draft.rows is not None:
        heads = column_names_in(draft.words())
        return bool(heads) and len(heads | row_names_in(draft.words())) > 1
    return len(draft.text) <= _LONG and (is_section_title(draft.text) or _SECTION.match(draft.text) is not None)


def _is_weak_sign(draft: DraftBlock) -> bool:
    if draft.rows is not None:
        return sum(len(row.cells) for row in draft.rows) > 3  # noqa: PLR2004 - fewer is a box
    return (len(draft.text) >= _LONG or _NUMBERED.match(draft.text) is not None) and not _FOOT.search(draft.text)


def _in_frame(element: Any) -> bool:
    """Whether an element is a part of the page around the report, by its name or class."""
    while element is not None:
        if element.tag in {"nav", "footer", "aside"}:
            return True
        names = f"{element.get('class') or ''} {element.get('id') or ''}"
        if names != " " and element.tag not in {"body", "html"} and _FRAME.search(names):
            return True
        element = element.getparent()
    return False


def _stays_inside(draft: DraftBlock) -> bool:
    text = draft.text
    if draft.rows is not None or draft.picture:
        return True
    if len(text) > _SHORT:
        return True
    return not (_BUTTONS.fullmatch(text) or _PHRASES.fullmatch(text))


def _stays_outside(draft: DraftBlock, *, after: bool) -> bool:
    words = draft.words()
    if draft.picture or draft.is_link() or not words.strip() or not _stays_inside(draft):
        return False
    if _ABOUT.search(words) and not _FOOT.search(words):
        return len(words) <= 10 * _SHORT
    if _in_frame(draft.element) or _FOOT.search(words):
        return False
    if draft.rows is not None:
        return True
    if len(words) >= _LONG:
        return True
    return _DATE.fullmatch(words) is not None if after else _TITLE.search(words) is not None
