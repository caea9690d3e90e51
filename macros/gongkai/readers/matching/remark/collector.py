"""Collects what a document states and what there is to say of it, while the result is written."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from gongkai.figures import Figure, written
from gongkai.forms import CellIds, Form, Place, Table
from gongkai.readers.document import Origin
from gongkai.readers.matching.figure_text import BESIDE_CODES, NOTE_BESIDE, beside_args, code_of_note
from gongkai.readers.matching.solve import MOST_SHOWN, CellNote, ColumnFit
from gongkai.readers.remarks import Doubt, Remark
from gongkai.reports.write import place_text


@dataclass(slots=True)
class ResultCollector:
    """A result while it is written.

    Attributes:
        form: The form.
        figures: Figures by cell.
        origins: Where they were.
        heads: Column heads that are not worded as the form's, by place.
        notes: Place and text of footnotes and words after figures.
        remarks: Remarks in the order in which they came up.
    """

    form: Form
    figures: dict[CellIds, Figure] = field(default_factory=dict)
    origins: dict[CellIds, Origin] = field(default_factory=dict)
    heads: dict[str, str] = field(default_factory=dict)
    notes: list[tuple[str, str]] = field(default_factory=list)
    remarks: list[Remark] = field(default_factory=list)

    def remark(  # noqa: PLR0913 - a remark has many optional parts
        self,
        doubt: Doubt,
        code: str,
        origin: Origin,
        *,
        text: str = "",
        table: str | None = None,
        row: str | None = None,
        col: str | None = None,
        candidates: Sequence[tuple[Figure, ...]] = (),
        args: tuple[tuple[str, str], ...] = (),
    ) -> None:
        """Add a remark; of many candidates only the first are kept."""
        first_candidates = tuple(candidates[:MOST_SHOWN])
        self.remarks.append(Remark(doubt, code, origin, text, table, row, col, first_candidates, args))

    def place(self, table: Table, row: int | None = None, column: str | None = None) -> str:
        """The name of a table, row or cell as a report writes it."""
        row_id = table.rows[row].id if row is not None else None
        return place_text(self.form, Place(table=table.id, row=row_id, cols=(column,) if column else None))

    def enter(self, table: Table, row: int, positions: Sequence[int], fit: ColumnFit, *, text: str = "") -> None:
        """Enter the figures of a row and remark on how each was read.

        Args:
            table: The form's table.
            row: Position of the row.
            positions: Positions of the columns.
            fit: The figures, in the order of the positions.
            text: The document's words for them, which are quoted where they can be read in several ways.
        """
        columns = [table.columns(row)[position] for position in positions]
        row_id = table.rows[row].id
        unread = {note.column for note in fit.notes if not note.was_read}
        for number, (column, figure, origin) in enumerate(zip(columns, fit.figures, fit.origins, strict=True)):
            if figure is not None and number not in unread:  # what all readings have for a blank may be a picture
                self.figures[table.id, row_id, column.id] = figure
                self.origins[table.id, row_id, column.id] = origin
        if fit.is_open or (fit.split and any(figure is None for figure in fit.figures)):
            self._remark_open(table, row, positions, fit, text)
        elif fit.split:
            self.remark(Doubt.NOTED, "split", fit.origins[0], table=table.id, row=row_id, candidates=fit.readings)
        for note in (*fit.notes, *_notes_in_brackets(fit)):
            col = columns[note.column].id if note.column is not None else None
            origin = fit.origins[note.column or 0]
            doubt = Doubt.UNREADABLE if not note.was_read else Doubt.NOTED if note.certain else Doubt.GUESSED
            if note.code in BESIDE_CODES and note.column is not None and fit.figures[note.column] is None:
                continue  # no figure was taken, and the cell is open: its remark stands above
            figure = fit.figures[note.column] if note.column is not None else None
            args = beside_args(note.code, figure, note.text)
            self.remark(doubt, note.code, origin, text=note.text, table=table.id, row=row_id, col=col, args=args)

    def _remark_open(self, table: Table, row: int, positions: Sequence[int], fit: ColumnFit, text: str) -> None:
        """One remark for the row if all of its cells are open, else one for each open cell."""
        columns = table.columns(row)
        is_open = [position for position, figure in zip(positions, fit.figures, strict=True) if figure is None]
        whole_row = len(is_open) == len(columns)
        for position in [None] if whole_row else is_open:
            self.remark(
                Doubt.AMBIGUOUS,
                _code_of_open(fit),
                fit.origins[0],
                text=text,
                table=table.id,
                row=table.rows[row].id,
                col=columns[position].id if position is not None else None,
                candidates=fit.readings,
                args=(("count", str(len(fit.readings))),),
            )


def _code_of_open(fit: ColumnFit) -> str:
    if fit.contradicted:
        return "twice"
    if fit.lacking or fit.too_many:
        return "missing-cell" if fit.lacking else "too-many"
    return "ambiguous" if len(fit.readings) > 1 else "few-figures"


def _notes_in_brackets(fit: ColumnFit) -> Iterator[CellNote]:
    """Notes on figures with something in brackets whose cells were not read one by one, as in glued text."""
    of_cells = {note.column for note in fit.notes}
    for place, figure in enumerate(fit.figures):
        if figure is not None and figure.note is not None and place not in of_cells:
            code = code_of_note(figure.note)
            yield CellNote(place, code, written(figure), certain=code == NOTE_BESIDE)
