"""Reports that the published site has and of which no file is left: a build would drop them without a word."""

import os
from collections.abc import Collection, Iterator, Mapping
from functools import cache
from pathlib import Path

from gongkai import routes
from gongkai.checks.rules.publishing.withdrawn import removed
from gongkai.errors import FormatError
from gongkai.findings import Finding
from gongkai.renders.export import formats
from gongkai.reports import Agency, ReportKey
from gongkai.reports.layout import REPORT_YEAR, Layout


def traces(layout: Layout, agency: str, year: int) -> str:
    """Path of a file of the published site that belongs to a report; empty where there is none.

    Args:
        layout: Where the site keeps what.
        agency: Slug of the report's agency.
        year: Its year.
    """
    if layout.published is None:
        return ""
    files = (layout.published / routes.report_file(agency, year, name) for name in _public_files())
    return next((layout.name(file) for file in files if file.is_file()), "")


@cache
def _public_files() -> tuple[str, ...]:
    """The files that a published site may have of a report, in the order in which they are looked for."""
    try:
        return tuple(item.file for item in formats())
    except FormatError:  # of another package: said where formats are needed
        return ("report.json", routes.BARE_COPY)


def removed_reports(
    layout: Layout, reports: Collection[ReportKey], agencies: Mapping[str, Agency]
) -> Iterator[Finding]:
    """A finding for each published report that has neither data nor a narrative any more.

    Args:
        layout: Where the site keeps what.
        reports: Every report that has data, readable or not.
        agencies: The agencies at hand, by slug.
    """
    if layout.published is None or not layout.published.is_dir():
        return
    for slug in _folders(layout.published):
        for name in _folders(layout.published / slug):
            if (
                not REPORT_YEAR.fullmatch(name)
                or (slug, int(name)) in reports
                or layout.narrative(slug, int(name)).is_file()
            ):
                continue
            file = traces(layout, slug, int(name))
            if file:
                folder = layout.name(layout.published / slug / name)
                path = layout.name(layout.report(slug, int(name)))
                owner = agencies[slug].short if slug in agencies else slug
                args = {"owner": owner, "file": file, "folder": folder}
                yield removed(path, agency=slug, year=int(name), args=args)


def _folders(folder: Path) -> list[str]:
    with os.scandir(folder) as entries:
        return sorted(entry.name for entry in entries if entry.is_dir())
