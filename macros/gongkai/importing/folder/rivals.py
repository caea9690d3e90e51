"""Several documents of one folder on the same report: nobody can tell here which of them holds, so none is taken.

Documents of the same bytes are one document, which came twice.
"""

import hashlib
from collections.abc import Sequence

from gongkai.findings import say
from gongkai.importing.model import ImportResult


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


def _one(item: ImportResult, rivals: Sequence[ImportResult]) -> ImportResult:
    """A result: as it stands where it has no rival or is the first of the same bytes, else refused."""
    if len(rivals) == 1:
        return item
    if len({_hash(rival) for rival in rivals}) == 1:
        if item is rivals[0]:
            return item
        error = say("import.folder.same-file", {"other": rivals[0].job.display_name})
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
