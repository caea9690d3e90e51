"""Which reports are kept back where a site publishes those without an error alone (``publish: clean``).

A report is kept back for an error of its own or of its agency's file, and so is one whose text takes a figure from a
report that is. An error of anything else concerns the whole site, and stops it.
"""

from collections.abc import Collection, Iterable

from gongkai.findings import Finding, Level
from gongkai.reports import ReportKey
from gongkai.workspace.workspace import Workspace


def withheld_reports(workspace: Workspace, findings: Iterable[Finding]) -> frozenset[ReportKey] | None:
    """The reports that are kept back.

    Args:
        workspace: The loaded site.
        findings: What concerns the published site.

    Returns:
        Slugs and years, also of reports that cannot be read; None where an error is about no report.
    """
    withheld: set[ReportKey] = set()
    for item in findings:
        if item.level is not Level.ERROR:
            continue
        keys = _keys(workspace, item)
        if not keys:
            return None
        withheld |= keys
    return frozenset(_with_dependants(workspace, withheld))


def withhold(workspace: Workspace, keys: Collection[ReportKey]) -> None:
    """Take reports of a site for such as are not public, whatever their files say.

    Args:
        workspace: The loaded site, which is changed.
        keys: The reports.
    """
    mine = {slug: {year for year in item.reports if (slug, year) in keys} for slug, item in workspace.data.items()}
    hidden = {slug: workspace.data[slug].without_public(years) for slug, years in mine.items() if years}
    workspace.data = {**workspace.data, **hidden}
    workspace.reports_changed()


def _keys(workspace: Workspace, item: Finding) -> set[ReportKey]:
    """The reports that an error is about."""
    slug = item.agency
    if slug is None:
        return set()
    if item.year is not None:
        return {(slug, item.year)}
    data = workspace.data.get(slug)
    if data is None or item.path != data.path:
        return set()
    return {(slug, year) for year in data.years}


def _with_dependants(workspace: Workspace, withheld: set[ReportKey]) -> set[ReportKey]:
    """The reports, and those whose texts take figures from them."""
    grown = True
    while grown:
        grown = False
        for key in workspace.reports.keys() - withheld:
            narrative = workspace.narrative(*key)
            for slot in narrative.slots if narrative else ():
                other = (str(slot.option("agency") or key[0]), int(slot.option("year") or key[1]))
                if other in withheld:
                    withheld.add(key)
                    grown = True
                    break
    return withheld
