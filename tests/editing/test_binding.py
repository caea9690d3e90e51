"""Numbers of a narrative become calls where they are certainly those of a cell; everything else stays as it is."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from gongkai.checks.prose.numerals import chinese
from gongkai.editing.binding import BoundNarrative, bound_narrative
from gongkai.narrative import parse_narrative
from gongkai.narrative.calls import figure_text, resolve_call, share_text, sum_text
from tests.checks import subjects
from tests.checks.case_files import BASES
from tests.checks.injected.clean import clean_reports

if TYPE_CHECKING:
    from gongkai.checks import Subject

SECTION = "# 题\n\n## 三、收到和处理政府信息公开申请情况\n\n"


def bound(sentence: str, *, head: str = SECTION) -> BoundNarrative:
    """A narrative of one sentence in section three, bound."""
    report, _ = subjects.load((BASES / "consistent-2021.yml").read_text(encoding="utf-8"), year=2023)
    text = f"{head}{sentence}\n"
    return bound_narrative(subjects.subject(report, markdown=text), text.encode())


def sentence_of(narrative: BoundNarrative) -> str:
    return narrative.change.after.decode().removeprefix(SECTION).rstrip("\n")


def test_numbers_of_cells_become_calls() -> None:
    narrative = bound("新收申请 223 件，上年结转 34 件；办结 **231** 件，予以公开和部分公开共 91 件（39.4%）。")
    assert sentence_of(narrative) == (
        '新收申请 {{ figure("申请.本年新收.总计") }} 件，上年结转 {{ figure("申请.上年结转.总计") }} 件；'
        '办结 **{{ figure("申请.办理结果总计.总计") }}** 件，'
        '予以公开和部分公开共 {{ total("申请.予以公开", "申请.部分公开") }} 件（39.4%）。'
    )
    assert [(number.line, number.column, number.text) for number in narrative.bound][:2] == [
        (5, 6, "223"),
        (5, 17, "34"),
    ]


def test_share_becomes_a_call_that_prints_the_very_same() -> None:
    assert '占 {{ share("申请.予以公开", of="申请.办理结果总计") }}' in sentence_of(bound("予以公开占 29.9%。"))
    assert sentence_of(bound("予以公开占 29.87%。")) == "予以公开占 29.87%。", "a call prints one place"


def test_numbers_in_other_digits_and_in_numerals_become_calls() -> None:
    assert sentence_of(bound("新收申请２２３件。")) == '新收申请{{ figure("申请.本年新收.总计") }}件。'
    assert sentence_of(bound("新收申请两百二十三件。")) == '新收申请{{ figure("申请.本年新收.总计") }}件。'


def test_what_differs_is_rounded_or_speaks_of_something_else_stays() -> None:
    for sentence in (
        "新收申请 222 件。",
        "新收申请 220 余件，约 230 件办结。",
        "网上公开文件 223 个，通过网络收到申请 34 件。",
        "2022 年新收申请 223 件。",
        "没有收到申请。",
        "行政复议、行政诉讼各 25 件。",
    ):
        narrative = bound(sentence)
        assert narrative.change.before == narrative.change.after, sentence
        assert narrative.bound == ()


def test_amount_becomes_a_call_in_the_unit_of_the_cell_alone() -> None:
    head = "# 题\n\n## 二、主动公开政府信息情况\n\n"
    call = '{{ figure("主动公开.行政事业性收费.收费金额") }}'
    after = bound("收取行政事业性收费 120.50 万元。", head=head).change.after.decode()
    assert after == f"{head}收取行政事业性收费 {call} 万元。\n"
    assert bound("收取行政事业性收费 1205000 元。", head=head).bound == ()


def test_what_is_near_a_figure_is_listed_with_its_macro() -> None:
    head = "# 题\n\n## 二、主动公开政府信息情况\n\n"
    narrative = bound("主动公开行政规范性文件 8 件。", head=head)
    assert narrative.bound == ()
    (item,) = narrative.open
    assert (item.line, item.column, item.figure) == (5, 13, "8")
    assert item.macro == '{{ figure("主动公开.行政规范性文件.制发") }}'


def test_line_ends_and_byte_order_mark_are_kept() -> None:
    report, _ = subjects.load((BASES / "consistent-2021.yml").read_text(encoding="utf-8"), year=2023)
    content = f"\ufeff{SECTION}新收申请 223 件。\n\n完。\n".replace("\n", "\r\n").encode()
    narrative = bound_narrative(subjects.subject(report, markdown=content.decode()), content)
    call = '{{ figure("申请.本年新收.总计") }}'.encode()
    assert narrative.change.after == content.replace(b"223", call)


def test_call_that_would_be_refused_where_it_stands_is_not_made() -> None:
    narrative = bound("{{ 新收申请 223 件 }}。")
    assert narrative.change.before == narrative.change.after


def test_bound_narratives_of_the_demo_read_the_same() -> None:
    """Every call prints the number that stood in its place, and nothing else is changed."""
    count = 0
    for clean in clean_reports(16, 6)[::4]:
        others = {(clean.slug, clean.year - 1): clean.last} if clean.last else {}
        subject = subjects.subject(clean.report, markdown=clean.narrative, others=others)
        narrative = bound_narrative(subject, clean.narrative.encode())
        text = narrative.change.after.decode()
        assert in_digits(expanded(text, subject)) == in_digits(expanded(clean.narrative, subject))
        again = bound_narrative(subjects.subject(clean.report, markdown=text, others=others), text.encode())
        assert again.bound == (), "what is bound is bound once"
        count += len(narrative.bound)
    assert count > 40


def expanded(text: str, subject: Subject) -> str:
    """A narrative with what its calls print."""
    narrative, problems = parse_narrative(text, path="")
    assert problems == ()
    parts, position = [], 0
    for slot, (start, end) in zip(narrative.slots, narrative.spans, strict=True):
        call = resolve_call(slot, subject.report, subject.lookup, agency=subject.report.agency)
        printed = PRINTS[slot.name](call) if call is not None and slot.name in PRINTS else slot.name
        parts += [text[position:start], printed]
        position = end
    return "".join([*parts, text[position:]])


def in_digits(text: str) -> str:
    """A text with its numbers as calls print them: narrow, without separators, numerals of counts in digits."""
    narrow = re.sub(r"(?<=\d),(?=\d{3})", "", text.translate(NARROW))
    return re.sub("[一二两三四五六七八九十百千零]+(?=[件份])", lambda match: str(chinese(match[0])), narrow)


PRINTS = {"figure": figure_text, "total": sum_text, "share": share_text}
NARROW = str.maketrans("０１２３４５６７８９", "0123456789")
