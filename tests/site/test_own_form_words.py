"""A site of reports on a form of its own, the manual's: its pages call them by their own name, and verify agrees."""

from __future__ import annotations

import json
import re
import shutil
from typing import TYPE_CHECKING

import pytest

from tests.simulate_additions import block
from tests.site.sites import Site

if TYPE_CHECKING:
    from pathlib import Path

pytestmark = pytest.mark.slow
KIND, STATUTORY = "行政执法统计年度报告", "政府信息公开"
REPORT = """\
version: 1
form: case-2024
published: {after}-01-20
status: published

案件:
  城市管理: [{opened}, 118]
  噪声: [33, 30]
  扬尘: [17, 17]
"""
TEXT = """\
# 示例市样例区甲街道办事处{year}年行政执法统计年度报告

{{{{ report_header() }}}}

## 一、总体情况

{year}年依法办理案件，及时公示。

## 二、案件办理情况

{{{{ table("案件") }}}}

{{{{ notes() }}}}
"""


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Site:
    """The site, built: one agency with two years."""
    site = Site(tmp_path_factory.mktemp("own") / "site").without_search()
    for folder in ("data", "docs"):
        for path in (site.root / folder / "x").glob("20*"):
            shutil.rmtree(path) if path.is_dir() else path.unlink()
    site.write("data/forms/case-2024.yml", block("forms.md", "yaml", 0))
    for year in (2024, 2025):
        site.write(f"data/x/{year}.yml", REPORT.format(after=year + 1, opened=year - 1900))
        site.write(f"docs/x/{year}.md", TEXT.format(year=year))
    return site.built("--strict")


def pages(site: Site) -> dict[str, str]:
    """The text of each page and each file for programs."""
    folder = site.root / "site"
    paths: list[Path] = [*folder.rglob("*.html"), folder / "feed.xml", *folder.glob("data/*.json")]
    return {path.relative_to(folder).as_posix(): path.read_text(encoding="utf-8") for path in paths}


def test_pages_call_reports_by_the_name_of_their_form(site: Site) -> None:
    texts = pages(site)
    about_disclosure = ("contact/index.html", "glossary/index.html", "methods/index.html")
    links = re.compile("怎样申请政府信息公开")
    wrong = [name for name, text in texts.items() if name not in about_disclosure and STATUTORY in links.sub("", text)]
    assert [(name, re.findall(f".{{20}}{STATUTORY}.{{9}}", texts[name])) for name in wrong] == []
    assert f"的 2 份{KIND}。" in texts["index.html"]
    assert texts["x/2025/compare/index.html"].count(f">2024 年{KIND}<") == 1
    assert (
        f'content="行政执法统计,年度报告,{site.read("data/x/agency.yml").split("name: ")[1].splitlines()[0]}"'
        in (texts["x/index.html"])
    )
    assert f"公布了 2025 年{KIND}。" in texts["feed.xml"]
    package = json.loads(texts["data/datapackage.json"])
    assert (package["title"], package["keywords"]) == (f"{KIND}数据", ["行政执法统计", "年度报告"])


def test_methods_name_the_authority_of_the_form(site: Site) -> None:
    text = pages(site)["methods/index.html"]
    rows = [re.findall("<td.*?>(.*?)</td>", row) for row in re.findall("<tr>.*?</tr>", text, re.DOTALL)]
    grounds = {re.findall("[a-z-]+", row[0])[0]: row[2] for row in rows if len(row) > len("代码规则依据")}
    assert (grounds["row-total"], grounds["outcome-total"]) == ("依据的文件号", "依据的文件号")
    assert "印在格式上的只有" not in text


def test_verify_finds_the_site_as_it_was_built(site: Site) -> None:
    ran = site.run("gongkai", "verify", "site")
    assert (ran.code, ran.output.splitlines()[-1][-7:]) == (0, "不符 0 处。"), ran.output
