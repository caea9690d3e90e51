"""Puts reports as they were published in the place of those that are kept back.

So all lists, sums, tables of a year, files of data and the search go on having them.
"""

import hashlib
from collections.abc import Iterable, Mapping
from dataclasses import replace

from gongkai import routes
from gongkai.findings import say
from gongkai.narrative import parse_narrative
from gongkai.reports import Agency, ReportKey
from gongkai.site.withheld.published_report import PublishedReport, published_report
from gongkai.site.withheld.published_text import PublishedText, published_text
from gongkai.work.agency import AgencyData
from gongkai.work.summary import ReportSummary, summarise
from gongkai.workspace import Workspace


def restore_published(
    workspace: Workspace, withheld: Iterable[ReportKey], addresses: routes.Addresses
) -> Mapping[ReportKey, ReportSummary]:
    """Take what was published of reports that are kept back for what they are.

    Where the site publishes no JSON of its reports, or one of a form that is no longer what it was, the figures are not
    known: of such a report lists alone go on telling.

    Args:
        workspace: The loaded site, which is changed.
        withheld: The reports that are kept back.
        addresses: How the site writes addresses.

    Returns:
        What lists say of every report that was published before, restored or not.
    """
    summaries: dict[ReportKey, ReportSummary] = {}
    restored: dict[str, list[tuple[PublishedReport, PublishedText]]] = {}
    for slug, year in sorted(withheld):
        folder = workspace.layout.published
        page = folder / addresses.file(routes.report_page(slug, year)) if folder is not None else None
        if folder is None or page is None or not page.is_file():
            continue
        text = published_text(page.read_text(encoding="utf-8", errors="replace"))
        file = folder / routes.report_file(slug, year, "report.json")
        report = published_report(file, workspace.registry, title=text.title)
        if report is not None:
            restored.setdefault(slug, []).append((report, text))
        else:
            summaries[slug, year] = _unknown(workspace, (slug, year), text.title)
    for slug, reports in restored.items():
        _restore(workspace, slug, reports)
        summaries |= {(slug, item.report.year): workspace.data[slug].summaries[item.report.year] for item, _ in reports}
    workspace.reports_changed()
    return summaries


def _unknown(workspace: Workspace, key: ReportKey, title: str | None) -> ReportSummary:
    slug, year = key
    title_words = {"agency": workspace.owner(slug).name, "year": year, "title": say("new.title")}
    return ReportSummary(
        slug, year, title or say("page.title", title_words), None, public=True, published=None, changed=None
    )


def _restore(workspace: Workspace, slug: str, reports: list[tuple[PublishedReport, PublishedText]]) -> None:
    """Put reports in their places: with their texts, and with summaries that those of the year after know of."""
    data = workspace.data.get(slug) or AgencyData(slug, "", None, {}, {}, {}, ())
    name, scope = reports[0][0].agency_name, reports[0][1].scope
    agency = data.agency or Agency(slug, name, name, scope=scope)  # its file says no more, or cannot be read
    by_year, narratives, hashes = dict(data.reports), dict(data.narratives), dict(data.sha256)
    for item, text in reports:
        year = item.report.year
        by_year[year] = replace(item.report, path=workspace.layout.name(workspace.layout.report(slug, year)))
        path = workspace.layout.name(workspace.layout.narrative(slug, year))
        narratives[year] = parse_narrative(text.markdown, path=path)[0]
        # Another hash than that of the sources: what is kept between builds by it is made from the sources.
        hashes[year] = hashlib.sha256(f"published {item.sha256}".encode()).hexdigest()
    summaries = dict(data.summaries)
    for year, report in by_year.items():
        if report.is_public:
            before = by_year.get(year - 1)
            summaries[year] = summarise(report, agency, before if before is not None and before.is_public else None)
    workspace.data = {
        **workspace.data,
        slug: replace(
            data, agency=agency, reports=by_year, narratives=narratives, sha256=hashes, summaries=summaries, findings=()
        ),
    }
