"""Messes of what stands about the figures of a report and changes what they say: units, signs, other years."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING

from tests.readers.corpus.sheet import Cell, sheet
from tests.readers.mess.figures import print_only, write

if TYPE_CHECKING:
    from random import Random

    from tests.readers.mess.draft import Draft

_UNIT_OF_HEAD = re.compile(r"\s*[（(][^（()）]*万元[)）]")
_STATED = ("单位：元", "（金额单位：元）", "注：表中金额单位为元。", "计量单位：件、元")


def stated_units(draft: Draft, dice: Random) -> None:
    """Amounts in 元, as it is written above their tables, in the title of the section, or in the label of their row."""
    cells = draft.sheet.cells
    amounts = [at for at in cells if at[2] == "amount" and re.fullmatch(r"\d[\d.]*", cells[at]) and float(cells[at])]
    if not amounts:
        return
    (at,) = amounts
    for line in draft.sheet.each():
        line[:] = [replace(cell, text=_UNIT_OF_HEAD.sub("", cell.text)) for cell in line]
    place = dice.choice(("above", "section", "label"))
    label = [cell for line in draft.sheet.each() for cell in line if cell.row == at[1]]
    if place == "label" and len(label) == 1:
        draft.sheet.change(label[0], text=f"{label[0].text}{dice.choice(('（元）', '（单位：元）', '(人民币元)'))}")
    elif place == "section" and "二" in draft.sheet.sections:
        draft.sheet.sections["二"] += "（单位：元）"
    else:
        draft.sheet.prose.setdefault("二", []).append(dice.choice(_STATED))
    cells[at] += "元"


_TOUCHED = ("–18", "−7", ".56", "．56", "2万", "3亿", "2.5万", "6千", "(5)", "（12）", "18–")


def touched(draft: Draft, dice: Random) -> None:
    """A count with a sign, a point, a multiple or brackets right at its digits, which make another number of it."""
    printed = {cell.at for line in draft.sheet.each() for cell in line}
    counts = [at for at in draft.sheet.cells if at[0] == "proactive" and at[2] not in ("amount", "change")]
    counts = [at for at in counts if at in printed]
    if not counts:
        return
    at = dice.choice(counts)
    write(draft, at, dice.choice(_TOUCHED))
    draft.unreadable.add(at)
    draft.harmed.add(at[:2])


def years_beside(draft: Draft, dice: Random) -> None:
    """Last year's table to the right of this year's, or to the left, with the years above them or not."""
    table = dice.choice(("proactive", "requests", "review"))
    other = sheet(draft.sheet.form, dice.randrange(2**32)).tables[table]
    parts = draft.sheet.tables[table]
    if len(parts) != 1 or len(other) != 1 or len(parts[0]) != len(other[0]):
        return
    gap = [Cell("")] if dice.random() < 0.5 else []
    last_first, years = dice.random() < 0.3, dice.random() < 0.6
    wide = [max(sum(cell.colspan for cell in line) for line in lines[0]) for lines in (parts, other)]
    own_year, last_year = dice.choice(((f"{draft.sheet.year}年", f"{draft.sheet.year - 1}年"), ("本年度", "上年度")))
    heads = [[Cell(text, colspan=width)] for text, width in zip((own_year, last_year), wide, strict=True)]
    own = [heads[0], *parts[0]] if years else parts[0]
    copy = [[replace(cell, at=None, row="") for cell in line] for line in other[0]]
    copy = [heads[1], *copy] if years else copy
    pairs = zip(copy, own, strict=True) if last_first else zip(own, copy, strict=True)
    parts[0] = [[*left, *gap, *right] for left, right in pairs]
    if not years:
        draft.harmed.add((table, None))


def years_in_cells(draft: Draft, dice: Random) -> None:
    """Last year's figure below this year's in every cell of a table: both together may be one figure that breaks."""
    copy = {
        at: str(dice.choice((0, 0, 1, 2, int(text) if text.isdecimal() else 3)))
        for at, text in draft.sheet.cells.items()
    }
    for row in {at[:2] for at in copy if at[0] == "requests"}:
        own = [at for at in copy if at[:2] == row]
        if all(draft.sheet.cells[at].isdecimal() for at in own):
            copy[own[-1]] = str(sum(int(copy[at]) for at in own[:-1]))
            for at in own:
                figure = draft.sheet.cells[at]
                print_only(draft, at, figure if figure == copy[at] == "0" else f"{figure}\n{copy[at]}")
    draft.harmed.add(("requests", None))


_IN_TURN = ("{label}（{year}）", "{year}{label}")


def years_in_turn(draft: Draft, dice: Random) -> None:
    """Each row of a table twice, this year's and last year's in turn, the year in a cell of its own or in the label."""
    table, last_first = dice.choice(("proactive", "requests")), dice.random() < 0.3
    own, other = f"{draft.sheet.year}年", f"{draft.sheet.year - 1}年"
    manner = dice.choice(("", *_IN_TURN))
    for part in draft.sheet.tables[table]:
        lines = []
        for line in part:
            if not any(cell.at for cell in line):
                lines.append(
                    [replace(cell, colspan=cell.colspan + (not manner and not n)) for n, cell in enumerate(line)]
                )
                continue
            first = next(number for number, cell in enumerate(line) if cell.at)
            labels = [replace(cell, rowspan=2 * cell.rowspan if cell.rowspan > 1 else 1) for cell in line[:first]]
            again = [cell for cell in line[:first] if cell.rowspan == 1]
            figures = [
                replace(cell, text=str(dice.randint(0, 30)) if cell.text else "", at=None) for cell in line[first:]
            ]
            pair = [(own, line[first:]), (other, figures)]
            for number, (year, cells) in enumerate(pair[::-1] if last_first else pair):
                heads = again if number else labels
                if manner and heads:
                    text = manner.format(label=heads[-1].text.replace("\n", ""), year=year)
                    lines.append([*heads[:-1], replace(heads[-1], text=text), *cells])
                else:
                    lines.append([*heads, Cell(year, head=True), *cells])
        part[:] = lines
    draft.harmed.add((table, None))
