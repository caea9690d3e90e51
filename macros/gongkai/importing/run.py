"""The import of many files: prepared in several processes, checked together, written one after the other."""

from collections.abc import Iterator, Sequence
from dataclasses import replace

from gongkai.checks import rule_codes
from gongkai.errors import WorkerEndedError
from gongkai.forms import Form, load_registry
from gongkai.importing.checking import ChecksOfFolder, checked, held_back
from gongkai.importing.folder.known_agencies import KnownAgencies
from gongkai.importing.folder.namesakes import without_namesakes
from gongkai.importing.folder.parts import with_parts
from gongkai.importing.folder.rivals import without_rivals
from gongkai.importing.model import ImportResult, Job, Options
from gongkai.importing.preparing import Importer
from gongkai.importing.unexpected import not_finished
from gongkai.importing.writing import once_each, written
from gongkai.importing.year_before import with_year_before
from gongkai.processes import InOrder, worth_it
from gongkai.readers.files.office_conversion import ManyConversions
from gongkai.readers.formats.reading import old_office_file
from gongkai.reports.layout import Layout

_FEWEST, _TOGETHER = 16, 4
"""From how many files on several processes are worth it, as a file takes a quarter of a second; how many one takes."""


def import_files(
    layout: Layout,
    jobs: Sequence[Job],
    options: Options,
    *,
    judge: ChecksOfFolder,
    agencies: KnownAgencies | None = None,
) -> tuple[tuple[ImportResult, ...], dict[str, Form]]:
    """Read files and write the reports in them to the site, each checked as it would be there.

    Args:
        layout: Where the site keeps what.
        jobs: The files, in order.
        options: What was asked for besides the files: what is replaced, kept, or only tried.
        judge: The checks, over a folder that holds the agencies concerned as they are or would be.
        agencies: The agencies by their names, where jobs do not say whose report a file is; of several files on one
            report none is taken then.

    Returns:
        The result of each file in order, with the findings of the checks; and the forms by id.
    """
    registry, _ = load_registry(layout.data, name=layout.name, codes=rule_codes())  # `check` says which are no forms
    importer = Importer(layout, registry, options, agencies)
    prepared = _prepared(importer, jobs)
    if agencies is not None:
        prepared = without_rivals(with_parts(importer, prepared))
    items = checked(layout, list(once_each(layout, without_namesakes(layout, prepared))), judge)
    drafted = [held_back(layout, item) for item in items]
    return tuple(written(layout, with_year_before(layout, drafted), options)), {form.id: form for form in registry}


def _prepared(importer: Importer, jobs: Sequence[Job]) -> list[ImportResult]:
    """The files as prepared, in order; those that LibreOffice has to convert come last, while it is at work."""
    with ManyConversions() as conversions:
        last = list(_for_libreoffice(jobs, conversions))
        first = [number for number in range(len(jobs)) if number not in last]
        conversions.begin()
        items = dict(zip(first, _in_processes(importer, [jobs[number] for number in first]), strict=True))
        conversions.finish()
        ready = replace(importer, ready=conversions.folder)
        items |= zip(last, _in_processes(ready, [jobs[number] for number in last]), strict=True)
    return [items[number] for number in range(len(jobs))]


def _for_libreoffice(jobs: Sequence[Job], conversions: ManyConversions) -> Iterator[int]:
    """Which of the files LibreOffice has to convert; it is given them."""
    for number, job in enumerate(jobs):
        old_file = old_office_file(job.file)
        if old_file is not None:
            conversions.add(*old_file)
            yield number


def _in_processes(importer: Importer, jobs: Sequence[Job]) -> Iterator[ImportResult]:
    """The files as prepared, in order; in several processes where that is worth it."""
    if not worth_it(len(jobs), fewest=_FEWEST):
        yield from map(importer, jobs)
        return
    count = 0
    try:
        for item in InOrder(importer, jobs, batch=_TOGETHER):
            count += 1
            yield item
    except (WorkerEndedError, MemoryError, OSError):  # a process died, and with it what others were at; or none began
        for job in jobs[count:]:
            yield _prepared_alone(importer, job)


def _prepared_alone(importer: Importer, job: Job) -> ImportResult:
    try:
        return next(iter(InOrder(importer, [job])))
    except WorkerEndedError:
        return not_finished(job)
    except (MemoryError, OSError):  # no room for a process: prepared in this one, which says what it cannot read
        return importer(job)
