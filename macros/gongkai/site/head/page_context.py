"""What the theme is told of a page: where it stands, its agency's years, the way up, the tags of its head.

Of a size that does not grow with the site: a page hears of its own agency and its years, and of no other agency.
"""

import html
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from mkdocs.structure.pages import Page

from gongkai.findings import say
from gongkai.reports import Report
from gongkai.site.head.meta_tags import Site, Tag, article_tags, column_tags, report_description, site_tags
from gongkai.site.head.structured_data import Where, breadcrumbs, dataset, graph_tags, script_text
from gongkai.site.pages.catalog import HOME, Entries, Entry
from gongkai.workspace import Workspace

_REPORT = re.compile(r"(?P<slug>[a-z0-9-]+)/(?P<year>\d{4})\.md")
_LIST = re.compile(r"agencies(/\d+)?\.md")
_YEARS = re.compile(r"years(/(?P<year>\d{4})(-\d+)?)?\.md")
_TAG = re.compile(r"<[^>]*>")


@dataclass(frozen=True, slots=True)
class Place:
    """Where a page stands.

    Attributes:
        kind: ``home``, ``agencies``, ``years``, ``agency``, ``report`` or ``page``.
        entry: The agency whose folder it stands in, if any.
        year: For a report.
        listed: The year whose reports a page of ``years`` lists, if it is not the list of all years.
    """

    kind: str
    entry: Entry | None = None
    year: int | None = None
    listed: str | None = None


def place_of(source: str, entries: Entries) -> Place:
    """Where a page stands by its path below the docs folder."""
    if source == HOME:
        return Place("home")
    if _LIST.fullmatch(source):
        return Place("agencies")
    listed = _YEARS.fullmatch(source)
    if listed is not None:
        return Place("years", listed=listed["year"])
    entry = entries.get(source.partition("/")[0]) if "/" in source else None
    if entry is None:
        return Place("page")
    match = _REPORT.fullmatch(source)
    if match is not None and int(match["year"]) in entry.years:
        return Place("report", entry, int(match["year"]))
    return Place("agency" if source == f"{entry.slug}/{HOME}" else "page", entry)


class Frame:
    """What surrounds the pages of one build."""

    def __init__(self, workspace: Workspace, entries: Entries, site: Site, *, directory_urls: bool) -> None:
        """Hold what every page is told from.

        Args:
            workspace: The loaded site.
            entries: Agencies and years that are shown.
            site: What the site says of itself.
            directory_urls: MkDocs' ``use_directory_urls``.
        """
        self.workspace = workspace
        self.entries = entries
        self.site = site
        self.suffix = "/" if directory_urls else ".html"
        self.index = "" if directory_urls else "index.html"

    def of_page(self, page: Page) -> Mapping[str, Any]:
        """What the theme is told of a page of MkDocs; see ``of``."""
        title = html.unescape(_TAG.sub("", page.title or ""))
        description = str(page.meta.get("description") or "")
        where = Where(page.file.src_uri, page.file.url, page.canonical_url or "")
        return self.of(where, title=title, description=description)

    def of(self, where: Where, *, title: str, description: str) -> Mapping[str, Any]:
        """What the theme is told of a page.

        Args:
            where: Its path and addresses.
            title: Its title, plain text.
            description: Its own description, if any.

        Returns:
            ``kind``; ``agency`` and ``years`` for the navigation; ``path``, the way up, the page itself last; ``meta``
            and ``graph``, the tags of its head; ``linked``, its JSON-LD. Addresses are relative to the site.
        """
        place = place_of(where.source, self.entries)
        path = list(self._path(place, title))
        about = description or self._description(place)
        return {
            "kind": place.kind,
            "agency": self._agency(place.entry),
            "years": list(self._years(place)),
            "path": path,
            "meta": [*site_tags(self.site), *self._tags(place, title, where.url or None, description)],
            "graph": graph_tags(
                self.site,
                title=title or self.site.name,
                description=about,
                url=where.url,
                article=place.kind == "report",
            ),
            "linked": script_text(list(self._linked(place, where, path))),
        }

    def _linked(self, place: Place, where: Where, path: list[Mapping[str, str]]) -> Iterator[Mapping[str, Any]]:
        crumbs = breadcrumbs(self.site, path, where)
        if crumbs is not None:
            yield crumbs
        report = self._report(place)
        if report is not None and place.entry is not None:
            sha256 = self.workspace.source_sha256(report.agency, report.year)
            yield dataset(self.site, report, place.entry.agency, where=where, sha256=sha256)

    def _report(self, place: Place) -> Report | None:
        if place.kind != "report" or place.entry is None or place.year is None:
            return None
        return self.workspace.report(place.entry.slug, place.year)

    def _description(self, place: Place) -> str:
        report = self._report(place)
        if report is not None and place.entry is not None:
            return report_description(report, place.entry.agency)
        if place.entry is not None:
            return say("theme.agency-description", {"agency": place.entry.agency.name})
        return self.site.description or self.site.name

    def _agency(self, entry: Entry | None) -> Mapping[str, str] | None:
        if entry is None:
            return None
        return {"name": entry.agency.name, "url": f"{entry.slug}/{self.index}"}

    def _years(self, place: Place) -> Iterator[Mapping[str, Any]]:
        if place.entry is None:
            return
        for year in place.entry.years:
            url = f"{place.entry.slug}/{year}{self.suffix}"
            yield {"label": place.entry.label(year), "url": url, "current": year == place.year}

    def _path(self, place: Place, title: str) -> Iterator[Mapping[str, str]]:
        if place.kind == "home":
            return
        yield {"title": say("theme.home"), "url": self.index or "."}
        if place.kind == "years" and place.listed is not None:
            yield {"title": say("menu.years"), "url": f"years{self.suffix}"}
        if place.entry is not None:
            yield {"title": say("theme.agencies"), "url": f"agencies{self.suffix}"}
            if place.kind != "agency":
                yield {"title": place.entry.agency.name, "url": f"{place.entry.slug}/{self.index}"}
        yield {"title": place.entry.label(place.year) if place.entry and place.year else title, "url": ""}

    def _tags(self, place: Place, title: str, url: str | None, description: str) -> list[Tag]:
        entry = place.entry
        if place.kind == "home":
            return column_tags(say("theme.home"), description or self.site.description or self.site.name)
        if place.kind in ("agencies", "years"):
            return column_tags(title, description or say("theme.agencies-description", {"site": self.site.name}))
        if entry is None or place.kind == "page":
            return []
        about = say("theme.agency-description", {"agency": entry.agency.name})
        column = column_tags(say("theme.column"), about, about=entry.agency.name)
        report = self._report(place)
        if report is None:
            return column
        return [*column, *article_tags(self.site, report, entry.agency, url=url, description=description)]
