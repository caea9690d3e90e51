"""Files of the docs folder that would take the place of the theme's files or of generated ones: the build is refused.

A Markdown page may stand for a generated page, as it is scanned and rendered like any other. Any other file would be
published as it is in the place of what was checked.
"""

from collections.abc import Iterable, Iterator
from pathlib import Path

from mkdocs.config.defaults import MkDocsConfig
from mkdocs.exceptions import PluginError
from mkdocs.structure.files import File, Files

from gongkai import routes
from gongkai.findings import as_text, say
from gongkai.reports.layout import Layout
from gongkai.site.build.session import Session
from gongkai.workspace.files import syntax

_SEARCH = f"{routes.SEARCH_INDEX}/"


def look_at_own(files: Files, config: MkDocsConfig, session: Session) -> None:
    """Refuse files of the docs folder that have the name of a file of the theme or of the search.

    In a preview, files that have a finding of their own as files that cannot be published (``Workspace.odd``) are left
    out of the build first: the finding is shown on the pages, and the preview goes on.

    Args:
        files: The files of the docs folder.
        config: MkDocs' configuration.
        session: The checked site.

    Raises:
        PluginError: There are such files; the message names them all.
    """
    layout = session.workspace.layout
    odd = {item.path for item in session.workspace.odd} if session.preview else set()
    for file in [file for file in files if odd and layout.name(layout.docs / file.src_uri) in odd]:
        files.remove(file)
    refuse(layout, ((file.src_uri, file.src_uri) for file in _taking_theme_names(files, config)))


def _taking_theme_names(files: Files, config: MkDocsConfig) -> Iterator[File]:
    own = config.theme.custom_dir  # there a site may replace what it likes
    themes = [Path(folder) for folder in config.theme.dirs if folder != own]
    for file in files:
        if file.is_documentation_page() or file.src_dir != config.docs_dir:
            continue
        if file.src_uri.startswith(_SEARCH) or any((theme / file.src_uri).is_file() for theme in themes):
            yield file


def refuse(layout: Layout, collisions: Iterable[tuple[str, str]]) -> None:
    """Stop the build if any file would take the place of another.

    Args:
        layout: The folders of the site.
        collisions: For each such file its path below the docs folder, and the path of the file that it would replace.

    Raises:
        PluginError: There is at least one; the message names them all.
    """
    pairs = sorted(collisions)
    items = [
        as_text(syntax(layout, layout.docs / own, "path-taken", args={"name": own, "file": file}))
        for own, file in pairs
    ]
    if items:
        raise PluginError("\n".join([say("build.refused", {"count": len(items)}), *items]))
