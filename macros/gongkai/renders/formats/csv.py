"""A report as tidy CSV: one cell of the form a line, for spreadsheets, R and pandas.

The columns are those of JSON's observations, before them the printed labels and behind them the ids. Labels are the
form's, not the document's own, so that the files of many reports can be put one below the other and filtered.
"""

from collections.abc import Iterator
from functools import lru_cache

from gongkai.forms import Form
from gongkai.renders.export import Format, Observation, ReportExport, form_cells
from gongkai.renders.export.csv_text import END, csv_file, csv_part, csv_rows, text_cell
from gongkai.renders.export.tidy import HEAD, STATUS, cell_labels


def tidy_csv(export: ReportExport) -> bytes:
    """A report with a form, a line for every cell of the form; the value is empty for a blank and for 不适用."""
    return csv_file(csv_rows((HEAD,)) + "".join(_rows(export)))


FORMAT = Format(
    name="csv",
    suffix=".csv",
    media_type="text/csv",
    label="逐格数据（CSV，Excel 可打开）",
    description="供筛选、统计：一格一行，各机关、各年度的文件可以上下接起来。",
    make=tidy_csv,
)


def _rows(export: ReportExport) -> Iterator[str]:
    """The rows, put together from parts that the ``csv`` library has written: few of them differ between reports."""
    report = export.report
    if report.form is None:
        return
    agency = csv_part((text_cell(export.agency.name), report.year))
    slug = csv_part((text_cell(export.agency.slug),))
    for (labels, ids), item in zip(_fixed_parts(report.form, report.year), export.observations, strict=True):
        yield f"{agency},{labels},{_figure_part(item)},{slug},{ids}{END}"


@lru_cache(maxsize=256)
def _fixed_parts(form: Form, year: int) -> tuple[tuple[str, str], ...]:
    """By cell of the form its labels and its ids."""
    return tuple(
        (csv_part([text_cell(label) for label in labels]), csv_part((form.id, cell.table, cell.row, cell.column)))
        for labels, cell in zip(cell_labels(form, year), form_cells(form, year), strict=True)
    )


@lru_cache(maxsize=65536)
def _figure_part(item: Observation) -> str:
    """Value, unit, status, remark and sum; numbers stand bare, so that negative ones stay numbers."""
    value, computed = ("" if number is None else number for number in (item.value, item.computed))
    note = text_cell(item.note or "")
    return csv_part((value, item.unit or "", STATUS[item.status], note, computed))
