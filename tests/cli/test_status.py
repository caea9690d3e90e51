"""The command `gongkai status`: the state of every agency in a year, as lines, JSON and a workbook."""

from __future__ import annotations

import datetime as dt
import json
import re
from typing import TYPE_CHECKING, Any

import pytest
from click.testing import CliRunner
from docx import Document
from python_calamine import CalamineWorkbook

from gongkai.cli import main
from gongkai.demo import demo_files
from gongkai.pages.board import FilingState
from gongkai.renders.board.columns import heads
from gongkai.site.pages import reserved_slugs
from gongkai.site_config import read_layout
from gongkai.workspace import Workspace
from gongkai.workspace.district.board import filing_board

if TYPE_CHECKING:
    from pathlib import Path

    from click.testing import Result

YEAR = 2025


@pytest.fixture
def district(tmp_path: Path) -> Path:
    """A district of six, of two years, in which each of them stands otherwise in the last year."""
    for name, text in demo_files(6, 2, seed=1):
        file = tmp_path / name
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(text, encoding="utf-8")
    (tmp_path / f"data/jiaoyu/{YEAR}.yml").unlink()
    change(tmp_path, f"data/zi-zhen/{YEAR}.yml", "status: published", "status: draft")
    (tmp_path / f"data/yi-jiedao/{YEAR}.yml").unlink()
    change(tmp_path, f"data/jia-jiedao/{YEAR}.yml", "行政强制:", "行政强制: x #")
    change(tmp_path, "data/jia-jiedao/agency.yml", "scope: own", "scope: own\ndue: {2025: 2026-01-05}")
    text = (tmp_path / f"data/zhengfuban/{YEAR}.yml").read_text(encoding="utf-8")
    entry = "\ncorrections:\n  - {at: 五, date: 2026-03-01, before: 甲, after: 乙}\n"
    (tmp_path / f"data/zhengfuban/{YEAR}.yml").write_text(text + entry, encoding="utf-8")
    return tmp_path


def change(root: Path, name: str, old: str, new: str) -> None:
    text = (root / name).read_text(encoding="utf-8")
    assert old in text
    (root / name).write_text(text.replace(old, new, 1), encoding="utf-8")


def run(site: Path, *words: str) -> Result:
    return CliRunner().invoke(main, ["status", *words, "--site", str(site)])


def rows(site: Path, *words: str) -> dict[str, dict[str, Any]]:
    document = json.loads(run(site, "--format", "json", *words).output)
    return {item["id"]: item for item in document["agencies"]}


def test_every_agency_has_its_state(district: Path) -> None:
    by_agency = rows(district)

    assert {slug: item["state"] for slug, item in by_agency.items()} == {
        "quzhengfu": "clear",
        "zhengfuban": "corrected",
        "jiaoyu": "overdue",
        "zi-zhen": "overdue",
        "jia-jiedao": "faulty",
        "yi-jiedao": "missing",
    }
    assert by_agency["jiaoyu"]["due"] == "2026-01-31"
    assert (by_agency["yi-jiedao"]["due"], by_agency["yi-jiedao"]["days_late"]) == (None, 0)
    assert by_agency["jia-jiedao"]["errors"] == 1
    assert by_agency["zhengfuban"]["change"] is not None
    assert by_agency["quzhengfu"]["scope"] == "consolidated"


def test_draft_with_errors_counts_as_submitted_and_the_reply_says_what_to_mend(district: Path, tmp_path: Path) -> None:
    """An imported report that breaks a rule is a draft; its agency has filed, and no reminder may deny it."""
    change(district, f"data/zi-zhen/{YEAR}.yml", "行政强制:", "行政强制: x #")

    assert (rows(district)["zi-zhen"]["state"], rows(district)["zi-zhen"]["errors"]) == ("faulty", 1)
    text = run(district, "--reminders").output
    assert "子镇人民政府：\n你单位 2025 年政府信息公开工作年度报告经校核有 1 处差错，请核对后重新报送：\n1. " in text
    assert run(district, "--notes", str(tmp_path / "notes")).exit_code == 0
    assert any("子镇" in file.name or "zi-zhen" in file.name for file in (tmp_path / "notes").iterdir())


def test_draft_that_an_import_made_has_come_in_when_it_was_filed(district: Path) -> None:
    """No reminder scolds its agency, and the date stands beside 已报送 alone; a clerk's own draft has no date."""
    why = "status: draft  # 有未定的数，核对后改为 published"
    change(district, f"data/zi-zhen/{YEAR}.yml", "status: draft", why)
    text = (district / f"data/zi-zhen/{YEAR}.yml").read_text(encoding="utf-8")
    day = re.search(r"(?m)^published: (.+)$", text)
    assert day is not None
    row = rows(district)["zi-zhen"]
    assert (row["state"], row["review"]["state"], row["filed"], row["days_late"]) == ("clear", "filed", day[1], 0)
    assert "子镇" not in run(district, "--reminders").output
    checked = CliRunner().invoke(main, ["check", "--site", str(district)]).output
    assert f"data/zi-zhen/{YEAR}.yml" not in "".join(line for line in checked.splitlines() if "还是草稿，期限" in line)

    change(district, f"data/zi-zhen/{YEAR}.yml", why, "status: draft")
    change(district, f"data/zi-zhen/{YEAR}.yml", "行政强制:", "行政强制: x #")
    row = rows(district)["zi-zhen"]
    assert (row["state"], row["review"]["state"], row["filed"]) == ("faulty", "missing", None)


def test_day_of_the_check_decides_what_is_overdue(district: Path) -> None:
    layout = read_layout(district)
    early = Workspace(layout, reserved=reserved_slugs(), today=dt.date(2026, 1, 31))
    states = {row.agency.slug: row.state for row in filing_board(early, YEAR).rows}
    assert states["jiaoyu"] is FilingState.MISSING

    late = Workspace(layout, reserved=reserved_slugs(), today=dt.date(2026, 2, 2))
    row = next(row for row in filing_board(late, YEAR).rows if row.agency.slug == "jiaoyu")
    assert (row.state, row.days_late) == (FilingState.OVERDUE, 2)


def test_year_that_is_to_come_or_before_all_reports_is_said(district: Path) -> None:
    ran = run(district, "--year", "2099")
    assert (ran.exit_code, "2099 年还没有到。本站有报告的年份：2025、2024。" in ran.output) == (2, True)
    ran = run(district, "--year", "2020")
    assert (ran.exit_code, "没有要报 2020 年报告的单位。" in ran.output) == (2, True)
    (district / "data/yi-jiedao/2024.yml").unlink()
    assert "yi-jiedao" in rows(district, "--year", "2024"), (
        "it has no report at all: nobody knows since when it reports"
    )
    change(district, "data/jiaoyu/agency.yml", "scope: own", "scope: own\nfrom: 2025")
    assert "jiaoyu" not in rows(district, "--year", "2024")


def test_agency_outside_its_years_is_not_on_the_board(district: Path) -> None:
    change(district, "data/yi-jiedao/agency.yml", "scope: own", "scope: own\nuntil: 2024")

    assert "yi-jiedao" not in rows(district)
    assert "yi-jiedao" in rows(district, "--year", "2024")


def test_lines_stand_flush_and_end_with_the_tally(district: Path) -> None:
    result = run(district)
    lines = result.output.splitlines()

    assert result.exit_code == 0
    assert lines[0].startswith(f"{YEAR} 年报送进度表（")
    assert lines[1].split() == heads()
    assert lines[-1] == "共 6 家：未报送 1，逾期 2，有差错 1，已更正 1，无问题 1。审核：未报送 3，已报送 1，已公布 2。"


def test_workbook_holds_the_same_and_is_not_overwritten_unasked(district: Path) -> None:
    assert run(district, "--format", "xlsx").exit_code == 0
    file = district / f"status-{YEAR}.xlsx"
    sheet = CalamineWorkbook.from_path(str(file)).get_sheet_by_index(0).to_python(skip_empty_area=False)
    before = file.read_bytes()

    assert [str(cell) for cell in sheet[2]] == heads()
    assert [row[1] for row in sheet[3:]] == ["无问题", "已更正", "逾期", "逾期", "有差错", "未报送"]
    assert run(district, "--format", "xlsx").exit_code == 2
    assert run(district, "--format", "xlsx", "--force").exit_code == 0
    assert file.read_bytes() == before
    assert run(district, "--format", "xlsx", "-o", str(district / "other.xlsx")).exit_code == 0
    assert (district / "other.xlsx").read_bytes() == before


def test_reminders_are_for_those_that_are_waited_for_and_name_every_error(district: Path) -> None:
    result = run(district, "--reminders")
    texts = result.output.rstrip("\n").split("\n\n")

    assert result.exit_code == 0
    assert [text.split("：")[0] for text in texts] == [
        "样例区教育局", "样例区子镇人民政府", "样例区甲街道办事处", "样例区乙街道办事处",
    ]  # fmt: skip
    assert "应于 2026-01-31 前报送，至今没有报送，已过 " in texts[0]
    assert "经校核有 1 处差错" in texts[2]
    assert "\n1. 主动公开表“行政强制”" in texts[2] or "\n1. “行政强制”" in texts[2]
    assert texts[3].endswith("尚未报送，请按时报送。")
    assert "不用催报" in run(district, "--reminders", "--year", "2024").output


def test_review_note_of_each_report_with_findings_is_a_word_file(district: Path) -> None:
    folder = district / "notes"
    result = run(district, "--notes", str(folder))
    by_agency = rows(district)
    files = {file.name.removesuffix(f"-{YEAR}-review.docx"): file for file in folder.iterdir()}

    assert result.exit_code == 0, result.stderr
    assert set(files) == {slug for slug, item in by_agency.items() if item["errors"] or item["warnings"]}
    assert f"审核意见 {len(files)} 份" in result.output
    lines = [item.text for item in Document(str(files["jia-jiedao"])).paragraphs]
    assert "审核意见" in lines[0]
    assert lines[1] == "样例区甲街道办事处："
    assert "有 1 处差错" in lines[2]
    assert lines[3] == "请改正（1 处）"
    assert "行政强制" in lines[4]
    before = files["jia-jiedao"].read_bytes()
    assert run(district, "--notes", str(folder)).exit_code == 2
    assert run(district, "--notes", str(folder), "--force").exit_code == 0
    assert files["jia-jiedao"].read_bytes() == before


def test_no_review_note_is_written_where_nothing_is_wrong(district: Path) -> None:
    result = run(district, "--notes", str(district / "notes"), "--year", "2024")

    assert (result.exit_code, (district / "notes").exists()) == (0, False)
    assert "不用写审核意见" in result.output


def test_site_without_reports_says_so(tmp_path: Path) -> None:
    assert CliRunner().invoke(main, ["init", str(tmp_path / "office")]).exit_code == 0
    (tmp_path / "office/data").mkdir(exist_ok=True)

    result = run(tmp_path / "office")

    assert (result.exit_code, "还没有报告" in result.stderr) == (2, True)
    checked = CliRunner().invoke(main, ["check", "--site", str(tmp_path / "office")])
    assert (checked.exit_code, "已作说明 0。\n本站还没有报告。请用 gongkai new" in checked.output) == (0, True)
