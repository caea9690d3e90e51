"""The command `gongkai export` as a clerk types it: what is exported, into which files, what is said, how it ends."""

from __future__ import annotations

import json
import os
import shutil
import sys
from typing import TYPE_CHECKING

import docx
import pytest

from gongkai.renders.export import formats
from tests.site.sites import Site, hashes, on_terminal, run

if TYPE_CHECKING:
    from pathlib import Path

NAMEABLE = "、".join(f"a{item.suffix}" for item in formats() if item.suffix == f".{item.name}")
"""A file of each format that is called as its suffix."""


@pytest.fixture
def site(tmp_path: Path) -> Site:
    """Agencies ``x`` and ``y`` with the year 2023; ``x`` has 2017 without tables as well, and ``y`` a draft of 2022."""
    site = Site(tmp_path / "office")
    for folder in ("data", "docs"):
        shutil.copytree(site.root / folder / "x", site.root / folder / "y")
        for path in (site.root / folder / "y").iterdir():
            path.write_text(path.read_text(encoding="utf-8").replace("甲街道", "乙街道"), encoding="utf-8")
    site.write("data/x/2017.yml", "version: 1\nform: none\npublished: 2018-03-01\nstatus: published\n")
    site.write(
        "docs/x/2017.md",
        "# 示例市样例区甲街道办事处2017年政府信息公开工作年度报告\n\n## 概述\n\n全年公开信息 10 条。\n",
    )
    site.write("data/y/2022.yml", site.read("data/y/2023.yml").replace("status: published", "status: draft"))
    return site.write("docs/y/2022.md", site.read("docs/y/2023.md").replace("2023", "2022"))


def files(site: Site, folder: str = "导出") -> list[str]:
    return sorted(path.name for path in (site.root / folder).iterdir())


@pytest.mark.slow
@pytest.mark.parametrize(
    ("target", "names"),
    [
        ((), ["x-2023.xlsx", "y-2022.xlsx", "y-2023.xlsx"]),
        (("y",), ["y-2022.xlsx", "y-2023.xlsx"]),
        (("data/y",), ["y-2022.xlsx", "y-2023.xlsx"]),
        (("2023",), ["x-2023.xlsx", "y-2023.xlsx"]),
        (("2023年",), ["x-2023.xlsx", "y-2023.xlsx"]),
        (("x/2023", "-o", "导出"), ["x-2023.xlsx"]),
        (("x/2023年", "-o", "导出"), ["x-2023.xlsx"]),
        (("x/2023年度", "-o", "导出"), ["x-2023.xlsx"]),
        (("data/x/2023.yml", "-o", "导出/"), ["x-2023.xlsx"]),
        (("x/2023", "--format", "json", "-o", "导出"), ["x-2023.json"]),
        (("x/2023", "--format", "csv", "--format", "csv-tables"), ["x-2023-tables.csv", "x-2023.csv"]),
        (("x", "--format", "json"), ["x-2017.json", "x-2023.json"]),
    ],
)
def test_target_is_a_report_an_agency_a_year_or_the_site(site: Site, target: tuple[str, ...], names: list[str]) -> None:
    ran = site.run("gongkai", "export", *target)
    assert ran.code == 0, ran.output
    assert files(site) == names
    count = len({name[:6] for name in names})
    assert ran.output.startswith(f"已导出 {count} 份报告，共 {len(names)} 个文件，在文件夹 导出")


def test_summary_tells_of_drafts_of_errors_and_of_what_was_left_out(site: Site) -> None:
    (site.root / "data/x/2021.yml").write_bytes(b"\xff\xff\xff")
    site.change("data/y/2022.yml", "本年新收: [5", "本年新收: [6")
    ran = site.run("gongkai", "export")
    assert ran.code == 1
    assert ran.output.splitlines()[0] == "已导出 3 份报告，共 3 个文件，在文件夹 导出 里。"
    assert "其中 1 份还没有公布，请勿外传。" in ran.output
    assert "有差错的 1 份：y/2022（" in ran.output
    assert "没有规定的表格，不能导出为所选格式的 1 份：x/2017。" in ran.output
    assert "数据读不出来，没有导出的 1 份：x/2021。请运行 gongkai check，改好再导出。" in ran.output


def test_files_are_those_that_are_printed_one_by_one(site: Site) -> None:
    site.run("gongkai", "export", "x", "--format", "json", "--format", "csv")
    for year in (2017, 2023):
        one = site.run("gongkai", "export", f"x/{year}").output
        assert (site.root / f"导出/x-{year}.json").read_text(encoding="utf-8") == one
    assert site.run("gongkai", "export", "x/2023", "-o", "a.csv").code == 0
    assert (site.root / "a.csv").read_bytes() == (site.root / "导出/x-2023.csv").read_bytes()
    assert site.run("gongkai", "export", "x/2023", "--format", "csv", "-o", "b.CSV").code == 0
    assert (site.root / "b.CSV").read_bytes() == (site.root / "a.csv").read_bytes()


def test_nothing_is_overwritten_unasked_and_nothing_written_then(site: Site) -> None:
    site.write("导出/y-2023.json", "旧")
    ran = site.run("gongkai", "export", "2023", "--format", "json")
    assert (ran.code, ran.output) == (
        2,
        "差错：有 1 个文件已存在，如 导出/y-2023.json，内容和现在要写的不同，什么也没有写。要覆盖请加 --force。\n",
    )
    assert files(site) == ["y-2023.json"]
    assert site.run("gongkai", "export", "2023", "--format", "json", "--force").code == 0
    assert json.loads(site.read("导出/y-2023.json"))["agency"]["id"] == "y"

    (site.root / "导出/x-2023.json").unlink()
    again = site.run("gongkai", "export", "2023", "--format", "json", "--format", "csv")
    assert (again.code, "共 4 个文件" in again.output) == (0, True), "files of the same content are in nobody's way"


def test_file_that_is_named_is_said_and_left_alone_where_nothing_changes(site: Site) -> None:
    one = ("gongkai", "export", "x/2023", "-o", "a.csv")
    assert [site.run(*one).output for _ in range(2)] == ["新建 a.csv\n", "a.csv 已存在，内容相同，没有改动。\n"]
    site.write("a.csv", "旧")
    assert site.run(*one).output == "差错：a.csv 已存在，没有覆盖。要覆盖请加 --force。\n"
    assert site.run(*one, "--force").output == "已改写 a.csv\n"


@pytest.mark.slow
@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (("z",), "没有“z”这个单位。"),
        (("2031",), "没有 2031 年的报告。已有的年份：2017、2022、2023。"),
        (("x/2031",), "“x”没有 2031 年的报告。已有的年份：2017、2023。"),
        (("x", "2023"), "x/2023"),
        (("2023", "--format", "DOCX"), "--format：不能写“DOCX”。是不是“docx”？"),
        (("2023", "--format", "exel"), "--format：不能写“exel”。"),
        (("2023", "--format", "word"), "--format：不能写“word”。是不是“docx”？"),
        (("2023", "--format", "Word"), "--format：不能写“Word”。是不是“docx”？"),
        (("2023", "--format", "excel"), "--format：不能写“excel”。是不是“xlsx”？"),
        (("2023", "--format", "html"), "--format：不能写“html”。是不是“fragment”？"),
        (("某省示例市样例区甲街道办事处/2023年",), "是单位名称，这里要写单位代号。请改成“x/2023”。"),
        (("样例区甲街道办事处",), "是单位名称，这里要写单位代号。请改成“x”。"),
        (
            ("x/2023", "-o", "导出v1.0"),
            "导出v1.xlsx、导出v1.pdf。是文件夹的，请在后面加“/”，写成 导出v1.0/。",
        ),
        (
            ("x/2023", "--format", "xlsx", "-o", "导出v1.0"),
            "请改成 导出v1.xlsx，或者改 --format。是文件夹的，请在后面加“/”，写成 导出v1.0/。",
        ),
        (("x", "-o", "all.json"), "要写的不止一个文件，“all.json”却是文件名。请在 -o 后面写文件夹。"),
        (("x", "-o", "mkdocs.yml"), "要写的不止一个文件，“mkdocs.yml”却是文件名。请在 -o 后面写文件夹。"),
        (("x/2017", "--format", "xlsx"), "“x/2017”没有表格（form：none），不能导出为 xlsx"),
        (("x/2023", "-o", "a.doc"), "“a.doc”的后缀 .doc 定不出格式。可以写成 a.docx。"),
        (("x/2023", "-o", "a.xls"), "“a.xls”的后缀 .xls 定不出格式。可以写成 a.xlsx。"),
        (
            ("x/2023", "-o", "a.html"),
            "“a.html”的后缀 .html 定不出格式。请加 --format fragment 或 --format fragment-title。",
        ),
        (("x/2023", "-o", "a.zzz"), f"“a.zzz”的后缀 .zzz 定不出格式。可以写成 {NAMEABLE}。"),
        (("x/2023", "-o", "mkdocs.yml", "--force"), "“mkdocs.yml”的后缀 .yml 定不出格式。"),
        (
            ("x/2023", "--format", "docx", "-o", "a.pdf"),
            "“a.pdf”的后缀不是 docx 文件的。请改成 a.docx，或者改 --format。",
        ),
        (("x/2023", "--draft", "-o", "a.pdf"), "“a.pdf”的后缀不是 docx 文件的。请改成 a.docx。"),
    ],
)
def test_slips_are_said_and_nothing_is_written(site: Site, arguments: tuple[str, ...], message: str) -> None:
    before = hashes(site.root)
    ran = site.run("gongkai", "export", *arguments)
    assert ran.code == 2, ran.output
    assert message in ran.output
    assert "Traceback" not in ran.output
    assert hashes(site.root) == before


@pytest.mark.skipif(os.geteuid() == 0, reason="root may write anywhere")
def test_folder_without_permission_is_said(site: Site) -> None:
    folder = site.root / "out"
    folder.mkdir(mode=0o500)
    ran = site.run("gongkai", "export", "2023", "-o", "out")
    assert ran.code == 2
    assert "写不了：" in ran.output
    assert "还有 1 份没有导出" in ran.output


def test_folder_below_a_file_is_said_with_how_much_is_left(site: Site) -> None:
    ran = site.run("gongkai", "export", "2023", "-o", "mkdocs.yml/out")
    assert ran.code == 2
    assert ran.output.startswith("已导出 0 份报告，共 0 个文件")
    assert "写不了：" in ran.output
    assert ran.output.endswith("到此停止，还有 1 份没有导出。\n")


def test_report_with_an_error_is_exported_for_the_office_and_its_file_says_so(site: Site) -> None:
    site.change("data/x/2023.yml", "本年新收: [5", "本年新收: [6")
    site.change("docs/x/2023.md", "## 六、", '{{ config }}，{{ figure("申请.没有.这格") }}\n\n## 六、')
    ran = site.run("gongkai", "export", "x/2023", "--format", "xlsx", "--format", "csv")
    assert ran.code == 1
    assert "有差错的 1 份：x/2023（" in ran.output
    assert files(site) == ["x-2023-差错.txt", "x-2023.csv", "x-2023.xlsx"]
    listed = (site.root / "导出/x-2023-差错.txt").read_bytes().decode("utf-8-sig")
    assert listed.splitlines()[0].endswith("处差错，不能公布，只供本机关改正时使用。")
    assert "差错（勾稽关系 balance）" in listed
    assert site.build().code == 1
    assert not (site.root / "site").exists()


def test_one_file_of_a_report_with_an_error_has_the_errors_on_the_screen_and_beside(site: Site) -> None:
    site.change("data/x/2023.yml", "本年新收: [5", "本年新收: [6")
    ran = site.run("gongkai", "export", "x/2023", "-o", "out.csv")
    assert ran.code == 1
    assert "差错（勾稽关系 balance）" in ran.output
    assert ran.output.endswith("文件只供本机关改正时使用，不能公布。\n")
    assert "差错另写在 out-差错.txt。" in ran.output
    assert sorted(path.name for path in site.root.glob("out*")) == ["out-差错.txt", "out.csv"]


def test_report_that_cannot_be_read_is_not_exported(site: Site) -> None:
    (site.root / "data/x/2023.yml").write_bytes(b"\xff\xff\xff")
    ran = site.run("gongkai", "export", "x/2023", "-o", "out.csv")
    assert ran.code == 1
    assert ran.output.endswith("“x/2023”的数据读不出来，没有导出。请先改好。\n")
    assert not (site.root / "out.csv").exists()


def test_site_without_an_agency_says_how_one_is_begun(tmp_path: Path) -> None:
    run("gongkai", "init", "new", cwd=tmp_path)
    ran = run("gongkai", "export", "--site", "new", cwd=tmp_path)
    assert ran.code == 2
    assert "gongkai new" in ran.output


def test_draft_is_a_word_file_with_the_findings_as_comments(site: Site) -> None:
    site.change("docs/x/2023.md", "## 四、", "本年新收申请 99 件。\n\n## 四、")
    ran = site.run("gongkai", "export", "x/2023", "--draft", "-o", "x.docx")
    assert ran.code == 0, ran.output
    document = docx.Document(site.root / "x.docx")
    assert document.paragraphs[0].text == "送审稿"
    assert [comment.text for comment in document.comments]
    ran = site.run("gongkai", "export", "2023", "--draft")
    assert files(site) == ["x-2023.docx", "y-2023.docx"]
    assert docx.Document(site.root / "导出" / "y-2023.docx").paragraphs[0].text == "送审稿"
    ran = site.run("gongkai", "export", "x/2023", "--draft", "--format", "csv")
    assert ran.code == 2
    assert "--draft（送审稿）不能用于 csv，可以用 docx。" in ran.output


def test_word_file_of_a_report_with_errors_lists_them_at_its_head(site: Site) -> None:
    site.change("data/x/2023.yml", "结转下年度", "结转下年")
    ran = site.run("gongkai", "export", "x/2023", "--draft", "-o", "x.docx")
    assert ran.code == 1
    texts = [paragraph.text for paragraph in docx.Document(site.root / "x.docx").paragraphs]
    assert texts[0] == "送审稿"
    assert "不能公布" in texts[1]
    assert "差错（" in texts[2]
    assert not list(site.root.glob("*差错.txt"))


@pytest.mark.skipif(sys.platform == "win32", reason="has no such terminals")
def test_progress_is_shown_on_a_terminal_and_the_summary_once(site: Site) -> None:
    shown = on_terminal("gongkai", "export", "2023", "--format", "json", cwd=site.root, output=site.root / "said")
    assert site.read("said") == "已导出 2 份报告，共 2 个文件，在文件夹 导出 里。\n"
    assert "正在导出" in shown
    assert "100%" in shown


def test_nothing_but_the_summary_is_said_where_there_is_no_terminal(site: Site) -> None:
    ran = site.run("gongkai", "export", "2023", "--format", "json")
    assert ran.output == "已导出 2 份报告，共 2 个文件，在文件夹 导出 里。\n"
