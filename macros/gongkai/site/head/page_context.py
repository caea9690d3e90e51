"""The variables of the theme's templates for one page: its kind, its agency's years, its breadcrumbs, its meta tags.

Their size does not grow with the site: a page's context has its own agency and that one's years, and no other agency.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from mkdocs.structure.pages import Page

from gongkai import routes
from gongkai.findings import say
from gongkai.narrative.html_text import html_text
from gongkai.reports import Report
from gongkai.site.head.meta_tags import MetaTag, article_tags, column_tags, report_description, site_tags
from gongkai.site.head.structured_data import PageAddresses, breadcrumbs, dataset, graph_tags, script_text
from gongkai.site.pages import agency_page_types, site_page_types
from gongkai.work.catalog import CatalogEntry, Entries
from gongkai.work.contents import SiteContents
from gongkai.workspace import Workspace


@dataclass(frozen=True, slots=True)
class PagePlace:
    """The position of a page in the site.

    Attributes:
        kind: ``home``, ``agencies``, ``years``, ``agency``, ``report`` or ``page``, or the kind of another page type.
        entry: The agency whose folder it is in, if any.
        year: The year of a report, or of another page about one.
        listed: The year whose reports a page of kind ``years`` lists; None for the list of all years.
        tabled: The year whose agencies a page of kind ``data`` sets side by side; None for the list of files.
        below: The page that it is an entry of, where that is a list of another kind.
    """

    kind: str
    entry: CatalogEntry | None = None
    year: int | None = None
    listed: int | None = None
    tabled: int | None = None
    below: str | None = None


def place_of(source: str, entries: Entries) -> PagePlace:
    """The position of a page, from its path below the docs folder."""
    folder = routes.folder_of_page(source)
    for page_type in site_page_types():
        if source == page_type.route or (folder and folder == page_type.route.removesuffix(".md")):
            below = routes.ROLLUPS if page_type.route == routes.ROLLUPS != source else None
            listed, tabled = routes.year_of_list(source), routes.year_of_table(source)
            return PagePlace(page_type.kind, listed=listed, tabled=tabled, below=below)
    entry = entries.get(folder)
    if entry is None:
        return PagePlace("page")
    for agency_type in agency_page_types():
        parts = routes.match(agency_type.route, source)
        year = int(parts["year"]) if parts and "year" in parts else None
        if parts is not None and (year is None or year in entry.years):
            return PagePlace(agency_type.kind, entry, year)
    return PagePlace("page", entry)


class PageContexts:
    """Makes the template variables of each page of one build."""

    def __init__(self, workspace: Workspace, contents: SiteContents) -> None:
        """Keep what the contexts of all pages are made from.

        Args:
            workspace: The loaded site.
            contents: The agencies and reports that the site shows, and its settings.
        """
        self.workspace = workspace
        self.entries = contents.entries
        self.kinds = contents.report_kinds()
        self.site = contents.settings
        self.addresses = contents.settings.addresses

    def of_page(self, page: Page) -> Mapping[str, Any]:
        """The template variables of a page of MkDocs; see ``of``."""
        title = html_text(page.title or "").replace("\n", " ")  # MkDocs takes titles for HTML
        description = str(page.meta.get("description") or "")
        addresses = PageAddresses(page.file.src_uri, page.file.url, page.canonical_url or "")
        return self.of(addresses, title=title, description=description)

    def of(self, addresses: PageAddresses, *, title: str, description: str) -> Mapping[str, Any]:
        """The template variables of a page.

        Args:
            addresses: Its path and addresses.
            title: Its title, as plain text.
            description: Its own description, if any.

        Returns:
            ``kind``; ``agency`` and ``years`` for the navigation; ``path``, the breadcrumbs with the page itself last;
            ``meta`` and ``graph``, the tags of its head; ``linked``, its JSON-LD. Addresses are relative to the site.
        """
        place = place_of(addresses.source, self.entries)
        path = list(self._path(place, title))
        about = description or self._description(place)
        return {
            "kind": place.kind,
            "agency": self._agency(place.entry),
            "years": list(self._years(place)),
            "path": path,
            "meta": [*site_tags(self.site), *self._tags(place, title, addresses.url or None, description)],
            "graph": graph_tags(
                self.site,
                self.kinds,
                title=title or self.site.name,
                description=about,
                url=addresses.url,
                article=place.kind == "report",
            ),
            "linked": script_text(list(self._linked(place, addresses, path))),
        }

    def _linked(
        self, place: PagePlace, addresses: PageAddresses, path: list[Mapping[str, str]]
    ) -> Iterator[Mapping[str, Any]]:
        crumbs = breadcrumbs(self.site, path, addresses)
        if crumbs is not None:
            yield crumbs
        report = self._report(place)
        if report is not None and place.entry is not None:
            sha256 = self.workspace.source_sha256(report.agency, report.year)
            yield dataset(self.site, report, place.entry.agency, addresses=addresses, sha256=sha256)

    def _report(self, place: PagePlace) -> Report | None:
        if place.kind != "report" or place.entry is None or place.year is None:
            return None
        return self.workspace.report(place.entry.slug, place.year)

    def _description(self, place: PagePlace) -> str:
        report = self._report(place)
        if report is not None and place.entry is not None:
            return report_description(report, place.entry.agency)
        if place.entry is not None:
            return place.entry.description
        return self.site.description or self.site.name

    def _agency(self, entry: CatalogEntry | None) -> Mapping[str, str] | None:
        if entry is None:
            return None
        return {"name": entry.agency.name, "url": self._address(routes.agency_page(entry.slug))}

    def _years(self, place: PagePlace) -> Iterator[Mapping[str, Any]]:
        if place.entry is None:
            return
        for year in place.entry.years:
            url = self._address(routes.report_page(place.entry.slug, year))
            yield {"label": place.entry.label(year), "url": url, "current": self._current(place, year)}

    @staticmethod
    def _current(place: PagePlace, year: int) -> str:
        """``aria-current`` of a year: the page itself, or what it belongs to; empty for another year."""
        if year != place.year:
            return ""
        return "page" if place.kind == "report" else "true"

    def _path(self, place: PagePlace, title: str) -> Iterator[Mapping[str, str]]:
        if place.kind == "home":
            return
        yield {"title": say("theme.home"), "url": self._address(routes.HOME)}
        if place.listed is not None:
            yield {"title": say("menu.years"), "url": self._address(routes.YEARS)}
        if place.tabled is not None or place.kind == "rollups":
            yield {"title": say("menu.data"), "url": self._address(routes.DATA)}
        if place.below is not None:
            yield {"title": say("rollups.title"), "url": self._address(place.below)}
        if place.entry is not None:
            yield {"title": say("theme.agencies"), "url": self._address(routes.AGENCIES)}
            if place.kind != "agency":
                yield {"title": place.entry.agency.name, "url": self._address(routes.agency_page(place.entry.slug))}
        if place.entry is None or place.year is None:
            yield {"title": title, "url": ""}
            return
        report = self._address(routes.report_page(place.entry.slug, place.year)) if place.kind != "report" else ""
        yield {"title": place.entry.label(place.year), "url": report}
        if report:
            yield {"title": title, "url": ""}

    def _tags(self, place: PagePlace, title: str, url: str | None, description: str) -> list[MetaTag]:
        entry = place.entry
        if place.kind == "home":
            about = description or self.site.description or self.site.name
            return column_tags(say("theme.home"), about, self.kinds)
        if place.entry is None and place.kind in ("agencies", "years"):
            about = description or say("theme.agencies-description", {"site": self.site.name})
            return column_tags(title, about, self.kinds)
        if entry is None or place.kind == "page":
            return []
        kinds = entry.report_kinds
        column = column_tags(kinds.column, entry.description, kinds, about=entry.agency.name)
        report = self._report(place)
        if report is None:
            return column
        return [*column, *article_tags(self.site, report, entry.agency, url=url, description=description)]

    def _address(self, source: str) -> str:
        """The address of a page relative to the site; ``.`` for the site itself."""
        address = self.addresses.of(source)
        return "." if address == "./" else address
