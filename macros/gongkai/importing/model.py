"""What an import is asked to do and its results, as frozen values that can be sent from one process to another."""

from dataclasses import dataclass, field
from enum import Enum
from pathlib import Path

from gongkai.atomic_writing import PlannedFile
from gongkai.findings import Finding, Level
from gongkai.readers.remarks import Doubt, Remark
from gongkai.reports import Status

OPEN = (Doubt.MISSING, Doubt.AMBIGUOUS, Doubt.UNREADABLE)
"""Doubts that leave a cell open."""


ROWS = frozenset({"unread", "row-in-text", "unknown-row", "foreign-row", "old-row", "numbered-rows"})
"""Codes of rows of tables that were not read: figures that no cell has, whether or not a cell is open for them."""

DOUBTED = "doubted"
"""Argument of a finding on figures that may not be read right: that is no fault of the document's."""

TRACKED = frozenset({"tracked-figure", "tracked-text"})
"""Codes of figures in changes that nobody has accepted: they were read, and which of both holds is for a person."""

HIDDEN = frozenset({
    *("hidden-column", "hidden-row", "hidden-sheet", "hidden-table", "hidden-table-row", "beneath-merged"),
    *("comments", "text-boxes", "left-in-text", "source-table"),
})  # fmt: skip
"""Codes of what a file does not show, and of what stands beside the text of a file: it was not read."""

BESIDE = frozenset({"number-beside", "sign-beside", "figure-in-label", "rival", "caption-year", "unit-twice"}) | {
    "doubt-beside",
    "subtotal-as-total",
    "sign-behind",
    "aside-corrects",
    "text-corrects",
    "text-limits",
    "draft-mark",
    "margin-year",
    "margin-agency",
    "margin-unit",
    "year-figure",
    "comment-corrects",
    "box-corrects",
    "tip-corrects",
    "caption-draft",
    "counts-of-many",
    "other-set",
}
"""Codes of remarks on figures that were read although others may be meant: a person decides which of them hold."""

MOVED = frozenset({
    *("moved-by-style", "hidden-pane", "recognised-text", "own-font", "own-font-text", "drawn-over", "drawn-behind"),
    *("figures-on-pictures", "embedded-font", "all-hidden", "drawn-fields", "counting-fields", "raised-cells"),
    "fields-anew",
    *("embedded-differs", "embedded-unseen", "embedded-word"),
    "icons-alone",
    "cut-table",
    "written-by-script",
    "source-read",
    "left-page",
})  # fmt: skip
"""Codes of remarks on tables of a web page that people see in another order, in part, only after a click, or in a font
embedded in the page or file, on text that is the result of OCR, and on what is drawn over or behind figures: what was
read may differ from what is seen."""


def leaves_cells_open(remark: Remark) -> bool:
    """Whether a remark says that a figure is not known, or may be that of another cell: a person has to decide.

    A figure too many that says itself what it is, as the number of its row does, leaves the others certain.

    Args:
        remark: The remark.
    """
    if remark.doubt in OPEN or remark.code in ROWS | BESIDE | MOVED:
        return True
    return not remark.args and (remark.code == "extra" or (remark.code, remark.doubt) == ("columns", Doubt.GUESSED))


class DraftReason(Enum):
    """Why a report is written as a draft."""

    CELLS = "cells"
    """Figures are open."""
    CHANGES = "changes"
    """Figures stand in changes that nobody has accepted."""
    IDENTITY = "identity"
    """Agency, year or form are contradicted."""
    BLANK = "blank"
    """All figures are blanks: a template that was not filled in."""
    FAULTS = "faults"
    """The document breaks rules."""
    TEXT = "text"
    """Its text holds what no text may."""
    UNCHECKED = "unchecked"
    """The checks could not be run over it."""


STOPPING = frozenset({DraftReason.FAULTS, DraftReason.TEXT})
"""Reasons for which a build would stop if the report were published."""


@dataclass(frozen=True, slots=True)
class Job:
    """One file to import.

    Attributes:
        file: The file.
        agency: Slug of the agency.
        year: The year reported on; None: as the document says.
        name: Full name of an agency that is new to the site; None: as the document says.
        display_name: The file as the clerk named it.
        others: Further files of the same report, such as its tables.
    """

    file: Path
    agency: str
    year: int | None = None
    name: str | None = None
    display_name: str = ""
    others: tuple[Path, ...] = ()


@dataclass(frozen=True, slots=True)
class Options:
    """How files are imported.

    Attributes:
        force: Whether a report that the site has is written again.
        dry_run: Whether nothing is written.
        keep_original: Whether the file is kept in the folder of the report's page.
        status: The status of a report that the site does not have yet, or that an import has made a draft, where
            nothing of it is open; None: what that draft was meant for, else published.
    """

    force: bool = False
    dry_run: bool = False
    keep_original: bool = False
    status: Status | None = None


@dataclass(frozen=True, slots=True)
class CellCounts:
    """How many cells of the form were read, and how.

    Attributes:
        total: Cells of the form's tables.
        taken: Those with a reading, blanks included.
        blank: Those of ``taken`` that the document leaves blank.
        unsure: Those that were guessed (and count as taken) or are ambiguous (and do not).
        missing: Those that were not found, or whose reading is ambiguous: ``total`` less ``taken``.
    """

    total: int = 0
    taken: int = 0
    blank: int = 0
    unsure: int = 0
    missing: int = 0


@dataclass(frozen=True, slots=True)
class ImportResult:
    """The result of one file.

    Attributes:
        job: What was asked for.
        year: The year reported on, if known.
        form: Id of the form, ``none``, or None where the file could not be read.
        cells: See ``CellCounts``.
        remarks: Remarks of the readers, the matcher and the import.
        findings: Findings of the checks on the report as written.
        writes: Files that are, or would be, written; none where there was an error.
        former: Paths under which the replaced files are kept.
        status: The status that its report has, or would have; None where nothing was taken.
        was_held_back: Whether the site has it as a draft that an import has made one; its status is decided anew then.
        goal: The status that it is to have once nothing of it is open.
        open: Whether something of it is undecided, so that it must not be published unseen.
        unpublishable: Whether its text holds what no text may: a person's data, or what was not filled in.
        exists: Whether nothing was taken only because the site has the report already.
        is_part: Whether nothing was taken of it alone because it came in with the report of another file.
        is_copy: Whether nothing was taken of it because another file with the same bytes was.
        error: Why nothing was taken, in words; empty otherwise.
        blanks: Table, row and column of the cells that were read, and that the document leaves blank.
        figures: A hash over the figures of its tables, by which documents of one report are compared; empty without.
        loss: How much its kind of file loses of a report (see ``rivals``): the less, the rather it is taken.
    """

    job: Job
    year: int | None = None
    form: str | None = None
    cells: CellCounts = field(default_factory=CellCounts)
    remarks: tuple[Remark, ...] = ()
    findings: tuple[Finding, ...] = ()
    writes: tuple[PlannedFile, ...] = ()
    former: tuple[str, ...] = ()
    status: Status | None = None
    was_held_back: bool = False
    goal: Status = Status.PUBLISHED
    open: bool = False
    unpublishable: bool = False
    exists: bool = False
    is_part: bool = False
    is_copy: bool = False
    error: str = ""
    blanks: frozenset[tuple[str, str, str]] = frozenset()
    figures: str = ""
    loss: int = 0

    @property
    def exit_code(self) -> int:
        """0: all certain; 1: something needs a look; 2: nothing was taken."""
        if self.error:
            return 0 if self.is_part or self.is_copy else 2
        looks = (Level.ERROR, Level.WARNING)
        has_finding = any(item.level in looks for item in self.findings)
        doubts = self.cells.missing or not all(item.sure for item in self.remarks)
        return 1 if has_finding or doubts or self.reasons else 0

    @property
    def is_blank(self) -> bool:
        """Whether all of its figures are blanks: a template that was not filled in."""
        return 0 < self.cells.taken == self.cells.blank

    @property
    def faults(self) -> tuple[Finding, ...]:
        """The errors of the document's own; personal data in its text are ``unpublishable``."""
        errors = (item for item in self.findings if item.level is Level.ERROR and DOUBTED not in item.args)
        return tuple(item for item in errors if item.code != "personal-data")

    @property
    def reasons(self) -> tuple[DraftReason, ...]:
        """Why it is, or should be, a draft; empty where it may be published."""
        cells = any(map(leaves_cells_open, self.remarks))
        cells = cells or any(item.level is Level.ERROR and DOUBTED in item.args for item in self.findings)
        changes = any(remark.code in TRACKED for remark in self.remarks)
        reasons = {
            DraftReason.CELLS: cells,
            DraftReason.CHANGES: changes,
            DraftReason.IDENTITY: self.open and not (cells or changes),
            DraftReason.BLANK: self.is_blank,
            DraftReason.FAULTS: bool(self.faults),
            DraftReason.TEXT: self.unpublishable,
            DraftReason.UNCHECKED: any(remark.code == "not-checked" for remark in self.remarks),
        }
        return tuple(reason for reason, applies in reasons.items() if applies and not self.error)
