"""Drafts with the labels of rows behind their figures, a cell or a row a line, as text or paragraphs of a page."""

from __future__ import annotations

import html
from dataclasses import dataclass
from typing import TYPE_CHECKING

from tests.readers.corpus.sheet import FORMS
from tests.readers.corpus.writers import STATUTORY
from tests.readers.mess.texts import lose_blanks

if TYPE_CHECKING:
    from random import Random

    from tests.readers.corpus.sheet import Line, Table
    from tests.readers.mess.draft import Draft

_SIGNS = ("/", "—", "")
_GROUP = "denied_"
_FIRST_OF_GROUP = ("denied_state_secret", "denied_secret")


@dataclass(frozen=True)
class Order:
    """In which order the cells of the rows of a document are written.

    Attributes:
        groups: Where the labels of groups are: before the label of the row, behind it, or before the figures.
        tables: The tables that are so.
        heads_last: Whether the heads of the table of requests are behind it.
        sign: What is written for a blank; nothing loses the cell.
        only: The rows that are so: those of one group but for its first; empty where all are.
    """

    groups: str
    tables: tuple[str, ...]
    heads_last: bool
    sign: str
    only: frozenset[str] = frozenset()

    @classmethod
    def drawn(cls, draft: Draft) -> Order:
        """An order drawn at random."""
        dice: Random = draft.dice
        every = tuple(STATUTORY.values())
        tables = dice.choice([every, every, ("requests",), ("proactive",)])
        rows = [row for table, row, _ in draft.sheet.cells if table == "requests" and row.startswith(_GROUP)]
        only = frozenset(rows) - {*_FIRST_OF_GROUP} if dice.random() < 0.2 else frozenset()
        only = only if "dropped_blanks" not in draft.messes else frozenset()
        # Without a sign the first of some rows, if blank, leaves a table with all labels first and another row blank.
        sign = dice.choice(_SIGNS[:-1] if only else _SIGNS)
        return cls(dice.choice(["before", "before", "behind", "left"]), tables, dice.random() < 0.2, sign, only)

    def rows(self, table: Table, name: str) -> list[list[str]]:
        """The cells of the rows of a table; heads behind the rows stand before no other row."""
        lines = list(table)
        if self.heads_last and name == "requests":
            lines.sort(key=lambda line: not _is_row(line))
        return [self._cells(line, name) for line in lines]

    def _cells(self, line: Line, table: str) -> list[str]:
        labels = [text for cell in line if cell.head and (text := _text(cell.text))]
        figures = [_text(cell.text) or self.sign for cell in line if not cell.head]
        row = next((cell.at[1] for cell in line if cell.at is not None), "")
        if not labels or not figures or table not in self.tables or (self.only and row not in self.only):
            return [text for text in (*labels, *figures) if text]
        groups, label = labels[:-1], labels[-1]
        ordered = {
            "before": [*figures, *groups, label],
            "behind": [*figures, label, *reversed(groups)],
            "left": [*groups, *figures, label],
        }
        return [text for text in ordered[self.groups] if text]


def _is_row(line: Line) -> bool:
    return any(cell.at is not None for cell in line)


def _text(text: str) -> str:
    return text.replace("\n", "").strip()


def _lines(draft: Draft, gap: str | None) -> list[str]:
    """The lines of a document; a row is one with this between its cells, or (None) one for each cell."""
    order = Order.drawn(draft)
    if not order.sign:
        lose_blanks(draft)
    sheet = draft.sheet
    lines = [*sheet.before, sheet.title]
    page, page_share = 0, draft.dice.choice([0, 0, 0.01])
    for number, title in sheet.sections.items():
        lines += [title, *sheet.prose.get(number, [])]
        name = STATUTORY.get(number, "")
        for table in sheet.tables.get(name, []):
            for line in (
                line for cells in order.rows(table, name) for line in (cells if gap is None else [gap.join(cells)])
            ):
                lines.append(line)
                if draft.drawn(page_share):
                    page += 1
                    lines.append(f"— {page} —")
    return [*lines, *sheet.after]


def _page(title: str, lines: list[str]) -> bytes:
    body = "".join(f"<p>{html.escape(line).replace(chr(160), '&nbsp;')}</p>\n" for line in lines)
    head = f'<meta charset="utf-8"><title>{html.escape(title)}</title>'
    return f"<!DOCTYPE html><html><head>{head}</head><body>{body}</body></html>".encode()


def labels_last(draft: Draft) -> bytes:
    """A cell a line, the labels of a row behind its figures."""
    return "\n".join(_lines(draft, None)).encode()


def labels_last_page(draft: Draft) -> bytes:
    """Likewise as paragraphs of a web page."""
    return _page(draft.sheet.title, _lines(draft, None))


def labels_at_end(draft: Draft) -> bytes:
    """A row a line, its label at the end."""
    return "\n".join(_lines(draft, draft.dice.choice(["  ", " "]))).encode()


def labels_at_end_page(draft: Draft) -> bytes:
    """Likewise as paragraphs of a web page, hard spaces between the cells."""
    return _page(draft.sheet.title, _lines(draft, "\u00a0\u00a0"))


_CARDS = (
    ("：", " | "),
    ("：", "  "),
    ("：", "；"),
    ("=", "、"),
    ("  ", "；"),
    ("—", "，"),
    ("：", "\n"),
    ("\n", "\n"),
    ("\t", "\n"),
)
"""What stands between a column and its figure, and between two columns."""


def cards(draft: Draft) -> bytes:
    """The label of a row, and below it every column by name with its figure; no heads."""
    return "\n".join(_lines_of_cards(draft)).encode()


def cards_page(draft: Draft) -> bytes:
    """Likewise as paragraphs of a web page."""
    return _page(draft.sheet.title, _lines_of_cards(draft))


def _lines_of_cards(draft: Draft) -> list[str]:
    sheet = draft.sheet
    behind, between = draft.dice.choice(_CARDS)
    shuffled = draft.drawn(0.3)
    lines = [*sheet.before, sheet.title]
    for number, title in sheet.sections.items():
        lines += [title, *sheet.prose.get(number, [])]
        for table in sheet.tables.get(STATUTORY.get(number, ""), []):
            for line in table:
                labels = [_text(cell.text) for cell in line if cell.head and (cell.row or cell.rowspan > 1)]
                for heads, cells in _parts(draft, line):
                    if shuffled:
                        draft.dice.shuffle(cells)
                    lines += [*(labels if _is_row(line) else []), *heads]
                    lines += between.join(f"{name}{behind}{figure}" for name, figure in cells).split("\n")
                if len(line) == 1 and line[0].head:
                    lines.append(_text(line[0].text))  # the title of a block
    return [line for line in [*lines, *sheet.after] if line]


def _parts(draft: Draft, line: Line) -> list[tuple[list[str], list[tuple[str, str]]]]:
    """The cards of a line: labels of its own, and columns with figures; those of 复议诉讼 are three."""
    form = FORMS[draft.sheet.form]
    parts: dict[str, list[tuple[str, str]]] = {}
    for cell in line:
        if cell.at is None:
            if not cell.head and _is_row(line):
                parts.setdefault("", []).append(("备注", _text(cell.text)))
            continue
        table = form.table_index[cell.at[0]]
        column = next(column for column in table.columns(table.row_index[cell.at[1]]) if column.id == cell.at[2])
        head = column.heads[-2] if table.by_blocks else ""
        parts.setdefault(head, []).append((column.name.label, _text(cell.text)))
    return [([head] if head else [], cells) for head, cells in parts.items()]
