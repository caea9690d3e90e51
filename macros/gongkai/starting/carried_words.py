"""What `gongkai new` says it took over from last year's report, and what it could not."""

from collections.abc import Iterator, Sequence

from gongkai.findings import say
from gongkai.forms import Form, statutory_form
from gongkai.reports import Report
from gongkai.reports.carry_over import CARRY_OVER, CarriedCell, left_behind

_WORDED = (CARRY_OVER, "stock")
"""The rules across years whose cells are filled in from last year's report with words on it."""


def remarks_on_carried(form: Form, before: int, start: Sequence[CarriedCell]) -> Iterator[tuple[str, str]]:
    """What was filled in from last year's report, by table; rules of other packages have no words for that.

    Args:
        form: The form of the new report.
        before: Last year.
        start: The cells that were filled in.
    """
    for table in dict.fromkeys(item.table for item in start):
        of_table = [item for item in start if item.table == table]
        onward = "、".join(_onward(form, table))
        yield (
            table,
            "".join(
                say(f"new.{code}", {"year": before, "names": "、".join(_rows(form, of_table, code)), "onward": onward})
                for code in _WORDED
                if any(item.code == code for item in of_table)
            ),
        )


def _rows(form: Form, start: Sequence[CarriedCell], code: str) -> dict[str, None]:
    """Short names of the rows that a rule filled in, in order."""
    return dict.fromkeys(form.table_index[item.table].rows[item.row].name.short for item in start if item.code == code)


def _onward(form: Form, table: str) -> dict[str, None]:
    """Short names of the rows from which the next year will take what is carried over."""
    model = form.table_index[table]
    rules = (rule for rule in form.across if (rule.code, rule.table) == (CARRY_OVER, table))
    rows = (term.row for rule in rules for term in rule.terms if term.year and term.row)
    return dict.fromkeys(model.rows[model.row_index[row]].name.short for row in rows)


def carried_notes(
    form: Form, year: int, previous: Report | None, start: Sequence[CarriedCell], still_open: int
) -> Iterator[str]:
    """What the clerk is told after the files are written.

    Args:
        form: The form of the new report.
        year: Its year.
        previous: Last year's report.
        start: The cells that were filled in from it.
        still_open: How many requests were taken over.
    """
    before = year - 1
    if previous is not None:
        names = "、".join(_rows(form, start, CARRY_OVER))
        items = [say("new.carried-over", {"names": names, "count": still_open})] if names else []
        if any(item.code != CARRY_OVER for item in start):
            items.append(say("new.carried-stock"))
        yield say("new.carried" if items else "new.carried-nothing", {"year": before, "items": "和".join(items)})
        if behind := left_behind(form, year, previous):
            yield say("new.left-behind", {"year": before, "count": still_open + behind, "behind": behind})
    elif statutory_form(before) is not None:
        yield say("new.no-previous", {"year": before})
