"""R9: a blank is not 0."""

from collections.abc import Iterator

from gongkai.checks.registry import rule
from gongkai.checks.subject import Subject, form_of
from gongkai.figures import State
from gongkai.findings import Finding, Level, say
from gongkai.forms import Form, Line, Table
from gongkai.forms.names import canonical
from gongkai.reports import Report, Status
from gongkai.reports.loading.open_remarks import doubted_lines

_SHOWN = 5
"""Lines that a draft's finding names."""


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
        "row": "{line}一行 {count} 格为空项。没有发生请填 0；原公布件如此的，登记情况说明。",
        "cell": "{line}一行“{col_name}”列为空项。没有发生请填 0；原公布件如此的，登记情况说明。",
        "draft": "草稿，还有 {count} 行没有填：{names}。没有发生请填 0。",
        "unread": "导入时没有读准、还空着的 {count} 行：{names}。不一定是原件空着，也不能当作没有发生填 0。"
        "请照数据文件里这些行（或表名）上面的“请核对：”对照原件填写，填好后删去那条注释。",
        "column-total": "{line}一行“{col_name}”列为空项。总计不能当作没有发生填 0：原件有的，照原件填写；"
        "原件没有这一栏的，把这张表各行末尾的 ~ 删去，由网页相加；原件空着的，登记情况说明。",
        "row-total": "{line}一行 {count} 格为空项。总计不能当作没有发生填 0：原件有的，照原件填写；"
        "原件没有这一行的，删去这一行，由网页相加；原件空着的，登记情况说明。",
        "draft-column-total": "草稿，还有 {count} 行的总计没有填：{names}。总计不能当作没有发生填 0：原件有的，"
        "照原件填写；没有这一栏的，把这张表各行末尾的 ~ 删去，由网页相加；原件空着的，登记情况说明。",
        "unread-column-total": "导入时没有读到的总计，还空着的 {count} 行：{names}。不能当作没有发生填 0：原件有的，"
        "照原件填写；原件没有这一栏的，把这张表各行末尾的 ~ 删去，由网页相加。改好后删去上面的注释“请核对：”。",
        "unread-row-total": "导入时没有读到的总计一行还空着：{names}。不能当作没有发生填 0：原件有的，照原件填写；"
        "原件没有这一行的，删去这一行，由网页相加。改好后删去上面的注释“请核对：”。",
    },
)
def blank(subject: Subject) -> Iterator[Finding]:
    """R9. A blank is not 0: 没有发生填 0, 空项须说明. One finding a line, however many of its cells are blank.

    Of a draft the lines that are still to be filled in are one finding together, and so are in any report the lines
    that the import has marked: what it could not read is neither blank in the document nor 0. Nobody is told to fill in
    0 for a total, which other figures add up to.
    """
    form = form_of(subject)
    doubted = doubted_lines(subject.text, form)
    lines, unread = [], []
    for table in form.tables:
        for number, line in enumerate(table.lines):
            blanks = _blanks(subject.report, table, line)
            is_doubted = not doubted.isdisjoint({(table.id, None), (table.id, number)})
            if blanks and is_doubted and not _is_explained(subject.report, table, line):
                unread.append((table, line, blanks))
            elif blanks:
                lines.append((table, line, blanks))
    for total, some in _by_total(form, unread).items():
        yield _together(subject, some, f"unread{total}")
    if subject.report.status is Status.DRAFT:
        unexplained = [item for item in lines if not _is_explained(subject.report, *item[:2])]
        for total, some in _by_total(form, unexplained).items():
            if len(some) > 1:
                yield _together(subject, some, f"draft{total}")
                lines = [item for item in lines if item not in some]
    for table, line, blanks in lines:
        yield _blank_line(subject, table, line, blanks, total=_total(form, table, line, blanks))


_Blanks = tuple[Table, Line, list[int]]
"""A table, a line of it and its columns that are blank."""


def _by_total(form: Form, lines: list[_Blanks]) -> dict[str, list[_Blanks]]:
    """Lines with blanks by what ``_total`` says of them, the order kept."""
    groups: dict[str, list[_Blanks]] = {}
    for table, line, blanks in lines:
        groups.setdefault(_total(form, table, line, blanks), []).append((table, line, blanks))
    return groups


def _total(form: Form, table: Table, line: Line, blanks: list[int]) -> str:
    """``-column-total`` where nothing but the total of a line is blank, ``-row-total`` for a line of totals."""
    if set(blanks) <= set(line.totals):
        return "-column-total"
    row = table.rows[line.row].id
    is_total = any(item.table == table.id and item.each == "column" and item.total == row for item in form.identities)
    return "-row-total" if is_total else ""


def _blanks(report: Report, table: Table, line: Line) -> list[int]:
    """The columns of a line that are blank; none where it is missing, which has a finding of its own."""
    figures, summed = report.grids[table.id][line.row], report.computed[table.id]
    blanks = [
        column for column in line.columns if figures[column].state is State.BLANK and (line.row, column) not in summed
    ]
    return [] if blanks and report.lacks(table, line) else blanks


def _is_explained(report: Report, table: Table, line: Line) -> bool:
    row = table.rows[line.row].id
    return any(
        item.rule == "blank" and item.place.table == table.id and item.place.row == row for item in report.waivers
    )


def _together(subject: Subject, lines: list[_Blanks], variant: str) -> Finding:
    """One finding for several lines that are still to be filled in, the first of them named."""
    names = [line.name.short for _, line, _ in lines[:_SHOWN]]
    more = say("missing-rows") if len(lines) > _SHOWN else ""
    return subject.finding(
        "blank",
        level=Level.WARNING,
        variant=variant,
        cells=tuple(
            (table.id, table.rows[line.row].id, table.columns(line.row)[column].id)
            for table, line, blanks in lines
            for column in blanks
        ),
        args={"count": str(len(lines)), "names": "、".join(names) + more},
    )


def _blank_line(subject: Subject, table: Table, line: Line, blanks: list[int], *, total: str) -> Finding:
    row, columns = table.rows[line.row], table.columns(line.row)
    single = columns[blanks[0]] if len(blanks) == 1 else None
    same = canonical(line.name.label) == canonical(line.name.short)
    names = {"text": line.name.label, "written": line.name.short}
    return subject.finding(
        "blank",
        level=Level.WARNING,
        variant=total.removeprefix("-") or ("cell" if single else "row"),
        table=table.id,
        row=row.id,
        col=single.id if single else None,
        cells=tuple((row.id, columns[column].id) for column in blanks),
        args={
            "line": say("quoted" if same else "both-names", names),
            "row_name": line.name.label,
            "count": str(len(blanks)),
            "col_name": (single.name.label if table.by_blocks else single.printed) if single else "",
        },
    )
