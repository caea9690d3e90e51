"""What is at the address of a report that was taken back: that it was, since when and why, and nothing else of it.

Whoever follows a link to it is told, rather than left with an address that is not there.
"""

from gongkai.findings import say
from gongkai.reports import Report
from gongkai.reports.titles import report_title
from gongkai.routes import report_of_page
from gongkai.site.pages.home import markdown_text
from gongkai.workspace import Workspace


def withdrawn_text(report: Report, workspace: Workspace) -> str:
    """The page of a report that was taken back, as Markdown; empty for any other report."""
    if report.withdrawn is None or report.is_public:
        return ""
    lines = (
        say("page.withdrawn", {"date": report.withdrawn.date}),
        say("page.withdrawn-reason", {"reason": report.withdrawn.reason}),
    )
    title = markdown_text(report_title(report, workspace.owner(report.agency)))
    return "\n\n".join((f"# {title}", *map(markdown_text, lines), ""))


def public_text(workspace: Workspace, source: str) -> str | None:
    """The text of a page as the public may read it: of a report that is not public, only that it was taken back.

    Args:
        workspace: The loaded site.
        source: The page's path below the docs folder, with forward slashes.

    Returns:
        The text; None where the workspace knows none (see ``Workspace.page_text``).
    """
    key = report_of_page(source)
    report = workspace.report(*key) if key is not None else None
    if report is None or report.is_public:
        return workspace.page_text(source)
    return withdrawn_text(report, workspace)
