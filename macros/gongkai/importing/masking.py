"""Masks personal data in messages of an import: identity numbers, mobile numbers, names behind a role.

The narrative keeps its text as published. Messages and comments quote it in places where the document itself was never
seen (logs, version control), so personal data in them is masked.
"""

import re

_IDENTITY = re.compile(
    r"(?<![0-9A-Za-z])([1-9]\d{5})((?:19|20)\d{2}(?:0[1-9]|1[0-2])(?:0[1-9]|[12]\d|3[01])\d{3})([0-9Xx])(?!\w)"
)
_MOBILE = re.compile(r"(?<![\d.])(?:\+?86[- ]?)?(1[3-9]\d)[- ]?(\d{4})[- ]?(\d{4})(?![\d.])")
_ROLES = (
    "联系人|经办人|负责人|责任人|填报人|填表人|审核人|签发人|申请人姓名|当事人|公开人|撰稿人?|责任编辑|编辑|作者|姓名"
)
_NAMED = re.compile(
    rf"((?:{_ROLES})\s*(?:姓名)?\s*[:：]\s*)([\u4e00-\u9fff·]{{2,4}}|[\u4e00-\u9fff]\s[\u4e00-\u9fff])(?![\u4e00-\u9fff])"
)
_WEIGHTS = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)


def mask_personal_data(text: str) -> str:
    """A text with identity numbers, mobile numbers and names behind a role (联系人：…) masked.

    Args:
        text: Any text.
    """
    hidden = _IDENTITY.sub(_identity, text)
    hidden = _MOBILE.sub(r"\1****\3", hidden)
    return _NAMED.sub(r"\1＊＊", hidden)


def has_personal_data(text: str) -> bool:
    """Whether a text holds identity numbers, mobile numbers or names behind a role.

    Args:
        text: Any text.
    """
    return mask_personal_data(text) != text


def _identity(match: re.Match[str]) -> str:
    """Mask a number whose check digit is right; figures of a table that are glued together may look like one."""
    digits = match[1] + match[2]
    rest = sum(int(digit) * weight for digit, weight in zip(digits, _WEIGHTS, strict=True)) % 11
    return f"{match[1]}********{match[2][-3:]}*" if "10X98765432"[rest] == match[3].upper() else match[0]
