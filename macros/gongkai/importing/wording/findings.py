"""Findings of the checks on an imported report in words, and which of them are faults of the document."""

from gongkai.findings import Finding, Level, message, say
from gongkai.forms import Form, resolve
from gongkai.importing.model import DOUBTED
from gongkai.importing.wording.remarks import row_text
from gongkai.readers.remarks import Doubt, Remark
from gongkai.visible_text import visible

_MANY = 12
"""Rows that are named."""
_FAULTS = frozenset({"decimals", "stock"})
"""Rules of level warning whose findings count as faults of the document."""


def is_fault(finding: Finding) -> bool:
    """Whether a finding is a fault of the document itself: an error, or figures that do not follow."""
    if finding.code == "personal-data":
        return False  # a fault of the text, of which the summary speaks apart
    if DOUBTED in finding.args:
        return False
    return finding.level is Level.ERROR or (finding.level is Level.WARNING and finding.code in _FAULTS)


def finding_message(finding: Finding, form: Form | None) -> str:
    """A finding in the words of the checks; a blank has others, as a clerk must not fill in the document's blanks.

    Args:
        finding: The finding.
        form: The report's form, if it has one.
    """
    if finding.code != "blank" or form is None:
        return visible(message(finding) + (say("import.sum-doubted") if DOUBTED in finding.args else ""))
    rows = list(dict.fromkeys(_line_text(place, form) for place in finding.cells))
    listed = "、".join(rows[:_MANY]) + (say("import.and-more") if len(rows) > _MANY else "")
    sign = finding.args.get("sign", "")
    key = "doubted" if DOUBTED in finding.args else f"{'sign-' if sign else ''}{'row' if len(rows) == 1 else 'rows'}"
    counts = {"names": listed, "rows": len(rows), "count": len(finding.cells), "sign": sign}
    return visible(say(f"import.blank.{key}", counts))


def _line_text(place: str, form: Form) -> str:
    """The name, in quotation marks, of the row that a cell is in, or of the group of columns that stands for one."""
    cell = resolve(form, place)
    table = form.table_index[cell.table or ""]
    if table.by_blocks and cell.cell is not None:
        row, column = table.position(*cell.cell[1:])
        line = next(item for item in table.lines if item.row == row and column in item.columns)
        return say("quoted", {"text": line.name.label})
    return row_text(Remark(Doubt.NOTED, "", table=table.id), cell.row or "", form)
