"""Emphasis and links of a document as Markdown: read as the same again, or left out, and never anything else."""

from __future__ import annotations

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from gongkai.narrative import Paragraph, parse_narrative
from gongkai.narrative.plain_text import inline_text
from gongkai.readers.document.text_styles import PLAIN, StyledSpan, TextStyle, pieces_of, spans_of
from gongkai.readers.html.pages import read_fragment
from gongkai.readers.prose.styled_text import paragraphs

STRONG, EMPHASIS = TextStyle(strong=True), TextStyle(emphasis=True)
ADDRESS = "https://example.invalid/a_b?c=1&d=*"
TEXTS = st.text(alphabet="甲乙，。：（ab12 *_`[]{}<>&#|\\!-+.~^$\n\u3000𠮷", min_size=1, max_size=12)
STYLES = st.builds(TextStyle, st.booleans(), st.booleans(), st.sampled_from(["", ADDRESS, "javascript:alert(1)"]))


def written(*pieces: tuple[str, TextStyle], hard: bool = True) -> list[str]:
    text = "".join(piece for piece, _ in pieces)
    (spans,) = spans_of([text], pieces)
    return paragraphs(text, spans, hard_paragraphs=hard)


@pytest.mark.parametrize(
    ("pieces", "line"),
    [
        ([("我局", PLAIN), ("一是：", STRONG), ("公开", PLAIN)], "我局**一是：**公开"),
        ([("见", PLAIN), ("网站", TextStyle(href=ADDRESS)), ("。", PLAIN)], f"见[网站]({ADDRESS})。"),
        ([("，", PLAIN), ("其中", EMPHASIS), ("，", PLAIN)], "，*其中*，"),
        ([("甲", PLAIN), ("乙", EMPHASIS), ("丙", PLAIN)], "甲乙丙"),  # no way to write it
        ([("甲", TextStyle(href="https://a.invalid/x y(1){2}"))], "[甲](https://a.invalid/x%20y%281%29%7B2%7D)"),
        ([("甲", TextStyle(href="javascript:alert(1)")), ("乙", STRONG)], "甲**乙**"),
        ([("1. 甲", STRONG), ("乙", PLAIN)], "**1. 甲**乙"),
        ([("a*b", STRONG), ("{{ x }}", PLAIN)], "**a\\*b**&#123;&#123; x &#125;&#125;"),
    ],
)
def test_styles_are_written_where_markdown_can_give_them(pieces: list[tuple[str, TextStyle]], line: str) -> None:
    assert written(*pieces) == [line]


def test_strong_part_that_only_offices_read_is_plain_where_paragraphs_are_of_markdown() -> None:
    assert written(("甲", PLAIN), ("一是：", STRONG), ("乙", PLAIN), hard=False) == ["甲一是：乙"]


@example(pieces=[("1\n\n1", TextStyle(href=ADDRESS))], hard=False)
@given(pieces=st.lists(st.tuples(TEXTS, STYLES), min_size=1, max_size=4), hard=st.booleans())
def test_text_is_read_as_it_was_whatever_its_styles(*, pieces: list[tuple[str, TextStyle]], hard: bool) -> None:
    text = "".join(piece for piece, _ in pieces)
    lines = ["".join(line.split()) for line in text.split("\n")]
    read = []
    for line in written(*pieces, hard=hard):
        narrative, problems = parse_narrative(f"{line}\n", path="", hard_paragraphs=hard)
        assert not problems
        (block,) = narrative.blocks
        assert isinstance(block, Paragraph)
        read.append("".join(inline_text(block.inlines, lambda _: "").split()))
    assert read == [line for line in lines if line]


@given(st.lists(st.tuples(TEXTS, st.sampled_from([PLAIN, STRONG, EMPHASIS])), min_size=1, max_size=5))
def test_pieces_of_a_text_are_the_text(pieces: list[tuple[str, TextStyle]]) -> None:
    text = "".join(piece for piece, _ in pieces)
    (spans,) = spans_of([text], pieces)
    assert "".join(piece for piece, _ in pieces_of(text, spans)) == text


def test_styles_of_html_follow_the_characters_when_white_space_is_taken_out() -> None:
    html = "<p>  甲 <strong> 乙\n丙 </strong><br/><br/>丁<em>戊</em> <a href='https://a.invalid/'>己</a></p>"
    first, second = read_fragment(html, name="a", styles=True)
    assert (first.text, first.styles) == ("甲 乙丙", (StyledSpan(2, 4, STRONG),))
    assert second.text == "丁戊 己"
    assert second.styles == (StyledSpan(1, 2, EMPHASIS), StyledSpan(3, 4, TextStyle(href="https://a.invalid/")))
    assert not any(draft.styles for draft in read_fragment(html, name="a"))
