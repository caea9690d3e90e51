"""Several documents of one folder on the same report: where they say the same, the best of them is taken.

That is the one whose kind of file loses least: a workbook that Gongkai wrote, then Word, then any other. Where figures
or sentences differ it cannot be decided here which of them hold, so none is taken. Documents of the same bytes are one
that came twice.
"""

import hashlib
import re
from collections.abc import Mapping, Sequence
from dataclasses import replace
from decimal import Decimal
from pathlib import Path

from gongkai.findings import say
from gongkai.importing.folder.rival_texts import lone_sentence
from gongkai.importing.model import ImportResult
from gongkai.importing.wording.remarks import short
from gongkai.reports import Report

_ARCHIVE = re.compile(r"\.zip/", re.IGNORECASE)
_TO_QUOTE = re.compile(r"[\s&();'$`*?<>|]")
"""What a shell would not take for part of a file's name."""
_FIGURES_ONLY = 3
"""What a file without text loses."""


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
        return _FIGURES_ONLY
    return 0 if own else 1 if file.suffix.lower() == ".docx" else 2


def _one(item: ImportResult, rivals: Sequence[ImportResult]) -> ImportResult:
    """A result: as it stands where it has no rival or is the best of equal ones, else refused."""
    if len(rivals) == 1:
        return item
    hashes = {id(rival): _hash(rival) for rival in rivals}
    args = {"others": "、".join(f"“{rival.job.display_name}”" for rival in rivals if rival is not item)}
    same_file = len(set(hashes.values())) == 1
    if not same_file and (not item.figures or len({rival.figures for rival in rivals}) > 1):
        return _refused(item, "rivals", args)
    best = min(rivals, key=lambda rival: rival.loss)
    lone = "" if same_file else _lone_sentence(best, rivals)
    if lone:
        return _refused(item, "rival-texts", {**args, "text": short(lone)})
    if item is best:
        return item
    other = {"other": best.job.display_name}
    if hashes[id(item)] == hashes[id(best)]:
        return replace(_refused(item, "same-file", other), is_copy=True)
    return _refused(item, "set-aside", other)


def _lone_sentence(best: ImportResult, rivals: Sequence[ImportResult]) -> str:
    """A sentence that only some of the documents have; empty where their texts say the same."""
    with_text = [rival for rival in rivals if rival.loss < _FIGURES_ONLY and rival is not best]
    return next(filter(None, (lone_sentence(best, rival) for rival in with_text)), "")


def _refused(item: ImportResult, key: str, args: Mapping[str, object]) -> ImportResult:
    """A result that says why the document is not taken, and which command takes it."""
    job = item.job
    in_archive = bool(_ARCHIVE.search(job.display_name))
    file = job.display_name.rpartition("/")[2] if in_archive else str(job.file)
    taking = {
        "file": f'"{file}"' if _TO_QUOTE.search(file) else file,
        "first": say("import.folder.unpack-first") if in_archive else "",
        "agency": job.agency,
        "year": item.year,
    }
    args = {**taking, **args}
    return ImportResult(item.job, item.year, error=say(f"import.folder.{key}", args))


def _hash(item: ImportResult) -> str:
    try:
        return hashlib.sha256(item.job.file.read_bytes()).hexdigest()
    except OSError:
        return item.job.display_name
