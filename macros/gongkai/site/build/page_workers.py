"""Report pages and data files of a large site, made by other processes while MkDocs makes the rest.

What is done to a page is what MkDocs does, events of plugins included; it is done only where no other plugin listens to
these events, as a plugin may gather something over all pages. MkDocs sees a page without content in each one's place,
puts it into the sitemap, and is then told to leave it alone. All files are written by the one process that builds.
"""

import logging
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

import jinja2
from mkdocs import utils
from mkdocs.commands.build import get_context
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure.files import File, Files, InclusionLevel
from mkdocs.structure.nav import Navigation
from mkdocs.structure.pages import Page
from mkdocs.structure.toc import TableOfContents

from gongkai.processes import InOrder, worth_it
from gongkai.site.build.companion_files import Beside
from gongkai.site.build.generated_file import DataFile
from gongkai.site.build.generated_page import MadeFile, fresh_page

_EVENTS = ("pre_page", "page_read_source", "page_markdown", "page_content", "page_context", "post_page")

Links = dict[str, dict[str, str]]
"""Links to anchors, by the path of the page that they lead to, as MkDocs gathers them."""


class AwayPage(Page):
    """Stands in the place of a page that another process makes."""

    def read_source(self, config: MkDocsConfig) -> None:
        """Read nothing."""
        del config
        self.markdown, self.meta = "", {}

    def render(self, config: MkDocsConfig, files: Files) -> None:
        """Render nothing."""
        del config, files
        self.content, self.toc = "", TableOfContents([])


@dataclass(frozen=True, slots=True)
class _Made:
    """A file as another process made it.

    Attributes:
        output: What is to be written; nothing for a page that came out empty.
        anchors: Ids of a page that can be linked to.
        links: Its links to anchors.
        logged: What was logged meanwhile, by logger name, level and text.
        beside: Further files that were made along with a page, by path.
    """

    output: bytes
    anchors: frozenset[str] = frozenset()
    links: Links | None = None
    logged: tuple[tuple[str, int, str], ...] = ()
    beside: tuple[tuple[str, bytes], ...] = ()


@dataclass(frozen=True, slots=True)
class _Scene:
    """What a process needs to make files; it comes over with the fork and is never copied."""

    config: MkDocsConfig
    files: Files
    shown: Sequence[File]
    nav: Navigation
    env: jinja2.Environment
    work: Sequence[File]
    beside: Beside

    def make(self, number: int) -> _Made:
        file = self.work[number]
        if isinstance(file, DataFile):
            return _Made(file.data())
        self.beside.held = True  # in this process alone
        away = file.page
        with _Listening() as logged:
            page, output = self._page(fresh_page(file, self.config))
        file.page = away  # else every page that was made would stay in memory with its file
        links = {linked.src_uri: found for linked, found in (page.links_to_anchors or {}).items()}
        anchors = frozenset(page.present_anchor_ids or ())
        data = output.encode("utf-8", errors="xmlcharrefreplace")
        return _Made(data, anchors, links, tuple(logged), self.beside.take())

    def _page(self, page: Page) -> tuple[Page, str]:
        """Read, render and dress a page as ``mkdocs.commands.build`` does."""
        config, files, plugins = self.config, self.files, self.config.plugins
        page = plugins.on_pre_page(page, config=config, files=files)
        page.read_source(config)
        page.markdown = plugins.on_page_markdown(page.markdown or "", page=page, config=config, files=files)
        page.render(config, files)
        page.content = plugins.on_page_content(page.content or "", page=page, config=config, files=files)
        page.active = True
        context = get_context(self.nav, self.shown, config, page)
        template = self.env.get_template(page.meta.get("template", "main.html"))
        context = plugins.on_page_context(context, page=page, config=config, nav=self.nav)
        output = plugins.on_post_page(template.render(context), page=page, config=config) or ""
        return page, output if output.strip() else ""


class Writing:
    """What other processes make of one build."""

    def __init__(
        self,
        config: MkDocsConfig,
        files: Files,
        nav: Navigation,
        is_report: Callable[[str], bool],
        *,
        beside: Beside,
    ) -> None:
        """Choose the pages, and put pages without content in their places; nothing where there are few.

        Args:
            config: MkDocs' configuration.
            files: All files.
            nav: The navigation; pages in it stay with MkDocs.
            is_report: Whether a path below the docs folder is that of a report's page.
            beside: Where files that are made along with a page go.
        """
        self._config, self._files, self._nav, self._beside = config, files, nav, beside
        self._templates = {*config.theme.static_templates, *config.extra_templates}
        self._results: InOrder[int, _Made] | None = None
        in_nav = {page.file.src_uri for page in nav.pages}
        found = [
            file
            for file in files.documentation_pages()
            if (is_report(file.src_uri) or isinstance(file, MadeFile)) and file.src_uri not in in_nav
        ]
        self._pages = found if worth_it(len(found)) and _only_ours(config) else []
        for file in self._pages:
            AwayPage(None, file, config)
        self._work: list[File] = []

    def begin(self, env: jinja2.Environment) -> None:
        """Start the processes, once all that a page is made from stands.

        Args:
            env: The templates, ready for use.
        """
        if not self._pages:
            return
        data = [file for file in self._files if isinstance(file, DataFile)]
        for file in data:
            file.elsewhere = True
        self._work = [*self._pages, *data]
        shown = self._files.documentation_pages()
        scene = _Scene(self._config, self._files, shown, self._nav, env, self._work, self._beside)
        self._results = InOrder(scene.make, range(len(self._work)))

    def template_done(self, name: str) -> None:
        """Take note of a template of the whole site; after the last of them MkDocs turns to the pages."""
        self._templates.discard(str(name))
        if not self._templates:
            for file in self._pages:
                file.inclusion = InclusionLevel.EXCLUDED

    def finish(self) -> None:
        """Write all that was made; a failure to make a file is raised here.

        Links are proved last, those of the pages that MkDocs has made as well, as far as they lead to pages made here.
        """
        if self._results is None:
            return
        kept: dict[frozenset[str], frozenset[str]] = {}  # most reports have the same ids: one set of them is enough
        for file, made in zip(self._work, self._results, strict=True):
            if made.output:
                utils.write_file(made.output, file.abs_dest_path)
            for path, data in made.beside:
                utils.write_file(data, path)
            for name, level, text in made.logged:
                logging.getLogger(name).log(level, text)
            if file.page is not None:
                anchors: Any = kept.setdefault(made.anchors, made.anchors)
                file.page.present_anchor_ids = anchors
                file.page.links_to_anchors = self._links(made.links or {})
        self._prove_links()

    def stop(self) -> None:
        """Give up."""
        if self._results is not None:
            self._results.close()

    def _links(self, links: Links) -> dict[File, dict[str, str]]:
        found = ((self._files.get_file_from_path(name), anchors) for name, anchors in links.items())
        return {file: anchors for file, anchors in found if file is not None}

    def _prove_links(self) -> None:
        level = self._config.validation.links.anchors
        away = set(self._pages)
        for file in self._files:
            if file.page is None:
                continue
            if file not in away:
                links = file.page.links_to_anchors or {}
                file.page.links_to_anchors = {linked: found for linked, found in links.items() if linked in away}
            file.page.validate_anchor_links(files=self._files, log_level=level)


def _only_ours(config: MkDocsConfig) -> bool:
    """Whether only our plugin and mkdocs-macros listen to what happens to a page."""
    ours = [config.plugins.get("gongkai"), config.plugins.get("macros")]
    events: Any = config.plugins.events
    return all(getattr(hook, "__self__", None) in ours for name in _EVENTS for hook in events[name])


class _Listening(logging.Handler):
    """Gathers what MkDocs logs about a page, instead of its own handlers."""

    def __init__(self) -> None:
        super().__init__(logging.INFO)
        self.records: list[tuple[str, int, str]] = []
        self._others: list[logging.Handler] = []

    def __enter__(self) -> list[tuple[str, int, str]]:
        logger = logging.getLogger("mkdocs")
        self._others, logger.handlers = logger.handlers, [self]
        return self.records

    def __exit__(self, *_: object) -> None:
        logging.getLogger("mkdocs").handlers = self._others

    def emit(self, record: logging.LogRecord) -> None:
        """Keep a record as picklable parts."""
        self.records.append((record.name, record.levelno, record.getMessage()))
