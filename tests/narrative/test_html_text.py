"""HTML that a narrative holds, as text of a document: nothing is lost in it, and no two figures become one."""

import pytest

from gongkai.narrative.blocks import other_blocks, other_texts
from gongkai.narrative.model import Paragraph, Text

HTML = {
    "<div>不足 1 < 2 件</div>": ["不足 1 < 2 件"],
    '<p title="甲 > 乙">丙</p>': ["丙"],
    "<table><tr><td>12</td><td>34</td></tr></table>": ["12", "34"],
    "<p>甲<br>乙 <b>丙</b>丁&amp;</p><!-- 注 -->": ["甲", "乙 丙丁&"],
    "<div>\n<style>p { color: red }</style>\n<p>甲</p>\n</div>": ["甲"],
}
"""By block of HTML its lines."""


@pytest.mark.parametrize("html", HTML)
def test_html_is_text_a_line_for_each_block_and_cell(html: str) -> None:
    blocks = list(other_blocks(html, hard_paragraphs=False))
    assert blocks == [Paragraph((Text(line),), 1) for line in HTML[html]]
    assert [text for text, _ in other_texts(html, hard_paragraphs=False)] == ["\n".join(HTML[html])]
