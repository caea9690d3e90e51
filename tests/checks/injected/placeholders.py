"""What a clerk leaves to be filled in, in every text that is published."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tests.checks.injected.model import Edit, with_line, with_phrase

if TYPE_CHECKING:
    import random

    from tests.checks.injected.model import CleanReport, Injection, Injector

CODE = "placeholder"


def _in_narrative(*phrases: str) -> Injector:
    """A phrase between two sentences of the narrative; said in its line, at the column that ^ marks."""

    def inject(report: CleanReport, rng: random.Random) -> Injection:
        before, _, behind = rng.choice(phrases).partition("^")
        edit = with_phrase(report, before + behind, rng)
        edit = Edit(edit.text, edit.line, edit.column + len(before))
        return edit.injection(CODE, report.narrative_path, column=True)

    return inject


def _line_of_its_own(*phrases: str) -> Injector:
    """A section's text is nothing but the phrase."""

    def inject(report: CleanReport, rng: random.Random) -> Injection:
        lines = report.lines
        starts = [index for index, line in enumerate(lines) if line.startswith("## ")]
        index = rng.choice(starts) + 2
        return with_line(lines, index, rng.choice(phrases)).injection(CODE, report.narrative_path, also=_ANY_TEXT)

    return inject


_ANY_TEXT = ("table-missing", "narrative-figure", "missing-aspect", "empty-section", "fee-statement", "overview-length")
"""What may be said as well where a paragraph of a section is gone."""


def _in_title(*phrases: str) -> Injector:
    def inject(report: CleanReport, rng: random.Random) -> Injection:
        title = report.lines[0].replace("年政府", f"年{rng.choice(phrases)}政府")
        return with_line(report.lines, 0, title).injection(CODE, report.narrative_path)

    return inject


def _below_data(text: str, column: int = 0) -> Injector:
    """Further lines behind the data, of which the last holds the phrase."""

    def inject(report: CleanReport, _: random.Random) -> Injection:
        lines = [*report.data.rstrip("\n").split("\n"), *text.split("\n")]
        edit = Edit("\n".join(lines) + "\n", len(lines), column or 1)
        return edit.injection(CODE, report.data_path, also=("waiver-unused",), column=bool(column))

    return inject


def _in_agency(key: str, value: str) -> Injector:
    def inject(report: CleanReport, _: random.Random) -> Injection:
        lines = report.files[report.agency_path].rstrip("\n").split("\n")
        index = next((n for n, line in enumerate(lines) if line.strip().startswith(f"{key}:")), None)
        if index is None:
            lines.append(f"{key}: {value}")
            return Edit("\n".join(lines) + "\n", len(lines)).injection(CODE, report.agency_path)
        indent = lines[index][: len(lines[index]) - len(lines[index].lstrip())]
        return with_line(lines, index, f"{indent}{key}: {value}").injection(CODE, report.agency_path)

    return inject


KINDS: dict[str, Injector] = {
    "asked to fill in": _in_narrative(
        "^（请填写）", "^请填写。", "^（请填写本单位情况）", "^（请据实填写）", "共^请填写件。"
    ),
    "to be added": _in_narrative(
        "^待补充。", "^（待补充）", "数据^待补充，", "^（待填写）", "^【待核实】", "^（待定）"
    ),
    "crosses": _in_narrative("^×××单位牵头。", "共办理^××件。", "^××年×月×日通过。", "由^××街道负责。"),
    "capital letters": _in_narrative(
        "共发布^XX条。", "由^XX局负责。", "^XXXX年XX月。", "共^ＸＸ次。", "其中^X件。", "共^N篇。"
    ),
    "small letters": _in_narrative("共发布^xx条。", "召开^xxx会议。"),
    "years with letters": _in_narrative("^20XX年以来，", "^202X年，", "^20××年底，", "截至^20XX年12月，"),
    "boxes": _in_narrative("^□已完成□未完成。", "^☐是 ☐否。", "^□"),
    "left out": _in_narrative("^（略）", "^(略)", "^（以下略）", "^（内容略）"),
    "here": _in_narrative(
        "^此处填写工作亮点。", "^（此处填写…）", "^（此处插入图表）", "^此处应补充数据。", "^（此处省略）"
    ),
    "names in brackets": _in_narrative("^[单位名称]", "^【年份】", "^〔文号〕", "^＜单位名称＞", "^（单位名称）"),
    "somebody": _in_narrative("由^某某局牵头。", "^某某同志分管。", "在^某某社区试点。", "^某某街道"),
    "empty brackets": _in_narrative("^（　）", "^〔 〕", "^《 》", "^（）"),
    "rules to write on": _in_narrative("共^____件。", "于^＿＿＿＿完成。"),
    "date without numbers": _in_narrative("于^年　月　日公布。", "2025^年 月 日，"),
    "marks of questions": _in_narrative("共^？？件。", "共^??件。"),
    "notes of a template": _in_narrative(
        "^（提交前删除本段）", "^（本段为示例文字）", "^TODO：核对。", "^（发布前请删除）", "^占位文字"
    ),
    "orders in brackets": _in_narrative(
        "^（请简述主要做法）", "^（请根据实际情况填写）", "^【请列出具体数字】", "^（请补充）"
    ),
    "section that was not written": _line_of_its_own("请填写", "待补充", "（请填写）", "略", "略。", "待完善"),
    "title": _in_title("XX", "（请填写）", "××"),
    "note in the data": _below_data("notes:\n  - {at: 六, text: 待补充}", 19),
    "reason of an explanation": _below_data(
        "waivers:\n  - rule: blank\n    at: 六\n    date: 2026-01-20\n    office: 办公室\n    reason: （请填写）", 13
    ),
    "title in the data": _below_data("title: XX街道政府信息公开工作年度报告"),
    "name of the agency's contact": _in_agency("office", "XX办公室"),
    "name of the agency": _in_agency("short", "某某局"),
}
