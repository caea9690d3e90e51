"""One written line of a table → its figures; every fault of its writing becomes a finding.

A line that cannot be taken is unreadable, so that it hides no other finding and starts no follow-up one.
"""

import re

from gongkai.figures import UNREADABLE, Figure, Kind, Misreading, read
from gongkai.findings import Level, say
from gongkai.forms import Form, Line, Table, place_id
from gongkai.forms.names import canonical
from gongkai.located import Mapping, Node, Scalar, Sequence, value
from gongkai.reports.loading.file_findings import FileFindings
from gongkai.reports.loading.meant import (
    MeantLine,
    ends_with_sum,
    figure_before_mark,
    figure_meant,
    is_approximate,
    is_nothing,
    line_meant,
)


class LineReader:
    """One written line."""

    def __init__(self, form: Form, table: Table, line: Line, faults: FileFindings) -> None:
        """Take the line's place on the form.

        Args:
            form: The form.
            table: The table of the form.
            line: The line of the table.
            faults: Where findings go.
        """
        self.form = form
        self.table = table
        self.line = line
        self.faults = faults
        self.row = table.rows[line.row]

    def read(self, key: Scalar, node: Node, places: tuple[int, ...]) -> list[Figure]:
        """The figures of the line; unreadable ones where they cannot be taken.

        Args:
            key: What the line is called.
            node: What follows the colon.
            places: The columns that it has figures for.
        """
        unreadable = [UNREADABLE] * len(places)
        if key.mark.line in self.faults.unsure:
            return unreadable
        items = node.items if isinstance(node, Sequence) else (node,)
        if len(items) != len(places) or (len(places) == 1 and isinstance(node, Mapping)):
            self._length(key, node, items, places)
            return unreadable
        self._dashes(items, places)
        return [self._figure(item, column) for item, column in zip(items, places, strict=True)]

    def _length(self, key: Scalar, node: Node, items: tuple[Node, ...], places: tuple[int, ...]) -> None:
        columns = self.table.columns(self.line.row)
        likely = None if isinstance(node, Scalar) and node.text == "0" else line_meant(node, len(places))
        variant, hint = ("", self._hint(node, items, places)) if likely is None else ("meant", _slips(likely))
        nothing = not items or (isinstance(node, Scalar) and value(node) is None)
        figures = likely.figures if likely else ["0"] * len(places)
        self.faults.add(
            "row-length",
            node.mark if isinstance(node, Sequence) else key.mark,
            variant="nothing" if nothing else "nought" if isinstance(node, Scalar) and node.text == "0" else variant,
            table=self.table.id,
            row=self.row.id,
            expected=str(len(places)),
            actual=str(len(items)),
            line=self._named(key),
            wanted=len(places),
            found=len(items),
            columns=" ".join(columns[column].name.label for column in places),
            hint=hint,
            instead=f"{key.text}: [{', '.join(figures)}]",
        )

    def _named(self, key: Scalar) -> str:
        """The printed name of the line, and what it is called in the file where that is another."""
        return line_named(self.line.name.label if not self.table.by_blocks else self.line.name.short, key.text)

    def _hint(self, node: Node, items: tuple[Node, ...], places: tuple[int, ...]) -> str:
        texts = [item.text if isinstance(item, Scalar) else "" for item in items]
        parted = _parted(texts, len(items) - len(places))
        if parted:
            return say("hints.separator", {"written": ",".join(parted), "instead": "".join(parted)})
        if self.line.totals and len(items) == len(places) + len(self.line.totals):
            return say("hints.total-written" if ends_with_sum(texts) else "hints.total-or-more", {"last": texts[-1]})
        if len(items) == len(self.line.columns) - len(self.line.totals):
            return say("hints.total-left-out")
        if not isinstance(node, Sequence):
            return say("hints.list")
        return say("hints.too-many" if len(items) > len(places) else "hints.too-few")

    def _dashes(self, items: tuple[Node, ...], places: tuple[int, ...]) -> None:
        """One finding for all columns of a line in which the same dash or word stands for nothing."""
        dashes: dict[str, list[tuple[Scalar, int]]] = {}
        for item, column in zip(items, places, strict=True):
            kind = self.table.columns(self.line.row)[column].kind
            reading = read(item.text, kind, plain=item.plain) if isinstance(item, Scalar) else None
            if isinstance(item, Scalar) and isinstance(reading, Misreading) and _stands_for_nothing(item, reading):
                dashes.setdefault(item.text, []).append((item, column))
        for cells in dashes.values():
            columns = [column for _, column in cells]
            self._add("not-a-count", cells[0][0], columns, variant="dash", rule="R9", written=cells[0][0].text)

    def _figure(self, item: Node, column: int) -> Figure:
        col = self.table.columns(self.line.row)[column]
        if not isinstance(item, Scalar):
            self._add("not-a-count", item, [column], variant="list", rule="R9")
            return UNREADABLE
        reading = read(item.text, col.kind, plain=item.plain)
        if isinstance(reading, Misreading):
            if not _stands_for_nothing(item, reading):
                self._misread(item, column, reading)
            return UNREADABLE
        if reading.widened is not None:
            self._add(
                "full-width", item, [column], level=Level.NOTICE, written=item.text, instead=reading.widened
            )  # fmt: skip
        return reading.figure

    def _misread(self, item: Scalar, column: int, why: Misreading) -> None:
        kind = self.table.columns(self.line.row)[column].kind
        likely = figure_meant(item.text, kind) if why.reason == "text" else None
        variant = why.reason
        if likely:
            variant = "approximate" if is_approximate(item.text) else "meant"
        elif variant == "text" and (likely := figure_before_mark(item.text, kind)):
            variant = "marked"
        elif variant == "text" and kind is Kind.AMOUNT:
            variant = "amount"
        elif variant == "fraction" and re.fullmatch(r"[0-9]+\.0+", item.text):
            variant, likely = "meant", item.text.partition(".")[0]
        instead = likely or why.instead or ""
        self._add("not-a-count", item, [column], variant=variant, written=item.text, instead=instead, rule="R9")

    def _add(  # noqa: PLR0913 - passes on to FileFindings.add
        self, code: str, item: Node, columns: list[int], *, variant: str = "", level: Level = Level.ERROR,
        rule: str | None = None, **args: str,
    ) -> None:  # fmt: skip
        cols = [self.table.columns(self.line.row)[column] for column in columns]
        names = [col.name.label if self.table.by_blocks else col.printed for col in cols]
        printed = self.row.name.label if self.row.printed else self.line.name.label
        self.faults.add(
            code, item.mark, variant=variant, level=level, rule=rule,
            table=self.table.id, row=self.row.id, col=cols[0].id if len(cols) == 1 else None,
            cells=tuple(place_id(self.form, self.table.id, self.row.id, col.id) for col in cols),
            line=line_named(printed, self.line.name.short),
            cols="".join(say("quoted", {"text": name}) for name in names),
            **args,
        )  # fmt: skip


def _stands_for_nothing(item: Scalar, why: Misreading) -> bool:
    return why.reason == "dash" or (why.reason == "text" and is_nothing(item.text))


def line_named(printed: str, key_text: str) -> str:
    """A line by its printed name, followed by its name in the file where that is another."""
    key = "quoted" if canonical(printed) == canonical(key_text) else "both-names"
    return say(key, {"text": printed, "written": key_text})


def _slips(line: MeantLine) -> str:
    return say("slips-and").join(say(f"line-slips.{slip}") for slip in line.slips)


_PARTED = re.compile(r"(?<![\d.])\d{1,3}(?:,\d{3})+(?:\.\d+)?(?![\d.])")


def _parted(texts: list[str], extra: int) -> list[str]:
    """The first figure that came apart at thousands separators, where these explain all of the figures too many."""
    parted = [match[0].split(",") for match in _PARTED.finditer(",".join(texts))]
    explained = sum(len(parts) - 1 for parts in parted)
    return parted[0][: extra + 1] if 0 < extra <= explained else []
