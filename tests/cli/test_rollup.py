"""The command `gongkai rollup`: sums with what is in them and what is not, the draft, the workbook, exit codes."""

from __future__ import annotations

import json
import shutil
from typing import TYPE_CHECKING, Any

import pytest
from click.testing import CliRunner
from python_calamine import CalamineWorkbook

from gongkai.cli import main
from gongkai.demo import demo_files

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    from click.testing import Result

YEAR = 2025


@pytest.fixture
def district(tmp_path: Path) -> Path:
    """A district of a government and five others, of one year."""
    for name, text in demo_files(6, 1, seed=1):
        file = tmp_path / name
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(text, encoding="utf-8")
    return tmp_path


def run(site: Path, *words: str) -> Result:
    return CliRunner().invoke(main, ["rollup", *words, "--site", str(site)])


def slugs(site: Path) -> list[str]:
    return sorted(folder.name for folder in (site / "data").iterdir() if (folder / "agency.yml").is_file())


def sums(result: Result) -> Mapping[tuple[str, str, str], dict[str, Any]]:
    return {(item["table"], item["row"], item["column"]): item for item in json.loads(result.output)["sums"]}


def test_sums_agree_with_the_filed_report_and_say_who_is_in_them(district: Path) -> None:
    result = run(district, "quzhengfu", str(YEAR))

    assert result.exit_code == 0
    assert f"示例市样例区人民政府 {YEAR} 年汇总（gia-2021）：计入 5 家。" in result.output
    assert result.output.endswith(f"已填的汇总报告（data/quzhengfu/{YEAR}.yml）与合计相符。\n")
    items = sums(run(district, "quzhengfu", str(YEAR), "--format", "json"))
    assert all(item["sum"] == item["filed"] for item in items.values())
    assert len(items) == 10 + 25 * 7 + 15


def test_agency_and_year_may_be_one_word_and_what_is_overwritten_is_not_called_new(district: Path) -> None:
    assert run(district, f"quzhengfu/{YEAR}").output == run(district, "quzhengfu", str(YEAR)).output
    missing = run(district, "quzhengfu")
    assert (missing.exit_code, "没有写“年份”" in missing.output) == (2, True)
    assert "新建 quzhengfu-2025-rollup.xlsx" in run(district, f"quzhengfu/{YEAR}", "--xlsx").output
    output = run(district, f"data/quzhengfu/{YEAR}.yml", "--write", "--xlsx", "--force").output.splitlines()
    assert output[:2] == [f"已改写 quzhengfu-{YEAR}-rollup.xlsx", f"已改写 data/quzhengfu/{YEAR}.yml"]


def test_missing_and_draft_are_named_and_not_added_up_as_nothing(district: Path) -> None:
    missing, draft = [slug for slug in slugs(district) if slug not in {"quzhengfu", "zhengfuban"}][:2]
    (district / f"data/{missing}/{YEAR}.yml").unlink()
    file = district / f"data/{draft}/{YEAR}.yml"
    file.write_text(file.read_text(encoding="utf-8").replace("status: published", "status: draft"), encoding="utf-8")

    result = run(district, "quzhengfu", str(YEAR), "--format", "json")
    document = json.loads(result.output)

    assert {item["id"]: item["why"] for item in document["missing"]} == {missing: "unfiled", draft: "draft"}
    assert len(document["parts"]) == 3
    assert result.exit_code == 0, "more than the sum of those that are there is no error"
    assert [item["level"] for item in document["findings"]] == ["notice"]
    output = run(district, "quzhengfu", str(YEAR)).output
    assert "（未报送）" in output
    assert "与合计不同，还不能说是差错：" in output, "as its exit code says"


def test_report_without_one_of_its_tables_is_not_added_up_as_nothing(district: Path) -> None:
    slug = next(slug for slug in slugs(district) if slug not in {"quzhengfu", "zhengfuban"})
    file = district / f"data/{slug}/{YEAR}.yml"
    text, _, _ = file.read_text(encoding="utf-8").partition("复议诉讼:")
    file.write_text(text, encoding="utf-8")

    document = json.loads(run(district, "quzhengfu", str(YEAR), "--format", "json").output)

    assert [(item["id"], item["why"]) for item in document["missing"]] == [(slug, "table")]
    assert "（缺整张表）" in run(district, "quzhengfu", str(YEAR)).output


def test_difference_ends_with_1_and_names_the_cell(district: Path) -> None:
    file = district / f"data/quzhengfu/{YEAR}.yml"
    lines = file.read_text(encoding="utf-8").splitlines()
    place = next(number for number, line in enumerate(lines) if line.startswith("  行政处罚:"))
    lines[place] = "  行政处罚: 99999"
    file.write_text("\n".join(lines) + "\n", encoding="utf-8")

    result = run(district, "quzhengfu", str(YEAR))

    assert result.exit_code == 1
    assert f"data/quzhengfu/{YEAR}.yml:{place + 1}:" in result.output
    assert "主动公开表“行政处罚”汇总数 99999，各单位合计 " in result.output
    assert "可能这一格填错，请核对。" in result.output


def test_draft_is_written_from_the_parts_and_nothing_overwritten_unasked(district: Path) -> None:
    data, page = district / f"data/quzhengfu/{YEAR}.yml", district / f"docs/quzhengfu/{YEAR}.md"
    before = data.read_bytes()
    refused = run(district, "quzhengfu", str(YEAR), "--write")
    assert (refused.exit_code, data.read_bytes()) == (2, before)
    wanted = sums(run(district, "quzhengfu", str(YEAR), "--format", "json"))

    data.unlink()
    page.unlink()
    result = run(district, "quzhengfu", str(YEAR), "--write")

    assert (result.exit_code, page.is_file()) == (0, True)
    assert "status: draft" in data.read_text(encoding="utf-8")
    assert "从 5 家的报告加总" in data.read_text(encoding="utf-8")
    items = sums(run(district, "quzhengfu", str(YEAR), "--format", "json"))
    assert {place: item["filed"] for place, item in items.items()} == {
        place: item["sum"] for place, item in wanted.items()
    }


def test_narrative_that_is_there_stays_even_by_force(district: Path) -> None:
    page = district / f"docs/quzhengfu/{YEAR}.md"
    before = page.read_bytes()

    assert run(district, "quzhengfu", str(YEAR), "--write", "--force").exit_code == 0
    assert page.read_bytes() == before


def test_workbook_has_a_row_an_agency_and_the_same_sums(district: Path) -> None:
    missing = next(slug for slug in slugs(district) if slug not in {"quzhengfu", "zhengfuban"})
    (district / f"data/{missing}/{YEAR}.yml").unlink()

    assert run(district, "quzhengfu", str(YEAR), "--xlsx").exit_code == 0
    file = district / f"quzhengfu-{YEAR}-rollup.xlsx"
    book = CalamineWorkbook.from_path(str(file))
    rows = book.get_sheet_by_name("申请表").to_python(skip_empty_area=False)
    labels = [str(row[0]) for row in rows]
    total = rows[labels.index("各单位合计")]
    agencies = rows[4 : labels.index("各单位合计")]

    assert len(agencies) == 5
    assert str(agencies[-1][0]).endswith("（未报送，没有计入）")
    assert set(agencies[-1][1:]) == {""}
    assert total[1:] == [sum(row[column] or 0 for row in agencies) for column in range(1, len(total))]
    assert labels[-2:] == ["已填的汇总报告", "相差"]
    again = file.read_bytes()
    assert run(district, "quzhengfu", str(YEAR), "--xlsx").exit_code == 2
    assert run(district, "quzhengfu", str(YEAR), "--xlsx", "--force").exit_code == 0
    assert file.read_bytes() == again


@pytest.mark.parametrize(
    ("words", "why"),
    [
        (("zhengfuban", str(YEAR)), f"如 gongkai rollup quzhengfu {YEAR}。"),
        (("quzhengfu", "25"), "年份“25”不对"),
        (("quzhengfu", "2017"), "没有统计表"),
        (("quzhengfu", "2024", "--write"), "还没有一家报送"),
        (("nobody", str(YEAR)), "没有“nobody”这个单位"),
    ],
)
def test_what_cannot_be_added_up_is_refused(district: Path, words: tuple[str, ...], why: str) -> None:
    result = run(district, *words)

    assert result.exit_code == 2
    assert why in result.stderr


def test_nobody_reporting_to_a_government_is_said(district: Path) -> None:
    for file in (district / "data").glob("*/agency.yml"):
        text = file.read_text(encoding="utf-8")
        file.write_text(text.replace("reports_to: quzhengfu\n", ""), encoding="utf-8")

    result = run(district, "quzhengfu", str(YEAR))

    assert (result.exit_code, "reports_to: quzhengfu" in result.stderr) == (2, True)


def test_site_without_a_consolidated_report_is_answered_how_one_is_declared(district: Path) -> None:
    shutil.rmtree(district / "data/quzhengfu")
    result = run(district, "zhengfuban", str(YEAR))
    assert result.exit_code == 2
    assert "本站也没有填汇总报告的单位" in result.stderr
    assert "“scope: consolidated”" in result.stderr
