"""Which lines and blocks of a narrative belong to which section of the form."""

from __future__ import annotations

import pytest

from gongkai.narrative import Paragraph, characters, parse_narrative
from gongkai.narrative.sections import WrittenSection, written_sections
from tests.checks import subjects

TEXT = """\
# 甲街道办事处2023年年度报告

编制说明。

## 一、总体情况

第一段。

### （一）主动公开

第二段。

## 二、主动公开政府信息情况

{{ table("主动公开") }}

## 五、政府信息公开工作存在的主要问题及改进情况

问题。

# 附件

附件的话。
"""


def sections(text: str) -> dict[str, WrittenSection]:
    form = subjects.registry().get("gia-2021")
    assert form is not None
    narrative, _ = parse_narrative(text, path="docs/a/2023.md")
    return written_sections(form, narrative)


def paragraphs(section: WrittenSection) -> list[str]:
    return [characters(block.inlines) for block in section.blocks if isinstance(block, Paragraph)]


def test_section_ends_before_the_next_one_or_a_higher_heading() -> None:
    written = sections(TEXT)

    assert list(written) == ["一", "二", "五"]
    assert paragraphs(written["一"]) == ["第一段。", "第二段。"]
    assert paragraphs(written["五"]) == ["问题。"]
    assert [line for line in written["一"].source_lines if line[1]] == [
        (7, "第一段。"),
        (9, "### （一）主动公开"),
        (11, "第二段。"),
    ]


def test_last_section_ends_with_the_file() -> None:
    written = sections("## 六、其他需要报告的事项\n\n无。")

    assert written["六"].source_lines == ((2, ""), (3, "无。"))
    assert paragraphs(written["六"]) == ["无。"]


@pytest.mark.parametrize(
    ("heading", "number", "titled"),
    [
        ("## 一、总体情况", "一", True),
        ("## 一、概述", "一", True),
        ("## 总体情况", "一", True),
        ("## 一. 工作情况", "一", False),
        ("## 五、政府信息公开工作存在的主要问题及改进情况", "五", True),
    ],
)
def test_section_is_known_by_its_title_or_its_number(heading: str, number: str, *, titled: bool) -> None:
    written = sections(f"{heading}\n\n文字。\n")

    assert list(written) == [number]
    assert written[number].is_titled is titled


def test_number_within_a_section_begins_no_other_one() -> None:
    written = sections("## 一、总体情况\n\n### 二、主动公开工作\n\n文字。\n\n## 三、其他\n\n完。\n")

    assert list(written) == ["一", "三"]
    assert paragraphs(written["一"]) == ["文字。"]


def test_sections_of_one_narrative_are_worked_out_once() -> None:
    form = subjects.registry().get("gia-2021")
    assert form is not None
    narrative, _ = parse_narrative(TEXT, path="docs/a/2023.md")

    assert written_sections(form, narrative) is written_sections(form, narrative)
