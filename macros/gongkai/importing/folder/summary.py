"""What became of each document of a folder: a table for the terminal, whose rows a workbook takes, too."""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from gongkai.findings import say
from gongkai.importing.folder.known_agencies import KnownAgencies
from gongkai.importing.masking import mask_personal_data
from gongkai.importing.model import DraftReason, ImportResult
from gongkai.importing.wording.findings import is_fault
from gongkai.importing.wording.terminal import doubts, reason_text
from gongkai.reports import Status
from gongkai.reports.layout import Layout
from gongkai.reports.scalars import padded, width

COLUMNS = ("file", "agency", "year", "cells", "doubts", "faults", "todo")
"""The columns of the table in order, by the keys of their heads."""
_LONGEST = 40
_MOST_NAMES = 30


@dataclass(frozen=True, slots=True)
class SummaryRow:
    """One document of the table.

    Attributes:
        file: The document as it is shown.
        agency: The short name of its agency; with a question mark if only its file's name says so, empty if nothing
            does.
        year: The year reported on.
        figure_count: The number of figures that were taken; None if nothing was.
        total: The number of figures in its form.
        doubts: The number of remarks that need a look.
        faults: The number of places in which the document itself is at fault.
        todo: What is to be done, in a sentence.
        failed: Whether nothing was taken.
    """

    file: str
    agency: str
    year: int | None
    figure_count: int | None
    total: int
    doubts: int
    faults: int
    todo: str
    failed: bool


def summary_heads() -> list[str]:
    """The heads of the columns."""
    return [say(f"import.table.heads.{name}") for name in COLUMNS]


def summary_rows(items: Sequence[ImportResult], agencies: KnownAgencies) -> list[SummaryRow]:
    """The rows of the table, in the order of the documents.

    Args:
        items: The result of each document, findings included.
        agencies: The agencies of the site.
    """
    names = {agency.slug: agency.short for agency in agencies.agencies}
    return [_row(item, names, agencies) for item in items]


def _row(item: ImportResult, names: Mapping[str, str], agencies: KnownAgencies) -> SummaryRow:
    agency = names.get(item.job.agency, item.job.agency)
    if item.error:
        likely = agencies.by_file(item.job.display_name) if not agency else None
        agency = say("import.table.likely", {"name": likely.short}) if likely is not None else agency
        todo = mask_personal_data(item.error)
        return SummaryRow(item.job.display_name, agency, item.year, None, 0, 0, 0, todo, failed=True)
    looks = doubts(item)
    faults = sum(is_fault(finding) for finding in item.findings)
    cells = item.cells
    return SummaryRow(
        item.job.display_name, agency, item.year, cells.taken, cells.total, looks, faults, _todo(item, looks, faults),
        failed=False,
    )  # fmt: skip


def _todo(item: ImportResult, looks: int, faults: int) -> str:
    goal = item.goal if item.goal is Status.REVIEWED else Status.PUBLISHED
    file = f"data/{item.job.agency}/{item.year}.yml"
    target = {"target": f"{item.job.agency}/{item.year}", "file": file, "goal": goal.value}
    parts = []
    if DraftReason.BLANK in item.reasons:
        parts.append(say("import.table.todo.blank", target))
    elif faults:
        parts.append(say("import.table.todo.faults", target))
    if item.unpublishable:
        parts.append(say("import.table.todo.text", {"text": reason_text(item, DraftReason.TEXT)}))
    if looks:
        parts.append(say("import.table.todo.doubts", target))
    if item.status is Status.DRAFT:
        parts.append(say("import.table.todo.draft", target))
    elif not parts and item.exit_code:
        parts.append(say("import.table.todo.warnings", target))
    if item.status is Status.REVIEWED:
        parts.append(say("import.table.todo.reviewed"))
    return "".join(parts) or say("import.table.todo.nothing")


def summary_lines(rows: Sequence[SummaryRow]) -> Iterator[str]:
    """The table in columns that are flush.

    Args:
        rows: The rows.
    """
    texts = [summary_heads(), *(_texts(row) for row in rows)]
    widths = [max(width(row[place]) for row in texts) for place in range(len(COLUMNS) - 1)]
    for row in texts:
        yield "".join(padded(text, wide + 2) for text, wide in zip(row, widths, strict=False)) + row[-1]


def _texts(row: SummaryRow) -> list[str]:
    file = row.file if len(row.file) <= _LONGEST else f"…{row.file[1 - _LONGEST :]}"
    counts = ["-"] * 3 if row.failed else [f"{row.figure_count}/{row.total}", str(row.doubts), str(row.faults)]
    return [file, row.agency or "-", str(row.year or "-"), *counts, row.todo]


def drafts_line(items: Sequence[ImportResult]) -> str:
    """How many reports are drafts and how they get published; empty where none is.

    Args:
        items: The result of each document.
    """
    drafts = [item for item in items if item.status is Status.DRAFT]
    reviewed = any(item.goal is Status.REVIEWED for item in drafts)
    return say(f"import.table.drafts{'-reviewed' if reviewed else ''}", {"count": len(drafts)}) if drafts else ""


def reviewed_line(items: Sequence[ImportResult]) -> str:
    """How many reports wait for their review and what comes next; empty where none does.

    Args:
        items: The result of each document.
    """
    years = [str(item.year) for item in items if item.status is Status.REVIEWED]
    return say("import.table.reviewed", {"count": len(years), "year": " ".join(sorted(set(years)))}) if years else ""


def missing_line(items: Sequence[ImportResult], agencies: KnownAgencies, layout: Layout) -> str:
    """Which agencies have no report on the year of most of the documents; empty where all have.

    Args:
        items: The result of each document.
        agencies: The agencies of the site.
        layout: Where the site keeps what.
    """
    years = Counter(item.year for item in items if item.year is not None and item.job.agency)
    if not years:
        return ""
    year = min(years, key=lambda number: (-years[number], -number))
    filed_slugs = {item.job.agency for item in items if not item.error and item.year == year}
    lacking = [
        agency.short
        for agency in agencies.agencies
        if not agency.is_consolidated and agency.reports_on(year) and agency.slug not in filed_slugs
        and not layout.report(agency.slug, year).is_file()
    ]  # fmt: skip
    if not lacking:
        return ""
    more = say("import.and-more") if len(lacking) > _MOST_NAMES else ""
    names = "、".join(lacking[:_MOST_NAMES]) + more
    return say("import.table.missing", {"year": year, "count": len(lacking), "names": names})
