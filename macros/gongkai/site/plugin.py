"""The MkDocs plugin: hooks that call the workspace and turn what it says into MkDocs' own kind, and no logic.

Order of a build: checks before anything is emptied, pages added, rendering by MkDocs, the exchange at the very end.
"""

import sys
from functools import partial
from pathlib import Path
from typing import Any, Literal

import click
from jinja2 import Environment
from mkdocs.config import config_options as c
from mkdocs.config.base import Config
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.exceptions import PluginError
from mkdocs.livereload import LiveReloadServer
from mkdocs.plugins import BasePlugin, CombinedEvent, event_priority
from mkdocs.structure.files import Files
from mkdocs.structure.nav import Navigation
from mkdocs.structure.pages import Page
from mkdocs.utils.templates import TemplateContext

from gongkai.errors import GongkaiError
from gongkai.findings import say
from gongkai.site.build import report_files as pages
from gongkai.site.build.companion_files import Beside
from gongkai.site.build.context import Build
from gongkai.site.build.page_dates import date_pages, page_dates
from gongkai.site.build.page_types import add_parts
from gongkai.site.build.page_workers import AwayPage, Writing
from gongkai.site.build.session import Session, log, open_session
from gongkai.site.build.site_folders import check_site_folder, source_folders
from gongkai.site.build.staging import Stage, discard, prepare, publish
from gongkai.site.head.menu import menu_of
from gongkai.site.head.page_context import Frame
from gongkai.site.head.theme_setup import dress, equip, valid
from gongkai.site.pages.atom_feed import FEED
from gongkai.site.pages.catalog import entries_of
from gongkai.site.report.macros import is_report_page
from gongkai.site.report.report_pages import ReportPages
from gongkai.site.report.slot_extension import slots_of
from gongkai.site.report.table_regions import TableRegions
from gongkai.site.search.index import Search


class GongkaiConfig(Config):  # type: ignore[no-untyped-call]  # MkDocs leaves a hook unannotated
    """The plugin's options in mkdocs.yml."""

    data_dir = c.Type(str, default="data")
    """The folder of data, relative to mkdocs.yml."""

    noindex = c.Type(bool, default=False)
    """Ask search engines to stay away: for a site that is not the office's own."""

    sponsor = c.Optional(c.Type(str))
    """主办单位: who runs the site; in the header and the footer."""

    contact = c.Optional(c.Type(str))
    """联系方式 of an office, never of a person; in the footer."""

    site_code = c.Optional(c.Type(str))
    """网站标识码; in the footer and in the meta tag SiteIDCode."""

    icp = c.Optional(c.Type(str))
    """ICP备案号; in the footer."""

    police = c.Optional(c.Type(str))
    """公安备案号; in the footer."""

    publisher = c.Optional(c.Type(str))
    """Whom the meta tag ContentSource names; else the agency itself, and with ``noindex`` nobody."""

    search = c.Type(bool, default=True)
    """Whether the site has a search; a preview has none."""


class GongkaiPlugin(BasePlugin[GongkaiConfig]):  # type: ignore[no-untyped-call]
    """Checks, renders and publishes disclosure reports."""

    def __init__(self) -> None:
        """All state is made anew in ``on_config``."""
        super().__init__()
        self.preview = False
        self.staged = False
        self.session: Session | None = None
        self.frame: Frame | None = None
        self.dates: dict[str, str] = {}
        self.stage: Stage | None = None
        self.mkdocs: MkDocsConfig | None = None
        self.ready = False
        self.writing: Writing | None = None
        self.search: Search | None = None
        self.report_pages: ReportPages | None = None
        self.beside = Beside()

    def on_startup(self, *, command: Literal["build", "gh-deploy", "serve"], dirty: bool) -> None:
        """Learn whether this is a preview; ``mkdocs serve --clean`` calls itself a build, so ask the command line."""
        del dirty
        context = click.get_current_context(silent=True)
        self.preview = command == "serve" or (context is not None and context.info_name == "serve")
        self.staged = not self.preview  # a program that builds without a command never comes to on_shutdown

    @event_priority(100)  # before mkdocs-macros, which asks for the session when it loads the pluglet
    def on_config(self, config: MkDocsConfig) -> MkDocsConfig:
        """Load, check, and point the build beside what is published."""
        if not self.preview and self.stage is None:
            _check_site_folder(config, self.config.data_dir)
        if self.staged and self.stage is None:  # first of all, as this mends what a killed build has left
            self.stage = _staged(config)
            self.mkdocs = config
        self.session = open_session(config, self.config.data_dir, preview=self.preview)
        pages.check_macros(config, preview=self.preview)
        entries = entries_of(self.session.workspace, preview=self.preview)
        self.dates = page_dates(self.session.workspace, entries)
        site = dress(config, self.config)
        config.markdown_extensions.append(TableRegions())  # type: ignore[arg-type]  # MkDocs passes on any extension
        self.beside = Beside()
        self.report_pages = ReportPages(self.session.workspace, slots_of(config), self.beside)
        self.frame = Frame(self.session.workspace, entries, site, directory_urls=config.use_directory_urls)
        return config

    def on_pre_build(self, *, config: MkDocsConfig) -> None:
        """See that the macros are loaded, which mkdocs-macros may have kept to itself."""
        pages.check_pluglet(config)

    def on_serve(self, server: LiveReloadServer, *, config: MkDocsConfig, builder: Any) -> LiveReloadServer:
        """Watch the data as well."""
        del config, builder
        if self.session is not None:
            server.watch(str(self.session.workspace.layout.data))
        return server

    def on_files(self, files: Files, *, config: MkDocsConfig) -> Files:
        """Add pages and files that come out of the data; leave drafts out of public."""
        if self.session is not None and self.frame is not None:
            pages.add_files(files, config, self.session.workspace, preview=self.preview)
            pages.add_lists(files, config, self.frame.entries)
            add_parts(files, Build(self.session.workspace, self.frame.entries, self.frame.site, config, self.preview))
            config.extra["gongkai"]["feed"] = files.get_file_from_path(FEED) is not None
        return files

    @event_priority(-100)  # once files and navigation are what they will be
    def on_nav(self, nav: Navigation, *, config: MkDocsConfig, files: Files) -> Navigation:
        """Choose the pages that other processes make, where there are many, and the links that stand on every page."""
        if not self.preview:
            self.writing = Writing(config, files, nav, is_report_page, beside=self.beside)
        if not self.preview and self.config.search and self.session is not None and self.frame is not None:
            scratch = self.stage.scratch if self.stage is not None else None
            self.search = Search(self.session.workspace, self.frame.entries, config, scratch=scratch)
            self.search.start(files)  # before any thread or process that makes pages
        date_pages(files, self.dates)
        config.extra["gongkai"]["menu"] = menu_of(files)
        return nav

    @event_priority(-100)  # once no plugin changes the templates any more
    def on_env(self, env: Environment, *, config: MkDocsConfig, files: Files) -> Environment:
        """Give the templates our words, say what a site's own main.html leaves out, and begin to make pages."""
        del config, files
        equip(env, preview=self.preview, dates=self.dates)
        if self.writing is not None:
            self.writing.begin(env)
        return env

    def on_post_template(self, output_content: str, *, template_name: str, config: MkDocsConfig) -> str:
        """See when MkDocs turns to the pages; the page for addresses that are not there is a template."""
        del config
        if self.writing is not None:
            self.writing.template_done(template_name)
        return valid(output_content) if template_name.endswith(".html") else output_content

    def on_page_read_source(self, *, page: Page, config: MkDocsConfig) -> str | None:
        """In a preview, keep a file that MkDocs cannot read from ending it."""
        del config
        return pages.readable(page, self.session) if self.preview and self.session is not None else None

    @event_priority(100)  # before mkdocs-macros renders the page
    def _disarm(self, markdown: str, *, page: Page, config: MkDocsConfig, files: Files) -> str:
        """In a preview, keep forbidden templates away from the template engine."""
        del config, files
        if self.preview and self.session is not None:
            return pages.disarm(markdown, page, self.session)
        return markdown

    @event_priority(-100)  # after mkdocs-macros has run the calls of the page
    def _complete(self, markdown: str, *, page: Page, config: MkDocsConfig, files: Files) -> str:
        """Put in what a report's page shows and its narrative does not call for."""
        if self.report_pages is None or isinstance(page, AwayPage):  # the latter is made by another process
            return markdown
        return self.report_pages.complete(markdown, page, config=config, files=files)

    on_page_markdown = CombinedEvent(_disarm, _complete)

    def on_page_content(self, html: str, *, page: Page, config: MkDocsConfig, files: Files) -> str:
        """Put lists on the home page, make a report's bare copy; in a preview, show the report's findings on it."""
        if isinstance(page, AwayPage):  # its content is made by another process
            return html
        if self.frame is not None:
            html = pages.with_lists(html, page, self.frame.workspace, self.frame.entries, files)
        if self.report_pages is not None:
            self.report_pages.copy(page, config=config)
        if self.preview and self.session is not None:
            return pages.with_findings(html, page, self.session)
        return html

    def on_page_context(
        self, context: TemplateContext, *, page: Page, config: MkDocsConfig, nav: Navigation
    ) -> TemplateContext:
        """Tell the theme where the page stands."""
        del config, nav
        if self.frame is not None:
            context["gongkai"] = self.frame.of_page(page)  # type: ignore[typeddict-unknown-key]  # ours alone
        return context

    def on_post_page(self, output: str, *, page: Page, config: MkDocsConfig) -> str:
        """Take out what Material writes and HTML does not allow."""
        del page, config
        return valid(output)

    @event_priority(-100)  # after every other plugin has written its files
    def on_post_build(self, *, config: MkDocsConfig) -> None:
        """Mark the build as whole; it is published only when MkDocs has ended without an error."""
        del config
        if self.writing is not None:
            self.writing.finish()
        if self.search is not None:
            self.search.finish()
        self.ready = True

    def on_build_error(self, *, error: Exception) -> None:
        """A build that failed is never published; ``--strict`` fails after ``on_post_build``."""
        del error
        self._end_writing()
        self.ready = False

    def _end_writing(self) -> None:
        writing, self.writing = self.writing, None
        if writing is not None:
            writing.stop()
        search, self.search = self.search, None
        if search is not None:
            search.stop()

    @event_priority(-100)  # after every other plugin, so that none fails once the site is published
    def on_shutdown(self) -> None:
        """Exchange the built site with the published one, or drop it."""
        self._end_writing()  # Ctrl-C passes by on_build_error
        stage, self.stage = self.stage, None
        if stage is None:
            return
        if self.mkdocs is not None:
            self.mkdocs.site_dir = str(stage.target)  # from there `mkdocs gh-deploy` takes it
        if not self.ready or sys.exc_info()[0] is not None:
            discard(stage)
            return
        try:
            publish(stage, announce=partial(log.info, say("build.published", {"folder": stage.target})))
        except GongkaiError as error:
            discard(stage)
            raise PluginError(str(error)) from error


def _check_site_folder(config: MkDocsConfig, data_dir: str) -> None:
    """Refuse to build into a folder of other files."""
    try:
        check_site_folder(Path(config.site_dir), source_folders(config, data_dir))
    except GongkaiError as error:
        raise PluginError(str(error)) from error


def _staged(config: MkDocsConfig) -> Stage:
    """Point a build at a folder beside the published one."""
    try:
        stage = prepare(Path(config.site_dir))
    except GongkaiError as error:
        raise PluginError(str(error)) from error
    config.site_dir = str(stage.folder)
    return stage
