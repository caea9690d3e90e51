"""The call that is meant by one written another way: one that the scan takes, and none where that is not plain."""

from __future__ import annotations

import pytest

from gongkai.narrative import scan
from gongkai.narrative.miswritten.call_meant import call_meant

MEANT = {
    "{{ table(“申请”) }}": '{{ table("申请") }}',
    "｛｛ figure（‘申请．本年新收．总计’） ｝｝": '{{ figure("申请.本年新收.总计") }}',
    "{{ figuer(申请。本年新收) }": '{{ figure("申请.本年新收") }}',
    "{{申请.本年新收.总计}}": '{{ figure("申请.本年新收.总计") }}',
    '{{ TOTAL("申请.予以公开"，"申请.部分公开") }}': '{{ total("申请.予以公开", "申请.部分公开") }}',
    '{{ figure("申请.予以公开") + figure("申请.部分公开") }}': '{{ total("申请.予以公开", "申请.部分公开") }}',
    "{{ 占比(申请.予以公开, 占=申请.本年新收) }}": '{{ share("申请.予以公开", of="申请.本年新收") }}',
    '{{ table("申请", 2024年) }}': '{{ table("申请", year=2024) }}',
    '{{ table("申请", yaer="2024年度", agency=jia) }}': '{{ table("申请", year=2024, agency="jia") }}',
    "{{ notes }}": "{{ notes() }}",
    "{{ download() }}": "{{ downloads() }}",
}
NOT_PLAIN = [
    "{{ config }}",
    "{{ page.title }}",
    "{{ range(9) }}",
    '{{ figure("a")|upper }}',
    '{{ figure("a").__class__ }}',
    '{{ figure("a" ~ config) }}',
    '{{ figure(["a"]) }}',
    '{{ figure("a", year=page.year) }}',
    '{{ figure("a", year=2019, year=2020) }}',
    '{{ figure("a") + config.x }}',
    '{{ figure("a", "b") }}',
    '{{ notes("申请") }}',
    "{{ 申请 }}",
    "{{ }}",
    "甲、乙两街道",
]


@pytest.mark.parametrize("written", MEANT)
def test_call_that_is_meant_is_one_that_the_scan_takes(written: str) -> None:
    call = call_meant(written)

    assert call is not None
    assert call.slot.code == MEANT[written]
    assert [slot.code for slot in scan(MEANT[written]).slots] == [MEANT[written]]
    assert call.why
    assert scan(written).slots == (), "what is written right means nothing else"


@pytest.mark.parametrize("written", NOT_PLAIN)
def test_nothing_is_proposed_where_it_is_not_plain(written: str) -> None:
    assert call_meant(written) is None
