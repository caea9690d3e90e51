"""What the documents say is there: every command, option, macro and rule code, in both languages, and no other."""

import re
from pathlib import Path

import click
import pytest

from gongkai.checks import all_rules, rule_codes
from gongkai.cli import main
from gongkai.cli.group import COMMANDS
from gongkai.findings import wordings
from gongkai.narrative import MACROS
from gongkai.renders.export import formats
from tests.write_tables import own_codes

READMES = ("README.md", "README.zh-CN.md")


@pytest.fixture(params=READMES)
def readme(request: pytest.FixtureRequest, root: Path) -> str:
    text: str = (root / request.param).read_text(encoding="utf-8")
    return text


def _table(text: str, heading: str) -> str:
    """The first table below a heading that one of these titles begins."""
    section = re.search(rf"(?ms)^## {heading}$(.*?)(?=^## |\Z)", text)
    assert section is not None, heading
    return section[1]


def _section(text: str, *titles: str) -> str:
    return next(_table(text, title) for title in titles if f"\n## {title}\n" in text)


def test_readmes_have_the_same_sections_in_order(root: Path) -> None:
    english, chinese = (
        re.findall(r"(?m)^## (.+)$", re.sub(r"(?s)```.*?```", "", (root / name).read_text(encoding="utf-8")))
        for name in READMES
    )
    assert english == ["Start", "What a clerk writes", "Commands", "Macros", "Checks", "Architecture", "Development"]
    assert chinese == ["开始", "填什么", "命令", "取数代码", "校核", "结构", "开发"]


def test_every_command_stands_in_the_readme_and_no_other(readme: str) -> None:
    named = set(re.findall(r"(?m)^\| `gongkai ([a-z]+)", _section(readme, "Commands", "命令")))
    assert named == set(COMMANDS)


def test_every_option_stands_in_the_readme_and_no_other(readme: str) -> None:
    section = _section(readme, "Commands", "命令")
    named = {option for line in section.splitlines() for option in re.findall(r"--[a-z]+(?:-[a-z]+)*", line)}
    named -= {"--strict", "--quiet"}
    options = {
        name
        for command in (main.get_command(click.Context(main), name) for name in COMMANDS)
        for parameter in (command.params if command else ())
        if isinstance(parameter, click.Option)
        for name in parameter.opts
        if name.startswith("--")
    }
    assert named == options - {"--help"}


def test_paragraph_on_formats_names_what_is_published_and_every_other_format(readme: str) -> None:
    paragraph = re.search(r"(?ms)^(?:Formats: |导出格式：).*?(?=^$)", readme)
    assert paragraph is not None
    published, *others = re.split("[;；]", paragraph[0])
    own = [item for item in formats() if item.own]
    assert set(re.findall(r"`([a-z.-]+\.[a-z]+)`", published)) == {item.file for item in own if item.public}
    named = set(re.findall(r"`([a-z.-]+)`|--format ([a-z-]+)", " ".join(others)))
    words = {word for pair in named for word in pair}
    assert [item.name for item in own if not item.public and not {item.file, item.name} & words] == []


def test_every_macro_stands_in_the_readme_and_no_other(readme: str) -> None:
    named = re.findall(r"(?m)^\| `([a-z_]+)\(", _section(readme, "Macros", "取数代码"))
    assert named == [name for name in MACROS if name in named]
    assert set(named) == set(MACROS)


def test_every_code_stands_in_the_readme_and_no_other(readme: str) -> None:
    named = set(
        re.findall(r"`([a-z-]+)`", "\n".join(re.findall(r"(?m)^\| (`.*?) \|", _section(readme, "Checks", "校核"))))
    )
    assert named == own_codes()


def test_every_code_stands_in_the_manual_and_no_other(root: Path) -> None:
    text = (root / "docs/manual/rules.md").read_text(encoding="utf-8")
    assert set(re.findall(r"(?m)^\| `([a-z-]+)` \|", text)) == own_codes()


def test_every_check_has_a_code_with_words() -> None:
    assert {item.code for item in all_rules()} <= set(wordings())


def test_manual_names_every_macro(root: Path) -> None:
    text = (root / "docs/manual/index.md").read_text(encoding="utf-8")
    assert {name for name in MACROS if f"{{{{ {name}(" in text} == set(MACROS)


def test_files_that_a_readme_links_to_are_there(root: Path) -> None:
    for name in READMES:
        text = (root / name).read_text(encoding="utf-8")
        for target in re.findall(r"\]\(([^)#]+)\)", text):
            if not target.startswith("http"):
                assert (root / target).exists(), f"{name}: {target}"


def test_sample_data_in_the_readme_are_read_as_written(root: Path) -> None:
    from gongkai.forms import FormRegistry, shipped_forms  # noqa: PLC0415 - needed here alone
    from gongkai.reports import load_report  # noqa: PLC0415

    for name in READMES:
        block = re.search(r"```yaml\n(.*?)```", (root / name).read_text(encoding="utf-8"), re.DOTALL)
        assert block is not None
        report, findings = load_report(
            block[1], path="x", agency="x", year=2024, registry=FormRegistry(shipped_forms())
        )
        assert report is not None
        assert {finding.code for finding in findings} == {"form-shape"}  # the sample leaves rows and a table out


def test_form_of_the_manual_is_one_and_a_report_in_it_is_checked(root: Path) -> None:
    from gongkai.checks import Subject, run  # noqa: PLC0415 - needed here alone
    from gongkai.forms import FormRegistry, load_form  # noqa: PLC0415
    from gongkai.reports import Agency, load_report  # noqa: PLC0415

    block = re.search(r"```yaml\n(.*?)```", (root / "docs/manual/forms.md").read_text(encoding="utf-8"), re.DOTALL)
    assert block is not None
    registry = FormRegistry([load_form(block[1], path="data/forms/case-2024.yml", codes=rule_codes())])
    text = (
        "version: 1\nform: case-2024\npublished: 未载\nstatus: published\n"
        "案件:\n  城市管理: [1, 2, 3]\n  噪声: [1, 0, 1]\n  扬尘: [0, 1, 1]\n  合计: [2, 3, 6]\n"
    )
    report, written = load_report(text, path="x", agency="x", year=2024, registry=registry)
    assert report is not None
    findings = run(Subject(report, Agency("x", "x", "x"), registry, lambda *_: None), loading_findings=written)
    assert {finding.code for finding in findings} == {"row-total", "outcome-total"}


def test_options_of_the_manual_are_those_of_the_plugin(root: Path) -> None:
    from gongkai.site.plugin import GongkaiConfig  # noqa: PLC0415 - needed here alone

    block = re.search(r"```yaml\n(.*?)```", (root / "docs/manual/site.md").read_text(encoding="utf-8"), re.DOTALL)
    assert block is not None
    named = set(re.findall(r"(?m)^      ([a-z_]+):", block[1]))
    assert named == {name for name, _ in GongkaiConfig._schema}


def test_no_line_of_the_manual_breaks_between_two_chinese_characters(root: Path) -> None:
    """A browser shows such a break as a blank in the sentence."""
    broken = re.compile(r"[\u3001-\u9fff\uff01-\uff5e]\n {0,8}[\u4e00-\u9fff]")
    for page in sorted((root / "docs/manual").glob("*.md")):
        text = re.sub(r"(?s)```.*?```", "", page.read_text(encoding="utf-8"))
        assert [match[0] for match in broken.finditer(text)] == [], page.name
