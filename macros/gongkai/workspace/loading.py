"""Reading a site's folders: the forms that it has added, and the files of each agency."""

import re
from collections.abc import Iterator, Mapping
from functools import partial
from pathlib import Path

from gongkai.checks import rule_codes
from gongkai.checks.texts.scans import setting_findings
from gongkai.file_text import MARKDOWN_SUFFIXES
from gongkai.findings import Finding, Level
from gongkai.forms import FormRegistry, load_registry
from gongkai.reports.layout import REPORT_YEAR, Layout
from gongkai.reports.ledger import read_ledger
from gongkai.reports.signing.reviews import OfficeReview, latest_reviews, read_reviews
from gongkai.work.agency import AgencyFiles, ReportFiles
from gongkai.workspace.attachments import lost_links
from gongkai.workspace.files import read, syntax, yaml_files
from gongkai.workspace.names import (
    folder_meant,
    mistaken_years,
    other_names,
    stands_for_narrative,
    year_meant,
)
from gongkai.workspace.odd_files import readable
from gongkai.workspace.removed import traces as published_traces

_PUBLISHED = re.compile(r"^status: *published\b", re.MULTILINE)
"""The status of a public report as nearly all files write it. Where one writes it otherwise, the published site is
looked at in vain, and nothing comes of it: the rule on reports that were taken back passes over public ones."""


def load_forms(layout: Layout, findings: list[Finding]) -> FormRegistry:
    """The forms that come with the package and those that a site has added, whose faults become findings."""
    registry, faults = load_registry(
        layout.data, name=layout.name, codes=rule_codes(), usable=partial(readable, layout)
    )
    for fault in faults:
        path, line, column = fault.place or (None, None, None)
        findings.append(
            Finding(
                code="syntax", level=Level.ERROR, variant=fault.reason, path=path, line=line, column=column,
                args=fault.details,
            )
        )  # fmt: skip
    return registry


def about_settings(layout: Layout) -> Iterator[Finding]:
    """What the checks of texts find in the settings of mkdocs.yml that stand on pages."""
    file, unreadable = layout.settings_file, list[Finding]()
    text = read(layout, file, unreadable) if file is not None and file.is_file() else None
    yield from unreadable
    yield from setting_findings(layout.settings, text or "", path=layout.name(file)) if file else ()


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
    elif not any(_is_agency_name(other.name) for other in other_names(folder)):
        findings.append(syntax(layout, path, "no-agency-file", agency=slug, args={"slug": slug}))
    reports = tuple(_reports(layout, folder, findings))
    return AgencyFiles(slug, layout.name(path), text, reports, tuple(findings), layout.hard_paragraphs)


def _is_agency_name(name: str) -> bool:
    return name.lower().startswith("agency.")


def _reports(layout: Layout, folder: Path, findings: list[Finding]) -> Iterator[ReportFiles]:
    slug = folder.name
    files = {
        int(path.stem): path
        for path in yaml_files(folder)
        if path.suffix == ".yml" and REPORT_YEAR.fullmatch(path.stem)
    }
    misnamed = dict(_misnamed(layout, folder, files, findings))
    ledger, reviews = _ledger(layout, slug), _reviews(layout, slug, findings)
    lacking = [year for year in files if not layout.narrative(slug, year).is_file()]
    mistaken = mistaken_years(layout, slug) if lacking else None
    moved = folder_meant(layout, slug) if lacking else None
    for year, path in sorted(files.items()):
        narrative = layout.narrative(slug, year)
        text = read(layout, path, findings, agency=slug, year=year)
        prose = read(layout, narrative, findings, agency=slug, year=year) if year not in lacking else None
        lacks = year in lacking and not _other_narrative(layout, slug, year, findings)
        lacks = lacks and (mistaken is None or mistaken[1] != year)  # then a finding names the other one
        lacks = lacks and not (moved and layout.narrative(moved, year).is_file())
        traces = "" if _PUBLISHED.search(text or "") else published_traces(layout, slug, year)
        if not traces and year in ledger and not _PUBLISHED.search(text or ""):
            traces = layout.name(layout.ledger(slug))
        lost = lost_links(prose, narrative) if prose is not None else ()
        yield ReportFiles(
            year, layout.name(path), text, layout.name(narrative), prose, lacks, traces, lost, ledger.get(year, ""),
            reviews.get(year),
        )  # fmt: skip
    for year, path in sorted(misnamed.items()):  # so that its narrative is none without data
        yield ReportFiles(year, layout.name(path), None, layout.name(layout.narrative(slug, year)), None)


def _ledger(layout: Layout, agency: str) -> dict[int, str]:
    """The lines of the ledger of what was published of an agency, by year."""
    file = layout.ledger(agency)
    return read_ledger(file.read_text(encoding="utf-8", errors="replace")) if file.is_file() else {}


def _reviews(layout: Layout, agency: str, findings: list[Finding]) -> Mapping[int, OfficeReview]:
    """How the reports of an agency were reviewed last, by year; a line that is no review is a finding."""
    file = layout.reviews(agency)
    if not file.is_file():
        return {}
    reviews, wrong = read_reviews(file.read_text(encoding="utf-8", errors="replace"))
    findings.extend(
        Finding(
            code="sign-off", level=Level.WARNING, variant="review-line", path=layout.name(file), line=number, column=1,
            agency=agency,
        )
        for number in wrong
    )  # fmt: skip
    return latest_reviews(reviews)


def _misnamed(
    layout: Layout, folder: Path, files: Mapping[int, Path], findings: list[Finding]
) -> Iterator[tuple[int, Path]]:
    """Report data files with a wrong name; return those that are the only file of their year, by year."""
    slug = folder.name
    for path in other_names(folder):
        year = year_meant(path.name)
        args = {"name": path.name, "instead": f"{year}.yml" if year else "agency.yml"}
        if _is_agency_name(path.name):
            findings.append(syntax(layout, path, "file-rename", agency=slug, args=args))
        elif year is None:
            findings.append(syntax(layout, path, "file-name", agency=slug, args=args))
        elif year in files:
            findings.append(syntax(layout, path, "file-copy", agency=slug, args=args))
        else:
            findings.append(syntax(layout, path, "file-rename", agency=slug, year=year, args=args))
            yield year, path


def _other_narrative(layout: Layout, slug: str, year: int, findings: list[Finding]) -> bool:
    """Whether another file stands for a narrative; those that are no pages are reported here, pages with the others."""
    path = stands_for_narrative(layout, slug, year)
    if path is None:
        return False
    if path.name.endswith(MARKDOWN_SUFFIXES) and path.is_relative_to(layout.docs):
        return True
    place = layout.name(layout.narrative(slug, year))
    args = {"name": path.name, "instead": f"{year}.md", "place": place, "agency_": slug, "year_": str(year)}
    moved = path.is_relative_to(layout.data)
    variant = "narrative-place" if moved else "file-rename" if path.suffix.lower() == ".txt" else "narrative-office"
    findings.append(syntax(layout, path, variant, agency=slug, year=year, args=args))
    return True
