"""An explanation that is offered ready to paste lets its finding pass, once its slots are filled in."""

from __future__ import annotations

import datetime as dt
import re
from typing import TYPE_CHECKING

import pytest
from click.testing import CliRunner

from gongkai.checks import rule_codes
from gongkai.checks.waiver_lines import UNEXPLAINED, waiver_lines
from gongkai.cli import main
from gongkai.findings import Finding, Level
from gongkai.reports import Status
from gongkai.reports.loading.draft_reasons import draft_reason
from tests.checks.mistakes.case_files import REPORT, Mistake, as_parameters, check, checked, mistakes, write_site

if TYPE_CHECKING:
    from pathlib import Path

    from gongkai.workspace import Workspace

KEY = ("jia-jiedao", 2025)
BLANK_ROW = Mistake(change={"国家秘密: [0, 0, 0, 0, 0, 0]": "国家秘密: [~, ~, ~, ~, ~, ~]"}, says=(), mends="")
DAY = dt.date(2026, 1, 20)


def lines(site: Workspace) -> tuple[str, ...]:
    return waiver_lines(site.reports[KEY], site.findings_of(*KEY), DAY) if KEY in site.reports else ()


def waivable(site: Workspace) -> list[Finding]:
    return [
        item
        for item in site.findings_of(*KEY)
        if item.code in rule_codes().waivable and item.level is not Level.WAIVED and item.variant not in UNEXPLAINED
    ]


def what(finding: Finding) -> tuple[object, ...]:
    return finding.code, finding.variant, finding.table, finding.row, finding.col, finding.cells


def paste(folder: Path, added: tuple[str, ...]) -> None:
    path = folder / REPORT
    text = path.read_text(encoding="utf-8").rstrip() + "\n"
    head = "" if re.search(r"^waivers:", text, re.MULTILINE) else "waivers:\n"
    filled = [line.replace("请写原因", "原件如此").replace("请写科室", "党政办公室") for line in added]
    path.write_text(text + head + "".join(f"  {line}\n" for line in filled), encoding="utf-8")


@pytest.mark.parametrize("name", as_parameters(with_command=False))
def test_line_lets_the_finding_pass(name: str, tmp_path: Path) -> None:
    site = checked(name)
    added = lines(site)
    if not added:
        assert KEY not in site.reports or not waivable(site)
        return
    write_site(mistakes()[name], tmp_path)
    paste(tmp_path, added)
    after = check(tmp_path)
    passing = {what(item) for item in waivable(site)}
    assert not passing & {what(item) for item in waivable(after)}, added
    assert not {item.code for item in after.findings_of(*KEY)} & {"waiver-unused"} - {
        item.code for item in site.findings_of(*KEY)
    }


def test_command_offers_none_where_all_is_for_information(tmp_path: Path) -> None:
    write_site(mistakes()["第五部分都是套话"], tmp_path)
    ran = CliRunner().invoke(main, ["check", "jia-jiedao/2025", "--site", str(tmp_path)])
    assert "提醒（" in ran.output
    assert "waivers" not in ran.output


def test_command_ends_with_the_lines_and_the_loader_objects_to_their_slots(tmp_path: Path) -> None:
    write_site(BLANK_ROW, tmp_path)
    ran = CliRunner().invoke(main, ["check", "jia-jiedao/2025", "--site", str(tmp_path)])
    head, key, line, _ = ran.output.splitlines()[-4:]
    assert head.startswith(
        "原公布件如此、或者确有原因的，可以登记情况说明：把下面各行粘贴到 data/jia-jiedao/2025.yml 末尾"
    )
    assert key == "waivers:"
    assert re.fullmatch(
        r"  - \{rule: blank, at: 申请\.国家秘密, reason: 请写原因, date: \d{4}-\d\d-\d\d, office: 请写科室\}", line
    )
    path = tmp_path / REPORT
    path.write_text(path.read_text(encoding="utf-8") + f"{key}\n{line}\n", encoding="utf-8")
    again = CliRunner().invoke(main, ["check", "jia-jiedao/2025", "--site", str(tmp_path)])
    assert again.exit_code == 1
    assert "“reason（原因）”还没有写。请把“请写原因”改成实际的内容。" in again.output
    assert "“office（机构）”还没有写。请把“请写科室”改成实际的内容。" in again.output
    assert "可以登记情况说明" not in again.output


def test_nothing_is_offered_for_a_new_draft(tmp_path: Path) -> None:
    runner = CliRunner()
    assert runner.invoke(main, ["init", str(tmp_path / "x")]).exit_code == 0
    new = ["new", "jia", "2025", "--name", "示例市样例区甲街道办事处", "--zeros", "--site", str(tmp_path / "x")]
    assert runner.invoke(main, new).exit_code == 0
    for target in ([], ["jia/2025"]):
        ran = runner.invoke(main, ["check", *target, "--site", str(tmp_path / "x")])
        assert "提醒 3" in ran.output
        assert "情况说明" not in ran.output


def test_site_says_how_many_reports_have_some(tmp_path: Path) -> None:
    write_site(BLANK_ROW, tmp_path)
    ran = CliRunner().invoke(main, ["check", "--site", str(tmp_path)])
    assert ran.output.splitlines()[-2].endswith("如 gongkai check jia-jiedao/2025。")
    assert "waivers:" not in ran.output


MANY = ("国家秘密", "法律行政法规禁止", "三安全一稳定", "第三方合法权益")
MANY_BLANKS = Mistake(
    change={f"  {row}: [0, 0, 0, 0, 0, 0]": f"  {row}: [~, ~, ~, ~, ~, ~]" for row in MANY}, says=(), mends=""
)


def test_many_blanks_of_a_table_are_explained_together(tmp_path: Path) -> None:
    write_site(MANY_BLANKS, tmp_path)
    added = lines(check(tmp_path))
    assert added == ("- {rule: blank, at: 申请, reason: 请写原因, date: 2026-01-20, office: 请写科室}",)
    paste(tmp_path, added)
    assert not [item for item in check(tmp_path).findings_of(*KEY) if item.level is not Level.WAIVED]


def test_table_with_blanks_to_be_looked_at_is_not_explained_as_a_whole(tmp_path: Path) -> None:
    write_site(MANY_BLANKS, tmp_path)
    path = tmp_path / REPORT
    marked = "  # 请核对：原件是“若干”\n  重复申请: [~, 0, 0, 0, 0, 0]"
    text = path.read_text(encoding="utf-8").replace("  重复申请: [0, 0, 0, 0, 0, 0]", marked)
    path.write_text(text, encoding="utf-8")
    assert len(lines(check(tmp_path))) == len(MANY)


@pytest.mark.parametrize(
    ("status", "year", "offered"),
    [
        ("published", 2025, set()),
        ("draft  # 导入时有差错", 2025, set()),
        (f"draft  # {draft_reason('draft-filled', Status.PUBLISHED)}", 2025, {"balance", "title"}),
        ("published", 2024, {"balance", "title"}),
    ],
)
def test_what_is_mistyped_in_a_report_of_ones_own_is_not_to_be_explained(
    status: str, year: int, offered: set[str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A report of years before, or one that an import has made a draft, may have been published as it is."""
    monkeypatch.setattr("gongkai.cli.check.open_site", lambda site: check(site, today=DAY))
    write_site(Mistake(says=(), mends=""), tmp_path)
    data, page = tmp_path / f"data/jia-jiedao/{year}.yml", tmp_path / f"docs/jia-jiedao/{year}.md"
    text = data.read_text(encoding="utf-8").replace("status: published", f"status: {status}")
    data.write_text(re.sub(r"(  不掌握: \[)\d+", r"\g<1>77", text), encoding="utf-8")
    page.write_text(page.read_text(encoding="utf-8").replace(f"办事处{year}年", "办事处2023年", 1), encoding="utf-8")
    ran = CliRunner().invoke(main, ["check", f"jia-jiedao/{year}", "--site", str(tmp_path)])
    assert ran.output.count(" 差错（勾稽关系 balance）") == 1
    assert {rule for rule in re.findall(r"- \{rule: ([a-z-]+)", ran.output) if rule != "carry-over"} == offered
