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
    told = _Told()
    logging.getLogger("mkdocs").addHandler(told)
    try:
        config = load_config(config_file=str(file))
    except MkDocsException as error:
        why = "\n".join([*told.lines, str(error)])
        raise WorkspaceError(say("command.bad-site", {"file": file, "why": why})) from error
    finally:
        logging.getLogger("mkdocs").removeHandler(told)
    plugin = config.plugins.get("gongkai")
    data_dir = plugin.config.data_dir if plugin is not None else "data"
    return layout_of(config, data_dir)


class _Told(logging.Handler):
    """What MkDocs has to say of a configuration: the exception that follows says nothing."""

    def __init__(self) -> None:
        super().__init__(logging.WARNING)
        self.lines: list[str] = []

    def emit(self, record: logging.LogRecord) -> None:
        """Keep a line."""
        self.lines.append(record.getMessage())


def layout_of(config: Any, data_dir: str) -> Layout:
    """Where a site keeps what, by its MkDocs configuration."""
    docs = Path(config.docs_dir).absolute()  # links are not followed: files are named as the clerk sees them
    root = Path(config.config_file_path).absolute().parent if config.config_file_path else docs.parent
    return Layout(root, root / data_dir, docs)
