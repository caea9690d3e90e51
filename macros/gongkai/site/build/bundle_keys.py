"""Hashes of all that the pages of an agency are made from: files, findings, settings, the theme, what it links to.

Two builds with the same hash give the same bytes. What is not known to change a page is part of it all the same, so
that a page is rather made once too often than not at all.
"""

import hashlib
import re
import sys
from collections.abc import Iterable, Iterator, Mapping
from copy import copy
from pathlib import Path
from typing import Any

from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure.files import Files
from mkdocs.structure.nav import Navigation
from mkdocs.theme import Theme

from gongkai.findings import Finding
from gongkai.narrative.links import MAY_LINK
from gongkai.renders.export import published_formats
from gongkai.routes import folder_of_page
from gongkai.work.agency import AgencyData
from gongkai.work.contents import AgencyContents
from gongkai.work.kept import module_stamp
from gongkai.work.make import WorkSettings
from gongkai.workspace import Workspace

_SHAPE = 1
"""Version of the hash; to be raised where a page comes to depend on something else."""
_ADDRESS = re.compile(r" at 0x[0-9a-f]+")
_PLACES = ("config_file_path", "docs_dir", "site_dir", "dev_addr", "watch")
"""Settings that say where a site lies and is served: no page depends on them."""
_OFFICE = ("on_error_fail",)
"""Options of mkdocs-macros that differ in a preview, in which a fault must not end the process."""


class BundleKeys:
    """The hashes of one build."""

    def __init__(  # noqa: PLR0913, PLR0917 - all that a page may depend on
        self,
        workspace: Workspace,
        config: MkDocsConfig,
        files: Files,
        nav: Navigation,
        settings: WorkSettings,
        common: str,
    ) -> None:
        """Hold what they are made from, once every plugin has had its say.

        Args:
            workspace: The loaded site.
            config: MkDocs' configuration.
            files: All files of the build.
            nav: The navigation.
            settings: What is the same for every agency.
            common: Hash of the versions of all that makes a page, and of the site's own forms.
        """
        self._data = workspace.data
        self._root = str(workspace.layout.root)
        self._pages = _by_agency((source, source) for source in settings.pages)
        places = settings.feed.places if settings.feed is not None else {}
        self._places = _by_agency((source, (source, place.part, place.address)) for source, place in places.items())
        self._all_files = _hash(sorted((file.src_uri, file.dest_uri) for file in files))
        own_templates = dict(_site_files(config))
        self._lists_pages = any(b"pages" in content for content in own_templates.values())
        settings_of_mkdocs = {key: value for key, value in dict(config).items() if key not in _PLACES}
        feed = settings.feed
        published = published_formats({}) if settings.formats is None else settings.formats
        self._common = _hash(
            (_SHAPE, common),
            _text(settings_of_mkdocs).replace(self._root, "."),
            _text({name: _options(plugin) for name, plugin in config.plugins.items()}).replace(self._root, "."),
            sorted((name, hashlib.sha256(content).hexdigest()) for name, content in own_templates.items()),
            [(item.title, getattr(item, "url", None)) for item in _walk(nav.items)],
            _text((settings.formats, settings.rows, settings.verbatim, settings.page_types, settings.file_types)),
            [module_stamp(item.make.__module__) for item in published],
            (_text(feed.ids), feed.shared) if feed is not None else None,
        )

    def renewed(self, workspace: Workspace) -> "BundleKeys":
        """The same for a site in which nothing has changed but data and narratives of agencies."""
        keys = copy(self)
        keys._data = workspace.data  # noqa: SLF001 - another object of this class
        return keys

    def of(self, contents: AgencyContents, findings: tuple[Finding, ...]) -> str:
        """The hash of an agency.

        Args:
            contents: Its reports that are shown.
            findings: What its checks found.
        """
        slug = contents.entry.slug
        data = self._data[slug]
        linked = self._lists_pages or any(MAY_LINK.search(narrative.text) for narrative in data.narratives.values())
        return _hash(
            (self._common, self._all_files if linked else None),
            (slug, data.path, data.agency, sorted(data.sha256.items())),
            (contents.entry, [(report.year, report.status) for report in contents.reports]),
            (contents.superior, contents.successor, contents.links),
            findings,
            (sorted(self._pages.get(slug, ())), self._places.get(slug)),
            [(other, sorted(self._data[other].sha256.items()), self._data[other].agency) for other in self.named(data)],
        )

    def named(self, data: AgencyData) -> list[str]:
        """The other agencies that an agency's narratives name."""
        slots = (slot for narrative in data.narratives.values() for slot in narrative.slots)
        agencies = {slot.option("agency") for slot in slots}
        return sorted(str(slug) for slug in agencies if slug in self._data)


def _options(plugin: Any) -> Mapping[str, object]:
    """The options of a plugin, but for those that no page depends on."""
    options = dict(getattr(plugin, "config", None) or {})
    return {name: value for name, value in options.items() if name not in _OFFICE}


def _by_agency(items: Iterable[tuple[str, Any]]) -> Mapping[str, list[Any]]:
    """Things that each belong to a source or an address, by the folder at the top of it."""
    sorted_in: dict[str, list[Any]] = {}
    for source, item in items:
        sorted_in.setdefault(folder_of_page(source), []).append(item)
    return sorted_in


def _site_files(config: MkDocsConfig) -> Iterator[tuple[str, bytes]]:
    """The templates, hooks and macros of the site itself; those of packages are known by their versions.

    A package may be a link to where it lies, as some installers make them. A site may lie where Python looks for
    packages, as it does for ``python -m mkdocs``.
    """
    root = Path(config.config_file_path).parent if config.config_file_path else Path()
    places = {place for path in sys.path if path for place in (Path(path).absolute(), Path(path).resolve())}
    packages = [place for place in places if not root.resolve().is_relative_to(place)]
    for folder in map(Path, config.theme.dirs):
        if not any(way.is_relative_to(place) for way in (folder.absolute(), folder.resolve()) for place in packages):
            yield from _files_below(folder)
    for name in config.hooks:
        yield from _files_below(root / name)
    macros = config.plugins.get("macros")
    options = macros.config if macros is not None else {}
    paths = [options.get("module_name") or "", options.get("include_dir") or ""]
    for name in filter(None, paths):
        yield from _files_below(root / name)
        yield from _files_below(root / f"{name}.py")
    for item in options.get("include_yaml") or ():
        name = next(iter(item.values())) if isinstance(item, Mapping) else item
        yield from _files_below(root / str(name))


def _files_below(path: Path) -> Iterator[tuple[str, bytes]]:
    """A file, or all files of a folder; nothing where there is none."""
    files = [path] if path.is_file() else path.rglob("*")
    for file in files:
        if file.is_file() and file.suffix != ".pyc":
            yield file.relative_to(path.parent).as_posix(), file.read_bytes()


def _walk(items: Iterable[Any]) -> Iterator[Any]:
    """The entries of a navigation, with those below them."""
    for item in items:
        yield item
        yield from _walk(item.children or ())


def _text(value: object) -> str:
    """Settings as a text that is the same in every run: sets are sorted, objects without a value go by their kind."""
    if isinstance(value, Theme):
        return _text((value.name, value.static_templates, {name: value[name] for name in value}))
    if isinstance(value, Mapping):
        return f"{{{', '.join(sorted(f'{key!r}: {_text(item)}' for key, item in value.items()))}}}"
    if isinstance(value, set | frozenset):
        return f"{{{', '.join(sorted(map(_text, value)))}}}"
    if isinstance(value, list | tuple):
        return f"[{', '.join(map(_text, value))}]"
    return _ADDRESS.sub("", repr(value))


def _hash(*parts: object) -> str:
    return hashlib.sha256("\n".join(map(repr, parts)).encode()).hexdigest()
