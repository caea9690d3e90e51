"""Writes reports as files, on all processors where there is enough to do; all files of a report are there, or none.

The same report gives the same bytes, however many processes work and whatever else is exported along with it.
"""

from collections.abc import Callable, Collection, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from gongkai.atomic_writing import PlannedFile, write_all
from gongkai.errors import FormatError
from gongkai.exporting.jobs import ExportJob
from gongkai.findings import say
from gongkai.processes import InOrder, worth_it
from gongkai.renders.export import Format, ReportExport
from gongkai.system_errors import system_reason

_FEWEST = 24
"""For fewer files than these, starting processes costs more than it saves: one takes 5 to 60 ms."""
_BATCH = 4

ExportOf = Callable[[str, int], ReportExport]
"""Gives the report of an agency (slug) on a year with all that a format may say of it."""


WriteFile = Callable[[Format, ReportExport], bytes]
"""Writes a report in a format."""


@dataclass(frozen=True, slots=True)
class ExportedReport:
    """What came of the export of one report.

    Attributes:
        agency: Slug of its agency.
        year: The year reported on.
        files: How many files were written.
        errors: How many findings at error level the report has.
        failures: What is to be said of formats that failed, a sentence each.
        unwritable: Why its files could not be written; empty where they were.
    """

    agency: str
    year: int
    files: int
    errors: int
    failures: tuple[str, ...] = ()
    unwritable: str = ""


def export_reports(
    jobs: Sequence[ExportJob], export_of: ExportOf, folder: Path, *, force: bool, write: WriteFile = Format.write
) -> Iterator[ExportedReport]:
    """Write reports as files, one after the other in their order.

    Args:
        jobs: What to write.
        export_of: Gives a report; called in the process that writes it.
        folder: Where the files go; made where it is not there.
        write: Writes a report in a format; by default the format itself.
        force: Whether files may be overwritten, so that a list of errors that a report no longer has is taken away.

    Yields:
        What came of each; nothing is written any more after one that could not be written, as a full disk or a
        folder without permission stops all others as well.
    """

    def one(number: int) -> ExportedReport:
        job = jobs[number]
        return _written(job, export_of(job.agency, job.year), folder, force=force, write=write)

    several = worth_it(sum(len(job.formats) for job in jobs), fewest=_FEWEST)
    for result in InOrder(one, range(len(jobs)), batch=_BATCH) if several else map(one, range(len(jobs))):
        yield result
        if result.unwritable:
            return


def other_file(
    jobs: Sequence[ExportJob], folder: Path, export_of: ExportOf, *, write: WriteFile = Format.write
) -> Path | None:
    """The first file of a folder that jobs would overwrite with other content; None where each would stay as it is.

    So an export of which one format failed can be repeated once that one can be written.

    Args:
        jobs: What is to be written.
        folder: Where the files go.
        export_of: Gives a report.
        write: Writes a report in a format; by default the format itself.
    """
    for job in jobs:
        names = [name for name in job.names() if (folder / name).exists()]
        files = dict(_planned(job, export_of(job.agency, job.year), names, write=write)[0]) if names else {}
        for name in names:
            file = folder / name
            if not file.is_file() or files.get(name) != file.read_bytes():
                return file
    return None


def _planned(
    job: ExportJob, export: ReportExport, names: Collection[str], *, write: WriteFile
) -> tuple[list[tuple[str, bytes]], list[str]]:
    """The files of some names with their content, and what is to be said of formats that failed."""
    files: list[tuple[str, bytes]] = []
    failures: list[str] = []
    for item in job.formats:
        try:
            files += [(job.name(item), write(item, export))] if job.name(item) in names else []
        except FormatError as error:
            failures.append(str(error))
    if _lists_errors(job, export) and job.errors_name in names:
        files.append((job.errors_name, errors_text(export)))
    return files, failures


def _lists_errors(job: ExportJob, export: ReportExport) -> bool:
    return bool(export.errors) and not all(item.says_errors for item in job.formats)


def _written(job: ExportJob, export: ReportExport, folder: Path, *, force: bool, write: WriteFile) -> ExportedReport:
    files, failures = _planned(job, export, job.names(), write=write)
    errors = len(export.errors)
    try:
        write_all(folder, [PlannedFile(name, content) for name, content in files])
        if force and not _lists_errors(job, export):
            (folder / job.errors_name).unlink(missing_ok=True)
    except OSError as error:
        why = {"file": error.filename or folder, "why": system_reason(error)}
        return ExportedReport(job.agency, job.year, 0, errors, tuple(failures), say("command.unwritable", why))
    return ExportedReport(job.agency, job.year, len(files), errors, tuple(failures))


def errors_text(export: ReportExport) -> bytes:
    """The errors of a report as a text that opens everywhere: UTF-8 with a byte order mark, lines end in CRLF."""
    return "\ufeff".encode() + "".join(f"{line}\r\n" for line in export.error_lines).encode()
