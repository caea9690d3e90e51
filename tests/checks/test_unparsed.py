"""A narrative that fits its report is checked without parsing its Markdown: that costs more than the rules together."""

from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gongkai.checks.rules.text.year_mismatch import _NOT_CHINESE, _OTHER_FORM, _may_hold, year_mismatch
from gongkai.forms.names import canonical
from tests.checks import subjects

REPORT = "version: 1\nform: none\npublished: 2018-01-20\nstatus: published\n"
TEXT = "# 示例市样例区甲街道办事处2017年政府信息公开工作年度报告\n\n{line}\n\n## 一、总体情况\n\n做了一些事。\n"
RIGHT = "统计期限自2017年1月1日起至2017年12月31日止。"


@pytest.mark.parametrize(
    ("line", "parsed"),
    [
        (RIGHT, False),
        ("比2016年多。" + RIGHT, False),
        (RIGHT.replace("2017", "2016"), True),
        ("统计期限自**2016**年1月1日起至2016年12月31日止。", True),
        ("这是2016年政府信息公开工作年度报告。", True),
        ("这是[2016年](a.md)政府信息公开工作年度报告。", True),
    ],
)
def test_only_what_may_name_another_year_is_parsed(line: str, *, parsed: bool) -> None:
    report, written = subjects.load(REPORT, year=2017)
    subject = subjects.subject(report, markdown=TEXT.format(line=line))
    assert not written
    assert [finding.code for finding in year_mismatch(subject)] == ["year-mismatch"] * parsed
    assert ("blocks" in vars(subject.narrative)) is parsed


def test_every_character_that_becomes_a_chinese_one_is_known() -> None:
    every = "".join(map(chr, range(0x110000)))
    changed = [sign for sign in every if not unicodedata.is_normalized("NFKC", sign)]  # any other one stays what it is
    for sign in filter(_NOT_CHINESE.match, changed):
        if not _OTHER_FORM.match(sign):
            assert not _NOT_CHINESE.sub("", unicodedata.normalize("NFKC", sign)), hex(ord(sign))
    for sign in _NOT_CHINESE.sub("", every):
        assert canonical.__wrapped__(sign) == sign


@given(
    st.lists(
        st.sampled_from(
            [*"《政府信息公开年报》（试行） “”\u3000\u2003＂1１\n\n甲", "⽂", "㈠", "报告", "格式", "格 式"]
        )
    ).map("".join)
)
def test_text_that_holds_a_title_in_its_canonical_form_may_hold_it(text: str) -> None:
    for title in ("政府信息公开年报", "年报(试行)", "报告格式", "文1"):
        assert _may_hold(text, title) or title not in canonical.__wrapped__(text)
