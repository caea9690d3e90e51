"""Formats that another package adds, seen from outside: by the command, on the page and among the files of the site."""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING

import pytest

from tests.packages import install, run_with
from tests.site.sites import Site, live

if TYPE_CHECKING:
    from pathlib import Path


pytestmark = pytest.mark.slow
ENTRY = '软件包“gongkai-example”在入口点 gongkai.formats 里登记的 txt = "gongkai_example.text:FORMAT" '


@pytest.fixture
def site(tmp_path: Path) -> Site:
    """Agency ``x`` with the year 2023."""
    return Site(tmp_path / "clerk")


@pytest.fixture
def own_package(tmp_path: Path) -> Path:
    """The same in a folder of the test's own, which may change it."""
    return install(tmp_path / "installed")


def test_command_offers_the_format_of_another_package(site: Site, example_package: Path) -> None:
    helped = run_with(example_package, "gongkai", "export", "--help", cwd=site.root)
    assert re.search(r"--format \[json\|(\S+\|)?txt\|(\S+\|)?csv", helped.output)
    ran = run_with(example_package, "gongkai", "export", "x/2023", "--format", "txt", cwd=site.root)
    assert ran.code == 0
    assert ran.output.startswith("示例市样例区甲街道办事处 2023\n")
    assert "收到和处理政府信息公开申请情况 一、本年新收政府信息公开申请数量: 5 2 0 0 1 0 8\n" in ran.output


def test_site_publishes_links_and_describes_the_format_of_another_package(site: Site, example_package: Path) -> None:
    ran = run_with(example_package, "mkdocs", "build", "--strict", cwd=site.root)
    assert ran.code == 0, ran.output
    page = site.page()
    assert site.page("x/2023/report.txt").startswith("示例市样例区甲街道办事处 2023\n")
    assert '<a href="../../x/2023/report.txt" download="x-2023.txt">文本</a>' in page
    linked = re.search(r'<script type="application/ld\+json">(.*?)</script>', page)
    assert linked is not None
    files = {item["contentUrl"]: item["encodingFormat"] for item in json.loads(linked[1])[1]["distribution"]}
    assert files["https://example.invalid/base/x/2023/report.txt"] == "text/plain"
    ran = run_with(example_package, "gongkai", "verify", "site", cwd=site.root)
    assert ran.code == 0, ran.output
    assert "增加的格式只能核对校验值，没有逐格核对：report.txt。\nSHA256SUMS 已逐个核对。\n" in ran.output
    ran = run_with(example_package, "gongkai", "verify", "site", "--format", "json", cwd=site.root)
    assert [(item["code"], item["path"]) for item in json.loads(ran.output)] == [("uncompared", "report.txt")]
    assert ran.code == 0


def test_package_with_a_broken_format_stops_export_and_build_in_one_line_and_is_named_by_check(
    site: Site, own_package: Path
) -> None:
    (own_package / "gongkai_example/text.py").write_text("FORMAT = 1\n", encoding="utf-8")
    message = ENTRY + "是导出格式，应当是 gongkai.Format，不能是 int。"
    for command, code in ((("gongkai", "export", "x/2023"), 2), (("mkdocs", "build"), 2)):
        ran = run_with(own_package, *command, cwd=site.root)
        assert ran.code == code
        assert message in ran.output
        assert ("已公布的网站没有改动。" in ran.output) == (command[0] == "mkdocs")
        assert "Traceback" not in ran.output
    checked = run_with(own_package, "gongkai", "check", cwd=site.root)
    assert checked.code == 2
    assert message in checked.output
    assert "差错 0，提示" in checked.output, "what is to be said of the data is said all the same"
    assert "--format" in run_with(own_package, "gongkai", "export", "--help", cwd=site.root).output


def test_package_that_cannot_be_imported_is_said_in_whole_sentences(site: Site, own_package: Path) -> None:
    (own_package / "gongkai_example/text.py").write_text("from gongkai import NoSuch\n", encoding="utf-8")
    ran = run_with(own_package, "mkdocs", "build", cwd=site.root)
    assert ran.code == 2
    assert (
        f"（见 {own_package}/gongkai_example/text.py:1）。请告诉这个软件包的作者，或者卸载它。没有生成网站，"
        in ran.output
    )


def test_format_with_the_suffix_of_a_page_is_refused_in_one_line_that_speaks_of_no_option(
    site: Site, own_package: Path
) -> None:
    path = own_package / "gongkai_example/text.py"
    path.write_text(path.read_text(encoding="utf-8").replace('".txt"', '".md"'), encoding="utf-8")
    ran = run_with(own_package, "gongkai", "export", "x/2023", "--format", "csv", cwd=site.root)
    assert ran.code == 2
    assert ran.output.startswith("差错：导出格式“txt”的 suffix 不能是“.md”：这是网页的后缀")
    assert "--format" not in ran.output
    assert "Usage" not in ran.output


def test_format_that_fails_on_a_report_is_named_with_the_report(site: Site, own_package: Path) -> None:
    path = own_package / "gongkai_example/text.py"
    path.write_text(
        path.read_text(encoding="utf-8").replace("report = export.report", "report = {}[2]"), encoding="utf-8"
    )
    message = "“x/2023”导出为 txt 时出错：KeyError(2)"
    for command, code in ((("gongkai", "export", "x/2023", "--format", "txt"), 2), (("mkdocs", "build"), 2)):
        ran = run_with(own_package, *command, cwd=site.root)
        assert ran.code == code
        assert message in ran.output
        assert ("已公布的网站没有改动。" in ran.output) == (command[0] == "mkdocs")
        assert "Traceback" not in ran.output
    assert not (site.root / "site").exists()


@pytest.mark.parametrize("output", [(), ("-o", "out.txt"), ("-o", "folder")])
def test_format_that_gives_a_text_is_named_with_report_and_line_by_command_and_build(
    site: Site, own_package: Path, output: tuple[str, ...]
) -> None:
    path = own_package / "gongkai_example/text.py"
    path.write_text(path.read_text(encoding="utf-8").replace(".encode()", ""), encoding="utf-8")
    line = path.read_text(encoding="utf-8").partition("def text(")[0].count("\n") + 1
    message = f"“x/2023”导出为 txt 时出错：返回的是 str，应当是 bytes（字节）（见 {path}:{line}）"
    ran = run_with(own_package, "gongkai", "export", "x/2023", "--format", "txt", *output, cwd=site.root)
    assert ran.code == 2
    assert message in ran.output
    assert "程序出错" not in ran.output
    if not output:
        built = run_with(own_package, "mkdocs", "build", cwd=site.root)
        assert built.code == 2
        assert message in built.output
        assert not (site.root / "site").exists()


NO_BYTES = """\
from gongkai import formats

made = next(item for item in formats() if item.name == "plain-words")
object.__setattr__(made, "make", lambda export: export.agency.name)
"""


def test_preview_says_which_format_gives_no_bytes_in_the_place_of_its_file(site: Site) -> None:
    with live(site.hook(NO_BYTES)) as server:
        shown = server.get("base/x/2023/plain-words.txt")
    assert "“x/2023”导出为 plain-words 时出错：返回的是 str，应当是 bytes（字节）" in shown
    assert "hook.py:4）" in shown


def test_report_without_a_form_is_not_exported_as_csv_and_says_what_it_can_be(site: Site) -> None:
    site.write("data/x/2018.yml", "version: 1\nform: none\npublished: 未载\nstatus: published\n")
    site.write("docs/x/2018.md", "# 政府信息公开工作年度报告\n\n本年报按要求编制。\n")
    ran = site.run("gongkai", "export", "x/2018", "--format", "csv")
    assert ran.code == 2
    assert (
        "“x/2018”没有表格（form：none），不能导出为 csv，可以用 json、docx、fragment、fragment-title、pdf。"
        in ran.output
    )
    page = site.without_search().built("--strict").page("x/2018/index.html")
    assert "report.json" in page
    assert ".csv" not in page
    assert not (site.root / "site/x/2018/report.csv").exists()


def test_file_of_the_clerk_with_the_name_of_an_export_is_left_out_and_named(site: Site) -> None:
    site.write("docs/x/2023/tables.csv", "不是校核过的数")
    ran = site.without_search().build()
    assert ran.code == 0
    assert "docs/x/2023/tables.csv 与自动生成的数据文件同名" in ran.output
    exported = site.run("gongkai", "export", "x/2023", "--format", "csv-tables", "-o", "out.csv")
    assert exported.code == 0
    assert (site.root / "site/x/2023/tables.csv").read_bytes() == (site.root / "out.csv").read_bytes()


def test_build_writes_the_files_of_a_format_anew_whose_module_has_changed(
    site: Site, example_package: Path, own_package: Path
) -> None:
    """The version of the package stays the same, as it does while somebody works on it."""
    assert run_with(example_package, "mkdocs", "build", cwd=site.root).code == 0
    module = own_package / "gongkai_example/text.py"
    module.write_text(
        module.read_text(encoding="utf-8").replace("{export.agency.name} ", "{export.agency.name}，"), encoding="utf-8"
    )
    ran = run_with(own_package, "mkdocs", "build", cwd=site.root)
    assert ran.code == 0, ran.output
    assert site.page("x/2023/report.txt").startswith("示例市样例区甲街道办事处，2023\n")
