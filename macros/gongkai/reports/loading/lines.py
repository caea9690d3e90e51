"""The lines of one table as a clerk wrote them → figures by position; every fault of writing becomes a finding.

A line that cannot be taken is marked unreadable, so that it hides no other finding and starts no follow-up one.
"""

from collections import Counter
from dataclasses import dataclass
from itertools import takewhile

from gongkai.figures import UNREADABLE, Figure, Reading, read
from gongkai.findings import say
from gongkai.forms import Form, FormRegistry, Line, Table
from gongkai.forms.keys import KEYS
from gongkai.forms.model import canonical
from gongkai.forms.places import nearest
from gongkai.located import Mapping, Mark, Node, Scalar, Sequence
from gongkai.reports.loading.file_findings import FileFindings
from gongkai.reports.loading.line import LineReader
from gongkai.reports.loading.table_keys import home_of, whole_table_text
from gongkai.reports.totals import Partial

Written = dict[int, tuple[Scalar, Node]]
"""Lines met, by position on the form: key and value."""


@dataclass(frozen=True, slots=True)
class TableRead:
    """What a table's lines say.

    Attributes:
        partial: Figures by position; None where nothing is written.
        marks: By position of each line that was written where it is.
        with_totals: Whether the lines are written with their totals.
    """

    partial: Partial
    marks: dict[int, Mark]
    with_totals: bool


def read_table(form: Form, table: Table, node: Node, *, faults: FileFindings, registry: FormRegistry) -> TableRead:
    """Read the figures of a table from its lines in a data file.

    Args:
        form: The form.
        table: The table of the form.
        node: What is under the table's key.
        faults: Where findings go.
        registry: All forms, to recognise rows of another one.
    """
    partial: Partial = [[None] * len(table.columns(row)) for row in range(len(table.rows))]
    if not isinstance(node, Mapping):
        _no_lines(table, node, faults=faults)
        unreadable: Partial = [[UNREADABLE] * len(row) for row in partial]
        return TableRead(unreadable, dict.fromkeys(range(len(table.lines)), node.mark), with_totals=False)
    rows, misspelt = _written(form, table, node, faults=faults, registry=registry)
    with_totals = _with_totals(table, rows)
    for number, (key, value) in rows.items():
        line = table.lines[number]
        places = _wanted(line, with_totals=with_totals)
        figures = _plain_figures(table, line, value, places)
        figures = figures or LineReader(form, table, line, faults).read(key, value, places)
        for column, figure in zip(places, figures, strict=True):
            partial[line.row][column] = figure
    for number in misspelt.keys() - rows.keys():
        line = table.lines[number]
        for column in line.columns:
            partial[line.row][column] = UNREADABLE
    marks = misspelt | {number: key.mark for number, (key, _) in rows.items()}
    return TableRead(partial, marks, with_totals)


def _wanted(line: Line, *, with_totals: bool) -> tuple[int, ...]:
    """The columns that a line has figures for."""
    return line.columns if with_totals else tuple(column for column in line.columns if column not in line.totals)


def line_of_noughts(line: Line, *, with_totals: bool) -> str:
    """A line as a message proposes it where it is missing.

    Args:
        line: The line.
        with_totals: Whether the other lines of its table are written with their totals; this one has to be alike.
    """
    figures = ", ".join(["0"] * len(_wanted(line, with_totals=with_totals)))
    return f"{line.name.short}: [{figures}]" if "," in figures else f"{line.name.short}: {figures}"


def _plain_figures(table: Table, line: Line, value: Node, places: tuple[int, ...]) -> list[Figure] | None:
    """The figures of a line without any fault, as nearly all are; None for any other, to be read item by item."""
    if not isinstance(value, Sequence) or len(value.items) != len(places):
        return None
    columns = table.columns(line.row)
    figures = []
    for item, column in zip(value.items, places, strict=True):
        reading = read(item.text, columns[column].kind, plain=item.plain) if isinstance(item, Scalar) else None
        if not isinstance(reading, Reading) or reading.widened is not None:
            return None
        figures.append(reading.figure)
    return figures


def _no_lines(table: Table, node: Node, *, faults: FileFindings) -> None:
    """Report that a table has no lines, or colons without a blank after them, so that YAML sees no lines."""
    text = whole_table_text(node)
    if text is not None:
        mark, name, instead = text
        faults.syntax(mark, "colons", table=table.name.short, detail=name, instead=instead)
        return
    instead = line_of_noughts(table.lines[0], with_totals=False)
    faults.syntax(node.mark, "table", table=table.name.short, instead=instead)


def _written(
    form: Form, table: Table, node: Mapping, *, faults: FileFindings, registry: FormRegistry
) -> tuple[Written, dict[int, Mark]]:
    """The lines written, and those that a misspelt name most likely means."""
    rows: Written = {}
    unknown: list[tuple[Scalar, int]] = []
    last = -1
    for key, value in node.pairs:
        number = table.line_index.get(canonical(key.text))
        if number is None:
            unknown.append((key, last + 1))
        elif number in rows:
            first = rows[number][0]
            row = table.rows[table.lines[number].row]
            printed = row.name.label if row.printed else table.lines[number].name.label
            same = canonical(printed) == canonical(key.text)
            name = key.text if same else say("key-and-name", {"key": key.text, "name": printed})
            faults.add("duplicate-row", key.mark, table=table.id, row=row.id, name=name, first=first.mark.line)
        else:
            rows[number] = (key, value)
        last = number if number is not None else last
    misspelt: dict[int, Mark] = {}
    for key, expected in unknown:
        here = list(takewhile(lambda number: number not in rows, range(expected, len(table.lines))))
        misspelt |= dict.fromkeys(_unknown(form, table, key, here, faults=faults, registry=registry), key.mark)
    return rows, misspelt


def _unknown(  # noqa: PLR0913 - what tells what a name means
    form: Form, table: Table, key: Scalar, expected: list[int], *, faults: FileFindings, registry: FormRegistry
) -> list[int]:
    """Report a line that is not in the table; return the positions of the lines that are most likely meant.

    Args:
        form: The form.
        table: The table.
        key: What the line is called.
        expected: The lines that the form has at this place and that are written nowhere.
        faults: Where findings go.
        registry: All forms.
    """
    home = home_of(form, table, key.text)
    if home is not None:
        args = {"table_name": table.name.short, "name": key.text, "home": home.name.short}
        faults.add("unknown-row", key.mark, variant="elsewhere", table=table.id, args=args)
        return []
    if key.text in KEYS:
        args = {"table_name": table.name.short, "name": key.text}
        faults.add("unknown-row", key.mark, variant="top", table=table.id, args=args)
        return []
    for other in registry:
        model = other.table_index.get(table.id)
        if other.id != form.id and model is not None and canonical(key.text) in model.line_index:
            instead = "".join(say("quoted", {"text": table.lines[number].name.short}) for number in expected)
            faults.add(
                "form-shape", key.mark, variant="other-lines" if expected else "other-form", rule="R14", table=table.id,
                name=key.text, other=other.id, form=form.id, instead=instead,
            )  # fmt: skip
            return expected
    names = [line.name.short for line in table.lines]
    near = nearest(key.text, [*names, *(line.name.label for line in table.lines)])
    likely = [table.line_index[canonical(near)]] if near else expected[:1]
    line = table.lines[likely[0]] if likely else None
    faults.add(
        "unknown-row", key.mark, variant="near" if near else "here" if line else "none", table=table.id,
        table_name=table.name.short, name=key.text, names="、".join(names),
        short=line.name.short if line else "", near=_both(line) if line else "",
    )  # fmt: skip
    return likely


def _both(line: Line) -> str:
    """What a line is called in a file, with its printed name where that is another."""
    name = line.name
    return name.short if name.short == name.label else say("key-and-name", {"key": name.short, "name": name.label})


def _with_totals(table: Table, rows: Written) -> bool:
    """Whether the table is written with its totals: what most of its lines do; on a tie, with them."""
    votes: Counter[bool] = Counter()
    for number, (_, value) in rows.items():
        line = table.lines[number]
        size = len(value.items) if isinstance(value, Sequence) else 1
        if line.totals and size == len(line.columns):
            votes[True] += 1
        elif line.totals and size == len(line.columns) - len(line.totals):
            votes[False] += 1
    return votes[True] >= votes[False] and votes[True] > 0
