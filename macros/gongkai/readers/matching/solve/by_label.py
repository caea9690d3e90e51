"""Takes the lines whose label names a row; of two lines for one row, the better one, or what both agree on."""

import re
from collections.abc import Sequence
from dataclasses import replace
from itertools import takewhile

from gongkai.figures import BLANK
from gongkai.readers.matching.label_text import comparable
from gongkai.readers.matching.solve.model import ColumnFit
from gongkai.readers.matching.solve.readings import MOST_SHOWN
from gongkai.readers.matching.solve.working_rows import WorkingLine, WorkingRows

_BRACKETED = re.compile(r"[（(]\s*\d+\s*[)）]\s+")
"""A number in brackets and a blank before a label, which may be its numbering or its figure."""
_NOT_APPLICABLE = "不适用"
_NOUGHTS = "○〇◯"
"""Signs that are written for nought."""
_FEWEST_AGAIN = 2
"""The fewest rows repeated without figures that show that there are two tables, not rows cut in two by a page break."""


def take_labelled(rows: WorkingRows) -> None:
    """Fit every line with a row into it; a doubtful label yields to a plain one of the same row."""
    plain = {line.row for line in rows.lines if line.candidate.cells and not line.candidate.tentative}
    bare: list[WorkingLine] = []
    yielded: list[tuple[WorkingLine, int]] = []
    for line in rows.lines:
        if line.row is None:
            continue
        if line.candidate.tentative and line.row in plain:
            yielded.append((line, line.row))
            line.possible_rows, line.row = frozenset(), None
            continue
        if not line.candidate.cells and _has_number_beside(rows, line, line.row):
            rows.unplaced.append(line)
            continue
        if not line.candidate.cells and line.candidate.line.either:
            continue  # figures next to it may be its own
        if not line.candidate.cells:
            rows.labels.setdefault(line.row, line.candidate.line.origin)
            bare.append(line)
            if any(token.padded for token in line.candidate.line.tokens):
                rows.bare_labels.add(line.row)
            continue
        line.fit = _fit(rows, line, line.row)
        if line.fit is not None:
            _take(rows, line, line.row, line.fit)
        elif any(not cell.is_blank for cell in line.candidate.cells):
            rows.labels.setdefault(line.row, line.candidate.line.origin)
            rows.unplaced.append(line)
    _doubt_rows_bare_once(rows, bare)
    _doubt_rows_beside_blank_kin(rows, yielded)
    _doubt_rows_blank_again(rows)


def _fit(rows: WorkingRows, line: WorkingLine, row: int) -> ColumnFit | None:
    """The figures of a line in the columns of a row; open if a blank row of the same name stands beside it."""
    fit = rows.fit(line, row)
    return _open(fit) if fit is not None and line.candidate.blank_kin else fit


def _has_number_beside(rows: WorkingRows, line: WorkingLine, row: int) -> bool:
    """Whether a number that is no figure stands beside a label, or 不适用: 行政许可 ③ and （12） 行政许可."""
    printed = line.candidate.match.text if line.candidate.match is not None else ""
    label = comparable(rows.table.rows[row].name.label)
    before, first, _ = printed.partition(label[0])
    _, last, behind = printed.rpartition(label[-1])
    if first and _BRACKETED.fullmatch(before):
        return True
    is_number = any(character in _NOUGHTS or character.isnumeric() for character in behind)
    return bool(last) and (is_number or _NOT_APPLICABLE in behind)


def _doubt_rows_bare_once(rows: WorkingRows, bare: Sequence[WorkingLine]) -> None:
    """Doubt the rows whose label is repeated without any cell: the row may be blank there.

    In text only a label in the line next to the row counts, as a label may be written elsewhere for other reasons.
    Several bare labels may be those of another table whose figures text cannot show; a single one right before a table
    with its row is the table's title.
    """
    for line in bare:
        row_line = rows.line_by_row.get(line.row) if line.row is not None else None
        if row_line is None or row_line.fit is None or not row_line.candidate.has_figures:
            continue
        table = line.candidate.line.table
        if _is_named_otherwise(row_line, line):
            row_line.fit = _open(row_line.fit)
            continue
        place = rows.lines.index(line)
        is_next = rows.lines.index(row_line) == place + 1
        is_title = is_next and (not place or rows.lines[place - 1] not in bare)
        if line.row is not None and not table and not (is_title and row_line.candidate.line.table):
            rows.blank_again.add(line.row)
        is_below = not table and _is_right_below(rows, row_line, line)
        is_blank_row = is_next and not table and _is_between_rows(rows, place)
        is_bare_once = is_next or is_below or (table and line.row in rows.bare_labels)
        if is_blank_row or (row_line.candidate.line.table == table and is_bare_once):
            row_line.fit = replace(row_line.fit, certain=False)


def _is_between_rows(rows: WorkingRows, place: int) -> bool:
    """Whether a line without a cell stands right between two rows of cells: text between tabs loses the blank ones.

    One with heads below it is the title of a table.
    """
    around = [line.candidate for line in rows.lines[max(place - 1, 0) : place + 2]]
    numbers = [item.line.origin.line or 0 for item in around]
    is_run = numbers == list(range(numbers[0], numbers[0] + 3)) and numbers[0] > 0
    return is_run and all(item.has_figures and item.line.table for item in around[::2])


def _doubt_rows_beside_blank_kin(rows: WorkingRows, yielded: Sequence[tuple[WorkingLine, int]]) -> None:
    """Doubt the rows with words of their own beside a blank row that gave way to them: 行政许可合计, 行政许可本级."""
    for blank, row in yielded:
        line = rows.line_by_row.get(row)
        if line is None or line.fit is None or blank.candidate.has_figures or not line.candidate.has_figures:
            continue
        is_beside = abs(rows.lines.index(blank) - rows.lines.index(line)) == 1
        if is_beside and blank.candidate.line.table == line.candidate.line.table and _is_named_otherwise(line, blank):
            line.fit = _open(line.fit)


def _is_right_below(rows: WorkingRows, row_line: WorkingLine, bare: WorkingLine) -> bool:
    """Whether a complete label without figures stands right below the line with the figures of its row."""
    match = bare.candidate.match
    is_whole = match is not None and not match.partial and not bare.candidate.tentative
    return is_whole and rows.lines.index(bare) == rows.lines.index(row_line) + 1


def _doubt_rows_blank_again(rows: WorkingRows) -> None:
    """Doubt the rows that are blank in a second table with several of them: the first may be that of another year."""
    for row in rows.blank_again if len(rows.blank_again) >= _FEWEST_AGAIN else ():
        row_line = rows.line_by_row[row]
        row_line.fit = replace(row_line.fit, certain=False, blank_elsewhere=True) if row_line.fit is not None else None


def _take(rows: WorkingRows, line: WorkingLine, row: int, fit: ColumnFit) -> None:
    before = rows.line_by_row.get(row)
    if before is None or before.fit is None:
        rows.line_by_row[row] = line
        return
    if not line.candidate.has_figures:
        _note_blank_again(rows, before, line, row)
        return
    if not before.candidate.has_figures:
        rows.line_by_row[row] = line
        line.fit = replace(fit, certain=False, blank_elsewhere=True)  # blank the first time it is stated
        return
    one_table = 0 < line.candidate.line.table == before.candidate.line.table
    if one_table and rows.lines.index(line) == rows.lines.index(before) + 1:
        rows.twice_in_place += before.fit.lacking is fit.lacking
    if not fit.is_open and fit.figures == before.fit.figures and fit.readings == before.fit.readings:
        _note_same(rows, before, line, row)
        return
    if before.fit.lacking is not fit.lacking:  # such as a row of a table of the office's own that is called the same
        rows.line_by_row[row] = line if before.fit.lacking else before
        rows.yielded += 1
        rows.unplaced.append(before if before.fit.lacking else line)
        return
    both = _what_both_say(before.fit, fit)
    is_apart = before.candidate.line.either or line.candidate.line.either  # what it has may be of another label
    before.fit = replace(both, certain=False) if is_apart else both
    if any(figure and figure.value for figure in both.figures) and _may_be_parts(rows, before, line):
        before.fit = replace(both, certain=False, in_two_parts=True)  # perhaps the row is the sum of both
    if fit.is_open or fit.extra or None in fit.figures or len(before.fit.readings) > MOST_SHOWN:
        rows.unplaced.append(line)  # its digits are in no reading as they stand there, or in none that is shown


def _note_blank_again(rows: WorkingRows, before: WorkingLine, line: WorkingLine, row: int) -> None:
    """Doubt the figures of a row that is repeated without figures, if they may be those of another row."""
    if before.fit is None or not before.candidate.has_figures:
        return
    is_other = _is_named_otherwise(before, line)
    before.fit = _open(before.fit) if is_other else before.fit
    if before.fit.certain and _are_two_rows(rows, before, line):
        before.fit = replace(before.fit, certain=False, blank_elsewhere=True)
    rows.blank_again |= set() if is_other else {row}


def _note_same(rows: WorkingRows, before: WorkingLine, line: WorkingLine, row: int) -> None:
    """Take a row stated twice with the same figures for one row; doubt it if the lines may be parts of it."""
    if before.fit is not None and _may_be_parts(rows, before, line):
        before.fit = replace(before.fit, certain=False, in_two_parts=True)
    else:
        rows.repeated.append((line.candidate.line, row))


def _is_named_otherwise(row_line: WorkingLine, blank: WorkingLine) -> bool:
    """Whether the label of a row with figures has words that the form has not, and not those of the same row, blank.

    The words may say that the figures are of another year, of other offices, or a sum.
    """
    match, words = row_line.candidate.match, _own_words(row_line)
    if match is None or comparable(words) == comparable(_own_words(blank)):
        return False
    return bool(match.bracketed or match.edits) or comparable(words) != comparable(match.text)


def _are_two_rows(rows: WorkingRows, one: WorkingLine, other: WorkingLine) -> bool:
    """Whether a document has two rows for one row of the form: two labels in one grid, or one right below the other.

    An example is 规范性文件 and 行政规范性文件, or 行政 许可 and 行政许可: the figures may be those of either row,
    while the other one is blank.
    """
    labels = [line.candidate.match.text for line in (one, other) if line.candidate.match is not None]
    if one.candidate.line.table != other.candidate.line.table:
        return False
    is_next = rows.lines.index(other) == rows.lines.index(one) + 1
    return is_next or (one.candidate.line.table > 0 and len({comparable(label) for label in labels}) > 1)


def _may_be_parts(rows: WorkingRows, above: WorkingLine, below: WorkingLine) -> bool:
    """Whether two lines below each other, each with words of its own, state parts of a row without their sum.

    An example is 行政处罚（简易程序） and 行政处罚（普通程序） with 5 each, so that the row's figure is 10.
    """
    has_counts = above.fit is not None and any(figure and figure.value for figure in above.fit.figures)
    is_next = rows.lines.index(below) == rows.lines.index(above) + 1
    are_other = _is_named_otherwise(above, below) and _is_named_otherwise(below, above)
    return has_counts and is_next and are_other


def _own_words(line: WorkingLine) -> str:
    """The words of a row from its label on, before its figures."""
    tokens = [token for token in line.candidate.line.tokens if not token.covered]
    first = next((place for place, token in enumerate(tokens) if token.match is line.candidate.match), 0)
    words = takewhile(lambda token: not (token.is_figure or token.is_blank), tokens[first:])
    return "".join(token.text for token in words)


def _open(fit: ColumnFit) -> ColumnFit:
    """A row with figures that may as well be blank."""
    figures = tuple(figure or BLANK for figure in fit.figures)
    readings = tuple(dict.fromkeys((*(fit.readings or (figures,)), (BLANK,) * len(figures))))
    return replace(fit, figures=(None,) * len(figures), readings=readings, split=True, contradicted=True, certain=False)


def _what_both_say(one: ColumnFit, other: ColumnFit) -> ColumnFit:
    """One row stated twice with different figures: both are readings, and only equal figures are kept.

    No sum chooses between them: each may be the row of a table that adds up, of another year or another office. The
    one that can be read in one way alone goes first, as a remark shows the first of many readings only.
    """
    figures = tuple(
        first if first == second else None for first, second in zip(one.figures, other.figures, strict=True)
    )
    readings = [
        reading
        for fit in sorted((one, other), key=lambda fit: fit.is_open and not fit.contradicted)
        if fit.is_open or any(figure is not None for figure in fit.figures)
        for reading in (fit.readings if fit.is_open else (tuple(figure or BLANK for figure in fit.figures),))
    ]
    return replace(one, figures=figures, readings=tuple(dict.fromkeys(readings)), split=True, contradicted=True)
