"""A second import: nothing is overwritten unasked, and what was made by hand outlives it."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from gongkai.importing import lines
from gongkai.reports import Status
from tests.importing.sample_documents import FORMS, one, page
from tests.importing.test_import import codes, read, report

if TYPE_CHECKING:
    from pathlib import Path

PAGE = page(given={"予以公开": "4 1     5"})
WAIVER = """\

notes:
  # 表注旁的注释
  - {at: 申请, text: 手写的表注}
waivers:   # 都签过
  - {rule: blank, at: 申请.予以公开, reason: "原件 # 有空项", date: 2024-02-01, office: 办公室} # 一
corrections:
  - {at: 主动公开.行政许可.处理决定, date: 2024-03-01, before: 31, after: 33}  # 函告
# 末行
"""


@pytest.fixture
def site(tmp_path: Path) -> Path:
    """A site with a report that came in and was worked on."""
    one(tmp_path, "a.html", PAGE)
    file = tmp_path / "data/yangli/2023.yml"
    text = file.read_text(encoding="utf-8")
    text = text.replace("published: 未载", "published: 2024-01-20  # 查自公报")
    text = text.replace("  行政许可:       31", "  # 许可已更正\n  行政许可:       33")
    text = text.replace("本年新收:         [5,", "本年新收:         [6,").replace(
        "status: published", "status: reviewed"
    )
    file.write_text(text + WAIVER, encoding="utf-8")
    page_file = tmp_path / "docs/yangli/2023.md"
    page_file.write_text(page_file.read_text(encoding="utf-8") + "\n手写的一段。\n", encoding="utf-8")
    return tmp_path


def test_nothing_is_overwritten_without_force(site: Path) -> None:
    before = {path: path.read_bytes() for path in site.rglob("*") if path.is_file()}
    item = one(site, "a.html", PAGE)
    assert item.exit_code == 2
    assert item.error == "data/yangli/2023.yml、docs/yangli/2023.md 已存在，没有覆盖。要覆盖请加 --force。"
    tried = one(site, "a.html", PAGE, dry_run=True)
    assert tried.exit_code == 2
    assert "请把 --force 和 --dry-run 一起写上" in (tried.error or "")
    assert {path: path.read_bytes() for path in site.rglob("*") if path.is_file()} == before


def test_waivers_corrections_notes_and_comments_stay_with_force(site: Path) -> None:
    one(site, "a.html", PAGE, force=True)
    text = read(site, "data/yangli/2023.yml")
    for kept in (
        "published: 2024-01-20  # 查自公报\n",
        "status: reviewed\n",
        "  # 许可已更正\n  行政许可:       33\n",
        "notes:\n  # 表注旁的注释\n  - {at: 申请, text: 手写的表注}\n",
        "waivers:   # 都签过\n",
        'reason: "原件 # 有空项", date: 2024-02-01, office: 办公室} # 一\n',
        "corrections:\n  - {at: 主动公开.行政许可.处理决定, date: 2024-03-01, before: 31, after: 33}  # 函告\n",
        "# 末行\n",
    ):
        assert text.count(kept) == 1, kept
    report_again = report(site)
    assert [(waiver.at, waiver.office) for waiver in report_again.waivers] == [("申请.予以公开", "办公室")]
    assert report_again.figure("proactive", "licensing", "decisions").value == 33
    assert report_again.figure("requests", "received", "natural_person").value == 5


def test_what_is_replaced_is_said_and_kept_where_it_is_not_published(site: Path) -> None:
    before = {name: read(site, name) for name in ("data/yangli/2023.yml", "docs/yangli/2023.md")}
    item = one(site, "a.html", PAGE, force=True)
    assert item.former == ("data/yangli/.former/2023.yml", "data/yangli/.former/2023.md")
    assert read(site, item.former[0]) == before["data/yangli/2023.yml"]
    assert read(site, item.former[1]) == before["docs/yangli/2023.md"]
    assert "figures-changed" in codes(item)
    changed = next(remark for remark in item.remarks if remark.code == "figures-changed")
    assert (changed.row, dict(changed.args)["before"], dict(changed.args)["after"]) == ("received", "6", "5")


def test_third_import_of_the_same_changes_nothing_and_keeps_no_further_copy(site: Path) -> None:
    one(site, "a.html", PAGE, force=True)
    before = {path: path.read_bytes() for path in site.rglob("*") if path.is_file()}
    item = one(site, "a.html", PAGE, force=True)
    assert item.former == ()
    assert {path: path.read_bytes() for path in site.rglob("*") if path.is_file()} == before


def test_notes_of_the_document_join_those_that_are_there(site: Path) -> None:
    page_with_note = PAGE.replace("</table><p>四、", "</table><p>注：含委托办理的。</p><p>四、")
    one(site, "a.html", page_with_note, force=True)
    texts = [note.text for note in report(site).notes]
    assert texts[0] == "手写的表注"
    assert len(texts) == len(set(texts))
    one(site, "a.html", page_with_note, force=True)
    assert [note.text for note in report(site).notes] == texts


def test_status_stays_as_decided_and_no_draft_of_a_clerk_is_published_by_itself(tmp_path: Path) -> None:
    doubtful = page(given={"本年新收": "若干 2 0 0 1 0 8"})
    file = tmp_path / "data/yangli/2023.yml"
    one(tmp_path, "a.html", doubtful)
    mark = "status: draft  # 有未定的数，核对后改为 published\n"
    assert mark in file.read_text(encoding="utf-8")
    one(tmp_path, "a.html", doubtful, force=True)
    assert file.read_text(encoding="utf-8").count(mark) == 1
    file.write_text(file.read_text(encoding="utf-8").replace(mark, "status: draft\n"), encoding="utf-8")
    one(tmp_path, "a.html", page(), force=True)
    assert "status: draft\n" in file.read_text(encoding="utf-8")
    file.write_text(file.read_text(encoding="utf-8").replace("status: draft", "status: published"), encoding="utf-8")
    item = one(tmp_path, "a.html", doubtful, force=True)
    assert (item.status, item.open) == (Status.PUBLISHED, True)
    assert "status: published\n" in file.read_text(encoding="utf-8")


@pytest.mark.parametrize("goal", [Status.PUBLISHED, Status.REVIEWED])
def test_draft_that_an_import_made_is_one_as_long_as_its_reason_lasts(tmp_path: Path, goal: Status) -> None:
    faulty, file = page(given={"本年新收": "5 2 0 0 1 0 9"}), tmp_path / "data/yangli/2023.yml"
    mark = f"status: draft  # 原件有差错，改正或登记情况说明后改为 {goal.value}\n"
    one(tmp_path, "a.html", faulty, status=goal)
    item = one(tmp_path, "a.html", faulty, force=True)
    assert (item.status, file.read_text(encoding="utf-8").count(mark)) == (Status.DRAFT, 1)
    item = one(tmp_path, "a.html", page(), force=True)
    assert (item.status, f"status: {goal.value}\n" in file.read_text(encoding="utf-8")) == (goal, True)
    shown = "\n".join(lines([item], FORMS, dry_run=False))
    assert f"上次导入时写成草稿的原因没有了，status 改为 {goal.value}。" in shown


def test_file_that_cannot_be_read_is_not_replaced(site: Path) -> None:
    (site / "data/yangli/2023.yml").write_text("version: [1\n", encoding="utf-8")
    item = one(site, "a.html", PAGE, force=True)
    assert item.exit_code == 2
    assert "没有覆盖" in item.error
    assert read(site, "data/yangli/2023.yml") == "version: [1\n"
    (site / "data/yangli/2023.yml").write_bytes("说明".encode("gb18030"))
    assert "没有覆盖" in one(site, "a.html", PAGE, force=True).error


def test_comments_that_a_former_import_wrote_are_written_anew(tmp_path: Path) -> None:
    one(tmp_path, "a.html", page(given={"本年新收": "若干 2 0 0 1 0 8"}))
    file = tmp_path / "data/yangli/2023.yml"
    assert "自然人”：原件是“若干”" in file.read_text(encoding="utf-8")
    one(tmp_path, "a.html", page(), force=True)
    text = file.read_text(encoding="utf-8")
    assert "若干" not in text
    assert "# 自然人 商业企业" in text
    assert text.count("自然人 商业企业") == 1


def test_sign_off_stays_with_force_and_is_void_where_figures_changed(tmp_path: Path) -> None:
    one(tmp_path, "a.html", page())
    file = tmp_path / "data/yangli/2023.yml"
    block = "sign_off:\n  - {step: 拟稿, office: 办公室, date: 2024-01-08, bound: 0123456789abcdef}  # 已盖章\n"
    file.write_text(file.read_text(encoding="utf-8") + "\n" + block, encoding="utf-8")

    item = one(tmp_path, "a.html", page(given={"行政许可": "32"}), force=True)

    assert block in file.read_text(encoding="utf-8")
    assert "sign-off" in [finding.code for finding in item.findings]
