"""A summary of each report: what lists, the home page, feeds and statistics of the site need of it."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from gongkai.checks import Rule, all_rules
from gongkai.checks.cross_foot import equations
from gongkai.checks.cross_year import equations_across
from gongkai.figures import Figure
from gongkai.forms.roles import KEY_ROLES
from gongkai.pages.moments import last_change
from gongkai.pages.remarks import latest_corrections
from gongkai.pages.year_table import year_figures
from gongkai.reports import Agency, Report
from gongkai.reports.model import Moment
from gongkai.reports.titles import report_title


@dataclass(frozen=True, slots=True)
class ReportSummary:
    """What is known of a report wherever it is one among many.

    Attributes:
        agency: Slug of its agency.
        year: The year reported on.
        title: Its title.
        form_id: Id of its form; None for a report without one.
        public: Whether the public may see it.
        retold: Whether it retells the document of its organ, and is not that document.
        published: When it was published; None where the document says nothing.
        changed: When it was last published or corrected; None where it was published without a date.
        corrections: What was corrected on the last day on which anything was, a sentence each.
        figures: Its figures in the table of all agencies of a year; see ``pages.year_table``.
        totals: Requests received, concluded and carried over; None where one of them is not given.
        equations: By code of each rule that was run over it, how many equations were checked.
    """

    agency: str
    year: int
    title: str
    form_id: str | None
    public: bool
    published: Moment | None
    changed: Moment | None
    corrections: tuple[str, ...] = ()
    figures: tuple[Figure | None, ...] = ()
    totals: tuple[int, ...] | None = None
    equations: Mapping[str, int] = field(default_factory=dict, hash=False)
    retold: bool = False


def summarise(report: Report, agency: Agency, previous: Report | None) -> ReportSummary:
    """Sum a report up for what is made of many.

    Args:
        report: The report.
        agency: Whose it is.
        previous: The agency's report on the year before, as far as it is public; rules across years need it.
    """
    return ReportSummary(
        agency=report.agency,
        year=report.year,
        retold=report.retold is not None,
        title=report_title(report, agency),
        form_id=report.form.id if report.form is not None else None,
        public=report.is_public,
        published=report.published,
        changed=last_change(report),
        corrections=latest_corrections(report),
        figures=year_figures(report),
        totals=_totals(report),
        equations={
            rule.code: number for rule in all_rules() if (number := _equations(rule, report, previous)) is not None
        },
    )


def _totals(report: Report) -> tuple[int, ...] | None:
    cells = [report.form.role(role) if report.form is not None else None for role in KEY_ROLES]
    values = [report.figure(cell.table, cell.row, cell.column).value for cell in cells if cell is not None]
    totals = tuple(value for value in values if isinstance(value, int))
    return totals if len(totals) == len(KEY_ROLES) else None


def _equations(rule: Rule, report: Report, previous: Report | None) -> int | None:
    """How many equations of a rule were checked in a report; None where it was not run over it."""
    if rule.across:
        return sum(item.terms is not None for item in equations_across(report, previous, rule.code)) or None
    return equations(report, rule.code) if rule.applies(report.form) else None
