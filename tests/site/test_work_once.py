"""A build does each thing once, counted and not timed: files parsed, pages rendered, files written."""

from __future__ import annotations

import json

import pytest

from tests.site.sites import Site

CALLS = ("主动公开", "申请", "复议诉讼")
COUNTING = """\
import json
from collections import Counter
from hashlib import sha256
from pathlib import Path

from markdown import Markdown

from gongkai.narrative.blocks import BlockReader
from gongkai.site.build_summary import BuildSummary
from gongkai.site.publishing.site_folder import SiteFolder
from gongkai.site.report import narrative_page
from gongkai.site.report.narrative_page import NarrativePage
from gongkai.work import examine
from gongkai.work.search import feed

counts = {name: Counter() for name in ("blocks", "data", "pages", "plain", "markdown", "files", "fed")}
feed.MANY_REPORTS = 1  # so that a sample of reports is looked through for what many of them share


def count(owner, name, kind, key):
    original = getattr(owner, name)

    def counting(*args, **options):
        item = key(*args, **options)
        if item is not None:
            counts[kind][item] += 1
        return original(*args, **options)

    setattr(owner, name, counting)


def whole(reader, text, *_):
    return next((line for line in text.split("\\n") if line), None) if text.count("\\n") > 9 else None


count(BlockReader, "placed", "blocks", whole)
count(examine, "load_report", "data", lambda text, *_, **__: sha256(text.encode()).hexdigest())
count(NarrativePage, "render", "pages", lambda page, *_: page.file.src_uri)
count(narrative_page, "plain_content", "plain", lambda text, *_: whole(None, text))
count(Markdown, "convert", "markdown", whole)
count(SiteFolder, "write", "files", lambda folder, file: file.path)
count(feed, "report_page", "fed", lambda report, *_, **__: f"{report.agency}/{report.year}")
line = BuildSummary.line


def summary(build, findings):
    Path("counts.json").write_text(json.dumps(counts), encoding="utf-8")
    return line(build, findings)


BuildSummary.line = summary
"""
FORMATS = {"report.json", "report.csv", "tables.csv", "plain-words.txt", "report.xlsx", "report.docx"}
TITLE = "# 示例市样例区甲街道办事处{}年政府信息公开工作年度报告（虚构）"


@pytest.fixture(scope="module", params=["calls for its tables", "leaves their places open", "hard paragraphs"])
def counts(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> dict[str, dict[str, int]]:
    site = Site(tmp_path_factory.mktemp("site") / "site")
    if request.param != "calls for its tables":
        for call in CALLS:
            site.change("docs/x/2023.md", f'{{{{ table("{call}") }}}}\n\n', "")
    if request.param == "hard paragraphs":
        site.change("mkdocs.yml", "- gongkai\n", "- gongkai: {hard_paragraphs: true}\n")
    for kind in ("data", "docs"):
        name = f"{kind}/x/2023.{'yml' if kind == 'data' else 'md'}"
        site.write(name.replace("2023", "2022"), site.read(name).replace("2023", "2022").replace("2024", "2023"))
    site.explain("x/2023", "repeated-narrative", "repeated-figures").hook(COUNTING).built()
    counted: dict[str, dict[str, int]] = json.loads(site.read("counts.json"))
    return counted


def test_each_narrative_is_parsed_into_blocks_once(counts: dict[str, dict[str, int]]) -> None:
    assert counts["blocks"] == {TITLE.format(2022): 1, TITLE.format(2023): 1}


def test_each_data_file_is_loaded_once(counts: dict[str, dict[str, int]]) -> None:
    assert list(counts["data"].values()) == [1, 1]


def test_each_report_is_rendered_once(counts: dict[str, dict[str, int]]) -> None:
    pages = {name: number for name, number in counts["pages"].items() if name.startswith("x/")}
    assert pages == {"x/2022.md": 1, "x/2023.md": 1}
    assert counts["plain"] == {TITLE.format(2022): 1, TITLE.format(2023): 1}
    assert not counts["markdown"].keys() & counts["plain"].keys(), "plain text takes no Python-Markdown"


def test_each_report_is_put_together_for_the_search_once(counts: dict[str, dict[str, int]]) -> None:
    assert counts["fed"] == {"x/2022": 1, "x/2023": 1}


def test_each_file_is_written_once(counts: dict[str, dict[str, int]]) -> None:
    pages = {
        "x/index.html",
        "x/2022/index.html",
        "x/2023/index.html",
        "x/2023/compare/index.html",
        "x/series/index.html",
        "x/series.csv",
    }
    files = {f"x/{year}/{name}" for year in (2022, 2023) for name in FORMATS}
    assert set(counts["files"].values()) == {1}
    assert files | pages <= counts["files"].keys()
