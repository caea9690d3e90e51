"""``gongkai serve``: reads a site, serves it on this machine, and reads it again whenever a file has changed."""

import errno
import logging
import shutil
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from threading import Thread
from typing import Any
from urllib.parse import urlsplit

from mkdocs.commands.build import build
from mkdocs.config.defaults import MkDocsConfig

from gongkai.errors import UsageError, WorkspaceError
from gongkai.findings import say
from gongkai.routes import KEPT
from gongkai.site.build_summary import findings_line
from gongkai.site.live.live_site import LiveSite
from gongkai.site.live.mkdocs_serve import built
from gongkai.site.live.preview import Preview
from gongkai.site.live.watching import Changes, Watcher, watched
from gongkai.site.live.web import Application, WebServer, under_own_names
from gongkai.site_config import mkdocs_faults, read_config
from gongkai.system_errors import system_reason

_OTHER_PORTS = 50
"""How many ports are tried to name one that is free."""
_FOR_ALL = 1024
"""The first port that anybody may take."""
_LAST_PORT = 65_535
_OTHER_PORT_HELPS = {errno.EADDRINUSE: "live.port", errno.EACCES: "live.port-denied"}
"""By the system's number of an error how it is said that another port has to be taken."""
_NAMED = 3
"""Files that are named after a change; of more the number is said."""

_BUILD, _PAGE = "mkdocs.commands.build", "Error "
"""Where MkDocs 1.6 logs why a build has failed, and how it begins to say in which page."""
_PREFIX = "preview-"
_LEFT = 86_400
"""Seconds after which a folder is taken for one of a preview that was killed."""

Tell = Callable[[str], object]


class ServedSite:
    """A site that is served until Ctrl-C."""

    def __init__(self, site: Path, tell: Tell) -> None:
        """Read its settings.

        Args:
            site: The folder with mkdocs.yml.
            tell: Writes lines for the clerk.

        Raises:
            WorkspaceError: There is no mkdocs.yml, or it cannot be read.
        """
        self._site, self._tell = site, tell
        self._number = 0
        self._lines = NewLines(tell, site / "mkdocs.yml")
        self._plugin: Any = None
        config = read_config(site)
        self._scratch = _scratch(config, site)
        self.host, self.port = config.dev_addr
        self._paths = tuple(watched(config, site))
        self._preview = Preview(self._load, published=Path(config.site_dir).absolute())
        self._application = Application(self._preview, _base(config))

    def serve(self, server: WebServer, *, opened: Callable[[str], object] = lambda _: None) -> None:
        """Serve until Ctrl-C, which ends it without an error.

        Args:
            server: The server, which has its address.
            opened: Called with the address once pages can be opened.

        Raises:
            WorkspaceError: The site cannot be read at the start.
        """
        logger = logging.getLogger("mkdocs")
        logger.addHandler(self._lines)
        watcher = Watcher(self._paths)
        try:
            self._reload()
            if self._preview.fault:
                raise WorkspaceError("\n".join(self._preview.fault))
            watcher.start()
            if watcher.why_slow:
                self._tell(say("live.slow", {"why": watcher.why_slow}))
            server.set_app(under_own_names(self._application, server.asked_host))
            Thread(target=server.serve_forever, daemon=True).start()
            host, port = server.server_address[:2]
            url = f"http://{host!s}:{port}{self._application.base}"
            self._tell(say("live.address", {"url": url}))
            opened(url)
            while True:
                self._follow(watcher)
        except KeyboardInterrupt:
            self._tell(say("live.ended"))
        finally:
            logger.removeHandler(self._lines)
            self._preview.end()
            watcher.stop()
            shutil.rmtree(self._scratch, ignore_errors=True)

    def _follow(self, watcher: Watcher) -> None:
        """Wait for changes for a moment, and read the site again where there are any."""
        changes = watcher.changes()
        if not changes.paths:
            return
        names = sorted(self._name(path) for path in changes.paths)
        more = say("live.more-files", {"count": len(names)}) if len(names) > _NAMED else ""
        self._tell(say("live.changed", {"files": "、".join(names[:_NAMED]) + more}))
        self._reload(changes)
        watcher.watch(self._paths)

    def _name(self, path: str) -> str:
        site = self._site.absolute()
        return Path(path).relative_to(site).as_posix() if Path(path).is_relative_to(site) else path

    def _reload(self, changes: Changes | None = None) -> None:
        begin = time.monotonic()
        self._lines.begin()
        self._preview.reload(changes)
        if self._preview.fault:
            if self._plugin is not None and self._plugin.build is not None:  # else the preview has not begun
                self._tell(say("live.broken", {"lines": "\n".join(self._preview.fault)}))
            return
        current = self._plugin.build
        words = {
            "seconds": f"{time.monotonic() - begin:.1f}",
            "reports": len(current.contents.summaries),
            "findings": findings_line(current.session.findings),
        }
        self._tell(say("live.loaded", words))

    def _load(self) -> LiveSite:
        """The site as MkDocs reads it now; each state has a folder, that of the last but one is removed."""
        self._number += 1
        shutil.rmtree(self._scratch / str(self._number - 2), ignore_errors=True)
        config = read_config(self._site, site_dir=str(self._scratch / str(self._number)))
        plugin = config.plugins.get("gongkai")
        if plugin is None:
            raise WorkspaceError(say("live.no-plugin"))
        if plugin is not self._plugin:
            config.plugins.on_startup(command="serve", dirty=False)
            self._plugin = plugin
        self._paths = tuple(watched(config, self._site))
        self._application.base = _base(config)
        site = built(self._plugin, lambda: build(config, serve_url=config.site_url or "/"))
        if not site.lazy and self._number == 1:
            self._tell(say("live.others", {"names": "、".join(site.listeners())}))
        return site


def _scratch(config: MkDocsConfig, site: Path) -> Path:
    """A folder to write into what is not made in memory.

    It is beside what the site keeps, where it keeps anything. What a preview that was killed has left is cleared.
    """
    plugin: Any = config.plugins.get("gongkai")
    if plugin is None or not plugin.config.cache:
        return Path(tempfile.mkdtemp(prefix=_PREFIX))
    folder = (site / KEPT).parent
    for old_scratch in folder.glob(f"{_PREFIX}*"):
        if time.time() - old_scratch.stat().st_mtime > _LEFT:
            shutil.rmtree(old_scratch, ignore_errors=True)
    folder.mkdir(parents=True, exist_ok=True)
    return Path(tempfile.mkdtemp(prefix=_PREFIX, dir=folder)).absolute()


def _base(config: MkDocsConfig) -> str:
    """The path of a site's address, which begins and ends with a slash."""
    return f"/{urlsplit(config.site_url or '').path.strip('/')}/".replace("//", "/")


class NewLines(logging.Handler):
    """Writes what MkDocs and its plugins log as warnings and errors, but for what they said of the state before."""

    def __init__(self, tell: Tell, settings: Path) -> None:
        """Begin with no lines.

        Args:
            tell: Writes a line.
            settings: The mkdocs.yml: what MkDocs says of it is said in Chinese.
        """
        super().__init__(logging.WARNING)
        self._tell, self._settings = tell, settings
        self._before: set[str] = set()
        self._lines: set[str] = set()

    def begin(self) -> None:
        """Begin with the next state."""
        self._before, self._lines = self._lines, set()

    def emit(self, record: logging.LogRecord) -> None:
        """Write a record, unless it is known; why a build has failed is said by whoever has called it."""
        line = record.getMessage()
        if record.name == _BUILD and record.levelno >= logging.ERROR and not line.startswith(_PAGE):
            return
        if record.name.startswith("mkdocs.config"):
            line = "\n".join(mkdocs_faults(self._settings, (line,)))
        if line not in self._before and line not in self._lines:
            self._tell(line)
        self._lines.add(line)


def take_address(host: str, port: int) -> WebServer:
    """A server at an address of this machine.

    Raises:
        UsageError: It cannot be had; the message says what to type instead.
    """
    words: dict[str, object] = {"host": host, "port": port}
    try:
        return WebServer(host, port)
    except OverflowError as error:
        raise UsageError(say("live.no-port", {"port": port, "last": _LAST_PORT})) from error
    except UnicodeError as error:  # a name with a part that no name of a computer has
        raise UsageError(say("live.host", {**words, "why": say("system-why.no-host")})) from error
    except OSError as error:
        if error.errno not in _OTHER_PORT_HELPS:
            raise UsageError(say("live.host", {**words, "why": system_reason(error)})) from error
        first = max(port + 1, _FOR_ALL)
        free = next((other for other in range(first, first + _OTHER_PORTS) if _is_free(host, other)), _FOR_ALL)
        raise UsageError(say(_OTHER_PORT_HELPS[error.errno], {**words, "free": free})) from error


def _is_free(host: str, port: int) -> bool:
    try:
        WebServer(host, port).server_close()
    except (OSError, OverflowError):
        return False
    return True
