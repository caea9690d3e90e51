"""The other side: a process of another machine sets the site up as MkDocs does, once, and makes agencies one by one.

It reads no file but those of installed packages and of a folder of its own, into which it writes what was sent.
"""

import logging
import tempfile
import threading
from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path
from typing import Any

from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure.files import File, Files, InclusionLevel
from mkdocs.structure.nav import get_navigation

from gongkai import routes
from gongkai.errors import GongkaiError
from gongkai.renders.export import Format, published_formats
from gongkai.reports import Report
from gongkai.site.build.generated_page import GeneratedFile
from gongkai.site.build.macro_setup import check_macros
from gongkai.site.build.mkdocs_shell import MkDocsShell, Scene
from gongkai.site.build.page_dates import page_dates
from gongkai.site.build.session import Session
from gongkai.site.build.site_contents import settings_of
from gongkai.site.cluster.parcels import SentAgency, SentFile, SentSite
from gongkai.site.cluster.returned import AgencyResult, packed
from gongkai.site.cluster.versions import difference, versions
from gongkai.site.head.icon_styles import ICONS, icon_styles
from gongkai.site.head.menu import address_in, menu_of
from gongkai.site.head.page_context import PageContexts
from gongkai.site.head.theme_setup import set_up_templates, set_up_theme
from gongkai.site.pages import agency_file_types, agency_page_types, reserved_slugs
from gongkai.site.publishing.site_folder import SiteFolder
from gongkai.site.report.inline_styles import NoInlineStyles
from gongkai.site.report.report_pages import ReportPages
from gongkai.site.report.slot_extension import slots_of
from gongkai.site.report.table_regions import TableRegions
from gongkai.site.search.plan import heading_ids
from gongkai.site_config import layout_of
from gongkai.work.contents import AgencyContents, SiteContents
from gongkai.work.examine import load_unchecked
from gongkai.work.kept import FileKeeper
from gongkai.work.kept_bundles import BundleKeeper
from gongkai.work.make import FeedSettings, WorkSettings, make_agency
from gongkai.workspace import Workspace

_lock = threading.Lock()  # MkDocs' state is that of one build; a worker may have been given several threads
_sites: dict[str, "WorkerSite"] = {}  # the one that was sent last, by its name


class NotSentError(Exception):
    """Something asks for an agency that was not sent; its own machine makes such pages."""


def make_sent(site: SentSite, agency: SentAgency) -> bytes:
    """Make all that a site publishes of an agency; see ``returned``.

    What goes wrong is returned, not raised: the machine that has sent the agency makes it then, and says what is wrong
    as it does without a cluster.

    Args:
        site: The site without its agencies.
        agency: The agency.
    """
    with _lock:
        if difference(site.versions, versions()):
            return packed(AgencyResult(versions=dict(versions())))
        try:
            return packed(_site(site).make(agency))
        except Exception as error:  # noqa: BLE001 - whatever it is, it is looked into where the site is
            return packed(AgencyResult(failed=f"{type(error).__name__}: {error}"))


def same(site: SentSite) -> SentSite:
    """The site that was sent: a result of the scheduler, which gives it to each worker once, and makes it again."""
    return site


def _site(sent: SentSite) -> "WorkerSite":
    if sent.name not in _sites:
        _sites.clear()
        _sites[sent.name] = WorkerSite(sent)
    return _sites[sent.name]


class _SentWorkspace(Workspace):
    """A site of which some agencies were sent."""

    def report(self, agency: str, year: int) -> Report | None:
        """One report, or None.

        Raises:
            NotSentError: It is of an agency that was not sent.
        """
        if agency not in self.data:
            raise NotSentError(agency)
        return super().report(agency, year)


@dataclass(slots=True)
class _Running:
    """What the plugin's hooks for a page ask for; the counterpart of ``RunningBuild``."""

    session: Session
    contents: SiteContents
    contexts: PageContexts
    report_pages: ReportPages


class WorkerSite:
    """A site set up to make agencies."""

    def __init__(self, sent: SentSite) -> None:
        """Set it up.

        Raises:
            GongkaiError: What was sent is no configuration that MkDocs takes.
        """
        logging.getLogger("mkdocs").setLevel(sent.log_level)
        self._folder = tempfile.TemporaryDirectory(prefix="gongkai-worker-")  # removed with this object
        root = Path(self._folder.name)
        _write(root, sent)
        self._config = _config(root, sent)
        plugins: Any = self._config.plugins
        plugin, macros = plugins["gongkai"], plugins["macros"]
        formats = published_formats(plugin.config.switches)
        self._workspace = _SentWorkspace(layout_of(self._config, "data"), reserved=reserved_slugs(), alone=True)
        session = Session(self._workspace, (), preview=False, formats=formats, keeper=FileKeeper())
        self._settings = settings_of(self._config, plugin.config, preview=False, formats=formats)
        check_macros(self._config, preview=False)
        set_up_theme(self._config, self._settings)
        ours: list[Any] = [TableRegions(), NoInlineStyles()]
        self._config.markdown_extensions.extend(ours)
        contents = SiteContents(self._settings, {}, {}, self._workspace.registry)
        contexts = PageContexts(self._workspace, contents)
        pages = ReportPages(session, slots_of(self._config))
        self._running = plugin.build = _Running(session, contents, contexts, pages)
        macros.on_config(self._config)
        plugins.on_pre_build(config=self._config)
        self._sent = sent
        self._files = [_file(item, self._config) for item in sent.files if item.source != ICONS]
        self._dates: dict[str, str] = {}
        self._env = self._config.theme.get_env()
        self._scene = self._set_up_pages(formats)

    def _set_up_pages(self, formats: tuple[Format, ...]) -> Scene:
        """Navigation, menu and templates, as the coordinator has them when it makes pages."""
        plugins: Any = self._config.plugins
        files = Files(list(self._files))
        nav = get_navigation(files, self._config)
        titles = {item.source: item.title for item in self._sent.files if item.title is not None}
        for page in nav.pages:  # MkDocs takes them from their texts, which are not here
            page.title = titles.get(page.file.src_uri)
        plugins["macros"].on_nav(nav, config=self._config, files=files)
        address = partial(address_in, files)
        self._config.extra["gongkai"].update(feed=address(routes.FEED), menu=menu_of(address))
        icons = icon_styles(self._env, self._config, files)
        language = self._config.theme.get("language")
        set_up_templates(self._env, language=language, dates=self._dates, icons=icons)
        folder = SiteFolder(Path(self._config.site_dir))
        return Scene(self._config, files, nav, formats, FileKeeper(), folder, BundleKeeper())

    def make(self, agency: SentAgency) -> AgencyResult:
        """Make all that is published of an agency.

        Raises:
            NotSentError: Something asks for an agency that was not sent.
            GongkaiError: A format has failed.
        """
        sent, contents = self._sent, self._take(agency)
        files = Files([*self._files, *_own_files(agency, contents, self._config)])
        scene = replace(self._scene, files=files)
        slug = agency.files.slug
        feed = FeedSettings(agency.places, sent.shared, heading_ids(self._config)) if sent.feed else None
        bundle = make_agency(
            self._workspace.data[slug],
            contents,
            MkDocsShell(scene, list(files.documentation_pages()), self._env),
            WorkSettings(
                agency_page_types(),
                agency.pages,
                feed,
                scene.formats,
                agency_file_types(),
                rows=sent.rows,
                verbatim=sent.verbatim,
            ),
            lookup=self._workspace.seen_from,
            findings=agency.findings,
        )
        sources = {place.address: source for source, place in agency.places.items()}
        texts = tuple((sources[text.place.address], text.text) for text in bundle.feed)
        return AgencyResult(bundle.pages, bundle.files, texts, bundle.rows)

    def _take(self, agency: SentAgency) -> AgencyContents:
        """Put an agency in the place of the one before; what its pages are made from."""
        workspace, slug, entry = self._workspace, agency.files.slug, agency.entry
        loaded = [
            load_unchecked(files, workspace.registry, reserved=workspace.reserved)
            for files in (agency.files, *agency.others)
        ]
        workspace.data = {item.slug: item for item in loaded}
        workspace.reports_changed()
        if {item.slug: dict(item.sha256) for item in loaded} != agency.sha256:
            raise NotSentError(slug)  # a file has changed since it was checked
        summaries = {(slug, year): item for year, item in agency.summaries.items()}
        contents = SiteContents(self._settings, {slug: entry}, summaries, workspace.registry)
        self._running.contents, self._running.contexts = contents, PageContexts(workspace, contents)
        self._dates.clear()
        self._dates.update(page_dates(contents))
        reports = (workspace.report(slug, year) for year in sorted(entry.years))
        public_reports = tuple(report for report in reports if report is not None and report.is_public)
        return AgencyContents(self._settings, entry, public_reports, agency.superior, agency.successor, agency.links)


def _write(root: Path, sent: SentSite) -> None:
    """Write what MkDocs looks for on disk: the site's own forms and templates, and that its pages are there."""
    contents = {f"data/forms/{name}": content for name, content in sent.forms.items()}
    contents |= {f"overrides/{name}": content for name, content in sent.templates.items()}
    contents |= {
        f"docs/{item.source}": b"" for item in sent.files if item.source.endswith(".md") and not item.generated
    }
    contents |= {"mkdocs.yml": b"plugins: [gongkai]\n", "docs/.keep": b"", "data/.keep": b""}
    for name, content in contents.items():
        path = root / name
        if not path.resolve().is_relative_to(root.resolve()):
            raise GongkaiError(name)
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content)


def _config(root: Path, sent: SentSite) -> MkDocsConfig:
    config = MkDocsConfig(config_file_path=str(root / "mkdocs.yml"))
    config.load_dict(dict(sent.settings))
    errors, _ = config.validate()
    if errors:
        raise GongkaiError("; ".join(f"{key}: {error}" for key, error in errors))
    return config


def _own_files(agency: SentAgency, contents: AgencyContents, config: MkDocsConfig) -> Iterator[File]:
    """The files of the build in the folder of an agency."""
    generated = {
        page.source: GeneratedFile.of(config, page, item, contents)
        for item in agency_page_types()
        if item.make is not None
        for page in item.pages_of(contents)
    }
    for file in agency.own_files:
        own = generated.get(file.source) if file.generated else None
        yield own if own is not None else _file(file, config)


def _file(sent: SentFile, config: MkDocsConfig) -> File:
    inclusion = InclusionLevel(sent.inclusion)
    if sent.generated:
        return File.generated(config, sent.source, content=sent.content, inclusion=inclusion)
    return File(sent.source, config.docs_dir, config.site_dir, config.use_directory_urls, inclusion=inclusion)
