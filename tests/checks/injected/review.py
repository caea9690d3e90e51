"""Mistakes that reviewers look for: what is not said, said again, or not likely."""

from __future__ import annotations

import re
from dataclasses import replace
from decimal import Decimal
from typing import TYPE_CHECKING

from tests.checks.injected.model import CleanReport, Edit, Injection, with_line

if TYPE_CHECKING:
    import random
    from collections.abc import Callable, Sequence

    from tests.checks.injected.model import Injector

_SINCE = 2021
"""From this year on the overview is limited and the fee is to be stated."""
_LABEL = re.compile(
    r"(?:### |\*\*)?(?:（[一二三四五]）|[一二三四五]是)(?:政府信息公开)?"
    r"(?:主动公开|依申请公开|政府信息管理|平台建设|监督保障)"
)
_FIGURES_TOO = ("narrative-figure",)
_CHARGES = "proactive.fees.amount"
_OF_CHARGES = ("narrative-figure", "fee-statement")
_OF_TEXT = ("narrative-figure", "narrative-template")
"""What is rightly said besides of text taken from another year: its figures, and calls that the new form has not."""
_NONE = (
    "无",
    "无。",
    "（无）",
    "没有。",
    "暂无",
    "没有问题。",
    "目前不存在问题，无改进情况。",
    "本年度没有存在的主要问题。",
    "无明显问题",
)
_SHORT = ("公示慢。", "人手不够。", "更新不及时", "栏目太多太乱", "解读偏少。")
_GENERAL = (
    "政府信息公开工作的认识还有待提高，业务水平不高。下一步加强学习，完善制度，提升工作质量。",
    "我单位政务公开工作还存在一些不足，主动性不够，今后将进一步加强组织领导，切实提高公开质量和水平。",
    "一是思想认识不够；二是人员业务能力有待加强；三是制度不完善。下一步将加大培训力度，完善工作机制。",
    "工作人员的政策水平参差不齐，主动公开的意识不强。今后，我们将以高度的责任感做好工作，努力打造阳光政府。",
    "一是公开内容不够丰富，形式比较单一。二是与群众的互动不够多。下一步，将进一步拓宽公开渠道，及时回应社会关切。",
    "存在问题：政策解读质量有待提高，队伍专业化水平有待提升。改进措施：强化培训，加强指导，健全长效机制，推动工作再上新台阶。",
)
_NO_FEE = (
    "没有其他需要报告的事项。", "除上述各项外，本年度无其他事项。", "本年办理人大代表建议 3 件，结果均已公布。",
    "公开目录已于年中修订。",
)  # fmt: skip
_FEES = (
    "本年度依规收取信息处理费{amount}。", "信息处理费收取情况：发出收费通知 3 件，总金额{amount}。",
    "全年收取{amount}的信息处理费，均已入库。", "按照有关规定，本机关信息处理费共计{amount}，其他事项无。",
)  # fmt: skip
_FILLER = (
    "向老年居民逐户讲解怎样在网上查办事结果，并把常用网址写在挂历背面。",
    "赶集日在镇口摆桌解答问题，记下没能当场答复的，回去后逐件打电话说明。",
    "把历年的会议决定按村装订成册，放在村委会，谁都可以翻看和抄录。",
    "请学校在家长会上转告招生安排，听到的疑问由窗口统一回复。",
    "在公交站牌上张贴查询方法，破损的由网格员随手更换。",
)


def _sections(lines: Sequence[str]) -> dict[str, tuple[int, int]]:
    """By number the indices of a section's heading and of what follows it."""
    starts = [index for index, line in enumerate(lines) if line.startswith("## ")]
    return {lines[a][3]: (a, b) for a, b in zip(starts, [*starts[1:], len(lines)], strict=True)}


def _body(lines: Sequence[str], number: str) -> list[int]:
    """Indices of the lines of a section that are neither empty nor macros of a line."""
    start, end = _sections(lines)[number]
    return [
        n
        for n in range(start + 1, end)
        if lines[n].strip() and not re.match(r"\{\{ (?:notes|downloads|table)", lines[n])
    ]


def _with_body(lines: list[str], number: str, *paragraphs: str) -> Edit:
    """A section with other paragraphs, and the line of the first of them."""
    body = _body(lines, number)
    start = _sections(lines)[number][0]
    kept = [line for n, line in enumerate(lines) if n not in body and not (body[0] < n < body[-1])]
    new = [part for paragraph in paragraphs for part in (paragraph, "")]
    return Edit("\n".join([*kept[: start + 2], *new, *kept[start + 2 :]]), start + 3)


def _at_heading(report: CleanReport, edit: Edit, number: str) -> Edit:
    return replace(edit, line=_sections(report.lines)[number][0] + 1)


# --- section one
def _aspects_left_out(count: int) -> Injector:
    def inject(report: CleanReport, rng: random.Random) -> Injection:
        lines = report.lines
        end = _sections(lines)["一"][1]
        labels = [index for index in range(end) if _LABEL.match(lines[index])]
        spans = list(zip(labels, [*labels[1:], end], strict=True))
        dropped = {index for start, stop in rng.sample(spans, count) for index in range(start, stop)}
        text = "\n".join(line for index, line in enumerate(lines) if index not in dropped)
        edit = _at_heading(report, Edit(text, 1), "一")
        return edit.injection("missing-aspect", report.narrative_path, level="notice", column=True, also=_FIGURES_TOO)

    return inject


def _assessment_left_out(words: Sequence[str]) -> Injector:
    def inject(report: CleanReport, _: random.Random) -> Injection | None:
        lines = report.lines
        index = next((n for n in _body(lines, "一") if "社会评议" in lines[n]), None)
        if index is None:
            return None
        clauses = re.split("(?<=[。；，])", lines[index])
        line = "".join(clause for clause in clauses if not any(word in clause for word in words))
        edit = _at_heading(report, with_line(lines, index, line), "一")
        return edit.injection("missing-aspect", report.narrative_path, level="notice", column=True, also=_FIGURES_TOO)

    return inject


def _overview_too_long(report: CleanReport, rng: random.Random) -> Injection | None:
    if report.year < _SINCE:
        return None
    lines = report.lines
    index = rng.choice([n for n in _body(lines, "一") if not lines[n].startswith("#")])
    text = "".join(rng.choice(_FILLER) for _ in range(34))
    edit = _at_heading(report, with_line(lines, index, lines[index] + text), "一")
    return edit.injection("overview-length", report.narrative_path, level="warning", column=True)


# --- sections five and six
def _five(texts: Sequence[str], level: str) -> Injector:
    def inject(report: CleanReport, rng: random.Random) -> Injection:
        edit = _with_body(report.lines, "五", rng.choice(texts))
        return edit.injection("empty-section", report.narrative_path, level=level, column=True)

    return inject


def _five_without_text(report: CleanReport, _: random.Random) -> Injection:
    edit = _at_heading(report, _with_body(report.lines, "五"), "五")
    return edit.injection("empty-section", report.narrative_path, level="warning", column=True)


def _six(texts: Sequence[str], code: str) -> Injector:
    def inject(report: CleanReport, rng: random.Random) -> Injection | None:
        if report.year < _SINCE:
            return None
        edit = _with_body(report.lines, "六", rng.choice(texts))
        edit = _at_heading(report, edit, "六") if code == "fee-statement" else edit
        return edit.injection(code, report.narrative_path, level="warning", column=True)

    return inject


def _fee_too_high(report: CleanReport, rng: random.Random) -> Injection | None:
    """A fee that is more than the charges: truly more, or 万元 written for 元."""
    if report.year < _SINCE:
        return None
    charges = Decimal(report.report.figure("proactive", "fees", "amount").number)
    if rng.random() < 0.5:
        amount = f" {int(charges * 10_000) + rng.randint(2, 90) * 100} 元"
    else:
        amount = f" {charges + rng.randint(1, 300)} 万元"
    text = rng.choice(_FEES).format(amount=amount)
    edit = _with_body(report.lines, "六", text)
    edit = replace(edit, column=text.index(amount) + 2)
    return edit.injection(
        "fee-statement",
        report.narrative_path,
        cell=_CHARGES,
        level="warning",
        column=True,
        also=_FIGURES_TOO,
    )


# --- last year's report
def _last_lines(report: CleanReport) -> list[str] | None:
    text = report.files.get(report.narrative_path_of(report.year - 1))
    return None if text is None else text.replace(f"{report.year - 1} 年", f"{report.year} 年").split("\n")


def _copied(number: str, change: Callable[[str, random.Random], str] = lambda line, _: line) -> Injector:
    """A section that is last year's, its lines changed somehow."""

    def inject(report: CleanReport, rng: random.Random) -> Injection | None:
        last = _last_lines(report)
        if last is None:
            return None
        paragraphs = [change(last[index], rng) for index in _body(last, number)]
        edit = _with_body(report.lines, number, *paragraphs)
        return edit.injection("repeated-narrative", report.narrative_path, level="warning", column=True, also=_OF_TEXT)

    return inject


def _other_figures(line: str, rng: random.Random) -> str:
    """The typed figures of a line changed, and nothing else."""
    parts = re.split(r"(\{\{.*?\}\})", line)
    return "".join(
        part if part.startswith("{{") else re.sub(r"\d+", lambda _: str(rng.randint(1, 99)), part) for part in parts
    )


def _partly_copied(report: CleanReport, rng: random.Random) -> Injection | None:
    """Section five with one paragraph of its own behind last year's two."""
    last = _last_lines(report)
    if last is None:
        return None
    own = [report.lines[index] for index in _body(report.lines, "五")]
    sentences = "".join(last[index] for index in _body(last, "五"))
    edit = _with_body(report.lines, "五", sentences, rng.choice(own)[:80] + "。")
    return edit.injection("repeated-narrative", report.narrative_path, level="warning", column=True, also=_OF_TEXT)


def _figures_copied(report: CleanReport, _: random.Random) -> Injection | None:
    last = report.last
    if last is None or last.form is not report.form:
        return None
    unmoved = {"in_force", "total_public", "previous_items"}
    text = report.files[report.data_path_of(report.year - 1)]
    own = re.search(r"(?m)^published: .*$", report.data)
    assert own is not None
    text = re.sub(r"(?m)^published: .*$", own[0], text)
    for table, row, column in last.cells():
        model = report.form.table_index[table]
        definition = model.columns(row)[column]
        number = last.grids[table][row][column].number
        if table == "proactive" and definition.id not in unmoved and number:
            line = _line_of(text, model.rows[row].name.short)
            return Injection(
                "repeated-figures", report.data_path, line, {report.data_path: text},
                also=frozenset({"carry-over", "stock", "narrative-figure", "fee-statement"}), level="warning",
            )  # fmt: skip
    return None


# --- figures
def _line_of(text: str, row: str, table: str = "") -> int:
    """The line of a row, within a table where more than one table may have it."""
    lines = text.split("\n")
    start = next((n for n, line in enumerate(lines) if line.startswith(f"{table}:")), 0) if table else 0
    return next(n for n, line in enumerate(lines) if n >= start and line.strip().startswith(f"{row}:")) + 1


def _with_row(text: str, row: str, value: str) -> Edit:
    lines = text.split("\n")
    index = _line_of(text, row) - 1
    return with_line(lines, index, re.sub(r":.*", f": {value}", lines[index], count=1))


def _rules_reported(report: CleanReport, rng: random.Random) -> Injection:
    figures = [0, 0, 0]
    place = rng.randrange(3)
    figures[place] = rng.randint(1, 9)
    columns = ("made", "published", "total_public") if report.year < _SINCE else ("made", "repealed", "in_force")
    edit = _with_row(report.data, "规章", str(figures))
    also = ("narrative-figure", "stock")
    return edit.injection(
        "rule-making-power", report.data_path, cell=f"proactive.rules.{columns[place]}", level="warning", also=also
    )


def _other_handling(report: CleanReport, rng: random.Random) -> Injection | None:
    """Most requests of natural persons end as 其他处理; only in reports whose totals are left out."""
    form, grids = report.form, report.report.grids["requests"]
    if not report.report.computed["requests"]:
        return None
    table = form.table_index["requests"]
    rows = [row for row in table.rows if not row.id.startswith(("received", "carried", "outcome_total"))]
    own = "其他处理" if report.year < _SINCE else "其他"
    others = [row for row in rows if row.name.short in ("其他处理", "其他", "逾期不补正", "逾期不缴费")]
    some_rows = [row for row in rows if row not in others and rng.random() < 0.8]
    moved = sum(int(grids[table.row_index[row.id]][0].number) for row in some_rows)
    before = sum(int(grids[table.row_index[row.id]][6].number) for row in others)
    concluded = int(grids[table.row_index["outcome_total"]][6].number)
    if moved < 5 or moved + before < 0.4 * concluded:
        return None
    text = report.data
    for row in some_rows:
        text = _with_row(text, row.name.short, str([0, *_figures(grids, table.row_index[row.id])[1:6]])).text
    number = next(table.row_index[row.id] for row in others if row.name.short == own)
    figures = _figures(grids, number)
    lines = text.split("\n")
    start = _line_of(text, "逾期不缴费" if report.year >= _SINCE else "确认或重新出具")
    index = next(n for n in range(start, len(lines)) if lines[n].strip().startswith(f"{own}:"))
    edit = with_line(lines, index, f"  {own}: {[figures[0] + moved, *figures[1:6]]}")
    first = next(row for row in others if row.name.short == own or grids[table.row_index[row.id]][6].number)
    line = edit.line if first.name.short == own else _line_of(edit.text, first.name.short)
    return replace(edit, line=line).injection(
        "plausibility", report.data_path, cell=f"requests.{first.id}.total", level="notice", also=_FIGURES_TOO
    )


def _figures(grid: Sequence[Sequence[object]], row: int) -> list[int]:
    return [int(figure.number) for figure in grid[row]]  # type: ignore[attr-defined]


def _other_unit(report: CleanReport, rng: random.Random) -> Injection | None:
    if report.year < _SINCE:
        return None
    edit = _with_row(report.data, "行政事业性收费", f"{rng.randint(50, 90_000) * 100}元")
    return edit.injection("plausibility", report.data_path, cell=_CHARGES, level="warning", also=_OF_CHARGES)


def _other_size(factor: str) -> Injector:
    """The charges of two years, of which this year's are some times the other's, give or take a sixth."""

    def inject(report: CleanReport, rng: random.Random) -> Injection | None:
        if report.last is None or report.last.form is not report.form or report.year < _SINCE:
            return None
        before = Decimal(rng.randint(3000, 90_000)) / 100
        now = (before * Decimal(factor) * rng.randint(86, 115) / 100).quantize(Decimal("0.01"))
        edit = _with_row(report.data, "行政事业性收费", f"{now:f}")
        injection = edit.injection("plausibility", report.data_path, cell=_CHARGES, level="notice", also=_OF_CHARGES)
        path = report.data_path_of(report.year - 1)
        last = _with_row(report.files[path], "行政事业性收费", f"{before:f}").text
        return replace(injection, files={**injection.files, path: last})

    return inject


def _out_of_scale(report: CleanReport, rng: random.Random) -> Injection | None:
    """What an office or bureau charged in 元, below a head in 万元, after years in which it charged nothing."""
    if report.year < _SINCE:
        return None
    town = "level: 乡级" in report.files[report.agency_path]
    if not town and "level: 县级" not in report.files[report.agency_path]:
        return None
    amount = rng.randint(12, 9000) * 100 if town else rng.randint(1100, 90_000) * 100
    edit = _with_row(report.data, "行政事业性收费", str(amount))
    injection = edit.injection("plausibility", report.data_path, cell=_CHARGES, level="notice", also=_OF_CHARGES)
    path = report.data_path_of(report.year - 1)
    if report.last is None or report.last.form is not report.form:
        return injection
    last = _with_row(report.files[path], "行政事业性收费", "0.00").text
    return replace(injection, files={**injection.files, path: last})


KINDS: dict[str, Injector] = {
    "an aspect left out": _aspects_left_out(1),
    "two aspects left out": _aspects_left_out(2),
    "assessment left out of a government's report": _assessment_left_out(("考核", "评议", "责任", "追究", "问责")),
    "工作考核 left out": _assessment_left_out(("考核",)),
    "社会评议 left out": _assessment_left_out(("评议",)),
    "责任追究 left out": _assessment_left_out(("责任", "追究")),
    "overview too long": _overview_too_long,
    "none in section five": _five(_NONE, "warning"),
    "fewer than ten characters in section five": _five(_SHORT, "warning"),
    "words of any office in section five": _five(_GENERAL, "notice"),
    "no text in section five": _five_without_text,
    "bare none in section six": _six(("无", "无。", "（无）", "没有。", "暂无。"), "empty-section"),
    "no fee in section six": _six(_NO_FEE, "fee-statement"),
    "fee higher than the charges": _fee_too_high,
    "section one of last year": _copied("一"),
    "section one of last year with other figures": _copied("一", _other_figures),
    "section five of last year": _copied("五"),
    "section five of last year with other figures": _copied("五", _other_figures),
    "most of section five of last year": _partly_copied,
    "figures of last year": _figures_copied,
    "rules reported without the power to make them": _rules_reported,
    "much other handling": _other_handling,
    "amount in another unit than the head's": _other_unit,
    "amount ten times last year's": _other_size("10"),
    "amount a hundred times last year's": _other_size("100"),
    "amount in 元 for 万元": _other_size("10000"),
    "amount a tenth of last year's": _other_size("0.1"),
    "amount in 元 for 万元 after years without any": _out_of_scale,
}
