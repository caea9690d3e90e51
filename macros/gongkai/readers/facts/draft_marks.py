"""Words by which a document says that it is not the one that was published: 征求意见稿, 初稿, 样稿."""

import re
import unicodedata
from collections.abc import Iterator

from gongkai.readers.document import Document, Origin, SourceParagraph
from gongkai.readers.document.draft_words import DRAFT
from gongkai.readers.document.titles import TOP_OF_PAGE, read_title
from gongkai.readers.facts.margin_words import margins_of

_ALONE = re.compile(rf"{DRAFT}\d*")
_BEHIND_TITLE = re.compile(rf"(?:报告|年报)[(【\[]?{DRAFT}[\d.]*[)】\]]?》?$")
_IN_NAME = re.compile(DRAFT)
_IN_MARGIN = re.compile(
    r"样[表张本页]|示范文本|范本|内部(?:资料|文件|材料|使用|参考)\W*(?:注意保存|不得外传|请勿外传)?|仅供(?:内部)?参考|测试数据?"
    r"|(?:已|此件|本件|本报告)?(?:作废|无效|废止)|废稿|旧版"
    r"|draft|sample",
    re.IGNORECASE,
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
        is_behind = _BEHIND_TITLE.search(plain) and (number < _TOP or _is_title(block, number))
        if is_behind or (number < _TOP and _ALONE.fullmatch(plain.strip(_AROUND))):
            yield block.origin, block.text
    for notice in margins_of(document):
        plain = _plain(notice.text)
        alone = plain.strip(_AROUND)
        if _ALONE.fullmatch(alone) or _IN_MARGIN.fullmatch(alone) or _BEHIND_TITLE.search(plain):
            yield notice.origin, notice.text


def _is_title(block: SourceParagraph, number: int) -> bool:
    """Whether a paragraph may be the title of the report: on a web page navigation may come before it."""
    return block.level > 0 or (number < TOP_OF_PAGE and read_title(block.text) is not None)


def draft_of_name(name: str) -> str:
    """The words of the name of a file by which it is a draft; empty where there are none.

    Args:
        name: The name.
    """
    match = _IN_NAME.search(unicodedata.normalize("NFKC", name))
    return match[0] if match is not None else ""


def _plain(text: str) -> str:
    return re.sub(r"\s+", "", unicodedata.normalize("NFKC", text))
