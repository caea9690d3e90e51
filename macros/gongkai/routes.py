"""Where everything of a site stands: the one module that knows a path.

A page is named by its source, the path of its Markdown file below the docs folder (``erligang/2020.md``), whether such
a file exists or not; a file by its path below the published site. A generated page gives way to one that is there.
"""

import posixpath
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from functools import cache, lru_cache
from urllib.parse import quote, unquote, urljoin, urlsplit, urlunsplit

LINK_SCHEMES = frozenset({"http", "https", "mailto", "tel"})  # of links that lead out of a site
HOME = "index.md"
AGENCIES = "agencies.md"
YEARS = "years.md"
SEARCH = "search.md"
ANY_TWO = "compare.md"
GLOSSARY = "glossary.md"
METHODS = "methods.md"
ACCESSIBILITY = "accessibility.md"
CONTACT, HOW_TO_APPLY = "contact.md", "apply"  # the page, and the id of its section on where to apply for information
DATA = "data.md"
ROLLUPS = "rollups.md"
MOVED = "moved.md"
INTERNAL = "internal.md"
INTERNAL_YEAR = "internal/{year}.md"
INTERNAL_FINDINGS = "internal/findings.md"
INTERNAL_WORKBOOK = "internal/status-{year}.xlsx"

FEED = "feed.xml"
ASSETS = "assets/gongkai"
REPORT_LIST = f"{ASSETS}/reports.json"
FORM_LIST = f"{ASSETS}/forms.json"
AGENCY_LIST = f"{ASSETS}/agencies.json"
COLUMN_LABELS = f"{ASSETS}/labels.css"
SEARCH_INDEX = "pagefind"
INTERNAL_MARK = "gongkai-internal.txt"  # by this file the folder of an internal site is known
DATA_FOLDER = "data"
"""The folder of the files that hold the figures of the whole site; their addresses never change."""
DATA_ARCHIVE = f"{DATA_FOLDER}/annual-reports.zip"
DATA_PACKAGE = f"{DATA_FOLDER}/datapackage.json"
DATA_CATALOG = f"{DATA_FOLDER}/catalog.jsonld"
DATA_README = f"{DATA_FOLDER}/README.txt"
BARE_COPY = "fragment.html"
TITLED_COPY = "fragment-title.html"
"""The files of a report that hold its page as bare HTML, for the editor of another site; the second with its title."""

AGENCY = "{agency}/index.md"
REPORT = "{agency}/{year}.md"
COMPARISON = "{agency}/{year}/compare.md"
PLAIN = "{agency}/{year}/easy.md"
SERIES = "{agency}/series.md"
SERIES_FILE = "{agency}/series.csv"
"""Routes of the pages, and of the file, that each agency has: patterns whose fields stand in braces."""
YEAR_TABLE = f"{DATA_FOLDER}/{{year}}.md"
"""The route of the pages that set all agencies of a year side by side."""

KEPT = ".cache/gongkai/files"
"""The folder of what is kept between builds, beside mkdocs.yml."""

_SITE_PAGES = (AGENCIES, YEARS, SEARCH, ANY_TWO, GLOSSARY, METHODS, ACCESSIBILITY, CONTACT, DATA, ROLLUPS, MOVED)
_FOLDERS = ("assets", DATA_FOLDER, "forms", "manual", SEARCH_INDEX, "internal")
_FIELDS = {"agency": "[a-z0-9-]+", "year": "[0-9]{4}"}
_YEAR_LIST = re.compile(r"years/(?P<year>[0-9]{4})(?:-[0-9]+)?\.md")


def folders_of(sources: Iterable[str]) -> frozenset[str]:
    """The folders at the top of a site that pages or files take, whose names no agency can have."""
    return frozenset(source.partition("/")[0].partition(".")[0] for source in sources)


RESERVED = folders_of((*_SITE_PAGES, *_FOLDERS))
"""Names of folders that the pages and files named here take: no agency may be called so.

Kinds of pages that are added take more: ``gongkai.site.pages.reserved_slugs`` has all of them."""


def agency_page(agency: str) -> str:
    """The page of an agency."""
    return AGENCY.format(agency=agency)


def report_page(agency: str, year: int) -> str:
    """The page of a report."""
    return REPORT.format(agency=agency, year=year)


def comparison_page(agency: str, year: int) -> str:
    """The page that compares a report with that of the year before."""
    return COMPARISON.format(agency=agency, year=year)


def series_page(agency: str) -> str:
    """The page of an agency's figures over the years."""
    return SERIES.format(agency=agency)


def agency_list_page(number: int) -> str:
    """One page of the list of agencies, from 1."""
    return AGENCIES if number == 1 else f"agencies/{number}.md"


def year_list_page(year: int, number: int = 1) -> str:
    """One page of the list of a year's reports, from 1."""
    return f"years/{year}.md" if number == 1 else f"years/{year}-{number}.md"


def report_file(agency: str, year: int, name: str) -> str:
    """A file that belongs to a report, such as ``report.json``."""
    return f"{agency}/{year}/{name}"


def year_figures_file(year: int, suffix: str, *, folder: bool = False) -> str:
    """Where every figure of a year is: ``data/figures-2023.csv``, or in a folder ``data/figures/year=2023/``."""
    return f"{DATA_FOLDER}/figures/year={year}/figures{suffix}" if folder else f"{DATA_FOLDER}/figures-{year}{suffix}"


def year_table_page(year: int) -> str:
    """The page that sets all agencies of a year side by side."""
    return YEAR_TABLE.format(year=year)


def rollup_page(agency: str, year: int) -> str:
    """The page of what a consolidated report adds up."""
    return f"rollups/{agency}-{year}.md"


def year_of_table(source: str) -> int | None:
    """The year whose agencies a page sets side by side; None for any other source."""
    table = match(YEAR_TABLE, source)
    return int(table["year"]) if table is not None else None


def year_table_file(year: int, suffix: str) -> str:
    """The file that holds the table of all agencies of a year, ``data/agencies-2023.csv`` for ``.csv``."""
    return f"{DATA_FOLDER}/agencies-{year}{suffix}"


def report_of_page(source: str) -> tuple[str, int] | None:
    """Agency and year of a report's page; None for any other source."""
    parts = match(REPORT, source)
    return (parts["agency"], int(parts["year"])) if parts is not None else None


def report_of_file(path: str) -> tuple[str, int] | None:
    """Agency and year of the report that a file belongs to; None for any other file."""
    folder, _, name = path.rpartition("/")
    return report_of_page(f"{folder}.md") if name else None


def year_of_list(source: str) -> int | None:
    """The year whose reports a page lists; None for any other source."""
    listed = _YEAR_LIST.fullmatch(source)
    return int(listed["year"]) if listed is not None else None


def page_of_route(route: str, agency: str, year: int | None = None) -> str:
    """The page or file of a route that each agency has, such as ``SERIES``; the year is for routes that have one."""
    return route.format(agency=agency, year=year)


def match(route: str, source: str) -> Mapping[str, str] | None:
    """The fields of a route in a source, by name; None where it is not of that route."""
    pattern = _pattern(route).fullmatch(source)
    return pattern.groupdict() if pattern is not None else None


@cache
def _pattern(route: str) -> re.Pattern[str]:
    parts = re.split(r"\{(\w+)\}", route)
    patterns = [f"(?P<{part}>{_FIELDS[part]})" if number % 2 else re.escape(part) for number, part in enumerate(parts)]
    return re.compile("".join(patterns))


def other_sources(source: str) -> tuple[str, ...]:
    """Sources of other Markdown files that MkDocs gives the address of a page where addresses are folders."""
    stem = source.removesuffix(".md")
    return (f"{stem}/index.md", f"{stem}/README.md")


def folder_of_page(source: str) -> str:
    """The folder at the top that a page stands in; empty for a page that stands in none."""
    return source.partition("/")[0] if "/" in source else ""


@dataclass(frozen=True, slots=True)
class Addresses:
    """How a site writes the addresses of its pages.

    Attributes:
        directory_urls: MkDocs' ``use_directory_urls``: ``glossary/`` rather than ``glossary.html``.
    """

    directory_urls: bool

    def of(self, source: str) -> str:
        """The address of a page relative to the site; ``./`` for the home page where addresses are folders."""
        return _address(source, self.directory_urls)

    def file(self, source: str) -> str:
        """The path below the published site that a page is written to."""
        address = self.of(source)
        return f"{address.removeprefix('./')}index.html" if self.directory_urls else address

    def between(self, at: str, source: str) -> str:
        """The address of a page as another page writes it.

        Args:
            at: The page that links.
            source: The page that is linked to.
        """
        return relative(self.of(source), self.of(at))

    def up(self, at: str) -> str:
        """The way from a page up to the site's root, as a prefix of paths: ``../`` repeated, or nothing."""
        return way_up(self.of(at).removeprefix("./"))

    @property
    def suffix(self) -> str:
        """What ends the address of a page that is no index: ``/`` or ``.html``."""
        return "/" if self.directory_urls else ".html"


@dataclass(frozen=True, slots=True)
class SiteAddress:
    """Where a site is published, for what leads back to it from elsewhere.

    Attributes:
        url: Its full address, which ends in a slash; empty where it has none.
        addresses: How it writes the addresses of its pages.
    """

    url: str = ""
    addresses: Addresses = field(default_factory=lambda: Addresses(directory_urls=True))

    def of(self, source: str) -> str:
        """The full address of a page; empty where the site has none."""
        return f"{self.url}{self.addresses.of(source).removeprefix('./')}" if self.url else ""

    def link(self, href: str, at: str) -> str:
        """Where a link leads, from anywhere.

        Args:
            href: Its address as the Markdown of a page writes it.
            at: The page.

        Returns:
            A full address; empty for a link within the page, for one that runs something, and for one to a page or a
            file of the site where the site has no address.
        """
        parts = urlsplit(href)
        if parts.scheme:
            return href if parts.scheme in LINK_SCHEMES else ""
        if not parts.path or not self.url:
            return ""
        if parts.path.endswith("/"):  # no file, so that MkDocs leaves it to the browser
            return urljoin(self.of(at), href)
        target = posixpath.normpath(posixpath.join(posixpath.dirname(at), unquote(parts.path)))
        path = self.addresses.of(target).removeprefix("./") if target.endswith(".md") else quote(target)
        return urljoin(self.url, urlunsplit(("", "", path, parts.query, parts.fragment)))


NO_ADDRESS = SiteAddress()
"""A site without an address."""


@lru_cache(maxsize=16384)
def _address(source: str, directory_urls: bool) -> str:  # noqa: FBT001 - half of a key
    stem = source.removesuffix(".md")
    folder, _, name = stem.rpartition("/")
    if not directory_urls:
        return f"{stem}.html"
    if name == "index":
        return f"{folder}/" if folder else "./"
    return f"{stem}/"


def way_up(address: str) -> str:
    """The way from a page up to the site's root, as a prefix of paths.

    Args:
        address: The page's address relative to the site; that of the home page is empty.
    """
    return "../" * address.count("/")


@lru_cache(maxsize=16384)
def relative(address: str, at: str) -> str:
    """An address of the site as the page at another writes it, both relative to the site; a folder's ends in ``/``."""
    target, start = _folders(address), _folders(at.rpartition("/")[0])
    shared = next((number for number, pair in enumerate(zip(target, start, strict=False)) if pair[0] != pair[1]), None)
    common = min(len(target), len(start)) if shared is None else shared
    path = "/".join([".."] * (len(start) - common) + target[common:]) or "."
    return f"{path}/" if address.endswith("/") else path


def _folders(path: str) -> list[str]:
    return [part for part in path.split("/") if part and part != "."]
