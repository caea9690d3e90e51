"""Whether a change leaves a site with the same pages, so that they can be made anew without reading all the rest again.

That is so where figures and texts of reports have changed, and nothing by which another page, a list or a link comes
into being. A page may disappear, such as that of a roll-up once its sums no longer agree. For any other change all is
read anew.
"""

from collections.abc import Collection, Iterator, Sequence
from pathlib import Path

from gongkai.renders.export import public_formats
from gongkai.site.build.session import Session
from gongkai.site.open_data.planned_files import data_paths
from gongkai.site.pages import agency_file_types, agency_page_types, page_types, site_page_types
from gongkai.site.running_build import RunningBuild
from gongkai.work.contents import AgencyContents, SiteContents
from gongkai.work.page_type import FileType, GeneratedPage, OfAgency
from gongkai.workspace import Workspace


def edited_agencies(paths: Collection[str], workspace: Workspace) -> frozenset[str] | None:
    """The agencies whose figures and texts some files hold; None where one of the files holds anything else.

    Args:
        paths: The files.
        workspace: The site as it was loaded.
    """
    folders = {workspace.layout.data / slug: slug for slug in workspace.data}
    folders |= {workspace.layout.docs / slug: slug for slug in workspace.data}
    slugs = set[str]()
    for file in map(Path, paths):
        slug = folders.get(file.parent)
        if slug is None or not file.stem.isdecimal():
            return None
        slugs.add(slug)
    return frozenset(slugs)


def pages_gone(
    build: RunningBuild,
    session: Session,
    contents: SiteContents,
    agencies: Sequence[AgencyContents],
    edited: Collection[str],
) -> frozenset[str] | None:
    """The pages that a site has no more, by their sources; None where it differs in anything else that is to be made.

    Args:
        build: The site before.
        session: The site as it was loaded since.
        contents: What pages that compare agencies are made from now.
        agencies: What the pages of each agency are made from now.
        edited: The agencies in which something has changed.
    """
    before = build.contents
    same = (
        (before.entries, before.withdrawn, before.moved) == (contents.entries, contents.withdrawn, contents.moved)
        and list(_of_agencies(build.agencies, edited)) == list(_of_agencies(agencies, edited))
        and all(_reports(build.session, slug) == _reports(session, slug) for slug in edited)
        and all(_has_texts(session.workspace, slug) for slug in edited)
    )
    return _gone(list(_of_site(before)), list(_of_site(contents))) if same else None


def _gone(before: Sequence[object], now: Sequence[object]) -> frozenset[str] | None:
    """The pages without which a site is as it is now; None where there is more to it, or less."""
    remaining = set(now)
    removed = [item for item in before if isinstance(item, GeneratedPage) and item not in remaining]
    sources = frozenset(item.source for item in removed)
    menus = {item.route for item in site_page_types() if item.column or item.footer}
    if sources & menus or [item for item in before if item not in removed] != list(now):
        return None
    return sources


def _of_site(contents: SiteContents) -> Iterator[object]:
    """Every page and file that belongs to no agency."""
    for item in page_types():
        if isinstance(item, FileType):
            yield item.exists is None or item.exists(contents)
        elif not isinstance(item, OfAgency):
            yield from item.pages_of(contents)
    yield from data_paths(contents)


def _of_agencies(agencies: Sequence[AgencyContents], edited: Collection[str]) -> Iterator[object]:
    """Every page of some agencies, and what their pages link to."""
    for agency in agencies:
        if agency.entry.slug in edited:
            for item in agency_page_types():
                yield from item.pages_of(agency)
            yield from (file_type.exists(agency) for file_type in agency_file_types())
            yield agency.links


def _reports(session: Session, slug: str) -> list[object]:
    """What there is of each report of an agency."""
    reports = session.workspace.data[slug].reports
    return [
        (
            year,
            report.is_public,
            report.withdrawn,
            [item.name for item in public_formats(report, among=session.formats)],
        )
        for year, report in sorted(reports.items())
    ]


def _has_texts(workspace: Workspace, slug: str) -> bool:
    """Whether every report of an agency has a narrative; the text of one without is put together with all pages."""
    data = workspace.data[slug]
    return data.narratives.keys() == data.reports.keys() == set(data.years)
