"""The lines of a table with labelled rows: which are column heads, which are rows, and which rows they may be.

Only labels decide here. A line without a label of its own is set to a row in the stage ``solve``, once all lines of
the table are known.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from gongkai.forms import Table
from gongkai.readers.matching.assign.column_heads import HeadReader
from gongkai.readers.matching.assign.group_place import GroupPlace
from gongkai.readers.matching.assign.kin_names import KinNames, is_blank_kin
from gongkai.readers.matching.assign.model import LabelledRows, RowCandidate
from gongkai.readers.matching.assign.row_cells import (
    cells_under_heads,
    names_of_column,
    row_cells,
    unknown_words,
    with_number_in_label,
    words_behind,
)
from gongkai.readers.matching.assign.table_choice import LineLabels, rows_named_by_all
from gongkai.readers.matching.figure_text import collapse_spaces, has_bracketed_note
from gongkai.readers.matching.label_text import comparable
from gongkai.readers.matching.tokenise import SUBTOTAL, Token, TokenLine

_FEWEST_BESIDE = 2
_SHARE_BESIDE = 5
"""A table has a column that the form lacks if this many rows, and one in this many, have more figures than columns."""
_MISPRINT_SHARE = 3
"""A misprint of one character in three, or more, leaves room for doubt."""


@dataclass(slots=True)
class LabelledRowsReader:
    """Takes the lines of one table in order."""

    table: Table
    heads: HeadReader
    _candidates: list[RowCandidate] = field(default_factory=list)
    _detached: list[Token] = field(default_factory=list)
    _has_other_head: bool = False
    _last: int = -1
    """Position of the line of the last candidate in the document."""
    _group: GroupPlace = field(init=False)
    _kin: KinNames = field(init=False)

    def __post_init__(self) -> None:
        """Begin before the first group of rows."""
        self._group = GroupPlace(self.table)
        self._kin = KinNames(self.table)

    def note_other_head(self) -> None:
        """Note the head of a column that the form does not have; after the first row such a word is none."""
        self._has_other_head = self._has_other_head or not any(item.has_figures for item in self._candidates)

    def note_unread(self, line: TokenLine) -> None:
        """Note the rows that a piece of a line names which cannot be read: its figures may as well be theirs."""
        for match in line.matches:
            for meaning in () if match.partial else match.of("row", table=self.table.id):
                self._candidates.append(RowCandidate(line, (), {}, named_row=meaning.row))

    def note_words(self, line: TokenLine, *, goes_on: bool) -> None:
        """Note a piece of a line of text without figures, which may begin with a label: 规章其中本级 beside 规章总数.

        Args:
            line: The piece.
            goes_on: Whether it continues a line, so that it is not the first piece.
        """
        self._kin.note_piece(line, goes_on=goes_on)
        if goes_on or self._kin.is_own_part:
            self._kin.doubt_last(self._candidates)

    def note_blank(self, line: TokenLine) -> None:
        """Note a line of text with cells but no figure, whose words may begin with the label of a row.

        Args:
            line: The line.
        """
        self._kin.note_row(line)
        self._kin.doubt_last(self._candidates)

    def result(self) -> LabelledRows:
        """The lines taken so far."""
        heads = self.heads
        columns_by_block = {
            block: frozenset(columns) for block, columns in heads.head_columns.items() if block not in heads.touching
        }
        with_others = frozenset(self.heads.with_others) | self._with_figures_beside()
        with_others |= self._without_heads(with_others)
        return LabelledRows(
            self.table,
            tuple(self._candidates),
            tuple(self._detached),
            columns_by_block,
            self.heads.in_order,
            self._has_other_head or 0 in with_others,
            with_others,
            frozenset(self.heads.with_heads_before),
        )

    def _without_heads(self, with_others: frozenset[int]) -> frozenset[int]:
        """Tables without any head, where another one has a column more than the form: they may be parts of that one."""
        goes_on = any(with_others)
        return frozenset(item.line.table for item in self._candidates if goes_on and item.line.table and not item.heads)

    def _with_figures_beside(self) -> frozenset[int]:
        """Tables in which a fifth of the rows have more than columns, as where each has its number; 0 stands for text.

        In text without cells the number of the next row is after the figures of this one.
        """
        rows: dict[int, list[bool]] = {}
        for item in self._candidates:
            if item.row is not None and item.has_figures and (item.line.table or not item.line.is_grid):
                has_more = _count_written(item.cells) > len(self.table.columns(item.row))
                rows.setdefault(item.line.table, []).append(has_more)
        return frozenset(
            table
            for table, more in rows.items()
            if sum(more) >= _FEWEST_BESIDE and sum(more) * _SHARE_BESIDE >= len(more)
        )

    def add(self, line: TokenLine, number: int) -> bool:
        """Take a line.

        Args:
            line: The line.
            number: Its position in the document.

        Returns:
            Whether it is part of the table.
        """
        count, last = len(self._candidates), self._last
        is_row = self._add(line, number)
        self._kin.note_row(line)
        self._last = number if len(self._candidates) > count else last
        return is_row

    def pass_moved(self, number: int) -> None:
        """Skip a line whose words were moved into the row above, so that the next line counts as right below that row.

        Args:
            number: Its position in the document.
        """
        self._last = number if self._last == number - 1 else self._last

    def _add(self, line: TokenLine, number: int) -> bool:
        labels = LineLabels.of(line, self.table.id)
        if line.figures:
            self.heads.end_run()
        elif labels.titles:
            self.heads.note_others(line)
        if not line.figures and labels.are_heads and not self._ends_in_blank_row(line, labels):
            self.heads.read(line, number)
            return True
        if labels.columns:
            self.heads.note_names(line)
        if line.cut and not line.figures:
            return True  # its figures may be in the words that follow and cannot be read: the row is not blank
        if labels.rows:
            self._add_labelled(line, number, labels)
            return True
        self._group.note_groups(labels.groups)
        if not line.figures:
            self._note_blank_below(line)
            return bool(labels.parts or labels.groups or labels.titles)
        self._add_unlabelled(line, number, labels)
        return True

    def _ends_in_blank_row(self, line: TokenLine, labels: LineLabels) -> bool:
        """Whether a blank row is after heads in one line, as where nothing but a figure says that a row has ended."""
        if not (line.table and labels.rows):
            return False
        place, match = labels.rows[-1]
        behind = [token for token in line.tokens[place + 1 :] if not token.padded]
        width = len(self.table.columns(match.of("row", table=self.table.id)[0].row))
        own = not match.of("column", table=self.table.id) and all(token.is_blank for token in behind)
        return own and len(behind) >= width > 1

    def _add_labelled(self, line: TokenLine, number: int, labels: LineLabels) -> None:
        place, match = labels.rows[-1]
        if not line.figures and labels.columns and match.of("column", table=self.table.id):
            if not line.table:
                self.heads.read(line, number)
            return  # a head whose label is that of a row as well
        meaning = match.of("row", table=self.table.id)[0]
        heads, width = self.heads.current(), len(self.table.columns(meaning.row))
        has_others = line.table in self.heads.with_others
        under_heads = cells_under_heads(line, heads.get(meaning.block, {}), width, has_others=has_others)
        behind = [token for token in line.tokens[place + 1 :] if not token.padded]
        words = unknown_words(behind, until_figure=True)
        between = words and line.figures and not under_heads and len(behind) != width  # the label is of a group, then
        words = words if between else names_of_column(line, place, self.table.id, width)
        if words:  # an unknown name of the row itself, or the name of a column whose figure this is
            cells, own_words = row_cells(line.tokens, len(line.tokens) - 1, 0), " ".join(words)
            self._candidates.append(RowCandidate(line, cells, heads, unknown_words=own_words, named_row=meaning.row))
            return
        own = heads.get(meaning.block, {})
        head_columns = own if len(set(own.values())) == width else {}
        cells = under_heads or row_cells(line.tokens, place, width, heads=head_columns)
        if self._group.is_foreign(match, meaning, labels.groups):
            foreign_group = self._group.note_groups(labels.groups)
            self._candidates.append(RowCandidate(line, cells, heads, is_foreign=True, foreign_group=foreign_group))
            return
        self._group.note_row(meaning.row)
        if line.below_row:
            self._note_below(line.figures)
        line, cells = with_number_in_label(line, place, cells, width)
        self._candidates.append(
            RowCandidate(
                line,
                cells,
                heads,
                meaning.row,
                tentative=match.edits * _MISPRINT_SHARE >= len(meaning.key),
                match=match,
                trailing_words=words_behind(line.tokens, cells),
                blank_kin=match.text if match.edits and meaning.row == self._kin.row else "",
            )
        )

    def _note_below(self, figures: Sequence[Token]) -> None:
        """Note figures right below the last row.

        They may be the rest of its last figure, or one of its own is two figures (``2 629``). As many figures as the
        row has columns are a row by themselves.
        """
        last = self._candidates[-1] if self._candidates else None
        if last is not None and last.row is not None and len(figures) >= max(len(self.table.columns(last.row)), 2):
            return
        texts = [collapse_spaces(figure.text) for figure in figures]
        if last is not None and last.has_figures and not any(map(has_bracketed_note, texts)):
            self._candidates[-1] = replace(last, below=" ".join(texts))

    def _note_blank_below(self, line: TokenLine) -> None:
        """Note that words with blanks alone stand below others beside the label of the last row, as of another year."""
        last = self._candidates[-1] if self._candidates else None
        words = [token for token in line.tokens if not token.is_blank and not token.covered]
        if not line.table or last is None or last.row is None or not last.has_figures or last.blank_kin:
            return
        if len(words) != 1 or not words[0].is_unknown or last.line.table != line.table:
            return
        beside = [token for token in last.line.tokens if token.column == words[0].column and token not in last.cells]
        label = self.table.rows[last.row].name.label
        if last.match is not None and is_blank_kin(words[0].text, last, label):
            self._candidates[-1] = replace(last, blank_kin=last.match.text)  # 规章总数, and 规章其中本级 below it
        elif beside and not beside[0].is_blank and not beside[0].is_figure and beside[0].match is not last.match:
            self._candidates[-1] = replace(last, blank_kin=collapse_spaces(beside[0].text))

    def _add_unlabelled(self, line: TokenLine, number: int, labels: LineLabels) -> None:
        possible = rows_named_by_all(labels.parts, self.table.id)
        cells = row_cells(line.tokens, -1, 0)
        words = "" if possible else " ".join(unknown_words(line.tokens))
        figures = [token for token in cells if token.is_figure]
        row = next(iter(possible)) if len(possible) == 1 else None
        anonymous = row is None and not words and not labels.groups
        if anonymous and self._last == number - 1 and (not line.table or _is_at_edge(line)):
            self._note_below(figures)
        if anonymous and (line.stacked or not line.table) and self._are_detached(figures, line):
            self._detached.extend(figures)
            return
        group = labels.groups[-1].of("group", table=self.table.id)[0].name if labels.groups else ""
        if any(comparable(token.text) == SUBTOTAL for token in line.tokens if not (token.covered or token.is_figure)):
            group = self._group.group
        elif possible or words:
            group = ""
        if row is not None:
            self._group.note_row(row)
        self._candidates.append(
            RowCandidate(
                line,
                cells,
                self.heads.current(),
                row,
                tentative=True,
                match=labels.parts[-1] if labels.parts else None,
                possible_rows=possible if row is None else frozenset(),
                unknown_words=words,
                group=group,
            )
        )

    def _are_detached(self, figures: Sequence[Token], line: TokenLine) -> bool:
        """Whether figures without any label are too few for a row, or all have notes: set apart by an extraction."""
        widths = {len(block.columns) for block in self.table.blocks}
        if len(figures) >= max(widths):
            return False
        may_be_row = len(figures) in widths or (line.glued and len(self.table.blocks) == 1)
        return all(has_bracketed_note(token.text) for token in figures) or not may_be_row


def _is_at_edge(line: TokenLine) -> bool:
    """Whether the only text of a row of a table is in its first cell, where other rows have their labels."""
    return not any(collapse_spaces(token.text) for token in line.tokens[1:])


def _count_written(cells: Sequence[Token]) -> int:
    """How many cells are figures, or dashes in place of one."""
    return sum(bool(collapse_spaces(cell.text)) for cell in cells)
