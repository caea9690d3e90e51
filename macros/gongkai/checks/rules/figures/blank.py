"""R9: a blank is not 0."""

from collections.abc import Iterator

from gongkai.checks.registry import rule
from gongkai.checks.subject import Subject, form_of
from gongkai.figures import State
from gongkai.findings import Finding, Level
from gongkai.forms import Line, Table


@rule(
    "blank",
    name="空项",
    number="R9",
    levels=(Level.WARNING,),
    source="审核惯例",
    statement="空项不是 0。没有发生的填 0；原件为空的，须登记情况说明。",
    english="a blank is not 0, and is explained",
    waivable=True,
    wordings={
        "row": "“{row_name}”一行 {count} 格为空项。没有发生请填 0；原公布件如此的，登记情况说明。",
        "cell": "“{row_name}”一行“{col_name}”列为空项。没有发生请填 0；原公布件如此的，登记情况说明。",
    },
)
def blank(subject: Subject) -> Iterator[Finding]:
    """R9. A blank is not 0: 没有发生填 0, 空项须说明. One finding a line, however many of its cells are blank."""
    for table in form_of(subject).tables:
        for line in table.lines:
            yield from _blank_line(subject, table, line)


def _blank_line(subject: Subject, table: Table, line: Line) -> Iterator[Finding]:
    figures = subject.report.grids[table.id][line.row]
    summed = subject.report.computed[table.id]
    blanks = [
        column for column in line.columns if figures[column].state is State.BLANK and (line.row, column) not in summed
    ]
    if not blanks or subject.report.lacks(table, line):
        return
    row, columns = table.rows[line.row], table.columns(line.row)
    single = columns[blanks[0]] if len(blanks) == 1 else None
    yield subject.finding(
        "blank",
        level=Level.WARNING,
        rule="R9",
        variant="cell" if single else "row",
        table=table.id,
        row=row.id,
        col=single.id if single else None,
        cells=tuple((row.id, columns[column].id) for column in blanks),
        args={
            "row_name": line.name.label,
            "count": str(len(blanks)),
            "col_name": (single.name.label if table.by_blocks else single.printed) if single else "",
        },
    )
