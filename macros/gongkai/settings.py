"""A site's settings for the command: its mkdocs.yml read by MkDocs itself, so that !ENV, tags and INHERIT hold."""

import logging
from pathlib import Path
from typing import Any

from mkdocs.config import load_config
from mkdocs.exceptions import MkDocsException

from gongkai.errors import WorkspaceError
from gongkai.findings import say
from gongkai.reports.layout import Layout


def read_layout(site: Path) -> Layout:
    """Where a site keeps what.

    Args:
        site: The folder with mkdocs.yml.

    Raises:
        WorkspaceError: There is no mkdocs.yml, or MkDocs cannot read it.
    """
    file = site / "mkdocs.yml"
    if not file.is_file():
        raise WorkspaceError(say("command.no-site", {"folder": site}))
    logging.getLogger("mkdocs").addHandler(logging.NullHandler())
    try:
        config = load_config(config_file=str(file))
    except MkDocsException as error:
        raise WorkspaceError(say("command.bad-site", {"file": file, "why": str(error)})) from error
    plugin = config.plugins.get("gongkai")
    data_dir = plugin.config.data_dir if plugin is not None else "data"
    return layout_of(config, data_dir)


def layout_of(config: Any, data_dir: str) -> Layout:
    """Where a site keeps what, by its MkDocs configuration."""
    docs = Path(config.docs_dir).absolute()  # links are not followed: files are named as the clerk sees them
    root = Path(config.config_file_path).absolute().parent if config.config_file_path else docs.parent
    return Layout(root, root / data_dir, docs)
