"""A site with a form of its own under ``data/forms/``: all commands accept it, and none needs a statutory one."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from gongkai.cli import main
from gongkai.figures import Figure, count
from gongkai.forms import resolve, shipped_forms
from gongkai.reports.layout import Layout
from gongkai.workspace import Workspace
from tests.site.sites import Site

OWN = Path(__file__).parents[1] / "forms" / "cases" / "third-form.yml"
NAME = "样例区甲局"
SHIPPED = "、".join(form.id for form in shipped_forms())


def call(*arguments: str | Path) -> Result:
    return CliRunner().invoke(main, [str(argument) for argument in arguments])


@pytest.fixture
def site(tmp_path: Path) -> Path:
    folder = tmp_path / "site"
    assert call("init", folder).exit_code == 0
    forms = folder / "data" / "forms"
    forms.mkdir()
    (forms / "case-2020.yml").write_text(OWN.read_text(encoding="utf-8"), encoding="utf-8")
    return folder


def new_report(site: Path, year: int, *options: str) -> Result:
    return call("new", "jia", str(year), "--site", site, *options)


def test_new_report_can_use_a_form_of_the_site(site: Path) -> None:
    assert new_report(site, 2022, "--name", NAME, "--form", "case-2020").exit_code == 0
    text = (site / "data/jia/2022.yml").read_text(encoding="utf-8")

    assert "form: case-2020" in text
    assert "投诉举报:" in text
    assert (site / "data/.schema/case-2020.json").is_file()
    assert '{{ table("投诉举报") }}' in (site / "docs/jia/2022.md").read_text(encoding="utf-8")
    assert call("check", "--site", site).exit_code == 0


def test_first_report_without_a_form_says_that_it_is_the_statutory_one_and_names_those_of_the_site(site: Path) -> None:
    note = (
        "用的是法定格式 gia-2021。用别的格式的，删去新建的文件，加上 --form 格式代号再建，"
        "格式代号有：case-2020（2020 年起）。"
    )

    assert note in new_report(site, 2022, "--name", NAME).output
    assert note not in new_report(site, 2023).output
    assert note not in call("new", "yi", "2022", "--name", "样例区乙局", "--site", site, "--form", "gia-2021").output


@pytest.mark.parametrize("written", ["case-2002", "cases-2020", "complaints"])
@pytest.mark.parametrize("filled_in", [True, False])
def test_misspelt_code_of_a_form_of_the_site_is_the_only_fault(site: Path, written: str, *, filled_in: bool) -> None:
    assert new_report(site, 2022, "--name", NAME, "--form", "case-2020", *(["--zeros"] * filled_in)).exit_code == 0
    data = site / "data/jia/2022.yml"
    data.write_text(data.read_text(encoding="utf-8").replace("form: case-2020", f"form: {written}"), encoding="utf-8")
    errors = [line for line in call("check", "--site", site).output.splitlines() if " 差错（" in line]

    assert [line.partition("syntax）：")[2] for line in errors] == [
        f"没有“{written}”这个格式。是不是“case-2020”？请改成“form: case-2020”（可写：case-2020、{SHIPPED}、none）。"
    ]


def test_code_that_no_form_has_is_the_only_fault_where_no_form_has_its_tables(site: Path) -> None:
    assert new_report(site, 2022, "--name", NAME, "--form", "case-2020").exit_code == 0
    data = site / "data/jia/2022.yml"
    text = data.read_text(encoding="utf-8").replace("form: case-2020", "form: hotline")
    for name in ("执法", "投诉举报", "复议应诉"):
        text = text.replace(f"\n{name}:", f"\n{name}热线:")
    data.write_text(text, encoding="utf-8")
    (error,) = [line for line in call("check", "--site", site).output.splitlines() if line.startswith("data/")]

    assert error.partition("syntax）：")[2] == (
        f"没有“hotline”这个格式，表也不是已有格式的表。请改成下列之一：case-2020、{SHIPPED}、none。"
        "自己的格式放在 data/forms 里，文件名与代号相同。"
    )


def carried_over(site: Path) -> tuple[str, Figure | None]:
    """Write 2022 with three complaints left over, begin 2023; its form and what it takes over."""
    assert new_report(site, 2022, "--name", NAME, "--form", "case-2020", "--zeros").exit_code == 0
    data = site / "data/jia/2022.yml"
    data.write_text(re.sub(r"(  结出: +)\[0,", r"\1[3,", data.read_text(encoding="utf-8")), encoding="utf-8")
    assert new_report(site, 2023).exit_code == 0
    report = Workspace(Layout(site, site / "data", site / "docs"), reserved=()).report("jia", 2023)
    assert report is not None
    assert report.form is not None
    return report.form.id, report.figure("complaints", "brought_forward", "individual")


def test_next_year_stays_on_the_form_of_the_year_before_and_takes_over_its_figures(site: Path) -> None:
    assert carried_over(site) == ("case-2020", count(3))


def test_year_after_the_last_of_a_form_is_on_the_one_that_answers_to_it(site: Path) -> None:
    form = OWN.read_text(encoding="utf-8")
    (years,) = re.findall(r"(?m)^years: .*$", form)
    old, new = site / "data/forms/case-2020.yml", site / "data/forms/case-2023.yml"
    old.write_text(form.replace(years, "years: {from: 2020, to: 2022}"), encoding="utf-8")
    form = form.replace(years, "years: {from: 2023}\nanswers_to: case-2020")
    new.write_text(form.replace("form: case-2020", "form: case-2023"), encoding="utf-8")

    assert carried_over(site) == ("case-2023", count(3))


def test_a_form_of_the_site_that_follows_the_statutory_one_is_named_each_year(site: Path) -> None:
    form = OWN.read_text(encoding="utf-8")
    (years,) = re.findall(r"(?m)^years: .*$", form)
    (site / "data/forms/case-2020.yml").write_text(
        form.replace(years, "years: {from: 2023}\nanswers_to: gia-2021"), encoding="utf-8"
    )
    assert new_report(site, 2021, "--name", NAME, "--form", "gia-2021").exit_code == 0
    outputs = [new_report(site, year).output for year in (2022, 2023)]

    assert ["格式代号有：case-2020（2023 年起）" in output for output in outputs] == [False, True]
    assert "case-2020" not in new_report(site, 2024, "--form", "case-2020").output.partition("格式代号有")[2]


def test_unknown_form_or_form_of_other_years_is_refused_and_valid_ones_are_listed(site: Path) -> None:
    unknown = new_report(site, 2022, "--name", NAME, "--form", "caes-2020")
    early = new_report(site, 2012, "--name", NAME, "--form", "case-2020")

    assert (unknown.exit_code, early.exit_code) == (2, 2)
    assert "没有“caes-2020”这个格式。是不是“case-2020”？可写：case-2020、gia-2021。" in unknown.output
    assert "格式“case-2020”不适用于 2012 年。可写：—。" in early.output
    assert not (site / "data/jia").exists()


def test_invalid_form_of_the_site_is_reported_by_check_and_does_not_stop_new(site: Path) -> None:
    (site / "data/forms/case-2021.yml").write_text("form: case-2021\n", encoding="utf-8")

    refused = new_report(site, 2022, "--name", NAME, "--form", "case-2021")
    assert refused.exit_code == 2
    assert "格式“case-2021”没有采用：它的文件 data/forms/case-2021.yml 有误。请运行 gongkai check" in refused.output
    assert new_report(site, 2022, "--name", NAME).exit_code == 0
    result = call("check", "--site", site)
    assert result.exit_code == 1
    assert "data/forms/case-2021.yml:1:1 差错（文件写法 syntax）：缺“years”，请补上。" in result.output


@pytest.mark.parametrize(
    ("old", "new", "message"),
    [
        (
            "row-total",
            "row-totals",
            "没有代码为“row-totals”的规则，写了也不会核对。是不是“row-total”？可写：balance、outcome-total、row-total、",
        ),
        (
            "complaints:",
            'co"><b>x:',
            '标识“co"><b>x”的写法不对。只用小写字母、数字和下划线，以字母开头，如 total_public。',
        ),
    ],
)
def test_faulty_form_of_the_site_is_refused_at_its_place_and_its_reports_say_so(
    tmp_path: Path, old: str, new: str, message: str
) -> None:
    site = Site(tmp_path / "site")
    name = "data/forms/case-2020.yml"
    site.write(name, OWN.read_text(encoding="utf-8")).change(name, old, new)
    site.write("data/x/2022.yml", "version: 1\nform: case-2020\npublished: 2023-01-15\nstatus: published\n")
    *above, line = site.read(name).partition(new)[0].split("\n")
    lines = [
        f"{name}:{len(above) + 1}:{len(line) + 1} 差错（文件写法 syntax）：{message}",
        f"data/x/2022.yml:2:7 差错（文件写法 syntax）：格式“case-2020”没有采用：它的文件 {name} 有误。",
    ]

    checked, built = site.run("gongkai", "check"), site.build()
    assert (checked.code, built.code) == (1, 1)
    assert [text.startswith(line) for text, line in zip(checked.output.splitlines(), lines, strict=False)] == [True] * 2
    assert all(f"\n{line}" in built.output for line in lines)
    assert not (site.root / "site").exists()


def test_site_with_nothing_but_the_form_of_the_manual_builds(tmp_path: Path, root: Path) -> None:
    folder = tmp_path / "site"
    assert call("init", folder).exit_code == 0
    block = re.search(r"```yaml\n(.*?)```", (root / "docs/manual/forms.md").read_text(encoding="utf-8"), re.DOTALL)
    assert block is not None
    files = {
        "data/forms/case-2024.yml": block[1],
        "data/jia/agency.yml": f"version: 1\nname: {NAME}\n",
        "data/jia/2024.yml": (
            "version: 1\nform: case-2024\npublished: 2025-01-20\nstatus: published\n"
            "waivers: [{rule: narrative-missing, at: 一, reason: 只有数, date: 2025-01-20, office: 办公室}]\n"
            "案件:\n  城市管理: [1, 2, 3]\n  噪声: [1, 0, 1]\n  扬尘: [0, 1, 1]\n  合计: [2, 3, 5]\n"
        ),
    }
    for name, text in files.items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_text(text, encoding="utf-8")

    built = Site.at(folder).built("--strict")
    assert "城市管理" in built.page("jia/2024/index.html")
    assert "row-total" in built.page("methods/index.html")
    assert "balance" not in built.page("methods/index.html"), "a rule that no form uses is not listed"


def named_after(site: Path) -> set[str]:
    """What the files of a new site call its reports."""
    texts = [(site / name).read_text(encoding="utf-8") for name in ("mkdocs.yml", "docs/index.md")]
    return set(re.findall(r"(?:site_name: |^# |本站公布)(\w+报告)", "\n".join(texts), re.MULTILINE))


def test_new_site_is_called_by_the_form_that_it_is_begun_with(tmp_path: Path) -> None:
    site, file = tmp_path / "site", tmp_path / "case-2020.yml"
    file.write_bytes(OWN.read_bytes())
    result = call("init", site, "--form", file)

    assert result.exit_code == 0, result.output
    assert named_after(site) == {"行政执法统计年度报告"}
    assert (site / "data/forms/case-2020.yml").read_text(encoding="utf-8") == OWN.read_text(encoding="utf-8")
    assert (site / "data/.schema/case-2020.json").is_file()
    readme = (site / "README.md").read_text(encoding="utf-8")
    assert "gongkai new 单位代号 年份 --name 单位全称 --form case-2020" in readme
    assert "申请.本年新收" not in readme
    (place,) = re.findall(r'figure\("([^"]+)"\)', readme)
    registry = Workspace(Layout(site, site / "data", site / "docs"), reserved=()).registry
    form = registry.get("case-2020")
    assert form is not None
    assert resolve(form, place).cell is not None
    assert new_report(site, 2022, "--name", NAME, "--form", "case-2020").exit_code == 0
    assert call("check", "--site", site).exit_code == 0


def test_new_site_in_a_folder_with_forms_is_called_by_them(site: Path) -> None:
    assert named_after(site) == {"政府信息公开工作年度报告"}
    assert call("init", site, "--force").exit_code == 0
    assert named_after(site) == {"行政执法统计年度报告"}


def test_new_site_may_be_begun_with_a_form_that_is_at_hand_and_with_no_other(tmp_path: Path) -> None:
    assert call("init", tmp_path / "a", "--form", "gia-2021").exit_code == 0
    assert call("init", tmp_path / "b").exit_code == 0
    assert [
        (tmp_path / folder / name).read_bytes()
        for folder in "a"
        for name in ("mkdocs.yml", "README.md", "docs/index.md")
    ] == [(tmp_path / "b" / name).read_bytes() for name in ("mkdocs.yml", "README.md", "docs/index.md")]
    result = call("init", tmp_path / "c", "--form", "gia-20211")
    assert result.exit_code == 2
    message = f"没有“gia-20211”这个格式。是不是“gia-2021”？可写：{SHIPPED}；用自己的格式，请写它的文件名，如 "
    assert message in result.output
    assert not (tmp_path / "c").exists()


@pytest.mark.parametrize(
    ("content", "message"), [(b"a: [", "geshi.yml:1:"), (b"\xff\xfe\x00", "的编码认不出来"), (None, "geshi.yml")]
)
def test_file_that_is_no_form_begins_no_site(tmp_path: Path, content: bytes | None, message: str) -> None:
    file = tmp_path / "geshi.yml"
    if content is not None:
        file.write_bytes(content)
    result = call("init", tmp_path / "site", "--form", file)
    assert result.exit_code == 2
    assert message in result.output
    assert not (tmp_path / "site").exists()
