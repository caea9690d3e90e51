"""Random reports that add up, set down with random mess: every cell comes back right or is said to be unsure."""

from __future__ import annotations

from random import Random
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import HealthCheck, Phase, example, given, settings
from hypothesis import strategies as st

from gongkai.figures import BLANK
from gongkai.forms import Form, Table, shipped_forms
from gongkai.readers.matching import match_document
from tests.examples import examples
from tests.readers.drawn import Sheet, consistent, document
from tests.readers.score import doubted

if TYPE_CHECKING:
    from gongkai.readers.matching import MatchResult

pytestmark = pytest.mark.filterwarnings("ignore:Generating overly large repr")  # a form is long, and its fault is said

FORMS = shipped_forms()
BLANKS = ("", "\u00a0", "-", "—", "/", "－")
QUIET = settings(
    max_examples=examples(5, fewest=3),
    deadline=None,
    suppress_health_check=list(HealthCheck),
    phases=[Phase.explicit, Phase.generate],
)


def misprint(dice: Random, label: str) -> str:
    """A label with one Chinese sign changed or left out."""
    places = [place for place, sign in enumerate(label) if sign >= "\u4e00"]
    place = dice.choice(places)
    return label[:place] + dice.choice(["", "某", "制"]) + label[place + 1 :]


def labels_of(table: Table, row: int, how: str) -> list[str]:
    """The cells before a row's figures: its groups and its label."""
    model = table.rows[row]
    depth = max(len(item.groups) for item in table.rows)
    groups = [group.label for group in model.groups]
    first = [
        table.rows[row - 1].groups[n] != group if row and len(table.rows[row - 1].groups) > n else True
        for n, group in enumerate(model.groups)
    ]
    if how == "repeated":
        shown = groups
    elif how == "dropped":
        shown = [label for label, new in zip(groups, first, strict=True) if new]
        return [*shown, model.name.label]
    else:
        shown = [label if new else "" for label, new in zip(groups, first, strict=True)]
    return [*shown, model.name.label, *[""] * (depth - len(groups))]


def figures_of(dice: Random, sheet: Sheet, table: Table, row: int, blank: str) -> list[str]:
    """A row's figures as texts; with a blank in use some zeros are blank, and the sheet says so."""
    texts = []
    for column in table.columns(row):
        cell = (table.id, table.rows[row].id, column.id)
        if blank != "0" and sheet.values[cell] == 0 and dice.random() < 0.5:
            sheet.values[cell] = None
        value = sheet.values[cell]
        texts.append(blank if value is None else str(value))
    return texts


def check(matched: MatchResult, sheet: Sheet, form: Form, shown: Any) -> int:
    """Every cell is right or doubted; how many are right outright."""
    assert matched.form is form
    right = 0
    for cell, value in sheet.values.items():
        if doubted(matched, cell):
            continue
        figure = matched.figures.get(cell)
        assert figure is not None, (cell, value, shown)
        assert (figure == BLANK) if value is None else (figure.value == value), (cell, value, figure, shown)
        right += 1
    return right


def review_rows(sheet: Sheet, table: Table) -> list[list[str]]:
    columns = table.columns(0)
    return [
        [column.heads[0] for column in columns],
        [column.heads[-1] if len(column.heads) < 3 else column.heads[1] for column in columns],
        [column.name.label for column in columns],
        [str(sheet.values[table.id, table.rows[0].id, column.id]) for column in columns],
    ]


@pytest.mark.parametrize("form", FORMS, ids=lambda form: form.id)
@QUIET
@example(seed=320)  # a row that lacks a cell for its label begins with a blank: it stands one column before its heads
@example(seed=546)
@given(seed=st.integers(0, 2**32))
def test_grids_with_mess_come_back_right_or_unsure(form: Form, seed: int) -> None:
    dice = Random(seed)  # noqa: S311 - a test's dice
    sheet = consistent(dice, form)
    parts: list[Any] = []
    mess = dice.choice(["none", "misprint", "no label", "pages", "extra"])
    for table in form.tables:
        if table.by_blocks:
            parts += [f"四、{table.title}", review_rows(sheet, table)]
            continue
        how = dice.choice(["repeated", "dropped", "empty"])
        blank = dice.choice(["0", *BLANKS])
        victim = dice.randrange(len(table.rows))
        heads = dice.random() < 0.5
        rows: list[list[str]] = []
        for number, row in enumerate(table.rows):
            block = table.blocks[row.block]
            if heads and (number == 0 or table.rows[number - 1].block != row.block):
                if block.title:
                    rows.append([block.title])
                lead = max(len(item.groups) for item in table.rows)
                rows.append(
                    [
                        block.row_head or block.corner or "",
                        *[""] * lead,
                        *[column.name.label for column in block.columns],
                    ]
                )
            before = labels_of(table, number, how)
            if number == victim and mess == "misprint":
                before = [misprint(dice, text) if text == row.name.label else text for text in before]
            if number == victim and mess == "no label":
                before = ["" for _ in before]
            after = ["", "\u00a0"] if mess == "extra" else []
            rows.append([*before, *figures_of(dice, sheet, table, number, blank), *after])
        parts.append(f"{'二三'[form.tables.index(table)]}、{table.title}")
        if mess == "pages":
            cut = dice.randrange(1, len(rows))
            parts += [rows[:cut], "— 3 —", rows[cut:]]
        else:
            parts.append(rows)
    parts += ["五、存在的主要问题及改进情况", "2020年以来，新收12件。"]
    matched = match_document(document(parts), FORMS, form.years.start)
    right = check(matched, sheet, form, parts)
    # A row that is short and begins with an empty cell may as well lack the cell of a figure: that is said.
    if mess in ("none", "pages") and not any(remark.code == "columns" for remark in matched.remarks):
        assert right >= 0.9 * len(sheet.values), (matched.remarks, parts)


@pytest.mark.slow
@pytest.mark.parametrize("form", FORMS, ids=lambda form: form.id)
@QUIET
@example(seed=719969653)  # a table of which no reading is left, all of whose figures are quoted
@given(seed=st.integers(0, 2**32))
def test_text_comes_back_right_or_unsure(form: Form, seed: int) -> None:
    dice = Random(seed)  # noqa: S311 - a test's dice
    sheet = consistent(dice, form)
    style = dice.choice(["spaces", "glued", "all glued", "cell by cell", "tabs"])
    text = []
    for number, table in enumerate(form.tables):
        lines = [f"{'二三四'[number]}、{table.title}"]
        for row_number, row in enumerate(table.rows):
            block = table.blocks[row.block]
            if row_number == 0 or table.rows[row_number - 1].block != row.block:
                lines += [block.title or "", *[column.name.label for column in block.columns]]
            figures = figures_of(dice, sheet, table, row_number, "0")
            label = row.name.label if row.printed else ""
            before = table.rows[row_number - 1].groups if row_number else ()
            lines += [group.label for group in row.groups if group not in before]
            if style == "spaces":
                lines.append(f"{label} {' '.join(figures)}")
            elif style == "tabs":
                lines.append("\t".join([label, *figures]))
            elif style == "cell by cell":
                lines += [label, *figures]
            else:
                lines.append(label + "".join(figures))
        text += [line for line in lines if line]
    text += ["五、存在的主要问题及改进情况", "工作还有不足，2020年新收12件。"]
    parts = ["".join(text)] if style == "all glued" else text
    matched = match_document(document(parts), FORMS, form.years.start)
    right = check(matched, sheet, form, parts)
    if style in ("spaces", "cell by cell", "tabs"):
        assert right >= 0.9 * len(sheet.values), (matched.remarks, parts)
