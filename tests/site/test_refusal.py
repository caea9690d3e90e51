"""One wrong figure in this repository's own site: refused, with the place and the printed names, in Chinese."""

from __future__ import annotations

import re
import shutil
from typing import TYPE_CHECKING

import pytest

from tests.site.sites import Site

if TYPE_CHECKING:
    from pathlib import Path

    from tests.shared_folders import SharedFolders

SOURCES = ("mkdocs.yml", "data", "docs", "overrides")


@pytest.fixture(scope="session")
def published_own(root: Path, own_site: Path, shared_folders: SharedFolders) -> Path:
    """A copy of the repository's site with what is published of it."""

    def make(folder: Path) -> None:
        folder.mkdir()
        for name in SOURCES:
            if (root / name).is_dir():
                shutil.copytree(root / name, folder / name)
            elif (root / name).exists():
                shutil.copy(root / name, folder / name)
        shutil.copytree(own_site, folder / "site")

    return shared_folders.get("copy-of-own", make)


@pytest.fixture
def own(published_own: Path, tmp_path: Path) -> Site:
    return Site.at(shutil.copytree(published_own, tmp_path / "own"))


def line_of(site: Site, name: str, text: str) -> int:
    return next(number for number, line in enumerate(site.read(name).splitlines(), 1) if text in line)


def test_wrong_figure_is_refused_at_its_line_with_the_printed_names_of_row_and_column(own: Site) -> None:
    before = own.published()
    own.change("data/erligang/2020.yml", "本年新收:           [1, 0,", "本年新收:           [2, 0,")
    ran = own.build("--strict")
    assert ran.code == 1
    line = line_of(own, "data/erligang/2020.yml", "本年新收:")
    place = rf"data/erligang/2020\.yml:{line}:\d+ 差错（各列总计 row-total）："
    message = re.search(rf"{place}(.*)", ran.output)
    assert message is not None, ran.output
    for words in ("本年新收政府信息公开申请数量”", "“总计”", "相加为 2", "填 1"):
        assert words in message[1]
    assert "处差错，没有生成网站；已公布的网站没有改动" in ran.output
    assert "Traceback" not in ran.output
    assert own.published() == before
    assert own.leftovers() == []


def test_every_fault_of_a_run_is_in_one_message(own: Site) -> None:
    before = own.published()
    own.change("data/erligang/2020.yml", "本年新收:           [1, 0,", "本年新收:           [2, 0,")
    own.change("data/erligang/2020.yml", "行政许可:           [1, 0, 208]", "行政许可:           [1, 0]")
    own.change("data/erligang/2020.yml", "行政复议:           [0,", "行政复议:           [一,")
    own.change("docs/erligang/2020.md", "## 六、", "{{ config }}\n\n## 六、")
    own.write("docs/erligang/2018.md", "# 没有数据\n")
    own.write("data/other/2020.yml", "version: 1\n")
    ran = own.build()
    assert ran.code == 1
    message = ran.output[ran.output.index("没有生成网站") :]
    codes = set(re.findall(r"差错（\S+ ([a-z-]+)）：", message))
    assert {"row-total", "row-length", "not-a-count", "narrative-template", "orphan", "syntax"} <= codes
    count = re.search(r"有 (\d+) 处差错", ran.output)
    assert count is not None
    assert len(re.findall(r"^\S+:\d+:\d+ 差错（", message, re.MULTILINE)) == int(count[1])
    assert own.published() == before


def test_command_says_the_same_as_the_build(own: Site) -> None:
    own.change("data/erligang/2020.yml", "本年新收:           [1, 0,", "本年新收:           [2, 0,")
    built = re.findall(r"^\S+:\d+:\d+ 差错（.*$", own.build().output, re.MULTILINE)
    checked = own.run("gongkai", "check")
    assert checked.code == 1
    assert re.findall(r"^\S+:\d+:\d+ 差错（.*$", checked.output, re.MULTILINE) == built
    assert built


def test_explained_findings_stop_nothing_and_are_public_in_json_only(own: Site) -> None:
    ran = own.run("gongkai", "check")
    assert ran.code == 0
    assert "已作说明" in ran.output
    assert '"level":"waived"' in own.page("erligang/2020/report.json")
    assert 'class="gk-findings"' not in own.page("erligang/2020/index.html")
