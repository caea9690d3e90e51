"""What becomes of an honest table on its way to the public: each function makes one mess of a sheet."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from tests.readers.corpus.sheet import Cell

if TYPE_CHECKING:
    from collections.abc import Callable

    from tests.readers.corpus.sheet import Line, Sheet

WIDE = str.maketrans("0123456789.-+", "０１２３４５６７８９．－＋")
RADICALS = str.maketrans({"行": "⾏", "人": "⼈", "大": "⼤", "一": "⼀", "自": "⾃", "公": "公", "年": "年"})


def every(sheet: Sheet, test: Callable[[Cell], bool], change: Callable[[Cell], Cell]) -> None:
    """Change every cell that a test takes."""
    for line in sheet.each():
        line[:] = [change(cell) if test(cell) else cell for cell in line]


def figures(sheet: Sheet, write: Callable[[str], str]) -> None:
    """Write every figure in another way."""
    every(sheet, lambda cell: cell.at is not None, lambda cell: replace(cell, text=write(cell.text)))


def labels(sheet: Sheet, write: Callable[[str], str]) -> None:
    """Write every label in another way."""
    every(sheet, lambda cell: cell.head, lambda cell: replace(cell, text=write(cell.text)))


def blanks(sign: str) -> Callable[[Sheet], None]:
    """Leave a column of figures blank in some way: nothing, a no-break space or a dash."""

    def mess(sheet: Sheet) -> None:
        for at in [at for at in sheet.cells if at[0] == "requests" and at[2] in ("research", "legal")]:
            sheet.change(sheet.figure(*at), text=sign)
            sheet.cells[at] = ""

    return mess


def blank_totals(sheet: Sheet) -> None:
    """Leave the whole column of totals empty."""
    for at in [at for at in sheet.cells if at[0] == "requests" and at[2] == "total"]:
        sheet.change(sheet.figure(*at), text="")
        sheet.cells[at] = ""


def wide_digits(sheet: Sheet) -> None:
    """Full-width digits."""
    figures(sheet, lambda text: text.translate(WIDE))


def separators(sheet: Sheet) -> None:
    """Thousands separators."""
    figures(sheet, lambda text: f"{int(text):,}" if text.isdigit() else text)


def unit_in_cell(sheet: Sheet) -> None:
    """A unit behind the amount."""
    at = next(at for at in sheet.cells if at[2] == "amount")
    cell = sheet.figure(*at)
    sheet.change(cell, text=f"{cell.text}万元")
    sheet.cells[at] = f"{cell.text}万元"


def remark_in_cell(sheet: Sheet) -> None:
    """A remark behind a figure, in brackets."""
    at = next(at for at in sheet.cells if at[:2] == ("proactive", "normative_documents"))
    sheet.change(sheet.figure(*at), text="22（其中修订16件）")
    sheet.cells[at] = "22（其中修订16件）"


def signed_changes(sheet: Sheet) -> None:
    """A sign before a change (2019)."""
    columns = {at for at in sheet.cells if at[2] == "change"}
    for number, at in enumerate(sorted(columns)):
        sheet.cells[at] = f"-{number + 3}" if number % 2 else str(number + 3)
        sheet.change(sheet.figure(*at), text=f"-{number + 3}" if number % 2 else f"+{number + 3}")


def radicals(sheet: Sheet) -> None:
    """Kangxi radicals in the labels, as some PDF makers write them."""
    labels(sheet, lambda text: text.translate(RADICALS))


def quotes(sheet: Sheet) -> None:
    """Other quotation marks."""
    labels(sheet, lambda text: text.replace("“", "「").replace("”", "」"))


def straight_quotes(sheet: Sheet) -> None:
    """Straight quotation marks."""
    labels(sheet, lambda text: text.replace("“", '"').replace("”", '"'))


def narrow_brackets(sheet: Sheet) -> None:
    """ASCII brackets and commas."""
    labels(sheet, lambda text: text.replace("（", "(").replace("）", ")").replace("，", ","))


def numbering(sign: str) -> Callable[[Sheet], None]:
    """Another sign behind the number of a row."""

    def write(text: str) -> str:
        return f"{text[0]}{sign}{text[2:]}" if text[:1].isdigit() and text[1:2] == "." else text

    return lambda sheet: labels(sheet, write)


def split_heads(sheet: Sheet) -> None:
    """Labels of columns over several paragraphs."""
    every(
        sheet,
        lambda cell: cell.head and not cell.row and len(cell.text) in (4, 6),
        lambda cell: replace(cell, text=f"{cell.text[:2]}\n{cell.text[2:]}"),
    )


def spaced_labels(sheet: Sheet) -> None:
    """Spaces and line breaks within labels."""
    labels(sheet, lambda text: f" {text[: len(text) // 2]} \n{text[len(text) // 2 :]}　" if len(text) > 3 else text)


def lost_rowspans(sheet: Sheet) -> None:
    """Row heads that span nothing: the rows below are short."""
    every(sheet, lambda cell: cell.head and cell.rowspan > 3, lambda cell: replace(cell, rowspan=1))


def emptied_rowspans(sheet: Sheet) -> None:
    """Empty cells in the place of what a row head would cover."""
    for parts in sheet.tables.values():
        for table in parts:
            for number, line in enumerate(table):
                for place, cell in enumerate(line):
                    if cell.head and cell.rowspan > 3:
                        line[place] = replace(cell, rowspan=1)
                        for below in table[number + 1 : number + cell.rowspan]:
                            below.insert(min(place, 1), Cell("", cell.colspan))


def shifted_colspans(sheet: Sheet) -> None:
    """Figures that span two columns each, below heads that span one."""
    every(sheet, lambda cell: cell.at is not None, lambda cell: replace(cell, colspan=cell.colspan * 2))


def repeated_label(sheet: Sheet) -> None:
    """The outermost row head again half-way down, as page breaks make it."""
    table = sheet.tables["requests"][0]
    start, first = next((n, line[0]) for n, line in enumerate(table) if line[0].text == "三、本年度办理结果")
    half = first.rowspan // 2 + 1
    cut = next(n for n in range(start + half, len(table)) if table[n][0].head and "（" in table[n][0].text[:1])
    table[start][0] = replace(first, rowspan=cut - start)
    table[cut].insert(0, replace(first, rowspan=first.rowspan - (cut - start)))


def labels_behind(sheet: Sheet) -> None:
    """Row labels set after their figures."""
    for line in sheet.tables["requests"][0]:
        place = next((n for n, cell in enumerate(line) if cell.row and cell.colspan == 3), None)
        if place is not None:
            line.append(line.pop(place))


def broken_over_pages(sheet: Sheet) -> None:
    """A table in two parts."""
    (table,) = sheet.tables["requests"]
    cut = next(n for n, line in enumerate(table) if line[0].text.startswith(("（四）", "1.本机关")))
    for line in table[:cut]:
        line[:] = [replace(cell, rowspan=min(cell.rowspan, cut - table.index(line))) for cell in line]
    sheet.tables["requests"] = [table[:cut], table[cut:]]


def repeated_head(sheet: Sheet) -> None:
    """The head again on the second page."""
    head = list(sheet.tables["requests"][0][:3])
    broken_over_pages(sheet)
    sheet.tables["requests"][1] = [*head, *sheet.tables["requests"][1]]


def footnote(sheet: Sheet) -> None:
    """A note in a row of its own below the table."""
    table = sheet.tables["review"][0]
    table.append([Cell("注：行政复议和行政诉讼件数含上年度结转数。", colspan=15)])


def misprints(sheet: Sheet) -> None:
    """Characters lost and changed in labels."""
    for old, new in (
        ("其他法律行政法规禁止公开", "其他法律行政止公开"),
        ("本机关不掌握相关政府信息", "本机关不掌握相关信息"),
        ("现行有效件数", "现行有效件"),
        ("信访举报投诉类申请", "信访举报投诉类申清"),
    ):
        labels(sheet, lambda text, old=old, new=new: text.replace(old, new))  # type: ignore[misc]


def variants(sheet: Sheet) -> None:
    """Other words that offices use for the same rows."""
    for old, new in (
        ("行政规范性文件", "规范性文件"),
        ("其他法律行政法规禁止公开", "其他法律法规禁止公开"),
        ("（六）其他处理", "（六）其他"),
    ):
        labels(sheet, lambda text, old=old, new=new: text.replace(old, new))  # type: ignore[misc]


def unknown_row(sheet: Sheet) -> None:
    """A row that is not of the form."""
    table = sheet.tables["proactive"][0]
    width = sum(cell.colspan for cell in table[2])
    table.insert(4, [Cell("便民服务指南"), *(Cell("17") for _ in range(width - 1))])


def empty_edges(sheet: Sheet) -> None:
    """Empty rows and columns around the figures."""
    for parts in sheet.tables.values():
        for table in parts:
            for line in table:
                line.append(Cell(""))
            table.append([Cell("") for _ in range(sum(cell.colspan for cell in table[0]))])


def metadata(sheet: Sheet) -> None:
    """What a page says of itself before the report."""
    sheet.before += ["索引号：000000000/2025-00001", f"发布日期：{sheet.year + 1}-01-20", "文号：无"]


def chrome(sheet: Sheet) -> None:
    """The words of a page around the report."""
    sheet.before += ["当前位置：首页 > 政务公开 > 年度报告", "字体：大 中 小", "打印本页"]
    sheet.after += ["上一篇：没有了", "关闭窗口"]


def renamed_sections(sheet: Sheet) -> None:
    """Sections under other titles and without numbers of their own."""
    sheet.sections.update({"一": "一、概述", "四": "四、因政府信息公开工作被申请行政复议、提起行政诉讼情况"})
    sheet.sections["五"] = "五、政府信息公开工作存在的主要问题及改进情况"


def wrong_total(sheet: Sheet) -> None:
    """A published total that is not the sum of its row."""
    at = ("requests", "received", "total")
    sheet.cells[at] = str(int(sheet.cells[at]) + 1)
    sheet.change(sheet.figure(*at), text=sheet.cells[at])


def doubled_part(sheet: Sheet) -> None:
    """One outcome counted twice in the total."""
    for column in ("natural_person", "total"):
        at, part = ("requests", "outcome_total", column), ("requests", "granted", "natural_person")
        sheet.cells[at] = str(int(sheet.cells[at]) + int(sheet.cells[part]))
        sheet.change(sheet.figure(*at), text=sheet.cells[at])


def one_row_other(sheet: Sheet) -> None:
    """The one row 其他处理 of the old form in a report of the new one."""
    table = sheet.tables["requests"][0]
    rows = ("other_no_supplement", "other_fee_unpaid", "other_other")
    start = next(n for n, line in enumerate(table) if any(cell.row == rows[0] for cell in line))
    for row in rows:
        for at in [at for at in sheet.cells if at[1] == row]:
            del sheet.cells[at]
    sums = [str(sum(int(line_cells(table[start + n])[c].text) for n in range(3))) for c in range(7)]
    table[start : start + 3] = [[Cell("（六）其他处理", 2, head=True), *(Cell(text) for text in sums)]]
    every(sheet, lambda cell: cell.text == "三、本年度办理结果", lambda cell: replace(cell, rowspan=cell.rowspan - 2))


def line_cells(line: Line) -> Line:
    """The cells of a line that hold figures."""
    return [cell for cell in line if cell.at is not None]


def titled_blocks_apart(sheet: Sheet) -> None:
    """The first table in four small ones."""
    (table,) = sheet.tables["proactive"]
    starts = [n for n, line in enumerate(table) if line[0].text.startswith("第二十条")]
    sheet.tables["proactive"] = [table[a:b] for a, b in zip(starts, [*starts[1:], len(table)], strict=True)]


def swapped_blocks(sheet: Sheet) -> None:
    """The groups of the review table in another order than the form's."""
    table = sheet.tables["review"][0]
    table[1][5:] = [table[1][6], table[1][5]]
    table[3][:] = table[3][:5] + table[3][10:] + table[3][5:10]


def subtotal_column(sheet: Sheet) -> None:
    """A column that the form has not, before the total."""
    table = sheet.tables["requests"][0]
    table[0][1], table[1][1] = replace(table[0][1], colspan=8), replace(table[1][1], colspan=6)
    table[2].append(Cell("小计", head=True))
    for line in table[3:]:
        first = next(number for number, cell in enumerate(line) if cell.at)
        line.insert(first + 6, Cell(str(sum(int(cell.text) for cell in line[first + 1 : first + 6]))))


def marked_labels(sheet: Sheet) -> None:
    """Footnote marks behind labels of rows."""
    labels(sheet, lambda text: f"{text}①" if text.startswith(("（二）", "1.")) else text)
