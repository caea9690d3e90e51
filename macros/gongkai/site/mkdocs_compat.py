"""Everything that we use of the insides of MkDocs, Material and mkdocs-macros, each with the version it was seen in.

What these packages document is used where it is needed; what they may change without notice is kept here, so that an
upgrade is proved in one place; how a page comes about is beside it, in ``mkdocs_pages``. MkDocs 1.6.1,
mkdocs-material 9.8.2, mkdocs-macros-plugin 1.5.0, Jinja 3.1.6, Markdown 3.11.3.
"""

import gzip
import logging
from collections.abc import Collection, Container, Iterable, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import click
import jinja2
import markdown
from mkdocs.commands.build import _build_extra_template, _build_theme_template
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure.files import File, Files, InclusionLevel
from mkdocs.structure.nav import Navigation
from mkdocs.structure.pages import Page

MATERIAL_FONT = {"text": "Roboto", "code": "Roboto Mono"}
"""Material 9.8: what ``theme.font`` holds where a site has chosen none; it would be loaded from another host."""
MATERIAL_ICON = "assets/images/favicon.png"
"""Material 9.8: what ``theme.favicon`` holds where a site has chosen none."""
MATERIAL_ICON_STYLES, MATERIAL_PALETTE = "partials/icons.html", "partials/palette.html"
"""Material 9.8: templates of the styles of the icons which a site has chosen, and of the switch of colours, a form."""
MATERIAL_WORDS = "partials/languages/{}.html"
"""Material 9.8: the template with its words in a language, a macro ``t`` that takes the key of a word."""

MATERIAL_MAPS, MATERIAL_SEARCH = r"assets/(javascripts|stylesheets)/.*\.map", r"assets/javascripts/(lunr|workers)/.*"
"""Material 9.8: files for those who look for a fault in its scripts and styles; what its own search loads."""

OWN_PLUGINS = ("gongkai", "macros")
"""The two plugins that make the pages of reports: this one, and mkdocs-macros, which runs it."""
PAGE_EVENTS = ("pre_page", "page_read_source", "page_markdown", "page_content", "page_context", "post_page")
"""MkDocs 1.6: what plugins are told of each page."""
BUILD_EVENTS = ("config", "pre_build", "files", "nav", "env", *PAGE_EVENTS)
"""MkDocs 1.6: what plugins are told of until a page is made, and may change what it is made from."""
AFTER_PAGES = ("post_build",)
"""MkDocs 1.6: the events at which a plugin finds all files of the site written, and may change them."""

_OF_DICTIONARIES = frozenset(dir(dict))

LogRecords = list[tuple[str, int, str]]
"""What was logged: logger name, level, text."""


def without_invalid_attributes(output: str) -> str:
    """Material 9.8: a page without the attribute that two switches have and HTML does not know for a checkbox."""
    for name in ("__drawer", "__search"):
        output = output.replace(f'id="{name}" autocomplete="off"', f'id="{name}"', 1)
    return output


def share_globals(environment: jinja2.Environment) -> None:
    """Jinja 3.1: let templates have the variables of the environment themselves, and not a view of them each.

    A page consists of twenty templates, each of which would look through its view, a ``ChainMap``, anew. Templates that
    are given variables of their own, which MkDocs never does, still have a view.
    """
    make_globals, shared = environment.make_globals, environment.globals
    setattr(environment, "make_globals", lambda own: make_globals(own) if own else shared)  # noqa: B010 - a method
    environment.cache = dict(environment.cache or {})  # as ``cache_size=-1`` makes it; else each use is noted in a list


def look_up_keys_first(environment: jinja2.Environment) -> None:
    """Jinja 3.1: let ``a.b`` of a plain dictionary look for the key ``b`` first; the result is the same.

    Jinja looks for an attribute first, fails, and catches that. A page looks up a hundred keys, each of which takes ten
    times as long so. Names of methods stay with it, as ``a.items`` is never the key.
    """
    look_up, undefined = environment.getattr, environment.undefined

    def getattr_or_key(obj: Any, attribute: str) -> Any:
        if type(obj) is not dict or attribute in _OF_DICTIONARIES:
            return look_up(obj, attribute)
        return obj[attribute] if attribute in obj else undefined(obj=obj, name=attribute)

    setattr(environment, "getattr", getattr_or_key)  # noqa: B010 - a method


def without_time(packed: Path) -> None:
    """MkDocs 1.6: pack the site map again without the day on which it was packed, where there is one."""
    if packed.is_file():
        packed.write_bytes(gzip.compress(gzip.decompress(packed.read_bytes()), mtime=0))


def only_listeners(config: MkDocsConfig, names: Collection[str], *, events: Collection[str] = PAGE_EVENTS) -> bool:
    """MkDocs 1.6: whether no plugin but these listens to some events, hooks of the site included.

    Args:
        config: MkDocs' configuration.
        names: The plugins.
        events: By default what happens to a page.
    """
    return not listeners(config, names, events=events)


def listeners(
    config: MkDocsConfig, names: Collection[str], *, events: Collection[str] = (*PAGE_EVENTS, *AFTER_PAGES)
) -> tuple[str, ...]:
    """MkDocs 1.6: what listens to some events besides some plugins, by the names of plugins and of modules of hooks.

    Args:
        config: MkDocs' configuration.
        names: The plugins.
        events: By default what happens to a page, and to all files at the end.
    """
    plugins = [plugin for name in names if (plugin := config.plugins.get(name)) is not None]
    registered: Any = config.plugins.events
    hooks = [hook for name in events for hook in registered[name] if getattr(hook, "__self__", None) not in plugins]
    names_of = {id(plugin): name for name, plugin in config.plugins.items()}
    owners = (names_of.get(id(getattr(hook, "__self__", None)), getattr(hook, "__module__", "")) for hook in hooks)
    return tuple(dict.fromkeys(owners))


_NO_LINKS: dict[File, dict[str, str]] = {}


def set_anchors(page: Page, ids: Container[str], links: Mapping[str, Mapping[str, str]], files: Files) -> None:
    """MkDocs 1.6: give a page that was rendered elsewhere its ids and its links, for ``prove_links``.

    MkDocs asks of the ids only whether one is among them.
    """
    any_ids: Any = ids
    page.present_anchor_ids = any_ids
    linked = ((files.get_file_from_path(name), anchors) for name, anchors in links.items())
    page.links_to_anchors = {file: dict(anchors) for file, anchors in linked if file is not None} or _NO_LINKS


def prove_links(files: Files, elsewhere: Collection[File], *, level: int) -> None:
    """MkDocs 1.6: check links to anchors once more, for pages that were rendered elsewhere.

    MkDocs has checked the links of the pages that it has rendered itself; of these, only those are left to check that
    lead to pages rendered elsewhere.

    Args:
        files: All files of the build.
        elsewhere: Files whose pages were rendered elsewhere.
        level: At which level a dead link is logged.
    """
    for file in files:
        if file.page is None:
            continue
        if file not in elsewhere:
            links = file.page.links_to_anchors or {}
            file.page.links_to_anchors = {linked: anchors for linked, anchors in links.items() if linked in elsewhere}
        file.page.validate_anchor_links(files=files, log_level=level)


def skip_page(file: File) -> None:
    """MkDocs 1.6: let the build pass over a page from now on; the site map, written before, names it all the same."""
    file.inclusion = InclusionLevel.EXCLUDED


def show_page(file: File) -> None:
    """MkDocs 1.6: undo ``skip_page`` once MkDocs has passed over all pages; it proves no links of a page left out."""
    file.inclusion = InclusionLevel.NOT_IN_NAV


class HeldFiles:
    """MkDocs 1.6: files and templates that a build passes over, to be made later, when they are opened."""

    def __init__(self) -> None:
        """Hold nothing."""
        self._inclusions: list[tuple[File, InclusionLevel]] = []
        self._static: set[str] = set()
        self._extra: list[str] = []

    def hold(self, files: Iterable[File]) -> None:
        """Let the build pass over files from now on, pages and others."""
        for file in files:
            if file.inclusion.value > InclusionLevel.DRAFT.value:
                self._inclusions.append((file, file.inclusion))
                file.inclusion = InclusionLevel.EXCLUDED

    def hold_templates(self, config: MkDocsConfig) -> None:
        """Let it pass over the templates of the theme and of the site, such as the site map."""
        self._static, config.theme.static_templates = config.theme.static_templates, set()
        self._extra, config.extra_templates = config.extra_templates, []

    def release(self, config: MkDocsConfig) -> None:
        """Undo both, once the build is done."""
        for file, inclusion in self._inclusions:
            file.inclusion = inclusion
        config.theme.static_templates, config.extra_templates = self._static, self._extra


def write_template(name: str, *, config: MkDocsConfig, files: Files, nav: Navigation, env: jinja2.Environment) -> None:
    """MkDocs 1.6: write one template of the theme or of the site into the folder of the build."""
    if name in config.theme.static_templates:
        _build_theme_template(name, env, files, config, nav)
    else:
        _build_extra_template(name, files, config, nav)


def note_anchors(md: markdown.Markdown, ids: Iterable[str]) -> None:
    """MkDocs 1.6: name ids that came into a page after MkDocs had gathered them; else links to them are called dead.

    Elsewhere than in MkDocs there is no such processor, and nothing to do.
    """
    if "mkdocs_extract_anchors" in md.treeprocessors:
        extractor: Any = md.treeprocessors["mkdocs_extract_anchors"]
        extractor.present_anchor_ids.update(ids)


@contextmanager
def captured_log() -> Iterator[LogRecords]:
    """Python's logging: gather what MkDocs and its plugins log, instead of writing it."""
    logger = logging.getLogger("mkdocs")
    capture = _Capture()
    others, logger.handlers = logger.handlers, [capture]
    try:
        yield capture.records
    finally:
        logger.handlers = others


class _Capture(logging.Handler):
    def __init__(self) -> None:
        super().__init__(logging.INFO)
        self.records: LogRecords = []

    def emit(self, record: logging.LogRecord) -> None:
        """Keep a record as picklable parts."""
        self.records.append((record.name, record.levelno, record.getMessage()))


def typed(context: click.Context, option: str) -> bool:
    """Whether an option was typed, and not left to its default."""
    typed = context.get_parameter_source(option) is click.core.ParameterSource.COMMANDLINE
    return typed and bool(context.params.get(option))
