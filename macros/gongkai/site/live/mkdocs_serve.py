"""Under ``mkdocs serve``: MkDocs' server watches and reloads, and what it serves is made when it is opened."""

from collections.abc import Callable
from pathlib import Path
from typing import Any, Protocol

from mkdocs.config.defaults import MkDocsConfig
from mkdocs.livereload import LiveReloadServer

from gongkai.errors import WorkspaceError
from gongkai.findings import say
from gongkai.site.live.live_site import LiveSite
from gongkai.site.live.preview import Preview
from gongkai.site.live.watching import Watcher, watched
from gongkai.site.live.web import Application, under_own_names


class HasLiveSite(Protocol):
    """The plugin, as far as it is needed here."""

    live: LiveSite | None
    failure: str


def serve_live(server: LiveReloadServer, plugin: HasLiveSite, config: MkDocsConfig) -> None:
    """Let MkDocs' server serve a site that is loaded, and load it again at each change.

    Args:
        server: The server.
        plugin: Has the site whenever MkDocs has built.
        config: MkDocs' configuration.
    """
    watcher = Watcher(watched(config, Path(config.config_file_path or "").parent))
    build: Any = server.builder

    def load() -> LiveSite:
        return built(plugin, build)

    preview = Preview(load)
    if plugin.live is not None:
        preview.show(plugin.live)
    server.builder = lambda: preview.reload(watcher.look())
    server.set_app(under_own_names(Application(preview, server.mount_path), config.dev_addr.host))


def forget(plugin: HasLiveSite) -> None:
    """Forget the site that was built last."""
    plugin.live, plugin.failure = None, ""


def built(plugin: HasLiveSite, build: Callable[[], object]) -> LiveSite:
    """The site that MkDocs has built.

    Args:
        plugin: The plugin.
        build: Lets MkDocs build.

    Raises:
        WorkspaceError: It cannot, and why.
    """
    forget(plugin)
    try:
        build()
    except (Exception, SystemExit) as error:  # MkDocs and mkdocs-macros end the process by the latter
        raise WorkspaceError(plugin.failure or str(error) or type(error).__name__) from error
    if plugin.live is None:
        raise WorkspaceError(say("live.no-plugin"))
    return plugin.live
