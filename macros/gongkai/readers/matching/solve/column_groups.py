"""Lines of a table without row labels, such as 复议诉讼: one line of all figures, one for each group, or on its side.

Which columns a line's figures stand in is told by the heads since the line before, and by how many figures there are.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field

from gongkai.figures import BLANK
from gongkai.forms import Table
from gongkai.readers.document import Origin
from gongkai.readers.findings import Doubt
from gongkai.readers.matching.figure_text import take
from gongkai.readers.matching.remark.book import Book, row_sums
from gongkai.readers.matching.solve.column_fit import Fitted, fit
from gongkai.readers.matching.solve.digit_splits import Sum
from gongkai.readers.matching.tokenise.lexicon import Hit, Lexicon
from gongkai.readers.matching.tokenise.lines import Line, Piece


@dataclass(slots=True)
class BlockTable:
    """One table written by groups of columns, in the making."""

    book: Book
    table: Table
    lexicon: Lexicon
    _since: list[frozenset[int]] = field(default_factory=list)
    _fresh: bool = True
    _done: dict[int, Fitted] = field(default_factory=dict)
    _blank: tuple[Piece, ...] = ()
    _origin: Origin = field(default_factory=Origin)
    _left: list[Line] = field(default_factory=list)
    _grid: int = 0
    """Grid of the heads since the last figures."""
    _row: tuple[frozenset[int], ...] = ()
    """The verdicts of the last line of heads, from left to right."""
    _verdicts: int = 0
    """Verdicts named by heads since the last figures: a line that names one more is the end of the heads."""

    def add(self, line: Line) -> bool:
        """Take a line; whether it was of use."""
        sets, verdicts = self._told(line)
        run = self._run(line)
        if not any(piece.figure for piece in run):
            if sets or verdicts:
                if not self._fresh and sets:
                    self._since.clear()
                    self._row = ()
                    self._fresh = True
                self._since.extend(sets)
                self._verdicts += len(verdicts)
                self._grid = line.grid
                self._row = tuple(verdicts) or self._row
            if verdicts and run and len(run) == len(self._positions(sets, verdicts)):
                self._blank_line(line, run, sets, verdicts)
            elif not sets and not verdicts and run and line.grid and len(run) == len(self.table.columns(0)):
                self._blank = self._blank or run
            return bool(sets or verdicts or line.grid)
        self._fresh = False
        self._origin = line.origin
        alone = len(verdicts) == 1 and not self._verdicts
        self._verdicts = 0
        positions = self._positions(sets, verdicts if alone else [])
        if line.grid and line.grid == self._grid and not sets and not alone:
            positions = self._arranged(positions)
        if not self._enter(line, run, positions, sure=True) and not self._by_count(line, run):
            self._left.append(line)
        return True

    def finish(self) -> bool:
        """Enter what is blank, name what is missing; whether the table was there at all."""
        columns = self.table.columns(0)
        if not self._done and self._blank:
            blanks = Fitted((BLANK,) * len(columns), origins=tuple(piece.origin for piece in self._blank))
            self._keep(list(range(len(columns))), blanks)
        if not self._done:
            return False
        for line in self._left:
            figures = tuple(take(piece.text, columns[0].kind).figure or BLANK for piece in line.figures)
            self.book.say(
                Doubt.UNKNOWN, "unknown-row", line.origin, text=line.text, table=self.table.id, candidates=(figures,)
            )
        absent = [place for place in range(len(columns)) if place not in self._done]
        for place in absent:
            self.book.say(
                Doubt.MISSING, "missing-row", self._origin, text=columns[place].printed, table=self.table.id,
                row=self.table.rows[0].id, col=columns[place].id,
            )  # fmt: skip
        return True

    def _told(self, line: Line) -> tuple[list[frozenset[int]], list[frozenset[int]]]:
        """Columns that the line's heads speak of: by group, and by verdict."""
        sets: list[frozenset[int]] = []
        verdicts: list[frozenset[int]] = []
        for piece in line.pieces:
            if piece.hit is None:
                continue
            named = self._group(piece.hit)
            if named:
                sets.append(named)
            columns = frozenset(entry.column for entry in piece.hit.of("column", table=self.table.id))
            if columns and not named:
                verdicts.append(columns)
        return sets, verdicts

    def _group(self, hit: Hit) -> frozenset[int]:
        columns = self.table.columns(0)
        names = {entry.name for entry in hit.of("heads", table=self.table.id)}
        found = frozenset(place for place, column in enumerate(columns) if names & set(column.heads[:-1]))
        inner = self.lexicon.look(hit.aside) if hit.aside else None
        narrower = self._group(inner) if inner is not None and inner is not hit else frozenset()
        return found & narrower or found

    def _positions(self, own: Sequence[frozenset[int]], verdicts: Sequence[frozenset[int]]) -> list[int]:
        every = frozenset(range(len(self.table.columns(0))))
        sets = own or self._since
        smallest = [item for item in sets if not any(other < item for other in sets)]
        found = frozenset().union(*smallest) if smallest else every
        for verdict in verdicts:
            found = (found & verdict) or verdict
        return sorted(found)

    def _arranged(self, positions: list[int]) -> list[int]:
        """The same columns in the order of the heads above, where these stand in another one than the form's."""
        smallest = [item for item in self._since if not any(other < item for other in self._since)]
        groups = list(dict.fromkeys(smallest))
        order = [(place, group) for group in groups for place in sorted(group)]
        if sorted(place for place, _ in order) != positions:
            return positions
        if len(self._row) == len(order):
            cells = [group & verdict for (_, group), verdict in zip(order, self._row, strict=True)]
            found = [next(iter(cell)) for cell in cells if len(cell) == 1]
            if sorted(found) == positions:
                return found
        return [place for place, _ in order]

    def _run(self, line: Line) -> tuple[Piece, ...]:
        runs: list[list[Piece]] = [[]]
        for piece in line.pieces:
            if piece.padded or piece.covered:
                continue
            if piece.figure or piece.empty:
                runs[-1].append(piece)
            else:
                runs.append([])
        best: list[Piece] = max(runs, key=lambda run: (sum(piece.figure for piece in run), len(run)))
        return tuple(best)

    def _sums(self, positions: Sequence[int]) -> list[Sum]:
        place = {position: number for number, position in enumerate(positions)}
        return [
            Sum(place[rule.total], tuple(place[part] for part in rule.parts))
            for rule in row_sums(self.book.form, self.table, 0, self.book.year)
            if {rule.total, *rule.parts} <= set(place)
        ]

    def _enter(self, line: Line, run: Sequence[Piece], positions: Sequence[int], *, sure: bool) -> bool:
        columns = [self.table.columns(0)[place] for place in positions]
        fitted = fit(run, columns, sums=self._sums(positions), glued=line.glued)
        if fitted is None or (fitted.many and not fitted.ways) or (fitted.open and len(run) != 1 and not line.glued):
            return False
        self._keep(positions, fitted)
        if not sure or not fitted.sure:
            self.book.say(
                Doubt.GUESSED, "by-order", line.origin, text=line.text, table=self.table.id, row=self.table.rows[0].id
            )
            for place in positions:
                self.book.say(
                    Doubt.GUESSED, "by-order", line.origin, table=self.table.id, row=self.table.rows[0].id,
                    col=self.table.columns(0)[place].id,
                )  # fmt: skip
        return True

    def _by_count(self, line: Line, run: Sequence[Piece]) -> bool:
        """The heads do not fit: all columns, or the next group that has no figures yet."""
        every = list(range(len(self.table.columns(0))))
        if len(run) == len(every):
            return self._enter(line, run, every, sure=True)
        for item in self.table.lines:
            if len(item.columns) == len(run) and not any(place in self._done for place in item.columns):
                return self._enter(line, run, list(item.columns), sure=False)
        return False

    def _blank_line(
        self, line: Line, run: Sequence[Piece], sets: Sequence[frozenset[int]], verdicts: Sequence[frozenset[int]]
    ) -> None:
        if len(verdicts) == 1 and line.grid and len(run) > 1:
            self._enter(line, run, self._positions(sets, verdicts), sure=True)

    def _keep(self, positions: Sequence[int], fitted: Fitted) -> None:
        row = self.table.rows[0].id
        twice = [
            place
            for place, figure in zip(positions, fitted.figures, strict=True)
            if place in self._done
            and self.book.figures.get((self.table.id, row, self.table.columns(0)[place].id)) != figure
        ]
        if all(place in self._done for place in positions) and not twice:
            return
        self.book.enter(self.table, 0, positions, fitted)
        for place in twice:
            col = self.table.columns(0)[place].id
            self.book.figures.pop((self.table.id, row, col), None)
            self.book.say(Doubt.AMBIGUOUS, "twice", fitted.origins[0], table=self.table.id, row=row, col=col)
        for place in positions:
            self._done[place] = fitted
