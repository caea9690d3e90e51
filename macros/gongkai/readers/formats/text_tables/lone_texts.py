"""Lines of a saved sheet that hold one text and are no rows: its title, its headings, its paragraphs.

A spreadsheet writes them like rows, with the separators of the cells after them that are empty.
"""

from collections.abc import Iterator, Sequence

from gongkai.readers.document.form_words import is_section_title
from gongkai.readers.document.titles import lines_of_title
from gongkai.readers.formats.text_tables.delimited import NumberedLine

_LONG = 40
_FEWEST = 4
"""The fewest cells of a line whose empty ones after a text are cells of a sheet, not tabs typed in a paragraph."""


def lone_texts_apart(lines: Sequence[NumberedLine]) -> list[NumberedLine]:
    """The lines, without tabs those that are no rows of a table.

    Args:
        lines: Numbers and texts, with tabs between cells.
    """
    return [line for run in _runs(lines) for line in _of_run(run)]


def _runs(lines: Sequence[NumberedLine]) -> Iterator[list[NumberedLine]]:
    """The lines in stretches, each line that is text for certain alone."""
    run: list[NumberedLine] = []
    for number, text in lines:
        lone = _lone_text(text)
        is_text = "\t" not in text or is_section_title(lone) or (len(lone) >= _LONG and "。" in lone)
        if not is_text:
            run.append((number, text))
            continue
        yield run
        yield [(number, lone or text)]
        run = []
    yield run


def _of_run(run: Sequence[NumberedLine]) -> list[NumberedLine]:
    """A stretch between texts, with the tabs removed from the lines of a title that precede its first row.

    A stretch without any row is text altogether if all of its lines have as many cells as a sheet, or if each has its
    only tab at its end: pages are copied so, a cell a line.
    """
    lone = [_lone_text(text) for _, text in run]
    rows = [place for place, (_, text) in enumerate(run) if text.strip() and not lone[place]]
    are_lines = all(text.endswith("\t") and text.count("\t") == 1 for _, text in run)
    if not rows and (are_lines or all(text.count("\t") + 1 >= _FEWEST for _, text in run)):
        return [(number, text) for (number, _), text in zip(run, lone, strict=True)]
    filled = [place for place in range(rows[0] if rows else len(run)) if lone[place]]
    of_title = lines_of_title([lone[place] for place in filled])
    begin = filled[of_title - 1] + 1 if of_title else 0
    return [(number, lone[place] if place < begin else text) for place, (number, text) in enumerate(run)]


def _lone_text(text: str) -> str:
    """The text of a line that has no other cell with one; empty for other lines."""
    cells = [cell for cell in map(str.strip, text.split("\t")) if cell]
    return cells[0] if len(cells) == 1 else ""
