"""The draft of a consolidated report, made from the reports that it adds up."""

from collections.abc import Collection

from gongkai.errors import UsageError
from gongkai.findings import say
from gongkai.reports import Report, Status
from gongkai.reports.layout import Layout
from gongkai.reports.rollup import RollUp
from gongkai.reports.write import report_text
from gongkai.starting.folder import NewFiles, write
from gongkai.starting.report import NewReportOptions, new_report


def summed_report(rollup: RollUp, *, path: str = "", with_totals: bool = False) -> Report:
    """The sums as a draft of the report.

    Args:
        rollup: The sums.
        path: The file that it will be written to, relative to the site.
        with_totals: Whether totals are written as well, rather than left to be added up.
    """
    computed = {table: frozenset[tuple[int, int]]() for table in rollup.computed} if with_totals else rollup.computed
    return Report(
        rollup.agency.slug, rollup.year, rollup.form, path, Status.DRAFT, grids=rollup.grids, computed=computed
    )


def new_consolidated(layout: Layout, rollup: RollUp, *, reserved: Collection[str], force: bool) -> NewFiles:
    """Write the draft of a consolidated report: its data, and a narrative to fill in where there is none.

    Args:
        layout: The folders of the site.
        rollup: The sums.
        reserved: Names of folders that are the site's own.
        force: Whether data that are there may be overwritten; a narrative never is.

    Raises:
        UsageError: The data are there already, or a sum could not be worked out.
    """
    slug, year = rollup.agency.slug, rollup.year
    file = layout.report(slug, year)
    if file.exists() and not force:
        raise UsageError(say("command.exists-report", {"file": layout.name(file)}))
    head = [say("rollup.head", {"count": len(rollup.parts)})]
    head += [say("rollup.head-lacking", {"names": lacking_names(rollup)})] if rollup.lacking else []
    head.append(say("new.publish"))
    paths = [write(file, report_text(summed_report(rollup, path=layout.name(file)), head=head))]
    if not layout.narrative(slug, year).exists():
        paths += new_report(layout, NewReportOptions(slug, str(year)), reserved=reserved).files
    return NewFiles(tuple(paths))


def lacking_names(rollup: RollUp) -> str:
    """Every agency whose report is not in the sums, with the reason."""
    return "、".join(
        say("rollup.lacking-one", {"name": item.agency.short, "why": say(f"rollup.why.{item.why.value}")})
        for item in rollup.lacking
    )
