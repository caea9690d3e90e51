"""Keeps an internal site and the public one apart: neither is ever built into the folder of the other.

An internal site is known by a file in its folder. Where the public one is published is known without a build, from the
``site_dir`` of the mkdocs.yml that the internal one inherits from or is beside.
"""

from collections.abc import Iterator
from pathlib import Path

from gongkai.errors import WorkspaceError
from gongkai.findings import say
from gongkai.routes import INTERNAL_MARK
from gongkai.site.publishing.folders import lies_in
from gongkai.site_config.written_settings import WrittenSettings

_DEFAULT = "site"
"""Where MkDocs puts a site whose mkdocs.yml does not say."""


def check_audience(site: Path, file: Path, *, internal: bool) -> None:
    """Refuse to build an internal site into the folder of a public one, or the other way round. Writes nothing.

    Args:
        site: The folder to be built into; a link is followed.
        file: The configuration file of the build.
        internal: Whether the site is for the office itself.

    Raises:
        WorkspaceError: One site would replace the other, lie in its folder, or have the other in its own folder.
    """
    target = site.resolve()
    if not internal:
        inside = next((folder for folder in (target, *target.parents) if (folder / INTERNAL_MARK).is_file()), None)
        if inside is not None:
            raise WorkspaceError(say("build.is-internal", {"folder": target}))
        return
    for public in (*_public_folders(file), *_built(target)):
        if lies_in(target, public) or lies_in(public, target):
            raise WorkspaceError(say("build.is-public", {"folder": target, "public": public}))


def _built(target: Path) -> Iterator[Path]:
    """The folder itself, if it holds files that no internal site has put there: they may be a public site."""
    if not target.is_dir() or (target / INTERNAL_MARK).is_file():
        return
    if any(not item.name.startswith(".") for item in target.iterdir()):
        yield target


def _public_folders(file: Path) -> Iterator[Path]:
    """The folders of the sites that are configured beside an internal one."""
    own = file.resolve()
    parent = WrittenSettings(own).parent
    for other in (*([parent] if parent is not None else []), own.parent / "mkdocs.yml"):
        if not other.is_file() or other.resolve() == own:
            continue
        settings = WrittenSettings(other)
        if settings.option("audience") != "internal":
            yield (other.parent / (settings.word("site_dir") or _DEFAULT)).resolve()
