"""How the review of each report stands, and entering what the competent office makes of reports."""

from collections.abc import Mapping, Sequence

from gongkai.atomic_writing import PlannedFile, write_all
from gongkai.pages.board import NOT_FILED, ReviewStanding, ReviewState
from gongkai.reports import Report
from gongkai.reports.ledger import read_ledger
from gongkai.reports.signing.reviews import OfficeReview, ReviewResult, read_reviews, reviews_text
from gongkai.reports.signing.steps import content_hash
from gongkai.workspace.workspace import Workspace


def review_history(workspace: Workspace, agency: str) -> tuple[OfficeReview, ...]:
    """Every review of an agency's reports, in the order in which they were entered."""
    file = workspace.layout.reviews(agency)
    return read_reviews(file.read_text(encoding="utf-8", errors="replace"))[0] if file.is_file() else ()


def content_of(workspace: Workspace, agency: str, year: int) -> str | None:
    """The hash of a report's content; None where it cannot be read."""
    report, narrative = workspace.report(agency, year), workspace.narrative(agency, year)
    return content_hash(report, narrative.text if narrative is not None else "") if report is not None else None


def standing_of(workspace: Workspace, agency: str, year: int) -> ReviewStanding:
    """How the review of a report stands.

    Args:
        workspace: The loaded site.
        agency: Slug of an agency.
        year: The year reported on.
    """
    if year not in workspace.data[agency].years:
        return NOT_FILED
    last = next((item for item in reversed(review_history(workspace, agency)) if item.year == year), None)
    report = workspace.report(agency, year)
    is_void = last is not None and last.bound != content_of(workspace, agency, year)
    return ReviewStanding(_state(workspace, report, last, is_void=is_void), last, is_void)


def enter_reviews(workspace: Workspace, reviews: Mapping[str, Sequence[OfficeReview]]) -> tuple[str, ...]:
    """Add reviews to the files of their agencies, all or none.

    Args:
        workspace: The loaded site.
        reviews: By slug of the agency.

    Returns:
        The names of the files.

    Raises:
        OSError: A file cannot be written; everything is as it was before.
    """
    layout, files = workspace.layout, []
    for slug, added in reviews.items():
        file = layout.reviews(slug)
        before = file.read_text(encoding="utf-8") if file.is_file() else ""
        files.append(PlannedFile(layout.name(file), reviews_text(before, added).encode()))
    layout.reviews("").parent.mkdir(exist_ok=True)
    write_all(layout.root, files)
    return tuple(item.path for item in files)


def _state(workspace: Workspace, report: Report | None, last: OfficeReview | None, *, is_void: bool) -> ReviewState:
    stands = last is not None and not is_void
    is_draft = report is not None and not report.has_come_in
    if last is not None and last.result is ReviewResult.RETURNED and (stands or is_draft):
        return ReviewState.RETURNED
    if is_draft:
        return ReviewState.MISSING
    if report is not None and _is_published(workspace, report):
        return ReviewState.PUBLISHED
    return ReviewState.PASSED if stands else ReviewState.FILED


def _is_published(workspace: Workspace, report: Report) -> bool:
    """Whether a report is out: its day has come, or the ledger lists it; by its status it may be out later."""
    if not report.is_public:
        return False
    if report.published is not None:
        return report.published.date <= workspace.today
    ledger = workspace.layout.ledger(report.agency)
    return ledger.is_file() and report.year in read_ledger(ledger.read_text(encoding="utf-8", errors="replace"))
