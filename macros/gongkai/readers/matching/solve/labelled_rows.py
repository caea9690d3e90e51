"""Lines of a table whose rows have labels, each set to its row: by its label, or by its place among the others.

A line without a label is taken by order only where that is the one possibility. What finds no row is kept in words.
"""

import difflib
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from itertools import groupby

from gongkai.figures import BLANK, Figure
from gongkai.readers.document import Origin
from gongkai.readers.findings import Doubt
from gongkai.readers.matching.assign.labelled_rows import Gathered, Item
from gongkai.readers.matching.figure_text import has_note, squeeze, take
from gongkai.readers.matching.label_text import bare, fold, numbered
from gongkai.readers.matching.remark.book import row_sums
from gongkai.readers.matching.solve.column_fit import Fitted, fit, narrowed
from gongkai.readers.matching.solve.table_sums import borne_out, settle

_ALIKE = 0.5


@dataclass(slots=True)
class RowTable(Gathered):
    """One table of labelled rows in the making."""

    labels: dict[int, Origin] = field(default_factory=dict)
    taken: dict[int, Item] = field(default_factory=dict)
    by_order: dict[int, bool] = field(default_factory=dict)
    unplaced: list[Item] = field(default_factory=list)
    shifted: set[int] = field(default_factory=set)
    """Grids with a full row that does not stand under the heads: there they say nothing of the others."""

    def finish(self) -> bool:
        """Set every line to its row and enter the figures; whether the table was there at all."""
        self._fit_known()
        self._fill_gaps()
        self._settle()
        if not self.taken:
            return False
        self._fill_strays()
        self._enter()
        self._leave()
        return True

    # ── lines with a label ──

    def _fit(self, item: Item, row: int) -> Fitted | None:
        block = self.table.rows[row].block
        sums = row_sums(self.book.form, self.table, row, self.book.year)
        # A row that lost cells has its figures under other heads than its own.
        short = item.line.grid in self.shifted or any(piece.padded for piece in item.line.pieces)
        heads = None if short else item.heads.get(block)
        columns = self.table.columns(row)
        complete = heads is not None and set(heads.values()) == set(range(len(columns)))
        return fit(item.pieces, columns, sums=sums, heads=heads if complete else None, glued=item.line.glued)

    def _shifts(self) -> None:
        for item in self.items:
            if item.row is None or not item.line.grid:
                continue
            heads = item.heads.get(self.table.rows[item.row].block, {})
            written = {piece.column for piece in item.pieces if squeeze(piece.text)}
            if heads and len(written) == len(self.table.columns(item.row)) == len(heads) and written != set(heads):
                self.shifted.add(item.line.grid)

    def _fit_known(self) -> None:
        self._shifts()
        strong = {item.row for item in self.items if item.row is not None and not item.weak and item.pieces}
        for item in self.items:
            if item.row is None:
                continue
            if item.weak and item.row in strong:
                item.maybe, item.row = frozenset(), None
                continue
            if not item.pieces:
                self.labels.setdefault(item.row, item.line.origin)
                continue
            item.fitted = self._fit(item, item.row)
            if item.fitted is not None:
                self._take(item, item.row)
            elif any(not piece.empty for piece in item.pieces):
                self.labels.setdefault(item.row, item.line.origin)
                self.unplaced.append(item)

    def _take(self, item: Item, row: int) -> None:
        before = self.taken.get(row)
        if before is None or before.fitted is None or item.fitted is None:
            self.taken[row] = item
            return
        if not item.given:
            return
        if not before.given:
            self.taken[row] = item
            return
        row_id = self.table.rows[row].id
        same = item.fitted.figures == before.fitted.figures and item.fitted.ways == before.fitted.ways
        if same and not item.fitted.open:
            self.book.say(
                Doubt.NOTED, "repeated", item.line.origin, text=item.line.text, table=self.table.id, row=row_id
            )
            return
        ways = [tuple(figure or BLANK for figure in one.fitted.figures) for one in (before, item) if one.fitted]
        agreed = tuple(
            one if one == other else None for one, other in zip(before.fitted.figures, item.fitted.figures, strict=True)
        )
        before.fitted = replace(
            before.fitted, figures=agreed, ways=tuple(dict.fromkeys([*before.fitted.ways, *ways])), split=True
        )

    # ── lines without ──

    def _fill_gaps(self) -> None:
        for _ in range(2):  # a gap that is filled may make another one certain
            placed = [item for item in self.items if item.row is None or self.taken.get(item.row) is item]
            for known, run in groupby(placed, key=lambda item: item.row is not None):
                opens = [item for item in run if item.given]
                if not known and opens:
                    first, last = self.items.index(opens[0]), self.items.index(opens[-1])
                    before = max(
                        (item.row for item in self.items[:first] if self._anchor(item) and item.row is not None),
                        default=-1,
                    )
                    after = next((item.row for item in self.items[last:] if self._anchor(item)), None)
                    self._fill(opens, before, len(self.table.rows) if after is None else after)
        for item in self.items:
            if item.row is None and item.given:
                self.unplaced.append(item)

    def _anchor(self, item: Item) -> bool:
        return item.row is not None and self.taken.get(item.row) is item

    def _fill(self, opens: list[Item], before: int, after: int) -> None:
        free = [row for row in range(before + 1, after) if row not in self.taken]
        if len(opens) != len(free):
            free = [row for row in free if row in self.labels or any(row in item.maybe for item in opens)]
        opens = [item for item in opens if len(opens) == len(free) or item.maybe or not self._loose(item, free)]
        if len(opens) != len(free):
            return
        pairs = list(zip(opens, free, strict=True))
        if not all(self._fits(item, row) for item, row in pairs):
            return
        for item, row in pairs:
            item.fitted = self._fit(item, row)
            item.row = row
            self.taken[row] = item
            self.by_order[row] = bool(item.words)

    def _loose(self, item: Item, free: Sequence[int]) -> bool:
        return not any(self._fits(item, row) for row in free)

    def _fits(self, item: Item, row: int) -> bool:
        fitted = self._fit(item, row)
        if fitted is None or (item.maybe and row not in item.maybe and not item.group):
            return False
        given = sum(piece.figure for piece in item.pieces)
        if (
            given < len(self.table.columns(row))
            and not fitted.ways
            and any(figure is None for figure in fitted.figures)
        ):
            return False
        if not item.words:
            return True
        label = bare(numbered(fold(self.table.rows[row].name.label))[1])
        mine = bare(numbered(fold(item.words))[1])
        return difflib.SequenceMatcher(None, mine, label).ratio() >= _ALIKE

    # ── sums ──

    def _settle(self) -> None:
        if len(self.table.blocks) > 1:
            return
        readings: dict[int, Sequence[tuple[Figure, ...]]] = {}
        for row, item in self.taken.items():
            fitted = item.fitted
            if fitted is None or fitted.many:
                continue
            if fitted.open:
                readings[row] = fitted.ways
            elif all(figure is not None for figure in fitted.figures):
                readings[row] = [tuple(figure or BLANK for figure in fitted.figures)]
        for row, ways in settle(self.book.form, self.table, readings).items():
            item = self.taken[row]
            if item.fitted is not None and item.fitted.open:
                item.fitted = narrowed(item.fitted, ways)

    # ── figures apart from their rows ──

    def _fill_strays(self) -> None:
        """Rows one figure short, and as many figures with a remark standing apart: a guess, said as one."""
        short = [item for item in self.unplaced if item.row is not None and item.row not in self.taken]
        short += [
            item
            for item in self.taken.values()
            if item.fitted is not None
            and item.fitted.open
            and len([p for p in item.pieces if p.figure]) == len(item.fitted.figures) - 1
        ]
        short.sort(key=lambda item: item.row or 0)
        noted = [piece for piece in self.strays if has_note(piece.text)]
        if not short or len(short) != len(noted) or len(self.strays) != len(noted):
            return
        blocks = {self.table.rows[item.row].block for item in short if item.row is not None}
        if len(blocks) != 1 or len(self.table.blocks[blocks.pop()].columns) != 3:  # noqa: PLR2004 - first and last are there
            return
        for item, stray in zip(short, noted, strict=True):
            row = item.row or 0
            given = [piece for piece in item.pieces if piece.figure]
            if len(given) != 2:  # noqa: PLR2004 - the middle one is missing
                return
            pieces = [given[0], stray, given[1]]
            own = take(stray.text, self.table.columns(row)[1].kind).figure
            twin = next(
                (
                    n
                    for n, piece in enumerate(given)
                    if own and take(piece.text, self.table.columns(row)[1].kind).figure == Figure(own.value)
                ),
                None,
            )
            if twin is not None and own is not None:
                pieces[2 * twin] = replace(given[twin], text=stray.text)
                pieces[1] = replace(stray, text=str(own.value))
            item.fitted = fit(pieces, self.table.columns(row))
            self.taken[row] = item
            if item in self.unplaced:
                self.unplaced.remove(item)
            self.by_order.pop(row, None)
            item.weak = True
            self.book.say(
                Doubt.GUESSED, "stray", stray.origin, text=stray.text, table=self.table.id, row=self.table.rows[row].id
            )
        self.strays.clear()

    # ── what comes of it ──

    def _enter(self) -> None:
        figures = {row: item.fitted.figures for row, item in self.taken.items() if item.fitted is not None}
        ordered = [row for row, worded in self.by_order.items() if not worded]
        certain = (
            len(self.table.blocks) == 1 and bool(ordered) and borne_out(self.book.form, self.table, figures, ordered)
        )
        for row in sorted(self.taken):
            item = self.taken[row]
            if item.fitted is None:
                continue
            self.book.enter(self.table, row, range(len(item.fitted.figures)), item.fitted)
            self._say(item, row, certain=certain)
        self._blank_rows()

    def _say(self, item: Item, row: int, *, certain: bool) -> None:
        row_id, origin, table = self.table.rows[row].id, item.line.origin, self.table.id
        fitted = item.fitted
        if row in self.by_order:
            doubt = Doubt.NOTED if certain and row in self.by_order and not self.by_order[row] else Doubt.GUESSED
            self.book.say(doubt, "by-order", origin, text=item.line.text, table=table, row=row_id)
        elif item.hit is not None and item.hit.edits:
            length = len(bare(fold(item.hit.text)))
            number = numbered(fold(item.hit.text))[0]
            agrees = bool(number) and number == numbered(fold(self.table.rows[row].name.label))[0]
            doubt = Doubt.NOTED if item.hit.edits * (3 if agrees else 4) <= max(length, 4) else Doubt.GUESSED
            self.book.say(doubt, "misprint", origin, text=item.hit.text, table=table, row=row_id)
        elif item.hit is not None and item.weak and item.hit.part:
            self.book.say(Doubt.NOTED, "part", origin, text=item.hit.text, table=table, row=row_id)
        if not item.given and self._beside_unplaced(item):
            self.book.say(Doubt.GUESSED, "empty-row", origin, text=item.line.text, table=table, row=row_id)
        if fitted is not None and not fitted.sure and not fitted.open:
            self.book.say(Doubt.GUESSED, "columns", origin, text=item.line.text, table=table, row=row_id)
        for piece in fitted.extra if fitted is not None else ():
            self.book.say(Doubt.UNKNOWN, "extra", piece.origin, text=piece.text, table=table, row=row_id)
        if item.aside:
            self.book.say(Doubt.NOTED, "aside", origin, text=item.aside, table=table, row=row_id)
            self.book.notes.append((self.book.place(self.table, row), item.aside))

    def _beside_unplaced(self, item: Item) -> bool:
        """Whether a line of figures without a row stands right beside a line without figures: they may be its own."""
        at = self.items.index(item)
        return any(
            other.row is None and other.given and not other.group
            for other in self.items[max(at - 1, 0) : at + 2]
            if other in self.unplaced
        )

    def _blank_rows(self) -> None:
        waiting = [item for item in self.unplaced if item.row is None]
        for row, model in enumerate(self.table.rows):
            if row in self.taken:
                continue
            origin = self.labels.get(row)
            if origin is None or waiting or any(item.row == row for item in self.unplaced):
                where = origin or self._near(row)
                self.book.say(
                    Doubt.MISSING, "missing-row", where, text=model.name.label, table=self.table.id, row=model.id
                )
                continue
            columns = self.table.columns(row)
            self.book.enter(
                self.table, row, range(len(columns)), Fitted((BLANK,) * len(columns), origins=(origin,) * len(columns))
            )
            self.book.say(Doubt.NOTED, "empty-row", origin, text=model.name.label, table=self.table.id, row=model.id)

    def _near(self, row: int) -> Origin:
        before = [self.taken[place].line.origin for place in sorted(self.taken) if place < row]
        return before[-1] if before else self.items[0].line.origin

    def _leave(self) -> None:
        """Lines that found no row: kept in words."""
        for item in self.unplaced:
            old = self._old_row(item)
            row_id = self.table.rows[item.row].id if item.row is not None else None
            kinds = [column.kind for column in self.table.columns(item.row or 0)]
            figures = [take(piece.text, kind).figure for piece, kind in zip(item.pieces, kinds, strict=False)]
            shown = (tuple(figure or BLANK for figure in figures),) if figures else ()
            code = "columns" if row_id else "old-row" if old else "unknown-row"
            self.book.say(
                Doubt.AMBIGUOUS if row_id else Doubt.UNKNOWN, code, item.line.origin, text=item.line.text,
                table=self.table.id, row=row_id, candidates=shown, args=(("form", old),) if old else (),
            )  # fmt: skip
        for piece in self.strays:
            self.book.say(Doubt.UNKNOWN, "stray", piece.origin, text=squeeze(piece.text), table=self.table.id)

    def _old_row(self, item: Item) -> str:
        """The form in which a group's label is a row's: 其他处理 was one row."""
        if not item.group:
            return ""
        label = next((group.label for row in self.table.rows for group in row.groups if group.id == item.group), "")
        for form in self.book.forms:
            table = form.table_index.get(self.table.id)
            if form is not self.book.form and table and any(row.name.label == label for row in table.rows):
                return form.id
        return ""
