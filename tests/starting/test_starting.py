"""``gongkai init`` and ``gongkai new``: their files build at once, pass the check, and replace no others."""

from __future__ import annotations

import json
from dataclasses import replace
from typing import TYPE_CHECKING, Any

import jsonschema
import pytest
from click.testing import CliRunner, Result

from gongkai import located
from gongkai.checks import rule_codes
from gongkai.cli import main
from gongkai.findings import Level
from gongkai.forms import FormRegistry, shipped_forms, statutory_form
from gongkai.forms.schema import form_schema, schema_text
from gongkai.reports import Agency, Report, Status
from gongkai.reports.layout import Layout
from gongkai.reports.titles import opening_text
from gongkai.starting import new_site
from gongkai.workspace import Workspace
from tests.site.sites import Site
from tests.yaml_texts import read_yaml

if TYPE_CHECKING:
    from pathlib import Path

NAME = "样例区甲街道办事处"
PLAIN = "mkdocs.yml"
REGISTRY = FormRegistry(shipped_forms())


def call(*arguments: str | Path) -> Result:
    return CliRunner().invoke(main, [str(argument) for argument in arguments])


def new_report(site: Path, agency: str, year: int, *options: str) -> Result:
    result = call("new", agency, str(year), "--site", site, *options)
    assert result.exit_code == 0, result.output
    return result


@pytest.fixture
def site(tmp_path: Path) -> Path:
    folder = tmp_path / "site of an office"
    assert call("init", folder).exit_code == 0
    return folder


def workspace(site: Path) -> Workspace:
    return Workspace(Layout(site, site / "data", site / "docs"), reserved=())


def report(site: Path, agency: str, year: int) -> Report:
    loaded = workspace(site).report(agency, year)
    assert loaded is not None
    return loaded


def row(report: Report, table: str, name: str) -> list[object]:
    assert report.form is not None
    model = report.form.table_index[table]
    return [figure.value for figure in report.grids[table][model.row_index[name]]]


def change(file: Path, **texts: str) -> None:
    """Replace the values of keys in a YAML file, each on one line."""
    lines = file.read_text(encoding="utf-8").splitlines(keepends=True)
    for name, text in texts.items():
        (number,) = (place for place, line in enumerate(lines) if line.strip().startswith(f"{name}:"))
        indent = lines[number][: len(lines[number]) - len(lines[number].lstrip())]
        lines[number] = f"{indent}{name}: {text}\n"
    file.write_text("".join(lines), encoding="utf-8")


def contents(folder: Path) -> dict[str, bytes]:
    return {
        path.relative_to(folder).as_posix(): path.read_bytes() for path in sorted(folder.rglob("*")) if path.is_file()
    }


def test_new_site_has_what_a_clerk_needs_and_no_agency(site: Path) -> None:
    assert set(contents(site)) == {
        *(".gitignore", "README.md", "docs/index.md", "internal.yml", PLAIN),
        *(f"data/.schema/{form.id}.json" for form in shipped_forms()),
    }
    for form in shipped_forms():
        assert (site / f"data/.schema/{form.id}.json").read_text(encoding="utf-8") == schema_text(form, rule_codes())
    assert "gongkai new" in (site / "README.md").read_text(encoding="utf-8")
    assert not workspace(site).agencies


def test_settings_in_comments_are_valid_once_uncommented(site: Path) -> None:
    text = (site / PLAIN).read_text(encoding="utf-8").replace("  #   ", "      ")
    options = read_yaml(text)["plugins"][0]["gongkai"]
    empty = dict.fromkeys(("sponsor", "contact", "site_code", "icp", "police"), "")
    assert options == {"hard_paragraphs": True, **empty}


def test_new_site_builds_at_once_and_still_after_new_reports_of_both_forms(site: Path) -> None:
    built = Site.at(site).built("--strict")
    assert "政府信息公开工作年度报告" in built.page("index.html")
    assert built.run("gongkai", "check").code == 0

    new_report(site, "jia", 2020, "--name", NAME)
    new_report(site, "jia", 2021)
    new_report(site, "yi", 2018, "--name", "样例区乙街道办事处")
    assert built.run("gongkai", "check").code == 0
    built.built("--strict")
    assert not (site / "site" / "jia" / "2021").exists(), "a draft is not published"


def test_filled_in_report_of_zeros_is_published_with_its_tables(site: Path) -> None:
    new_report(site, "jia", 2025, "--name", NAME, "--zeros")
    change(site / "data/jia/2025.yml", status="published", published="2026-01-20")
    page = site / "docs/jia/2025.md"
    page.write_text(
        page.read_text(encoding="utf-8")
        .replace("：（请填写）", "：办公室，010-12345678", 1)
        .replace("（请填写）", "本年没有收取信息处理费。", 1)
        .replace("（请填写）", "无。"),
        encoding="utf-8",
    )
    errors = [item for item in workspace(site).findings if item.level is Level.ERROR]
    assert errors == []

    built = Site.at(site).built()
    assert f"{NAME}2025年政府信息公开工作年度报告" in built.page("jia/2025/index.html")
    assert built.page("jia/2025/index.html").count("<table") == 3


@pytest.mark.parametrize("year", [2019, 2020, 2021, 2025])
def test_new_report_has_every_row_in_printed_order_and_nothing_but_blanks(site: Path, year: int) -> None:
    new_report(site, "jia", year, "--name", NAME)
    loaded = report(site, "jia", year)
    form = statutory_form(year)

    assert loaded.form is form
    assert loaded.status is Status.DRAFT
    assert loaded.absent == frozenset()
    assert {figure.value for grid in loaded.grids.values() for cells in grid for figure in cells} == {None}
    findings = workspace(site).findings
    assert "blank" in {item.code for item in findings}
    assert [item for item in findings if item.level is Level.ERROR] == []


@pytest.mark.parametrize("year", [2020, 2025])
def test_new_data_are_valid_by_the_schema_that_they_name(site: Path, year: int) -> None:
    new_report(site, "jia", year, "--name", NAME)
    text = (site / f"data/jia/{year}.yml").read_text(encoding="utf-8")
    first, _ = text.split("\n", 1)
    schema_file = (site / "data" / "jia" / first.removeprefix("# yaml-language-server: $schema=")).resolve()
    tree, faults = located.parse(text)

    assert tree is not None
    assert faults == ()
    schema: dict[str, Any] = json.loads(schema_file.read_text(encoding="utf-8"))
    form = statutory_form(year)
    assert form is not None
    assert schema == form_schema(form, rule_codes())
    assert [error.message for error in jsonschema.Draft7Validator(schema).iter_errors(located.plain(tree))] == []


@pytest.mark.parametrize("year", [2019, 2020, 2021, 2025])
def test_report_of_zeros_has_no_error_or_warning_in_its_data(site: Path, year: int) -> None:
    new_report(site, "jia", year, "--name", NAME, "--zeros")
    loaded = report(site, "jia", year)

    assert {figure.number for grid in loaded.grids.values() for cells in grid for figure in cells} == {0}
    assert "办理结果总计" not in (site / f"data/jia/{year}.yml").read_text(encoding="utf-8")
    findings = [item for item in workspace(site).findings if item.path == f"data/jia/{year}.yml"]
    assert [item for item in findings if item.level in {Level.ERROR, Level.WARNING}] == []


def test_new_year_takes_over_carry_over_and_stock_and_the_check_finds_no_error(site: Path) -> None:
    new_report(site, "jia", 2024, "--name", NAME, "--zeros")
    change(
        site / "data/jia/2024.yml",
        本年新收="[3, 1, 0, 0, 0, 0]", 结转下年度="[3, 1, 0, 0, 0, 0]", 行政规范性文件="[2, 0, 7]",
    )  # fmt: skip
    result = new_report(site, "jia", 2025)
    loaded = report(site, "jia", 2025)

    assert row(loaded, "requests", "carried_in") == [3, 1, 0, 0, 0, 0, 4]
    assert row(loaded, "requests", "received") == [None] * 7
    assert row(loaded, "proactive", "normative_documents") == [None, None, 7]
    assert "2024 年报告填好上年结转（4 件）" in result.output
    assert call("check", "jia/2025", "--site", site).exit_code == 0


def test_carry_over_crosses_the_change_of_form(site: Path) -> None:
    new_report(site, "jia", 2020, "--name", NAME, "--zeros")
    change(
        site / "data/jia/2020.yml",
        本年新收="[0, 0, 0, 2, 0, 0]", 结转下年度="[0, 0, 0, 2, 0, 0]", 规范性文件="[2, 2, 7]",
    )  # fmt: skip
    new_report(site, "jia", 2021)
    loaded = report(site, "jia", 2021)

    assert row(loaded, "requests", "carried_in") == [0, 0, 0, 2, 0, 0, 2]
    assert row(loaded, "proactive", "normative_documents") == [None, None, None]
    assert call("check", "jia/2021", "--site", site).exit_code == 0


def test_draft_with_an_outcome_that_does_not_balance_is_an_error(site: Path) -> None:
    new_report(site, "jia", 2024, "--name", NAME, "--zeros")
    change(site / "data/jia/2024.yml", 本年新收="[3, 0, 0, 0, 0, 0]", 结转下年度="[3, 0, 0, 0, 0, 0]")
    new_report(site, "jia", 2025)
    change(site / "data/jia/2025.yml", 予以公开="[3, 0, 0, 0, 0, 0]")
    result = call("check", "jia/2025", "--site", site)

    assert result.exit_code == 1
    assert "差错（勾稽关系 balance）" in result.output


def test_zeros_are_refused_where_last_year_left_requests_open(site: Path) -> None:
    new_report(site, "jia", 2024, "--name", NAME, "--zeros")
    change(site / "data/jia/2024.yml", 本年新收="[3, 0, 0, 0, 0, 0]", 结转下年度="[3, 0, 0, 0, 0, 0]")
    before = contents(site)
    result = call("new", "jia", "2025", "--zeros", "--site", site)

    assert result.exit_code == 2
    assert "3 件结转" in result.output
    assert contents(site) == before


def test_year_without_last_year_s_report_says_so(site: Path) -> None:
    assert "没有 2024 年的报告" in new_report(site, "jia", 2025, "--name", NAME).output
    assert "没有" not in new_report(site, "yi", 2019, "--name", f"{NAME}分局").output, (
        "before the first form there is no report to miss"
    )


def test_year_before_the_forms_has_narrative_only(site: Path) -> None:
    result = new_report(site, "jia", 2018, "--name", NAME)

    assert "2019 年以前的统计表（国办发〔2014〕32号）本软件没有收录，2018 年的报告只写文字，没有表格。" in result.output
    assert report(site, "jia", 2018).form is None
    assert "form: none" in (site / "data/jia/2018.yml").read_text(encoding="utf-8")
    assert "table(" not in (site / "docs/jia/2018.md").read_text(encoding="utf-8")
    assert [item for item in workspace(site).findings if item.level is Level.ERROR] == []


@pytest.mark.parametrize("year", [2020, 2025])
def test_narrative_has_the_sections_of_the_form_each_with_its_table(site: Path, year: int) -> None:
    new_report(site, "jia", year, "--name", NAME)
    form = statutory_form(year)
    assert form is not None
    text = (site / f"docs/jia/{year}.md").read_text(encoding="utf-8")

    assert text.startswith(f"# {NAME}{year}年政府信息公开工作年度报告\n\n{{{{ report_header() }}}}\n")
    sections = text.split("\n## ")[1:]
    assert [part.split("\n", 1)[0] for part in sections] == [f"{item.number}、{item.title}" for item in form.sections]
    for section, part in zip(form.sections, sections, strict=True):
        assert "（请填写）" in part
        short_name = None if section.table is None else form.table_index[section.table].name.short
        assert ("table(" in part) is (short_name is not None)
        assert short_name is None or f'{{{{ table("{short_name}") }}}}' in part
    assert text.endswith("{{ notes() }}\n\n{{ downloads() }}\n")
    opening = text.partition("report_header() }}\n\n")[2].partition("\n\n## ")[0]
    assert opening.startswith(f"本报告根据《中华人民共和国政府信息公开条例》第五十条和{form.authority}编制，")
    assert f"自{year}年1月1日起至{year}年12月31日止" in opening
    assert opening.endswith("科室和电话：（请填写）。")


def test_opening_names_the_office_that_the_agency_states() -> None:
    contact = {"office": "办公室", "telephone": "010-12345678"}
    owner, form = Agency("jia", NAME, NAME, contact=contact), statutory_form(2025)
    assert form is not None
    assert opening_text(form, owner, 2025).endswith("科室和电话：办公室，010-12345678。")
    own = replace(form, predecessors=(), id="zi-ding", answers_to=None, authority="示例公开办〔2024〕1号")
    assert opening_text(own, owner, 2025).startswith("本报告根据示例公开办〔2024〕1号编制，")


@pytest.mark.parametrize(("name", "is_asked"), [("样例区甲镇人民政府", True), (NAME, False)])
def test_government_is_asked_for_its_assessment_too(site: Path, name: str, *, is_asked: bool) -> None:
    new_report(site, "jia", 2023, "--name", name)
    text = (site / "docs/jia/2023.md").read_text(encoding="utf-8")

    assert ("\n\n**监督保障**：（请填写）\n\n**工作考核、社会评议、责任追究**：（请填写）\n\n" in text) is is_asked
    assert ("工作考核" in text) is is_asked


def test_new_agency_needs_its_name_and_an_existing_one_does_not(site: Path) -> None:
    result = call("new", "jia", "2025", "--site", site)
    assert result.exit_code == 2
    assert "--name" in result.output
    assert not (site / "data" / "jia").exists()

    new_report(site, "jia", 2025, "--name", NAME)
    first = (site / "data/jia/agency.yml").read_bytes()
    new_report(site, "jia", 2024)
    assert (site / "data/jia/agency.yml").read_bytes() == first
    assert workspace(site).agencies["jia"].name == NAME


def test_other_name_for_an_existing_agency_is_refused(site: Path) -> None:
    new_report(site, "jia", 2025, "--name", NAME)
    before = contents(site)
    result = call("new", "jia", "2024", "--name", "样例区乙街道办事处", "--site", site)

    assert result.exit_code == 2
    assert NAME in result.output
    assert "data/jia/agency.yml" in result.output
    assert contents(site) == before


@pytest.mark.parametrize(
    ("agency", "year", "says"),
    [
        ("Jia", "2025", "小写字母"),
        ("jia/2025", "2025", "小写字母"),
        ("../jia", "2025", "小写字母"),
        ("甲街道", "2025", "小写字母"),
        ("assets", "2025", "是网站自己要用的"),
        ("jia", "25", "四位数字"),
        ("jia", "20250", "四位数字"),
        ("jia", "2025.yml", "四位数字"),
        ("jia", "２０２５", "四位数字"),
        ("jia", "1850", "四位数字"),
        ("jia", "2098", "2098 年还没有到，报告年度最晚写 20"),
    ],
)
def test_invalid_slug_or_year_is_refused_with_the_reason(site: Path, agency: str, year: str, says: str) -> None:
    before = contents(site)
    result = call("new", agency, year, "--name", NAME, "--site", site)

    assert result.exit_code == 2
    assert says in result.output
    assert contents(site) == before


@pytest.mark.parametrize(
    "target",
    [
        "jia/2025",
        "jia\\2025",
        "data/jia/2025.yml",
        "docs/jia/2025.md",
        "data\\jia\\2025.yml",
        "./data/jia/2025",
        "jia/2025/",
    ],
)
def test_new_takes_agency_and_year_as_one_target_or_a_path(site: Path, target: str) -> None:
    result = call("new", target, "--name", NAME, "--site", site)

    assert (result.exit_code, "新建 data/jia/2025.yml\n" in result.output) == (0, True)
    assert report(site, "jia", 2025).agency == "jia"


@pytest.mark.parametrize(
    ("target", "says"),
    [
        ("jia", "没有写“年份”，请补上。"),
        ("data/jia", "没有写“年份”，请补上。"),
        ("jia/25", "四位数字"),
        ("Jia/2025", "小写字母"),
        ("甲街道/2025", "小写字母"),
        ("jia/2025/1", "认不出是哪个单位、哪一年"),
    ],
)
def test_one_target_that_is_no_agency_and_year_is_refused(site: Path, target: str, says: str) -> None:
    before = contents(site)
    result = call("new", target, "--name", NAME, "--site", site)

    assert result.exit_code == 2
    assert says in result.output
    assert contents(site) == before


def test_new_writes_the_data_of_a_narrative_that_has_none(site: Path) -> None:
    file = site / "docs/jia/2025.md"
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text("手写的\n", encoding="utf-8")
    result = call("new", "jia", "2025", "--name", NAME, "--site", site)

    assert result.exit_code == 0
    assert "新建 data/jia/2025.yml\n" in result.output
    assert "2025.md" not in result.output
    assert file.read_text(encoding="utf-8") == "手写的\n"


def test_new_does_not_overwrite_data_without_force(site: Path) -> None:
    kept = "data/jia/2025.yml"
    file = site / kept
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text("手写的\n", encoding="utf-8")
    before = contents(site)
    result = call("new", "jia", "2025", "--name", NAME, "--site", site)

    assert result.exit_code == 2
    assert kept in result.output
    assert "--force" in result.output
    assert contents(site) == before

    new_report(site, "jia", 2025, "--name", NAME, "--force")
    assert file.read_text(encoding="utf-8") != "手写的\n"


def test_init_and_demo_refuse_a_folder_with_files_without_force(tmp_path: Path) -> None:
    kept = tmp_path / "docs" / "index.md"
    kept.parent.mkdir()
    kept.write_text("手写的\n", encoding="utf-8")
    other = tmp_path / "别的.txt"
    other.write_text("别的", encoding="utf-8")
    before = contents(tmp_path)

    for arguments in (("init",), ("demo", "--agencies", "1", "--years", "1")):
        result = call(arguments[0], tmp_path, *arguments[1:])
        assert result.exit_code == 2
        assert "不是空的" in result.output
        assert contents(tmp_path) == before
        assert call(arguments[0], tmp_path, "--force", *arguments[1:]).exit_code == 0
        assert kept.read_text(encoding="utf-8") != "手写的\n"
        assert other.read_text(encoding="utf-8") == "别的"
        kept.write_text("手写的\n", encoding="utf-8")
        before = contents(tmp_path)


def test_init_uses_an_empty_folder_and_refuses_a_file(tmp_path: Path) -> None:
    assert call("init", tmp_path).exit_code == 0

    file = tmp_path / "文件"
    file.write_text("", encoding="utf-8")
    result = call("init", file)
    assert result.exit_code == 2
    assert "是文件" in result.output


def test_new_outside_a_site_says_what_is_missing(tmp_path: Path) -> None:
    result = call("new", "jia", "2025", "--name", NAME, "--site", tmp_path)

    assert result.exit_code == 2
    assert "mkdocs.yml" in result.output
    assert contents(tmp_path) == {}


def test_invalid_agency_file_is_named(site: Path) -> None:
    (site / "data" / "jia").mkdir()
    (site / "data/jia/agency.yml").write_text("[]\n", encoding="utf-8")
    result = call("new", "jia", "2025", "--site", site)

    assert result.exit_code == 2
    assert "data/jia/agency.yml 读不了" in result.output


def test_new_puts_its_files_where_the_site_s_settings_say(site: Path) -> None:
    change(site / PLAIN, site_name="本站\ndocs_dir: 文字")
    (site / "docs").rename(site / "文字")
    new_report(site, "jia", 2025, "--name", NAME)

    assert (site / "文字/jia/2025.md").is_file()
    assert not (site / "docs").exists()


def test_narrative_that_is_missing_is_written_and_the_data_are_left_alone(site: Path) -> None:
    new_report(site, "jia", 2025, "--name", NAME)
    data, page = site / "data/jia/2025.yml", site / "docs/jia/2025.md"
    before, sections = data.read_bytes(), page.read_text(encoding="utf-8")
    change(data, 行政许可="7")
    changed = data.read_bytes()
    page.unlink()

    result = call("new", "jia", "2025", "--site", site)

    assert (result.exit_code, data.read_bytes()) == (0, changed)
    assert changed != before
    assert page.read_text(encoding="utf-8") == sections
    assert result.output.splitlines()[:2] == [
        "新建 docs/jia/2025.md",
        "data/jia/2025.yml 已有，没有改动，只写了文字部分。",
    ]


def test_list_of_ignored_files_of_ones_own_is_left_as_it_is(tmp_path: Path) -> None:
    (tmp_path / ".gitignore").write_text("/notes/\n", encoding="utf-8")
    new_site(tmp_path, force=True)
    assert (tmp_path / ".gitignore").read_text(encoding="utf-8") == "/notes/\n"
    assert (tmp_path / "mkdocs.yml").is_file()


def test_two_reports_that_are_not_filled_in_repeat_nothing(site: Path) -> None:
    new_report(site, "jia", 2024, "--name", NAME, "--zeros")
    new_report(site, "jia", 2025, "--zeros")
    codes = {finding.code for finding in workspace(site).findings}
    assert "placeholder" in codes
    assert "repeated-narrative" not in codes
