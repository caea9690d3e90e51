"""Drafts as plain text and Markdown, in the ways in which pages, copies and converters leave their tables."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tests.readers.corpus.writers import STATUTORY, expanded

if TYPE_CHECKING:
    from collections.abc import Callable

    from tests.readers.corpus.sheet import Line, Table
    from tests.readers.mess.draft import Draft


def text_of(draft: Draft, table_lines: Callable[[Table], list[str]]) -> bytes:
    """The document, with each table in some layout."""
    sheet, gap = draft.sheet, draft.dice.choice([[], [""]])
    lines = [*sheet.before, sheet.title, ""]
    for number, title in sheet.sections.items():
        lines += [title, *gap, *sheet.prose.get(number, [])]
        for table in sheet.tables.get(STATUTORY.get(number, ""), []):
            lines += table_lines(table)
        lines += gap
    return "\n".join([*lines, *sheet.after]).encode()


def words(line: Line) -> list[str]:
    """The texts of the cells of a row, each in one line."""
    return [cell.text.replace("\n", "").strip() for cell in line]


def tabs(draft: Draft) -> bytes:
    """A row a line, tabs between its cells."""
    return text_of(draft, lambda table: ["\t".join(words(line)) for line in table])


def full_tabs(draft: Draft) -> bytes:
    """Likewise with empty cells for what a cell above covers."""
    return text_of(draft, lambda table: ["\t".join(_flat(row)) for row in expanded(table, fill="")])


def _flat(row: list) -> list[str]:  # type: ignore[type-arg]
    return [text.replace("\n", "").strip() for text, _, _ in row]


def commas(draft: Draft) -> bytes:
    """Comma-separated."""
    return text_of(
        draft,
        lambda table: [",".join(f'"{t}"' if "," in t else t for t in _flat(row)) for row in expanded(table, fill="")],
    )


def bars(draft: Draft) -> bytes:
    """A row a line, a bar behind each cell but perhaps the last; titles with one bar or with all."""
    all_bars, last = draft.drawn(0.5), draft.drawn(0.7)

    def lines(table: Table) -> list[str]:
        rows = []
        for line in table:
            cells = words(line)
            if len(cells) == 1 and all_bars:
                cells += [""] * 3
            rows.append(" | ".join(cells) + (" |" if last else ""))
        return rows

    return text_of(draft, lines)


def bars_apart(draft: Draft) -> bytes:
    """A cell a line, bars on lines of their own; more than one where a cell is covered or empty."""

    def lines(table: Table) -> list[str]:
        rows: list[str] = []
        for line in table:
            for cell in line:
                text = cell.text.replace("\n", "").strip()
                rows += [text, "|"] if text else ["|"]
        return rows

    return text_of(draft, lines)


def bars_behind(draft: Draft) -> bytes:
    """A line for each cell with a bar behind it (``规章 |``), and bars alone for what spans columns."""
    leading = draft.drawn(0.5)

    def lines(table: Table) -> list[str]:
        rows: list[str] = []
        for line in table:
            if leading:
                rows.append("|")
            for cell in line:
                text = cell.text.replace("\n", "").strip()
                rows.append(f"{text} |")
                if cell.colspan > 1 and cell.head and not cell.row and len(line) == 1:
                    rows.append("|" * cell.colspan)
            if not leading:
                rows.append("|")
        return rows

    return text_of(draft, lines)


def bars_before(draft: Draft) -> bytes:
    """A cell a line with a bar before it, as AsciiDoc writes a table; an empty one is a bar alone."""
    edge = draft.dice.choice([["|==="], []])
    lose_blanks(draft)

    def lines(table: Table) -> list[str]:
        return [*edge, *(f"|{text}" for row in expanded(table, fill="") for text in _flat(row)), *edge]

    return text_of(draft, lines)


def cell_by_cell(draft: Draft) -> bytes:
    """A cell a line; for an empty one an empty line, or nothing."""
    empty = draft.drawn(0.5)
    if not empty:
        lose_blanks(draft)
    between = draft.dice.choice([[], [""]]) if not empty else []

    def lines(table: Table) -> list[str]:
        rows: list[str] = []
        for line in table:
            for cell in line:
                parts = [part.strip() for part in cell.text.split("\n") if part.strip()]
                if parts or empty:
                    rows += [*(parts or [""]), *between]
        return rows

    return text_of(draft, lines)


def lose_blanks(draft: Draft) -> None:
    """Rows with a blank lose it in this layout."""
    draft.harmed |= {at[:2] for at, text in draft.sheet.cells.items() if not text.strip()}
    if any(at[0] == "review" and not text.strip() for at, text in draft.sheet.cells.items()):
        draft.harmed.add(("review", None))


def spaces(draft: Draft) -> bytes:
    """A row a line, spaces between its cells, so that blanks are gone."""
    lose_blanks(draft)
    return text_of(draft, lambda table: ["  ".join(word for word in words(line) if word) for line in table])


def laid_out(draft: Draft) -> bytes:
    """As ``pdftotext -layout`` prints a table: columns of spaces, long labels over several lines."""
    lose_blanks(draft)

    def lines(table: Table) -> list[str]:
        rows: list[str] = []
        for line in table:
            label = "".join(cell.text.replace("\n", "") for cell in line if cell.head)
            figures = "".join(f" {cell.text.strip():>7}" for cell in line if not cell.head)
            if not figures.strip():
                rows.append("   ".join(words(line)))
                continue
            pieces = [label[start : start + 14] for start in range(0, len(label), 14)] or [""]
            place = len(pieces) // 2 if len(pieces) > 1 else 0
            rows += [f"  {piece:<16}" + (figures if number == place else "") for number, piece in enumerate(pieces)]
        return rows

    return text_of(draft, lines)


def pages(draft: Draft) -> bytes:
    """As ``pdftotext`` prints a table: a cell a line, an empty line behind it, feeds and numbers of pages between."""
    lose_blanks(draft)
    count = 0

    def lines(table: Table) -> list[str]:
        nonlocal count
        rows: list[str] = []
        for line in table:
            for cell in line:
                text = cell.text.replace("\n", "").strip()
                rows += [text, ""] if text else []
            if draft.drawn(0.08):
                count += 1
                rows += [f"— {count} —", "\f"]
        return rows

    return text_of(draft, lines)


def glued_rows(draft: Draft) -> bytes:
    """A row a line, nothing between its cells."""
    _glue(draft)
    return text_of(draft, lambda table: ["".join(words(line)) for line in table])


def glued_tables(draft: Draft) -> bytes:
    """A table a line, nothing between its cells."""
    _glue(draft)
    return text_of(draft, lambda table: ["".join("".join(words(line)) for line in table)])


def glued(draft: Draft) -> bytes:
    """The whole document in one line."""
    return glued_tables(draft).replace(b"\n", b"")


def _glue(draft: Draft) -> None:
    draft.harmed |= {(at[0], None) for at in draft.sheet.cells}


def markdown(draft: Draft) -> bytes:
    """Markdown with pipe tables, which know no spans: what a cell covers is empty, or holds its text again."""
    fill = draft.dice.choice([None, "", ""])

    def lines(table: Table) -> list[str]:
        rows = [[text.strip().replace("\n", "<br>") for text, _, _ in row] for row in expanded(table, fill=fill)]
        width = max(map(len, rows))
        marked = [f"| {' | '.join(row)} |" for row in rows]
        return ["", marked[0], f"|{'---|' * width}", *marked[1:], ""]

    return text_of(draft, lines)


def markdown_without_rule(draft: Draft) -> bytes:
    """Rows between bars, without the line of dashes that would make them a table of Markdown."""
    return text_of(draft, lambda table: [f"| {' | '.join(words(line))} |" for line in table])
