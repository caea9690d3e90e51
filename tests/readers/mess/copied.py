"""Drafts as text that programs drew, copied or cut: rules around cells, quoted cells, rows in one line or over two."""

from __future__ import annotations

from itertools import zip_longest
from typing import TYPE_CHECKING
from unicodedata import east_asian_width

from tests.readers.corpus.writers import expanded
from tests.readers.mess.texts import cell_by_cell, lose_blanks, text_of, words

if TYPE_CHECKING:
    from tests.readers.corpus.sheet import Line, Table
    from tests.readers.mess.draft import Draft

_WIDEST = (16, 16, 22, *[8] * 40)
"""Places that a column has at most, as labels stand in the first ones."""
_DIGITS = "0123456789０１２３４５６７８９.,．，+-－"


def _width(text: str) -> int:
    return sum(2 if east_asian_width(character) in "WF" else 1 for character in text)


def _wrapped(text: str, width: int) -> list[str]:
    """A text broken where it does not fit; a figure is never broken."""
    parts = [""]
    for character in text:
        in_figure = character in _DIGITS and parts[-1][-1:] in _DIGITS and bool(parts[-1])
        if in_figure or _width(parts[-1] + character) <= width:
            parts[-1] += character
        else:
            parts.append(character)
    return parts


def ruled(draft: Draft) -> bytes:
    """A grid with rules between its rows, as pandoc and Emacs print it; long labels over several lines of a cell."""
    plus, dash, bar = draft.dice.choice(["+-|", "+-|", "┼─│"])

    def lines(table: Table) -> list[str]:
        rows = [[text.replace("\n", "").strip() for text, _, _ in row] for row in expanded(table, fill="")]
        parts = [[_wrapped(text, widest) for text, widest in zip(row, _WIDEST, strict=False)] for row in rows]
        count = max(map(len, parts))
        widths = [
            max(_width(part) for row in parts for part in (row[n] if n < len(row) else [""])) for n in range(count)
        ]
        rule = plus + plus.join(dash * (width + 2) for width in widths) + plus
        drawn = [rule]
        for row in parts:
            for line in zip_longest(*row, *[[""]] * (count - len(row)), fillvalue=""):
                cells = (f" {part}{' ' * (width - _width(part))} " for part, width in zip(line, widths, strict=True))
                drawn.append(bar + bar.join(cells) + bar)
            drawn.append(rule)
        return ["", *drawn, ""]

    return text_of(draft, lines)


def quoted_tabs(draft: Draft) -> bytes:
    """As a spreadsheet copies cells: tabs between, and quotes around a cell with line breaks."""
    broken = draft.drawn(0.5)

    def quoted(text: str, *, label: bool) -> str:
        if broken and label and len(text) > 6 and "\n" not in text:
            text = f"{text[:4]}\n{text[4:]}"
        return f'"{text}"' if "\n" in text else text

    return text_of(
        draft,
        lambda table: [
            "\t".join(quoted(text.strip(" "), label=cell.head) for text, cell, _ in row)
            for row in expanded(table, fill="")
        ],
    )


def one_line(draft: Draft) -> bytes:
    """A whole table in one line, bars or tabs between its cells."""
    sign = draft.dice.choice([" | ", "\t"])
    return text_of(draft, lambda table: [sign.join(text for line in table for text in words(line))] if table else [])


def next_line(draft: Draft) -> bytes:
    """The labels of a row on one line, its figures on the next with spaces between; a stroke for each blank.

    A dash on either side would make the number of a page of a figure.
    """
    behind = draft.drawn(0.7)

    def row(line: Line) -> list[str]:
        labels = " ".join(text for cell, text in zip(line, words(line), strict=True) if cell.head and text)
        figures = " ".join(text or "/" for cell, text in zip(line, words(line), strict=True) if not cell.head)
        parts = [labels, figures] if behind else [figures, labels]
        return [part for part in parts if part]

    lose_blanks(draft)
    return text_of(draft, lambda table: [part for line in table for part in row(line)])


def labels_ahead(draft: Draft) -> bytes:
    """The labels of some rows that follow each other, a line each, and their figures behind all of them, a line each.

    Each blank is a stroke. The count of the figures shows whose they are, and the import says that it went by it.
    """

    def lines(table: Table) -> list[str]:
        rows: list[str] = []
        waiting: list[str] = []
        for line in table:
            labels = " ".join(text for cell, text in zip(line, words(line), strict=True) if cell.head and text)
            figures = [text or "/" for cell, text in zip(line, words(line), strict=True) if not cell.head]
            goes_on = bool(waiting and figures) and any(cell.row for cell in line)
            rows += waiting if not goes_on else []
            waiting = waiting if goes_on else []
            if not (figures and any(cell.row for cell in line)):
                rows += [labels, " ".join(figures)] if figures else [labels]
                continue
            rows.append(labels)
            waiting.append(" ".join(figures))
            if draft.drawn(0.6):
                rows += waiting
                waiting = []
        return [row for row in [*rows, *waiting] if row]

    lose_blanks(draft)
    draft.harmed |= {(at[0], None) for at in draft.sheet.cells}
    return text_of(draft, lines)


def cut_figures(draft: Draft) -> bytes:
    """A row a line, spaces between its cells; some long figures at its end are cut, the rest below them."""

    def lines(table: Table) -> list[str]:
        rows: list[str] = []
        for line in table:
            cells = [word for word in words(line) if word]
            last = cells[-1] if cells else ""
            cut = last.isdecimal() and len(last) > 2 and bool(line[-1].text) and draft.drawn(0.5)
            rows.append("  ".join([*cells[:-1], last[:2]] if cut else cells))
            rows += [" " * 30 + last[2:]] if cut else []
            draft.unreadable |= {cell.at for cell in line[-1:] if cut and cell.at}
        return rows

    lose_blanks(draft)
    draft.harmed |= {(at[0], None) for at in draft.sheet.cells}
    return text_of(draft, lines)


def dropped_lines(draft: Draft) -> bytes:
    """A cell a line, and each line only where it stands first, as collections of web pages have them."""
    draft.harmed |= {(at[0], None) for at in draft.sheet.cells}
    text = cell_by_cell(draft).decode()
    seen: set[str] = set()
    for line in draft.sheet.each():
        for cell in line:
            parts = [part.strip() for part in cell.text.split("\n") if part.strip()]
            if cell.at and (not parts or any(part in seen for part in parts)):
                draft.unreadable.add(cell.at)
            seen.update(parts)
    return "\n".join(dict.fromkeys(line for line in text.split("\n") if line.strip())).encode()
