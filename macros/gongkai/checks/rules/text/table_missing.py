"""Every statutory table of the form is on the page of a report once."""

from collections.abc import Iterator, Sequence

from gongkai.checks.registry import rule
from gongkai.checks.subject import Subject, form_of
from gongkai.findings import Finding, Level
from gongkai.forms import Form
from gongkai.narrative import Narrative, Slot
from gongkai.narrative.miswritten.leftovers import leftovers
from gongkai.narrative.miswritten.pasted_tables import pasted_tables
from gongkai.narrative.sections import written_sections
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
    levels=(Level.ERROR, Level.WARNING),
    source="年度报告格式",
    statement="格式规定的各表在页面上各出现一次。",
    english="every statutory table is on the page once",
    wordings={
        "text": "页面上没有“{title}”表。请在这一行之后另起一段，粘贴：{call}",
        "twice": "“{title}”表在第 {first} 行已经有了，请删去这一处。",
        "section": ("“{title}”表写在了“{section}”一节里，按格式在“{own}”一节。请把 {call} 移过去。"),
        "pasted": (
            "这里像是贴了一张“{title}”表。网页上这张表按数据文件自动排出，不用贴；请把贴来的删去，表里的数填进数据文件。"
        ),
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
    yield from _misplaced(subject, narrative, calls)
    for pasted in pasted_tables(form, narrative):
        place = (pasted.line, 1)
        yield _finding(subject, narrative, "pasted", place, pasted.table, _args(form, pasted.table), Level.WARNING)
    for item in leftovers(narrative):
        if item.name == "table":
            table = meant_table(form, narrative, item.line, item.text) or form.tables[0].id
            args = {"written": item.text, "call": table_call(form, table)}
            yield _finding(subject, narrative, "leftover", (item.line, item.column), table, args)
    if len(first) == len(form.tables) or leaves_places_open(narrative, subject.report):
        return
    excepted = {*first, *broken_tables(narrative, subject.report), *subject.report.absent}
    for table, line in table_places(form, narrative).items():
        if table not in excepted:
            yield _finding(subject, narrative, "", (line, 1), table, _args(form, table))


def _misplaced(subject: Subject, narrative: Narrative, calls: Sequence[tuple[Slot, str]]) -> Iterator[Finding]:
    """Calls in the section of another table; of a table that is called for twice it is open which call is right."""
    form = form_of(subject)
    sections = written_sections(form, narrative).values()
    for slot, table in calls:
        section = next((item.section for item in sections if item.heading.line < slot.line < item.end), None)
        own = next((item.section for item in sections if item.section.table == table), None)
        if section is None or own is None or section.table is None or section is own:
            continue
        if [other for _, other in calls].count(table) == 1:
            args = _args(form, table) | {"section": section.heading, "own": own.heading}
            yield _finding(subject, narrative, "section", (slot.line, slot.column), table, args, Level.WARNING)


def _args(form: Form, table: str) -> dict[str, str]:
    return {"title": form.table_index[table].title, "call": table_call(form, table)}


def _finding(  # noqa: PLR0913, PLR0917 - the parts that differ
    subject: Subject,
    narrative: Narrative,
    variant: str,
    place: tuple[int, int],
    table: str | None,
    args: dict[str, str],
    level: Level = Level.ERROR,
) -> Finding:
    line, column = place
    return subject.finding(
        "table-missing",
        level=level,
        variant=variant,
        path=narrative.path,
        line=line,
        column=column,
        table=table,
        args=args,
    )
