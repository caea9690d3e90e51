"""Recognises text that surrounds a report on its page or in its file: navigation, buttons, page numbers, footers."""

import re
from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise

from gongkai.findings import say
from gongkai.readers.document.form_words import is_section_title
from gongkai.readers.document.model import Document, SourceParagraph

_ALONE = re.compile(
    r"[—\-–－\s]*\d{1,3}[—\-–－\s]*|第?\s*\d{1,3}\s*页?\s*[/，,]?\s*(?:共|of)?\s*\d{0,3}\s*页?"
    r"|[-—]{2,}|正文|目\s*录|首页|打印(?:本页)?|关闭(?:本页|窗口)?|收藏|返回(?:顶部|首页|上一页)?|分享(?:到|至)?[：:]?.{0,20}"
    r"|(?:【|\[)?\s*(?:字体|字号)[：:]?.{0,16}|大\s*中\s*小|(?:您)?(?:现在|当前)(?:的)?(?:所在)?位置\s*[:：]?.*"
    r"|首页\s*[>＞»/\\].*|(?:浏览|阅读|点击|访问)(?:次数|量|数)?\s*[:：]?\s*\d*\s*次?|扫一扫.*|无障碍.{0,8}|网站地图|联系我们"
    r"|[0-9a-f]{64}|(?:https?|file)://\S+\s+\d{1,3}/\d{1,3}|(?:上|下)一篇[：:].*|(?:相关)?(?:链接|附件下载)|繁体(?:中文)?|English"
)
_FOOT = re.compile(
    r"版权所有|ICP\s*备|ICP证|公安备|公网安备|网站标识码|政府网站找错|主办单位\s*[:：]|承办单位\s*[:：]|技术支持\s*[:：]|建议使用.{0,12}浏览器"
    rf"|^{re.escape(say('cite.sha256'))}\s*[:：]"  # the closing lines of this project's own documents
    r"|扫一扫在手机|打印本页|关闭窗口|(?:上|下)一篇\s*[：:]|责任编辑\s*[:：]"
)
_NUMBER = re.compile(r"\s*[1-9]\d{0,2}\s*")
_NUMBER_ABOVE = re.compile(r"(?:(?:PART|Part)\W{0,2}0?|0)([1-9])")
"""The number of a section on a line of its own, as it is drawn above the title in articles of WeChat."""
_FEWEST_ABOVE = 3
_CLOSED = re.compile(r"[。！？；：.!?;:”’）)】》日]")
"""A sign at the end of a sentence, a list or a date: what follows does not go on with it."""
_LONG = 200


def is_boilerplate(text: str) -> bool:
    """Whether a paragraph is nothing but a page number, a button or a line of navigation.

    Args:
        text: The paragraph.
    """
    return len(text) <= _LONG and _ALONE.fullmatch(" ".join(text.split())) is not None and not text.strip().isdecimal()


def page_numbers(texts: Sequence[str]) -> frozenset[int]:
    """The places of numbers alone on a line that count up by one through a document, as page numbers do.

    A number alone that does not is a figure: many offices write tables of their own as paragraphs. The only number of a
    document is one of a page if it is the last paragraph and the one before is closed, so that it cannot go on with it.

    Args:
        texts: Its paragraphs.
    """
    places = [place for place, text in enumerate(texts) if _NUMBER.fullmatch(text)]
    numbers = [int(texts[place]) for place in places]
    counts_up = all(after == before + 1 for before, after in pairwise(numbers))
    before = next((text.strip() for text in reversed(texts[:-1]) if text.strip()), "")
    is_closed = not before or is_section_title(before) or _CLOSED.fullmatch(before[-1]) is not None
    is_last = places == [len(texts) - 1] and is_closed
    return frozenset(places if counts_up and (len(places) > 1 or is_last) else ())


def without_numbers_above(document: Document) -> Document:
    """The document without the numbers of sections that are drawn above their titles: ``03``, ``PART 03``.

    They count up by one, and have a nought or a word before them, as no figure has: a number alone may be one.

    Args:
        document: A document.
    """
    blocks = document.blocks
    above = {
        place: int(number[1])
        for place, (block, below) in enumerate(pairwise(blocks))
        if isinstance(block, SourceParagraph) and isinstance(below, SourceParagraph)
        if (number := _NUMBER_ABOVE.fullmatch(block.text.strip())) and is_section_title(below.text)
    }
    numbers = list(above.values())
    if len(numbers) < _FEWEST_ABOVE or any(after != before + 1 for before, after in pairwise(numbers)):
        return document
    return replace(document, blocks=tuple(block for place, block in enumerate(blocks) if place not in above))


def begins_footer(text: str) -> bool:
    """Whether a paragraph belongs to a page's footer, so that nothing of the report follows.

    Args:
        text: The paragraph.
    """
    return len(text) <= _LONG and "。" not in text and _FOOT.search(text) is not None
