"""Personal data in what an import says: hidden where they are such, and figures that look alike left alone."""

from __future__ import annotations

import pytest

from gongkai.checks.texts.personal import shown
from gongkai.importing.masking import mask_personal_data


def _identity(body: str) -> str:
    """A number of the right shape with its check digit."""
    weights = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)
    return body + "10X98765432"[sum(int(d) * w for d, w in zip(body, weights, strict=True)) % 11]


@pytest.mark.parametrize(
    ("text", "masked"),
    [
        ("电话13800000000。", "电话138******00。"),
        ("电话138 0000 0000", "电话138******00"),
        ("联系人：某某某", "联系人：＊＊"),
        ("联系人某某某，电话138 0000 0000", "联系人＊＊，电话138******00"),
        ("联系人是某某（0599-1234567）", "联系人是＊＊（0599-1234567）"),
        ("由联系人负责接听，电话另行公布", "由联系人负责接听，电话另行公布"),
        ("经办人: 某 某，电话", "经办人: ＊＊，电话"),
        (_identity("99999919000101000"), shown("identity", _identity("99999919000101000"))),
        ("采购13575394432.52元", "采购13575394432.52元"),
        ("本年新收230000023", "本年新收230000023"),
        ("113800000000000", "113800000000000"),
        ("联系人：办公室接待窗口", "联系人：办公室接待窗口"),
        ("999999190001010009", "999999190001010009" if _identity("99999919000101000")[-1] != "9" else ""),
    ],
)
def test_what_is_hidden(text: str, masked: str) -> None:
    assert mask_personal_data(text) == masked


@pytest.mark.parametrize(
    ("kind", "number"),
    [("mobile", "13812345678"), ("identity", _identity("99999919000101123")), ("card", "6217000000000000004")],
)
def test_number_has_one_mask_in_what_an_import_says_and_in_what_the_checks_say(kind: str, number: str) -> None:
    """Two masks on one screen show more of a number together than either was meant to."""
    assert mask_personal_data(f"银行卡、手机：{number}。") == f"银行卡、手机：{shown(kind, number)}。"
