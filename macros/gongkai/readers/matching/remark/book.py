"""What is gathered while a document is matched: figures, heads, notes and all that is to be said, in one place."""

from collections.abc import Sequence
from dataclasses import dataclass, field

from gongkai.figures import Figure
from gongkai.forms import Form, Place, Table
from gongkai.readers.document import Origin
from gongkai.readers.findings import Doubt, Remark
from gongkai.readers.matching.result import CellId
from gongkai.readers.matching.solve.column_fit import MOST_SHOWN, Fitted
from gongkai.readers.matching.solve.digit_splits import Sum
from gongkai.reports.write import place_text


@dataclass(slots=True)
class Book:
    """The matched tables in the making."""

    form: Form
    year: int | None
    forms: tuple[Form, ...]
    figures: dict[CellId, Figure] = field(default_factory=dict)
    origins: dict[CellId, Origin] = field(default_factory=dict)
    heads: dict[str, str] = field(default_factory=dict)
    notes: list[tuple[str, str]] = field(default_factory=list)
    remarks: list[Remark] = field(default_factory=list)

    def say(  # noqa: PLR0913 - a remark has many optional parts
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
        """Put a remark down."""
        shown = tuple(candidates[:MOST_SHOWN])
        self.remarks.append(Remark(doubt, code, origin, text, table, row, col, shown, args))

    def place(self, table: Table, row: int | None = None, column: str | None = None) -> str:
        """A place by short names."""
        row_id = table.rows[row].id if row is not None else None
        return place_text(self.form, Place(table=table.id, row=row_id, cols=(column,) if column else None))

    def enter(self, table: Table, row: int, places: Sequence[int], fitted: Fitted) -> None:
        """Take a line's figures into its row and say what there is to say of each."""
        columns = table.columns(row)
        row_id = table.rows[row].id
        for place, figure, origin in zip(places, fitted.figures, fitted.origins, strict=True):
            if figure is not None:
                self.figures[table.id, row_id, columns[place].id] = figure
                self.origins[table.id, row_id, columns[place].id] = origin
        origin = fitted.origins[0]
        if fitted.open or (fitted.split and any(figure is None for figure in fitted.figures)):
            self._open(table, row, places, fitted)
        elif fitted.split:
            self.say(Doubt.NOTED, "split", origin, table=table.id, row=row_id, candidates=fitted.ways)
        for item in fitted.said:
            col = columns[places[item.column]].id if item.column is not None else None
            where = fitted.origins[item.column] if item.column is not None else origin
            doubt = Doubt.UNREADABLE if not item.read else Doubt.NOTED if item.sure else Doubt.GUESSED
            self.say(doubt, item.code, where, text=item.text, table=table.id, row=row_id, col=col)

    def _open(self, table: Table, row: int, places: Sequence[int], fitted: Fitted) -> None:
        columns = table.columns(row)
        code = "too-many" if fitted.many else "ambiguous"
        whole = len(places) == len(columns)
        missing = [place for place, figure in zip(places, fitted.figures, strict=True) if figure is None]
        for place in missing if not (whole and len(missing) == len(places)) else [None]:
            self.say(
                Doubt.AMBIGUOUS,
                code,
                fitted.origins[0],
                table=table.id,
                row=table.rows[row].id,
                col=columns[place].id if place is not None else None,
                candidates=fitted.ways,
                args=(("count", str(len(fitted.ways))),),
            )


def row_sums(form: Form, table: Table, row: int, year: int | None) -> tuple[Sum, ...]:
    """The sums that hold within a row, by positions of its columns."""
    found = []
    for identity in form.identities:
        if identity.table != table.id or identity.each != "row" or identity.total is None:
            continue
        if year is not None and year not in identity.years:
            continue
        places = [table.column_index(row, name) for name in (identity.total, *identity.parts)]
        if all(place is not None for place in places):
            whole = [place for place in places if place is not None]
            found.append(Sum(whole[0], tuple(whole[1:])))
    return tuple(found)
