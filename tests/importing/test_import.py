"""A document comes in: what is written, what is said, and what is left as it was."""

from __future__ import annotations

import hashlib
import re
from typing import TYPE_CHECKING

import pytest

from gongkai.findings import Level
from gongkai.forms import FormRegistry
from gongkai.importing import Job, lines
from gongkai.narrative import parse_narrative
from gongkai.readers.remarks import Doubt
from gongkai.reports import Status, load_report
from tests.importing.sample_documents import AGENCY, FORMS, brought, one, page, text_2020

if TYPE_CHECKING:
    from pathlib import Path

    from gongkai.findings import Finding
    from gongkai.importing import ImportResult
    from gongkai.reports import Report


def codes(item: ImportResult) -> set[str]:
    return {remark.code for remark in item.remarks}


def found_in(item: ImportResult) -> list[Finding]:
    """What the checks found, but for what they could not check without the year before, and for what reviewers miss.

    The sample documents say no more in words than is needed to bring them in, and the same figures for all years.
    """
    return [
        finding
        for finding in item.findings
        if finding.variant != "unchecked" and finding.code not in {"missing-aspect", "repeated-figures"}
    ]


def read(root: Path, name: str) -> str:
    return (root / name).read_text(encoding="utf-8")


def report(root: Path, year: int = 2023) -> Report:
    text = read(root, f"data/yangli/{year}.yml")
    year_report, findings = load_report(
        text, path="x", agency="yangli", year=year, registry=FormRegistry(FORMS.values())
    )
    assert findings == ()
    assert year_report is not None
    return year_report


@pytest.mark.parametrize(
    ("name", "content", "year", "cells"),
    [
        ("a.html", page(), 2023, 200),
        ("a.html", page("gia-2019", 2020, given={"行政事业性收费": "0 0"}), 2020, 198),
        ("a.txt", text_2020(), 2020, 198),
    ],
    ids=["page of 2023", "page of 2020", "tabbed text of 2020"],
)
def test_report_that_adds_up_comes_in_whole_and_is_certain(
    tmp_path: Path, name: str, content: str, year: int, cells: int
) -> None:
    item = one(tmp_path, name, content)
    assert (item.exit_code, item.error, item.year, found_in(item)) == (0, "", year, [])
    assert (item.cells.total, item.cells.taken, item.cells.blank, item.cells.unsure) == (cells, cells, 0, 0)
    year_report = report(tmp_path, year)
    assert (year_report.status, year_report.published, year_report.title) == (Status.PUBLISHED, None, None)
    assert year_report.figure("requests", "received", "total").value == 8
    assert year_report.figure("requests", "unable_not_held", "legal_service").value == 1
    assert all(not cells for cells in year_report.computed.values())
    assert f"name: {AGENCY}\n" in read(tmp_path, "data/yangli/agency.yml")
    assert "level" not in read(tmp_path, "data/yangli/agency.yml")


def test_narrative_has_the_sections_their_text_and_each_table_once(tmp_path: Path) -> None:
    one(tmp_path, "a.html", page(prose={"一": "（一）主动公开\n公开了文件。\n（二）依申请公开\n答复 8 件。"}))
    parts = read(tmp_path, "docs/yangli/2023.md").split("\n\n")
    assert parts == [
        f"# {AGENCY}2023年政府信息公开工作年度报告",
        "{{ report_header() }}",
        "## 一、总体情况",
        "### （一）主动公开",
        "公开了文件。",
        "### （二）依申请公开",
        "答复 8 件。",
        "## 二、主动公开政府信息情况",
        '{{ table("主动公开") }}',
        "## 三、收到和处理政府信息公开申请情况",
        '{{ table("申请") }}',
        "## 四、政府信息公开行政复议、行政诉讼情况",
        '{{ table("复议诉讼") }}',
        "## 五、存在的主要问题及改进情况",
        "政策解读以文字为主，图解偏少；下一年由办公室为每件重要文件配一份图解。",
        "## 六、其他需要报告的事项",
        "本年度没有收取信息处理费。",
        "{{ notes() }}",
        "{{ downloads() }}\n",
    ]


def test_sections_under_other_titles_and_numbers_keep_their_words(tmp_path: Path) -> None:
    titles = {
        "一": "概述",
        "四": "四、因政府信息公开工作被申请行政复议、提起行政诉讼情况",
        "五": "五、问题与打算",
        "六": "七、其他需要报告的事项",
    }
    item = one(tmp_path, "a.html", page(titles=titles))
    text = read(tmp_path, "docs/yangli/2023.md")
    assert [line for line in text.splitlines() if line.startswith("## ")] == [
        "## 概述",
        "## 二、主动公开政府信息情况",
        "## 三、收到和处理政府信息公开申请情况",
        "## 四、因政府信息公开工作被申请行政复议、提起行政诉讼情况",
        "## 五、问题与打算",
        "## 七、其他需要报告的事项",
    ]
    assert [finding.variant for finding in found_in(item)] == ["unnumbered", "section-title", "number"]
    assert item.exit_code == 1


NASTY = """\
{{ config }} 和 {% raw %}、{# 注 #}
# 不是标题
- 不是列表
1. 也不是
!!! note
| a | b |
<b>不是标签</b> & *不是强调* [不是](链接)"""


def test_text_that_is_markdown_or_a_template_by_chance_stays_text(tmp_path: Path) -> None:
    item = one(tmp_path, "a.html", page(prose={"一": NASTY}))
    assert [finding.code for finding in found_in(item)] == []
    text = read(tmp_path, "docs/yangli/2023.md")
    narrative, problems = parse_narrative(text, path="x")
    assert problems == ()
    assert {slot.name for slot in narrative.slots} == {"report_header", "table", "notes", "downloads"}
    shown = [line for _, line in narrative.lines]
    assert [line for line in NASTY.split("\n") if line not in shown] == []
    assert [heading.level for heading in narrative.headings].count(2) == 6
    assert all(type(block).__name__ in {"Heading", "Paragraph"} for block in narrative.blocks)


def test_chrome_of_a_page_is_left_out_and_what_is_no_known_chrome_is_said(tmp_path: Path) -> None:
    top = "<div>首页 &gt; 政府信息公开年报</div><div>打印</div>"
    foot = "<div>版权所有：样例街道</div><div>样例热线请拨示例号码</div>"
    item = one(tmp_path, "a.html", page(top=top, foot=foot))
    text = read(tmp_path, "docs/yangli/2023.md")
    assert not any(word in text for word in ("首页", "打印", "版权", "热线"))
    assert [remark.text for remark in item.remarks if remark.code == "left-out"] == ["样例热线请拨示例号码"]
    assert item.exit_code == 0


@pytest.mark.parametrize(
    ("options", "published", "remark_codes"),
    [
        ({"meta": {"PubDate": "2024-01-17 08:58:00"}}, "2024-01-17 08:58", set()),
        ({"top": "<p>发布时间: 2021-03-05 08:58</p>"}, "2021-03-05 08:58", set()),
        (
            {"top": "<table><tr><td>索引号</td><td>A1</td><td>发布日期</td><td>2024-01-17</td></tr></table>"},
            "2024-01-17",
            {"own"},
        ),
        ({"foot": f"<p>{AGENCY}</p><p>2024年1月23日</p>"}, "2024-01-23", {"date-of-signature"}),
        ({"foot": "<p>2024年1月</p>"}, "未载", {"date-without-day"}),
        ({"meta": {"PubDate": "2024-01-17"}, "foot": "<p>2024年1月3日</p>"}, "2024-01-17", {"date-signed-other"}),
        ({"foot": "<p>二〇二四年一月二十三日</p>"}, "2024-01-23", {"date-of-signature"}),
        ({}, "未载", set()),
    ],
)
def test_date_of_publication_is_what_the_document_says_and_never_invented(
    tmp_path: Path, options: dict[str, str], published: str, remark_codes: set[str]
) -> None:
    item = one(tmp_path, "a.html", page(**options))  # type: ignore[arg-type]
    assert f"\npublished: {published}\n" in read(tmp_path, "data/yangli/2023.yml")
    assert codes(item) == remark_codes
    assert all(remark.sure for remark in item.remarks)


def test_two_dates_are_said_with_the_one_that_was_taken(tmp_path: Path) -> None:
    item = one(tmp_path, "a.html", page(meta={"PubDate": "2024-01-17"}, foot="<p>2024年1月3日</p>"))
    sentence = "公布日期写的是发布日期 2024-01-17，落款日期是 2024-01-03，两个日期不同。"
    assert [line for line in lines([item], FORMS, dry_run=False) if "日期" in line] == [
        f"a.html 原件：{sentence}要写落款日期的，请改数据文件的 published。"
    ]
    assert sentence in read(tmp_path, "data/yangli/2023.yml")
    assert item.exit_code == 0


def test_what_the_data_have_no_key_for_stands_as_a_comment(tmp_path: Path) -> None:
    one(tmp_path, "a.html", page(top="<p>索引号：A-1　文号：样街发〔2024〕1号　发布机构：样例街道</p>"))
    assert "# 原件：文号 样街发〔2024〕1号；索引号 A-1；发布机构 样例街道。\n" in read(tmp_path, "data/yangli/2023.yml")


def test_year_is_that_of_the_title_then_of_the_period_and_contradictions_are_said(tmp_path: Path) -> None:
    period = {"一": "本报告统计期限为2022年1月1日至12月31日。"}
    assert codes(one(tmp_path, "a.html", page(prose=period))) == {"years-differ"}
    untitled = page(prose=period).replace(f"<h1>{AGENCY}2023年政府信息公开工作年度报告</h1>", "")
    file = tmp_path / "b.html"
    file.write_text(untitled, encoding="utf-8")
    assert brought(tmp_path, Job(file, "other", None, "样例局", "b.html"))[0].year == 2022
    other = one(tmp_path / "c", "c.html", page(), year=2024)
    assert (other.year, codes(other) & {"year-given"}) == (2024, {"year-given"})
    nothing = one(tmp_path, "d.html", page().replace(f"{AGENCY}2023年", AGENCY), agency="fourth")
    assert (nothing.exit_code, nothing.error) == (2, "找不到报告年度，请用 --year 写明。")
    named = one(tmp_path / "e", "2023年度报告.html", page().replace(f"{AGENCY}2023年", AGENCY))
    assert (named.year, named.status, codes(named)) == (2023, Status.DRAFT, {"year-by-file"})


def test_fault_of_the_document_is_a_finding_and_stays_as_published(tmp_path: Path) -> None:
    item = one(tmp_path, "a.html", page(given={"本年新收": "5 2 0 0 1 0 9"}))
    assert {finding.code for finding in found_in(item)} == {"balance", "row-total"}
    assert item.exit_code == 1
    assert "本年新收:         [5, 2, 0, 0, 1, 0, 9]" in read(tmp_path, "data/yangli/2023.yml")


def test_blanks_stay_blank_and_a_column_without_totals_is_not_filled(tmp_path: Path) -> None:
    item = one(tmp_path, "a.html", page(given={"予以公开": "4 1     5"}))
    assert (item.cells.taken, item.cells.blank) == (200, 4)
    assert "[4, 1, ~, ~, ~, ~, 5]" in read(tmp_path, "data/yangli/2023.yml")


def test_open_cell_is_a_blank_under_a_comment_that_says_what_stood_there(tmp_path: Path) -> None:
    item = one(tmp_path, "a.html", page(given={"本年新收": "若干 2 0 0 1 0 8"}))
    assert [(remark.doubt, remark.row, remark.col) for remark in item.remarks] == [
        (Doubt.UNREADABLE, "received", "natural_person")
    ]
    assert (item.cells.taken, item.cells.missing, item.exit_code) == (199, 1, 1)
    lines = read(tmp_path, "data/yangli/2023.yml").splitlines()
    place = next(number for number, line in enumerate(lines) if line.startswith("  本年新收:"))
    assert lines[place].endswith(" [~, 2, 0, 0, 1, 0, 8]")
    assert lines[place - 1].startswith("  # 请核对：申请表“一、本年新收政府信息公开申请数量”“自然人”：原件是“若干”")


def test_glued_figures_are_open_with_every_reading_and_the_report_still_loads(tmp_path: Path) -> None:
    text = text_2020().replace("规范性文件\t2\t2\t9", "规范性文件229112")
    item = one(tmp_path, "a.txt", text)
    remark = next(remark for remark in item.remarks if remark.doubt is Doubt.AMBIGUOUS)
    assert (remark.row, len(remark.candidates) > 1) == ("normative_documents", True)
    written = read(tmp_path, "data/yangli/2020.yml")
    assert "可能是：2、2、9112；" in written
    assert "2、空、29112等，共 28 种。" in written
    assert "\nstatus: draft  # 有未定的数，核对后改为 published\n" in written
    assert report(tmp_path, 2020).figure("proactive", "normative_documents", "made").value is None
    assert item.cells.unsure >= 3


def test_readings_that_are_cut_say_how_many_there_are(tmp_path: Path) -> None:
    one(tmp_path, "a.txt", text_2020().replace("规范性文件\t2\t2\t9", "规范性文件2291123456"))
    assert re.search(r"可能是：.*等，(?:共 (?:1[3-9]|[2-9]\d) 种|不止这些)。", read(tmp_path, "data/yangli/2020.yml"))


def test_personal_data_are_masked_in_comments_and_the_narrative_keeps_its_text(tmp_path: Path) -> None:
    telling = "联系人：某某某 电话 13800000000"
    item = one(tmp_path, "a.html", page(prose={"六": telling}, given={"本年新收": "见13800000000说明 2 0 0 1 0 8"}))
    assert "personal" in codes(item)
    assert telling in read(tmp_path, "docs/yangli/2023.md")
    written = read(tmp_path, "data/yangli/2023.yml")
    assert "13800000000" not in written
    assert "某某某" not in written
    assert "138******00" in written


def test_report_before_2019_is_narrative_with_the_original_beside_it(tmp_path: Path) -> None:
    lines = ("一、概述", "（一）公开情况", "公开信息 12 条。", "二、申请情况", "没有申请。")
    content = "\n\n".join([f"{AGENCY}2017年政府信息公开工作年度报告", *lines])
    item = one(tmp_path, "a.txt", content)
    assert (item.form, item.exit_code, item.cells.total) == ("none", 0, 0)
    sha256 = hashlib.sha256(content.encode()).hexdigest()
    assert read(tmp_path, "data/yangli/2017.yml") == (
        "version: 1\nform: none\npublished: 未载\nstatus: published\n"
        f"source: {{file: original.txt, sha256: {sha256}}}\n"
    )
    assert "## 一、概述\n\n### （一）公开情况\n\n公开信息 12 条。\n\n## 二、申请情况" in read(
        tmp_path, "docs/yangli/2017.md"
    )
    assert (tmp_path / "docs/yangli/2017/original.txt").read_text(encoding="utf-8") == content


def test_report_of_later_years_without_tables_says_so(tmp_path: Path) -> None:
    item = one(tmp_path, "a.txt", f"{AGENCY}2023年政府信息公开工作年度报告\n\n一、总体情况\n\n见图片。")
    assert (item.form, item.exit_code) == ("none", 1)
    assert "no-tables" in codes(item)
    assert [finding.variant for finding in found_in(item)] == ["form-needed"]


def test_name_is_not_cut_from_a_title_over_two_lines_and_is_said_where_it_hardly_is_one(tmp_path: Path) -> None:
    broken = text_2020().replace("2020年政府信息公开", "2020\n年政府信息公开", 1)
    item = one(tmp_path / "broken", "a.txt", broken)
    assert (item.year, "name-in-doubt" in codes(item), report(tmp_path / "broken", 2020).title) == (2020, False, None)
    assert f"name: {AGENCY}\n" in read(tmp_path / "broken", "data/yangli/agency.yml")

    item = one(tmp_path / "short", "a.txt", text_2020(agency="我局"))
    assert "name-in-doubt" in codes(item)
    assert report(tmp_path / "short", 2020).status is Status.DRAFT


def test_original_is_kept_as_what_a_site_does_not_run(tmp_path: Path) -> None:
    content = page(foot="<script>alert(1)</script>")
    one(tmp_path, "a.html", content, keep_original=True)
    kept = tmp_path / "docs/yangli/2023/original.html.txt"
    assert kept.read_text(encoding="utf-8") == content
    (source,) = report(tmp_path).sources
    assert source is not None
    assert (source.file, source.sha256) == (kept.name, hashlib.sha256(kept.read_bytes()).hexdigest())


def test_file_that_is_no_such_report_writes_nothing(tmp_path: Path) -> None:
    item = one(tmp_path, "a.txt", "买菜清单\n\n白菜 2 斤\n", year=2023)
    assert (item.exit_code, item.writes) == (2, ())
    assert item.error.startswith("不像是政府信息公开工作年度报告")
    assert not (tmp_path / "data/yangli").exists()


def test_dry_run_says_the_same_and_writes_nothing(tmp_path: Path) -> None:
    content = page(given={"本年新收": "5 2 0 0 1 0 9"})
    tried = one(tmp_path, "a.html", content, dry_run=True)
    assert list((tmp_path / "data").iterdir()) == []
    assert not (tmp_path / "docs").exists()
    actual = one(tmp_path, "a.html", content)
    assert (actual.findings, actual.remarks, actual.writes) == (tried.findings, tried.remarks, tried.writes)
    assert [write.path for write in actual.writes] == [
        "data/yangli/agency.yml",
        "data/yangli/2023.yml",
        "docs/yangli/2023.md",
        "data/.schema/gia-2021.json",
    ]


def test_checks_see_the_other_years_of_the_agency_that_come_in_with_it(tmp_path: Path) -> None:
    items = [("a.html", page()), ("b.html", page("gia-2021", 2022))]
    jobs = []
    for name, content in items:
        (tmp_path / name).write_text(content, encoding="utf-8")
        jobs.append(Job(tmp_path / name, "yangli", None, None, name))
    results = brought(tmp_path, *jobs)
    assert [(item.year, item.exit_code) for item in results] == [(2023, 1), (2022, 0)]
    across = [[item for item in items.findings if item.code in {"carry-over", "stock"}] for items in results]
    assert [(item.code, item.col, item.expected, item.actual) for item in across[0]] == [
        ("stock", "in_force", "10", "9"),
    ]
    assert {(item.code, item.variant) for item in across[1]} == {("carry-over", "unchecked"), ("stock", "unchecked")}
    assert {item.code for item in results[0].findings} >= {"repeated-figures", "repeated-narrative"}
    again = brought(tmp_path, jobs[0], jobs[0], force=True)
    assert again[1].error == "和“a.html”是同一份报告（yangli/2023），没有再写。"


def test_name_that_is_registered_otherwise_is_said(tmp_path: Path) -> None:
    one(tmp_path, "a.html", page())
    item = one(tmp_path, "b.html", page("gia-2021", 2022, agency="别的街道办事处"))
    assert "agency-differs" in codes(item)
    named = brought(tmp_path, Job(tmp_path / "a.html", "yangli", None, "别的街道办事处", "a.html"), force=True)
    assert "name-given" in codes(named[0])
    assert "指定的名称是“别的街道办事处”，data/yangli/agency.yml 里是" in "".join(lines(named, FORMS, dry_run=True))
    assert (item.status, report(tmp_path, 2022).status) == (Status.DRAFT, Status.DRAFT)
    assert f"name: {AGENCY}\n" in read(tmp_path, "data/yangli/agency.yml")


def test_narrative_is_found_again_in_text_that_is_glued_together(tmp_path: Path) -> None:
    body = text_2020().split("\n\n", 2)[2]
    glued = f"{AGENCY}2020年政府信息公开工作年度报告\n\n一、总体情况\n\n" + "".join(body.split())
    item = one(tmp_path, "a.txt", glued)
    text = read(tmp_path, "docs/yangli/2020.md")
    assert item.form == "gia-2019"
    assert [line for line in text.splitlines() if line.startswith("## ")] == [
        f"## {section.number}、{section.title}" for section in FORMS["gia-2019"].sections
    ]
    assert "\n政策解读以文字为主，图解偏少；下一年由办公室为每件重要文件配一份图解。\n" in text
    assert "\n本年度没有收取信息处理费。\n" in text
    assert "自然人" not in text


def test_labels_that_stray_beside_a_table_are_said_and_no_narrative(tmp_path: Path) -> None:
    content = page().replace(
        "<p>三、收到和处理政府信息公开申请情况</p>", "<p>三、收到和处理政府信息公开申请情况</p><p>公益组织 法律</p>"
    )
    item = one(tmp_path, "a.html", content)
    text = read(tmp_path, "docs/yangli/2023.md")
    assert "公益组织 法律" not in text
    assert item.exit_code == 0


def test_figures_of_a_table_that_was_not_found_stand_in_the_comments_and_not_in_the_narrative(tmp_path: Path) -> None:
    before, title, rest = text_2020().partition("四、政府信息公开行政复议、行政诉讼情况")
    content = f"{before}{title}\n\n结果维持 | 3 | 11 | 47 | 208\n\n五、{rest.partition('五、')[2]}"
    item = one(tmp_path, "a.txt", content)
    written = read(tmp_path, "data/yangli/2020.yml")
    assert [remark.text for remark in item.remarks if remark.table == "review"] == ["结果维持 3 11 47 208", title[2:]]
    assert "没有读取，也没有写进文字部分，请对照原件：“结果维持 3 11 47 208”" in written
    assert "没有读出“政府信息公开行政复议、行政诉讼情况”这张表" in written
    assert not re.search(r"&#124;|208", read(tmp_path, "docs/yangli/2020.md"))


def test_row_beside_its_table_is_listed_and_no_paragraph_and_what_may_be_one_is_said_with_its_line(
    tmp_path: Path,
) -> None:
    row, both = "（一）全部公布 11 12 13 14 15 16 81", "申请情况为 41 42 43，见下。"
    item = one(tmp_path, "a.html", page(prose={"三": f"{row}\n{both}"}))
    text, data = read(tmp_path, "docs/yangli/2023.md"), read(tmp_path, "data/yangli/2023.yml")
    terminal = "\n".join(lines([item], FORMS, dry_run=False))
    number = text.splitlines().index(both) + 1
    assert row not in text
    assert item.cells.taken == item.cells.total
    assert (item.status, [reason.value for reason in item.reasons]) == (Status.DRAFT, ["cells"])
    for sentence in (
        f"没有读取，也没有写进文字部分，请对照原件：“{row}”",
        f"留在文字部分（docs/yangli/2023.md:{number}）",
    ):
        assert sentence in terminal
        assert sentence in data


def test_image_is_named_with_its_place(tmp_path: Path) -> None:
    content = page(prose={}).replace("<p>五、", '<p><img src="table.png" alt="公开流程图"></p><p>五、')
    item = one(tmp_path, "a.html", content)
    assert [remark.doubt for remark in item.remarks if remark.code == "image"] == [Doubt.UNKNOWN]
    assert item.exit_code == 1


def test_table_that_is_none_of_the_form_is_kept_in_the_narrative(tmp_path: Path) -> None:
    extra = "<table><tr><td>渠道</td><td>篇数</td></tr><tr><td>公众号</td><td>31 | 32</td></tr></table>"
    one(tmp_path, "a.html", page(foot=extra))
    text = read(tmp_path, "docs/yangli/2023.md")
    assert "| 渠道 | 篇数 |\n| --- | --- |\n| 公众号 | 31 &#124; 32 |\n" in text


def test_text_that_may_not_be_published_comes_in_as_a_draft_with_the_finding(tmp_path: Path) -> None:
    item = one(tmp_path, "a.html", page(prose={"六": "联系电话 13800000000，收费情况待补充。"}))
    assert (item.status, item.unpublishable, item.error) == (Status.DRAFT, True, "")
    assert item.exit_code == 1
    levels = {
        finding.code: finding.level for finding in item.findings if finding.code in {"personal-data", "placeholder"}
    }
    assert levels == {"personal-data": Level.ERROR, "placeholder": Level.NOTICE}
    assert "status: draft  # 文字里有不能公布的内容，改好后改为 published" in read(tmp_path, "data/yangli/2023.yml")
    assert "13800000000，收费情况待补充。" in read(tmp_path, "docs/yangli/2023.md")
    shown = "\n".join(lines([item], {}, dry_run=False))
    place = "docs/yangli/2023.md 第 27 行"
    assert f"文字里有个人信息（{place}）、未填完的内容（{place}“待补充”）。" in shown
