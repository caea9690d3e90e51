"""What a rule between reports is given: every agency of a site with all its reports."""

import datetime as dt
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property

from gongkai.checks.subject import Subject
from gongkai.forms import Form, FormRegistry
from gongkai.reports import Agency, Report, ReportKey
from gongkai.reports.rollup import RollUp, by_superior, members_of, roll_up


@dataclass(frozen=True)
class District:
    """Every agency of a site with all its reports.

    Attributes:
        agencies: Agencies by slug.
        reports: Reports by slug and year.
        registry: The forms at hand.
        files: Slugs and years of all data files, those that cannot be read included.
        today: The day on which it is asked what is overdue; None where that is not asked.
    """

    agencies: Mapping[str, Agency]
    reports: Mapping[ReportKey, Report]
    registry: FormRegistry
    files: frozenset[ReportKey] = field(default_factory=frozenset)
    today: dt.date | None = None

    def subject(self, report: Report) -> Subject:
        """A report as a rule of one report is given it, to make findings about it."""
        owner = self.agencies.get(report.agency) or Agency(report.agency, report.agency, report.agency)
        return Subject(report, owner, self.registry, lambda slug, year: self.reports.get((slug, year)))

    @cached_property
    def below(self) -> Mapping[str, list[Agency]]:
        """The agencies that report to each agency, by its slug."""
        return by_superior(self.agencies.values())

    def consolidated(self) -> Iterator[Report]:
        """The consolidated reports that are on a form."""
        for report in self.reports.values():
            agency = self.agencies.get(report.agency)
            if agency is not None and agency.is_consolidated and report.form is not None:
                yield report

    def roll_up(self, slug: str, year: int, form: Form) -> RollUp:
        """The sums of what a government's consolidated report on a year adds up.

        Raises:
            KeyError: There is no such agency.
        """
        members = members_of(slug, year, self.agencies, self.below)
        return roll_up(self.agencies[slug], year, form, members, self.reports, files=self.files)
