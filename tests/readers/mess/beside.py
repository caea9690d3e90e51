"""Messes of what stands about the figures of a report and changes what they say: units, signs, other years."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING

from tests.readers.mess.figures import write

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
    counts = [at for at in draft.sheet.cells if at[0] == "proactive" and at[2] not in ("amount", "change")]
    if not counts:
        return
    at = dice.choice(counts)
    write(draft, at, dice.choice(_TOUCHED))
    draft.unreadable.add(at)
    draft.harmed.add(at[:2])
