"""Reads a site's mkdocs.yml for the commands, through MkDocs, so that ``!ENV``, other tags and ``INHERIT`` work."""

import logging
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import yaml
from mkdocs.config import load_config
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.exceptions import MkDocsException
from mkdocs.utils.yaml import get_yaml_loader, yaml_load

from gongkai.errors import WorkspaceError
from gongkai.findings import say
from gongkai.reports.layout import Layout
from gongkai.routes import KEPT, Addresses, SiteAddress
from gongkai.site_config.mkdocs_faults import mkdocs_faults
from gongkai.site_config.option_faults import OptionsError
from gongkai.site_config.settings_limits import check_settings

_LOADER: Any = getattr(yaml, "CLoader", yaml.Loader)
"""What MkDocs reads its settings with, but by libyaml: it has read them before, and has said what is wrong in them."""


def read_layout(site: Path) -> Layout:
    """The folders of a site, as its mkdocs.yml sets them.

    Args:
        site: The folder that holds mkdocs.yml.

    Raises:
        WorkspaceError: There is no mkdocs.yml, or MkDocs cannot read it.
    """
    config = read_config(site)
    plugin = config.plugins.get("gongkai")
    data_dir = plugin.config.data_dir if plugin is not None else "data"
    return layout_of(config, data_dir, published=Path(config.site_dir).absolute())


def read_config(site: Path, **instead: Any) -> MkDocsConfig:
    """MkDocs' configuration of a site.

    Args:
        site: The folder that holds mkdocs.yml.
        instead: Settings that take the place of those that it states.

    Raises:
        WorkspaceError: There is no mkdocs.yml, it holds too much, or MkDocs cannot read it.
    """
    file = site / "mkdocs.yml"
    if not file.is_file():
        key = "no-folder" if not site.exists() else "no-site" if site != Path() else "no-site-here"
        raise WorkspaceError(say(f"command.{key}", {"folder": site}))
    check_settings(file)
    warnings = _WarningLines()
    logging.getLogger("mkdocs").addHandler(warnings)
    try:
        return load_config(config_file=str(file), **instead)
    except OptionsError as error:
        raise WorkspaceError(str(error)) from error
    except MkDocsException as error:
        raise WorkspaceError("\n".join(mkdocs_faults(file, warnings.lines, str(error)))) from error
    finally:
        logging.getLogger("mkdocs").removeHandler(warnings)


class _WarningLines(logging.Handler):
    """Keeps what MkDocs logs about a configuration: the exception that it raises afterwards does not name the fault."""

    def __init__(self) -> None:
        super().__init__(logging.WARNING)
        self.lines: list[str] = []

    def emit(self, record: logging.LogRecord) -> None:
        """Keep the message of a record."""
        self.lines.append(record.getMessage())


def layout_of(config: Any, data_dir: str, *, published: Path | None = None) -> Layout:
    """The folders of a site, from its loaded MkDocs configuration.

    Args:
        config: The configuration.
        data_dir: The folder of data, relative to mkdocs.yml.
        published: The folder of the published site; None in a preview.
    """
    # absolute() and not resolve(): a message names a file as the clerk sees it, not where a symbolic link leads.
    docs = Path(config.docs_dir).absolute()
    root = Path(config.config_file_path).absolute().parent if config.config_file_path else docs.parent
    plugin = config.plugins.get("gongkai")
    return Layout(
        root,
        root / data_dir,
        docs,
        tuple(plugin.config.trusted) if plugin is not None else (),
        programs=tuple(str(item).lstrip("/") for item in (*config.extra_css, *config.extra_javascript)),
        listed=frozenset(path.partition("/")[0] for path in _named(config.nav) if "/" in path),
        hard_paragraphs=plugin is not None and plugin.config.hard_paragraphs,
        settings_file=Path(config.config_file_path).absolute() if config.config_file_path else None,
        settings=tuple(_shown_settings(config)),
        published=published,
        address=_address(config, preview=published is None),
        cache=root / KEPT if plugin is not None and plugin.config.cache else None,
    )


def _address(config: Any, *, preview: bool) -> SiteAddress:
    """Where a site is published; a preview gives MkDocs' configuration another address than its mkdocs.yml states."""
    url = config.site_url
    if preview and config.config_file_path:
        with Path(config.config_file_path).open("rb") as source:
            url = yaml_load(source, get_yaml_loader(_LOADER)).get("site_url")
    url = url if isinstance(url, str) else ""
    return SiteAddress(f"{url.rstrip('/')}/" if url else "", Addresses(config.use_directory_urls))


def _named(nav: Any) -> Iterator[str]:
    """The texts of a navigation that are no titles: paths of pages, and addresses elsewhere."""
    if isinstance(nav, str):
        yield nav
    elif isinstance(nav, list | dict):
        for item in nav.values() if isinstance(nav, dict) else nav:
            yield from _named(item)


_SHOWN = ("site_name", "site_description", "site_author", "copyright")
"""Settings of MkDocs that stand on pages as they are written."""


def _shown_settings(config: Any) -> Iterator[str]:
    plugin = config.plugins.get("gongkai")
    own = plugin.config.values() if plugin is not None else ()
    return (value for value in (*(config.get(name) for name in _SHOWN), *own) if isinstance(value, str))
