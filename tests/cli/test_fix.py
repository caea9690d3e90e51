"""The command `gongkai fix`: it shows, asks, writes what was shown and nothing else, and lists what it leaves."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest

from gongkai.checks import rule_codes
from gongkai.editing.fix import all_mends
from gongkai.editing.fix.yaml_keys import FREE_KEYS, KEYS_OF_ITEMS
from gongkai.findings import say
from gongkai.forms.schema import schema_text
from tests.shipped import shipped_form
from tests.site.sites import Site, hashes
from tests.yaml_texts import read_yaml

if TYPE_CHECKING:
    from pathlib import Path

CLEAN = "没有可以自动改好的误写。"


@pytest.fixture
def slipped(tmp_path: Path) -> Site:
    """A site with slips in the data, the narrative and a page of its own."""
    site = Site(tmp_path / "office")
    site.change("data/x/2023.yml", "\n申请:", "\n申请：")
    site.change("docs/x/2023.md", "## 二、", "##二、")
    return site.write("docs/index.md", "#首页\n")


def test_change_is_shown_and_nothing_written_without_consent(slipped: Site) -> None:
    before = hashes(slipped.root)
    for options in ((), ("--dry-run",), ("--dry-run", "--yes")):
        ran = slipped.run("gongkai", "fix", *options)
        assert ran.code == 1
        assert "-申请：\n+申请:\n" in re.sub(r" +#.*", "", ran.output)
        assert "-##二、主动公开政府信息情况\n+## 二、主动公开政府信息情况\n" in ran.output
        assert "没有写入。" in ran.output
        assert hashes(slipped.root) == before


def test_mended_findings_are_reported_no_more_and_nothing_is_left_to_mend(slipped: Site) -> None:
    checked = slipped.run("gongkai", "check")
    assert checked.code == 1
    assert re.search(r"“申请：”用了全角冒号。请改成“申请:.*”。可用 gongkai fix 自动改好。\n", checked.output)
    assert "请写成：## 二、主动公开政府信息情况（可用 gongkai fix 自动改好）\n" in checked.output
    ran = slipped.run("gongkai", "fix", "--yes")
    assert ran.code == 0
    assert "data/x/2023.yml：全角冒号\n" in ran.output
    assert "已写入 3 个文件。" in ran.output
    assert slipped.run("gongkai", "check").code == 0
    assert (again := slipped.run("gongkai", "fix", "--yes")).code == 0
    assert again.output == f"{CLEAN}\n"


@pytest.mark.parametrize(
    ("target", "written"),
    [
        ("x", {"data/x/2023.yml", "docs/x/2023.md"}),
        ("x/2023", {"data/x/2023.yml", "docs/x/2023.md"}),
        ("data/x/2023.yml", {"data/x/2023.yml"}),
        ("docs/x/2023.md", {"docs/x/2023.md"}),
        ("docs/index.md", {"docs/index.md"}),
        ("data/x", {"data/x/2023.yml", "docs/x/2023.md"}),
    ],
)
def test_target_says_which_files_are_mended(slipped: Site, target: str, written: set[str]) -> None:
    before = hashes(slipped.root)
    assert slipped.run("gongkai", "fix", target, "--yes").code == 0
    after = hashes(slipped.root)
    assert {path for path in after if after[path] != before.get(path)} == written


def test_no_rule_is_asked(slipped: Site, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("gongkai.work.examine.run", lambda *_, **__: pytest.fail("a report is checked"))
    assert slipped.run("gongkai", "fix", "--yes").code == 0


def test_unknown_target_is_refused(slipped: Site) -> None:
    ran = slipped.run("gongkai", "fix", "y")
    assert (ran.code, "没有“y”这个单位" in ran.output) == (2, True)


def test_trusted_pages_are_the_owners(slipped: Site) -> None:
    slipped.change("mkdocs.yml", "  - gongkai\n", "  - gongkai: {trusted: [index.md]}\n")
    assert slipped.run("gongkai", "fix", "--yes").code == 0
    assert slipped.read("docs/index.md") == "#首页\n"


def test_file_in_another_encoding_is_mended_and_read_again(slipped: Site) -> None:
    text = slipped.read("docs/x/2023.md")
    (slipped.root / "docs/x/2023.md").write_bytes(text.replace("\n", "\r\n").encode("gb18030"))
    ran = slipped.run("gongkai", "fix", "--yes")
    assert ran.code == 0
    assert "docs/x/2023.md：编码改为 UTF-8、标题“#”后面补空格\n" in ran.output
    assert "-##二、主动公开政府信息情况\n" in ran.output
    after = (slipped.root / "docs/x/2023.md").read_bytes().decode()
    assert after == text.replace("##二、", "## 二、").replace("\n", "\r\n")
    assert slipped.run("gongkai", "check").code == 0


def test_what_has_several_readings_is_listed_with_its_place_and_left(slipped: Site) -> None:
    slipped.run("gongkai", "fix", "--yes")
    slipped.write("docs/x/2023.md", slipped.read("docs/x/2023.md") + "类型\t件数\t备注\n")
    line = slipped.read("docs/x/2023.md").count("\n")
    ran = slipped.run("gongkai", "fix")
    assert ran.code == 1
    why = (
        "这一行用制表符分成几栏，可能是表格。法定表格请删去，网页上会自动排出；别的表格请写成 Markdown 表格；"
        "不是表格的，删去制表符。"
    )
    assert ran.output == f"{CLEAN}\ndocs/x/2023.md:{line}:3 没有改：{why}\n"


def test_every_mend_has_a_name() -> None:
    assert all(say(f"fix.mends.{item.code}") for item in all_mends())


def test_known_keys_are_those_of_the_schema() -> None:
    schema = read_yaml(schema_text(shipped_form("gia-2019"), rule_codes()))["properties"]
    items = {key for name in ("notes", "waivers", "corrections") for key in schema[name]["items"]["properties"]}
    assert items | set(schema["source"]["oneOf"][0]["properties"]) <= set(KEYS_OF_ITEMS)
    assert "additionalProperties" in schema[FREE_KEYS[0]]
