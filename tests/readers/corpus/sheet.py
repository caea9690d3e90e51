"""A consistent report by the printed forms, and its tables as cells with spans, as an honest office would set them.

The labels are the form's; the layout is written out here and not taken from our own tables, so that a fault in those
is no fault of these documents too.
"""

from __future__ import annotations

import random
from dataclasses import dataclass, field, replace

from gongkai.forms import shipped_forms

FORMS = {form.id: form for form in shipped_forms()}
Cells = dict[tuple[str, str, str], str]
"""Figures as printed, by table, row and column; a blank is an empty text."""


@dataclass(frozen=True)
class Cell:
    """A cell as an author set it."""

    text: str
    colspan: int = 1
    rowspan: int = 1
    head: bool = False
    at: tuple[str, str, str] | None = None
    """Which figure it holds."""
    row: str = ""
    """Of the label of a row: the row."""


Line = list[Cell]
Table = list[Line]


@dataclass
class Sheet:
    """A report before it becomes a file.

    Attributes:
        form: Id of the form.
        year: Reporting year.
        cells: What a right import holds.
        tables: The printed tables by id.
        before: Lines of text before the report.
        after: Lines of text behind it.
        sections: Headings by number.
        prose: Paragraphs by section number.
    """

    form: str
    year: int
    cells: Cells
    tables: dict[str, list[Table]]
    before: list[str] = field(default_factory=list)
    after: list[str] = field(default_factory=list)
    sections: dict[str, str] = field(default_factory=dict)
    prose: dict[str, list[str]] = field(default_factory=dict)

    @property
    def title(self) -> str:
        """The title of the document."""
        return f"示例市样例区庚街道办事处{self.year}年政府信息公开工作年度报告"

    def each(self) -> list[Line]:
        """Every line of every table."""
        return [line for parts in self.tables.values() for table in parts for line in table]

    def change(self, old: Cell, **changes: object) -> None:
        """Put another cell in the place of one."""
        for line in self.each():
            for number, cell in enumerate(line):
                if cell is old:
                    line[number] = replace(cell, **changes)  # type: ignore[arg-type]

    def figure(self, *at: str) -> Cell:
        """The cell that holds a figure."""
        return next(cell for line in self.each() for cell in line if cell.at == at)

    def label(self, row: str) -> Cell:
        """The cell that names a row."""
        return next(cell for line in self.each() for cell in line if cell.row == row)


COLUMNS = ("natural_person", "enterprise", "research", "social", "legal", "other", "total")


def sheet(form: str, seed: int) -> Sheet:
    """A consistent report, other figures for every seed."""
    chance = random.Random(seed)  # noqa: S311 - repeatable, not secret
    year = {"gia-2019": 2020, "gia-2021": 2024}[form]
    cells: Cells = {}
    tables = {
        "proactive": [_proactive(form, cells, chance)],
        "requests": [_requests(form, cells, chance)],
        "review": [_review(form, cells, chance)],
    }
    sections = {section.number: f"{section.number}、{section.title}" for section in FORMS[form].sections}
    prose = {
        "一": [
            "本街道按照上级部署推进信息公开，全年在门户网站发布各类信息若干条。",
            "（一）主动公开方面",
            "重点公开办事指南和惠民政策。",
        ],
        "五": ["存在的问题是更新不够及时，下一步将明确专人负责。"],
        "六": ["本年度没有收取信息处理费，也没有其他需要报告的事项。"],
    }
    return Sheet(form, year, cells, tables, sections=sections, prose=prose)


def _proactive(form: str, cells: Cells, chance: random.Random) -> Table:
    table = FORMS[form].table_index["proactive"]
    width = 1 + max(len(block.columns) for block in table.blocks)
    lines: Table = []
    for number, block in enumerate(table.blocks):
        span = (width - 1) // len(block.columns)
        lines.append([Cell(block.title or "", colspan=width, head=True)])
        lines.append([Cell("信息内容", head=True), *(Cell(c.name.label, span, head=True) for c in block.columns)])
        for row in table.rows:
            if row.block != number:
                continue
            line = [Cell(row.name.label, head=True, row=row.id)]
            for column in block.columns:
                at = ("proactive", row.id, column.id)
                cells[at] = _number(column.kind.value, chance)
                line.append(Cell(cells[at], span, at=at))
            lines.append(line)
    return lines


def _number(kind: str, chance: random.Random) -> str:
    if kind == "amount":
        return f"{chance.randrange(1, 90000) / 100:.2f}"
    return str(chance.choice([0, 0, 3, 12, 47, 208, 1160]))


def _requests(form: str, cells: Cells, chance: random.Random) -> Table:
    table = FORMS[form].table_index["requests"]
    columns = table.blocks[0].columns
    outcomes = [
        row.id for row in table.rows if row.id not in ("received", "carried_in", "carried_out", "outcome_total")
    ]
    grid = {row.id: [0] * 6 for row in table.rows}
    for row in outcomes:
        grid[row] = [chance.choice([0, 0, 0, 1, 2, 5, 13, 64]) for _ in range(6)]
    for column in range(6):
        concluded = sum(grid[row][column] for row in outcomes)
        left, came = chance.choice([0, 0, 1, 3]), chance.choice([0, 0, 1, 2])
        came = min(came, concluded + left)
        grid["outcome_total"][column], grid["carried_out"][column] = concluded, left
        grid["carried_in"][column], grid["received"][column] = came, concluded + left - came
    for row, figures in grid.items():
        for column, value in zip(columns, [*figures, sum(figures)], strict=True):
            cells["requests", row, column.id] = str(value)
    return [*_requests_head(), *_requests_body(form, cells)]


def _requests_head() -> Table:
    corner = "（本列数据的勾稽关系为：第一项加第二项之和，等于第三项加第四项之和）"
    kinds = ("商业企业", "科研机构", "社会公益组织", "法律服务机构", "其他")
    return [
        [Cell(corner, 3, 3, head=True), Cell("申请人情况", 7, head=True)],
        [
            Cell("自然人", rowspan=2, head=True),
            Cell("法人或其他组织", 5, head=True),
            Cell("总计", rowspan=2, head=True),
        ],
        [Cell(kind, head=True) for kind in kinds],
    ]


def _requests_body(form: str, cells: Cells) -> Table:
    table = FORMS[form].table_index["requests"]
    lines: Table = []
    open_groups: list[str] = []
    for row in table.rows:
        line: Line = []
        for depth, group in enumerate(row.groups):
            if group.id not in open_groups:
                members = sum(1 for other in table.rows if group.id in [item.id for item in other.groups])
                line.append(Cell(group.label, rowspan=members, head=True))
                open_groups[depth:] = [group.id]
        line.append(Cell(row.name.label, 3 - len(row.groups), head=True, row=row.id))
        line += [Cell(cells[at], at=at) for at in (("requests", row.id, c.id) for c in table.blocks[0].columns)]
        lines.append(line)
    return lines


def _review(form: str, cells: Cells, chance: random.Random) -> Table:
    table = FORMS[form].table_index["review"]
    columns = [column.id for column in table.blocks[0].columns]
    line: Line = []
    for start in range(0, 15, 5):
        parts = [chance.choice([0, 0, 0, 1, 3, 11]) for _ in range(4)]
        for name, value in zip(columns[start : start + 5], [*parts, sum(parts)], strict=True):
            at = ("review", table.rows[0].id, name)
            cells[at] = str(value)
            line.append(Cell(cells[at], at=at))
    heads = [
        Cell(text, head=True) for _ in range(2) for text in ("结果维持", "结果纠正", "其他结果", "尚未审结", "总计")
    ]
    return [
        [Cell("行政复议", 5, head=True), Cell("行政诉讼", 10, head=True)],
        [
            *(Cell(text, rowspan=2, head=True) for text in ("结果维持", "结果纠正", "其他结果", "尚未审结", "总计")),
            Cell("未经复议直接起诉", 5, head=True),
            Cell("复议后起诉", 5, head=True),
        ],
        heads,
        line,
    ]
