"""Personal data in every text that is published: numbers made up here, with check digits that are right."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tests.checks.injected.model import Edit, with_phrase

if TYPE_CHECKING:
    import random
    from collections.abc import Callable

    from tests.checks.injected.model import CleanReport, Injection, Injector

CODE = "personal-data"


def identity(rng: random.Random) -> str:
    """An identity number of nobody: the region 990000 does not exist."""
    day = f"{rng.randint(1940, 2010)}{rng.randint(1, 12):02}{rng.randint(1, 28):02}"
    body = f"9900{rng.randint(1, 99):02}{day}{rng.randint(0, 999):03}"
    powers = [2**place % 11 for place in range(17, 0, -1)]
    rest = sum(int(digit) * power for digit, power in zip(body, powers, strict=True)) % 11
    return body + "10X98765432"[rest]


def old_identity(rng: random.Random) -> str:
    day = f"{rng.randint(30, 99)}{rng.randint(1, 12):02}{rng.randint(1, 28):02}"
    return f"4101{rng.randint(1, 99):02}{day}{rng.randint(1, 999):03}"


def mobile(rng: random.Random) -> str:
    return f"{rng.choice((130, 138, 139, 150, 159, 176, 186, 188, 198))}{rng.randint(0, 99_999_999):08}"


def card(rng: random.Random) -> str:
    body = rng.choice(("621700", "622202", "622848", "623668", "625912")) + f"{rng.randint(0, 10**12 - 1):012}"
    doubled = "".join(str(int(digit) * 2) if place % 2 == 0 else digit for place, digit in enumerate(reversed(body)))
    return body + str(-sum(map(int, doubled)) % 10)


def spaced(number: Callable[[random.Random], str], sign: str, *lengths: int) -> Callable[[random.Random], str]:
    """A number in groups of some lengths with a sign between them."""

    def write(rng: random.Random) -> str:
        digits, parts = number(rng), []
        for length in lengths:
            parts.append(digits[:length])
            digits = digits[length:]
        return sign.join([*parts, digits] if digits else parts)

    return write


def wide(number: Callable[[random.Random], str]) -> Callable[[random.Random], str]:
    """A number in full-width digits."""
    table = {48 + digit: chr(0xFF10 + digit) for digit in range(10)}
    return lambda rng: number(rng).translate(table)


def address(rng: random.Random) -> str:
    name = rng.choice(("zhangsan", "li.si", "wangwu88", "zhao_liu", "sunqi"))
    return f"{name}@{rng.choice(('163.example', 'qq.example', 'mail.example'))}"


def account(rng: random.Random) -> str:
    return f"{rng.randint(10**7, 10**10)}@qq.example"


def _in_narrative(number: Callable[[random.Random], str], *frames: str) -> Injector:
    def inject(report: CleanReport, rng: random.Random) -> Injection:
        frame = rng.choice(frames)
        edit = with_phrase(report, frame.replace("#", number(rng)), rng)
        edit = Edit(edit.text, edit.line, edit.column + frame.index("#"))
        return edit.injection(CODE, report.narrative_path, column=True)

    return inject


def _in_note(number: Callable[[random.Random], str]) -> Injector:
    def inject(report: CleanReport, rng: random.Random) -> Injection:
        lines = [*report.data.rstrip("\n").split("\n"), "notes:", f"  - {{at: 六, text: 经办人电话 {number(rng)}。}}"]
        return Edit("\n".join(lines) + "\n", len(lines), 25).injection(CODE, report.data_path, column=True)

    return inject


def _in_explanation(number: Callable[[random.Random], str]) -> Injector:
    def inject(report: CleanReport, rng: random.Random) -> Injection:
        lines = report.data.rstrip("\n").split("\n")
        lines += ["waivers:", "  - rule: blank", "    at: 六", "    date: 2026-01-20", "    office: 办公室"]
        lines += [f"    reason: 见 {number(rng)} 的说明"]
        return Edit("\n".join(lines) + "\n", len(lines)).injection(CODE, report.data_path, also=("waiver-unused",))

    return inject


def _in_contact(key: str, number: Callable[[random.Random], str]) -> Injector:
    def inject(report: CleanReport, rng: random.Random) -> Injection:
        lines = report.files[report.agency_path].rstrip("\n").split("\n")
        index = next(n for n, line in enumerate(lines) if line.startswith("contact:"))
        text = "\n".join([*lines[: index + 1], f"  {key}: {number(rng)}", *lines[index + 1 :]])
        return Edit(text + "\n", index + 2).injection(CODE, report.agency_path)

    return inject


PERSON = ("联系人电话#。", "经办人手机：#，", "请拨打#联系。", "手机#；")
HOLDER = ("身份证号码：#。", "申请人（#）", "证件号#，", "#，")
BANK = ("缴费账号#。", "银行卡号：#，", "请汇至#。")
WRITE = ("请发邮件至#。", "邮箱：#，", "意见请寄 # 。")

KINDS: dict[str, Injector] = {
    "identity number": _in_narrative(identity, *HOLDER),
    "identity number in groups": _in_narrative(spaced(identity, " ", 6, 8, 4), *HOLDER),
    "identity number with hyphens": _in_narrative(spaced(identity, "-", 6, 8, 4), *HOLDER),
    "identity number in wide digits": _in_narrative(wide(identity), *HOLDER),
    "identity number of fifteen digits": _in_narrative(old_identity, *HOLDER),
    "mobile number": _in_narrative(mobile, *PERSON),
    "mobile number with blanks": _in_narrative(spaced(mobile, " ", 3, 4, 4), *PERSON),
    "mobile number with hyphens": _in_narrative(spaced(mobile, "-", 3, 4, 4), *PERSON),
    "mobile number in two parts": _in_narrative(spaced(mobile, " ", 3, 8), *PERSON),
    "mobile number with the country": _in_narrative(lambda rng: f"+86 {mobile(rng)}", *PERSON),
    "mobile number with the country and hyphens": _in_narrative(lambda rng: f"86-{mobile(rng)}", *PERSON),
    "mobile number in wide digits": _in_narrative(wide(mobile), *PERSON),
    "bank card": _in_narrative(card, *BANK),
    "bank card in groups of four": _in_narrative(spaced(card, " ", 4, 4, 4, 4), *BANK),
    "e-mail of a person": _in_narrative(address, *WRITE),
    "e-mail with an account's number": _in_narrative(account, *WRITE),
    "mobile number in a note": _in_note(mobile),
    "identity number in an explanation": _in_explanation(identity),
    "mobile number in the agency's contact": _in_contact("telephone", mobile),
    "e-mail of a mobile number in the agency's contact": _in_contact(
        "email", lambda rng: f"{mobile(rng)}@mail.example"
    ),
}
