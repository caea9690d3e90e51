"""Reports in several files of one folder or archive: a text without tables, and the tables in files of their own."""

from collections.abc import Callable, Sequence
from dataclasses import replace

from gongkai.findings import say
from gongkai.importing.model import ImportResult, Job
from gongkai.readers.files.suffixes import DOCUMENTS

_LACKS = frozenset({"no-tables", "missing-table", "table-missing"})
_MOST = 8
"""Files of a folder that are tried."""


def with_parts(prepare: Callable[[Job], ImportResult], prepared: Sequence[ImportResult]) -> list[ImportResult]:
    """The results with the tables of a report taken from the other files of its folder or archive.

    Only where it is the one report there and lacks tables; of the others those are taken that say nowhere whose they
    are, and with each of which more figures are read than without.

    Args:
        prepare: Prepares the import of a job.
        prepared: The result of each document of a folder, in the order of their names; nothing is written yet.
    """
    folders: dict[str, list[int]] = {}
    for number, item in enumerate(prepared):
        folders.setdefault(item.job.display_name.rpartition("/")[0], []).append(number)
    results = list(prepared)
    for numbers in folders.values():
        reports = [number for number in numbers if not prepared[number].error]
        if len(reports) == 1 and any(remark.code in _LACKS for remark in prepared[reports[0]].remarks):
            parts = [number for number in numbers if number not in reports and _may_be_part(prepared[number])]
            _put_together(prepare, results, reports[0], parts[:_MOST])
    return results


def _put_together(
    prepare: Callable[[Job], ImportResult], results: list[ImportResult], main: int, parts: Sequence[int]
) -> None:
    """Put those of the parts to a report by which more of its figures are read."""
    first = results[main].job
    for number in parts:
        job = replace(first, agency="", others=(*results[main].job.others, results[number].job.file))
        whole = prepare(job)
        if not whole.error and whole.job.file == first.file and whole.cells.taken > results[main].cells.taken:
            results[main] = whole
            text = say("import.folder.part", {"other": first.display_name})
            results[number] = ImportResult(results[number].job, results[number].year, error=text, is_part=True)


def _may_be_part(item: ImportResult) -> bool:
    return item.job.file.suffix.lower() in (*DOCUMENTS, ".csv")
