"""Reads a workbook that Gongkai wrote: whose report it is, its figures, its text, and remarks on them."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from gongkai.errors import ReadError
from gongkai.findings import say
from gongkai.forms import Form, FormRegistry
from gongkai.readers.document import Document, Origin
from gongkai.readers.facts.identity import DocumentIdentity
from gongkai.readers.matching import MatchResult
from gongkai.readers.remarks import Doubt, Remark
from gongkai.readers.workbook.figures import read_figures, restore_texts
from gongkai.readers.workbook.key import WorkbookKey, workbook_key
from gongkai.readers.workbook.marked_sheet import MarkedSheet, marked_sheets
from gongkai.readers.workbook.text import ReadText, report_text, typed_text
from gongkai.reports.workbook_marks import NOTES_MARK, TEXT_MARK, VERSION, NoteMark, Stamp, fingerprint, mark_of


@dataclass(frozen=True, slots=True)
class OwnWorkbook:
    """A workbook that this software has written.

    Attributes:
        stamp: Whose report it is.
        matched: Its figures, its own heads and its notes.
        identity: What it says of itself.
        page: The whole page of a report as Markdown; None in a form that was filled in, and where it has no text.
        parts: The text of a form that was filled in, or of a report without any, as blocks of Markdown.
        notes: Signed explanations and corrections.
        typed: What somebody has typed as text, and where.
        figures_only: Whether files of its kind never hold the text, so that a text that is there already stays.
    """

    stamp: Stamp
    matched: MatchResult
    identity: DocumentIdentity
    page: str | None = None
    parts: tuple[str, ...] = ()
    notes: tuple[NoteMark, ...] = ()
    typed: tuple[tuple[Origin, str], ...] = field(default=())
    figures_only: bool = False

    @property
    def fill_in(self) -> bool:
        """Whether it is a form that was filled in."""
        return self.stamp.kind != "report"


def stamped_agency(document: Document) -> str:
    """The slug of the agency whose report a workbook holds; empty for any other document."""
    key = workbook_key(document)
    return key.stamp.agency if key is not None and key.stamp is not None else ""


def own_workbook(document: Document, registry: FormRegistry, *, name: str) -> OwnWorkbook | None:
    """Read a workbook that Gongkai wrote.

    Args:
        document: A document as its reader returned it.
        registry: The forms at hand.
        name: The file as the clerk knows it.

    Returns:
        The workbook; None for any other document.

    Raises:
        ReadError: Its marks cannot be read: they are damaged, of a later version, or of a form that is not at hand.
    """
    key = workbook_key(document)
    if key is None:
        return None
    if key.version > VERSION:
        raise ReadError(say("readers.own-version", {"name": name}), code="own-version")
    if key.stamp is None or not key.version:
        raise ReadError(say("readers.own-damaged", {"name": name}), code="own-damaged")
    form = registry.get(key.stamp.form)
    if form is None:
        raise ReadError(say("readers.own-form", {"name": name, "form": key.stamp.form}), code="own-form")
    return _read(document, key, key.stamp, form)


def _read(document: Document, key: WorkbookKey, stamp: Stamp, form: Form) -> OwnWorkbook:
    sheets = list(marked_sheets(document))
    fill_in = stamp.kind != "report"
    figures = read_figures(form, sheets, key.looks, year=stamp.year, fill_in=fill_in)
    if document.kind == "xls":
        restore_texts(form, figures, stamp.year)
    marks, of_notes = _notes(sheets)
    text = _text(sheets, stamp, form)
    matched = MatchResult(
        form,
        figures.figures,
        figures.origins,
        key.heads,
        tuple((item.at, item.text) for item in marks if item.kind == "note"),
        (*figures.remarks, *text.remarks, *of_notes),
        computed=frozenset(figures.computed),
    )
    identity = DocumentIdentity(
        agency=stamp.name, year=stamp.year, year_from="title", title=stamp.title, published=stamp.published
    )
    has_page = not fill_in and bool(text.parts)
    return OwnWorkbook(
        stamp,
        matched,
        identity,
        "".join(text.parts) if has_page else None,
        () if has_page else tuple(text.parts or section_parts(form)),
        tuple(item for item in marks if item.kind != "note"),
        tuple(text.typed),
    )


def _text(sheets: Sequence[MarkedSheet], stamp: Stamp, form: Form) -> ReadText:
    sheet = next((item for item in sheets if item.mark == TEXT_MARK), None)
    if sheet is None:
        return ReadText()
    return report_text(sheet, stamp.blocks) if stamp.kind == "report" else typed_text(sheet, form)


def section_parts(form: Form) -> Iterator[str]:
    """The sections of a report that has tables and no text."""
    for section in form.sections:
        if section.table is not None:
            yield f"## {section.number}、{section.title}"
            yield f'{{{{ table("{form.table_index[section.table].name.short}") }}}}'


def _notes(sheets: Sequence[MarkedSheet]) -> tuple[list[NoteMark], list[Remark]]:
    """What the sheet of notes says by its marks; a row that shows something else by now becomes a remark."""
    marks: list[NoteMark] = []
    remarks: list[Remark] = []
    for sheet in sheets:
        for row in sheet.rows if sheet.mark == NOTES_MARK else ():
            mark = mark_of(NoteMark, row.mark)
            if mark is None:
                continue
            texts = [cell.text for cell in row.cells]
            if fingerprint(texts) != mark.shown:
                remarks.append(Remark(Doubt.GUESSED, "notes-edited", row.origin, " ".join(filter(None, texts))))
            marks.append(mark)
    return marks, remarks
