"""What ``gongkai export`` says at the end of an export into a folder, and its exit code."""

from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import NoReturn

from gongkai.cli.output import end
from gongkai.exporting import ExportedReport, ExportJob
from gongkai.findings import say
from gongkai.reports import ReportKey
from gongkai.workspace import Workspace

_NAMED = 5
"""Reports that are named; of more it is said how many there are."""


def show(
    workspace: Workspace,
    jobs: Sequence[ExportJob],
    results: Sequence[ExportedReport],
    unread: Sequence[ReportKey],
    folder: Path,
) -> NoReturn:
    """Say what was written and what was not, and end the command.

    The exit code is 0 where all is well, 1 where a report has errors or its data cannot be read, and 2 where
    something could not be written.

    Args:
        workspace: The loaded site.
        jobs: What was to be written, jobs without a format included.
        results: What came of those that have one.
        unread: Reports whose data cannot be read.
        folder: Where the files are.
    """
    failed = any(item.unwritable or item.failures for item in results)
    faulty = unread or any(item.errors for item in results)
    end(_lines(workspace, jobs, results, unread, folder), 2 if failed else 1 if faulty else 0)


def _lines(
    workspace: Workspace,
    jobs: Sequence[ExportJob],
    results: Sequence[ExportedReport],
    unread: Sequence[ReportKey],
    folder: Path,
) -> Iterator[str]:
    exported = [item for item in results if item.files]
    files = sum(item.files for item in exported)
    yield say("exporting.done", {"reports": len(exported), "files": files, "folder": folder})
    drafts = sum(not workspace.public((item.agency, item.year)) for item in exported)
    if drafts:
        yield say("exporting.unpublished", {"count": drafts})
    faulty = [(item, _target(item)) for item in exported if item.errors]
    if faulty:
        names = [say("exporting.faulty-name", {"target": target, "count": item.errors}) for item, target in faulty]
        yield say("exporting.faulty", {"count": len(faulty), "names": _listed(names)})
    without = [_target(job) for job in jobs if not job.formats]
    if without:
        yield say("exporting.no-form", {"count": len(without), "names": _listed(without)})
    if unread:
        names = [f"{slug}/{year}" for slug, year in unread]
        yield say("exporting.unread", {"count": len(unread), "names": _listed(names)})
    for item in results:
        yield from item.failures
        if item.unwritable:
            yield item.unwritable
            undone = sum(bool(job.formats) for job in jobs) - len(results)
            if undone:
                yield say("exporting.stopped", {"count": undone})


def _target(job: ExportJob | ExportedReport) -> str:
    return f"{job.agency}/{job.year}"


def _listed(names: Sequence[str]) -> str:
    listed = "、".join(names[:_NAMED])
    return listed + (say("command.and-more") if len(names) > _NAMED else "")
