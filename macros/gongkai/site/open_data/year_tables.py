"""The table of all agencies of a year as a site has it: its reports, and who has none, as far as it is public."""

from gongkai.findings import say
from gongkai.pages.year_table import YearTable, year_table
from gongkai.reports import Agency
from gongkai.site.open_data.years import DataYear, table_years
from gongkai.work.catalog import CatalogEntry
from gongkai.work.contents import SiteContents

REASONS = ("later", "earlier", "withdrawn", "no-form", "in-report", "not-here")
"""Why an agency has no line, in the order in which the page says it."""


def year_table_of(contents: SiteContents, year: int) -> YearTable | None:
    """The table of a year; None where its reports have no figures for it."""
    item = next((item for item in table_years(contents) if item.year == year), None)
    return _table(contents, item) if item is not None else None


def _table(contents: SiteContents, item: DataYear) -> YearTable:
    reports, missing, retold = [], dict[str, list[Agency]](), set[str]()
    for entry in contents.entries.values():
        summary = contents.summaries.get((entry.slug, item.year))
        form = contents.forms.get(summary.form_id) if summary is not None and summary.form_id is not None else None
        if summary is not None and form is not None:
            reports.append((entry.agency, form, summary.figures))
            retold |= {entry.slug} if summary.retold else set()
        else:
            missing.setdefault(_reason(contents, entry, item.year), []).append(entry.agency)
    missing_by_reason = tuple(
        (say(f"data.table.missing.{name}"), tuple(missing[name])) for name in REASONS if name in missing
    )
    return year_table(item.form, reports, year=item.year, missing=missing_by_reason, retold=retold)


def _reason(contents: SiteContents, entry: CatalogEntry, year: int) -> str:
    """Why an agency has no line, by what its files and the site say in public: never that it is late."""
    agency = entry.agency
    if year in entry.years:
        return "in-report" if (entry.slug, year) in contents.kept else "no-form"
    if (entry.slug, year) in contents.withdrawn:
        return "withdrawn"
    if agency.since is not None and year < agency.since:
        return "later"
    return "earlier" if agency.until is not None and year > agency.until else "not-here"
