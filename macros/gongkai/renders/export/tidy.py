"""A report with one cell of the form a line: the columns of such a list, its words, and the labels of its lines.

Labels are the form's, not the document's own, so that the lists of many reports can be put one below the other.
"""

from functools import lru_cache

from gongkai.forms import Form
from gongkai.renders.export.observations import FormCell, form_cells
from gongkai.reports.model import Scope

STATUS = {
    "reported": "填报",
    "stated": "填报合计",
    "computed": "计算合计",
    "blank": "空项",
    "not-applicable": "不适用",
    "unreadable": "填写有误",
}
"""By status of an observation its word."""

SCOPE = {Scope.OWN: "本机关", Scope.CONSOLIDATED: "本级政府（汇总）"}
"""By scope of a report its word: a consolidated report holds figures of others, and is not added to theirs."""

HEAD = (
    *("行政机关", "年度", "报告范围", "表", "行", "列", "数值", "计量单位", "状态", "附注", "各项之和"),
    *("机关代号", "格式代号", "表代号", "行代号", "列代号"),
)
"""The columns: for people first, then the ids that JSON has as well."""

_BETWEEN = "—"


@lru_cache(maxsize=256)
def cell_labels(form: Form, year: int) -> tuple[tuple[str, str, str], ...]:
    """By cell of the form its table, row and column as printed; the latter two with the heads above them, joined."""
    return tuple(_labels(form, cell) for cell in form_cells(form, year))


def _labels(form: Form, cell: FormCell) -> tuple[str, str, str]:
    table = form.table_index[cell.table]
    row = table.rows[cell.position[0]]
    column = table.columns(cell.position[0])[cell.position[1]]
    heads = (*(group.label for group in row.groups), row.name.label)
    return table.title, _BETWEEN.join(heads), _BETWEEN.join(column.heads)
