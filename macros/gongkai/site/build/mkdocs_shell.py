"""Content put into the site's templates by MkDocs, page by page: the shell of the unit of work."""

from collections.abc import Callable
from dataclasses import dataclass

import jinja2
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure.files import File, Files
from mkdocs.structure.nav import Navigation
from mkdocs.structure.pages import Page

from gongkai.pages.content import PageContent
from gongkai.renders.export import Format
from gongkai.site import mkdocs_compat as compat
from gongkai.site.build.generated_page import ContentPage, GeneratedFile
from gongkai.site.mkdocs_pages import leaves_text_alone, page_anchors, page_links, render_page
from gongkai.site.publishing.site_folder import SiteFolder
from gongkai.site.report.narrative_page import NarrativePage
from gongkai.work.bundle import RenderedPage
from gongkai.work.kept import FileKeeper
from gongkai.work.kept_bundles import BundleKeeper
from gongkai.work.page_type import GeneratedPage

_PLUGLET = "gongkai.site.pluglet"
"""The module that has mkdocs-macros put calls into the text of a page; one without text has none."""


@dataclass(frozen=True, slots=True)
class Scene:
    """The build as MkDocs holds it.

    Attributes:
        config: MkDocs' configuration.
        files: All files of the build.
        nav: The navigation; pages in it stay with MkDocs.
        formats: The formats that the site publishes.
        keeper: Writes reports in these formats.
        folder: Where the pages and files of agencies are written.
        bundles: Keeps what was made of agencies.
        rows: Whether the site publishes the figures of all reports of a year in a file.
        verbatim: Whether it also does so in a file for programs.
    """

    config: MkDocsConfig
    files: Files
    nav: Navigation
    formats: tuple[Format, ...] | None
    keeper: FileKeeper
    folder: SiteFolder
    bundles: BundleKeeper
    rows: bool = False
    verbatim: bool = False


@dataclass(frozen=True, slots=True)
class MkDocsShell:
    """Puts content into the site's templates through MkDocs; the shell of ``work.make``.

    Attributes:
        scene: The build.
        pages: The files that have a page.
        env: The templates.
    """

    scene: Scene
    pages: list[File]
    env: jinja2.Environment

    def report_page(self, source: str) -> RenderedPage:
        """Render the page of a report from its narrative."""
        file = self._file(source)
        return self._rendered(file, lambda: NarrativePage(None, file, self.scene.config), has_text=True)

    def generated_page(self, page: GeneratedPage, content: PageContent) -> RenderedPage:
        """Render a generated page."""
        file = self._file(page.source)
        assert isinstance(file, GeneratedFile)  # noqa: S101 - only sources of generated files are asked for
        config = self.scene.config
        has_text = not leaves_text_alone(config, _PLUGLET)  # what others do to it may show elsewhere on the page
        return self._rendered(file, lambda: ContentPage(file, config, lambda: content), has_text=has_text)

    def _file(self, source: str) -> File:
        file = self.scene.files.src_uris.get(source)
        assert file is not None  # noqa: S101 - the build has chosen the sources from these files
        return file

    def _rendered(self, file: File, new_page: Callable[[], Page], *, has_text: bool) -> RenderedPage:
        scene, placeholder = self.scene, file.page
        try:
            with compat.captured_log() as logged:
                rendered_page, output = render_page(
                    new_page(), config=scene.config, files=scene.files, pages=self.pages, nav=scene.nav, env=self.env,
                    has_text=has_text,
                )  # fmt: skip
        finally:
            file.page = placeholder  # else every rendered page would stay in memory with its file
        return RenderedPage(
            file.src_uri,
            output.encode("utf-8", errors="xmlcharrefreplace"),
            page_anchors(rendered_page),
            page_links(rendered_page),
            tuple(logged),
        )
