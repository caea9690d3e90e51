"""A site that MkDocs has read and of which nothing is written: each page and file is made on request, as a build does.

Pages of agencies come from the unit of work, all others from MkDocs. Search and files of data take something from every
agency; they are made when the first of them is asked for. What was made of an agency in which nothing has changed is
taken from the preview before.
"""

import logging
import shutil
from collections.abc import Callable, Collection, Iterator, Mapping
from pathlib import Path
from threading import RLock

import jinja2
from mkdocs import utils
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure.files import File, Files, InclusionLevel
from mkdocs.structure.nav import Navigation
from mkdocs.structure.pages import Page

from gongkai import routes
from gongkai.findings import Finding
from gongkai.pages.parts import Link
from gongkai.renders.export import formats
from gongkai.reports import ReportKey
from gongkai.site import mkdocs_compat as compat
from gongkai.site.build import preview
from gongkai.site.build.agency_pages import AgencyPages
from gongkai.site.build.generated_files import renew_generated
from gongkai.site.build.generated_page import GeneratedFile
from gongkai.site.build.lazy_file import LazyFile
from gongkai.site.build.page_dates import date_pages, page_dates
from gongkai.site.build.session import Session
from gongkai.site.build.site_contents import agency_contents, site_contents
from gongkai.site.live.gathered_files import GatheredFiles
from gongkai.site.live.panel import office_part
from gongkai.site.live.renewing import edited_agencies, pages_gone
from gongkai.site.mkdocs_pages import populate_page, render_page
from gongkai.site.publishing.site_folder import SiteFolder
from gongkai.site.running_build import RunningBuild


class LiveSite:
    """One state of a site that is previewed; a change of a file makes a new one."""

    env: jinja2.Environment

    def __init__(
        self,
        build: RunningBuild,
        config: MkDocsConfig,
        files: Files,
        nav: Navigation,
        reopen: Callable[[], Session],
    ) -> None:
        """Let MkDocs pass over everything.

        Where another plugin listens to what happens to pages, or looks at all files at the end, MkDocs makes all of
        them, as it would for a build.

        Args:
            build: What is known of the site.
            config: MkDocs' configuration.
            files: All files of the site.
            nav: The navigation.
            reopen: Loads the data and the narratives of the site anew.
        """
        self._reopen = reopen
        self._build, self._config, self._files, self._nav = build, config, files, nav
        self.lazy = not compat.listeners(config, compat.OWN_PLUGINS)
        self._held_files = compat.HeldFiles()
        self.folder = Path(config.site_dir)
        """Where it is written what is not made in memory."""
        self._pages: dict[str, tuple[str, bytes]] = {}
        """By source of each page of an agency that was made, the hash of all that it is made from, and its bytes."""
        self._by_address: dict[str, File] = {}
        self._fresh: set[str] = set()
        """What was written of this state that MkDocs passes over."""
        self._published: Path | None = None
        self._before: Mapping[str, tuple[str, bytes]] = {}
        self._gathered: GatheredFiles | None = None
        self._lock = RLock()
        if self.lazy:
            build.plan_pages(config, files, nav, SiteFolder(self.folder), office=build.contents.settings.internal)
            self._held_files.hold(files)
            self._held_files.hold_templates(config)

    def listeners(self) -> tuple[str, ...]:
        """What else listens to what happens to pages: plugins by name, hooks by file."""
        return compat.listeners(self._config, compat.OWN_PLUGINS)

    def begin(self) -> None:
        """Take back that MkDocs passes over everything, once it has."""
        if self.lazy:
            self._held_files.release(self._config)
            if self._build.pages is not None:
                self._build.pages.get_ready(self.env, None)
            for page in self._nav.pages:  # a page's title may stand in its text, and in the navigation of all others
                populate_page(page, config=self._config, files=self._files)
            self._write_error_pages()
        self._by_address = {file.dest_uri: file for file in self._files}

    def _write_error_pages(self) -> None:
        """Make the error pages first, as a build does: theme parts rendered once have the links of the first page."""
        for name in sorted(self._config.theme.static_templates):
            if utils.is_error_template(name):
                self._write_template(name)

    def _write_template(self, name: str) -> None:
        compat.write_template(name, config=self._config, files=self._files, nav=self._nav, env=self.env)
        compat.without_time(self.folder / f"{name}.gz")
        self._fresh |= {name, f"{name}.gz"}

    def follow(self, before: "LiveSite | None", lock: RLock, published: Path | None) -> None:
        """Take over what the state before has made.

        Args:
            before: That state; None for the first one.
            lock: Held while anything is made, by any state: neither MkDocs nor mkdocs-macros can do two things at once.
            published: The folder of the published site, from which parts of the search may be taken; it is only read.
        """
        self._lock, self._published = lock, published
        self._before = before._pages if before is not None else {}  # noqa: SLF001 - another object of this class
        self._gather_from(before.folder if before is not None else None)

    def _gather_from(self, before: Path | None) -> None:
        """Make search and files of data anew when they are opened, parts of the search from those before."""
        if not self._build.contents.settings.internal:
            folders = tuple(folder for folder in (before, self._published) if folder is not None)
            self._gathered = GatheredFiles(
                self._build, self._config, self._files, self._nav, self.env, lock=self._lock, others=folders
            )

    def renew(self, edited: Collection[str]) -> bool:
        """Let pages be made from figures and texts as they are now; False where the whole site has to be read anew.

        Args:
            edited: The files that were changed; none came or went.
        """
        build, before = self._build, self._build.contents
        slugs = edited_agencies(edited, build.session.workspace)
        in_nav = {routes.folder_of_page(page.file.src_uri) for page in self._nav.pages}
        busy = self._gathered is not None and self._gathered.busy
        if not self.lazy or before.settings.internal or slugs is None or slugs & in_nav or busy:
            return False
        session = self._reopen()
        contents = site_contents(session.workspace, before.settings)
        agencies = tuple(agency_contents(session.workspace, contents))
        removed_pages = pages_gone(build, session, contents, agencies, slugs)
        if removed_pages is None or removed_pages & {page.file.src_uri for page in self._nav.pages}:
            return False
        build.renew(session, contents, agencies)
        self._remove(removed_pages)
        renew_generated(self._files, contents, agencies)
        dates = page_dates(contents)
        date_pages(self._files, dates)
        self.env.globals["gk_dates"] = dates
        self._fresh = {name for name in self._fresh if utils.is_error_template(name)}
        self._gather_from(self._put_aside())
        return True

    def _remove(self, sources: Collection[str]) -> None:
        """Take out generated pages that the site has no more."""
        for source in sources:
            file = self._files.get_file_from_path(source)
            if isinstance(file, GeneratedFile):  # and not one that the site has written in its place
                self._files.remove(file)
                del self._by_address[file.dest_uri]
        if sources and self._build.pages is not None:
            self._build.pages.get_ready(self.env, None)  # pages are made from which others there are

    def _put_aside(self) -> Path:
        """Move the search index away, from where parts of it may be taken again."""
        aside = self.folder.with_name(f"{self.folder.name}-before")
        if (self.folder / routes.SEARCH_INDEX).is_dir():
            shutil.rmtree(aside, ignore_errors=True)
            aside.mkdir()
            (self.folder / routes.SEARCH_INDEX).rename(aside / routes.SEARCH_INDEX)
        return aside

    def office_part(self, source: str) -> str:
        """What the office sees above a page, as HTML: findings, and of a report the page for pasting."""
        key, session = routes.report_of_page(source), self._build.session
        findings = () if session.internal else self.findings(source)
        return office_part(findings, tuple(self._for_pasting(key)) if key is not None else ())

    def _for_pasting(self, key: ReportKey) -> Iterator[Link]:
        """The formats of a report that the site does not publish and the office takes from the preview."""
        if self._build.session.workspace.report(*key) is None:
            return
        page = self._build.contents.settings.addresses.of(routes.report_page(*key))
        for item in formats():
            if item.previewed and item not in (self._build.session.formats or ()):
                yield Link(item.label, f"{routes.way_up(page)}{routes.report_file(*key, item.file)}")

    def findings(self, source: str) -> tuple[Finding, ...]:
        """What the checks found that is shown on a page, by its path below the docs folder."""
        return preview.findings_of_page(source, self._build.session)

    def source(self, path: str) -> str:
        """The path below the docs folder of the page at an address; the address itself where there is no such page."""
        file = self._by_address.get(path)
        key = routes.report_of_file(path)
        return file.src_uri if file is not None else routes.report_page(*key) if key is not None else path

    def content(self, path: str) -> bytes | None:
        """What is at an address, as a build would write it; None where nothing is.

        Args:
            path: The path of a file below the site, with forward slashes.
        """
        if self._gathered is not None and self._gathered.makes(path, self._by_address.get(path)):
            self._gathered.make(path)
            return self._written(path)
        with self._lock:
            saved = self._written(path) if not self.lazy or path in self._fresh else None
            return saved if saved is not None else self._make(path)

    def _written(self, path: str) -> bytes | None:
        target = self.folder / path
        return target.read_bytes() if target.is_file() else None

    def _make(self, path: str) -> bytes | None:
        if path.removesuffix(".gz") in {*self._config.theme.static_templates, *self._config.extra_templates}:
            self._write_template(path.removesuffix(".gz"))
            return self._written(path)
        file = self._by_address.get(path)
        if file is None or file.inclusion.value <= InclusionLevel.DRAFT.value:
            return self._bare_copy(path)
        if file.is_documentation_page():
            return self._page(file)
        return file.content() if isinstance(file, LazyFile) else file.content_bytes

    def _page(self, file: File) -> bytes:
        pages, source = self._build.pages, file.src_uri
        if pages is not None and pages.makes(source):
            self._pages[source] = self._page_of_agency(source, pages)
            return self._pages[source][1]
        page_of_mkdocs = file.page or Page(None, file, self._config)
        documentation = list(self._files.documentation_pages())
        _, output = render_page(
            page_of_mkdocs, config=self._config, files=self._files, pages=documentation, nav=self._nav, env=self.env
        )
        return output.encode("utf-8", errors="xmlcharrefreplace")

    def _page_of_agency(self, source: str, pages: AgencyPages) -> tuple[str, bytes]:
        """The page with the hash of all that it is made from: made before, where that has not changed, or made now."""
        key = pages.key(routes.folder_of_page(source))
        before = self._pages.get(source) or self._before.get(source)
        if before is not None and before[0] == key:
            return before
        page = pages.page(source)
        for name, level, text in page.logged:
            logging.getLogger(name).log(level, text)
        return key, page.output

    def _bare_copy(self, path: str) -> bytes | None:
        """A format that the site does not publish and the office takes from the preview; None for anything else."""
        key, session = routes.report_of_file(path), self._build.session
        if key is None or session.workspace.report(*key) is None:
            return None
        for item in formats():
            if item.previewed and path == routes.report_file(*key, item.file):
                return session.keeper.write(item, session.workspace.report_export(*key))
        return None
