"""What a section says, sentence by sentence, each at its place."""

from __future__ import annotations

import pytest

from gongkai.checks.section_text import SectionText, section_texts, text_that_holds
from gongkai.narrative import parse_narrative
from tests.checks import subjects

TEXT = """\
# 标题

## 一、总体情况

第一句。第二句！
接着第三句，
还没有完。

### （一）小标题
紧接着的文字

- 一项；二项
2. 另一项 {{ figure("申请.本年新收.总计") }} 件。<!-- 备注
两行 -->尾句

| 表 | 格 |
|---|---|

## 五、存在的主要问题及改进情况

一是甲 2023 年的事，
"""


def texts(text: str = TEXT) -> dict[str, SectionText]:
    form = subjects.registry().get("gia-2021")
    assert form is not None
    return dict(section_texts(form, parse_narrative(text, path="docs/a/2023.md")[0]))


def test_sentences_end_at_full_stops_and_paragraphs_and_have_their_places() -> None:
    one = texts()["一"]

    assert [(sentence.one_line, *one.place(sentence.start)) for sentence in one.sentences] == [
        ("第一句", 5, 1),
        ("第二句", 5, 5),
        ("接着第三句，还没有完", 6, 1),
        ("### （一）小标题", 9, 1),
        ("紧接着的文字", 10, 1),
        ("- 一项", 12, 1),
        ("二项", 12, 6),
        ("2. 另一项 … 件", 13, 1),
        ("尾句", 14, 7),
    ]
    assert [sentence.text for sentence in one.sentences if sentence.is_heading] == ["### （一）小标题"]


def test_words_are_without_numbers_figures_and_marks() -> None:
    assert texts()["一"].words[2:6] == ("接着第三句还没有完", "小标题", "紧接着的文字", "一项")
    assert texts()["五"].words == ("甲年的事",)


def test_plain_text_is_without_marks_calls_comments_and_tables() -> None:
    assert (
        texts()["一"].plain
        == "第一句。第二句！接着第三句，还没有完。（一）小标题紧接着的文字-一项；二项2.另一项件。尾句"
    )


@pytest.mark.parametrize(
    ("written", "bare"),
    [("无", True), ("（无）。", True), ("暂无", True), ("没有。", True), ("", False), ("无他", False)],
)
def test_bare_none_is_nothing_but_none(written: str, *, bare: bool) -> None:
    assert texts(f"## 六、其他需要报告的事项\n\n{written}\n")["六"].is_bare is bare


def test_section_is_found_by_what_it_holds() -> None:
    form = subjects.registry().get("gia-2021")
    assert form is not None
    narrative = parse_narrative(TEXT, path="docs/a/2023.md")[0]

    overview = text_that_holds(form, narrative, "overview")
    assert overview is not None
    assert overview.heading_line == 3
    assert text_that_holds(form, narrative, "others") is None
    assert section_texts(form, narrative) is section_texts(form, narrative)
