"""How the requests of a year differ from those of the year before, as a sentence of the summary."""

from gongkai.findings import say
from gongkai.forms.alignment import align
from gongkai.pages.request_outline import RequestOutline, given_count
from gongkai.reports import Report

_COMPARED = ("received", "concluded")


def change_sentence(report: Report, previous: Report | None, outline: RequestOutline) -> str:
    """Requests received and concluded against the year before, in one sentence.

    Args:
        report: The report.
        previous: The same agency's report on the year before, where the reader of the page may see one.
        outline: Where the report's form has the totals.
    """
    year = {"year": report.year - 1}
    if previous is None:
        return say("summary.no-previous", year)
    table = outline.table.id
    if previous.form is None or table not in previous.form.table_index or table in previous.absent:
        return say("summary.no-previous-table", year)
    items = [_difference(report, previous, outline, role) for role in _COMPARED]
    names = [outline.row(role).name.short for role in _COMPARED]
    if items == [say("summary.same", {"name": name}) for name in names]:
        items = [say("summary.all-same", {"names": "、".join(names)})]
    return say("summary.sentence", {"text": "，".join(items)})


def _difference(report: Report, previous: Report, outline: RequestOutline, role: str) -> str:
    name, table = {"name": outline.row(role).name.short}, outline.table.id
    row, column = outline.places[role]
    other = _counterpart(report, previous, table, (row, column))
    if other is None:
        return say("summary.not-comparable", name)
    before = given_count(previous.grids[table][other[0]][other[1]])
    now = given_count(report.grids[table][row][column])
    if now is None or before is None:
        return say("summary.not-compared", name)
    if now == before:
        return say("summary.same", name)
    return say("summary.more" if now > before else "summary.less", {**name, "count": abs(now - before)})


def _counterpart(report: Report, previous: Report, table: str, cell: tuple[int, int]) -> tuple[int, int] | None:
    """Where last year's report has what this one has in a cell; None where it has nothing that counts the same."""
    if report.form is None or previous.form is None:
        return None
    return align(report.form, previous.form).counterpart(table, *cell)
