"""A format as a frozen description with the function that writes it, and the one object that every format is given."""

import re
from collections.abc import Callable
from dataclasses import dataclass, replace
from functools import cached_property

from gongkai.added_code import module_of, raised_by, returned_by
from gongkai.errors import FormatError
from gongkai.file_text import MARKDOWN_SUFFIXES
from gongkai.findings import Finding, Level, as_text, say
from gongkai.forms import Form
from gongkai.narrative import Narrative, Slot
from gongkai.narrative.calls import Lookup, printed_call
from gongkai.renders.export.observations import Observation, observations
from gongkai.reports import Agency, Report
from gongkai.routes import BARE_COPY, NO_ADDRESS, TITLED_COPY, SiteAddress

_NAME = re.compile(r"[a-z][a-z0-9]*(?:-[a-z0-9]+)*")
_SUFFIX = re.compile(r"(?:\.[a-z0-9]+)+")
_MEDIA_TYPE = re.compile(r"[a-z]+/[a-z0-9][a-z0-9.+-]*")
DEFAULT_STEM = "report"
"""The name of a format's file without its suffix, where the format states none."""
PAGE_SUFFIXES = (*MARKDOWN_SUFFIXES, ".html", ".htm")
"""Suffixes that no format may have: MkDocs would render the file, or its address could be that of a page."""


def _no_other(_agency: str, _year: int) -> None:
    """No other report is at hand."""


@dataclass(frozen=True)
class ReportExport:
    """A report with all that a format may say of it.

    Attributes:
        report: The report.
        agency: Who reports.
        source_sha256: Hash over its data and narrative.
        findings: Every finding of its checks; see ``explained``.
        narrative: Its narrative; None where it has none.
        lookup: Finds the other reports that the narrative names, as far as its page may speak of them.
        for_review: Whether it is out for review (送审稿): formats that can then show the findings where they belong.
        site: Where its page is published.
    """

    report: Report
    agency: Agency
    source_sha256: str
    findings: tuple[Finding, ...] = ()
    narrative: Narrative | None = None
    lookup: Lookup = _no_other
    for_review: bool = False
    site: SiteAddress = NO_ADDRESS

    @cached_property
    def observations(self) -> tuple[Observation, ...]:
        """What the report says in every cell of its form, worked out once for all formats that list them."""
        return tuple(observations(self.report))

    def seen_through(self, lookup: Lookup) -> "ReportExport":
        """The same with another way to find other reports; what was worked out of this report stays.

        Args:
            lookup: Finds the other reports.
        """
        export = replace(self, lookup=lookup)
        vars(export).update(observations=self.observations)
        return export

    def printed(self, slot: Slot) -> str:
        """What a macro call of the narrative prints between words; nothing for a call that prints a block.

        A call that cannot be resolved, which is an error of the report, stays as it is written.
        """
        return printed_call(slot, self.report, self.lookup, agency=self.agency.slug, otherwise=slot.code)

    @property
    def explained(self) -> tuple[Finding, ...]:
        """The findings that a signed explanation (情况说明) lets pass: the only ones that the public reads."""
        return tuple(finding for finding in self.findings if finding.level is Level.WAIVED)

    @property
    def errors(self) -> tuple[Finding, ...]:
        """The findings at error level: a report with one is never published, and is exported for its office alone."""
        return tuple(finding for finding in self.findings if finding.level is Level.ERROR)

    @property
    def error_lines(self) -> tuple[str, ...]:
        """What is at the head of a file of a report with errors: that it is not to be published, then each error.

        Empty for a report without one, so that what is published never holds such lines.
        """
        errors = self.errors
        return (say("export.faulty", {"count": len(errors)}), *map(as_text, errors)) if errors else ()


def saved_name(agency: str, year: int, file: str) -> str:
    """What a report's file is called outside of its folder: ``erligang-2020.xlsx``, ``erligang-2020-tables.csv``.

    Such names sort by agency and year, and say both.

    Args:
        agency: Slug of its agency.
        year: The year reported on.
        file: Its name in the folder.
    """
    rest = file.removeprefix(DEFAULT_STEM)
    return f"{agency}-{year}{rest}" if rest.startswith(".") else f"{agency}-{year}-{file}"


@dataclass(frozen=True, slots=True, kw_only=True)
class Format:
    """One kind of file that a report comes as.

    The same report must give the same bytes, in every process and on every day.

    Attributes:
        name: What ``gongkai export --format`` takes, ``[a-z0-9-]``.
        suffix: End of the file's name, with its dot.
        media_type: As in HTTP, without parameters.
        label: What a citizen reads on the link, in Chinese.
        description: What the file holds and whom it serves, one Chinese sentence for the manual.
        make: Writes the file.
        stem: The file's name without its suffix.
        public: Whether it is published with the site where that does not say otherwise.
        previewed: Whether previews offer it that is not public, and so make it of every report that they show.
        needs_form: Whether it is for reports with a statutory form alone, which those before 2019 do not have.
        suits: Whether reports on a form can be written in it, for a format that not every form has something for; None
            where all of them can.
        reviewable: Whether it can show findings where they belong in a report that is out for review.
        says_errors: Whether the file itself says at its head that the report has errors, and lists them
            (``ReportExport.error_lines``); beside any other file ``gongkai export`` puts a text that does.
        also: Other words that people type for its name, in small letters; the command then names the right one.
        kept: Whether its files are kept between builds; not for one that makes a file faster than it is read (0.2 ms).
    """

    name: str
    suffix: str
    media_type: str
    label: str
    description: str
    make: Callable[[ReportExport], bytes]
    stem: str = DEFAULT_STEM
    public: bool = True
    previewed: bool = False
    needs_form: bool = True
    suits: Callable[[Form], bool] | None = None
    says_errors: bool = False
    kept: bool = True
    reviewable: bool = False
    also: tuple[str, ...] = ()

    def __post_init__(self) -> None:
        """Refuse what could not be in an address, in a command or on a page.

        Raises:
            FormatError: A part of the definition has the wrong shape.
        """
        fits = {
            "name": _NAME.fullmatch(self.name),
            "stem": _NAME.fullmatch(self.stem),
            "suffix": _SUFFIX.fullmatch(self.suffix) and not self._is_page,
            "media_type": _MEDIA_TYPE.fullmatch(self.media_type),
            "label": self.label.strip(),
            "description": self.description.strip(),
            "make": callable(self.make),
            "suits": self.suits is None or callable(self.suits),
        }
        for part, right in fits.items():
            if not right:
                details = {"name": self.name, "part": part, "value": getattr(self, part)}
                raise FormatError(say("export.definition", {**details, "why": self._why(part)}))

    def _why(self, part: str) -> str:
        """What the wrong value of a part should be."""
        if part == "suffix" and self._is_page:
            return say("export.page-suffix", {"suffixes": "、".join(PAGE_SUFFIXES)})
        return say(f"export.shapes.{part}")

    @property
    def _is_page(self) -> bool:
        """Whether its file would be taken for a page; those of bare HTML are at no page's address."""
        return self.suffix.endswith(PAGE_SUFFIXES) and self.file not in (BARE_COPY, TITLED_COPY)

    @property
    def file(self) -> str:
        """The file's name in the folder of the report's address."""
        return f"{self.stem}{self.suffix}"

    @property
    def own(self) -> bool:
        """Whether it is a format of this package, and not of another one that is installed."""
        return module_of(self.make).startswith("gongkai.")

    @property
    def is_text(self) -> bool:
        """Whether it can be read on a terminal."""
        return self.media_type.startswith("text/") or self.media_type == "application/json"

    def offers(self, report: Report) -> bool:
        """Whether a report can be written in it.

        Raises:
            FormatError: ``suits`` has failed.
        """
        if report.form is None:
            return not self.needs_form
        if self.suits is None:
            return True
        try:
            return bool(self.suits(report.form))
        except Exception as error:
            raise self._failed(report, raised_by(error, module_of(self.suits))) from error

    def write(self, export: ReportExport) -> bytes:
        """Write a report in it.

        Raises:
            FormatError: ``make`` has failed, or gives no bytes. It may be the code of another package, so that the
                message has to name the format and the report, unless it says itself what is missing.
        """
        try:
            content: object = self.make(export)
        except (FormatError, MemoryError):  # lack of memory is no fault of the format
            raise
        except Exception as error:
            raise self._failed(export.report, raised_by(error, module_of(self.make))) from error
        if not isinstance(content, bytes):
            raise self._failed(export.report, returned_by(self.make, content, expected="bytes"))
        return content

    def _failed(self, report: Report, why: str) -> FormatError:
        target = f"{report.agency}/{report.year}"
        return FormatError(say("export.failed", {"target": target, "name": self.name, "why": why}))
