"""A report or an agency → the YAML text that a clerk would write; loading it again gives the same report.

One line of the form is one line, figures in printed order and in columns, with a comment that names the columns; a
total that was added up is left out. What to say above a table is the caller's: no sentence of a file stands here.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby

from gongkai.errors import UsageError
from gongkai.figures import Figure, State, written
from gongkai.findings import say
from gongkai.forms import Form, Line, Place, Table, place_id
from gongkai.forms.keys import UNDATED, VERSION
from gongkai.forms.registry import NO_FORM
from gongkai.reports.agencies import Agency, Scope
from gongkai.reports.model import Report
from gongkai.reports.scalars import aligned, padded, scalar, width

SCHEMA_LINE = "# yaml-language-server: $schema=../.schema/{form}.json"


def report_text(report: Report, *, head: Iterable[str] = (), remarks: Mapping[str, str] | None = None) -> str:
    """The data file of a report, as YAML with comments.

    Args:
        report: The report. Totals that were added up are not written, rows that its data lack neither.
        head: Comment lines at the top, without their ``#``; editors look for the schema on the line before.
        remarks: Comment lines to stand above tables, by table id.

    Raises:
        UsageError: A figure of the report could not be read, so that nobody knows what to write.
    """
    form = report.form
    lines = [] if form is None else [SCHEMA_LINE.format(form=form.id)]
    lines.extend(f"# {line}" for line in head)
    lines.extend((f"version: {VERSION}", f"form: {form.id if form else NO_FORM}"))
    undated = UNDATED if report.is_public else "~"
    lines.append(f"published: {report.published or undated}")
    if report.submitted:
        lines.append(f"submitted: {report.submitted}")
    lines.append(f"status: {report.status.value}")
    if report.title:
        lines.append(f"title: {scalar(report.title)}")
    if report.withdrawn:
        lines.extend(_mapping("withdrawn", {"reason": report.withdrawn.reason, "date": report.withdrawn.date}))
    if report.retold:
        lines.extend(_mapping("retold", {"by": report.retold.by, "original": report.retold.original}))
    if report.sources:
        entries = [f"{{file: {scalar(item.file)}, sha256: {scalar(item.sha256)}}}" for item in report.sources]
        lines.append(f"source: {entries[0]}" if len(entries) == 1 else f"source: [{', '.join(entries)}]")
    for table in form.tables if form else ():
        if form is None or table.id in report.absent:
            continue
        remark = (remarks or {}).get(table.id)
        lines.extend(["", *([f"# {remark}"] if remark else []), *_table(report, form, table)])
    lines.extend(_extras(report))
    return "\n".join([*lines, ""])


def agency_text(agency: Agency, *, head: Iterable[str] = ()) -> str:
    """An agency as ``agency.yml``; what it does not say is left out.

    Args:
        agency: The agency.
        head: Comment lines at the top, without their ``#``.
    """
    lines = [*(f"# {line}" for line in head), f"version: {VERSION}"]
    pairs = (
        *(("name", agency.name), ("short", agency.short if agency.short != agency.name else None)),
        *(("level", agency.level), ("kind", agency.kind), ("scope", agency.scope.value if agency.scope else None)),
        *(("reports_to", agency.reports_to), ("in_rollup", None if agency.in_rollup else "false")),
        *(("from", agency.since), ("until", agency.until), ("successor", agency.successor)),
    )
    lines.extend(f"{key}: {_word(value)}" for key, value in pairs if value is not None)
    if agency.former:
        lines.append(f"former: [{', '.join(map(scalar, agency.former))}]")
    for key, days in (("due", agency.due), ("due_members", agency.due_members)):
        lines.extend(_mapping(key, {str(year): day for year, day in days.items()}))
    lines.extend(_mapping("contact", agency.contact))
    if agency.site_code is not None:
        lines.append(f"site_code: {scalar(agency.site_code)}")
    return "\n".join([*lines, ""])


def place_text(form: Form, place: Place) -> str:
    """A place by short names, as a clerk writes it: ``申请.本年新收.总计``, ``复议诉讼.行政复议``, ``六``."""
    if place.table is None or place.section is not None:
        return place.section or ""
    table = form.table_index[place.table]
    if place.row is None:
        return table.name.short
    row = table.row_index[place.row]
    columns = table.columns(row)
    ids = set(place.cols or ())
    line = next(
        line for line in table.lines if line.row == row and ids <= {columns[number].id for number in line.columns}
    )
    parts = [table.name.short, line.name.short]
    if len(ids) == 1:
        parts.append(next(column.name.short for column in columns if column.id in ids))
    return ".".join(parts)


def _word(value: str | int) -> str:
    return (
        str(value) if isinstance(value, int) or value in ("false", *(item.value for item in Scope)) else scalar(value)
    )


def _mapping(name: str, pairs: Mapping[str, str]) -> list[str]:
    return [f"{name}:", *(f"  {key}: {scalar(text)}" for key, text in pairs.items())] if pairs else []


@dataclass(frozen=True, slots=True)
class _WrittenLine:
    """A line of a table as it is written: its short name, the labels of its columns, its figures."""

    name: str
    labels: tuple[str, ...]
    cells: tuple[str, ...]


def _table(report: Report, form: Form, table: Table) -> Iterator[str]:
    lines = list(_lines(report, form, table))
    indent = max((width(line.name) for line in lines), default=0) + len("  : ")
    groups = [(labels, list(group)) for labels, group in groupby(lines, key=lambda line: line.labels)]
    key = f"{scalar(table.name.short)}:"
    if len(groups) == 1:
        yield f"{padded(key, indent)}# {' '.join(groups[0][0])}"
    else:
        yield key if groups else f"{key} {{}}"
    for labels, group in groups:
        if len(groups) > 1:
            yield f"{padded('  #', indent)}{' '.join(labels)}"
        figures = aligned([line.cells for line in group])
        for line, cells in zip(group, figures, strict=True):
            body = f"[{', '.join(cells)}]" if len(labels) > 1 else cells[0].strip()
            yield padded(f"  {line.name}:", indent) + body


def _lines(report: Report, form: Form, table: Table) -> Iterator[_WrittenLine]:
    grid, summed = report.grids[table.id], report.computed.get(table.id, frozenset())
    lines = [line for line in table.lines if not _left_out(report, form, table, line)]
    with_totals = any((line.row, column) not in summed for line in lines for column in line.totals)
    for line in lines:
        places = line.columns if with_totals else tuple(column for column in line.columns if column not in line.totals)
        columns = table.columns(line.row)
        yield _WrittenLine(
            scalar(line.name.short),
            tuple(columns[column].name.label for column in places),
            tuple(_cell(grid[line.row][column]) for column in places),
        )


def _left_out(report: Report, form: Form, table: Table, line: Line) -> bool:
    """Whether a line is not written: the data lack it, or all of it was added up."""
    place = place_id(form, table.id, table.rows[line.row].id, line.name.id if table.by_blocks else None)
    summed = report.computed.get(table.id, frozenset())
    return place in report.absent or all((line.row, column) in summed for column in line.columns)


def _cell(figure: Figure) -> str:
    if figure.state is State.UNREADABLE:
        raise UsageError(say("write.unreadable"))
    return "~" if figure.state is State.BLANK else scalar(written(figure), figure=True)


def _extras(report: Report) -> Iterator[str]:
    form = report.form
    if report.heads and form is not None:
        yield from ("", "heads:")
        yield from (f"  {scalar(place_text(form, place))}: {scalar(text)}" for place, text in report.heads)
    yield from _items("notes", [(("at", item.at), ("text", item.text)) for item in report.notes])
    yield from _items(
        "waivers",
        [
            (
                *(("rule", item.rule), ("at", item.at), ("reason", item.reason), ("date", item.date)),
                *(("office", item.office), ("internal", item.internal)),
            )
            for item in report.waivers
        ],
    )
    yield from _items(
        "corrections",
        [
            (
                *(("at", item.at), ("date", item.date), ("before", item.before), ("after", item.after)),
                *(("reason", item.reason), ("rolled_into", item.rolled_into)),
            )
            for item in report.corrections
        ],
    )
    yield from _items("sign_off", _signed(report))


def _signed(report: Report) -> list[tuple[tuple[str, str | None], ...]]:
    return [
        (("step", item.step), ("office", item.office), ("date", item.date), ("bound", item.bound))
        for item in report.sign_off
    ]


def _items(name: str, items: Sequence[tuple[tuple[str, str | None], ...]]) -> Iterator[str]:
    """A list of mappings, one key a line; keys without a value are left out."""
    if items:
        yield from ("", f"{name}:")
    for item in items:
        pairs = [(key, text) for key, text in item if text is not None]
        for number, (key, text) in enumerate(pairs):
            yield f"  {'- ' if number == 0 else '  '}{key}: {scalar(text)}"
