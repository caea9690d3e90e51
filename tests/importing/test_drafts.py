"""Which documents come in as drafts, what the summary says of them, and that a build would have stopped on them."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import pytest

from gongkai.findings import Level
from gongkai.importing import ImportResult, Job, lines
from gongkai.importing.drafting import comments
from gongkai.readers.document import Origin
from gongkai.readers.remarks import Doubt, Remark
from gongkai.reports import Status
from gongkai.reports.layout import Layout
from gongkai.reports.loading.draft_reasons import line_of_draft
from gongkai.workspace import Workspace
from tests.importing.sample_documents import FORMS, brought, one, page

BALANCE = {"本年新收": "5 2 0 0 1 0 9"}
NEXT = "改好后运行 gongkai check yangli/2023，没有差错再把 status 改为 published，然后运行 mkdocs build。"
FAULTS = "文件本身有 2 处差错（勾稽关系、各列总计），请原单位更正，或登记情况说明。"
UNDECIDED = "有未定的数，请对照原件改好数据文件里“请核对：”各处。"
STOPS = "没有改好就写 published，生成网站（mkdocs build）会停在这里。"


def summary(root: Path, content: str, **options: Any) -> tuple[Status | None, list[str], str]:
    """Status and reasons of one document, and the line that sums it up."""
    item = one(root, "a.html", content, **options)
    shown = next(text for text in lines([item], FORMS, dry_run=False) if "共 200 格" in text)
    return item.status, [reason.value for reason in item.reasons], shown


def errors(root: Path) -> list[str]:
    """Codes of what stops a build."""
    site = Workspace(Layout(root, root / "data", root / "docs"), reserved=())
    return [item.code for item in site.public_findings() if item.level is Level.ERROR]


def blank() -> str:
    """A template that was not filled in."""
    return re.sub(r"(?<=<td>)[\d.]+(?=</td>)", "", page())


@pytest.mark.parametrize(
    ("content", "reason", "explanation", "code"),
    [
        (page(given=BALANCE), "faults", FAULTS, "balance"),
        (
            page(prose={"六": "电话 13800000000。"}),
            "text",
            "文字里有个人信息（docs/yangli/2023.md 第 27 行）。",
            "personal-data",
        ),
        (blank(), "blank", "各表都是空项，像是没有填的样表。", None),
        (page(given={"行政许可": "若干"}), "cells", UNDECIDED, None),
        (re.sub("<tr>(?:<td>[^<\\d]*</td>){4,}</tr>", "", page()), "cells", UNDECIDED, None),
    ],
    ids=["faults", "personal data", "blank template", "a word for a figure", "no heads of columns"],
)
def test_document_that_must_not_go_out_unseen_is_a_draft_and_says_why_and_what_next(
    tmp_path: Path, content: str, reason: str, explanation: str, code: str | None
) -> None:
    status, reasons, shown = summary(tmp_path, content)
    file = tmp_path / "data/yangli/2023.yml"
    text = file.read_text(encoding="utf-8")

    assert (status, reasons) == (Status.DRAFT, [reason])
    assert shown.endswith(f"写成草稿（status 为 draft，不公布）：{explanation}{STOPS if code else ''}{NEXT}")
    assert re.search(r"^status: draft  # .*改为 published$", text, re.MULTILINE)
    assert errors(tmp_path) == []
    file.write_text(text.replace("status: draft", "status: published"), encoding="utf-8")
    assert (code in errors(tmp_path)) is (code is not None), "the build would have stopped"


def test_blank_template_is_said_in_one_sentence_and_not_row_by_row(tmp_path: Path) -> None:
    one(tmp_path, "b.html", page(year=2022))
    item = one(tmp_path, "a.html", blank())
    assert {finding.code for finding in item.findings} & {"blank", "carry-over", "stock", "balance"} == set()
    assert item.exit_code == 1


@pytest.mark.parametrize("together", [True, False], ids=["in the same run", "in the site"])
def test_draft_of_the_year_before_is_said_once_as_nothing_is_checked_by_it(tmp_path: Path, *, together: bool) -> None:
    """One that becomes a draft only because its own figures do not add up is one as well."""
    jobs = []
    for year, given in ((2022, BALANCE), (2023, {})):
        file = tmp_path / f"{year}.html"
        file.write_text(page(year=year, given=given), encoding="utf-8")
        jobs.append(Job(file, "yangli", None, None, file.name))
    runs = [brought(tmp_path, *some) for some in ([jobs] if together else [jobs[:1], jobs[1:]])]
    before, item = (item for run in runs for item in run)
    assert (before.status, item.status) == (Status.DRAFT, Status.PUBLISHED)
    (text,) = (line for line in lines([before, item], FORMS, dry_run=False) if "还是草稿，" in line)
    assert text.startswith(
        "2023.html 上年（2022 年）的报告还是草稿，与上年有关的数（上年结转、现行有效件数）还不能算核对过"
    )
    assert "gongkai check yangli/2023" in text
    whys = {finding.args["why"] for finding in item.findings if finding.variant == "unchecked"}
    assert whys == (set() if together else {"2022 年的报告还是草稿"})


def test_personal_data_are_no_fault_of_the_figures(tmp_path: Path) -> None:
    _, _, shown = summary(tmp_path, page(prose={"六": "电话 13800000000。"}))
    assert "文件本身的差错 0。" in shown


def test_text_that_is_not_filled_in_needs_a_look_though_nothing_is_wrong(tmp_path: Path) -> None:
    item = one(tmp_path, "a.html", page(prose={"六": "收费情况待补充。"}))
    assert ([reason.value for reason in item.reasons], item.exit_code) == (["text"], 1)


def test_document_without_fault_is_published_and_says_so(tmp_path: Path) -> None:
    status, reasons, shown = summary(tmp_path, page())
    assert (status, reasons) == (Status.PUBLISHED, [])
    assert shown.endswith("。写成 published，下一次生成网站就公布；要先审核的，把 status 改为 reviewed。")


def test_report_that_is_to_be_reviewed_first_is_not_public_and_one_with_faults_is_a_draft(tmp_path: Path) -> None:
    status, reasons, shown = summary(tmp_path, page(), status=Status.REVIEWED)
    file = tmp_path / "data/yangli/2023.yml"
    assert (status, reasons, shown.endswith("文件本身的差错 0。")) == (Status.REVIEWED, [], True)
    assert "\nstatus: reviewed\n" in file.read_text(encoding="utf-8")

    file.unlink()
    status, _, shown = summary(tmp_path, page(given=BALANCE), force=True, status=Status.REVIEWED)
    assert status is Status.DRAFT
    assert shown.endswith("没有差错再把 status 改为 reviewed，然后审核：gongkai review yangli/2023 --pass。")
    line = "status: draft  # 原件有差错，改正或登记情况说明后改为 reviewed"
    assert line in file.read_text(encoding="utf-8")
    assert line_of_draft(f"version: 1\n{line}\n") == (2, Status.REVIEWED)


def test_name_that_contradicts_the_agency_s_file_is_said_and_makes_a_draft(tmp_path: Path) -> None:
    file = tmp_path / "data/yangli/agency.yml"
    file.parent.mkdir(parents=True)
    file.write_text("version: 1\nname: 示例市样例区乙局\nshort: 乙局\n", encoding="utf-8")
    item = one(tmp_path, "a.html", page())
    printed = list(lines([item], FORMS, dry_run=False))
    assert (item.status, [reason.value for reason in item.reasons]) == (Status.DRAFT, ["identity", "faults"])
    assert "a.html 请核对：单位登记为“示例市样例区乙局”，文件里写的是“样例街道办事处”，请核对。" in printed


def test_draft_in_a_trial_run_is_said_and_nothing_written(tmp_path: Path) -> None:
    status, reasons, _ = summary(tmp_path, page(given=BALANCE), dry_run=True)
    assert (status, reasons) == (Status.DRAFT, ["faults"])
    assert list((tmp_path / "data").iterdir()) == []


def test_published_report_that_is_imported_again_with_faults_stays_published_and_says_so(tmp_path: Path) -> None:
    summary(tmp_path, page())
    status, reasons, shown = summary(tmp_path, page(given=BALANCE), force=True)
    assert (status, reasons) == (Status.PUBLISHED, ["faults"])
    assert f"status 仍是 published，但{FAULTS}生成网站（mkdocs build）会停在这里。请先改好，再运行" in shown
    assert "status: published\n" in (tmp_path / "data/yangli/2023.yml").read_text(encoding="utf-8")


@pytest.mark.parametrize(
    ("row", "draft", "sentence"),
    [
        ("（七）申请人主动撤回 4 0 1 0 0 0 5", True, "总计是否已包含这些数，应归入哪一行（如“其他”）。"),
        ("（四）无法提供 1 1 0 0 1 0 4", True, "总计是否已包含这些数，应归入哪一行（如“其他”）。"),
        ("（七）申请人主动撤回 0 0 0 0 - 0 0", False, "本年的格式没有这一行，数都是 0 或空，没有填写："),
        ("（四）无法提供 1 1 0 0 1 0 3", False, "原件这一行是“（四）无法提供”的小计，与各项之和相符，不用填："),
    ],
    ids=["figures", "no sum of its group", "noughts", "subtotal"],
)
def test_row_that_the_form_has_not_leaves_a_draft_unless_nothing_is_lost(
    tmp_path: Path, row: str, sentence: str, *, draft: bool
) -> None:
    cells = "".join(f"<td>{text}</td>" for text in row.split(" "))
    status, reasons, _ = summary(tmp_path, page().replace("<tr><td>（七）总计", f"<tr>{cells}</tr><tr><td>（七）总计"))
    text = (tmp_path / "data/yangli/2023.yml").read_text(encoding="utf-8")

    assert (status, reasons) == ((Status.DRAFT, ["cells"]) if draft else (Status.PUBLISHED, []))
    assert sentence in text
    assert row[:6] in text


def test_total_row_that_was_not_found_is_open_and_not_added_up(tmp_path: Path) -> None:
    content = re.sub(r"<tr>(?:(?!</tr>).)*（七）总计.*?</tr>", "", page(), flags=re.DOTALL)
    one(tmp_path, "a.html", content)
    text = (tmp_path / "data/yangli/2023.yml").read_text(encoding="utf-8")

    assert "（七）总计" not in content
    assert re.search(r"# 请核对：申请表“（七）总计”：原件里没有找到，.*\n +办理结果总计: +\[(?: *~,?)+\]", text)


def test_document_does_not_say_whose_figures_it_holds(tmp_path: Path) -> None:
    one(tmp_path, "a.html", page())

    assert "scope" not in (tmp_path / "data/yangli/agency.yml").read_text(encoding="utf-8")


def test_remarks_are_written_once_and_no_more_of_them_than_a_file_may_hold() -> None:
    same = Remark(Doubt.NOTED, "embedded", Origin(), "a")
    others = (Remark(Doubt.NOTED, "embedded", Origin(), f"{number},") for number in range(4_000))
    texts = [comment.text for comment in comments((same, same, *others), None)]
    assert len(set(texts)) == len(texts)
    assert sum(1 + text.count(",") for text in texts) < 10_000
    assert sum(len(text.encode()) for text in texts) < 1_000_000
    assert (
        texts[-1]
        == f"# 请核对：疑问太多，还有 {4_002 - len(texts)} 条没有写在这里；要看全部，导入时加上 --format json。"
    )


def test_no_more_is_said_of_a_document_than_a_clerk_can_look_at() -> None:
    remarks = [Remark(Doubt.GUESSED, "embedded", Origin(), f"甲{number}") for number in range(1_000)]
    item = ImportResult(Job(Path("a.docx"), "yangli", display_name="a.docx"), 2023, remarks=(*remarks, *remarks))
    shown = list(lines([item], FORMS, dry_run=False))
    assert len(shown) < len(set(remarks)) == 1_000
    assert "a.docx 请核对：疑问太多，还有 500 条没有列出；要看全部，导入时加上 --format json。" in shown


def test_sentences_that_tell_figures_of_the_tables_stay_in_the_text(tmp_path: Path) -> None:
    """Also in the section of the table, short, and with what the table has not: the checks compare them."""
    sentences = {
        "一": "本年制发行政规范性文件2件。\n行政许可31件。",
        "二": "行政许可31件。\n本年制发行政规范性文件1件。",
        "五": "行政处罚0件。规章0件，行政规范性文件2件。",
        "六": "行政事业性收费12.30万元。",
    }
    item = one(tmp_path, "a.html", page(prose=sentences))
    narrative = (tmp_path / "docs/yangli/2023.md").read_text(encoding="utf-8")

    assert [remark.code for remark in item.remarks if not remark.sure] == []
    assert [line for text in sentences.values() for line in text.split("\n") if line not in narrative] == []


def test_short_sentence_is_a_row_where_the_table_lacks_it(tmp_path: Path) -> None:
    lacking = re.sub("<tr><td>行政许可</td><td>31</td></tr>", "", page(prose={"二": "行政许可31件。"}))
    item = one(tmp_path, "a.html", lacking)

    assert item.status is Status.DRAFT
