"""A report's lines of tidy CSV: the same text for the report's own file and for that of all reports of a year."""

from collections.abc import Callable, Iterator
from functools import lru_cache

from gongkai.forms import Form
from gongkai.renders.export.csv_text import END, csv_part, csv_rows, text_cell
from gongkai.renders.export.model import ReportExport
from gongkai.renders.export.observations import Observation, form_cells
from gongkai.renders.export.tidy import HEAD, SCOPE, STATUS, TELLER, cell_labels
from gongkai.reports.identity_key import IdentityKey

Guard = Callable[[str], str]
"""Makes a text a cell: ``text_cell`` for a spreadsheet, ``str`` for programs that run no formulas."""


def tidy_head() -> str:
    """The line of column heads."""
    return csv_rows((HEAD,))


def tidy_rows(export: ReportExport, *, guard: Guard = text_cell) -> str:
    """The lines of a report, one for every cell of its form; nothing for a report without a form.

    Args:
        export: The report.
        guard: What is done to its texts.
    """
    return _joined(IdentityKey(export), guard)


@lru_cache(maxsize=32)  # the report's own file asks for them, then that of all reports, agency by agency
def _joined(export: IdentityKey[ReportExport], guard: Guard) -> str:
    return "".join(_rows(export.value, guard))


def _rows(export: ReportExport, guard: Guard) -> Iterator[str]:
    """Put together from parts that the ``csv`` library has written: few of them differ between reports."""
    report = export.report
    if report.form is None:
        return
    agency = csv_part((guard(export.agency.name), report.year, SCOPE[export.agency.scope]))
    source = csv_part((TELLER[report.retold is not None], guard(export.agency.slug)))
    for (labels, ids), item in zip(_fixed_parts(report.form, report.year, guard), export.observations, strict=True):
        yield f"{agency},{labels},{_figure_part(item, guard)},{source},{ids}{END}"


@lru_cache(maxsize=256)
def _fixed_parts(form: Form, year: int, guard: Guard) -> tuple[tuple[str, str], ...]:
    """The labels and ids of each cell of the form."""
    return tuple(
        (csv_part([guard(label) for label in labels]), csv_part((form.id, cell.table, cell.row, cell.column)))
        for labels, cell in zip(cell_labels(form, year), form_cells(form, year), strict=True)
    )


@lru_cache(maxsize=65536)
def _figure_part(item: Observation, guard: Guard) -> str:
    """Value, unit, status, remark and sum; numbers are bare, so that negative ones stay numbers."""
    value, computed = ("" if number is None else number for number in (item.value, item.computed))
    note = guard(item.note or "")
    return csv_part((value, item.unit or "", STATUS[item.status], note, computed))
