"""The command `gongkai`: `check` and `export`, what they print, what they end with."""

from __future__ import annotations

import json
import os
import re
import shutil
from typing import TYPE_CHECKING

import pytest

from gongkai.cli.group import COMMANDS
from gongkai.renders.export import formats
from tests.site.sites import CONFIG, PLUGINS, Site, run, start

if TYPE_CHECKING:
    from pathlib import Path

KEYS = [
    *("code", "rule", "level", "message", "path", "line", "column", "agency", "year", "table", "row", "col"),
    *("cells", "expected", "actual", "cause", "waiver"),
]
PIPE = 65536
"""Bytes that a pipe holds for a reader that is not there yet, or no longer."""
EMOJI = "markdown_extensions:\n  - pymdownx.emoji:\n      emoji_index: {index}\n"
WITHOUT_EXTENSIONS = CONFIG.replace("markdown_extensions: [admonition, attr_list, tables]\n", "")


@pytest.fixture
def site(tmp_path: Path) -> Site:
    """Agency ``x`` with the year 2023, without a finding."""
    return Site(tmp_path / "clerk")


@pytest.fixture
def faulty(site: Site) -> Site:
    """A site with an error of each kind of file, a warning, a notice or none, and an explained finding."""
    site.change("data/x/2023.yml", "本年新收: [5", "本年新收: [6")
    site.change("data/x/2023.yml", "第三方合法权益: [0", "第三方合法权益: [~")
    waiver = "waivers: [{rule: blank, at: 申请.第三方合法权益, reason: 原件为空, date: 2024-02-01, office: 办公室}]\n"
    site.write("data/x/2023.yml", site.read("data/x/2023.yml") + waiver)
    site.change("data/x/2023.yml", "published: 2024-01-15", "published: 2023-01-15")
    site.change("docs/x/2023.md", "## 六、", "{{ config }}\n\n## 六、")
    return site.write("docs/x/2020.md", "# 没有数据\n")


def test_check_of_a_site_without_a_fault_ends_with_0_and_tells_so(site: Site) -> None:
    ran = site.run("gongkai", "check", forked=True)
    assert (ran.code, ran.output) == (0, "差错 0，提示 0，提醒 0，已作说明 0。\n")


def test_check_prints_a_line_a_finding_with_place_level_and_code_and_ends_with_1(faulty: Site) -> None:
    ran = faulty.run("gongkai", "check", forked=True)
    assert ran.code == 1
    *lines, explaining, tally = ran.output.splitlines()
    assert explaining.startswith("有 1 份报告的问题可以登记情况说明")
    assert all(re.fullmatch(r"\S+:\d+(:\d+)? (差错|提示|提醒|已作说明)（\S+ [a-z-]+）：.+", line) for line in lines), (
        ran.output
    )
    codes = {(match[1], match[2]) for line in lines if (match := re.search(r" (\S+)（\S+ ([a-z-]+)）：", line))}
    assert {
        ("差错", "balance"), ("差错", "narrative-template"), ("差错", "orphan"), ("提示", "year-mismatch"),
        ("已作说明", "blank"),
    } <= codes  # fmt: skip
    counts = {name: sum(f" {name}（" in line for line in lines) for name in ("差错", "提示", "提醒", "已作说明")}
    assert tally == "，".join(f"{name} {count}" for name, count in counts.items()) + "。"


def test_warnings_alone_do_not_change_the_exit_code(site: Site) -> None:
    site.change("data/x/2023.yml", "published: 2024-01-15", "published: 2023-01-15")
    ran = site.run("gongkai", "check")
    assert ran.code == 0
    assert "提示（年度相符 year-mismatch）：" in ran.output


def test_json_has_exactly_the_published_keys_and_nothing_else_is_printed(faulty: Site) -> None:
    ran = faulty.run("gongkai", "check", "--format", "json")
    assert ran.code == 1
    findings = json.loads(ran.output)
    assert len(findings) >= 5
    for item in findings:
        assert list(item) == KEYS
        assert item["level"] in {"error", "warning", "notice", "waived"}
        assert item["path"].startswith(("data/x/", "docs/x/"))
        assert isinstance(item["cells"], list)
    balance = next(item for item in findings if item["code"] == "balance")
    assert (balance["rule"], balance["table"], balance["col"]) == ("R1", "requests", "natural_person")
    assert (balance["agency"], balance["year"], balance["expected"], balance["actual"]) == ("x", 2023, "7", "6")
    assert "requests.received.natural_person" in balance["cells"]
    blank = next(item for item in findings if item["level"] == "waived")
    assert blank["waiver"] == {"reason": "原件为空", "date": "2024-02-01", "office": "办公室"}
    assert json.loads(
        Site.at(faulty.root).write("docs/x/2020.md", "x").run("gongkai", "check", "x", "--format", "json").output
    )


def test_json_of_a_site_without_a_fault_is_an_empty_list(site: Site) -> None:
    ran = site.run("gongkai", "check", "--format", "json")
    assert (ran.code, json.loads(ran.output)) == (0, [])


def test_github_prints_an_annotation_a_finding_and_nothing_else(faulty: Site) -> None:
    ran = faulty.run("gongkai", "check", "--format", "github")
    assert ran.code == 1
    lines = ran.output.splitlines()
    assert len(lines) == len(json.loads(faulty.run("gongkai", "check", "--format", "json").output))
    for line in lines:
        assert re.fullmatch(
            r"::(error|warning|notice) file=(data|docs)/x/[^,]+,line=\d+(,col=\d+)?,title=\S+ [a-z-]+::.+", line
        )


@pytest.mark.parametrize(
    ("target", "codes"),
    [
        ("x", {"balance", "narrative-template", "orphan", "year-mismatch", "blank"}),
        ("x/2023", {"balance", "narrative-template", "year-mismatch", "blank"}),
        ("x/2020", {"orphan"}),
    ],
)
def test_target_narrows_the_check_to_an_agency_or_a_report(faulty: Site, target: str, codes: set[str]) -> None:
    ran = faulty.run("gongkai", "check", target, "--format", "json")
    assert ran.code == 1
    assert {item["code"] for item in json.loads(ran.output)} == codes


@pytest.mark.parametrize(
    ("target", "message"),
    [
        ("y", "没有“y”这个单位。本站的单位代号：x。"),
        ("x/2022", "“x”没有 2022 年的报告。已有的年份：2023。"),
        ("X", "“X”认不出是哪个单位、哪一年。请写成“单位代号”或“单位代号/年份”，如 x/2023"),
        ("../x", "“../x”认不出"),
        ("x/23", "“x/23”认不出"),
        ("x/2023/2024", "“x/2023/2024”认不出"),
        ("docs/x/note.md", "“docs/x/note.md”认不出"),
        ("甲街道/2023", "“甲街道/2023”是单位名称，这里要写单位代号。请改成“x/2023”。"),
        ("乙街道/2023", "“乙街道/2023”认不出"),
    ],
)
def test_target_that_is_none_is_wrong_usage(site: Site, target: str, message: str) -> None:
    ran = site.run("gongkai", "check", target)
    assert ran.code == 2
    assert message in ran.output


def test_site_without_an_agency_says_how_to_begin_one(site: Site) -> None:
    shutil.rmtree(site.root / "data" / "x")
    shutil.rmtree(site.root / "docs" / "x")
    ran = site.run("gongkai", "check", "y")
    assert ran.code == 2
    assert "没有“y”这个单位。本站还没有单位。请用 gongkai new 单位代号 年份 --name 单位全称 新建。" in ran.output


def test_site_is_found_from_elsewhere_and_files_are_named_below_it(faulty: Site, tmp_path: Path) -> None:
    there = faulty.run("gongkai", "check")
    for folder in (str(faulty.root), "clerk", "./clerk/../clerk"):
        assert run("gongkai", "check", "--site", folder, cwd=tmp_path) == there


def test_folder_without_mkdocs_yml_is_said_with_what_to_do(tmp_path: Path) -> None:
    ran = run("gongkai", "check", cwd=tmp_path, forked=True)
    assert ran.code == 2
    assert ran.output == (
        "差错：当前文件夹里没有 mkdocs.yml，不是网站的文件夹。"
        "请先用 cd 进入网站的文件夹，或在命令后面加 --site 和它的路径。\n"
    )
    assert run("gongkai", "check", "--site", "nowhere", cwd=tmp_path).code == 2


@pytest.mark.parametrize(
    "config",
    [
        CONFIG + PLUGINS.replace("- gongkai", "- gongkai: {data_dir: !ENV [NO_SUCH_VARIABLE, data]}"),
        WITHOUT_EXTENSIONS + EMOJI.format(index="!!python/name:material.extensions.emoji.twemoji") + PLUGINS,
        CONFIG + PLUGINS.replace("  - gongkai\n", ""),
        "INHERIT: base.yml\nsite_name: 另一个名称\n",
    ],
    ids=["ENV", "python name", "without the plugin", "INHERIT"],
)
def test_configuration_is_read_as_mkdocs_reads_it(site: Site, config: str) -> None:
    site.write("base.yml", CONFIG + PLUGINS).write("mkdocs.yml", config)
    ran = site.run("gongkai", "check")
    assert (ran.code, ran.output) == (0, "差错 0，提示 0，提醒 0，已作说明 0。\n")


@pytest.mark.parametrize(
    ("config", "message"),
    [
        ("site_name: [", "mkdocs.yml:1:12 “[”没有配对的右括号。请改成“site_name:”。"),
        ("site_name: x\ntheme: nowhere\n", "mkdocs.yml:2:8 没有“nowhere”这个主题。请写“material”。"),
        (
            CONFIG + PLUGINS + "  - nowhere\n",
            "没有装“nowhere”这个插件。请核对名称；确要用的，先运行 pip install 安装。",
        ),
        (CONFIG + PLUGINS + "hooks: [nowhere.py]\n", "nowhere.py"),
        (WITHOUT_EXTENSIONS + EMOJI.format(index="!!python/name:nowhere.x") + PLUGINS, "没有装“nowhere”这个模块。"),
        ("- a\n", "mkdocs.yml 不是“名称: 内容”的写法。"),
        ("", "mkdocs.yml 缺“site_name”。请补上"),
    ],
)
def test_configuration_that_mkdocs_cannot_read_ends_with_2_and_says_why(site: Site, config: str, message: str) -> None:
    ran = site.write("mkdocs.yml", config).run("gongkai", "check")
    assert ran.code == 2
    assert ran.output.startswith("差错：mkdocs.yml")
    assert message in ran.output
    assert "Traceback" not in ran.output


def test_missing_data_folder_ends_with_2(site: Site) -> None:
    (site.root / "data").rename(site.root / "elsewhere")
    ran = site.run("gongkai", "check")
    assert (ran.code, ran.output) == (2, "差错：找不到数据文件夹 data。请建好它，或者改正 mkdocs.yml 里的 data_dir。\n")


def test_export_prints_the_file_that_the_site_publishes(site: Site) -> None:
    published = (site.without_search().built().root / "site/x/2023/report.json").read_text(encoding="utf-8")
    ran = site.run("gongkai", "export", "x/2023", "--format", "json")
    assert (ran.code, ran.output) == (0, published)
    site.run("gongkai", "export", "x/2023", "--format", "json", "-o", "out.json")
    assert (site.root / "out.json").read_bytes() == (site.root / "site/x/2023/report.json").read_bytes()


def test_export_writes_what_the_site_publishes_in_every_format(site: Site) -> None:
    site.without_search().built()
    for item in (item for item in formats() if item.public):
        ran = site.run("gongkai", "export", "x/2023", "--format", item.name, "-o", item.file)
        assert (ran.code, ran.output) == (0, f"新建 {item.file}\n")
        assert (site.root / item.file).read_bytes() == (site.root / "site/x/2023" / item.file).read_bytes()


def test_export_overwrites_only_by_force(site: Site) -> None:
    site.write("out.json", "别的东西")
    command = ("gongkai", "export", "x/2023", "--format", "json", "-o", "out.json")
    ran = site.run(*command)
    assert ran.code == 2
    assert "out.json 已存在，没有覆盖。要覆盖请加 --force。" in ran.output
    assert site.read("out.json") == "别的东西"
    assert site.run(*command, "--force").code == 0
    assert json.loads(site.read("out.json"))["year"] == 2023


def test_export_into_a_folder_that_is_not_there_is_said_in_one_line(site: Site) -> None:
    ran = site.run("gongkai", "export", "x/2023", "--format", "json", "-o", "none/out.json")
    assert ran.code == 2
    assert "none/out.json 写不了" in ran.output
    assert "Traceback" not in ran.output


@pytest.mark.parametrize("fault", ["report", "agency"])
def test_report_with_an_error_or_of_an_agency_with_one_is_exported_for_the_office_alone(site: Site, fault: str) -> None:
    if fault == "report":
        site.change("data/x/2023.yml", "本年新收: [5", "本年新收: [6")
    else:
        site.write("data/x/agency.yml", "name: [\n")
    ran = site.run("gongkai", "export", "x/2023", "--format", "json", "-o", "out.json")
    assert ran.code == 1
    assert "差错（" in ran.output
    assert json.loads(site.read("out.json"))["publishable"] is False


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (("x/2022",), "“x”没有 2022 年的报告"),
        (
            ("x/2023", "--format", "no-such-format"),
            f"差错：--format：不能写“no-such-format”。可写：{'、'.join(item.name for item in formats())}。",
        ),
    ],
)
def test_export_of_what_is_not_there_is_wrong_usage(site: Site, arguments: tuple[str, ...], message: str) -> None:
    form = () if "--format" in arguments else ("--format", "json")
    ran = site.run("gongkai", "export", *arguments, *form)
    assert ran.code == 2
    assert message in ran.output


PATHS = (
    *("x/2023/", "./x/2023", "data/x/2023.yml", "docs/x/2023.md", "x\\2023", "data\\x\\2023.yml"),
    *(".\\docs\\x\\2023.md", "x/2023.yml", "/srv/data/site/data/x/2023.yml", "docs/x/2023/"),
)


@pytest.mark.slow
def test_path_of_a_report_is_taken_for_the_report(faulty: Site) -> None:
    named = faulty.run("gongkai", "check", "x/2023", "--format", "json")
    exported = faulty.run("gongkai", "export", "x/2023").output
    for target in PATHS:
        assert faulty.run("gongkai", "check", target, "--format", "json") == named, target
        assert faulty.run("gongkai", "export", target).output == exported, target


def test_path_of_an_agency_is_taken_for_the_agency(faulty: Site) -> None:
    named = faulty.run("gongkai", "check", "x")
    for target in ("x/", "./data/x", "data/x/", "docs\\x", "data/x/agency.yml", "docs/x/index.md"):
        assert faulty.run("gongkai", "check", target) == named, target


def test_folders_of_other_names_are_known_from_the_configuration(site: Site) -> None:
    (site.root / "data").rename(site.root / "shuju")
    site.change("mkdocs.yml", "- gongkai", "- gongkai: {data_dir: shuju}")
    assert site.run("gongkai", "check", "shuju/x/2023.yml").code == 0


def test_agency_given_by_its_name_is_answered_with_its_slug(site: Site) -> None:
    name = site.read("data/x/agency.yml").partition("name: ")[2].partition("\n")[0]
    ran = site.run("gongkai", "check", f"{name}/2023")
    assert (ran.code, ran.output) == (2, f"差错：“{name}/2023”是单位名称，这里要写单位代号。请改成“x/2023”。\n")


@pytest.mark.parametrize(
    "arguments", ["check", "check --format json", "check --format github", "check nobody", "--help"]
)
def test_reader_that_leaves_early_ends_it_quietly_with_the_same_exit_code(site: Site, arguments: str) -> None:
    for year in range(1990, 1994):  # of a file at most 100 findings are listed
        site.write(f"docs/x/{year}.md", "{{ config }}\n\n" * 100)
    ran = site.run("gongkai", *arguments.split())
    assert len(ran.output.encode()) > 2 * PIPE or ran.code != 1, "the command must find that nobody reads on"
    pipe, errors = site.root / "pipe", site.root / "errors"
    os.mkfifo(pipe)
    process = start("gongkai", *arguments.split(), cwd=site.root, output=pipe, errors=errors)
    with pipe.open("rb", buffering=0) as reader:
        reader.read(1)
    assert process.wait(60) == ran.code
    assert errors.read_text(encoding="utf-8") == ("" if ran.code < 2 else ran.output)


@pytest.mark.slow
def test_help_is_in_chinese(tmp_path: Path) -> None:
    names = {"MkDocs", "Word", "WPS", "Excel", "PDF", "CSV", "text", "json", "github", "csv", "tables", "xlsx"}
    names |= {"CMS", "JSON", "Parquet", "SHA", "SUMS", "SSH", "minisign"}
    names |= {"published", "reviewed", "draft"}  # as data files have them
    for arguments in ((), *((name,) for name in COMMANDS)):
        ran = run("gongkai", *arguments, "--help", cwd=tmp_path)
        assert ran.code == 0
        assert ran == run("gongkai", *arguments, "-h", cwd=tmp_path)
        assert ran.output.startswith(f"用法：gongkai{' ' * bool(arguments)}{' '.join(arguments)} [选项]")
        assert "选项：\n" in ran.output
        assert "显示帮助。" in ran.output
        for line in ran.output.partition("\n  例如：")[0].splitlines():
            described = re.sub(
                r"--?[a-z-]+|mkdocs[a-z. ]*|^(用法：gongkai [a-z]*|  [a-z]+  )|\S*[/-]\S*|data\b", "", line
            )
            assert set(re.findall(r"[A-Za-z]{2,}", described)) <= names, line


IMPORTED = """\
import gc
gc.set_threshold(700, 10, 10)
import {first}
before = gc.get_stats()[0]["collections"]
import {module}
print(gc.get_stats()[0]["collections"] - before)
"""


@pytest.mark.parametrize(
    ("first", "module"),
    [("mkdocs.__main__", "gongkai.site.plugin"), ("gongkai.cli", "gongkai.cli.check, gongkai.cli.district.rollup")],
    ids=["plugin", "command"],
)
def test_python_looks_for_few_unused_objects_while_modules_are_imported(
    tmp_path: Path, first: str, module: str
) -> None:
    ran = run("python", "-c", IMPORTED.format(first=first, module=module), cwd=tmp_path, new_process=True)
    assert int(ran.output) < 60  # instead of 123 and 75


ENDING = """\
import atexit, gc
before = gc.get_freeze_count()  # what the command server has frozen
atexit.register(lambda: print("frozen:", gc.get_freeze_count() > before))  # runs after what is registered later
from {module} import {command}
{command}({arguments}, standalone_mode=False)
"""


@pytest.mark.parametrize(
    ("module", "command", "arguments"),
    [("gongkai.cli.group", "main", ["status", "--help"]), ("mkdocs.__main__", "cli", ["build", "--quiet"])],
    ids=["gongkai", "mkdocs"],
)
def test_memory_of_a_command_is_left_to_the_system(
    tmp_path: Path, module: str, command: str, arguments: list[str]
) -> None:
    """Python would free it object by object, which takes a fifth of the time of a small build."""
    site = Site(tmp_path / "site").change("mkdocs.yml", "  - gongkai\n", "  - gongkai: {search: false}\n")
    ran = site.run("python", "-c", ENDING.format(module=module, command=command, arguments=arguments))
    assert ran.output.endswith("frozen: True\n"), ran.output


def test_version_is_printed(tmp_path: Path) -> None:
    ran = run("gongkai", "--version", cwd=tmp_path)
    assert ran.code == 0
    assert re.fullmatch(r"gongkai \d+\.\d+\.\d+\S*\n", ran.output)
    assert run("python", "-m", "gongkai", "--version", cwd=tmp_path, new_process=True) == ran
