"""Text of headings and paragraphs alone becomes what Python-Markdown makes of it, and other text is left to that."""

from __future__ import annotations

from types import SimpleNamespace
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure.files import File, Files
from mkdocs.structure.pages import Page

from gongkai.site.report import narrative_page
from gongkai.site.report.block_slots import Slots
from gongkai.site.report.inline_styles import NoInlineStyles
from gongkai.site.report.narrative_page import NarrativePage
from gongkai.site.report.plain_inlines import PlainInlines
from gongkai.site.report.plain_markdown import plain_content
from gongkai.site.report.safe_content import SafeContentExtension
from gongkai.site.report.slot_extension import SlotExtension
from gongkai.site.report.table_regions import TableRegions

if TYPE_CHECKING:
    from collections.abc import Sequence

NAMED = ["toc", "tables", "fenced_code", "admonition", "attr_list", "sane_lists"]
PLAIN = [
    *(
        "甲",
        "乙丙，",
        "（一）",
        "1.5",
        "2021年",
        " ",
        "　",
        "“丁”",
        "'",
        '"',
        "%",
        "/",
        "https://a.b",
        "::",
        "--",
        "...",
    ),
    *("\n", "\n\n", "\n\n\n", "# ", "## ", "### ", "# 甲\n\n", "## 一、甲\n\n", "**甲。**", "**", "1、", "3.", "5 - 3"),
]
MARK = "⟦"
"""Stands in the texts of these tests for the mark of a part."""
OTHER = [
    *("- ", "* ", "+ ", "1. ", "１. ", "> ", "    ", "\t", "| ", "|---|\n", "!!! note\n", "---\n", "===\n", "```\n"),
    *(
        "~~~\n",
        ": ",
        "`",
        "\\",
        "[甲](x)",
        "[甲]: /x\n",
        "<b>",
        "</b>",
        "<!-- x -->",
        "<a@b.c>",
        "&amp;",
        "&",
        "_",
        "*",
    ),
    *(
        "***",
        "  \n",
        "\x02",
        "\r\n",
        "{#i}",
        "{: .c }",
        "[TOC]",
        "\u2028",
        "\x85",
        "\xa0",
        "##",
        "#甲",
        "####### ",
        "!",
    ),
]


def site_config() -> Any:
    """A site without anything of its own."""
    config: Any = MkDocsConfig()
    config.load_dict({"site_name": "x"})
    config.validate()
    config.mdx_configs = {"toc": {"permalink": False}}
    return config


CONFIG = site_config()
MACROS: Any = SimpleNamespace(workspace=SimpleNamespace(trusted={"a/2021.md"}), source=lambda: "a/2021.md")
"""What ``SafeContentExtension`` asks of the macros of a page, here of one that it lets pass."""


def rendered(text: str, parts: Sequence[int], *, page_class: type[Page]) -> tuple[object, ...]:
    """All that MkDocs knows of a page once it is rendered.

    Args:
        text: Its Markdown.
        parts: How many parts stand below the title, before the first section, and at the end.
        page_class: Renders it.
    """
    slots = Slots[str](lambda part: f"<dl>{part}</dl>", lambda part: {part})
    ours = [TableRegions(), NoInlineStyles(), PlainInlines(), SlotExtension(slots), SafeContentExtension(MACROS)]
    CONFIG.markdown_extensions = [*NAMED, *ours]
    names = [[f"{place}{number}" for number in range(count)] for place, count in zip("abc", parts, strict=True)]
    slots.below_title, slots.before_section, slots.at_end = ([slots.keep(name) for name in some] for some in names)
    for number in range(text.count(MARK)):
        text = text.replace(MARK, slots.keep(f"d{number}"), 1)
    page = page_class(None, File("a/2021.md", None, "site", use_directory_urls=True), CONFIG)
    page.markdown = text
    page.render(CONFIG, Files([]))
    contents = [(item.level, str(item)) for item in page.toc]
    parts_of_page = (str(page.content), str(contents), str(page.title), str(sorted(page.present_anchor_ids or ())))
    links = {file.src_uri: anchors for file, anchors in (page.links_to_anchors or {}).items()}
    return *(value.replace(slots._word, "") for value in parts_of_page), links


PARTS = st.tuples(*[st.integers(0, 2)] * 3)


@example("# 题\n\n甲\n\n⟦\n\n## 一、甲\n\n**（一）乙。**丙\n丁\n\n⟦", (2, 1, 2))
@example("甲", (1, 1, 1))
@example("## 一\n\n# 题", (1, 1, 1))
@example("**甲****乙**", (0, 0, 0))
@example("# 甲　 乙", (0, 0, 0))
@example("## 甲⟦乙\n\n⟦", (0, 0, 0))
@given(st.lists(st.sampled_from([*PLAIN, MARK, MARK]), max_size=16).map("".join), PARTS)
def test_plain_text_becomes_what_mkdocs_makes_of_it(text: str, parts: tuple[int, int, int]) -> None:
    assert rendered(text, parts, page_class=NarrativePage) == rendered(text, parts, page_class=Page)


@given(st.lists(st.sampled_from([*PLAIN, *OTHER, MARK]), max_size=12).map("".join), PARTS)
def test_any_other_text_as_well(text: str, parts: tuple[int, int, int]) -> None:
    assert rendered(text, parts, page_class=NarrativePage) == rendered(text, parts, page_class=Page)


@example("\r", "甲\n", "")
@given(st.text(max_size=12), st.sampled_from(["", "# ", "甲", "甲\n", "甲\n\n"]), st.sampled_from(["", "乙", "\n\n乙"]))
def test_any_sign_as_well(text: str, before: str, behind: str) -> None:
    whole = f"{before}{text}{behind}"
    assert rendered(whole, (1, 1, 1), page_class=NarrativePage) == rendered(whole, (1, 1, 1), page_class=Page)


def test_plain_text_takes_no_markdown(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(narrative_page.Page, "render", None)
    html, *_ = rendered("# 题\n\n**甲。**乙\n\n⟦\n\n## 一、丙\n\n丁\n", (1, 0, 1), page_class=NarrativePage)
    assert html == (
        '<h1 id="_1">题</h1><dl>a0</dl>\n<p><strong>甲。</strong>乙</p>\n<dl>d0</dl>\n<h2 id="_2">一、丙</h2>\n'
        "<p>丁</p><dl>c0</dl>"
    )


def test_what_may_not_be_published_is_looked_for_in_plain_text_as_well() -> None:
    looked = []
    extension = SafeContentExtension(MACROS)
    extension.check = lambda content: looked.append(content) or content  # type: ignore[method-assign]
    plain_content("甲", ["toc", SlotExtension(Slots[Any](str, lambda _: ())), extension], {})
    assert looked == ["<p>甲</p>"]


@pytest.mark.parametrize(
    ("extensions", "options"),
    [
        (["toc", "smarty"], {}),
        (["toc", object()], {}),
        (["tables"], {}),
        (["toc"], {"toc": {"permalink": True}}),
        (["toc"], {"toc": {"permalink": False, "baselevel": 2}}),
    ],
)
def test_extension_that_may_bring_signs_of_its_own_leaves_all_to_markdown(
    extensions: list[object], options: dict[str, Any]
) -> None:
    ours = SlotExtension(Slots[Any](str, lambda _: ()))
    assert plain_content("甲", ["toc", ours], {}) is not None
    assert plain_content("甲", [*extensions, ours], options) is None
    assert plain_content("甲", ["toc"], {}) is None
