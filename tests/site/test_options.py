"""Options of the plugin that are not valid: `mkdocs build` says in one Chinese line a fault what to write."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from gongkai.renders.export import formats

if TYPE_CHECKING:
    from tests.site.sites import Site

FAULTS = {
    "sponser: 示例": "gongkai 没有“sponser”这一项设置。是不是“sponsor”？",
    "noindex: 否": "“noindex”要写 true（是）或者 false（否），现在写的是“否”。请改成“noindex: false”。",
    "site_code: 3100000000": '“site_code”的内容要加引号。请改成：site_code: "3100000000"',
    "contact: [办公室]": "“contact”要在同一行写一段文字，如“contact: 党政办公室，电话号码”。",
    "trusted: manual/**": '“trusted”要写成一组，每项前面加“- ”，或者写在方括号里。请改成：trusted: ["manual/**"]',
    "formats: xlsx": "“formats”下面要一行写一种格式，如“xlsx: false”。",
    "formats: {word: false}": "formats 写的“word”不是导出格式，可以写 "
    f"{'、'.join(item.name for item in formats())}。是不是“docx”？",
    "formats: {xlsx: 不要}": "“xlsx”要写 true（是）或者 false（否），现在写的是“不要”。请改成“xlsx: false”。",
}


@pytest.mark.parametrize("option", FAULTS)
def test_option_that_is_not_valid_is_reported_in_chinese_with_its_line(site: Site, option: str) -> None:
    site.change("mkdocs.yml", "  - gongkai\n", f"  - gongkai:\n      {option}\n")
    line = site.read("mkdocs.yml").split("\n").index(f"      {option}") + 1
    column = 17 if "word" in option else 7
    expected = f"mkdocs.yml:{line}:{column} {FAULTS[option]}"
    built = site.build()
    assert built.code == 2
    assert [text for text in built.output.splitlines() if text] == [expected]
    checked = site.run("gongkai", "check")
    assert (checked.code, checked.output) == (2, f"差错：{expected}\n")


def test_name_of_a_format_is_reported_with_its_own_line(site: Site) -> None:
    site.change(
        "mkdocs.yml", "  - gongkai\n", "  - gongkai:\n      formats:\n        pdf: false\n        excel: true\n"
    )
    line = site.read("mkdocs.yml").split("\n").index("        excel: true") + 1
    assert f"mkdocs.yml:{line}:9 formats 写的“excel”不是导出格式" in site.run("gongkai", "check").output


def test_every_fault_is_reported_at_once(site: Site) -> None:
    site.change("mkdocs.yml", "  - gongkai\n", "  - gongkai:\n      noindex: 是\n      search: 关\n")
    assert site.build().output.count("要写 true（是）或者 false（否）") == 2


def test_site_folder_in_the_settings_is_refused_before_mkdocs_does(site: Site) -> None:
    site.change("mkdocs.yml", "site_name:", "site_dir: docs/site\nsite_name:")
    ran = site.build()
    assert ran.code == 2
    assert "不能把网站生成到" in ran.output
    assert "Config value" not in ran.output


def test_settings_of_more_than_two_million_bytes_are_refused_unparsed(site: Site) -> None:
    site.write("mkdocs.yml", f"{site.read('mkdocs.yml')}\nextra: [{'[' * 2_000_000}\n")
    ran = site.run("gongkai", "check")
    assert ran.code == 2
    assert "mkdocs.yml 有 2.0 MB，太大了" in ran.output


BOMB = "extra:\n  a0: &a0 [1, 1, 1, 1, 1, 1, 1, 1, 1, 1]\n" + "".join(
    f"  a{number}: &a{number} [{', '.join([f'*a{number - 1}'] * 10)}]\n" for number in range(1, 10)
)
"""Ten thousand million entries in some hundred bytes."""
TOO_MUCH = {
    "deeper": (f"extra: {'[' * 2_000}{']' * 2_000}\n", "差错：一层套一层太多了，最多 50 层"),
    "deep": (f"extra: {'[' * 400}{']' * 400}\n", "差错：一层套一层太多了，最多 50 层"),
    "aliases": (BOMB, "展开以后太多。请把要用的内容直接写出来"),
    "circle": ("INHERIT: mkdocs.yml\n", "的 INHERIT 绕了圈"),
}


@pytest.mark.parametrize("kind", TOO_MUCH)
def test_settings_that_mkdocs_would_not_get_over_are_refused_by_the_commands(site: Site, kind: str) -> None:
    text, message = TOO_MUCH[kind]
    site.write("mkdocs.yml", f"{site.read('mkdocs.yml')}{text}")
    ran = site.run("gongkai", "check")
    assert ran.code == 2
    assert message in ran.output


def test_settings_that_hold_too_much_end_a_build_once_mkdocs_has_read_them(site: Site) -> None:
    site.write("mkdocs.yml", f"{site.read('mkdocs.yml')}{BOMB}")
    ran = site.build()
    assert (ran.code, ran.output.count("mkdocs.yml")) == (2, 1), ran.output
    assert ran.output.strip().startswith("mkdocs.yml:")
    assert "展开以后太多" in ran.output


@pytest.mark.parametrize("entry", ["INHERIT: base.yml\n", '"INHERIT": >-\n  base.yml\n', "{INHERIT: 'base.yml'}\n"])
def test_settings_that_inherit_too_much_are_named_by_their_own_file(site: Site, entry: str) -> None:
    site.write("base.yml", f"{site.read('mkdocs.yml')}{TOO_MUCH['deep'][0]}").write("mkdocs.yml", entry)
    ran = site.run("gongkai", "check")
    assert ran.code == 2
    assert "base.yml:" in ran.output


def test_aliases_and_depth_of_ordinary_settings_are_let_pass(site: Site) -> None:
    site.write("mkdocs.yml", f"{site.read('mkdocs.yml')}extra:\n  one: &one {{a: [[[1]]]}}\n  two: *one\n")
    assert site.run("gongkai", "check").code == 0
