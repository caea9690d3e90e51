"""The years that a site publishes figures of, with how many reports and lines there are."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from gongkai.forms import Form
from gongkai.pages.year_table import year_columns
from gongkai.renders.export import form_cells
from gongkai.work.contents import SiteContents


@dataclass(frozen=True, slots=True)
class DataYear:
    """A year with figures.

    Attributes:
        year: The year reported on.
        form: The form that most of its reports use.
        own: How many reports hold an agency's own figures.
        consolidated: How many are consolidated ones.
        lines: How many cells all of them have.
    """

    year: int
    form: Form
    own: int
    consolidated: int
    lines: int

    @property
    def has_table(self) -> bool:
        """Whether its form has roles for columns of the table of all agencies."""
        return bool(year_columns(self.form))


def table_years(contents: SiteContents) -> tuple[DataYear, ...]:
    """The years that have a table of all agencies, the newest first."""
    return tuple(item for item in data_years(contents) if item.has_table)


def data_years(contents: SiteContents) -> tuple[DataYear, ...]:
    """The years that have a report with statutory tables, the newest first."""
    by_year: dict[int, list[tuple[Form, bool]]] = {}
    for (slug, year), item in contents.summaries.items():
        form = contents.forms.get(item.form_id) if item.form_id is not None else None
        if form is not None:
            by_year.setdefault(year, []).append((form, contents.entries[slug].agency.is_consolidated))
    return tuple(_year(year, by_year[year]) for year in sorted(by_year, reverse=True))


def _year(year: int, reports: Sequence[tuple[Form, bool]]) -> DataYear:
    forms = Counter(form for form, _ in reports)
    most = min(forms, key=lambda form: (-forms[form], -form.years.start, form.id))
    consolidated = sum(is_consolidated for _, is_consolidated in reports)
    lines = sum(len(form_cells(form, year)) for form, _ in reports)
    return DataYear(year, most, len(reports) - consolidated, consolidated, lines)
