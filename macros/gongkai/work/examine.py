"""The files of one agency → its reports and narratives, and every finding about them. Pure: it reads no file.

What needs other agencies (a narrative that names one, the tree of superiors) is left to whoever holds all of them.
"""

import hashlib
from collections.abc import Collection, Iterable, Iterator
from dataclasses import replace

from gongkai.checks import Subject, key_of, run
from gongkai.checks.run import without_follow_ups
from gongkai.checks.subject import NarrativeLookup
from gongkai.checks.texts.scans import agency_findings
from gongkai.findings import Finding
from gongkai.forms import FormRegistry
from gongkai.narrative import Narrative, Problem, Slot, parse_narrative
from gongkai.narrative.calls import Lookup
from gongkai.narrative.links import file_links
from gongkai.narrative.template import normal
from gongkai.reports import Agency, Positions, Report, load_agency, load_report, slug_fault
from gongkai.work.agency import AgencyData, AgencyFiles, PendingCheck, ReportFiles
from gongkai.work.summary import summarise


def examine_agency(files: AgencyFiles, registry: FormRegistry, *, reserved: Collection[str]) -> AgencyData:
    """Load an agency and check its reports.

    Args:
        files: What was read of it.
        registry: The forms at hand.
        reserved: Names that no agency can have, as the site's own pages stand there.

    Returns:
        The agency with every finding about its files. Faults never raise.
    """
    findings = list(files.findings)
    agency: Agency | None = None
    if files.text is not None:
        agency, about = load_agency(files.text, path=files.path, slug=files.slug, reserved=reserved)
        findings += about
    if slug_fault(files.slug, reserved) is not None:
        findings += _of_agency_file(files, agency)
        return AgencyData(files.slug, files.path, None, {}, {}, {}, tuple(findings))
    data, checks, unreadable = _loaded(files, agency, registry)
    findings += unreadable
    findings += _checked(files, data, checks, registry)
    summaries = {
        year: summarise(report, data.owner, _lookup_within(data, year)(files.slug, year - 1))
        for year, report in data.reports.items()
    }
    return replace(data, findings=tuple(findings), summaries=summaries)


def load_unchecked(files: AgencyFiles, registry: FormRegistry, *, reserved: Collection[str]) -> AgencyData:
    """Load an agency whose files were checked elsewhere, or need not be.

    Args:
        files: What was read of it.
        registry: The forms at hand.
        reserved: Names that no agency can have.

    Returns:
        The agency without summaries, and with findings about what cannot be read alone.
    """
    agency = load_agency(files.text, path=files.path, slug=files.slug, reserved=reserved)[0] if files.text else None
    data, _, unreadable = _loaded(files, agency, registry)
    return replace(data, findings=(*files.findings, *unreadable))


def _loaded(
    files: AgencyFiles, agency: Agency | None, registry: FormRegistry
) -> tuple[AgencyData, tuple[PendingCheck, ...], tuple[Finding, ...]]:
    """An agency with its reports and narratives, every check to be made, and what is wrong with reports not loaded."""
    loaded = {item.year: _load(item, files.slug, registry) for item in files.reports if item.text is not None}
    reports = {year: report for year, (report, _) in loaded.items() if report is not None}
    parsed = {
        item.year: parse_narrative(item.narrative, path=item.narrative_path, hard_paragraphs=files.hard_paragraphs)
        for item in files.reports
        if item.narrative is not None and item.year in reports
    }
    checks = tuple(
        _pending_check(item, loaded[item.year][1], parsed.get(item.year, (None, ()))[1])
        for item in files.reports
        if item.year in reports
    )
    narratives = {year: narrative for year, (narrative, _) in parsed.items()}
    data = AgencyData(
        files.slug,
        files.path,
        agency,
        reports,
        narratives,
        {item.year: _sha256(item) for item in files.reports if item.year in reports},
        (),
        years=tuple(item.year for item in files.reports),
        pending=tuple(
            check for check in checks if check.year in narratives and names_others(narratives[check.year], files.slug)
        ),
        linked=frozenset(year for year, narrative in narratives.items() if any(file_links(narrative.text))),
    )
    unreadable = tuple(finding for report, findings in loaded.values() if report is None for finding in findings)
    return data, checks, unreadable


def _checked(
    files: AgencyFiles, data: AgencyData, checks: Iterable[PendingCheck], registry: FormRegistry
) -> Iterator[Finding]:
    """What the checks find that need no other agency."""
    yield from _of_agency_file(files, data.agency)
    for check in checks:
        if check not in data.pending:
            yield from check_report(data, check, registry, _lookup_within(data, check.year))


def _of_agency_file(files: AgencyFiles, agency: Agency | None) -> tuple[Finding, ...]:
    """What the checks of texts find in ``agency.yml``."""
    if files.text is None:
        return ()
    return tuple(agency_findings(agency or Agency(files.slug, "", "", path=files.path), files.text))


def _pending_check(
    files: ReportFiles, loading_findings: tuple[Finding, ...], problems: tuple[Problem, ...]
) -> PendingCheck:
    """What a report's check needs to know of its files: findings of its loader, and what the template scan reports."""
    missing = files.narrative_path if files.lacks_narrative else None
    return PendingCheck(
        files.year, files.text or "", loading_findings, problems, missing, files.traces, files.lost_files, files.ledger,
        files.review,
    )  # fmt: skip


def check_report(data: AgencyData, check: PendingCheck, registry: FormRegistry, lookup: Lookup) -> tuple[Finding, ...]:
    """Run every check over one report.

    Args:
        data: Its agency.
        check: Which report, and what is known of how it is written.
        registry: The forms at hand.
        lookup: Finds other reports, as far as this one may speak of them.
    """
    report = data.reports[check.year]
    before = check.year - 1
    unclear = data.agency is None or (before in data.years and before not in data.reports)
    subject = Subject(
        report,
        data.owner,
        registry,
        lookup,
        data.narratives.get(check.year),
        check.problems,
        missing_narrative=check.missing_narrative,
        traces=check.traces,
        lost_files=check.lost_files,
        text=check.text,
        narratives=_narratives_within(data, check.year),
        year_before_unclear=unclear,
        ledger=check.ledger,
        review=check.review,
    )
    findings = run(subject, loading_findings=check.loading_findings)
    return without_follow_ups(placed(report, check.text, findings), check.loading_findings)


def names_others(narrative: Narrative, slug: str) -> bool:
    """Whether a narrative calls for figures of another agency."""
    return any(_names_other(slot, slug) for slot in narrative.slots)


def _names_other(slot: Slot, slug: str) -> bool:
    return slot.option("agency") not in (None, slug)


def _lookup_within(data: AgencyData, year: int) -> Lookup:
    """How a report's page finds others of its agency: what the public sees finds none that is not public."""
    all_of_them = not data.reports[year].is_public

    def lookup(agency: str, year: int) -> Report | None:
        other = data.reports.get(year) if agency == data.slug else None
        return other if other is not None and (all_of_them or other.is_public) else None

    return lookup


def _narratives_within(data: AgencyData, year: int) -> NarrativeLookup:
    """What gives the rules on a report the narratives of other years: of reports that this one may refer to."""
    find = _lookup_within(data, year)
    return lambda other: data.narratives.get(other) if find(data.slug, other) is not None else None


def _load(files: ReportFiles, slug: str, registry: FormRegistry) -> tuple[Report | None, tuple[Finding, ...]]:
    return load_report(files.text or "", path=files.path, agency=slug, year=files.year, registry=registry)


def _sha256(files: ReportFiles) -> str:
    """Hash over data and narrative, newlines normalised: a NUL byte, which neither can hold, stands between the two."""
    return hashlib.sha256(f"{normal(files.text or '')}\0{normal(files.narrative or '')}".encode()).hexdigest()


def placed(report: Report, text: str, findings: Iterable[Finding]) -> Iterator[Finding]:
    """Give findings about cells their line; the file is parsed again only where there are any.

    Args:
        report: The report that they are about.
        text: Its YAML.
        findings: The findings.
    """
    positions: Positions | None = None
    for finding in findings:
        if finding.line is not None or finding.path != report.path:
            yield finding
            continue
        positions = positions or Positions(text, report.form)
        mark = positions.of_finding(finding, key_of(finding))
        yield replace(finding, line=mark.line, column=mark.column)
