"""What a report should say wherever it stands: by its data, or where these are not at hand by its published JSON."""

import json
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any

from gongkai.errors import ReadError
from gongkai.figures import BLANK, NOT_APPLICABLE, Figure
from gongkai.findings import say
from gongkai.forms import CellIds, Form, FormRegistry
from gongkai.forms.registry import NO_FORM
from gongkai.pages.official import official_document
from gongkai.pages.official.model import OfficialHeading, OfficialItem, OfficialParagraph
from gongkai.renders.export import ReportExport
from gongkai.renders.formats.csv import tidy_csv
from gongkai.renders.formats.json import report_json
from gongkai.renders.formats.plain_words import FORMAT as PLAIN_WORDS


@dataclass(frozen=True, slots=True)
class ExpectedReport:
    """A report as it should be.

    Attributes:
        agency: Slug of its agency.
        name: Full name of its agency.
        year: The year reported on.
        form: Its form; None for a report without one.
        figures: Every cell of the form.
        texts: Title, headings, paragraphs and items of its text, in order; empty where they are not known.
        document: The report as JSON.
        lines: The report as tidy CSV; empty where it is not known.
        words: The report in plain words; empty where it is not known.
        units: Whether figures have their own units here, and not those of their heads.
    """

    agency: str
    name: str
    year: int
    form: Form | None
    figures: Mapping[CellIds, Figure]
    texts: tuple[str, ...] = ()
    document: Mapping[str, Any] = field(default_factory=dict)
    lines: bytes = b""
    words: bytes = b""
    units: bool = True


def expected_of_data(export: ReportExport) -> ExpectedReport:
    """A report by its data.

    Args:
        export: The report with all that a format may say of it.
    """
    report, form = export.report, export.report.form
    figures = {
        (table.id, row.id, column.id): report.grids[table.id][number][place]
        for table in (form.tables if form is not None else ())
        for number, row in enumerate(table.rows)
        for place, column in enumerate(table.columns(number))
    }
    return ExpectedReport(
        report.agency, export.agency.name, report.year, form, figures,
        texts=tuple(text for text in _texts(export) if text),
        document=json.loads(report_json(export)),
        lines=tidy_csv(export) if form is not None else b"",
        words=PLAIN_WORDS.write(export) if PLAIN_WORDS.offers(report) else b"",
    )  # fmt: skip


def expected_of_json(data: bytes, registry: FormRegistry, *, name: str) -> ExpectedReport:
    """A report by its published JSON, where the data are not at hand.

    Args:
        data: The file ``report.json``.
        registry: The forms at hand.
        name: The file as it is shown.

    Raises:
        ReadError: It is no such file, or of a form that is not at hand.
    """
    document = read_json(data, name=name)
    try:
        form_id, agency, year = document["form"], document["agency"], int(document["year"])
        form = registry.get(form_id) if form_id != NO_FORM else None
        if form is None and form_id != NO_FORM:
            raise ReadError(say("readers.own-form", {"name": name, "form": form_id}), code="own-form")
        figures = {(item["table"], item["row"], item["column"]): _figure(item) for item in document["observations"]}
        return ExpectedReport(agency["id"], agency["name"], year, form, figures, document=document, units=False)
    except (KeyError, TypeError, ValueError, ArithmeticError) as error:
        raise ReadError(say("verify.no-json", {"name": name}), code="no-json") from error


def read_json(data: bytes, *, name: str) -> dict[str, Any]:
    """A JSON file that holds an object.

    Raises:
        ReadError: It holds none.
    """
    try:
        document = json.loads(data)
    except (ValueError, RecursionError) as error:
        raise ReadError(say("verify.no-json", {"name": name}), code="no-json") from error
    if not isinstance(document, dict):
        raise ReadError(say("verify.no-json", {"name": name}), code="no-json")
    return document


def _figure(item: Mapping[str, Any]) -> Figure:
    if item["status"] == "not-applicable":
        return NOT_APPLICABLE
    value = item["value"]
    if value is None:
        return BLANK
    return Figure(Decimal(value) if isinstance(value, str) else int(value), note=item["note"])


def _texts(export: ReportExport) -> Iterator[str]:
    """What stands in every copy of the text; a document adds lines of its own, which are left out."""
    document = official_document(export)
    yield document.title
    for section in document.sections:
        for block in section.blocks:
            if isinstance(block, OfficialHeading | OfficialParagraph | OfficialItem):
                yield re.sub(r"\s+", " ", "".join(run.text for run in block.runs)).strip()
