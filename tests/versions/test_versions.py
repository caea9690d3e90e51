"""What the first release wrote stays readable for ever, and comes up to the present version with its comments.

The folder ``1`` holds files of version 1 and what they say (`said.json`). Neither is ever changed: where a later
version reads them otherwise, that is a fault of the version.
"""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import pytest

from gongkai.api import load_form, load_site
from gongkai.editing import migrating
from gongkai.editing.migrating import migrated, version_of
from gongkai.errors import FormError, UsageError
from gongkai.findings import Level
from tests.site.sites import Site

FIRST = Path(__file__).parent / "1"
KEYS = ("form", "agency", "year", "published", "observations", "notes", "corrections")
"""What is compared of a report as JSON; keys that are added later are not."""


def facts(folder: Path) -> dict[str, dict[str, object]]:
    site = load_site(folder)
    exports = {f"{slug}/{year}": json.loads(site.export(slug, year, "json")) for slug, year in site.reports}
    return {target: {key: document[key] for key in KEYS} for target, document in exports.items()}


def test_files_of_version_1_say_what_they_said() -> None:
    assert facts(FIRST) == json.loads((FIRST / "said.json").read_text(encoding="utf-8"))
    assert [str(item) for item in load_site(FIRST).findings if item.level is Level.ERROR] == []
    assert load_form(FIRST / "data/forms/case-2024.yml").id == "case-2024"


def test_files_of_version_1_come_up_to_the_present_one_and_say_the_same(tmp_path: Path) -> None:
    site = Site.at(shutil.copytree(FIRST, tmp_path / "site"))
    ran = site.run("gongkai", "migrate", "--yes")
    assert ran.code == 0, ran.output
    assert facts(site.root) == json.loads((FIRST / "said.json").read_text(encoding="utf-8"))
    again = site.run("gongkai", "migrate")
    assert (again.code, again.output) == (0, "各文件都是现在的版本（1），没有要改的。\n")


def test_file_that_states_no_version_gets_one_and_keeps_everything_else(tmp_path: Path) -> None:
    site = Site.at(shutil.copytree(FIRST, tmp_path / "site"))
    path, form = site.root / "data/jiaoyu/agency.yml", site.root / "data/forms/case-2024.yml"
    text = path.read_text(encoding="utf-8").replace("version: 1\n", "")
    path.write_bytes(f"# 注释\n\n{text}".replace("\n", "\r\n").encode())
    form.write_text(form.read_text(encoding="utf-8").replace("version: 1 ", "# 没有版本 "), encoding="utf-8")
    assert load_form(form).id == "case-2024", "a form without a version is of version 1"

    ran = site.run("gongkai", "migrate", "--dry-run")
    assert ran.code == 1
    assert ran.output.startswith("2 个文件改成版本 1：\n--- data/forms/case-2024.yml")
    assert ran.output.count("\n+version: 1\n") == 2
    assert ran.output.endswith("没有写入。\n")
    assert b"version" not in path.read_bytes()

    assert site.run("gongkai", "migrate", "--yes").code == 0
    head, _, rest = text.partition("name:")
    assert path.read_bytes().decode() == f"# 注释\n\n{head}version: 1\nname:{rest}".replace("\n", "\r\n")
    assert version_of(form.read_text(encoding="utf-8")) == 1


def test_steps_follow_one_another_and_leave_comments_and_order() -> None:
    def renamed(kind: str, text: str) -> str:
        assert kind == "report"
        return text.replace("version: 1", "version: 2").replace("旧名:", "新名:")

    steps = {**migrating.STEPS, 1: renamed}
    text = "# 头\nform: none   # 后\n旧名: [1, 2]\n"
    assert migrated("report", text, steps=steps, current=2) == ("# 头\nversion: 2\nform: none   # 后\n新名: [1, 2]\n")
    with pytest.raises(UsageError, match="不能自动改"):
        migrated("report", text, steps={**steps, 1: lambda _kind, same: same}, current=2)


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("version: 2\n", "版本 2 比本软件（版本 1）新。请先升级 gongkai。"),
        ("version: 一\n", "第 1 行的版本“一”不认识"),
        ("version: [1]\n", "不认识"),
        ("version: 0\n", "第 1 行的版本“0”不认识。请改成“version: 1”"),
        ("version: 2025\n", "第 1 行的版本“2025”不认识"),
        ("{name: 甲}\n", "第 1 行的写法特殊，不能自动改"),
        ("甲\n", "的写法读不懂"),
        ("a: 1\nb: [\n", "的写法读不懂"),
        ("", "的写法读不懂"),
    ],
)
def test_file_that_cannot_be_brought_up_says_why(text: str, why: str, tmp_path: Path) -> None:
    with pytest.raises(UsageError) as raised:
        migrated("agency", text)
    assert why in str(raised.value)
    site = Site.at(shutil.copytree(FIRST, tmp_path / "site"))
    site.write("data/jiaoyu/agency.yml", text)
    if text == "version: 2\n":
        ran = site.run("gongkai", "migrate")
        assert (ran.code, ran.output) == (2, f"差错：data/jiaoyu/agency.yml：{why}\n")


def test_form_of_a_newer_version_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "case-2024.yml"
    text = (FIRST / "data/forms/case-2024.yml").read_text(encoding="utf-8")
    path.write_text(text.replace("version: 1 ", "version: 9 "), encoding="utf-8")
    with pytest.raises(FormError):
        load_form(path)
