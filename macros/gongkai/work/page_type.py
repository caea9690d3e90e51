"""Kinds of generated pages and files. Each is declared once, where it is made; everything else loops over them.

The menu, the names that no agency may have, what the theme is told of a page, what a page depends on, and the search
come from these declarations. ``site.pages`` finds the modules that hold them.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from enum import Enum

from gongkai.findings import say
from gongkai.pages.content import PageContent
from gongkai.work.contents import AgencyContents, SiteContents
from gongkai.work.settings import SiteSettings


class DependsOn(Enum):
    """What a page is made from beside configuration, theme and versions, which all pages are made from."""

    SETTINGS = "settings"
    """Nothing else."""
    AGENCY = "agency"
    """The files of its own agency."""
    AGENCY_AND_NAMES = "agency-and-names"
    """The files of its own agency, and the names of its superior and its successor."""
    ALL_AGENCIES = "all-agencies"
    """The files of every agency that is shown."""


@dataclass(frozen=True, slots=True)
class MenuPlace:
    """A place in a menu.

    Attributes:
        position: Where it stands among the others; the smallest comes first.
        label: Key of its text among the words.
        kinds: Kinds of pages at which it is shown as the current column.
    """

    position: int
    label: str
    kinds: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class GeneratedPage:
    """One page of a type.

    Attributes:
        source: Its path below the docs folder, ending in ``.md``.
        title: Its title as plain text.
        agency: Slug of the agency that it belongs to, if any.
        year: The year that it is about, if any.
        number: Which page of a list, from 1.
    """

    source: str
    title: str
    agency: str | None = None
    year: int | None = None
    number: int = 1


@dataclass(frozen=True, slots=True, kw_only=True)
class PageType:
    """A kind of page of the whole site.

    Attributes:
        route: Source of its page, or of the first of its pages.
        title: Key of its title among the words.
        make: Makes the content of a page; None for a page that is written in Markdown.
        pages: Which pages there are; one at ``route`` by default.
        exists: Whether a site has them; always by default.
        depends_on: See ``DependsOn``.
        kind: What the theme calls it.
        column: Its place among the columns at the top of every page.
        footer: Its place among the links at the foot of every page.
        searched: Whether the search finds its text: it says something that no report says.
        position: Its place among the generated pages, in the site map and among results.
    """

    route: str
    title: str
    make: Callable[[SiteContents, GeneratedPage], PageContent] | None
    pages: Callable[[SiteContents], Iterable[GeneratedPage]] | None = None
    exists: Callable[[SiteSettings], bool] | None = None
    depends_on: DependsOn = DependsOn.ALL_AGENCIES
    kind: str = "page"
    column: MenuPlace | None = None
    footer: MenuPlace | None = None
    searched: bool = False
    position: int = 100

    def pages_of(self, contents: SiteContents) -> Iterable[GeneratedPage]:
        """The pages of this kind on a site."""
        if self.exists is not None and not self.exists(contents.settings):
            return ()
        if self.pages is not None:
            return self.pages(contents)
        return (GeneratedPage(self.route, say(self.title)),)


@dataclass(frozen=True, slots=True, kw_only=True)
class AgencyPageType:
    """A kind of page that each agency has; see ``PageType``.

    Attributes:
        route: The pattern of its sources, such as ``{agency}/{year}.md``.
        make: Makes the content of a page; None for a page that is written in Markdown.
        pages: Which pages an agency has.
        depends_on: See ``DependsOn``.
        kind: What the theme calls it.
        position: Its place among the generated pages.
    """

    route: str
    make: Callable[[AgencyContents, GeneratedPage], PageContent] | None
    pages: Callable[[AgencyContents], Iterable[GeneratedPage]]
    depends_on: DependsOn = DependsOn.AGENCY
    kind: str = "page"
    position: int = 100


@dataclass(frozen=True, slots=True, kw_only=True)
class FileType:
    """A kind of generated file of the whole site.

    Attributes:
        route: Its path below the site.
        make: Makes its text.
        exists: Whether a site has it; always by default.
        footer: Its place among the links at the foot of every page.
        position: Its place among the generated files.
    """

    route: str
    make: Callable[[SiteContents], str]
    exists: Callable[[SiteContents], bool] | None = None
    footer: MenuPlace | None = None
    position: int = 100


AnyType = PageType | AgencyPageType | FileType
