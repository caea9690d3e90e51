"""The import of one file up to the writing: reads the file and what the site has of the report, writes nothing."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from gongkai.atomic_writing import PlannedFile
from gongkai.checks.texts.scans import is_publishable
from gongkai.errors import GongkaiError, UsageError
from gongkai.findings import say
from gongkai.forms import FormRegistry, statutory_form
from gongkai.forms.registry import NO_FORM
from gongkai.importing.drafting import DraftReport, comments, markdown, report_from_match, standard_title
from gongkai.importing.file_notices import (
    is_like_a_report,
    remarks_on_file,
    remarks_on_form,
    remarks_on_other_reports,
    remarks_on_persons,
    remarks_on_what_it_is,
    speaks_of_disclosure,
    texts_of,
)
from gongkai.importing.folder.gathering import read_report_files
from gongkai.importing.folder.known_agencies import KnownAgencies, is_name_of, names_differ, year_of_name
from gongkai.importing.folder.rivals import figures_hash, loss_of
from gongkai.importing.merging import merged_text, with_status
from gongkai.importing.model import ImportResult, Job, Options
from gongkai.importing.replacing import former_text, kept_originals, new_agency, new_schema, with_former
from gongkai.importing.unexpected import not_taken
from gongkai.importing.wording.text_lines import with_lines
from gongkai.importing.workbook_notes import CELL_SUFFIXES, LIST_SUFFIX, part_of_one_report, with_notes
from gongkai.narrative import parse_narrative
from gongkai.readers.document import Document, Image
from gongkai.readers.facts.identity import DocumentIdentity, identify
from gongkai.readers.formats.reading import check_amount
from gongkai.readers.matching import MatchResult, match_document
from gongkai.readers.prose.compose import Prose, compose
from gongkai.readers.prose.table_rows import without_repeated
from gongkai.readers.remarks import Doubt, Remark
from gongkai.readers.workbook import OwnWorkbook, own_workbook, refuse_published_list, tidy_report
from gongkai.reports import Agency, Scope, Status, load_agency
from gongkai.reports.layout import Layout
from gongkai.reports.loading.draft_reasons import draft_reason, goal_of_draft
from gongkai.reports.write import report_text
from gongkai.system_errors import system_reason


@dataclass(frozen=True, slots=True)
class Importer:
    """Prepares the import of files; a forked process takes it over as it stands.

    Attributes:
        layout: Where the site keeps what.
        registry: The forms at hand.
        options: How files are imported.
        agencies: The agencies by their names, where a job does not say whose report it is.
        ready: Where old Office files have been converted already.
    """

    layout: Layout
    registry: FormRegistry
    options: Options
    agencies: KnownAgencies | None = None
    ready: Path | None = None

    def __call__(self, job: Job) -> ImportResult:
        """Prepare one file; whatever is wrong with it becomes part of the result and is never raised.

        Args:
            job: The file.
        """
        one = _Import(self, job)
        try:
            return one.imported()
        except GongkaiError as error:
            return ImportResult(one.job, one.job.year, error=str(error))
        except OSError as error:
            text = say("command.no-file", {"file": job.display_name, "why": system_reason(error)})
            return ImportResult(one.job, one.job.year, error=text)
        except RecursionError:
            return ImportResult(one.job, one.job.year, error=say("import.too-deep"))
        except Exception as error:  # noqa: BLE001 - one document must not end a batch
            return not_taken(one.job, one.job.year, error)


class _Import:
    """One file while it is imported."""

    def __init__(self, importer: Importer, job: Job) -> None:
        self.layout, self.registry, self.options = importer.layout, importer.registry, importer.options
        self.agencies, self.ready = importer.agencies, importer.ready
        self.job = job
        self.remarks: list[Remark] = []
        self.registration: Remark | None = None
        self.own_file = self.figures_only = False

    def imported(self) -> ImportResult:
        if self.job.file.suffix.lower() == LIST_SUFFIX:
            refuse_published_list(self.job.file)
        files = read_report_files(self.job, ready=self.ready)
        self.job, document = files.job, files.document
        own = None if self.job.others else self._own(document)
        document = document if own or self.job.others else part_of_one_report(document, self.job, self._registered())
        check_amount(document, name=self.job.file.name)
        if own is None and not any(not isinstance(block, Image) for block in document.blocks):
            raise UsageError(say("import.only-pictures" if document.blocks else "import.no-report"))
        identity = own.identity if own is not None else identify(files.first if self.job.others else document)
        self.remarks += files.remarks
        year = self._owner_and_year(document, identity, own)
        matched = own.matched if own is not None else self._matched(document, year)
        self.remarks += remarks_on_form(document, matched, self.registry, year)
        if own is None:
            self._check_document(document, identity, matched, year)
        agency = self._agency(identity)
        hard = self.layout.hard_paragraphs
        prose = (
            Prose(own.parts) if own else compose(files.narrative_of(document), matched, identity, hard_paragraphs=hard)
        )
        narrated = texts_of(document, but=identity.metadata_blocks | matched.table_blocks | prose.row_blocks)
        self.remarks += remarks_on_persons(own.typed if own is not None else narrated)
        text = (own and own.page) or markdown(prose, identity, standard_title(matched.form, agency.name, year))
        in_text = with_lines(prose.remarks, text, self.layout.name(self.layout.narrative(self.job.agency, year)))
        keep = self.options.keep_original or matched.form is None
        originals, sources = kept_originals(self.layout, self.job, year) if keep else ((), ())
        drafted = report_from_match(
            replace(matched, remarks=without_repeated(matched.remarks, prose.remarks)), identity,
            agency=self.job.agency, name=agency.name, year=year,
            path=self.layout.name(self.layout.report(self.job.agency, year)),
            remarks=(*self.remarks, *remarks_on_file(document, matched), *in_text), sources=sources,
        )  # fmt: skip
        if own is not None:
            drafted = self._stamped(drafted, own)
        self._note_registration(identity)
        self.own_file, self.figures_only = own is not None, own is not None and own.figures_only
        return self._result(drafted, text, agency, originals)

    def _owner_and_year(self, document: Document, identity: DocumentIdentity, own: OwnWorkbook | None) -> int:
        """Find whose report it is, if the job does not say, and which year it reports on."""
        try:
            if not self.job.agency and self.agencies is not None:
                self._find_agency(self.agencies, document, identity, own.stamp.agency if own is not None else "")
            return self._year(identity)
        except UsageError as error:
            if own is None and not is_like_a_report(document, identity, self.registry):
                raise UsageError(say("import.no-report") + str(error)) from error
            raise

    def _check_document(self, document: Document, identity: DocumentIdentity, matched: MatchResult, year: int) -> None:
        """Remark on captions and further reports in a file that is not Gongkai's own; refuse one that is no report."""
        self.remarks += remarks_on_other_reports(document, identity)
        registered = self._registered()
        names = (registered.name if registered is not None else self.job.name or "", identity.agency)
        self.remarks += remarks_on_what_it_is(document, matched, year, names, self.job.file.name)
        if matched.form is None and not identity.title and not speaks_of_disclosure(document):
            raise UsageError(say("import.no-report"))

    def _find_agency(self, organs: KnownAgencies, document: Document, identity: DocumentIdentity, stamped: str) -> None:
        """Find whose report it is by the names of the site's agencies."""
        texts = [block.text for block in document.paragraphs()]
        year = self.job.year or identity.year
        owner = organs.owner(self.job.display_name, own_name=identity.agency, stamped=stamped, texts=texts, year=year)
        self.job = replace(self.job, agency=owner.agency.slug)
        if owner.source != "name":
            args = (("name", owner.agency.name), ("written", owner.evidence))
            doubt = Doubt.NOTED if owner.source == "former" else Doubt.GUESSED
            self.remarks.append(Remark(doubt, f"agency-by-{owner.source}", args=args))

    def _own(self, document: Document) -> OwnWorkbook | None:
        """The report in a file that Gongkai wrote; None for any other file."""
        file = self.job.file
        if file.suffix.lower() in CELL_SUFFIXES:
            return tidy_report(file.read_bytes(), self.registry, name=file.name)
        return own_workbook(document, self.registry, name=file.name)

    def _stamped(self, drafted: DraftReport, own: OwnWorkbook) -> DraftReport:
        """A report with what a workbook of Gongkai's holds besides its figures and its text."""
        remarks = list(drafted.remarks)
        if own.stamp.agency != self.job.agency:
            args = (("own", own.stamp.agency), ("given", self.job.agency))
            remarks.append(Remark(Doubt.GUESSED, "slug-differs", args=args))
        report = with_notes(drafted.report, own, remarks)
        return replace(drafted, report=report, remarks=tuple(remarks))

    def _year(self, identity: DocumentIdentity) -> int:
        if self.job.year is None and identity.year is None:
            return self._year_of_file()
        file_year = year_of_name(self.job.display_name) if self.agencies is not None and self.job.year is None else None
        if file_year is not None and file_year != identity.year:
            raise UsageError(say("import.folder.other-year", {"year": identity.year, "named": file_year}))
        year = self.job.year or identity.year or 0
        if identity.year not in (None, year):
            args = (("given", str(year)), ("year", str(identity.year)))
            self.remarks.append(Remark(Doubt.GUESSED, "year-given", args=args))
        return year

    def _year_of_file(self) -> int:
        """The year of a report that does not say it, by the name of its file."""
        year = year_of_name(self.job.display_name)
        if year is None:
            raise UsageError(say("import.no-year" if self.agencies is None else "import.folder.no-year"))
        self.remarks.append(Remark(Doubt.GUESSED, "year-by-file", args=(("year", str(year)),)))
        return year

    def _matched(self, document: Document, year: int) -> MatchResult:
        """The statutory tables; for years before the first form there are none, whatever tables the document has."""
        if statutory_form(year) is None and not any(year in form.years for form in self.registry):
            return MatchResult(None)
        registered = self._registered()
        name = self.job.name or (registered.name if registered is not None else "")
        of_organ = registered is not None and registered.scope is Scope.OWN
        matched = match_document(document, tuple(self.registry), year, name, of_organ=of_organ)
        if matched.form is None:
            self.remarks.append(Remark(Doubt.MISSING, "no-tables"))
        return matched

    def _registered(self) -> Agency | None:
        """The agency as the site has it; None for a new one."""
        file = self.layout.data / self.job.agency / "agency.yml"
        if not file.is_file():
            return None
        # The face that named the slug has checked it.
        name, slug = self.layout.name(file), self.job.agency
        agency, _ = load_agency(file.read_text(encoding="utf-8"), path=name, slug=slug, reserved=())
        if agency is None:
            raise UsageError(say("command.unreadable", {"file": name}))
        return agency

    def _agency(self, identity: DocumentIdentity) -> Agency:
        own_name, agency = self.job.name, self._registered()
        if agency is None:
            name = own_name or identity.agency
            if not name:
                raise UsageError(say("import.needs-name", {"agency": self.job.agency}))
            if own_name and names_differ(own_name, identity.agency):
                self._name_differs(own_name, identity.agency)
            if not own_name and identity.name_in_doubt:
                self.remarks.append(Remark(Doubt.GUESSED, "name-in-doubt", args=(("name", name),)))
            return Agency(self.job.agency, name, name)
        if names_differ(agency.name, identity.agency) and not is_name_of(agency, identity.agency):
            self._name_differs(agency.name, identity.agency)
        if own_name and not is_name_of(agency, own_name):
            file = self.layout.name(self.layout.data / self.job.agency / "agency.yml")
            args = (("given", own_name), ("name", agency.name), ("file", file))
            self.remarks.append(Remark(Doubt.GUESSED, "name-given", args=args))
        return agency

    def _name_differs(self, name: str, document_name: str) -> None:
        args = (("name", name), ("written", document_name))
        self.remarks.append(Remark(Doubt.GUESSED, "agency-differs", args=args))

    def _note_registration(self, identity: DocumentIdentity) -> None:
        """Document number, index number and publisher, for which a report has no key: a comment keeps them."""
        facts = [(name, text) for name in ("number", "index", "publisher") if (text := getattr(identity, name))]
        words = "；".join(say(f"import.own.{name}", {"text": text}) for name, text in facts)
        self.registration = Remark(Doubt.NOTED, "own", args=(("words", words),)) if facts else None

    def _result(
        self, drafted: DraftReport, text: str, agency: Agency, originals: Sequence[PlannedFile]
    ) -> ImportResult:
        report, form = drafted.report, drafted.report.form
        remarks = (*drafted.remarks, *([self.registration] if self.registration is not None else ()))
        data = self.layout.report(report.agency, report.year)
        page = self.layout.narrative(report.agency, report.year)
        former = {file: former_text(file, self.layout) for file in (data, page)}
        existing = [self.layout.name(file) for file, text in former.items() if text is not None]
        if existing and not self.options.force:
            key = "import.exists-dry" if self.options.dry_run else "command.exists"
            return ImportResult(self.job, report.year, error=say(key, {"file": "、".join(existing)}), exists=True)
        text = (former[page] if self.figures_only else None) or text
        narrative, _ = parse_narrative(text, path=self.layout.name(page))
        unpublishable = not is_publishable(agency, narrative, report_text(report))
        goal = self.options.status or goal_of_draft(former[data] or "") or Status.PUBLISHED
        report = with_status(report, goal, unpublishable=unpublishable)
        why = "draft" if drafted.open else "draft-text" if unpublishable else "draft-filled"
        why = draft_reason(why, goal)
        merged = merged_text(report, comments(remarks, form), former=former[data], registry=self.registry, why=why)
        writes, copies = with_former(self.layout, self.job.agency, [(data, merged.text), (page, text)], former)
        return ImportResult(
            job=self.job,
            year=report.year,
            form=form.id if form is not None else NO_FORM,
            cells=drafted.cells,
            blanks=drafted.blanks,
            remarks=(*remarks, *merged.changed),
            writes=(
                *new_agency(self.layout, data, agency),
                *writes,
                *new_schema(self.layout, form),
                *originals,
            ),
            former=tuple(copies),
            status=merged.status,
            was_held_back=merged.was_held_back,
            goal=goal,
            open=drafted.open,
            unpublishable=unpublishable,
            figures=figures_hash(report),
            loss=loss_of(self.job.file, own=self.own_file, figures_only=self.figures_only),
        )
