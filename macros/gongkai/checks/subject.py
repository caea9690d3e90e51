"""What a rule is given: one report with all that its checks may look at."""

from collections.abc import Mapping
from dataclasses import dataclass

from gongkai.findings import Cause, Finding, Level
from gongkai.forms import Form, Shelf, place_id
from gongkai.narrative import Narrative, Problem
from gongkai.narrative.calls import Lookup
from gongkai.reports import Agency, Report


@dataclass(frozen=True, slots=True)
class Subject:
    """One report with all that its checks may look at.

    Attributes:
        report: The report.
        agency: Whose it is.
        shelf: The forms at hand.
        narrative: Its Markdown, or None where it has none.
        problems: What the template scan objected to.
        lookup: Finds other reports, for calls that name them and for rules across years.
        has_other_years: Whether the agency's other reports can be looked up at all; where not, as for a report that is
            checked on its own, rules across years are not run, rather than say that there is no such report.
    """

    report: Report
    agency: Agency
    shelf: Shelf
    lookup: Lookup
    narrative: Narrative | None = None
    problems: tuple[Problem, ...] = ()
    has_other_years: bool = True

    def finding(  # noqa: PLR0913 - a finding has many optional parts
        self,
        code: str,
        *,
        level: Level = Level.ERROR,
        variant: str = "",
        rule: str | None = None,
        path: str | None = None,
        line: int | None = None,
        column: int | None = None,
        table: str | None = None,
        row: str | None = None,
        col: str | None = None,
        cells: tuple[tuple[str, str], ...] = (),
        expected: str | None = None,
        actual: str | None = None,
        cause: Cause | None = None,
        args: Mapping[str, str] | None = None,
    ) -> Finding:
        """A finding about this report; ``cells`` are (row, column) ids of ``table``."""
        form = self.report.form
        return Finding(
            code=code,
            level=level,
            variant=variant,
            rule=rule,
            path=path or self.report.path,
            line=line,
            column=column,
            agency=self.report.agency,
            year=self.report.year,
            table=table,
            row=row,
            col=col,
            cells=tuple(place_id(form, table, *cell) for cell in cells) if form and table else (),
            expected=expected,
            actual=actual,
            cause=cause,
            args=args or {},
        )


def form_of(subject: Subject) -> Form:
    """The form of a subject whose rule needs one."""
    if subject.report.form is None:
        raise AssertionError("a rule that needs a form ran without one")
    return subject.report.form
