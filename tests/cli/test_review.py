"""The command `gongkai review`: what the office makes of reports, bound to their content, on the board and in texts."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import pytest
from docx import Document

from tests.site.sites import Site, hashes

if TYPE_CHECKING:
    from pathlib import Path

WHY = "第三部分漏填"


@pytest.fixture
def site(tmp_path: Path) -> Site:
    """A site with one report, without an error, that says no date of publication."""
    return Site(tmp_path / "office").change("data/x/2023.yml", "published: 2024-01-15", "published: 未载")


def review(site: Site, *words: str) -> str:
    ran = site.run("gongkai", "review", "x/2023", *words)
    assert ran.code == 0, ran.output
    return ran.output


def row(site: Site, *words: str) -> dict[str, Any]:
    ran = site.run("gongkai", "status", "--year", "2023", "--format", "json", *words)
    assert ran.code == 0, ran.output
    [agency] = json.loads(ran.output)["agencies"]
    return dict(agency)


@pytest.mark.slow
def test_report_goes_from_filed_over_returned_and_passed_to_published(site: Site) -> None:
    assert row(site)["review"] == {"state": "filed", "result": None, "date": None, "reason": None, "void": False}

    assert "x/2023：退回修改" in review(site, "--return", "--reason", WHY, "--date", "2024-01-20")
    returned = {"state": "returned", "result": "returned", "date": "2024-01-20", "reason": WHY, "void": False}
    assert row(site)["review"] == returned
    site.change("docs/x/2023.md", "## 六、", "补写一句。\n\n## 六、")
    assert (row(site)["review"]["state"], row(site)["review"]["void"]) == ("filed", True)

    review(site, "--pass", "--date", "2024-01-22")
    assert row(site)["review"]["state"] == "passed"
    assert site.run("gongkai", "publish").code == 0
    assert row(site)["review"]["state"] == "published", "the ledger has it"
    assert review(site).splitlines() == [
        "x/2023：已公布", f"  2024-01-20 退回修改：{WHY}", "  2024-01-22 审核通过",
    ]  # fmt: skip


@pytest.mark.slow
def test_change_after_it_passed_voids_that(site: Site) -> None:
    review(site, "--pass", "--date", "2024-01-22")
    assert "sign-off" not in site.run("gongkai", "check").output
    site.change("data/x/2023.yml", "version: 1", "# 备注\nversion: 1")
    assert row(site)["review"]["state"] == "passed", "a comment is no content"

    site.change("docs/x/2023.md", "## 六、", "补写一句。\n\n## 六、")

    assert (row(site)["review"]["state"], row(site)["review"]["void"]) == ("filed", True)
    assert "2024-01-22 审核通过以后内容改过，审核结果失效。" in site.run("gongkai", "check").output


def test_day_of_publication_that_has_come_is_published_and_one_sent_back_is_returned(site: Site) -> None:
    site.change("data/x/2023.yml", "published: 未载", "published: 2024-01-15")
    assert row(site)["review"]["state"] == "published"
    review(site, "--return", "--reason", WHY)
    assert row(site)["review"]["state"] == "returned"


def test_draft_is_not_filed_until_it_is_sent_back(site: Site) -> None:
    review(site, "--return", "--reason", WHY)
    site.change("data/x/2023.yml", "status: published", "status: draft")
    assert row(site)["review"]["state"] == "returned"
    (site.root / "data/.review/x.tsv").unlink()
    assert row(site)["review"]["state"] == "missing"
    ran = site.run("gongkai", "review", "x/2023", "--pass")
    assert (ran.code, "还是草稿" in ran.output and "status 改为 reviewed" in ran.output) == (2, True)


def test_draft_that_an_import_made_is_sent_back_and_does_not_pass_until_it_is_filed_anew(site: Site) -> None:
    draft = "status: draft  # 原件有差错，改正或登记情况说明后改为 reviewed"
    site.change("data/x/2023.yml", "status: published", draft)
    assert row(site)["review"]["state"] == "filed"
    ran = site.run("gongkai", "review", "x/2023", "--pass")
    assert (ran.code, "导入时写成了草稿" in ran.output) == (2, True)
    assert "没有登记" in site.run("gongkai", "review", "2023", "--pass").output

    site.change("data/x/2023.yml", "规范性文件: [", "规范性文件: [x, ")
    assert site.run("gongkai", "review", "2023", "--return", "--reason", WHY).output.startswith("x/2023：退回修改")
    assert row(site)["review"]["state"] == "returned"
    assert f"退回修改：{WHY}" in site.run("gongkai", "status", "--reminders").output
    site.change("data/x/2023.yml", "规范性文件: [x, ", "规范性文件: [")
    assert row(site)["review"]["state"] == "filed", "it has come in anew, though it is still a draft"
    review(site, "--return", "--reason", WHY)
    site.change("data/x/2023.yml", draft, "status: reviewed")
    site.change("docs/x/2023.md", "## 六、", "补写一句。\n\n## 六、")
    assert "x/2023：审核通过" in site.run("gongkai", "review", "2023", "--pass").output


def test_reason_stands_in_check_reminder_and_note(site: Site) -> None:
    review(site, "--return", "--reason", f" {WHY}\t见\n附件 ")
    reason = f"{WHY} 见 附件"

    assert f"退回修改：{reason}" in site.run("gongkai", "check").output
    assert f"退回修改：{reason}。请改好以后重新报送。" in site.run("gongkai", "status", "--reminders").output
    assert site.run("gongkai", "status", "--notes", "notes").code == 0
    [note] = (site.root / "notes").iterdir()
    assert any(f"退回修改：{reason}" in item.text for item in Document(str(note)).paragraphs)


def test_board_is_filtered_by_state_of_review(site: Site) -> None:
    review(site, "--pass")
    assert "共 1 家" in site.run("gongkai", "status", "--only", "审核通过").output
    assert "审核：审核通过 1。" in site.run("gongkai", "status", "--only", "无问题").output
    assert "共 0 家" in site.run("gongkai", "status", "--only", "退回修改", "--only", "逾期").output
    ran = site.run("gongkai", "status", "--only", "退回")
    assert (ran.code, "可写：未报送、" in ran.output) == (2, True)


@pytest.mark.parametrize(
    ("words", "why"),
    [
        (("--pass", "--return"), "只能写一个"),
        (("--return",), "没有写退回的原因"),
        (("--return", "--reason", "  "), "没有写退回的原因"),
        (("--reason", WHY), "和 --return 一起写"),
        (("--pass", "--date", "2999-01-01"), "还没有到"),
        (("--pass", "--date", "三月"), "不是日期"),
        (("x/2022", "--pass"), "2022"),
    ],
)
def test_what_cannot_be_is_refused(site: Site, words: tuple[str, ...], why: str) -> None:
    before = hashes(site.root)
    ran = site.run("gongkai", "review", "x/2023", *words)
    assert (ran.code, hashes(site.root)) == (2, before)
    assert why in ran.output


def test_report_with_an_error_is_sent_back_and_does_not_pass(site: Site) -> None:
    site.change("data/x/2023.yml", "规范性文件: [", "规范性文件: [x, ")
    ran = site.run("gongkai", "review", "x/2023", "--pass")
    assert (ran.code, "还有 1 处差错，不能通过" in ran.output) == (2, True)
    review(site, "--return", "--reason", WHY)
    site.write("data/x/2023.yml", "[\n")
    assert row(site)["review"]["state"] == "filed", "something else has come in"
    review(site, "--return", "--reason", "读不了")
    assert row(site)["review"]["state"] == "returned"


def test_year_alone_stands_for_its_reports(site: Site) -> None:
    site.write("data/y/agency.yml", "version: 1\nname: 乙局\n")
    site.write("data/y/2023.yml", site.read("data/x/2023.yml").replace("规范性文件: [", "规范性文件: [x, ", 1))

    def run(*words: str) -> str:
        ran = site.run("gongkai", "review", "2023", *words)
        assert ran.code == 0, ran.output
        return ran.output

    assert run().splitlines() == ["x/2023：已报送", "y/2023：已报送"]
    assert run("--return", "--reason", WHY).startswith("y/2023：退回修改\n审核记录 1 条")
    assert (
        run("--return", "--reason", WHY) == "2023 年没有这样的报告，没有登记。各份审核到哪一步：gongkai review 2023。\n"
    )
    assert run("--pass").startswith("x/2023：审核通过\n审核记录 1 条")
    assert run().splitlines()[::2] == ["x/2023：审核通过", "y/2023：退回修改"]


def test_earlier_day_and_a_line_that_is_none_are_said(site: Site) -> None:
    review(site, "--return", "--reason", WHY, "--date", "2024-01-20")
    ran = site.run("gongkai", "review", "x/2023", "--pass", "--date", "2024-01-19")
    assert (ran.code, "早于上次审核的 2024-01-20" in ran.output) == (2, True)
    file = site.root / "data/.review/x.tsv"
    file.write_text(file.read_text(encoding="utf-8") + "<<<<<<< HEAD\n", encoding="utf-8")
    ran = site.run("gongkai", "check")
    assert "data/.review/x.tsv:3:1 提示（审签 sign-off）：这一行不是审核记录" in ran.output


def test_what_has_passed_is_published_and_the_rest_left_out(site: Site) -> None:
    """The comments and the order of the data file stay; a date that it has is kept, one that is typed is written."""
    text = site.read("data/x/2023.yml").replace("status: published", "status: reviewed  # 待公布")
    site.write("data/x/2023.yml", text)
    for slug, name in ("y", "乙局"), ("z", "丙局"):
        site.write(f"data/{slug}/agency.yml", f"version: 1\nname: {name}\n")
        site.write(f"docs/{slug}/2023.md", site.read("docs/x/2023.md").replace("示例市样例区甲街道办事处", name))
    site.write("data/y/2023.yml", text.replace("published: 未载\n", "").replace("规范性文件: [2", "规范性文件: [3", 1))
    site.write("data/z/2023.yml", text.replace("published: 未载", "published: 2024-01-11"))
    year = ("gongkai", "review", "2023")
    assert "先审核通过：gongkai review 2023 --pass" in site.run(*year, "--publish").output
    passed = site.run(*year[:2], "x/2023", "z/2023", "--pass")
    assert passed.output.endswith("要公布的，运行 gongkai review x/2023 z/2023 --publish。\n"), passed.output

    tried = site.run(*year, "--publish", "--dry-run")
    assert (tried.code, site.read("data/x/2023.yml")) == (1, text)
    assert "2023 年没有审核通过、不公布的：已报送 1。" in tried.output
    assert "+status: published  # 待公布" in tried.output
    ran = site.run(*year, "--publish", "--yes")
    assert ran.code == 0, ran.output
    assert "2 份已改为公布。接着运行 gongkai check" in ran.output
    status = text.replace("status: reviewed", "status: published")
    assert "published: 2024-01-11\n" in site.read("data/z/2023.yml")
    today = site.read("data/x/2023.yml").partition("published: ")[2][:10]
    assert site.read("data/x/2023.yml") == status.replace("未载", today)

    assert "没有审核通过（现在是“已报送”）" in site.run("gongkai", "review", "y/2023", "--publish").output
    assert "已经是 published" in site.run("gongkai", "review", "x/2023", "--publish").output
    site.run("gongkai", "review", "y/2023", "--pass")
    assert site.run(*year, "--publish", "--date", "2024-01-28", "--yes").code == 0
    assert "published: 2024-01-28\nstatus: published" in site.read("data/y/2023.yml")


@pytest.mark.parametrize(
    ("words", "why"),
    [
        (("--publish", "--pass"), "先审核，再公布"),
        (("--yes",), "只和 --publish 一起写"),
        (("--publish",), "还有 1 处差错"),
    ],
)
def test_publishing_that_cannot_be_is_refused(site: Site, words: tuple[str, ...], why: str) -> None:
    site.change("data/x/2023.yml", "status: published", "status: reviewed")
    site.change("data/x/2023.yml", "规范性文件: [", "规范性文件: [x, ")
    before = hashes(site.root)
    ran = site.run("gongkai", "review", "x/2023", *words)
    assert (ran.code, why in ran.output, hashes(site.root)) == (2, True, before), ran.output
