"""Which pages hang on which files, for caches and for builds of what has changed.

The invariant: the page of a report hangs on its own agency's files and on no other agency's. What compares agencies
(home, the list of agencies) stands on pages of its own, and those hang on all.
"""

from collections.abc import Mapping

from gongkai.renders.export import public_formats
from gongkai.site.pages.about import SOURCES
from gongkai.site.pages.catalog import Entries, agency_path, list_sources
from gongkai.site.pages.comparison import ANY, compare_path, series_path
from gongkai.site.pages.reference import GLOSSARY, METHODS
from gongkai.site.pages.search_page import PAGE
from gongkai.workspace import Workspace

TOGETHER = (PAGE, ANY, GLOSSARY, METHODS)
"""Pages of the whole site that are made of its reports, of their forms or of what was found in them."""


def dependency_map(workspace: Workspace, entries: Entries) -> Mapping[str, frozenset[str]]:
    """By page (its path below the docs folder, or of a file below the site) the files that it is made from.

    Args:
        workspace: The loaded site.
        entries: Agencies and years that are shown.

    Returns:
        Files by their names relative to the site. Common to all pages and left out: the site's configuration, the theme
        and the versions of the packages. Pages that a site has written itself depend on their own file only.
    """
    everything = frozenset(name for slug in entries for name in workspace.files_of(slug))
    pages: dict[str, frozenset[str]] = {}
    for source in (*list_sources(entries), *TOGETHER, *SOURCES):
        own = workspace.layout.name(workspace.layout.docs / source)
        pages[source] = (frozenset() if source in SOURCES else everything) | {own}
    for slug, entry in entries.items():
        own = workspace.layout.name(workspace.layout.docs / agency_path(slug))
        pages[agency_path(slug)] = _agency_files(workspace, slug) | {own}
        told = {year for year in entry.years if workspace.reports[slug, year].form is not None}
        if told:
            pages[series_path(slug)] = workspace.files_of(slug)
        for year in entry.years:
            if {year, year - 1} <= told:
                pages[compare_path(slug, year)] = workspace.files_of(slug)
            files = workspace.files_of_report(slug, year)
            pages[f"{slug}/{year}.md"] = files
            exports = public_formats(workspace.reports[slug, year])
            pages |= {f"{slug}/{year}/{item.file}": files for item in exports}
    return pages


def _agency_files(workspace: Workspace, slug: str) -> frozenset[str]:
    """An agency's page names whom it files to and who took over: their names stand in their own files."""
    agency = workspace.agencies.get(slug)
    others = (agency.reports_to, agency.successor) if agency else ()
    named = {workspace.layout.name(workspace.layout.data / other / "agency.yml") for other in others if other}
    return workspace.files_of(slug) | named
