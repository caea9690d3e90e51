"""Words by which a document says that it is not the one that was published: 征求意见稿, 初稿, 样稿."""

import re
import unicodedata
from collections.abc import Iterator

from gongkai.readers.document import Document, Origin
from gongkai.readers.facts.margin_words import margins_of

_WORDS = (
    r"(?:(?:征求意见|送审|报审|待审|报批|讨论|审议|修改|校对|审核|未定|样|草|初)稿|草案|第[一二三四五\d]稿|尚未定稿)"
)
_ALONE = re.compile(rf"{_WORDS}\d*")
_BEHIND_TITLE = re.compile(rf"(?:报告|年报)[(【\[]?{_WORDS}[\d.]*[)】\]]?$")
_IN_NAME = re.compile(_WORDS)
_IN_MARGIN = re.compile(
    r"样[表张本页]|示范文本|范本|内部(?:资料|文件|材料|使用|参考)\W*(?:注意保存|不得外传|请勿外传)?|仅供(?:内部)?参考|测试数据?"
)
"""What says as much in the head or foot of a page, or behind its text."""
_AROUND = " ()[]【】<>《》*:."
_TOP = 12
"""Paragraphs from the start among which such words are."""


def draft_marks(document: Document) -> Iterator[tuple[Origin, str]]:
    """The words of a document by which it is a draft, each with its place: alone at its top, behind its title.

    Args:
        document: The document; a notice ``margin`` has what stands in its margins or behind its text.
    """
    for number, block in enumerate(document.paragraphs()):
        plain = _plain(block.text)
        is_mark = _ALONE.fullmatch(plain.strip(_AROUND)) or _BEHIND_TITLE.search(plain)
        if number < _TOP and is_mark:
            yield block.origin, block.text
    for notice in margins_of(document):
        plain = _plain(notice.text)
        alone = plain.strip(_AROUND)
        if _ALONE.fullmatch(alone) or _IN_MARGIN.fullmatch(alone) or _BEHIND_TITLE.search(plain):
            yield notice.origin, notice.text


def draft_of_name(name: str) -> str:
    """The words of the name of a file by which it is a draft; empty where there are none.

    Args:
        name: The name.
    """
    match = _IN_NAME.search(unicodedata.normalize("NFKC", name))
    return match[0] if match is not None else ""


def _plain(text: str) -> str:
    return re.sub(r"\s+", "", unicodedata.normalize("NFKC", text))
