"""The web server of a preview: a WSGI application over it, and a server that answers several requests at once."""

import ipaddress
import mimetypes
import posixpath
import socket
import socketserver
import wsgiref.simple_server
from collections.abc import Callable, Iterable
from http import HTTPStatus
from typing import Any
from urllib.parse import parse_qs, quote, urlsplit

from gongkai.findings import say
from gongkai.site.live.panel import CHANGES, SCRIPT, SCRIPT_TEXT
from gongkai.site.live.preview import Preview, Response
from gongkai.visible_text import visible

INDEX = "index.html"
"""The file that is shown for a folder."""
_TYPES = {".js": "text/javascript", ".mjs": "text/javascript", ".gz": "application/gzip", ".wasm": "application/wasm"}
"""Types that must be these on every system, whose own list may say something else."""
_PLAIN = "text/plain; charset=utf-8"
_TEXTS = ("text/", "application/json", "application/xml", "image/svg+xml")


class Application:
    """Answers requests, as ``wsgiref`` passes them on."""

    def __init__(self, preview: Preview, base: str) -> None:
        """Serve a preview.

        Args:
            preview: The preview.
            base: The path of the site's address, which begins and ends with a slash.
        """
        self._preview = preview
        self.base = base

    def __call__(self, environ: dict[str, Any], start_response: Callable[..., Any]) -> Iterable[bytes]:
        """Answer a request."""
        path = environ["PATH_INFO"].encode("latin-1").decode("utf-8", "replace")
        if environ["REQUEST_METHOD"] not in ("GET", "HEAD"):
            return _send(start_response, Response(405, b""), _PLAIN)
        if path == CHANGES:
            query = parse_qs(environ.get("QUERY_STRING", ""))
            page, seen = (query.get(name, [""])[0] for name in ("page", "seen"))
            changed = self._preview.changed(self._file(page) or "", seen)
            return _send(start_response, Response(200, b"changed" if changed else b"same"), _PLAIN)
        if path == SCRIPT:
            return _send(start_response, Response(200, SCRIPT_TEXT.encode()), "text/javascript; charset=utf-8")
        file = self._file(path)
        if file is None:
            start_response("302 Found", [("Location", quote(self.base))])
            return []
        answer = self._preview.answer(file)
        if answer.status == HTTPStatus.NOT_FOUND and not path.endswith("/"):
            below = self._preview.answer(posixpath.join(file, INDEX))
            if below.status == HTTPStatus.OK:
                start_response("302 Found", [("Location", f"{quote(path)}/")])
                return []
        return _send(start_response, answer, _type_of(file, answer))

    def _file(self, path: str) -> str | None:
        """The file below the site that an address means; None outside of the site."""
        if not path.startswith(self.base):
            return None
        file = posixpath.normpath(f"/{path[len(self.base) :]}").lstrip("/")
        return posixpath.join(file, INDEX) if path.endswith("/") else file


Wsgi = Callable[[dict[str, Any], Callable[..., Any]], Iterable[bytes]]
"""An application, as ``wsgiref`` calls it."""


def under_own_names(application: Wsgi, host: str) -> Wsgi:
    """Answer only what is asked for by a name or address of this machine, all else with 403 and what to do.

    A page of another site, opened in the clerk's browser, could otherwise let its own name lead to this machine (DNS
    rebinding) and read drafts. That takes a name: whoever types an address is answered. Browsers always say what was
    typed; a program that does not say it is answered, too.

    Args:
        application: What answers.
        host: The name or address at which the server was told to listen.
    """
    own = {"localhost", socket.gethostname().lower(), host.lower()}

    def answer(environ: dict[str, Any], start_response: Callable[..., Any]) -> Iterable[bytes]:
        header = environ.get("HTTP_HOST", "localhost")
        name = _name_of(header)
        if name in own or _is_address(name):
            return application(environ, start_response)
        words = {"asked": visible(header), "port": environ["SERVER_PORT"]}
        return _send(start_response, Response(HTTPStatus.FORBIDDEN, say("live.other-name", words).encode()), _PLAIN)

    return answer


def _name_of(host: str) -> str:
    """What a Host header names, without the port; empty where it cannot be read."""
    try:
        return (urlsplit(f"//{host}").hostname or "").removesuffix(".")
    except ValueError:
        return ""


def _is_address(name: str) -> bool:
    try:
        ipaddress.ip_address(name)
    except ValueError:
        return False
    return True


def _type_of(file: str, answer: Response) -> str:
    suffix = posixpath.splitext(file)[1].lower()
    guessed = _TYPES.get(suffix) or mimetypes.guess_type(file)[0] or "application/octet-stream"
    kind = "text/html" if answer.status != HTTPStatus.OK else guessed
    return f"{kind}; charset=utf-8" if kind.startswith(_TEXTS) else kind


def _send(start_response: Callable[..., Any], answer: Response, kind: str) -> Iterable[bytes]:
    status = HTTPStatus(answer.status)
    headers = [("Content-Type", kind), ("Content-Length", str(len(answer.data))), ("Cache-Control", "no-store")]
    start_response(f"{status.value} {status.phrase}", headers)
    return [answer.data]


class _Requests(wsgiref.simple_server.WSGIRequestHandler):
    def log_message(self, format: str, *args: Any) -> None:  # noqa: A002 - the name that http.server calls
        """Log nothing: what is wrong with a page stands in the page."""


class WebServer(socketserver.ThreadingMixIn, wsgiref.simple_server.WSGIServer):
    """A server that a browser may keep waiting requests at; they end with the process."""

    daemon_threads = True

    def __init__(self, host: str, port: int) -> None:
        """Take the address; nothing is answered before ``serve_forever``.

        Raises:
            OSError: The port is taken, or there is no such address.
        """
        super().__init__((host, port), _Requests)
        self.asked_host = host
        """As it was typed."""

    def handle_error(self, request: Any, client_address: Any) -> None:
        """Pass over browsers that leave before they are answered."""
