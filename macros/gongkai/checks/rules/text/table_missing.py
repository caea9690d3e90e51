"""Every statutory table of the form stands once on the page of a report."""

from collections.abc import Iterator

from gongkai.checks.registry import rule
from gongkai.checks.subject import Subject, form_of
from gongkai.findings import Finding
from gongkai.forms import Form
from gongkai.narrative import Narrative
from gongkai.narrative.miswritten.leftovers import leftovers
from gongkai.narrative.table_calls import (
    broken_tables,
    called_tables,
    leaves_places_open,
    meant_table,
    table_call,
    table_places,
)


@rule(
    "table-missing",
    name="法定表格",
    number="R14",
    source="年度报告格式",
    statement="格式规定的各表在页面上各出现一次。",
    english="every statutory table stands once on the page",
    wordings={
        "text": "页面上没有“{title}”表。请在这一行之后另起一段，粘贴：{call}",
        "twice": "“{title}”表在第 {first} 行已经有了，请删去这一处。",
        "leftover": "“{written}”会照原样公布，表显示不出来。请改成单独一段：{call}",
    },
)
def table_missing(subject: Subject) -> Iterator[Finding]:
    """R14. 格式规定的各表在页面上各出现一次; a narrative that calls for none has them at the ends of its sections."""
    form, narrative = form_of(subject), subject.narrative
    if narrative is None:
        return
    calls = called_tables(narrative, subject.report)
    first: dict[str, int] = {}
    for slot, table in calls:
        if table in first:
            args = _args(form, table) | {"first": str(first[table])}
            yield _finding(subject, narrative, "twice", (slot.line, slot.column), table, args)
        first.setdefault(table, slot.line)
    for item in leftovers(narrative):
        if item.name == "table":
            table = meant_table(form, narrative, item.line, item.written) or form.tables[0].id
            args = {"written": item.written, "call": table_call(form, table)}
            yield _finding(subject, narrative, "leftover", (item.line, item.column), table, args)
    if len(first) == len(form.tables) or leaves_places_open(narrative, subject.report):
        return
    left = {*first, *broken_tables(narrative, subject.report), *subject.report.absent}
    for table, line in table_places(form, narrative).items():
        if table not in left:
            yield _finding(subject, narrative, "", (line, 1), table, _args(form, table))


def _args(form: Form, table: str) -> dict[str, str]:
    return {"title": form.table_index[table].title, "call": table_call(form, table)}


def _finding(  # noqa: PLR0913, PLR0917 - the parts that differ
    subject: Subject,
    narrative: Narrative,
    variant: str,
    place: tuple[int, int],
    table: str | None,
    args: dict[str, str],
) -> Finding:
    line, column = place
    return subject.finding(
        "table-missing",
        variant=variant,
        rule="R14",
        path=narrative.path,
        line=line,
        column=column,
        table=table,
        args=args,
    )
