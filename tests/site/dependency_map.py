"""Which pages depend on which files, by what the types of pages declare; ``test_dependencies`` holds it to real builds.

The invariant: the page of a report depends on its own agency's files and on no other agency's. What compares agencies
(home, the list of agencies) is on pages of its own, and those depend on all.
"""

from collections.abc import Iterable, Mapping

from gongkai import routes
from gongkai.renders.export import public_formats
from gongkai.site.pages import agency_file_types, agency_page_types, site_page_types
from gongkai.work.contents import AgencyContents, SiteContents
from gongkai.work.page_type import DependsOn
from gongkai.workspace import Workspace


def dependency_map(
    workspace: Workspace, contents: SiteContents, agencies: Iterable[AgencyContents]
) -> Mapping[str, frozenset[str]]:
    """By page (its path below the docs folder, or of a file below the site) the files that it is made from.

    Args:
        workspace: The loaded site.
        contents: What pages that compare agencies are made from.
        agencies: What each agency's pages are made from.

    Returns:
        Files by their names relative to the site. Common to all pages and left out: the site's configuration, the theme
        and the versions of the packages. Pages that a site has written itself depend on their own file only.
    """
    everything = frozenset(name for slug in contents.entries for name in files_of(workspace, slug))
    pages: dict[str, frozenset[str]] = {}
    for page_type in site_page_types():
        files = everything if page_type.depends_on is DependsOn.ALL_AGENCIES else frozenset[str]()
        for page in page_type.pages_of(contents):
            pages[page.source] = files | {workspace.layout.name(workspace.layout.docs / page.source)}
    for agency in agencies:
        pages |= _of_agency(workspace, agency)
    return pages


def _of_agency(workspace: Workspace, contents: AgencyContents) -> Mapping[str, frozenset[str]]:
    slug = contents.entry.slug
    pages: dict[str, frozenset[str]] = {}
    for page_type in agency_page_types():
        for page in page_type.pages(contents):
            own = {workspace.layout.name(workspace.layout.docs / page.source)}
            if page_type.make is None and page.year is not None:
                pages[page.source] = files_of_report(workspace, slug, page.year)
            elif page_type.depends_on is DependsOn.AGENCY_AND_NAMES:
                pages[page.source] = files_of(workspace, slug) | _files_of_names(workspace, slug) | own
            else:
                pages[page.source] = files_of(workspace, slug) | own
    for file_type in agency_file_types():
        if file_type.exists(contents):
            pages[routes.page_of_route(file_type.route, slug)] = files_of(workspace, slug)
    for report in contents.reports:
        files = files_of_report(workspace, slug, report.year)
        pages |= {
            routes.report_file(slug, report.year, item.file): files
            for item in public_formats(report, among=contents.settings.formats)
        }
    return pages


def _files_of_names(workspace: Workspace, slug: str) -> frozenset[str]:
    """The files in which the names of an agency's superior and successor are."""
    agency = workspace.agencies.get(slug)
    others = (agency.reports_to, agency.successor) if agency else ()
    data = workspace.layout.data
    return frozenset(workspace.layout.name(data / other / "agency.yml") for other in others if other)


def files_of(workspace: Workspace, agency: str) -> frozenset[str]:
    """The data files of an agency, by their names in findings."""
    names = {workspace.layout.name(workspace.layout.data / agency / "agency.yml")}
    return frozenset(names | {report.path for report in workspace.data[agency].reports.values()})


def files_of_report(workspace: Workspace, agency: str, year: int) -> frozenset[str]:
    """The files of the page of a report: its agency's data, its narrative, the form, what its macros name.

    No other agency's file is among them unless the narrative asks for a figure of that agency.
    """
    report = workspace.reports[agency, year]
    names = {workspace.layout.name(workspace.layout.narrative(agency, year)), *files_of(workspace, agency)}
    if report.form is not None:
        names.add(workspace.layout.name(workspace.layout.data / "forms" / f"{report.form.id}.yml"))
    narrative = workspace.narrative(agency, year)
    for slot in narrative.slots if narrative else ():
        other = (str(slot.option("agency") or agency), int(slot.option("year") or year))
        if other in workspace.reports:
            names.add(workspace.layout.name(workspace.layout.report(*other)))
    return frozenset(names)
