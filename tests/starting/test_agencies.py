"""A district is begun from a list of its agencies: their files, what stays, and every wrong line by its place."""

from __future__ import annotations

import csv
from typing import TYPE_CHECKING

import pytest
from click.testing import CliRunner

from gongkai.cli import main
from gongkai.errors import UsageError
from gongkai.importing.folder.known_agencies import KnownAgencies, known_agencies
from gongkai.reports import Agency, Scope
from gongkai.reports.agencies import AgencyKind, AgencyLevel
from gongkai.reports.csv_rows import csv_rows
from gongkai.reports.layout import Layout
from gongkai.reports.loading.agency_list import load_agency_list
from gongkai.starting import new_agencies

if TYPE_CHECKING:
    from pathlib import Path

HEADS = "代号,全称,简称,层级,类别,上级,是否汇总,开始年份,曾用名\n"
LIST = (
    f"{HEADS.strip()},备注\n"
    "qzf,示例市样例区人民政府,区政府,区级,政府,,,,,\n"
    "caizheng,示例市样例区财政局,区财政局,县级,部门,区政府,,2020,样例区财政和国资局、样例区财税局,新设\n"
    "shuiwu,国家税务总局样例区税务局,,县级,垂直管理,qzf,否,,,\n"
)
OLD = Agency("lao", "示例市样例区老局", "老局", path="data/lao/agency.yml")


@pytest.fixture
def layout(tmp_path: Path) -> Layout:
    (tmp_path / "data").mkdir()
    return Layout(tmp_path, tmp_path / "data", tmp_path / "docs")


def listed(layout: Layout, content: str | bytes) -> Path:
    file = layout.root / "list.csv"
    file.write_bytes(content.encode("gb18030") if isinstance(content, str) else content)
    return file


def test_each_line_becomes_an_agency_that_the_site_has(layout: Layout) -> None:
    result = new_agencies(layout, listed(layout, LIST), registered=(), reserved=())
    agencies = {agency.slug: agency for agency in known_agencies(layout).agencies}

    assert result.files == tuple(f"data/{slug}/agency.yml" for slug in ("qzf", "caizheng", "shuiwu"))
    assert result.notes == ("没有用到的列：“备注”。",)
    assert (agencies["qzf"].scope, agencies["qzf"].level) == (Scope.CONSOLIDATED, AgencyLevel.COUNTY)
    finance, tax = agencies["caizheng"], agencies["shuiwu"]
    assert (finance.short, finance.reports_to, finance.since) == ("区财政局", "qzf", 2020)
    assert finance.former == ("样例区财政和国资局", "样例区财税局")
    assert (tax.short, tax.kind, tax.in_rollup) == (tax.name, AgencyKind.VERTICAL_DEPARTMENT, False)


def test_files_that_are_there_stay_and_what_differs_is_said(layout: Layout) -> None:
    new_agencies(layout, listed(layout, LIST), registered=(), reserved=())
    file = layout.data / "caizheng/agency.yml"
    file.write_text(file.read_text(encoding="utf-8").replace("level: 县级", "level: 乡级 # 手写"), encoding="utf-8")
    before = file.read_bytes()
    more = listed(layout, f"{LIST}jiaoyu,示例市样例区教育局,区教育局,县级,部门,qzf\n")

    tried = new_agencies(layout, more, registered=known_agencies(layout).agencies, reserved=(), dry_run=True)
    assert (tried.files, (layout.data / "jiaoyu").exists()) == (("data/jiaoyu/agency.yml",), False)
    result = new_agencies(layout, more, registered=known_agencies(layout).agencies, reserved=())

    assert (result.files, file.read_bytes()) == (tried.files, before)
    assert result.notes[:2] == (
        "data/caizheng/agency.yml 已有，没有改动；名单里的level（层级）和它不同，要改的请改这个文件。",
        "已登记的 3 个单位，文件没有改动。",
    )


@pytest.mark.parametrize(
    ("line", "place", "text"),
    [
        (",示例市样例区财政局", (2, 1), "缺单位代号"),
        ("caizheng,", (2, 2), "缺单位全称"),
        (",,,合计", (2, 1), "不是一个单位"),
        ("Cai_Zheng,示例市样例区财政局", (2, 1), "如“cai-zheng”"),
        ("search,示例市样例区财政局", (2, 1), "请换一个，如 search-ju"),
        ("cz,甲局,,区里", (2, 4), "“层级”不能写“区里”。可写：国家级"),
        ("cz,甲局,,,街道（派出", (2, 5), "是不是“街道（派出机关）”"),
        ("cz,甲局,,,,乙局", (2, 6), "“上级”写的“乙局”不在名单里"),
        ("cz,甲局,,,,甲局", (2, 6), "写的是本单位自己"),
        ("cz,甲局,,,,,也许", (2, 7), "可写：是、否"),
        ("cz,甲局,,,,,,去年", (2, 8), "请写四位数字"),
        ("cz,甲局,,,,,,,,,多,了", (2, 10), "多 2 格"),
        ("cz,甲局\ncz,乙局", (3, 1), "在第 2 行写过了"),
        ("cz,甲局\njz,甲局", (3, 2), "在第 2 行写过了"),
        ("cz,甲局,,,,乙局\njz,乙局,,,,甲局", (2, 6), "绕了一圈"),
        ("lao,甲局", (2, 2), "代号“lao”在本站是“示例市样例区老局”的"),
        ("cz,示例市样例区老局", (2, 1), "请把代号改成“lao”"),
    ],
)
def test_wrong_line_is_said_with_its_place_and_what_to_write(line: str, place: tuple[int, int], text: str) -> None:
    loaded = load_agency_list(csv_rows(HEADS + line), registered=[OLD], reserved=["search"])
    first = loaded.faults[0]
    assert ((first.line, first.column), text in first.text) == (place, True), loaded.faults


def test_successor_is_known_by_its_name_as_the_superior_is() -> None:
    rows = csv_rows("代号,全称,最后年份,承接单位\ncz,甲局,2024,乙局\njz,乙局,,\nbz,丙局,2024,丙局\nzz,丁局,2024,无\n")
    loaded = load_agency_list(rows, registered=[OLD], reserved=["search"])
    assert loaded.agencies[0].successor == "jz"
    assert [(fault.line, fault.column) for fault in loaded.faults] == [(4, 4), (5, 4)]
    assert "“承接单位”写的“无”不在名单里" in loaded.faults[1].text


def test_line_without_a_slug_makes_no_circle() -> None:
    loaded = load_agency_list(
        csv_rows(HEADS + "qu,区政府,,,政府\n,丙局,,,,区政府"), registered=[OLD], reserved=["search"]
    )
    assert [(fault.line, fault.column) for fault in loaded.faults] == [(3, 1)]


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("简称,层级\n甲,县级\n", "第一行缺列：“代号”、“全称”"),
        ("代号,名称,全称\na,b,b\n", "list.csv:1:3 “名称”和“全称”是同样的列"),
        ("代号,全称\n", "是空的"),
        ("代号，全称\na，甲局\n", "list.csv:1:1 各列之间用了全角的标点。请改成半角逗号"),
        ("代号,全称\na,甲局\nB,乙局\nc,\n", "有 2 处要改"),
        ("代号,全称\n" + "a,甲局\n" * 200, "还有 298 处问题没有列出，只列了前 100 处"),
        ("代号,全称\n" + "a,甲局\n" * 2_000, "过大（一份最多 2000 行，1 MB"),
        ('代号,全称\na,"' + "甲" * 140_000, "过大（一份最多 2000 行，1 MB"),
        ("代号,全称\n" + " " * 1_000_001, "过大（一份最多 2000 行，1 MB"),
    ],
)
def test_wrong_list_writes_nothing(layout: Layout, text: str, why: str) -> None:
    with pytest.raises(UsageError) as refusal:
        new_agencies(layout, listed(layout, text), registered=(), reserved=())
    assert (why in str(refusal.value), list(layout.data.iterdir())) == (True, [])


def test_cell_that_is_too_long_is_refused_whatever_a_library_allows_for_the_process(layout: Layout) -> None:
    limit = csv.field_size_limit(10_000_000)
    try:
        with pytest.raises(UsageError, match="过大"):
            new_agencies(layout, listed(layout, '代号,全称\na,"' + "甲" * 140_000), registered=(), reserved=())
    finally:
        csv.field_size_limit(limit)


def test_workbook_is_to_be_saved_as_a_list(layout: Layout) -> None:
    with pytest.raises(UsageError, match="另存为 CSV"):
        new_agencies(layout, layout.root / "list.xlsx", registered=(), reserved=())


def test_command_says_what_comes_next(tmp_path: Path) -> None:
    (tmp_path / "mkdocs.yml").write_text("site_name: 示例\nplugins: [gongkai]\n", encoding="utf-8")
    (tmp_path / "docs").mkdir()
    file = tmp_path / "list.csv"
    file.write_text(LIST, encoding="utf-8")

    def run(*words: str) -> tuple[int, str]:
        ran = CliRunner().invoke(main, ["agencies", str(file), *words, "--site", str(tmp_path)])
        return ran.exit_code, ran.output

    code, output = run("--dry-run")
    assert (code, "只看结果，没有写" in output, (tmp_path / "data").exists()) == (0, True, False)
    code, output = run()
    assert (code, output.startswith("新建 data/qzf/agency.yml\n"), "import --batch" in output) == (0, True, True)
    code, output = run()
    assert (code, output.endswith("没有要新建的单位。\n")) == (0, True)
    file.write_text(LIST + "x y,甲局\n", encoding="utf-8")
    code, output = run()
    assert (code, f"{file}:5:1 单位代号“x y”只能用" in output) == (2, True)


def test_document_on_a_site_without_agencies_names_the_command() -> None:
    with pytest.raises(UsageError, match=r"“甲局”，本站还没有登记单位.*gongkai agencies 名单\.csv"):
        KnownAgencies([]).owner("a.docx", own_name="甲局", stamped="", texts=(), year=2025)
    with pytest.raises(UsageError, match=r"“甲局”，本站没有这个单位.*gongkai agencies .*“name: 甲局”"):
        KnownAgencies([OLD]).owner("a.docx", own_name="甲局", stamped="", texts=(), year=2025)
