"""Lists lines near a table of the form that hold figures and belong to no row, if the table lacks cells.

Nothing in a document may be lost: the figures of a row that is reported missing may be in such a line. Sentences of the
section are listed too then, as far as they hold a figure. Near a table that has all of its cells, such lines are listed
only if they are rows of the table, which means that the table is there once more.
"""

import itertools
import re
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import replace
from typing import Any

from gongkai.readers.matching.assign import RowAssignment, figures_before_label
from gongkai.readers.matching.figure_text import collapse_spaces, is_blank_text
from gongkai.readers.matching.label_text import comparable, fold, split_numbering
from gongkai.readers.matching.remark.collector import ResultCollector
from gongkai.readers.matching.tokenise import Token, TokenLine
from gongkai.readers.remarks import Doubt, Remark

RIVAL = "rival"
"""Code of a remark on figures that were taken, and may be none of the row, or of this year."""
_QUOTING = frozenset({"columns", "unread", "unknown-row", "foreign-row", "nought-row", "old-row"})
"""Codes of remarks that quote a row which was not read."""
_IN_BRACKETS = re.compile(r"\([^()]*\)")
_NUMBER = re.compile(r"[\d０-９]+")
_FEWEST_AGAIN, _FEWEST_FIGURES = 2, 4
"""A table is repeated in this many lines with a label and this many numbers, one of which may be the label's own."""
_SHORTEST_NAME, _SHORTEST_TEXT = 4, 6
_DIGIT = re.compile(r"[\d０-９]|不适用")
NO_COUNT = re.compile(
    r"(?:[12]\d{3}\s*年)(?:度|\s*\d{1,2}\s*月)?(?:\s*\d{1,2}\s*日)?|\d{1,2}\s*月(?:\s*\d{1,2}\s*日)?|第\s*\d+\s*[条款项]"
    r"|(?:电\s*话|手\s*机|传\s*真|邮\s*编|号\s*码)\s*[：:]\s*[\d()（）－-][\d\s()（）转－-]{4,24}"
)
"""A year or a day, the number of an article, and that of a telephone."""
_GLUED = re.compile(r"[\d０-９]{5,}")
_SENTENCE = re.compile(r"[。；！？]")
_LISTED = re.compile(r"(?:[\d０-９]+\s*[；;：:、，,／/|]\s*){3,}[\d０-９]+")
"""Figures with nothing but a sign between them, as a row may be written: that is no sentence."""
_NAMED = re.compile(
    r"(?:[\u3400-\u9fff]{2,8}[\s：:=—（(-]*[\d０-９][\d０-９,.]*[）)]?\s*[；;，,、|]\s*){2,}[\u3400-\u9fff]{2,8}[\s：:=—（(-]*[\d０-９]"
)
"""Names with a figure each, likewise."""
_COUNTED = re.compile(
    r"(?:[\u3400-\u9fff]{2,8}[\s\d０-９_＿/／—-]{1,24}[件宗个项条家起]+\s*[，,；;、]\s*){3,}[\u3400-\u9fff]{2,8}[\s\d０-９_＿]"
)
"""Likewise with a word for pieces behind each figure: 自然人4件，商业企业1件，…."""
_SEVERAL = re.compile(r"[\d０-９][^\d０-９]+[\d０-９]")
_APART = re.compile(r"[\d０-９]\s+[\d０-９]")
"""Two figures with a blank between them."""


def unread_lines(assignment: RowAssignment) -> list[tuple[str, TokenLine]]:
    """Lines with figures that were given to no row, each with the id of the table that it is near.

    A line that is near two tables comes once for each.
    """
    cells_by_line = {id(item.line): item.cells for table in assignment.labelled for item in table.candidates}
    cells_by_line |= {id(item.line): item.cells for table in assignment.grouped for item in table.lines}
    numbered = _tables_with_numbers(assignment)
    unread: list[tuple[str, TokenLine]] = []
    before: TokenLine | None = None
    for line, in_table, near in zip(assignment.document.lines, assignment.in_table, assignment.near, strict=True):
        if near and not line.section and not _is_of_own_column(line):
            if not in_table:
                is_unread = _may_be_row(line)
            elif id(line) in cells_by_line:
                is_unread = _has_rows_left(line, cells_by_line[id(line)], near[0], numbered=line.table in numbered)
                is_unread = is_unread or _names_columns(line, cells_by_line[id(line)])
            else:
                texts = (token.text for token in line.tokens if token.is_unknown)
                is_unread = any(_SEVERAL.search(NO_COUNT.sub("", text) if line.footnote else text) for text in texts)
                is_unread = is_unread or _names_columns(line, ())
            is_unread = is_unread or (before is not None and _is_beside_row(line, before))
            pieces = [before, line] if before is not None and _is_label_of(before, line) else [line]
            unread += [(table, piece) for table in near for piece in pieces] if is_unread else []
        before = line
    return unread


def _names_columns(line: TokenLine, cells: Sequence[Token]) -> bool:
    """Whether a line has figures right after the names of columns, other than those of the row read from it.

    They may be those of the row whose label is on the line before. In a grid one such figure may stand beside a head.
    """
    column_count = sum(
        before.match is not None and bool(before.match.of("column")) and token.is_figure and token not in cells
        for before, token in itertools.pairwise(line.tokens)
    )
    return column_count > (1 if line.table else 0)


def _is_beside_row(line: TokenLine, before: TokenLine) -> bool:
    """Whether a line holds a cell of the row whose label is on the line before it."""
    return _is_column_of(line, before) or _begins_with_cell_of(line, before)


def _begins_with_cell_of(line: TokenLine, before: TokenLine) -> bool:
    """Whether a row of a grid begins with a cell that cannot be read but has a digit, and the row before is blank.

    A table that was copied into one line is cut into rows after its figures, so that a cell which is not a figure is
    taken for the label of the next row.
    """
    is_row = line.table == before.table != 0 and not before.figures and any(item.of("row") for item in before.matches)
    first = next((token for token in line.tokens if not is_blank_text(token.text)), None)
    return is_row and first is not None and first.is_unknown and bool(_DIGIT.search(first.text))


def _is_column_of(line: TokenLine, before: TokenLine) -> bool:
    """Whether a line holds the name of a column and its cell, and the line of text before is the label of a row."""
    labels = before.matches
    is_label = bool(labels) and len(labels) == len(before.tokens) and bool(labels[-1].of("row")) and not before.table
    return is_label and any(
        name.match is not None and name.match.of("column") and cell.match is None and _DIGIT.search(cell.text)
        for name, cell in itertools.pairwise(line.tokens)
    )


def _is_label_of(before: TokenLine, line: TokenLine) -> bool:
    """Whether a piece of a line of text is the label right before another piece, which is not known."""
    goes_on = before.origin == line.origin and before.span[1] == line.span[0] > 0
    return goes_on and not line.matches and bool(before.matches) and not before.figures


def _tables_with_numbers(assignment: RowAssignment) -> frozenset[int]:
    """The document's tables in which a figure stands before most labels: the number of the row; 0 stands for text."""
    rows: dict[int, list[bool]] = {}
    for table in assignment.labelled:
        for item in table.candidates:
            if item.row is not None:
                rows.setdefault(item.line.table, []).append(any(figures_before_label(item.line, item.cells)))
    return frozenset(table for table, every in rows.items() if 2 * sum(every) > len(every))


def _has_rows_left(line: TokenLine, cells: Sequence[Token], table: str, *, numbered: bool) -> bool:
    """Whether a line of which one row was read, that of ``cells``, holds figures of another one or in the label itself.

    They are between the labels of two rows, or before the first; or a label that is broken over two lines has them
    between its halves, and what it has in brackets is not compared with the form's label.
    """
    if not numbered and any(figures_before_label(line, cells)):
        return True
    rows = [
        place
        for place, token in enumerate(line.tokens)
        if token.match is not None and token.match.of("row", table=table) and not token.match.of("column", table=table)
    ]
    between = line.tokens[rows[0] : rows[-1]] if rows else ()
    in_label = any(_APART.search(line.tokens[place].text) for place in rows)
    return in_label or any(token.is_figure and token not in cells for token in between)


def _may_be_row(line: TokenLine) -> bool:
    return bool(_DIGIT.search(line.text)) and not _is_prose(line)


def _is_prose(line: TokenLine) -> bool:
    """Whether a line is sentences; what is glued to a part of a table is not, whatever signs are in it."""
    figures = any(pattern.search(line.text) for pattern in (_GLUED, _LISTED, _NAMED, _COUNTED))
    return line.span[0] == 0 and bool(_SENTENCE.search(line.text)) and not figures


def remark_unread(unread: list[tuple[str, TokenLine]], collector: ResultCollector) -> None:
    """List the lines near tables that lack a cell, each once and in full.

    Near a table that has all cells, lines are listed if several of them are rows of it, so that the table is there once
    more, and if a row of the table may have the figures of another line, or the table those of another one.
    """
    listed: set[int] = set()
    for table in collector.form.tables:
        every = list(_joined([line for near, line in unread if near == table.id and id(line) not in listed]))
        doubted = any(item.table == table.id and item.code in (RIVAL, "two-tables") for item in collector.remarks)
        if sum(at[0] == table.id for at in collector.figures) == len(table.positions) and not doubted:
            every = [pieces for pieces in every if _is_row_again(pieces, table.id)]
            if len(every) < _FEWEST_AGAIN:
                continue
            collector.remark(Doubt.AMBIGUOUS, "two-tables", every[0][0].origin, table=table.id)
        for pieces in every:
            listed.update(map(id, pieces))
            text = "".join(piece.text for piece in pieces)
            collector.remark(Doubt.UNKNOWN, "unread", pieces[0].origin, text=text, table=table.id)


def _is_row_again(pieces: Sequence[TokenLine], table: str) -> bool:
    """Whether a line has the label of a row and figures for several columns."""
    has_label = any(match.of("row", table=table) for piece in pieces for match in piece.matches)
    return has_label and len(_NUMBER.findall("".join(piece.text for piece in pieces))) >= _FEWEST_FIGURES


def remark_left_in_grids(assignment: RowAssignment, collector: ResultCollector) -> None:
    """Say which cells in the grids of the form's tables hold numbers that were not read and that no remark quotes.

    Nothing of such a grid goes into the narrative, so a sentence in a row of its own is quoted as well. Dates and
    articles of the law do not count as numbers.
    """
    lines = list(zip(assignment.document.lines, assignment.in_table, assignment.near, strict=True))
    of_form = {line.table for line, in_table, _ in lines if in_table and line.table}
    quotes = defaultdict[Any, list[str]](list)
    for remark in collector.remarks:
        quotes[remark.origin].append(fold(remark.text))
    heads = {word for remark in collector.remarks if remark.code == "no-heads" for word in remark.text.split("、")}
    for line, in_table, near in lines:
        if not near or line.table not in of_form or line.section or line.footnote or _is_of_own_column(line):
            continue
        for token in line.tokens:
            is_head = (
                collapse_spaces(token.text) in heads and not line.figures
            )  # asked about in the first table already
            is_left = token.is_unknown and not token.covered and not is_head
            if not is_left or _is_quoted(fold(token.text), itertools.chain(quotes[line.origin], quotes[token.origin])):
                continue
            if _DIGIT.search(NO_COUNT.sub("", token.text)):
                text = collapse_spaces((token if in_table else line).text)
                collector.remark(Doubt.UNKNOWN, "unread", token.origin, text=text, table=near[0])
                break
            if _is_text_alone(line):
                collector.remark(Doubt.NOTED, "label-left-out", token.origin, text=collapse_spaces(token.text))


def _is_quoted(text: str, quotes: Iterable[str]) -> bool:
    return any(text in quote for quote in quotes)


def _is_of_own_column(line: TokenLine) -> bool:
    """Whether a line is a cell of a column that was left out with a remark, and holds no more than its head says."""
    return bool(line.left_out) and len(line.tokens) == 1


def _is_text_alone(line: TokenLine) -> bool:
    """Whether a row of a grid holds a single text: a sentence, or words such as 填报人 with a name."""
    texts = {collapse_spaces(token.text) for token in line.tokens if not (token.is_blank or token.covered)}
    return len(texts) == 1 and not (line.matches or line.figures) and len(min(texts)) >= _SHORTEST_TEXT


def quotes_of(remarks: Iterable[Remark], table: str) -> list[str]:
    """What remarks quote of the rows of a table that were not read.

    Args:
        remarks: Any remarks.
        table: Id of the table.
    """
    return [item.text for item in remarks if item.table == table and item.code in _QUOTING and item.text]


def quoted_elsewhere(remarks: Sequence[Remark]) -> list[Remark]:
    """The remarks, those on rows that are missing with another code where a row of that name is quoted as not read.

    Args:
        remarks: All of a document.
    """
    quotes = {
        table: comparable("\n".join(quotes_of(remarks, table))) for table in {item.table or "" for item in remarks}
    }
    return [
        replace(item, code="unread-row")
        if item.code == "missing-row" and (core := _core(item.text)) and core in quotes[item.table or ""]
        else item
        for item in remarks
    ]


def _core(label: str) -> str:
    """A label as it is compared, without its number and what it has in brackets.

    Empty where that is no name of its own: ``其他`` is in the labels of other rows.
    """
    core = comparable(_IN_BRACKETS.sub("", split_numbering(fold(label))[1]))
    return core if len(core) >= _SHORTEST_NAME else ""


def _joined(unread: list[TokenLine]) -> list[list[TokenLine]]:
    """Lines of the same paragraph that follow each other without a gap, put together."""
    joined: list[list[TokenLine]] = []
    for line in unread:
        before = joined[-1][-1] if joined else None
        goes_on = before is not None and before.origin == line.origin and before.span[1] == line.span[0] > 0
        if goes_on and not line.matches:
            joined[-1].append(line)
        else:
            joined.append([line])
    return joined
