"""Messes made of the figures of a report: blanks, faults of the document's own, other ways to write a figure."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, TypeVar

from tests.readers.corpus import messes as m

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping, Sequence

    from tests.readers.mess.draft import CellId, Draft

Item = TypeVar("Item")


def write(draft: Draft, at: CellId, text: str) -> None:
    """Print another text in a cell; it is what a right import holds."""
    draft.sheet.cells[at] = text
    print_only(draft, at, text)


def print_only(draft: Draft, at: CellId, text: str) -> None:
    """Print the figure of a cell in another way, which means the same."""
    for line in draft.sheet.each():
        for number, cell in enumerate(line):
            if cell.at == at:
                line[number] = replace(cell, text=text)


def rows(draft: Draft) -> list[tuple[str, str]]:
    """The rows of all tables."""
    return list(dict.fromkeys(at[:2] for at in draft.sheet.cells))


def cells_of(draft: Draft, row: tuple[str, str]) -> list[CellId]:
    """The cells of a row, in order."""
    return [at for at in draft.sheet.cells if at[:2] == row]


def restore_rows_of_equal_digits(draft: Draft, before: Mapping[CellId, str]) -> None:
    """Where digits run into each other, undo what was done to a row whose digits are the same as before.

    A row of 1, a blank and 16 is printed 116, as one of 1, 1 and 6 is: nobody can tell them apart, and a reader has to
    take the one whose sums are right.

    Args:
        draft: The draft.
        before: The cells of the report before any of its figures were taken out or made wrong.
    """
    lines: dict[tuple[str, str], list[CellId]] = {}
    for cell in (cell for line in draft.sheet.each() for cell in line if cell.at is not None):
        lines.setdefault(cell.at[:2], []).append(cell.at)
    for row in lines.values():
        now, then = ([cells.get(at, "") for at in row] for cells in (draft.sheet.cells, before))
        if now != then and "".join(now) == "".join(then):
            for at, text in zip(row, then, strict=True):
                write(draft, at, text)


def counts(draft: Draft) -> list[CellId]:
    """Cells that hold a plain whole number."""
    return [at for at, text in draft.sheet.cells.items() if text.isascii() and text.isdigit()]


def few(draft: Draft, items: Sequence[Item], number: int) -> list[Item]:
    """So many of some things drawn at random, or all of them where they are fewer."""
    return draft.dice.sample(items, min(number, len(items)))


def other_numbers(draft: Draft) -> None:
    """Figures of other sizes: many noughts, or long numbers; sums do not hold then."""
    for at in counts(draft):
        if draft.drawn(0.15):
            write(draft, at, str(draft.dice.choice([0, 1, 9, 10, 11, 22, 100, 171, 2629, 10203])))


def noughts(draft: Draft) -> None:
    """A street office without a case: nearly everything is 0."""
    for at in counts(draft):
        write(draft, at, "0")
    for at in few(draft, counts(draft), 3):
        write(draft, at, str(draft.dice.randint(1, 30)))


def blank_cells(draft: Draft) -> None:
    """Single cells without anything."""
    for at in few(draft, list(draft.sheet.cells), draft.dice.randint(1, 12)):
        write(draft, at, "")


def blank_rows(draft: Draft) -> None:
    """Rows without any figure."""
    for row in few(draft, rows(draft), draft.dice.randint(1, 4)):
        for at in cells_of(draft, row):
            write(draft, at, "")


def blank_totals(draft: Draft) -> None:
    """A column of totals that nobody filled in."""
    m.blank_totals(draft.sheet)


def blank_columns(draft: Draft) -> None:
    """Whole columns of applicants left blank, only noughts being left out."""
    for column in few(draft, ["enterprise", "research", "public_interest", "legal_service", "other"], 2):
        for at in [at for at in draft.sheet.cells if at[0] == "requests" and at[2] == column]:
            write(draft, at, "")


def wrong_totals(draft: Draft) -> None:
    """Totals that are no sums."""
    totals = [at for at in counts(draft) if at[2].endswith("total") or at[1] == "outcome_total"]
    for at in few(draft, totals, draft.dice.randint(1, 3)):
        write(draft, at, str(int(draft.sheet.cells[at]) + draft.dice.choice([1, 2, 10])))


def dashes(draft: Draft) -> None:
    """Dashes, slashes and 无 where there is nothing."""
    sign = draft.dice.choice(["-", "/", "—", "——", "无", "\u00a0", "\u3000"])
    for at in [at for at, text in draft.sheet.cells.items() if not text]:
        print_only(draft, at, sign)


def wide_digits(draft: Draft) -> None:
    """Full-width digits in some rows."""
    _some(draft, 0.3, lambda text: text.translate(m.WIDE))


def separators(draft: Draft) -> None:
    """Thousands separators."""
    _some(draft, 1, lambda text: f"{int(text):,}" if text.isdigit() else text)


def counting_words(draft: Draft) -> None:
    """A counting word behind some figures: 12件, 12 件, 12家, 12起."""
    for at in few(draft, counts(draft), 5):
        unit = draft.dice.choice(["件", "项", "宗", "家", "起", " 件"])
        write(draft, at, draft.sheet.cells[at] + unit)


def about(draft: Draft) -> None:
    """A figure that is only about right: 约12."""
    for at in few(draft, counts(draft), 2):
        write(draft, at, "约" + draft.sheet.cells[at])


def not_applicable(draft: Draft) -> None:
    """Cells that say 不适用."""
    for at in few(draft, counts(draft), draft.dice.randint(1, 4)):
        write(draft, at, "不适用")


def breaks_in_cells(draft: Draft) -> None:
    """A line break before or after a figure, or empty lines around it."""
    _some(draft, 0.2, lambda text: draft.dice.choice(["\n", ""]) + text + draft.dice.choice(["\n", "", " "]))


def units(draft: Draft) -> None:
    """A unit behind the amount."""
    for at in [at for at in draft.sheet.cells if at[2] == "amount" and draft.sheet.cells[at]]:
        write(draft, at, f"{draft.sheet.cells[at]}{draft.dice.choice(['万元', '元', ' 万元'])}")


def notes(draft: Draft) -> None:
    """A remark in brackets behind a figure."""
    at = draft.dice.choice([at for at in counts(draft) if at[0] == "proactive"])
    write(draft, at, f"{draft.sheet.cells[at]}（其中修订{draft.dice.randint(1, 9)}件）")


def negative_changes(draft: Draft) -> None:
    """Changes with their sign (2019)."""
    for at in [at for at in counts(draft) if at[2] == "change"]:
        text = f"-{draft.dice.randint(1, 40)}"
        write(draft, at, text)
        if draft.drawn(0.3):
            print_only(draft, at, text.replace("-", "－"))


def _some(draft: Draft, share: float, change: Callable[[str], str]) -> None:
    """Write some of the figures that are there in another way."""
    at_hand: Iterable[CellId] = [at for at, text in draft.sheet.cells.items() if text[:1].isdigit()]
    for at in at_hand:
        if draft.drawn(share):
            print_only(draft, at, change(draft.sheet.cells[at]))
