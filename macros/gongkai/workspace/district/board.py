"""The filing board of a year, from a loaded and checked site."""

from dataclasses import replace

from gongkai.findings import Level, ordered
from gongkai.pages.board import BoardRow, FilingBoard, FilingState, OfficeView
from gongkai.reports import Agency, Report
from gongkai.reports.agencies.due import due_date, filed_on
from gongkai.reports.agencies.order import in_order
from gongkai.workspace.district.reviews import standing_of
from gongkai.workspace.workspace import Workspace


def filing_board(workspace: Workspace, year: int) -> FilingBoard:
    """The board of a year.

    Args:
        workspace: The loaded site.
        year: The year reported on.
    """
    agencies = workspace.agencies
    slugs = (slug for slug in in_order(agencies, agencies) if _reports_on(workspace, agencies[slug], year))
    return FilingBoard(year, workspace.today, tuple(_row(workspace, agencies[slug], year) for slug in slugs))


def _reports_on(workspace: Workspace, agency: Agency, year: int) -> bool:
    """Whether an agency reports on a year; one whose file states no first year, from its first report on."""
    first = agency.since or min(workspace.data[agency.slug].years, default=year)
    return agency.reports_on(year) and year >= first


def board_years(workspace: Workspace) -> tuple[int, ...]:
    """The years that a site has reports on, the newest first."""
    return tuple(sorted({year for item in workspace.data.values() for year in item.years}, reverse=True))


def office_view(workspace: Workspace) -> OfficeView:
    """All that the office may see of its agencies' reports, and the public may not."""
    agencies = workspace.agencies
    by_agency = {
        slug: ordered(item for item in workspace.findings if item.agency == slug)
        for slug in (None, *in_order(agencies, agencies))
    }
    with_findings = {slug: findings for slug, findings in by_agency.items() if findings}
    return OfficeView(tuple(filing_board(workspace, year) for year in board_years(workspace)), with_findings)


def _row(workspace: Workspace, agency: Agency, year: int) -> BoardRow:
    report = workspace.report(agency.slug, year)
    due = due_date(agency, year, workspace.agencies)
    there = year in workspace.data[agency.slug].years
    late = (workspace.today - due).days if due is not None else 0
    if there and (report is None or report.has_come_in):
        return _filed(workspace, agency, year, report)
    if there and any(item.level is Level.ERROR for item in workspace.findings_of(agency.slug, year)):
        return replace(_filed(workspace, agency, year, report), filed=None, days_late=max(late, 0))  # is to be mended
    state, review = FilingState.OVERDUE if late > 0 else FilingState.MISSING, standing_of(workspace, agency.slug, year)
    return BoardRow(agency, state, due, None, max(late, 0), review=review)


def _filed(workspace: Workspace, agency: Agency, year: int, report: Report | None) -> BoardRow:
    """The row of a report that has come in, readable or not."""
    own = workspace.data[agency.slug]
    levels = [item.level for item in workspace.findings_of(agency.slug, year)]
    errors, warnings, explained = (levels.count(level) for level in (Level.ERROR, Level.WARNING, Level.WAIVED))
    due, filed = due_date(agency, year, workspace.agencies), filed_on(report) if report is not None else None
    summary, before = own.summaries.get(year), own.summaries.get(year - 1)
    return BoardRow(
        agency,
        _state(report, errors=errors, explained=explained),
        due,
        filed,
        max((filed - due).days, 0) if filed is not None and due is not None else 0,
        errors,
        warnings,
        explained,
        summary.totals if summary is not None else None,
        before.totals[0] if before is not None and before.totals is not None else None,
        standing_of(workspace, agency.slug, year),
    )


def _state(report: Report | None, *, errors: int, explained: int) -> FilingState:
    if errors or report is None:
        return FilingState.FAULTY
    if report.corrections:
        return FilingState.CORRECTED
    return FilingState.EXPLAINED if explained else FilingState.CLEAR
