"""Pages that are made as HTML from the data, without Markdown: they are many, and no clerk writes them.

They take part in a build like any other page, in MkDocs' own process or in another (see ``writing``).
"""

from collections.abc import Callable
from dataclasses import dataclass

from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure.files import File, Files, InclusionLevel
from mkdocs.structure.pages import Page
from mkdocs.structure.toc import AnchorLink, TableOfContents

from gongkai.renders.html import escape


@dataclass(frozen=True, slots=True)
class Made:
    """What a page holds.

    Attributes:
        html: Its content, the first heading included.
        headings: Id and plain text of its second-level headings, for the contents beside the page.
        ids: Further ids that can be linked to.
        description: For the head of the page.
    """

    html: str
    headings: tuple[tuple[str, str], ...] = ()
    ids: frozenset[str] = frozenset()
    description: str = ""


class MadeFile(File):
    """A generated page whose content is made late."""

    title: str
    make: Callable[[], Made]
    searched: bool

    @classmethod
    def of(
        cls, config: MkDocsConfig, source: str, title: str, make: Callable[[], Made], *, searched: bool = False
    ) -> "MadeFile":
        """A page.

        Args:
            config: MkDocs' configuration.
            source: Its path below the docs folder, ending in ``.md``; links from other pages name it.
            title: Its title as plain text.
            make: Makes its content when its turn comes.
            searched: Whether the search finds its text: it says something that no report says.
        """
        file = cls.generated(config, source, content="", inclusion=InclusionLevel.NOT_IN_NAV)
        assert isinstance(file, cls)  # noqa: S101 - generated makes an object of the class that it is called on
        file.title, file.make, file.searched = title, make, searched
        file.page = MadePage(escape(title), file, config)
        return file


class MadePage(Page):
    """The page of a ``MadeFile``; its title is HTML, as MkDocs has it."""

    def read_source(self, config: MkDocsConfig) -> None:
        """Read nothing: there is no Markdown."""
        del config
        self.markdown, self.meta = "", {}

    def render(self, config: MkDocsConfig, files: Files) -> None:
        """Take what was made."""
        del config, files
        file = self.file
        assert isinstance(file, MadeFile)  # noqa: S101 - only a MadeFile makes such a page
        made = file.make()
        self.content = made.html
        self.toc = TableOfContents([AnchorLink(title, name, 2) for name, title in made.headings])
        self.present_anchor_ids = {name for name, _ in made.headings} | made.ids
        if made.description:
            self.meta["description"] = made.description


def fresh_page(file: File, config: MkDocsConfig) -> Page:
    """A page of a file's kind, to be made apart from the one that MkDocs holds."""
    return MadePage(escape(file.title), file, config) if isinstance(file, MadeFile) else Page(None, file, config)
