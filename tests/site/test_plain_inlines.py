"""Text without signs is passed over, and what Markdown makes of a page stays the same, whatever signs there are."""

from __future__ import annotations

from typing import TYPE_CHECKING

import markdown
from hypothesis import given
from hypothesis import strategies as st
from markdown.inlinepatterns import InlineProcessor
from markdown.treeprocessors import InlineProcessor as Inlines

from gongkai.site.report.plain_inlines import _KNOWN, PlainInlines

if TYPE_CHECKING:
    import re
    from xml.etree.ElementTree import Element

    import pytest

OTHERS = ["admonition", "attr_list", "tables", "abbr", "smarty", "def_list", "toc", "md_in_html"]
WORDS = ["甲", "乙丙，", "1.5", " ", "  \n", "\n", "\n\n", "amp", "--", "...", "https://a.b", "\x02", "\x03"]
BLOCKS = ["# ", "- ", "1. ", "> ", "    ", "| ", "|---|\n", "!!! note\n", "[甲]: /x\n", "*[甲]: 乙\n", "{: #i }"]
SIGNS = [*"`\\[]()!<>&;*_~^=+$\"'", "**", "__", "<b>", "</b>", "<!-- x -->", "<a@b.c>"]


class Dollar(InlineProcessor):
    """A sign that Python-Markdown does not know."""

    def handleMatch(self, m: re.Match[str], data: str) -> tuple[Element | str, int, int]:  # type: ignore[override]  # noqa: N802, ARG002
        return "元", m.start(0), m.end(0)


class Dollars(markdown.Extension):
    def extendMarkdown(self, md: markdown.Markdown) -> None:  # noqa: N802
        md.inlinePatterns.register(Dollar(r"\$", md), "dollar", 175)


def test_the_signs_of_these_extensions_are_known() -> None:
    patterns = {pattern.pattern for pattern in markdown.Markdown(extensions=list(OTHERS)).inlinePatterns}
    assert patterns <= _KNOWN


def converted(text: str, *further: markdown.Extension | str) -> str:
    return markdown.Markdown(extensions=[*OTHERS, *further]).convert(text)


@given(st.lists(st.sampled_from([*WORDS, *BLOCKS, *SIGNS]), max_size=30).map("".join))
def test_a_page_is_the_same_as_without(text: str) -> None:
    assert converted(text, PlainInlines()) == converted(text)


def test_signs_that_an_extension_brings_are_met() -> None:
    assert "5元" in converted("收费 5$。\n", Dollars(), PlainInlines())
    assert "5元" in converted("收费 5$。\n", PlainInlines(), Dollars())


def test_text_without_signs_is_not_looked_through(monkeypatch: pytest.MonkeyPatch) -> None:
    seen: list[str] = []
    handle = Inlines._InlineProcessor__handleInline  # type: ignore[attr-defined]

    def noted(self: Inlines, data: str, *further: int) -> str:
        seen.append(data)
        return str(handle(self, data, *further))

    monkeypatch.setattr(Inlines, "_InlineProcessor__handleInline", noted)
    markdown.markdown("# 标题\n\n本年收到申请 3 件。\n\n其中 *2 件* 已办结。\n", extensions=[PlainInlines()])
    assert "其中 *2 件* 已办结。" in seen
    assert not {"标题", "本年收到申请 3 件。"} & set(seen)
