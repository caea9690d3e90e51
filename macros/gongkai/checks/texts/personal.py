"""Personal data in a text: identity numbers, mobile numbers, bank cards and e-mail addresses, by shape and check digit.

Full-width digits count as digits. Landlines, document numbers, unified social credit codes, amounts and dates have
another shape, or fail the check; numbers that a text has made unreadable (``138****5678``) are none.
"""

import datetime as dt
import re
from collections.abc import Callable, Iterator

from gongkai.checks.texts.published import Hit

_WIDE = str.maketrans(
    {0xFF10 + digit: str(digit) for digit in range(10)}
    | dict(zip(map(ord, "－—–‐\u3000\u00a0＋＠．Ｘｘ"), "----  +@.Xx", strict=True))
)
"""One sign for one, so that places stay."""
_SUSPECT = re.compile(r"[0-9０-９](?:[ \-－—–‐\u3000\u00a0]?[0-9０-９]){10}|[@＠]")
"""What every number and address has in it; most texts of a report do not."""
_NUMBER = re.compile(r"(?<![0-9A-Za-z.*_/])\+?[0-9](?:[ -]?[0-9]){9,20}(?:[ -]?[Xx])?(?![0-9A-Za-z*_])")
_EMAIL = re.compile(r"(?<![A-Za-z0-9._%+-])[A-Za-z0-9][A-Za-z0-9._%+-]*@[A-Za-z0-9-]+(?:\.[A-Za-z0-9-]+)+")
_GROUPS_18 = re.compile(r"[1-9][0-9]{5}[ -]?(?:18|19|20)[0-9]{2}[ -]?[0-9]{4}[ -]?[0-9]{3}[0-9Xx]")
_MOBILE = re.compile(
    r"(?:(?:\+|00)?86[ -]?)?1(?:3[0-9]|4[014-9]|5[0-35-9]|6[2567]|7[0-8]|8[0-9]|9[0-35-9])"
    r"(?:[ -]?[0-9]{4}[ -]?[0-9]{4}|[0-9]?(?:[ -]?[0-9]{2,4}){2,3})"
)
_MOBILE_DIGITS = re.compile(r"(?:0{0,2}86)?(1[3-9][0-9]{9})")
_UNITS = re.compile(r"\s*(?:元|万|亿|件|条|个|次|人|篇|份|吨|平方|公里|千|号(?!码)|%|．|\.[0-9])")
"""What follows an amount, a count or the number of a document."""
_PROVINCES = frozenset(
    {*range(11, 16), *range(21, 24), *range(31, 38), *range(41, 47), *range(50, 55), *range(61, 66), 71, 81, 82}
)
_WEIGHTS = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)
_CARDS = re.compile(r"62[1-9][0-9]{13,16}|60[0-9]{14,17}|9558[0-9]{12,15}")
"""Numbers of cards that are issued in China, by the ranges of their issuers."""
_FOREIGN_CARDS = re.compile(r"4[0-9]{15}|5[1-5][0-9]{14}|35[0-9]{14}")
_REGION_AND_YEAR = re.compile(r"62(?:0[1-9]|1[0-2]|29|30)[0-9]{2}(?:19|20)[0-9]{2}")
"""How numbers begin that an office of Gansu gives, whose regions have the digits of issuers."""
_PHONE_WORDS = re.compile(r"手机|电话|联系|致电|拨打|微信|号码")
_CARD_WORDS = re.compile(r"卡|账号|帐号|账户|帐户|银行|户名")
_NEAR = 16
"""How far before a number a word may be that says what it is."""

_OFFICES = re.compile(
    r"xxgk|zwgk|xgk|gongkai|bgs|bgt|ban?gong|dzb|dzz|dangzheng|zwb|zhb|zonghe|zhengwu|zhengfu|xinxi|fuwu|kefu|service"
    r"|info|office|contact|public|webmaster|admin|postmaster|hotline|jubao|jiandu|xinfang|jdb|jiedao|shequ|zhenzf|xiangzf"
    r"|gov|zhongxin|zx$|^mail$|^zf|zf$|zfb|ju$|jbgs|ddb|dangban|dwb|weiyuanhui|wbj|guanwei|shizhang|quzhang|xianzhang|^12345$"
)
"""Parts of the addresses of offices: 信息公开, 办公室, 党政办, 综合, 服务, 信访, 市长信箱."""


def personal_data(text: str) -> Iterator[Hit]:
    """Every identity number, mobile number, bank card and e-mail address in a text, in order.

    Args:
        text: Any text.

    Yields:
        Passages of the kinds ``identity``, ``mobile``, ``card`` and ``email``; whose address it is, is not asked.
    """
    if _SUSPECT.search(text) is None:
        return
    plain = text.translate(_WIDE)
    yield from sorted([*_numbers(plain), *_addresses(plain)], key=lambda passage: passage.start)


def is_office_address(address: str, *names: str) -> bool:
    """Whether an e-mail address is an office's: its name has a word for an office, or the name of the agency's folder.

    Args:
        address: The address.
        names: Names by which the office may be called in it.
    """
    local = address.partition("@")[0].lower()
    words = [word for name in names for word in re.split(r"[^a-z]+", name.lower())]
    parts = [word for word in words if len(word) > 3]  # noqa: PLR2004 - shorter ones are in many words by chance
    return _OFFICES.search(local) is not None or any(part in local for part in parts)


def is_personal_address(address: str) -> bool:
    """Whether an e-mail address is certainly a person's: its name is the number of a mobile telephone."""
    return _MOBILE_DIGITS.fullmatch(re.sub(r"\D", "", address.partition("@")[0])) is not None


def shown(kind: str, passage: str) -> str:
    """A passage as a message may quote it, mostly masked, because messages go into logs.

    Args:
        kind: What the passage is, such as ``email``.
        passage: The passage.
    """
    if kind == "email":
        local, _, domain = passage.partition("@")
        return f"{local[:2]}***@{domain}"
    signs = bare_digits(passage)
    return f"{signs[:3]}{'*' * (len(signs) - 5)}{signs[-2:]}"


def bare_digits(passage: str) -> str:
    """The digits of a number, half-width, without what is between them; an X at the end of it is one."""
    return re.sub(r"[^0-9Xx]", "", passage.translate(_WIDE))


def _addresses(text: str) -> Iterator[Hit]:
    for match in _EMAIL.finditer(text):
        yield Hit("email", match.start(), match.end())


def _numbers(text: str) -> Iterator[Hit]:
    for match in _NUMBER.finditer(text):
        kind = _kind(text, match)
        if kind:
            yield Hit(kind, match.start(), match.end())


def _kind(text: str, match: "re.Match[str]") -> str:
    """What a long number is; empty where it is nothing personal."""
    passage, digits = match[0], re.sub(r"[ +-]", "", match[0]).upper()
    if _GROUPS_18.fullmatch(passage) and _is_identity(digits):
        return "identity"
    before = text[max(match.start() - _NEAR, 0) : match.start()]
    if _UNITS.match(text, match.end()) and _PHONE_WORDS.search(before) is None:
        return ""
    judges: tuple[tuple[str, Callable[[], bool]], ...] = (
        ("identity", lambda: len(passage) == 15 and _is_old_identity(digits)),  # noqa: PLR2004 - digits until 1999
        ("mobile", lambda: _MOBILE.fullmatch(passage) is not None and _MOBILE_DIGITS.fullmatch(digits) is not None),
        ("card", lambda: _is_card(digits, before)),
    )
    return next((kind for kind, holds in judges if holds()), "")


def _is_identity(digits: str) -> bool:
    """Whether eighteen digits are an identity number: a day of birth, and a check digit that is right (GB 11643)."""
    rest = sum(int(digit) * weight for digit, weight in zip(digits[:17], _WEIGHTS, strict=True)) % 11
    return _is_day(digits[6:14]) and "10X98765432"[rest] == digits[17]


def _is_old_identity(digits: str) -> bool:
    """Whether fifteen digits are an identity number of the first generation, which has no check digit."""
    return int(digits[:2]) in _PROVINCES and digits[2:6] != "0000" and _is_day(f"19{digits[6:12]}")


def _is_day(digits: str) -> bool:
    try:
        dt.date(int(digits[:4]), int(digits[4:6]), int(digits[6:]))
    except ValueError:
        return False
    return True


def _is_card(digits: str, before: str) -> bool:
    """Whether a number is that of a bank card: of an issuer's range, and right by the last digit (Luhn)."""
    is_called_card = _CARD_WORDS.search(before) is not None
    issued = _CARDS.fullmatch(digits) is not None and (is_called_card or _REGION_AND_YEAR.match(digits) is None)
    return (issued or (is_called_card and _FOREIGN_CARDS.fullmatch(digits) is not None)) and _passes_luhn(digits)


def _passes_luhn(digits: str) -> bool:
    total = 0
    for place, digit in enumerate(reversed(digits)):
        number = int(digit) * (2 if place % 2 else 1)
        total += number - 9 if number > 9 else number  # noqa: PLR2004 - the sum of its two digits
    return total % 10 == 0
