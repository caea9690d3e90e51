"""Masks personal data in messages of an import: identity numbers, mobile numbers, bank cards, names after a role.

The narrative keeps its text as published. Messages and comments quote it in places where the document itself was never
seen (logs, version control), so personal data in them is masked.
"""

import re

from gongkai.checks.texts.personal import personal_data, shown

_ROLES = (
    "联系人|经办人|负责人|责任人|填报人|填表人|审核人|签发人|申请人姓名|当事人|公开人|撰稿人?|责任编辑|编辑|作者|姓名"
)
_NAMED = re.compile(
    rf"((?:{_ROLES})\s*(?:姓名)?\s*[:：]\s*)([\u4e00-\u9fff·]{{2,4}}|[\u4e00-\u9fff]\s[\u4e00-\u9fff])(?![\u4e00-\u9fff])"
)
_BEFORE_A_NUMBER = re.compile(
    r"((?:联系人|经办人|填报人|填表人)[是为]?)([\u4e00-\u9fff·]{2,4}?)"
    r"(?=[，,、（(\s]{1,2}(?:联系)?(?:电话|手机)?(?:号码)?[:：是为]?\s*(?:1[3-9]\d|0\d{2,3}-|\d{7}))"
)
"""A name after a role without a colon, with a telephone number after it."""


def mask_personal_data(text: str) -> str:
    """A text with identity numbers, mobile numbers, bank cards and names after a role (联系人：…) masked.

    Numbers are masked as the checks do it: two masks of one number on a screen would together show more than either.

    Args:
        text: Any text.
    """
    parts, position = [], 0
    for item in personal_data(text):
        if item.kind != "email" and item.start >= position:
            parts += [text[position : item.start], shown(item.kind, text[item.start : item.end])]
            position = item.end
    masked = _NAMED.sub(r"\1＊＊", "".join([*parts, text[position:]]))
    return _BEFORE_A_NUMBER.sub(r"\1＊＊", masked)


def has_personal_data(text: str) -> bool:
    """Whether a text holds identity numbers, mobile numbers, bank cards or names after a role.

    Args:
        text: Any text.
    """
    return mask_personal_data(text) != text
