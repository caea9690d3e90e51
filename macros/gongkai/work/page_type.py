"""Kinds of generated pages and files. Each is declared once, where it is made; everything else loops over them.

The menu, the names that no agency may have, the template variables of a page, and the search come from these
declarations. ``site.pages`` finds the modules that hold them.
"""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from enum import Enum
from typing import TypeVar

from gongkai.added_code import module_of, place_of, raised_by, returned_by
from gongkai.errors import GongkaiError, PageTypeError
from gongkai.findings import say
from gongkai.pages.content import PageContent
from gongkai.pages.unsafe_parts import unsafe_part
from gongkai.work.contents import AgencyContents, SiteContents
from gongkai.work.settings import SiteSettings

T = TypeVar("T")
C = TypeVar("C", SiteContents, AgencyContents)
_WANTED: Mapping[type, str] = {PageContent: "page", str: "text", bytes: "bytes"}
"""By what a function must give the key of its name in a message."""


PLAIN_KIND = "page"
"""The kind of pages that are treated like any other."""


class DependsOn(Enum):
    """What a page is made from in addition to configuration, theme and versions, which every page is made from.

    It is for who reads or writes the type: a build makes pages of the whole site anew in any case, and takes those of
    an agency over by the hash of all its files. ``tests/site/test_dependencies.py`` holds each declaration to builds.
    """

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
        position: Where it stands among the others of the menu; the smallest comes first.
        label: Key of its text in ``words.zh.yml``.
        kinds: Values of ``kind`` (of ``PageType`` and ``AgencyPageType``); on pages of these kinds the entry is
            highlighted as the part of the site that the page belongs to. On its own page it always is.
    """

    position: int
    label: str
    kinds: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class GeneratedPage:
    """One page of a page type, before it is rendered.

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
        title: Key of its title in ``words.zh.yml``.
        make: Makes the content of a page; None for a page that is written in Markdown.
        pages: Which pages there are; one at ``route`` by default.
        exists: Whether a site has them; always by default.
        depends_on: See ``DependsOn``.
        kind: The name by which templates and ``MenuPlace.kinds`` tell kinds of pages apart; ``page`` for one that is
            treated like any other.
        column: Its place among the columns at the top of every page.
        footer: Its place among the links at the foot of every page.
        searched: Whether the search finds its ``PageContent.text``: it says something that no report says.
        position: Its place among the generated pages, in the site map and among results; the manual lists them all
            (``docs/manual/pages.md``).
    """

    route: str
    title: str
    make: Callable[[SiteContents, GeneratedPage], PageContent] | None
    pages: Callable[[SiteContents], Iterable[GeneratedPage]] | None = None
    exists: Callable[[SiteSettings], bool] | None = None
    depends_on: DependsOn = DependsOn.ALL_AGENCIES
    kind: str = PLAIN_KIND
    column: MenuPlace | None = None
    footer: MenuPlace | None = None
    searched: bool = False
    position: int = 100

    def pages_of(self, contents: SiteContents) -> tuple[GeneratedPage, ...]:
        """The pages of this kind on a site."""
        if self.exists is not None and not self.exists(contents.settings):
            return ()
        if self.pages is not None:
            return _listed(self.pages, contents, self.route)
        return (GeneratedPage(self.route, say(self.title)),)

    def content(self, contents: SiteContents, page: GeneratedPage) -> PageContent:
        """The content of a page of this kind, which is not written in Markdown.

        Raises:
            PageTypeError: ``make`` has failed, or gives no content; the message names the page and the line.
        """
        return _content(self.make, contents, page)


@dataclass(frozen=True, slots=True, kw_only=True)
class AgencyPageType:
    """A kind of page that each agency has; see ``PageType``.

    Attributes:
        route: The pattern of its sources, such as ``{agency}/{year}.md``.
        make: Makes the content of a page; None for a page that is written in Markdown.
        pages: Which pages an agency has.
        depends_on: See ``DependsOn``.
        kind: See ``PageType``.
        report_link: Key of the text of the link on the pages of reports, with the fields ``year`` (of the report) and
            ``before`` (the year before). A page for each year is linked to by the report on it, a page without a year
            by all reports of its agency. None for no link.
        agency_link: Key of the text of the link on the agency's page, with the field ``year``. None for no link.
        searched: Whether the search finds its ``PageContent.text``. The pages of agencies and reports are found
            without it: by their names, and by narrative and tables.
        position: Its place among the generated pages and among links; the manual lists them all
            (``docs/manual/pages.md``).
    """

    route: str
    make: Callable[[AgencyContents, GeneratedPage], PageContent] | None
    pages: Callable[[AgencyContents], Iterable[GeneratedPage]]
    depends_on: DependsOn = DependsOn.AGENCY
    kind: str = PLAIN_KIND
    report_link: str | None = None
    agency_link: str | None = None
    searched: bool = False
    position: int = 100

    def pages_of(self, contents: AgencyContents) -> tuple[GeneratedPage, ...]:
        """The pages of this kind that an agency has."""
        return _listed(self.pages, contents, self.route)

    def content(self, contents: AgencyContents, page: GeneratedPage) -> PageContent:
        """The content of a page of this kind, see ``PageType.content``."""
        return _content(self.make, contents, page)


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

    def content(self, contents: SiteContents) -> bytes:
        """The bytes of the file.

        Raises:
            PageTypeError: ``make`` has failed, or gives no text; the message names the file and the line.
        """
        return _called(self.make, (contents,), str, self.route).encode()


@dataclass(frozen=True, slots=True, kw_only=True)
class AgencyFileType:
    """A kind of generated file that each agency has, made of the agency's own files alone.

    Attributes:
        route: The pattern of its paths below the site, with the field ``agency``.
        make: Makes its bytes.
        exists: Whether a site has it of an agency.
        position: Its place among the generated files.
    """

    route: str
    make: Callable[[AgencyContents], bytes]
    exists: Callable[[AgencyContents], bool]
    position: int = 100

    def content(self, contents: AgencyContents) -> bytes:
        """The bytes of an agency's file, see ``FileType.content``."""
        return _called(self.make, (contents,), bytes, self.route)


def _listed(pages: Callable[[C], Iterable[GeneratedPage]], contents: C, route: str) -> tuple[GeneratedPage, ...]:
    """The pages of a kind; they are often made by a generator, which fails only when it is asked."""
    return _called(lambda: tuple(pages(contents)), (), tuple, route, original=pages)


def _content(make: Callable[[C, GeneratedPage], PageContent] | None, contents: C, page: GeneratedPage) -> PageContent:
    assert make is not None  # noqa: S101 - a page that is written in Markdown is not asked for its content
    content = _called(make, (contents, page), PageContent, page.source)
    if part := unsafe_part(content.html):
        raise _failed(page.source, say("page-faults.unsafe", {"part": part, "place": place_of(make)}))
    return content


def _called(
    function: Callable[..., T],
    args: tuple[object, ...],
    kind: type[T],
    what: str,
    *,
    original: Callable[..., object] | None = None,
) -> T:
    """What a function of a kind of page or file gives.

    Args:
        function: The function.
        args: What it is given.
        kind: What it must give.
        what: The source of the page or file, or the route of its kind: the message names it.
        original: The function as its author wrote it, where that is another one.

    Raises:
        PageTypeError: It has failed, or gives something else.
    """
    author = function if original is None else original
    try:
        value: object = function(*args)
    except (GongkaiError, OSError, MemoryError):  # of the data or of the system, no fault of the page
        raise
    except Exception as error:  # so that whoever wrote the page reads where, and which page
        raise _failed(what, raised_by(error, module_of(author))) from error
    if not isinstance(value, kind):
        raise _failed(what, returned_by(author, value, expected=_WANTED[kind]))
    return value


def _failed(what: str, why: str) -> PageTypeError:
    return PageTypeError(say("page-faults.failed", {"page": what, "why": why}))


AnyType = PageType | AgencyPageType | FileType | AgencyFileType
OfAgency = AgencyPageType | AgencyFileType
"""Kinds that each agency has; they stand below its folder."""
