"""Explanations, corrections and the status that a workbook of Gongkai's brings with it; what of a file is a report."""

from dataclasses import replace
from pathlib import Path

from gongkai.errors import PlaceError, ReadError
from gongkai.forms import Place, resolve
from gongkai.importing.model import Job
from gongkai.located import Mark
from gongkai.readers.document import Document
from gongkai.readers.facts.office_tables import with_figures_of_one_office
from gongkai.readers.facts.reports_within import with_one_report
from gongkai.readers.facts.sheet_years import with_sheets_of_one_year
from gongkai.readers.files.suffixes import WORKBOOKS
from gongkai.readers.formats.reading import read_document
from gongkai.readers.remarks import Doubt, Remark
from gongkai.readers.workbook import OwnWorkbook, listed_agency, stamped_agency
from gongkai.reports import Agency, Correction, Report, Status, Waiver
from gongkai.reports.model import Retelling
from gongkai.reports.workbook_marks import RETOLD, NoteMark

_NOWHERE = Mark(1, 1)
LIST_SUFFIX = ".csv"
"""The suffix of a list of a report's cells."""
CELL_SUFFIXES = (LIST_SUFFIX, ".json")
"""This one, and that of the same cells for programs."""


def with_notes(report: Report, own: OwnWorkbook, remarks: list[Remark]) -> Report:
    """A report with what its workbook holds besides its figures; a form that was filled in is a draft.

    Args:
        report: The report, a draft where something of it is undecided.
        own: The workbook.
        remarks: Takes a remark on each place that is not on the form.
    """
    status = Status.DRAFT if own.fill_in or report.status is Status.DRAFT else _status(own.stamp.status)
    retold = next((Retelling(item.office, item.text) for item in own.notes if item.kind == RETOLD), None)
    others = [item for item in own.notes if item.kind != RETOLD]
    with_places = [(item, place) for item in others if (place := _place(report, item, remarks)) is not None]
    return replace(
        report,
        status=status,
        retold=retold,
        waivers=tuple(_waiver(item, place) for item, place in with_places if item.kind == "waiver"),
        corrections=tuple(_correction(item, place) for item, place in with_places if item.kind == "correction"),
    )


def workbook_agency(file: Path) -> str:
    """The slug of the agency in a file that Gongkai wrote; empty for any other file, readable or not."""
    suffix = file.suffix.lower()
    try:
        if suffix in CELL_SUFFIXES:
            return listed_agency(file.read_bytes(), name=file.name)
        return stamped_agency(read_document(file)) if suffix in WORKBOOKS else ""
    except (ReadError, OSError):
        return ""


def check_workbook(file: Path) -> None:
    """Read a workbook; one that gongkai has written says itself whose report it holds.

    Args:
        file: Any file; one that is no workbook is not read.

    Raises:
        ReadError: It is a workbook and cannot be read.
    """
    if file.suffix.lower() in WORKBOOKS:
        read_document(file)


def _status(value: str) -> Status:
    by_value = {status.value: status for status in Status}
    return by_value.get(value, Status.DRAFT)


def _place(report: Report, item: NoteMark, remarks: list[Remark]) -> Place | None:
    try:
        return resolve(report.form, item.at) if report.form is not None else None
    except PlaceError:
        remarks.append(Remark(Doubt.UNKNOWN, "place-unknown", text=item.text, args=(("at", item.at),)))
        return None


def _waiver(item: NoteMark, place: Place) -> Waiver:
    return Waiver(item.rule, item.at, place, item.text, item.date or None, item.office or None, None, _NOWHERE)


def _correction(item: NoteMark, place: Place) -> Correction:
    return Correction(item.at, place, item.date, item.before, item.after, item.text or None)


def part_of_one_report(document: Document, job: Job, organ: Agency | None) -> Document:
    """What a document that holds the figures of several offices or years has of one report.

    Args:
        document: As a reader returned it.
        job: What was asked for.
        organ: The agency as the site has it, if it has it.
    """
    names = (job.name or "", *((organ.name, organ.short) if organ is not None else ()))
    document = with_figures_of_one_office(document, names, job.file.name)
    document = with_sheets_of_one_year(document, job.year, job.file.name)
    former = organ.former if organ is not None else ()
    return with_one_report(document, (*names, *former), job.year, job.file.name)
