"""The title of a report."""

from gongkai.findings import say
from gongkai.reports.agencies import Agency
from gongkai.reports.model import Report


def report_title(report: Report, agency: Agency) -> str:
    """A report's title: its own where the document has another than the form's, else the form's with name and year."""
    if report.title:
        return report.title
    kind = report.form.title if report.form else say("theme.report-kind-full")
    return say("page.title", {"agency": agency.name, "year": report.year, "title": kind})
