"""Reading a site's folders: the forms that it has added, and the files of each agency."""

import re
from collections.abc import Iterator
from pathlib import Path

from gongkai.checks import rule_codes
from gongkai.findings import Finding, Level
from gongkai.forms import Shelf, load_shelf
from gongkai.reports.layout import Layout
from gongkai.work.agency import AgencyFiles, ReportFiles
from gongkai.workspace.files import PAGE_SUFFIXES, read, syntax, yaml_files

YEAR = re.compile(r"(?:19|20)\d{2}")


def load_forms(layout: Layout, findings: list[Finding]) -> Shelf:
    """The forms that come with the package and those that a site has added, whose faults become findings."""
    shelf, faults = load_shelf(layout.data, name=layout.name, codes=rule_codes())
    for fault in faults:
        path, line, column = fault.place or (None, None, None)
        findings.append(
            Finding(
                code="syntax", level=Level.ERROR, variant=fault.reason, path=path, line=line, column=column,
                args=fault.details,
            )
        )  # fmt: skip
    return shelf


def read_agency(layout: Layout, folder: Path) -> AgencyFiles:
    """Read every file of an agency.

    Args:
        layout: Where the site keeps what.
        folder: Its folder of data.
    """
    slug = folder.name
    path = folder / "agency.yml"
    findings: list[Finding] = []
    text = None
    if path.is_file():
        text = read(layout, path, findings, agency=slug)
    else:
        findings.append(syntax(layout, path, "no-agency-file", agency=slug, args={"slug": slug}))
    reports = tuple(_reports(layout, folder, findings))
    return AgencyFiles(slug, layout.name(path), text, reports, tuple(findings), layout.hard_paragraphs)


def _reports(layout: Layout, folder: Path, findings: list[Finding]) -> Iterator[ReportFiles]:
    slug = folder.name
    for path in yaml_files(folder):
        if path.name == "agency.yml":
            continue
        if path.suffix != ".yml" or not YEAR.fullmatch(path.stem):
            findings.append(syntax(layout, path, "file-name", agency=slug, args={"name": path.name}))
            continue
        year = int(path.stem)
        narrative = layout.narrative(slug, year)
        text = read(layout, path, findings, agency=slug, year=year)
        prose = read(layout, narrative, findings, agency=slug, year=year) if narrative.is_file() else None
        lacks = not any(narrative.with_suffix(suffix).is_file() for suffix in PAGE_SUFFIXES)
        yield ReportFiles(year, layout.name(path), text, layout.name(narrative), prose, lacks)
