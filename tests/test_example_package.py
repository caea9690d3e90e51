"""An installed package adds a form and a rule by entry points: commands see both, and nothing of gongkai is touched."""

from __future__ import annotations

import ast
import json
from typing import TYPE_CHECKING, Any

import pytest

import gongkai
from tests.packages import EXAMPLE, install, run_with

if TYPE_CHECKING:
    from pathlib import Path

    from tests.site.sites import Ran

pytestmark = pytest.mark.slow
REPORT = (
    "version: 1\nform: hotline-2022\npublished: 未载\nstatus: published\n热线:\n"
    "  本年新收: [{received}, 0, {total}]\n  上年结转: [{start}, 0, {start}]\n"
    "  本年办结: [{concluded}, 0, {concluded}]\n  结转下年度: [2, 0, 2]\n"
)
NARRATIVE = '# 热线工作年度报告\n\n## 一、总体情况\n\n热线运行平稳。\n\n## 二、热线办理情况\n\n{{ table("热线") }}\n'


def write(site: Path, year: int, **figures: int) -> None:
    (site / f"data/jia/{year}.yml").write_text(REPORT.format(**figures), encoding="utf-8")
    (site / f"docs/jia/{year}.md").write_text(NARRATIVE, encoding="utf-8")


@pytest.fixture
def site(tmp_path: Path) -> Path:
    folder = tmp_path / "site"
    (folder / "docs/jia").mkdir(parents=True)
    (folder / "data/jia").mkdir(parents=True)
    (folder / "mkdocs.yml").write_text("site_name: 示例\nplugins: [gongkai]\n", encoding="utf-8")
    (folder / "data/jia/agency.yml").write_text("version: 1\nname: 样例区甲局\n", encoding="utf-8")
    write(folder, 2022, received=5, total=5, start=0, concluded=3)
    return folder


def first_of_each_code(result: Ran) -> dict[str, dict[str, Any]]:
    """The first finding of each code, notices left out."""
    assert result.output
    return {item["code"]: item for item in reversed(json.loads(result.output)) if item["level"] != "notice"}


def test_example_uses_the_public_names_alone() -> None:
    modules = [ast.parse(path.read_text(encoding="utf-8")) for path in (EXAMPLE / "gongkai_example").rglob("*.py")]
    nodes = [node for module in modules for node in ast.walk(module)]
    whole = {alias.name for node in nodes if isinstance(node, ast.Import) for alias in node.names}
    parts = [node for node in nodes if isinstance(node, ast.ImportFrom) and (node.module or "").startswith("gongkai")]
    assert {node.module for node in parts} == {"gongkai"}
    assert {alias.name for node in parts for alias in node.names} <= set(gongkai.__all__)
    assert not {name for name in whole if name.startswith("gongkai.")}


def test_form_and_rule_of_a_package_are_checked(site: Path, example_package: Path) -> None:
    write(site, 2023, received=4, total=6, start=1, concluded=3)
    result = run_with(example_package, "gongkai", "check", "--format", "json", cwd=site)
    findings = {code: item for code, item in first_of_each_code(result).items() if item["level"] == "error"}

    assert result.code == 1
    assert set(findings) == {"channel-total", "balance", "carry-over"}
    assert findings["channel-total"]["message"].startswith("热线表“本年新收”一行，各渠道相加为 4，“合计”填 6，多 2。")
    carried = findings["carry-over"]["message"]
    assert carried.startswith("热线表“网上”列，本年“上年结转”填 1，2022 年“结转下年度”为 2，少 1。")


def test_explanation_may_name_the_rule_of_a_package(site: Path, example_package: Path) -> None:
    write(site, 2022, received=5, total=6, start=0, concluded=3)
    data = site / "data/jia/2022.yml"
    waiver = "waivers: [{rule: channel-total, at: 热线.本年新收, reason: 原件如此, date: 2023-01-10, office: 办公室}]\n"
    data.write_text(data.read_text(encoding="utf-8") + waiver, encoding="utf-8")
    findings = first_of_each_code(run_with(example_package, "gongkai", "check", "--format", "json", cwd=site))

    assert findings["channel-total"]["level"] == "waived"
    assert "syntax" not in findings


def test_new_report_on_the_form_of_a_package_takes_over_what_was_carried(site: Path, example_package: Path) -> None:
    result = run_with(example_package, "gongkai", "new", "jia", "2023", cwd=site)

    assert result.code == 0, result.output
    text = (site / "data/jia/2023.yml").read_text(encoding="utf-8")
    assert "form: hotline-2022" in text
    assert "上年结转: " in text
    assert "[2, 0]" in text


def test_without_the_package_its_form_is_unknown(site: Path, tmp_path: Path) -> None:
    result = run_with(tmp_path, "gongkai", "check", cwd=site)

    assert result.code == 1
    assert "没有“hotline-2022”这个格式" in result.output


def test_broken_form_of_a_package_is_named_with_its_package(site: Path, tmp_path: Path) -> None:
    installed = install(tmp_path / "packages")
    form = installed / "gongkai_example/forms/hotline-2022.yml"
    form.write_text(form.read_text(encoding="utf-8").replace("channel-total", "channels"), encoding="utf-8")
    result = run_with(installed, "gongkai", "check", cwd=site)

    assert result.code == 2
    assert f"差错：{form}:" in result.output
    assert (
        "没有代码为“channels”的规则，写了也不会核对。可写：balance、outcome-total、row-total、review-total、channel-total。"
        in result.output
    )


POINTS = "gongkai_example-1.0.dist-info/entry_points.txt"
RULES, FORMS, FORMATS = (
    f"软件包“gongkai-example”在入口点 gongkai.{group} 里登记的 " for group in ("rules", "forms", "formats")
)
SLIPS = {
    "rules that are no Python": (
        "gongkai_example/channels.py",
        "def channel_total(",
        "def channel_total[",
        RULES + 'example = "gongkai_example.channels" 是校核规则，无法装入：不是正确的 Python（',
        "gongkai_example/channels.py:{line}:",
    ),
    "rules at another name": (
        POINTS,
        "gongkai_example.channels",
        "gongkai_example.chanels",
        RULES + 'example = "gongkai_example.chanels" 是校核规则，无法装入：没有“gongkai_example.chanels”这个模块，',
        "",
    ),
    "forms at another name": (
        POINTS,
        "gongkai_example.forms",
        "gongkai_exampel.forms",
        FORMS + 'example = "gongkai_exampel.forms" 是报告格式，无法装入：没有“gongkai_exampel”这个模块，请核对名称。',
        "",
    ),
    "forms where there are none": (
        POINTS,
        "gongkai_example.forms",
        "gongkai_example",
        FORMS + 'example = "gongkai_example" 是报告格式，那里没有 .yml 文件：',
        "",
    ),
    "group of another name": (
        POINTS,
        "[gongkai.rules]",
        "[gongkai.rule]",
        '登记的 example = "gongkai_example.channels"：没有“gongkai.rule”这个组，登记了也不会用到。写 gongkai.rules、',
        "",
    ),
    "format that is no Python": (
        "gongkai_example/text.py",
        "def text(",
        "def text[",
        FORMATS + 'txt = "gongkai_example.text:FORMAT" 是导出格式，无法装入：不是正确的 Python（',
        "gongkai_example/text.py:{line}:",
    ),
    "format of another name": (
        POINTS,
        "text:FORMAT",
        "text:FORMATS",
        FORMATS + 'txt = "gongkai_example.text:FORMATS" 是导出格式，无法装入：',
        "gongkai_example/text.py 里没有“FORMATS”，请核对名称。",
    ),
}


@pytest.mark.parametrize("name", SLIPS)
def test_slip_of_a_package_is_said_with_its_entry_point_and_the_line(site: Path, tmp_path: Path, name: str) -> None:
    file, right, wrong, message, place = SLIPS[name]
    installed = install(tmp_path / "packages")
    text = (installed / file).read_text(encoding="utf-8")
    (installed / file).write_text(text.replace(right, wrong), encoding="utf-8")
    result = run_with(installed, "gongkai", "export", "jia", "--format", "json", cwd=site)

    assert result.code == 2
    assert result.output.startswith("差错：软件包“gongkai-example”在入口点 ")
    assert message in result.output
    assert place.format(line=text.partition(right)[0].count("\n") + 1) in result.output
    assert "importlib" not in result.output
    assert "程序出错" not in result.output


def test_functions_for_programs_know_the_form_and_the_rule_of_a_package(site: Path, example_package: Path) -> None:
    write(site, 2022, received=5, total=6, start=0, concluded=3)
    code = "import gongkai; report, _ = gongkai.load_report('data/jia/2022.yml'); print(*gongkai.check(report))"
    result = run_with(example_package, "python", "-c", code, cwd=site)

    assert "code='channel-total'" in result.output
