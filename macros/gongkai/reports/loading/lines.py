"""The lines of one table as a clerk wrote them → figures by position; every fault of writing becomes a finding.

A line that cannot be taken is marked unreadable, so that it hides no other finding and starts no follow-up one.
"""

import re
from collections import Counter

from gongkai.figures import UNREADABLE, Figure, Kind, Misreading, Reading, read
from gongkai.findings import Level, say
from gongkai.forms import Form, Line, Shelf, Table, place_id
from gongkai.forms.model import canonical
from gongkai.forms.places import nearest
from gongkai.located import Mapping, Node, Scalar, Sequence
from gongkai.reports.loading.file_findings import FileFindings
from gongkai.reports.totals import Partial

Written = dict[int, tuple[Scalar, Node]]
"""Lines met, by position on the form: key and value."""


def read_table(form: Form, table: Table, node: Node, *, faults: FileFindings, shelf: Shelf) -> tuple[Partial, set[int]]:
    """Read a table's lines.

    Args:
        form: The form.
        table: The table of the form.
        node: What stands under the table's key.
        faults: Where findings go.
        shelf: All forms, to recognise rows of another one.

    Returns:
        Figures by position (None: not written) and the positions of lines that were written.
    """
    partial: Partial = [[None] * len(table.columns(row)) for row in range(len(table.rows))]
    if not isinstance(node, Mapping):
        _no_lines(table, node, faults=faults)
        return [[UNREADABLE] * len(row) for row in partial], set(range(len(table.lines)))
    written, misspelt = _written(form, table, node, faults=faults, shelf=shelf)
    with_totals = _with_totals(table, written)
    for number, (key, value) in written.items():
        line = table.lines[number]
        wanted = line.columns
        if not with_totals and line.totals:
            wanted = tuple(col for col in wanted if col not in line.totals)
        figures = _plain_figures(table, line, value, wanted)
        figures = figures or _Line(form, table, line, faults).read(key, value, wanted)
        for column, figure in zip(wanted, figures, strict=True):
            partial[line.row][column] = figure
    for number in misspelt - set(written):
        line = table.lines[number]
        for column in line.columns:
            partial[line.row][column] = UNREADABLE
    return partial, set(written) | misspelt


def _plain_figures(table: Table, line: Line, value: Node, wanted: tuple[int, ...]) -> list[Figure] | None:
    """The figures of a line without any fault, as nearly all are; None for any other, to be read item by item."""
    if not isinstance(value, Sequence) or len(value.items) != len(wanted):
        return None
    columns = table.columns(line.row)
    figures = []
    for item, column in zip(value.items, wanted, strict=True):
        reading = read(item.text, columns[column].kind, plain=item.plain) if isinstance(item, Scalar) else None
        if not isinstance(reading, Reading) or reading.widened is not None:
            return None
        figures.append(reading.figure)
    return figures


def _no_lines(table: Table, node: Node, *, faults: FileFindings) -> None:
    """Report that a table has no lines; one reason is a full-width colon in every one of them."""
    text = node.text if isinstance(node, Scalar) and node.plain else ""
    if "：" in text:
        faults.syntax(node.mark, "wide-colon", detail=text[: text.index("：") + 1])
    else:
        faults.syntax(node.mark, "table", table=table.name.short, line=table.lines[0].name.short)


def _written(
    form: Form, table: Table, node: Mapping, *, faults: FileFindings, shelf: Shelf
) -> tuple[Written, set[int]]:
    """The lines written, and those that a misspelt name most likely means."""
    written: Written = {}
    misspelt: set[int] = set()
    for key, value in node.pairs:
        number = table.line_index.get(canonical(key.text))
        if number is None:
            misspelt |= _unknown(form, table, key, faults=faults, shelf=shelf)
        elif number in written:
            first = written[number][0]
            row = table.rows[table.lines[number].row]
            faults.add("duplicate-row", key.mark, table=table.id, row=row.id, name=key.text, first=first.mark.line)
        else:
            written[number] = (key, value)
    return written, misspelt


def _unknown(form: Form, table: Table, key: Scalar, *, faults: FileFindings, shelf: Shelf) -> set[int]:
    for other in shelf:
        model = other.table_index.get(table.id)
        if other.id != form.id and model is not None and canonical(key.text) in model.line_index:
            faults.add(
                "form-shape", key.mark, variant="other-form", rule="R14", table=table.id, name=key.text,
                other=other.id, form=form.id,
            )  # fmt: skip
            return set()
    names = [line.name.short for line in table.lines]
    near = nearest(key.text, [*names, *(line.name.label for line in table.lines)])
    faults.add(
        "unknown-row", key.mark, variant="near" if near else "none", table=table.id, table_name=table.name.short,
        name=key.text, near=near or "", names="、".join(names),
    )  # fmt: skip
    number = table.line_index.get(canonical(near)) if near else None
    return set() if number is None else {number}


def _with_totals(table: Table, written: Written) -> bool:
    """Whether the table is written with its totals: what most of its lines do; on a tie, with them."""
    votes: Counter[bool] = Counter()
    for number, (_, value) in written.items():
        line = table.lines[number]
        size = len(value.items) if isinstance(value, Sequence) else 1
        if line.totals and size == len(line.columns):
            votes[True] += 1
        elif line.totals and size == len(line.columns) - len(line.totals):
            votes[False] += 1
    return votes[True] >= votes[False] and votes[True] > 0


class _Line:
    """One written line."""

    def __init__(self, form: Form, table: Table, line: Line, faults: FileFindings) -> None:
        self.form = form
        self.table = table
        self.line = line
        self.faults = faults
        self.row = table.rows[line.row]

    def read(self, key: Scalar, value: Node, wanted: tuple[int, ...]) -> list[Figure]:
        items = self._items(value)
        if len(items) != len(wanted):
            self._length(key, value, items, wanted)
            return [UNREADABLE] * len(wanted)
        return [self._figure(item, column) for item, column in zip(items, wanted, strict=True)]

    def _items(self, value: Node) -> tuple[Node, ...]:
        return value.items if isinstance(value, Sequence) else (value,)

    def _length(self, key: Scalar, value: Node, items: tuple[Node, ...], wanted: tuple[int, ...]) -> None:
        columns = self.table.columns(self.line.row)
        self.faults.add(
            "row-length",
            value.mark if isinstance(value, Sequence) else key.mark,
            table=self.table.id,
            row=self.row.id,
            expected=str(len(wanted)),
            actual=str(len(items)),
            name=self.line.name.label if not self.table.by_blocks else self.line.name.short,
            wanted=len(wanted),
            found=len(items),
            columns=" ".join(columns[column].name.label for column in wanted),
            hint=self._hint(value, items, len(wanted)),
        )

    def _hint(self, value: Node, items: tuple[Node, ...], wanted: int) -> str:
        texts = [item.text if isinstance(item, Scalar) else "" for item in items]
        if any(sign in text for text in texts for sign in "，、"):
            return say("hints.wide-comma")
        parted = _parted(texts, len(items) - wanted)
        if parted:
            return say("hints.separator", {"written": ",".join(parted), "instead": "".join(parted)})
        if len(items) == len(self.line.columns) or len(items) == len(self.line.columns) - len(self.line.totals):
            return say("hints.mixed-totals") if self.line.totals else ""
        if not isinstance(value, Sequence):
            return say("hints.list")
        return ""

    def _figure(self, item: Node, column: int) -> Figure:
        col = self.table.columns(self.line.row)[column]
        if not isinstance(item, Scalar):
            self._misread(item, column, Misreading("list"), "[…]")
            return UNREADABLE
        reading = read(item.text, col.kind, plain=item.plain)
        if isinstance(reading, Misreading):
            self._misread(item, column, reading, item.text)
            return UNREADABLE
        if reading.widened is not None:
            self._add("full-width", item, column, level=Level.NOTICE, written=item.text, instead=reading.widened)
        return reading.figure

    def _misread(self, item: Node, column: int, why: Misreading, text: str) -> None:
        kind = self.table.columns(self.line.row)[column].kind
        variant = "amount" if why.reason == "text" and kind is Kind.AMOUNT else why.reason
        self._add("not-a-count", item, column, variant=variant, written=text, instead=why.instead or "", rule="R9")

    def _add(  # noqa: PLR0913 - passes on to FileFindings.add
        self, code: str, item: Node, column: int, *, variant: str = "", level: Level = Level.ERROR,
        rule: str | None = None, **args: str,
    ) -> None:  # fmt: skip
        col = self.table.columns(self.line.row)[column]
        self.faults.add(
            code, item.mark, variant=variant, level=level, rule=rule,
            table=self.table.id, row=self.row.id, col=col.id,
            cells=(place_id(self.form, self.table.id, self.row.id, col.id),),
            row_name=self.row.name.label if self.row.printed else self.line.name.label,
            col_name=col.name.label if self.table.by_blocks else col.printed, **args,
        )  # fmt: skip


_PARTED = re.compile(r"(?<![\d.])\d{1,3}(?:,\d{3})+(?:\.\d+)?(?![\d.])")


def _parted(texts: list[str], extra: int) -> list[str]:
    """The first figure that came apart at thousands separators, where these explain all of the figures too many."""
    parted = [match[0].split(",") for match in _PARTED.finditer(",".join(texts))]
    explained = sum(len(parts) - 1 for parts in parted)
    return parted[0][: extra + 1] if 0 < extra <= explained else []
