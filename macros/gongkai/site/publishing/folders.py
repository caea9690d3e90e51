"""Which folders a site may be built into: none that holds what the site is made from, and none of other files.

The published folder is replaced as a whole, so that ``mkdocs build -d data`` would put the site in the place of the
data. MkDocs itself refuses only folders that hold the docs folder or lie in it.
"""

from collections.abc import Mapping
from pathlib import Path
from typing import Any

import click

from gongkai.errors import WorkspaceError
from gongkai.findings import say
from gongkai.site_config import layout_of
from gongkai.site_config.written_settings import WrittenSettings

_WRITTEN_BY_MKDOCS = (frozenset({"sitemap.xml"}), frozenset({"index.html", "404.html"}))
"""A folder that has all files of one of these sets was built by MkDocs: it writes a sitemap with any theme."""


def source_folders(config: Any, data_dir: str) -> Mapping[str, Path]:
    """The folders that a site is made from, by the key of their wording.

    Args:
        config: MkDocs' configuration.
        data_dir: The folder of data, relative to mkdocs.yml.
    """
    layout = layout_of(config, data_dir)
    folders = {"docs": layout.docs, "data": layout.data, "root": layout.root}
    if config.theme.custom_dir:
        folders["templates"] = Path(config.theme.custom_dir)
    return folders


def check_early(file: Path, data_dir: str) -> None:
    """Refuse the folder that a build is asked for while its mkdocs.yml is still being read, before MkDocs does.

    Args:
        file: The mkdocs.yml.
        data_dir: The folder of data, relative to it.

    Raises:
        WorkspaceError: See ``check_site_folder``.
    """
    context = click.get_current_context(silent=True)
    if context is None or "site_dir" not in context.params:  # no command that builds
        return
    settings = WrittenSettings(file)
    site = context.params["site_dir"] or settings.word("site_dir")
    if site:
        root = file.absolute().parent
        docs = root / (settings.word("docs_dir") or "docs")
        check_site_folder(root / site, {"docs": docs, "data": root / data_dir, "root": root})


def check_site_folder(site: Path, sources: Mapping[str, Path]) -> None:
    """Refuse a folder that must not be replaced by a site; nothing is written.

    Args:
        site: The folder to publish; a link is followed.
        sources: What ``source_folders`` gives.

    Raises:
        WorkspaceError: It holds a source folder, lies in one other than that of mkdocs.yml, or holds other files.
    """
    target = site.resolve()
    for name, folder in sources.items():
        words = {"folder": target, "what": say(f"build.sources.{name}"), "source": folder}
        if lies_in(folder.resolve(), target):
            raise WorkspaceError(say("build.holds-sources", words))
        if name != "root" and lies_in(target, folder.resolve()):
            raise WorkspaceError(say("build.in-sources", words))
    if target.is_dir():
        _check_content(target)


def _check_content(target: Path) -> None:
    """Refuse a folder of files that no build has written; hidden ones count for nothing, as they outlive a build."""
    names = sorted(item.name for item in target.iterdir() if not item.name.startswith("."))
    if names and not any(marks.issubset(names) for marks in _WRITTEN_BY_MKDOCS):
        raise WorkspaceError(say("build.other-files", {"folder": target, "name": names[0]}))


def lies_in(inner: Path, outer: Path) -> bool:
    """Whether a folder is another one or lies in it; both are resolved."""
    return any(_same(folder, outer) for folder in (inner, *inner.parents))


def _same(left: Path, right: Path) -> bool:
    """Whether two paths are one folder, upper and lower case on a file system that ignores it included."""
    return left.samefile(right) if left.exists() and right.exists() else left == right
