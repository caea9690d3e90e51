"""Drafts as forms that were filled in, as columns one after the other, and with numbers of pages among their cells."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from tests.readers.corpus.sheet import FORMS
from tests.readers.mess.texts import lose_blanks, text_of, words

if TYPE_CHECKING:
    from tests.readers.corpus.sheet import Line, Table
    from tests.readers.mess.draft import Draft

_NUMBERING = re.compile(r"^(?:[一二三四]、|（.）|\d\.)")


def filled_in(draft: Draft) -> bytes:
    """The label of a row and each column by name, with its figure on a line of the form or as in a sentence."""
    around = draft.dice.choice(("____{}____件", "__ {} __", "{}件", " {} 件"))
    colon, total_first = draft.dice.choice(("：", "", "")), draft.drawn(0.3)
    lose_blanks(draft)

    def row(line: Line) -> list[str]:
        cells = [cell for cell in line if cell.at]
        if not cells:
            return []
        table = FORMS[draft.sheet.form].table_index[cells[0].at[0]]  # type: ignore[index]
        label = next((text for cell, text in zip(line[::-1], words(line)[::-1], strict=True) if cell.row), "")
        columns = {column.id: column for column in table.columns(table.row_index[cells[0].at[1]])}  # type: ignore[index]
        groups: dict[str, list[str]] = {}
        for cell in cells:
            column = columns[cell.at[2]]  # type: ignore[index]
            head = column.heads[-2] if table.by_blocks else label
            groups.setdefault(head, []).append(f"{column.name.label}{around.format(cell.text.strip())}")
        return [_told(head, parts, colon, total_first=total_first) for head, parts in groups.items()]

    draft.harmed |= {(at[0], None) for at in draft.sheet.cells}
    return text_of(draft, lambda table: [text for line in table for text in row(line)])


def _told(head: str, parts: list[str], colon: str, *, total_first: bool) -> str:
    if total_first and len(parts) > 3 and parts[-1].startswith("总计"):
        total = parts[-1].removeprefix("总计").replace("_", "").replace(" ", "")
        return f"{_NUMBERING.sub('', head)}{total}，其中{'，'.join(parts[:-1])}。"
    return f"{head}{colon}{'，'.join(parts)}"


def by_column(draft: Draft) -> bytes:
    """A cell a line: the labels of a block, then each head with its figures; blanks are strokes, or are lost."""
    sign = draft.dice.choice(("/", "—", ""))  # lost in the table of requests alone: nothing may be left of the others
    lose_blanks(draft)
    draft.harmed |= {(at[0], None) for at in draft.sheet.cells}

    def lines(table: Table) -> list[str]:
        rows: list[str] = []
        block: list[Line] = []
        for line in [*table, []]:
            if any(cell.at for cell in line):
                block.append(line)
                continue
            rows += _columns(draft, block, sign)
            rows += [text for text in words(line) if text] if len(line) == 1 else []
            block = []
        return rows

    return text_of(draft, lines)


def _columns(draft: Draft, block: list[Line], sign: str) -> list[str]:
    rows = [text for line in block for cell, text in zip(line, words(line), strict=True) if cell.head and text]
    columns: dict[str, list[str]] = {}
    for cell in (cell for line in block for cell in line if cell.at):
        blank = sign if cell.at and cell.at[0] == "requests" else sign or "/"
        columns.setdefault(cell.at[2], []).append(cell.text.replace("\n", "").strip() or blank)  # type: ignore[index]
    for name, figures in columns.items():
        at = next(cell.at for line in block for cell in line if cell.at and cell.at[2] == name)
        table = FORMS[draft.sheet.form].table_index[at[0]]
        column = next(column for column in table.columns(table.row_index[at[1]]) if column.id == name)
        rows += [column.name.label] if at[0] not in draft.headless else []
        rows += [figure for figure in figures if figure]
    return rows


def numbered_pages(draft: Draft) -> bytes:
    """A cell a line, blanks lost, and after so many lines of the tables the number of a page alone."""
    length, page, count = draft.dice.choice((20, 30, 40, 60)), 0, 0
    draft.harmed |= {(at[0], None) for at in draft.sheet.cells}
    lose_blanks(draft)

    def lines(table: Table) -> list[str]:
        nonlocal page, count
        rows: list[str] = []
        for text in (text for line in table for text in words(line) if text):
            rows.append(text)
            count += 1
            if count == length:
                count, page = 0, page + 1
                rows.append(str(page))
        return rows

    return text_of(draft, lines)
