"""Scans for what no text of a site may contain: one a rule, over reports, agencies' files, other pages and settings.

A rule registers its scan here; the texts that belong to no report are then scanned for it as well.
"""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, replace

from gongkai.checks.subject import Subject
from gongkai.checks.texts.published import Scanner, Spot, by_line, narrative_spots, value_spots, yaml_spots
from gongkai.findings import Finding, Level
from gongkai.forms.keys import KEYS
from gongkai.narrative import Narrative
from gongkai.narrative.sections import written_sections
from gongkai.reports import Agency

_SHOWN = 3
"""Passages of one line that a message quotes."""


@dataclass(frozen=True, slots=True)
class TextContext:
    """Whose text is scanned, which decides what may stand in it.

    Attributes:
        agency: The agency; None for a text of the site's own.
        is_contact: Whether it is a text whose purpose is to say how an office is reached.
    """

    agency: Agency | None = None
    is_contact: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class TextScan:
    """A rule that looks for passages that no published text may hold.

    Attributes:
        code: The rule's code.
        rule: Its number, if it has one.
        scan: Finds what may be such a passage.
        variant: By which of the rule's wordings a passage is spoken of; None where it may be in a text.
        quote: How a message quotes a passage.
    """

    code: str
    rule: str | None = None
    scan: Scanner
    variant: Callable[[Spot, TextContext], str | None]
    quote: Callable[[Spot], str] = lambda spot: " ".join(spot.passage.split())

    def judged(self, spots: Iterable[Spot], context: TextContext) -> list[Spot]:
        """The spots that may not be there, each with its wording for a kind."""
        variants = ((spot, self.variant(spot, context)) for spot in spots)
        return [replace(spot, kind=variant) for spot, variant in variants if variant is not None]

    def findings(
        self, spots: Iterable[Spot], context: TextContext, *, path: str, agency: str | None, year: int | None = None
    ) -> Iterator[Finding]:
        """A finding for each line and wording."""
        for group in by_line(self.judged(spots, context)):
            yield Finding(
                code=self.code, level=Level.ERROR, variant=group[0].kind, rule=self.rule, path=path,
                line=group[0].line, column=group[0].column, agency=agency, year=year,
                args={"written": self.quoted(group)},
            )  # fmt: skip

    def quoted(self, group: Iterable[Spot]) -> str:
        """Passages in quotation marks, each once, the first of them where they are many."""
        quotes = list(dict.fromkeys(f"“{self.quote(spot)}”" for spot in group))
        return "".join(quotes[:_SHOWN]) + ("等" if len(quotes) > _SHOWN else "")


_scans: dict[str, TextScan] = {}


def text_scan(scan: TextScan) -> TextScan:
    """Register the scan of a rule."""
    _scans[scan.code] = scan
    return scan


def data_spots(subject: Subject, scan: TextScan) -> list[Spot]:
    """What a scan stops at in the texts of a report's data: title, heads, notes, explanations, corrections."""
    return yaml_spots(subject.text, scan.scan, keys=KEYS)


def report_findings(subject: Subject, scan: TextScan) -> Iterator[Finding]:
    """What a scan finds in a report's data and narrative; an explanation may name the section."""
    report, context = subject.report, TextContext(subject.agency)
    spots = data_spots(subject, scan)
    yield from scan.findings(spots, context, path=report.path, agency=report.agency, year=report.year)
    narrative = subject.narrative
    if narrative is None:
        return
    spots = narrative_spots(narrative, scan.scan)
    for item in scan.findings(spots, context, path=narrative.path, agency=report.agency, year=report.year):
        number = _section_of(subject, narrative, item.line or 0)
        yield replace(item, args={**item.args, "number": number}) if number else item


def is_publishable(agency: Agency, narrative: Narrative, data: str) -> bool:
    """Whether no scan finds anything in the texts of a report.

    Args:
        agency: Whose report it is.
        narrative: Its narrative.
        data: Its YAML.
    """
    context = TextContext(agency)
    return not any(
        scan.judged((*narrative_spots(narrative, scan.scan), *yaml_spots(data, scan.scan, keys=KEYS)), context)
        for scan in _scans.values()
    )


def page_findings(narrative: Narrative, *, agency: Agency | None, slug: str | None) -> Iterator[Finding]:
    """What the scans find on a page that is no report's.

    Args:
        narrative: The page.
        agency: Whose page it is; None for a page of the site's own, and where the agency's file cannot be used.
        slug: The agency's folder; None for a page of the site's own.
    """
    for scan in _scans.values():
        spots = narrative_spots(narrative, scan.scan)
        yield from scan.findings(spots, TextContext(agency), path=narrative.path, agency=slug)


def agency_findings(agency: Agency, text: str) -> Iterator[Finding]:
    """What the scans find in the file of an agency.

    Args:
        agency: The agency.
        text: Its ``agency.yml``.
    """
    context = TextContext(agency, is_contact=True)
    for scan in _scans.values():
        yield from scan.findings(yaml_spots(text, scan.scan), context, path=agency.path, agency=agency.slug)


def setting_findings(values: Iterable[str], text: str, *, path: str) -> Iterator[Finding]:
    """What the scans find in the settings of a site that its pages show.

    Args:
        values: The settings.
        text: The file that they were read from.
        path: Its name in findings.
    """
    setting_values = tuple(values)
    for scan in _scans.values():
        spots = value_spots(setting_values, text, scan.scan)
        yield from scan.findings(spots, TextContext(is_contact=True), path=path, agency=None)


def _section_of(subject: Subject, narrative: Narrative, line: int) -> str:
    """Number of the section that a line is in; empty where it is in none."""
    form = subject.report.form
    sections = written_sections(form, narrative).values() if form is not None else ()
    return next((item.section.number for item in sections if item.heading.line <= line < item.end), "")
