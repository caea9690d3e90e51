"""Generated pages as MkDocs sees them: files with a page whose content is made late, without Markdown.

They take part in a build like any other page, whether MkDocs renders them or the unit of work does.
"""

from collections.abc import Callable
from typing import Any

from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure.files import File, Files, InclusionLevel
from mkdocs.structure.pages import Page

from gongkai.pages.content import PageContent, TextBlock
from gongkai.renders.html import escape
from gongkai.site.mkdocs_pages import begin_page, contents_of, no_contents
from gongkai.work.contents import AgencyContents, SiteContents
from gongkai.work.page_type import AgencyPageType, GeneratedPage, PageType


class GeneratedFile(File):
    """The file of a generated page."""

    generated_page: GeneratedPage
    page_type: PageType | AgencyPageType
    contents: Any
    """What it is made from, ``SiteContents`` or ``AgencyContents`` as its kind asks for; a preview renews it."""
    known_text: tuple[Any, tuple[TextBlock, ...]] | None
    """What a page of the site for the search was made from last, and its text."""

    @classmethod
    def of(
        cls,
        config: MkDocsConfig,
        page: GeneratedPage,
        page_type: PageType | AgencyPageType,
        contents: SiteContents | AgencyContents,
    ) -> "GeneratedFile":
        """A page.

        Args:
            config: MkDocs' configuration.
            page: Which page it is; links from other pages name its source.
            page_type: Of which kind.
            contents: What it is made from when its turn comes.
        """
        file = cls.generated(config, page.source, content="", inclusion=InclusionLevel.NOT_IN_NAV)
        assert isinstance(file, cls)  # noqa: S101 - generated makes an object of the class that it is called on
        file.generated_page, file.page_type, file.contents, file.known_text = page, page_type, contents, None
        file.page = ContentPage(file, config, file.make)
        return file

    def make(self) -> PageContent:
        """Make its content."""
        content = self.page_type.content(self.contents, self.generated_page)
        if isinstance(self.page_type, PageType) and self.page_type.searched:
            self.known_text = self.contents, content.text
        return content

    def text(self) -> tuple[TextBlock, ...]:
        """The text of its content: that of the page, where the page is made already."""
        if self.known_text is not None and self.known_text[0] is self.contents:
            return self.known_text[1]
        return self.make().text


class ContentPage(Page):
    """A page with a content that is made without Markdown."""

    def __init__(self, file: GeneratedFile, config: MkDocsConfig, make: Callable[[], PageContent]) -> None:
        """Take the page's title, which MkDocs has as HTML.

        Args:
            file: The page's file.
            config: MkDocs' configuration.
            make: Makes its content.
        """
        begin_page(self, escape(file.generated_page.title), file, config)
        self._make = make

    def read_source(self, config: MkDocsConfig) -> None:
        """Read nothing: there is no Markdown."""
        del config
        self.markdown, self.meta = "", {}

    def render(self, config: MkDocsConfig, files: Files) -> None:
        """Make the content."""
        del config, files
        content = self._make()
        self.content = content.html
        self.toc = contents_of(content.headings)
        self.present_anchor_ids = {name for name, _ in content.headings} | content.ids
        if content.description:
            self.meta["description"] = content.description


class PlaceholderPage(Page):
    """Stands in MkDocs' build for a page that the unit of work renders."""

    def __init__(self, file: File, config: MkDocsConfig) -> None:
        """Have every attribute at once: one that comes later takes 0.7 KB a page, and a large site has many pages.

        Args:
            file: The page's file.
            config: MkDocs' configuration.
        """
        begin_page(self, None, file, config)
        self.present_anchor_ids = self.links_to_anchors = None  # not known yet, which is not the same as none

    def read_source(self, config: MkDocsConfig) -> None:
        """Read nothing."""
        del config
        self.markdown, self.meta = "", {}

    def render(self, config: MkDocsConfig, files: Files) -> None:
        """Render nothing."""
        del config, files
        self.content, self.toc = "", no_contents()
