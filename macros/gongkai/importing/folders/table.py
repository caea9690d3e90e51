"""The results of a folder in a table: a line a document with its agency, what was taken, and what is to be done."""

from collections.abc import Iterator, Sequence

from gongkai.findings import Level, say
from gongkai.importing.masking import mask_personal_data
from gongkai.importing.model import ImportResult
from gongkai.reports.scalars import width

_HEADS = ("file", "agency", "taken", "doubts", "faults", "next")


def table_lines(items: Sequence[ImportResult]) -> Iterator[str]:
    """The table, columns flush.

    Args:
        items: The result of each document.
    """
    rows = [[say(f"import.table.{name}") for name in _HEADS], *(_row(item) for item in items)]
    widths = [max(width(row[place]) for row in rows) for place in range(len(_HEADS))]
    for row in rows:
        cells = (text + " " * (wide - width(text)) for text, wide in zip(row, widths, strict=True))
        yield "  ".join(cells).rstrip()


def _row(item: ImportResult) -> list[str]:
    target = f"{item.job.agency or '?'}/{item.year or '?'}"
    if item.error:
        said = say("import.table.exists" if item.exists else "import.table.failed", {"error": item.error})
        return [item.job.display_name, target, "-", "-", "-", mask_personal_data(said)]
    doubts = sum(not remark.sure for remark in item.remarks)
    errors = sum(finding.level is Level.ERROR for finding in item.findings)
    taken = f"{item.cells.taken}/{item.cells.total}" if item.cells.total else "-"
    key = "open" if item.open else "errors" if errors else "doubts-next" if doubts else "clear"
    said = say(f"import.table.{key}", {"target": target})
    return [item.job.display_name, target, taken, str(doubts), str(errors), said]
