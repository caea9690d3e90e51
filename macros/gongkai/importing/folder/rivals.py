"""Several documents of one folder on the same report: where their figures are equal, the best of them is taken.

That is the one whose kind of file loses least: a workbook that Gongkai wrote, then Word, then any other. Where figures
differ it cannot be decided here which of them hold, so none is taken. Documents of the same bytes are one that came
twice.
"""

import hashlib
from collections.abc import Sequence
from decimal import Decimal
from pathlib import Path

from gongkai.findings import say
from gongkai.importing.model import ImportResult
from gongkai.reports import Report


def without_rivals(prepared: Sequence[ImportResult]) -> list[ImportResult]:
    """The results with those refused that are on the same report.

    Args:
        prepared: The result of each document; nothing is written yet.
    """
    same: dict[tuple[str, int | None], list[ImportResult]] = {}
    for item in prepared:
        if not item.error:
            same.setdefault((item.job.agency, item.year), []).append(item)
    return [_one(item, same[item.job.agency, item.year]) if not item.error else item for item in prepared]


def figures_hash(report: Report) -> str:
    """A hash over the form and the figures of a report's tables; empty for one without tables.

    Args:
        report: The report.
    """
    if report.form is None:
        return ""
    cells = [
        f"{cell.state.value} {cell.value.normalize() if isinstance(cell.value, Decimal) else cell.value}"
        for table in report.form.tables
        for line in report.grids[table.id]
        for cell in line
    ]
    return hashlib.sha256("\n".join((report.form.id, *cells)).encode()).hexdigest()


def loss_of(file: Path, *, own: bool, figures_only: bool) -> int:
    """How much a kind of file loses of a report: 0 for nothing.

    Args:
        file: The file.
        own: Whether Gongkai wrote it.
        figures_only: Whether it is, and holds no text.
    """
    if figures_only:
        return 3
    return 0 if own else 1 if file.suffix.lower() == ".docx" else 2


def _one(item: ImportResult, rivals: Sequence[ImportResult]) -> ImportResult:
    """A result: as it stands where it has no rival or is the best of equal ones, else refused."""
    if len(rivals) == 1:
        return item
    hashes = {id(rival): _hash(rival) for rival in rivals}
    same_file = len(set(hashes.values())) == 1
    if same_file or (item.figures and len({rival.figures for rival in rivals}) == 1):
        best = min(rivals, key=lambda rival: rival.loss)
        if item is best:
            return item
        reason = "same-file" if hashes[id(item)] == hashes[id(best)] else "set-aside"
        error = say(f"import.folder.{reason}", {"other": best.job.display_name})
    else:
        others = "、".join(f"“{rival.job.display_name}”" for rival in rivals if rival is not item)
        target = f"{item.job.agency}/{item.year}"
        error = say("import.folder.rivals", {"others": others, "target": target})
    return ImportResult(item.job, item.year, error=error)


def _hash(item: ImportResult) -> str:
    try:
        return hashlib.sha256(item.job.file.read_bytes()).hexdigest()
    except OSError:
        return item.job.display_name
