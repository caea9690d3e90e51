"""``Narrative.headings`` takes a shortcut for most files: it must give the same headings as parsing all blocks."""

from hypothesis import given, settings

from gongkai.narrative import Heading, parse_narrative
from tests.examples import examples
from tests.pieces import pieces

LINES = [
    "",
    "# 一、总体情况",
    "## 二、**主动公开**",
    '### 三、{{ figure("申请.本年新收.总计") }} 件',
    "#没有空格",
    "####### 七级",
    " # 缩一格",
    "    # 缩四格",
    "正文 # 不是标题",
    "正文",
    "- 项",
    "- # 项里的标题",
    "  # 项下",
    "> # 引文里的标题",
    "===",
    "---",
    "```",
    "~~~",
    "<div>",
    "</div>",
    "<!--",
    "-->",
    "| 甲 | 乙 |",
    "|---|---|",
    "# | 丙 |",
    "[甲]: 乙",
    "行尾反斜杠\\",
    "!!! note",
    "    # 提示里的标题",
    "1. 项",
    "# 尾 #",
    "\u3000# 全角空格",
]


@settings(max_examples=examples(250), deadline=None)
@given(pieces(LINES, max_size=9))
def test_headings_equal_the_headings_among_all_blocks(lines: list[str]) -> None:
    text = "\n".join(["正文开头", *lines])
    narrative, _ = parse_narrative(text, path="x")
    assert narrative.headings == tuple(block for block in narrative.blocks if isinstance(block, Heading))
