"""What a correction says of a cell is what the cell says now, and it is later than the report."""

from collections.abc import Iterator

from gongkai.checks.registry import rule
from gongkai.checks.subject import Subject, form_of
from gongkai.figures import Figure, Misreading, read, written
from gongkai.findings import Finding, Level, say
from gongkai.reports import Correction


@rule(
    "correction",
    name="更正",
    levels=(Level.ERROR, Level.WARNING),
    source="条例第五十条",
    statement="更正写明的数与表内现在的数一致，更正前后不相同，更正日期不早于公布日期。",
    english="a correction says what the cell says now, changes it, and is not earlier than the report",
    wordings={
        "text": (
            "更正写“{at}”改为 {after}，表内现在是 {actual}。表内没有改的，把表内改成 {after}；更正写错的，改 after。"
        ),
        "same": "更正写“{at}”由 {before} 改为 {after}，前后相同。请核对 before（原来的数）和 after（改后的数）。",
        "early": "更正日期 {date} 早于公布日期 {published}。请核对年份；更正是公布以后的改动，公布以前改的不用写。",
    },
)
def correction(subject: Subject) -> Iterator[Finding]:
    """更正写明的数与表内现在的数一致 (条例50): of several corrections of one cell the latest counts."""
    form_of(subject)
    latest: dict[tuple[str, str, str], Correction] = {}
    for item in sorted(subject.report.corrections, key=lambda item: item.date):
        if item.place.cell is not None:
            latest[item.place.cell] = item
    for item in subject.report.corrections:
        yield from _of_date(subject, item)
        if item.before == item.after:
            yield _finding(subject, item, "same")
        elif item.place.cell is not None and latest[item.place.cell] is item:
            yield from _of_cell(subject, item, item.place.cell)


def _of_date(subject: Subject, item: Correction) -> Iterator[Finding]:
    published = subject.report.published
    if published is not None and item.date < published.date.isoformat():
        yield _finding(subject, item, "early", Level.WARNING, published=published.date.isoformat())


def _of_cell(subject: Subject, item: Correction, cell: tuple[str, str, str]) -> Iterator[Finding]:
    """What differs between the cell and what the correction says of it; nothing where that is no figure."""
    table = form_of(subject).table_index[cell[0]]
    row = table.row_index[cell[1]]
    kind = next(column.kind for column in table.columns(row) if column.id == cell[2])
    said = read(item.after, kind)
    actual = subject.report.figure(*cell)
    if isinstance(said, Misreading) or _alike(said.figure, actual):
        return
    yield _finding(subject, item, "", actual=written(actual) or say("page.blank"))


def _alike(said: Figure, actual: Figure) -> bool:
    return (said.value, said.state) == (actual.value, actual.state)


def _finding(subject: Subject, item: Correction, variant: str, level: Level = Level.ERROR, **args: str) -> Finding:
    mark = item.mark
    cell = item.place.cell or (None, None, None)
    return subject.finding(
        "correction",
        level=level,
        variant=variant,
        line=mark.line if mark else None,
        column=mark.column if mark else None,
        table=cell[0],
        row=cell[1],
        col=cell[2],
        args={"at": item.at, "before": item.before, "after": item.after, "date": item.date, **args},
    )
