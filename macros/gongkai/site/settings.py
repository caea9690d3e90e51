"""A site's settings for the command: its mkdocs.yml read by MkDocs itself, so that !ENV, tags and INHERIT hold."""

import logging
from pathlib import Path

from mkdocs.config import load_config
from mkdocs.exceptions import MkDocsException

from gongkai.errors import WorkspaceError
from gongkai.findings import say
from gongkai.site.session import layout_of
from gongkai.workspace import Layout


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
