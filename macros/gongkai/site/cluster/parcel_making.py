"""Makes what is sent to other machines out of a build, and a bundle out of what they return."""

import hashlib
import logging
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any

from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure.files import File

from gongkai import routes
from gongkai.reports import ReportKey
from gongkai.site.build.agency_pages import AgencyPages
from gongkai.site.build.generated_page import GeneratedFile
from gongkai.site.build.lazy_file import LazyFile
from gongkai.site.cluster.obstacles import is_apart
from gongkai.site.cluster.parcels import SentAgency, SentFile, SentSite
from gongkai.site.cluster.returned import AgencyResult
from gongkai.site.cluster.versions import versions
from gongkai.site.mkdocs_compat import OWN_PLUGINS
from gongkai.work.bundle import Bundle, FedText, FeedPlace
from gongkai.workspace.loading import read_agency

_HERE = ("site_dir", "docs_dir", "config_file_path", "config_file", "hooks", "watch", "INHERIT", "extra_templates")
"""Settings that say where something lies on this machine, or that no page of an agency depends on."""
_MACROS_HERE = ("module_name", "include_dir", "include_yaml")
"""Options of mkdocs-macros that name files: only trusted pages use them, and those are made here."""
_GONGKAI_HERE = ("data_dir", "workers", "cache", "ledger", "publish")


class ParcelMaker:
    """Makes what is sent of one build."""

    def __init__(self, pages: AgencyPages, templates: Mapping[str, bytes], withheld: Collection[ReportKey]) -> None:
        """Sort the files of the build by agency.

        Args:
            pages: The agencies of the build.
            templates: The site's own templates, by their paths below the theme's folder.
            withheld: Reports that are kept back; their agencies are made here.
        """
        self._pages, self._templates = pages, templates
        self._withheld = frozenset(slug for slug, _ in withheld)
        self._scene, self._workspace = pages.scene, pages.workspace
        feed = pages.settings.feed
        self._places: dict[str, dict[str, FeedPlace]] = {}
        for source, place in feed.places.items() if feed is not None else ():
            self._places.setdefault(routes.folder_of_page(source), {})[source] = place
        self._own_pages: dict[str, set[str]] = {}
        for source in pages.settings.pages:
            self._own_pages.setdefault(routes.folder_of_page(source), set()).add(source)
        titles = {page.file.src_uri: page.title for page in self._scene.nav.pages}
        agencies = frozenset(pages.slugs)
        self._common: list[SentFile] = []
        self._own: dict[str, list[SentFile]] = {}
        for file in self._scene.files:
            folder = file.src_uri.partition("/")[0]
            if folder in agencies and file.src_uri not in titles:
                self._own.setdefault(folder, []).append(_sent_of_agency(file))
            else:
                self._common.append(_sent(file, titles.get(file.src_uri)))

    def site(self) -> SentSite:
        """The site without its agencies."""
        settings, scene, forms = self._pages.settings, self._scene, self._workspace.layout.data / "forms"
        feed = settings.feed
        parts: tuple[Any, ...] = (
            versions(),
            _sent_settings(scene.config),
            {path.name: path.read_bytes() for path in sorted(forms.glob("*.yml"))},
            self._templates,
            tuple(self._common),
            feed is not None,
            dict(feed.shared) if feed is not None else {},
            settings.rows,
            settings.verbatim,
            logging.getLogger("mkdocs").getEffectiveLevel(),
        )
        return SentSite(hashlib.sha256(repr(parts).encode()).hexdigest(), *parts)

    def agency(self, slug: str) -> SentAgency | None:
        """An agency with all that it is made from; None where that is more than can be sent."""
        workspace, contents = self._workspace, self._pages.contents(slug)
        data = workspace.data[slug]
        cited = {other: workspace.data[other] for other in self._pages.keys.named(data)}
        pages = frozenset(self._own_pages.get(slug, ()))
        if not is_apart(data, cited) or any(source in workspace.trusted for source in pages):
            return None
        if self._withheld & {slug, *cited}:
            return None
        layout = workspace.layout
        return SentAgency(
            read_agency(layout, layout.data / slug),
            tuple(read_agency(layout, layout.data / other) for other in cited),
            {item.slug: dict(item.sha256) for item in (data, *cited.values())},
            workspace.findings_of(slug),
            contents.entry,
            contents.superior,
            contents.successor,
            contents.links,
            data.summaries,
            tuple(self._own.get(slug, ())),
            pages,
            self._places.get(slug, {}),
        )

    def bundle(self, slug: str, returned: AgencyResult) -> Bundle:
        """What came back of an agency as a bundle."""
        places = self._places.get(slug, {})
        feed = tuple(FedText(source, places[source], text) for source, text in returned.feed)
        findings, summaries = self._workspace.findings_of(slug), self._workspace.data[slug].summaries
        return Bundle(slug, findings, summaries, returned.pages, returned.files, feed, returned.rows)


def _sent(file: File, title: str | None = None) -> SentFile:
    return SentFile(file.src_uri, file.inclusion.value, file.generated_by is not None, title=title)


def _sent_of_agency(file: File) -> SentFile:
    """A file of an agency, to be sent; a file that is made late has no text yet, and the worker makes it as well."""
    sent, late = _sent(file), isinstance(file, GeneratedFile | LazyFile)
    has_text = sent.generated and file.is_documentation_page() and not late
    return replace(sent, content=file.content_string) if has_text else sent


def _sent_settings(config: MkDocsConfig) -> Mapping[str, Any]:
    """What mkdocs.yml says, read once more as MkDocs has changed it since, and what the command line says instead."""
    fresh = MkDocsConfig(config_file_path=config.config_file_path)
    with Path(config.config_file_path or "").open("rb") as file:
        fresh.load_file(file)
    settings = {key: value for key, value in fresh.items() if key not in _HERE}
    theme = settings.get("theme")
    theme_settings = dict(theme) if isinstance(theme, dict) else {"name": theme}
    settings["theme"] = (
        theme_settings
        | {"name": config.theme.name}
        | ({"custom_dir": "overrides"} if theme_settings.get("custom_dir") else {})
    )
    settings["plugins"] = list(_plugins(settings.get("plugins") or ()))
    return settings | {"use_directory_urls": config.use_directory_urls}


def _plugins(setting: Any) -> Iterator[Any]:
    """The two plugins that make the pages of agencies, without options that name files of this machine."""
    items = setting.items() if isinstance(setting, dict) else map(_named, setting)
    for name, options in items:
        left_out = _MACROS_HERE if name == "macros" else _GONGKAI_HERE
        if name in OWN_PLUGINS:
            yield {name: {key: value for key, value in (options or {}).items() if key not in left_out}}


def _named(item: Any) -> tuple[str, Any]:
    return next(iter(item.items())) if isinstance(item, dict) else (item, {})


def own_templates(config: MkDocsConfig) -> Mapping[str, bytes]:
    """The templates of a site's own folder, by their paths below it."""
    folder = config.theme.custom_dir
    return dict(_templates(Path(folder))) if folder else {}


def _templates(folder: Path) -> Iterable[tuple[str, bytes]]:
    for path in sorted(folder.rglob("*")):
        if path.is_file():
            yield path.relative_to(folder).as_posix(), path.read_bytes()
