"""No text that is published holds a person's data: identity numbers, mobile numbers, bank cards, e-mail addresses."""

from collections.abc import Iterator

from gongkai.checks.registry import rule
from gongkai.checks.subject import Subject
from gongkai.checks.texts.personal import is_office_address, is_personal_address, personal_data, shown
from gongkai.checks.texts.published import Spot
from gongkai.checks.texts.scans import TextContext, TextScan, report_findings, text_scan
from gongkai.findings import Finding


def _variant(spot: Spot, context: TextContext) -> str | None:
    """The kind of a passage; None for an e-mail address of an office.

    What an office says of itself as its contact is taken for its own address unless it is named after a mobile
    telephone. Anywhere else an address is the office's where it is that contact's, or says so in its name.
    """
    if spot.kind != "email":
        return spot.kind
    if context.is_contact:
        return "email-contact" if is_personal_address(spot.passage) else None
    agency = context.agency
    contacts = agency.contact.values() if agency is not None else ()
    own = any(spot.passage.lower() in text.lower() for text in contacts)
    names = (agency.slug,) if agency is not None else ()
    return None if own or is_office_address(spot.passage, *names) else "email"


def _quote(spot: Spot) -> str:
    return shown(spot.kind.partition("-")[0], spot.passage)


SCAN = text_scan(TextScan(code="personal-data", scan=personal_data, variant=_variant, quote=_quote))


@rule(
    "personal-data",
    name="个人信息",
    source="条例第十五条，个人信息保护法",
    statement="公布的文字、联系方式里没有个人的身份证号、手机号、银行卡号和邮箱。",
    english="no identity numbers, mobile numbers, bank cards or persons' e-mail in anything that is published",
    needs_form=False,
    wordings={
        "identity": "有身份证号 {written}（已隐去），不能公布，请删去。",
        "mobile": "有手机号 {written}（已隐去），不能公布。联系电话请写办公室的座机，没有的删去。",
        "card": "有银行卡号 {written}（已隐去），不能公布，请删去。",
        "email": (
            "有邮箱 {written}（已隐去），看不出是单位的，不能公布。"
            "是单位邮箱的，请写进 agency.yml 的 contact；是个人邮箱的，删去。"
        ),
        "email-contact": "邮箱 {written}（已隐去）是用手机号注册的个人邮箱，请改写单位邮箱，没有的删去。",
    },
)
def personal_data_in_text(subject: Subject) -> Iterator[Finding]:
    """公布的文字里没有个人的身份证号、手机号、银行卡号和邮箱 (条例15); offices' lines are none."""
    yield from report_findings(subject, SCAN)
