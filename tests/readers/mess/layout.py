"""Messes made of the tables of a report: rows, heads and cells lost, moved, doubled, cut in two."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING

from tests.readers.corpus import messes as m
from tests.readers.corpus.sheet import Cell, sheet
from tests.readers.mess.figures import cells_of, rows

if TYPE_CHECKING:
    from collections.abc import Callable
    from random import Random

    from tests.readers.corpus.sheet import Line
    from tests.readers.mess.draft import Draft


def plain(mess: Callable[[object], None]) -> Callable[[Draft], None]:
    """A mess of the corpus as one of a draft."""

    def of_draft(draft: Draft) -> None:
        mess(draft.sheet)

    of_draft.__doc__, of_draft.__name__ = mess.__doc__, mess.__name__
    return of_draft


def line_of(draft: Draft, row: tuple[str, str]) -> Line:
    """The line with the figures of a row."""
    return next(line for line in draft.sheet.each() if any(cell.at and cell.at[:2] == row for cell in line))


def missing_cells(draft: Draft) -> None:
    """Rows that lack the cell of a figure: all behind it move to the left."""
    cells = draft.sheet.cells
    wide = [row for row in rows(draft) if len(cells_of(draft, row)) > 1]
    for row in draft.dice.sample([row for row in wide if any(cells[at].strip() for at in cells_of(draft, row))], 2):
        at = draft.dice.choice(cells_of(draft, row))
        if not any(cells[other].strip() for other in cells_of(draft, row) if other != at):
            continue  # what is left is a label and blanks, which is how a blank row is printed, with few cells or many
        _take_out(draft, at)


def _take_out(draft: Draft, at: tuple[str, str, str]) -> None:
    line = line_of(draft, at[:2])
    line[:] = [cell for cell in line if cell.at != at]
    del draft.sheet.cells[at]
    draft.absent.add(at)
    draft.harmed.add(at[:2])


def merged_figures(draft: Draft) -> None:
    """A figure over two columns: whose it is, nobody knows."""
    if "swapped_columns" in draft.messes:
        return  # columns that have changed places stand beside others
    row = draft.dice.choice([row for row in rows(draft) if row[0] == "requests"])
    first, second = cells_of(draft, row)[1:3]
    _take_out(draft, second)
    line = line_of(draft, row)
    line[:] = [replace(cell, colspan=2) if cell.at == first else cell for cell in line]
    draft.sheet.cells[second] = ""
    draft.absent.discard(second)


def dropped_blanks(draft: Draft) -> None:
    """Cells that hold nothing are not there at all, as some converters leave them."""
    for line in draft.sheet.each():
        if any(cell.at and not cell.text.strip() for cell in line):
            draft.harmed |= {cell.at[:2] for cell in line if cell.at}
            line[:] = [cell for cell in line if not cell.at or cell.text.strip()]


def additional_cells(draft: Draft) -> None:
    """A row with a figure more than it has columns. With a blank it may look complete where a blank is nothing."""
    whole = [row for row in rows(draft) if row[0] == "requests" and not any(at[:2] == row for at in draft.absent)]
    full = [row for row in whole if all(map(str.strip, _texts(draft, row)))]
    if not full:
        return
    row = draft.dice.choice(full)
    line = line_of(draft, row)
    line.insert(draft.dice.randint(len(line) - 3, len(line)), Cell(str(draft.dice.randint(1, 99))))
    draft.harmed.add(row)


def _texts(draft: Draft, row: tuple[str, str]) -> list[str]:
    return [draft.sheet.cells[at] for at in cells_of(draft, row)]


def lost_rows(draft: Draft) -> None:
    """Rows that are not in the document."""
    for row in draft.dice.sample([row for row in rows(draft) if row[0] != "review"], 2):
        line = line_of(draft, row)
        if sum(cell.row == row[1] for other in draft.sheet.each() for cell in other) > 1:
            continue  # the document has it twice, and the other one would be left
        if any(cell.head and cell.rowspan > 1 for cell in line):
            continue  # the head of a group depends on it
        for part in draft.sheet.tables[row[0]]:
            if any(other is line for other in part):
                _shrink_groups(part, line)
        for at in cells_of(draft, row):
            del draft.sheet.cells[at]
            draft.absent.add(at)


def _shrink_groups(part: list[Line], line: Line) -> None:
    """Take a line out of a table; what reached down over it is a row shorter."""
    place = next(number for number, other in enumerate(part) if other is line)
    for number, other in enumerate(part[:place]):
        other[:] = [
            replace(cell, rowspan=cell.rowspan - 1) if cell.rowspan > place - number else cell for cell in other
        ]
    del part[place]


def lost_tables(draft: Draft) -> None:
    """A table that is not in the document."""
    table = draft.dice.choice(["proactive", "requests", "review"])
    draft.sheet.tables[table] = []
    for at in [at for at in draft.sheet.cells if at[0] == table]:
        del draft.sheet.cells[at]
        draft.absent.add(at)


def lost_heads(draft: Draft) -> None:
    """Tables without the heads of their columns; in some the columns are in another order as well."""
    table = draft.dice.choice(["proactive", "requests", "review"])
    swapped = draft.drawn(0.5)
    for part in draft.sheet.tables[table]:
        part[:] = [line for line in part if any(cell.at for cell in line)]
        if swapped and table == "requests":
            for line in part:
                places = [number for number, cell in enumerate(line) if cell.at]
                first, last = places[0], places[-1]
                line[first], line[last] = line[last], line[first]
    draft.headless.add(table)


def swapped_columns(draft: Draft) -> None:
    """Columns in another order, heads and figures alike."""
    if not draft.sheet.tables["requests"] or "requests" in draft.headless:
        return
    heads = next((line for line in draft.sheet.each() if any(cell.text == "商业企业" for cell in line)), None)
    if heads is None:
        return
    one, other = draft.dice.sample(range(5), 2)
    heads[one], heads[other] = heads[other], heads[one]
    for part in draft.sheet.tables["requests"]:
        for line in part:
            places = [number for number, cell in enumerate(line) if cell.at]
            if len(places) == 7:
                one_cell, other_cell = places[one + 1], places[other + 1]
                line[one_cell], line[other_cell] = line[other_cell], line[one_cell]
    draft.harmed.add(("requests", None))  # where the heads do not stand above their figures, it is only said


def lost_rowspans(draft: Draft) -> None:
    """Row heads that span nothing, so that the rows below are short."""
    m.lost_rowspans(draft.sheet)
    firsts = [at for at in draft.sheet.cells if at[2] == "natural_person"]
    draft.harmed |= {at[:2] for at in firsts if not draft.sheet.cells[at].strip()}


def split_heads(draft: Draft) -> None:
    """Heads over two lines of a cell."""
    m.split_heads(draft.sheet)


def sections_of_another_number(draft: Draft) -> None:
    """Sections numbered ``1、 总体情况``, or all of them 1."""
    same = draft.drawn(0.5)
    for place, (number, title) in enumerate(draft.sheet.sections.items(), 1):
        words = title.partition("、")[2]
        draft.sheet.sections[number] = f"{1 if same else place}、 {words}"


def sections_without_number(draft: Draft) -> None:
    """Sections without any number."""
    for number, title in draft.sheet.sections.items():
        draft.sheet.sections[number] = title.partition("、")[2]


def title_twice(draft: Draft) -> None:
    """The title again, broken in two, as the page's own and the report's."""
    head, _, rest = draft.sheet.title.partition(str(draft.sheet.year))
    draft.sheet.before += [draft.sheet.title, head, f"{draft.sheet.year}{rest}"]


def sidebar(draft: Draft) -> None:
    """Links to the reports of older years, and other words of the page, before the report."""
    words = ["网站首页", "政府信息公开指南", "法定主动公开内容", "政府信息公开年报"]
    older = [
        f"示例市样例区庚街道办事处{year}年政府信息公开工作年度报告"
        for year in range(draft.sheet.year - 3, draft.sheet.year)
    ]
    draft.sheet.before[:0] = [*words, *older]


def metadata(draft: Draft) -> None:
    """What a page says of itself."""
    m.metadata(draft.sheet)


def radicals(draft: Draft) -> None:
    """Kangxi radicals in labels, headings and text."""
    m.radicals(draft.sheet)
    for number, title in draft.sheet.sections.items():
        draft.sheet.sections[number] = title.translate(m.RADICALS)


def repeated_rows(draft: Draft) -> None:
    """A row that the document has twice, with the same figures."""
    row = draft.dice.choice([row for row in rows(draft) if row[0] != "review"])
    for part in draft.sheet.tables[row[0]]:
        for number, line in enumerate(part):
            if any(cell.at and cell.at[:2] == row for cell in line) and not any(c.rowspan > 1 for c in line):
                copy = [replace(cell, at=None) if cell.at else cell for cell in line]
                _stretch_groups(part, number)
                part.insert(number + 1, copy)
                return


def _stretch_groups(part: list[Line], place: int) -> None:
    for number, other in enumerate(part[: place + 1]):
        other[:] = [
            replace(cell, rowspan=cell.rowspan + 1) if cell.rowspan > 1 and cell.rowspan > place - number else cell
            for cell in other
        ]


def contradicted_rows(draft: Draft) -> None:
    """A row that the document has twice, with other figures the second time: neither counts more than the other."""
    repeated_rows(draft)
    for line in draft.sheet.each():
        label = next((cell.row for cell in line if cell.row), "")
        if label and not any(cell.at for cell in line):
            row = next(at[:2] for at in draft.sheet.cells if at[1] == label)
            last = line[-1]
            line[-1] = replace(last, text=str(draft.dice.randint(100, 999)))
            draft.harmed.add(row)


def broken_over_pages(draft: Draft) -> None:
    """A table in two parts, each with the groups that reach into it, with or without its heads again."""
    parts = draft.sheet.tables["requests"]
    if len(parts) != 1 or not any(line[0].text.startswith(("（四）", "1.本机关")) for line in parts[0]):
        return
    if draft.drawn(0.5) and "requests" not in draft.headless:
        m.repeated_head(draft.sheet)
    else:
        m.broken_over_pages(draft.sheet)


_NUMBER = re.compile(r"^([一二三四]、|（[一二三四五六七]）|\d\.)(?=.)")
"""The number of a label; 第一项 is none."""
BESIDE = {
    "序号": (),
    "备注": ("", "", "无", "见说明", "含上年2件"),
    "上年总计": ("0", "3", "12", "97"),
    "同比": ("12%", "-5.3%", "—", ""),
}
"""Columns that the form does not have: their heads, and what may stand in them; the first one counts the rows."""


def columns_beside(draft: Draft, dice: Random) -> None:
    """A column more than the form has, before the labels or behind the figures.

    Its chance is its own, so that all that is drawn behind it stays what it was.
    """
    table = dice.choice(("proactive", "requests"))
    head, texts = dice.choice(tuple(BESIDE.items()))
    if table in draft.headless:
        return  # its head would be the only one of the table
    count = 0
    for part in draft.sheet.tables[table]:
        for number, line in enumerate(part):
            has_figures = any(cell.at for cell in line)
            count += has_figures
            written = (dice.choice(texts) if texts else str(count)) if has_figures else head if number == 0 else ""
            line.insert(len(line) if texts else 0, Cell(written, head=not has_figures))
    draft.harmed.add((table, None))  # where no head stands above its figures, it is only said


def numbers_apart(draft: Draft) -> None:
    """The numbers of labels on a line of their own, as in narrow cells: a number alone looks like a figure or a note.

    It is drawn apart as well.
    """
    m.labels(draft.sheet, lambda text: _NUMBER.sub(r"\1\n", text))


def another_table(draft: Draft, dice: Random) -> None:
    """A table of the report again with other figures, as of last year or of another office, before it or behind it."""
    table = dice.choice(("proactive", "requests"))
    if not draft.sheet.tables[table]:
        return
    other = sheet(draft.sheet.form, dice.randrange(2**32))
    copy = [[replace(cell, at=None) for cell in line] for line in other.tables[table][0]]
    draft.sheet.tables[table].insert(dice.choice((0, len(draft.sheet.tables[table]))), copy)
    draft.harmed.add((table, None))
