"""The MkDocs plugin: hooks that call the workspace and turn what it says into MkDocs' own kind, and no logic.

Order of a build: checks before anything is emptied, pages added, rendering by MkDocs, the exchange at the very end.
"""

import atexit
import gc
import sys
from functools import partial
from pathlib import Path
from typing import Any, Literal

import click
from jinja2 import Environment
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.exceptions import PluginError
from mkdocs.livereload import LiveReloadServer
from mkdocs.plugins import BasePlugin, CombinedEvent, event_priority
from mkdocs.structure.files import Files
from mkdocs.structure.nav import Navigation
from mkdocs.structure.pages import Page
from mkdocs.utils.templates import TemplateContext

from gongkai import routes
from gongkai.errors import GongkaiError
from gongkai.findings import say
from gongkai.site.build import COLLECT_AFTER, preview
from gongkai.site.build.checked_text import checked_text
from gongkai.site.build.generated_files import add_made
from gongkai.site.build.generated_page import PlaceholderPage
from gongkai.site.build.home_page import with_home
from gongkai.site.build.macro_setup import check_macros, check_pluglet
from gongkai.site.build.page_dates import date_pages, page_dates
from gongkai.site.build.session import Session, enter_published, log, open_session
from gongkai.site.build.site_contents import settings_of
from gongkai.site.build_summary import BuildSummary
from gongkai.site.cluster.workers import Workers
from gongkai.site.faults import RepairableError, stop_at, stopping
from gongkai.site.head.menu import address_in, menu_of
from gongkai.site.head.template_code import use_compiled
from gongkai.site.head.theme_files import prepare_theme_files
from gongkai.site.head.theme_setup import set_up_templates, set_up_theme
from gongkai.site.live.live_site import LiveSite
from gongkai.site.live.mkdocs_serve import serve_live
from gongkai.site.mkdocs_compat import typed, without_invalid_attributes
from gongkai.site.open_data.planned_files import add_data_files, check_parquet
from gongkai.site.options import GongkaiConfig
from gongkai.site.progress import with_progress
from gongkai.site.publishing.staging import Stage, discard, publish
from gongkai.site.publishing.start import start
from gongkai.site.report.inline_styles import NoInlineStyles
from gongkai.site.report.plain_inlines import PlainInlines
from gongkai.site.report.slot_extension import slots_of
from gongkai.site.report.table_regions import TableRegions
from gongkai.site.running_build import RunningBuild, running_build
from gongkai.site.taken_names import look_at_own
from gongkai.workspace import standing
from gongkai.workspace.examined import ExaminedAgencies

__all__ = ["GongkaiConfig", "GongkaiPlugin"]


class GongkaiPlugin(BasePlugin[GongkaiConfig]):  # type: ignore[no-untyped-call]
    """Checks, renders and publishes disclosure reports."""

    def __init__(self) -> None:
        """All state of a build is made in ``on_config``."""
        super().__init__()
        self.preview = False
        self.lazy = False
        self.office = False
        self.anew = False
        self.staged = False
        self.stage: Stage | None = None
        self.mkdocs: MkDocsConfig | None = None
        self.ready = False
        self.build: RunningBuild | None = None
        self.examined: ExaminedAgencies | None = None
        self.live: LiveSite | None = None
        self.failure = ""
        self.reopen: partial[Session]
        self.collect_after = gc.get_threshold()

    @property
    def session(self) -> Session | None:
        """The loaded site, for the pluglet."""
        return self.build.session if self.build is not None else None

    def on_startup(self, *, command: Literal["build", "gh-deploy", "serve"], dirty: bool) -> None:
        """Learn whether this is a preview; ``mkdocs serve --clean`` calls itself a build, so ask the command line.

        Where ``--clean`` is typed, which MkDocs does anyway, nothing is taken from what was kept.
        """
        del dirty
        if command == "gh-deploy" and self.config.audience == "internal":
            raise PluginError(say("build.deploy-internal"))
        context = click.get_current_context(silent=True)
        self.preview = command == "serve" or (context is not None and context.info_name == "serve")
        self.examined = ExaminedAgencies(partial(with_progress, stage="check"), remembers=self.preview)
        self.lazy = self.preview and (context is None or context.params.get("livereload", True))
        self.anew = context is not None and typed(context, "clean")
        self.staged = not self.preview  # a program that builds without a command never comes to on_shutdown
        self.collect_after = gc.get_threshold()
        gc.set_threshold(COLLECT_AFTER, *self.collect_after[1:])
        atexit.register(gc.freeze)  # or Python would free at its end, one by one, what the system frees at once

    @event_priority(100)  # before mkdocs-macros, which asks for the session when it loads the pluglet
    def on_config(self, config: MkDocsConfig) -> MkDocsConfig:
        """Load the site, check it, and let MkDocs build into a folder next to the published one."""
        summary = BuildSummary()
        internal = self.config.audience == "internal"
        self.office = self.preview or internal
        if not self.preview and self.stage is None:  # first of all, as this mends what a killed build has left
            self.stage = start(config, self.config.data_dir, staged=self.staged, internal=internal)
            self.mkdocs = config if self.staged else None
        published = None if self.office else self.stage.target if self.stage is not None else Path(config.site_dir)
        self.reopen = partial(
            open_session, config, self.config.data_dir, preview=self.office, formats=self.config.switches,
            published=published, clean=self.config.publish == "clean", anew=self.anew, internal=internal,
            examined=self.examined, workers=self.config.who_works if not self.office else Workers(),
        )  # fmt: skip
        session = self.reopen()
        summary.end("check")
        check_macros(config, preview=self.office)
        settings = settings_of(config, self.config, preview=self.office, formats=session.formats)
        if not internal:
            check_parquet(settings)
        set_up_theme(config, settings)
        ours: list[Any] = [TableRegions(), NoInlineStyles(), PlainInlines()]
        config.markdown_extensions.extend(ours)
        self.build = running_build(session, settings, slots_of(config), summary)
        return config

    def on_pre_build(self, *, config: MkDocsConfig) -> None:
        """See that the macros are loaded, which mkdocs-macros may have kept to itself."""
        check_pluglet(config)

    def on_serve(self, server: LiveReloadServer, *, config: MkDocsConfig, builder: Any) -> LiveReloadServer:
        """Watch the data as well, and make pages when they are opened."""
        del builder
        if self.build is not None:
            server.watch(str(self.build.session.workspace.layout.data))
        if self.live is not None:
            serve_live(server, self, config)
        return server

    def on_files(self, files: Files, *, config: MkDocsConfig) -> Files:
        """Add pages and files that come out of the data; leave drafts out of public."""
        if self.build is not None:
            look_at_own(files, config, self.build.session)
            add_made(files, config, self.build.session, self.build.contents, self.build.agencies)
            add_data_files(files, config, self.build.contents)
            config.extra["gongkai"]["feed"] = address_in(files, routes.FEED)
        return files

    @event_priority(-100)  # once files and navigation are what they will be
    def on_nav(self, nav: Navigation, *, config: MkDocsConfig, files: Files) -> Navigation:
        """Choose the pages that the unit of work makes, plan the search, and find the links that every page has."""
        build = self.build
        if build is None:
            return nav
        if self.lazy:
            self.live = LiveSite(build, config, files, nav, self.reopen)
            date_pages(files, page_dates(build.contents))
        else:
            build.plan(config, files, nav, self.stage, office=self.office)
        config.extra["gongkai"]["menu"] = menu_of(partial(address_in, files))
        return nav

    @event_priority(-100)  # once no plugin changes the templates any more
    def on_env(self, env: Environment, *, config: MkDocsConfig, files: Files) -> Environment:
        """Give the templates our words, say what a site's own main.html leaves out, and begin to make pages."""
        build = self.build
        if build is not None:
            icons = prepare_theme_files(env, config, files)
            set_up_templates(env, language=config.theme.get("language"), dates=page_dates(build.contents), icons=icons)
            use_compiled(env, config)
            if self.live is not None:
                self.live.env = env
            else:
                build.start(env)
        return env

    def on_post_template(self, output_content: str, *, template_name: str, config: MkDocsConfig) -> str:
        """See when MkDocs turns to the pages; the page for addresses that are not there is a template."""
        del config
        if self.live is None and self.build is not None and self.build.pages is not None:
            self.build.pages.template_done(template_name)
        return without_invalid_attributes(output_content) if template_name.endswith(".html") else output_content

    def on_page_read_source(self, *, page: Page, config: MkDocsConfig) -> str | None:
        """Give the text that was checked, whatever is in the file by now."""
        return checked_text(page, self.session, config.docs_dir) if self.session is not None else None

    @event_priority(100)  # before mkdocs-macros renders the page
    def _disarm(self, markdown: str, *, page: Page, config: MkDocsConfig, files: Files) -> str:
        """In what is shown to the office, keep templates that are forbidden from being run."""
        del config, files
        if self.office and self.session is not None:
            return preview.disarm(markdown, page, self.session)
        return markdown

    @event_priority(-100)  # after mkdocs-macros has run the calls of the page
    def _complete(self, markdown: str, *, page: Page, config: MkDocsConfig, files: Files) -> str:
        """Add the generated parts of a page to its text."""
        build = self.build
        if build is None or isinstance(page, PlaceholderPage):
            return markdown
        markdown = with_home(markdown, page, build.contents, slots_of(config), files=files)
        return build.report_pages.complete(markdown, page, config=config, files=files)

    on_page_markdown = CombinedEvent(_disarm, _complete)

    def on_page_content(self, html: str, *, page: Page, config: MkDocsConfig, files: Files) -> str:
        """On a site of the office's own, show the report's findings on its page; a preview shows them beside it."""
        del config, files
        build = self.build
        if build is None or isinstance(page, PlaceholderPage):
            return html
        return preview.with_findings(html, page, build.session) if build.session.internal else html

    def on_page_context(
        self, context: TemplateContext, *, page: Page, config: MkDocsConfig, nav: Navigation
    ) -> TemplateContext:
        """Tell the theme where the page is."""
        del config, nav
        if self.build is not None:
            context["gongkai"] = self.build.contexts.of_page(page)  # type: ignore[typeddict-unknown-key]  # ours alone
        return context

    def on_post_page(self, output: str, *, page: Page, config: MkDocsConfig) -> str:
        """Take out what Material writes and HTML does not allow."""
        del page, config
        return without_invalid_attributes(output)

    @event_priority(-100)  # after every other plugin has written its files
    def on_post_build(self, *, config: MkDocsConfig) -> None:
        """Write what the unit of work made and index it; it is published only when MkDocs ends without error."""
        if self.live is not None:
            self.live.begin()
        elif self.build is not None:
            try:
                self.build.collect()
                self.build.copy_kept(Path(config.site_dir))
                if not self.preview:
                    self.build.write_sums(Path(config.site_dir))
            except GongkaiError as error:  # a format of another package that fails
                raise RepairableError(str(error)) from error
        self.ready = True

    @event_priority(-100)  # once every other plugin knows of the error, as this ends the command
    def on_build_error(self, *, error: Exception) -> None:
        """A build that failed is never published; ``--strict`` fails after ``on_post_build``."""
        self.failure = str(error)
        self._stop()
        self.ready = False
        stop_at(error, preview=self.preview)

    def _announce(self, folder: Path) -> None:
        """Say where the site is, and which reports are not on it."""
        log.info(say("build.published", {"folder": folder}))
        if self.build is not None:
            hidden = standing(self.build.session.workspace, besides=self.build.session.withheld)
            for line in (self.build.summary_line() if not self.office else "", hidden, *self.build.withheld_lines()):
                if line:
                    log.info(line)
            self.build.session.keeper.prune()

    def _stop(self) -> None:
        if self.build is not None and not self.lazy:
            self.build.stop()

    @event_priority(-100)  # after every other plugin, so that none fails once the site is published
    def on_shutdown(self) -> None:
        """Exchange the built site with the published one, or drop it."""
        gc.set_threshold(*self.collect_after)
        self._stop()  # Ctrl-C passes by on_build_error
        stage, self.stage = self.stage, None
        if stage is None:
            return
        if self.mkdocs is not None:
            self.mkdocs.site_dir = str(stage.target)  # from there `mkdocs gh-deploy` takes it
        if not self.ready or sys.exc_info()[0] is not None:
            discard(stage)
            return
        with stopping(partial(discard, stage)):
            publish(stage, announce=partial(self._announce, stage.target))
            if self.build is not None and self.config.ledger and not self.office:
                enter_published(self.build.session)
        if self.build is not None and self.build.session.withheld:
            sys.exit(1)  # published, and not all of it
