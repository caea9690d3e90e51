"""What a build's pages are made from: the site in short, and each agency in full, out of the loaded site."""

from collections.abc import Iterator, Mapping
from dataclasses import replace
from typing import Any

from mkdocs.config.defaults import MkDocsConfig

from gongkai.checks.between.run import run_between
from gongkai.findings import say
from gongkai.renders.export import Format
from gongkai.reports import Agency, ReportKey
from gongkai.reports.rollup import members_of
from gongkai.routes import Addresses
from gongkai.site.pages import agency_page_types
from gongkai.work.catalog import Entries, entries_of
from gongkai.work.contents import AgencyContents, AgencyLink, SiteContents
from gongkai.work.settings import SiteSettings
from gongkai.work.summary import ReportSummary
from gongkai.workspace import Workspace
from gongkai.workspace.district.board import office_view


def settings_of(
    config: MkDocsConfig, options: Mapping[str, Any], *, preview: bool, formats: tuple[Format, ...] | None
) -> SiteSettings:
    """What mkdocs.yml says of the site.

    Args:
        config: MkDocs' configuration.
        options: The plugin's options.
        preview: Whether it is shown to the office alone: by ``mkdocs serve``, or internally.
        formats: The formats that the site publishes.
    """
    return SiteSettings(
        name=config.site_name,
        description=config.site_description or "",
        url=config.site_url or "",
        code=options["site_code"] or "",
        publisher=options["publisher"] or "",
        noindex=bool(options["noindex"]) or options["audience"] == "internal",
        sponsor=options["sponsor"] or "",
        contact=options["contact"] or "",
        icp=options["icp"] or "",
        police=options["police"] or "",
        search=bool(options["search"]),
        preview=preview,
        internal=options["audience"] == "internal",
        addresses=Addresses(config.use_directory_urls),
        formats=formats,
        open_data=bool(options["open_data"]),
        parquet=bool(options["parquet"]),
        licence=options["licence"] or "",
    )


def site_contents(
    workspace: Workspace, settings: SiteSettings, unchanged: Mapping[ReportKey, ReportSummary] | None = None
) -> SiteContents:
    """What pages that compare agencies are made from.

    Args:
        workspace: The loaded site.
        settings: What mkdocs.yml says of the site.
        unchanged: Reports that stay as they were published.
    """
    summaries = {
        (slug, year): summary for slug, data in workspace.data.items() for year, summary in data.summaries.items()
    } | dict(unchanged or {})
    entries = entries_of(summaries.values(), workspace.agencies, preview=settings.preview, forms=workspace.registry)
    listed_summaries = {
        key: item for key, item in summaries.items() if key[0] in entries and key[1] in entries[key[0]].years
    }
    withdrawn = (key for key, report in workspace.reports.items() if report.withdrawn is not None)
    taken_back = frozenset(key for key in withdrawn if not workspace.public(key))
    rollups, moved = dict(_rollups(workspace, listed_summaries, anew=bool(unchanged))), dict(_moved(workspace, entries))
    contents = SiteContents(
        settings, entries, listed_summaries, workspace.registry, taken_back, frozenset(unchanged or ()), rollups, moved
    )
    return replace(contents, office=office_view(workspace)) if settings.internal else contents


def _moved(workspace: Workspace, entries: Entries) -> Iterator[tuple[str, tuple[Agency, str]]]:
    """Agencies of which no report is shown, each with its last successor of which one is."""
    for slug, agency in workspace.agencies.items():
        heir, seen = agency.successor, {slug}
        while slug not in entries and heir is not None and heir in workspace.agencies and heir not in seen:
            if heir in entries:
                yield slug, (agency, heir)
                break
            seen.add(heir)
            heir = workspace.agencies[heir].successor


def _rollups(
    workspace: Workspace, summaries: Mapping[ReportKey, ReportSummary], *, anew: bool
) -> Iterator[tuple[ReportKey, tuple[str, ...]]]:
    """The agencies that each consolidated report adds up, where all of these are shown and the sums agree.

    Reports that stay as they were published were not looked at when the site was checked: then sums are compared anew.
    """
    district = workspace.district
    findings = run_between(district) if anew else workspace.findings
    differing = {(item.agency, item.year) for item in findings if item.code == "roll-up"}
    for report in district.consolidated():
        key = (report.agency, report.year)
        summary = summaries.get(key)
        if summary is None or key in differing:
            continue
        members = members_of(report.agency, report.year, district.agencies, district.below).counted
        parts = [summaries.get((member.slug, report.year)) for member in members]
        if parts and all(part is not None and part.form_id == summary.form_id for part in parts):
            yield key, tuple(member.slug for member in members)


def agency_contents(workspace: Workspace, contents: SiteContents) -> Iterator[AgencyContents]:
    """What the pages of each agency that is shown are made from, in the order of lists."""
    for entry in contents.entries.values():
        agency = AgencyContents(
            contents.settings,
            entry,
            tuple(
                report
                for year in sorted(entry.years)
                if (report := workspace.report(entry.slug, year)) is not None
                and (report.is_public or contents.settings.preview)
            ),
            _shown(contents.entries, entry.agency.reports_to),
            _shown(contents.entries, entry.agency.successor),
        )
        yield replace(agency, links=tuple(_links(agency)))


def _links(contents: AgencyContents) -> Iterator[AgencyLink]:
    """The pages that an agency's page links to, in the order of their kinds."""
    for item in agency_page_types():
        if item.agency_link is not None:
            for page in item.pages_of(contents):
                yield AgencyLink(page.source, say(item.agency_link, {"year": page.year or ""}))


def _shown(entries: Entries, slug: str | None) -> Agency | None:
    entry = entries.get(slug or "")
    return entry.agency if entry is not None else None
