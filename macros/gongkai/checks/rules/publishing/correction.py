"""What a correction says of a cell is what the cell says now; it follows from the one before, and is no day to come."""

from collections.abc import Iterator

from gongkai.checks.between.district import District
from gongkai.checks.registry import also_between, rule
from gongkai.checks.subject import Subject, form_of
from gongkai.figures import BLANK, Figure, Misreading, State, read, written
from gongkai.findings import Finding, Level, say
from gongkai.reports import Correction


@rule(
    "correction",
    name="更正",
    levels=(Level.ERROR, Level.WARNING),
    source="条例第五十条",
    statement="更正写明的数与表内现在的数一致，更正前后不相同，同一格前后几次相接，更正日期不早于公布日期，也不晚于今天。",
    english="a correction says what the cell says now, follows from the one before, and is no earlier than the report",
    wordings={
        "text": (
            "更正写“{at}”改为 {after}，表内现在是 {actual}。表内没有改的，把表内改成 {after}；更正写错的，改 after。"
        ),
        "same": "更正写“{at}”由 {before} 改为 {after}，前后相同。请核对 before（原来的数）和 after（改后的数）。",
        "early": "更正日期 {date} 早于公布日期 {published}。请核对年份；更正是公布以后的改动，公布以前改的不用写。",
        "chain": "更正写“{at}”原来是 {before}，上一次（{last}）改成的却是 {expected}。请核对两次的 before 和 after。",
        "future": "更正日期 {date} 还没有到。请核对年份。",
    },
)
def correction(subject: Subject) -> Iterator[Finding]:
    """更正写明的数与表内现在的数一致 (条例50): of several corrections of one cell the latest counts."""
    form_of(subject)
    last: dict[tuple[str, str, str], Correction] = {}
    ordered = sorted(subject.report.corrections, key=lambda item: item.date)
    latest = {item.place.cell: item for item in ordered if item.place.cell is not None}
    for item in ordered:
        yield from _of_date(subject, item)
        cell = item.place.cell
        if item.before == item.after:
            yield _finding(subject, item, "same")
        elif cell is not None:
            before = last.get(cell)
            if before is not None and _differ(_said(subject, cell, before.after), _said(subject, cell, item.before)):
                yield _finding(subject, item, "chain", last=before.date, expected=before.after)
            if latest[cell] is item:
                yield from _of_cell(subject, item, cell)
        if cell is not None:
            last[cell] = item


@also_between("correction")
def corrections_to_come(district: District) -> Iterator[Finding]:
    """更正日期不晚于今天: the day is that of the whole check."""
    if district.today is None:
        return
    for report in district.reports.values():
        for item in report.corrections:
            if item.date > district.today.isoformat():
                yield _finding(district.subject(report), item, "future")


def _of_date(subject: Subject, item: Correction) -> Iterator[Finding]:
    published = subject.report.published
    if published is not None and item.date < published.date.isoformat():
        yield _finding(subject, item, "early", Level.WARNING, published=published.date.isoformat())


def _of_cell(subject: Subject, item: Correction, cell: tuple[str, str, str]) -> Iterator[Finding]:
    """What differs between the cell and what the correction says of it; nothing where that is no figure."""
    actual = subject.report.figure(*cell)
    if actual is not None and actual.state is State.UNREADABLE:
        return  # that is said at the cell
    if _differ(_said(subject, cell, item.after), actual):
        yield _finding(subject, item, "", actual=written(actual) or say("page.blank"))


def _said(subject: Subject, cell: tuple[str, str, str], text: str) -> Figure | None:
    """The figure of a cell as a correction writes it; None where that is none."""
    if text == say("page.blank"):
        return BLANK
    table = form_of(subject).table_index[cell[0]]
    row, column = table.position(*cell[1:])
    reading = read(text, table.columns(row)[column].kind)
    return None if isinstance(reading, Misreading) else reading.figure


def _differ(left: Figure | None, right: Figure | None) -> bool:
    """Whether two figures are known and not alike."""
    return left is not None and right is not None and (left.value, left.state) != (right.value, right.state)


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
