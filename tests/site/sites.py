"""Small sites made of strings, built, served and checked by the real commands.

A test says what differs from one small site that builds; the rest stands here. What builds or serves a site runs as a
fork of a process that has imported everything (`tests/command_server.py`), or as a new process where a test asks for
that; what only reads it and writes some files runs in the test's own process (`tests/site/command_here.py`).
"""

from __future__ import annotations

import atexit
import contextlib
import functools
import hashlib
import os
import re
import select
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import time
import urllib.error
import urllib.request
from dataclasses import dataclass
from http import HTTPStatus
from http.client import HTTPConnection
from pathlib import Path
from typing import TYPE_CHECKING, Self, TypeVar
from urllib.parse import quote, urlsplit

import pytest

from tests.command_server import CommandServer
from tests.examples import FAST
from tests.shared_folders import files_below
from tests.site.command_here import can_run_here, run_here
from tests.theme_cache import FOREIGN, STARTUP

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from tests.command_server import Process

T = TypeVar("T")
BASE = Path(__file__).parent.parent / "wheel"
"""The site that a wheel is tried with: agency ``x``, the year 2023, without an error."""

PLUGINS = """\
plugins:
  - gongkai
  - macros:
      modules: [gongkai.site.pluglet]
      on_undefined: strict
      on_error_fail: true
"""
CONFIG = """\
site_name: 示例市样例区（虚构）
site_url: https://example.invalid/base/
theme: {name: material, language: zh, font: false}
extra: {generator: false, secret: S3CRET-OF-THE-OFFICE}
markdown_extensions: [admonition, attr_list, tables]
validation: {links: {not_found: warn, anchors: warn}}
"""
DEMO_URL = "https://example.invalid/some/base/"
"""Address of the demo district that most tests share."""
NO_OFFICE_FILES = "      formats: {docx: false, xlsx: false}\n"
SMALL_LISTS = """\
from gongkai.site.pages import atom_feed
from gongkai.work import catalog
catalog.PER_PAGE = {number}
atom_feed.ENTRIES = {number}
"""
ADDED = re.compile(rb"<!-- gongkai:preview -->.*?<!-- /gongkai:preview -->", re.DOTALL)
"""What a preview puts into a page."""
READ = re.compile("读取 [0-9.]+ 秒|现在不能显示")
"""What ``gongkai serve`` says whenever it has read the site."""
TABLE = re.compile(r"<table\b.*?</table>", re.DOTALL)
LINK = re.compile(r"</?a\b[^>]*>")
PLUGIN = re.compile(r"^(?P<indent> *)- gongkai(?::(?: \{(?P<options>.*)\})?)?$", re.MULTILINE)
"""The plugin in a ``mkdocs.yml``, with its options where they are in one line."""
PATIENCE = 20.0
"""Seconds that a test waits for a process before it fails."""
LONGEST = 60.0
"""Seconds that a command may take."""


@dataclass(frozen=True, slots=True)
class Ran:
    """How a command ended, and everything that it wrote."""

    code: int
    output: str


class Site:
    """A site in a folder of its own.

    Attributes:
        root: The folder.
        searched: Whether a build makes a search, as it does unless ``mkdocs.yml`` says otherwise. It takes half of the
            time of a small build; where a test is about something else, it is left out while a build runs.
    """

    root: Path
    searched: bool = True

    def __init__(self, root: Path, config: str = CONFIG + PLUGINS) -> None:
        self.root = root
        shutil.copytree(BASE / "data", root / "data")
        shutil.copytree(BASE / "docs", root / "docs")
        self.write("mkdocs.yml", config)
        self.write("docs/index.md", "# 首页\n")

    @classmethod
    def at(cls, root: Path) -> Self:
        """A site that is there already."""
        site = cls.__new__(cls)
        site.root = root
        return site

    def write(self, name: str, text: str) -> Self:
        """Write one file, folders as needed."""
        path = self.root / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8", newline="")
        return self

    def read(self, name: str) -> str:
        return (self.root / name).read_text(encoding="utf-8")

    def change(self, name: str, old: str, new: str) -> Self:
        """Replace a text that has to be there."""
        text = self.read(name)
        assert old in text, f"{old!r} is not in {name}"
        return self.write(name, text.replace(old, new, 1))

    def narrative(self, text: str) -> Self:
        """Put a text in front of the last section of the report's narrative."""
        return self.change("docs/x/2023.md", "## 六、", f"{text}\n\n## 六、")

    def explain(self, report: str, *rules: str) -> Self:
        """Let the findings of some rules about a report (``x/2023``) as a whole pass."""
        text, signed = self.read(f"data/{report}.yml"), "date: 2024-01-20, office: 办公室"
        lines = "".join(f"  - {{rule: {rule}, at: 一, reason: 原公布件如此, {signed}}}\n" for rule in rules)
        key = "waivers:\n"
        head, _, rest = text.partition(key)
        return self.write(f"data/{report}.yml", f"{head.rstrip()}\n{key}{lines}{rest}")

    def hook(self, body: str) -> Self:
        """Add a hook of the site's own: the body of a Python module."""
        self.write("hook.py", body)
        return self.change("mkdocs.yml", "plugins:", "hooks: [hook.py]\nplugins:")

    def run(self, *command: str, new_process: bool = False, forked: bool = False) -> Ran:
        return run(*command, cwd=self.root, new_process=new_process, forked=forked)

    def without_search(self) -> Self:
        """The same site, which is built without a search from now on."""
        self.searched = False
        return self

    def build(self, *options: str, new_process: bool = False) -> Ran:
        settings = self.read("mkdocs.yml")
        if not self.searched:
            changed, places = PLUGIN.subn(_not_searched, settings)
            assert places or "- gongkai" not in settings, "the plugin is listed otherwise than the pattern expects"
            self.write("mkdocs.yml", changed)
        try:
            return self.run("mkdocs", "build", *options, new_process=new_process)
        finally:
            if not self.searched:
                self.write("mkdocs.yml", settings)

    def built(self, *options: str, new_process: bool = False) -> Self:
        """Build, which has to succeed."""
        ran = self.build(*options, new_process=new_process)
        assert ran.code == 0, ran.output
        return self

    def start(self, *command: str, log: str = "log") -> Process:
        """Start a command whose output goes to a file, in a session of its own."""
        return start(*command, cwd=self.root, output=self.root / log)

    def log(self) -> str:
        return (self.root / "log").read_text(encoding="utf-8", errors="replace")

    def page(self, name: str = "x/2023/index.html", folder: str = "site") -> str:
        return (self.root / folder / name).read_text(encoding="utf-8")

    def published(self, folder: str = "site") -> dict[str, str]:
        """Hash of every published file, by its path."""
        return hashes(self.root / folder)

    def leftovers(self) -> list[str]:
        """What a build left beside the site and should not have; the lock file and the cache are meant to stay."""
        names = [path.name for path in self.root.iterdir()]
        return sorted(
            name for name in names if (name.startswith(".") or ".old" in name) and name not in (".site.lock", ".cache")
        )


def _not_searched(plugin: re.Match[str]) -> str:
    """A plugin's line in ``mkdocs.yml``, with the option that leaves the search out."""
    if plugin[0].endswith(":"):
        return f"{plugin[0]}\n{plugin['indent']}    search: false"
    options = ", ".join(filter(None, (plugin["options"], "search: false")))
    return f"{plugin['indent']}- gongkai: {{{options}}}"


def write_demo(folder: Path, agencies: int, years: int) -> Site:
    """A fictional district, written by the command and not built yet."""
    ran = run("gongkai", "demo", str(folder), "--agencies", str(agencies), "--years", str(years), cwd=folder.parent)
    assert ran.code == 0, ran.output
    return Site.at(folder)


def without_office_files(site: Site) -> Site:
    """Let a demo district publish no workbooks and no Word files: they take a third of the time of its build."""
    option = "  - gongkai:\n"
    return site.change("mkdocs.yml", option, f"{option}{NO_OFFICE_FILES}")


def small_lists(site: Site, number: int) -> Site:
    """Give the pages of all lists, and the feed, at most so many entries: a few agencies then show what many would."""
    site.write("small_lists.py", SMALL_LISTS.format(number=number))
    return site.write("mkdocs.yml", f"{site.read('mkdocs.yml')}\nhooks: [small_lists.py]\n")


def hashes(folder: Path) -> dict[str, str]:
    """Hash of every file below a folder, by its path; those of a folder lie together."""
    files = sorted((name.split("/"), entry.path) for name, entry in files_below(folder))
    return {"/".join(name): hashlib.sha256(Path(path).read_bytes()).hexdigest() for name, path in files}


def program(command: str, *arguments: str) -> list[str]:
    """A command of the environment that runs the tests, with its arguments."""
    return [str(Path(sys.executable).with_name(command)), *arguments]


def environment(packages: Path | None = None) -> dict[str, str]:
    """The process's environment, without what other programs add to the log.

    Args:
        packages: A folder in which packages are looked for before all others.
    """
    own = {**os.environ, "NO_MKDOCS_2_WARNING": "1", "PYTHONUTF8": "1", "PYTHONUNBUFFERED": "1"}
    if packages is not None:
        own["PYTHONPATH"] = os.pathsep.join(filter(None, (str(packages), own.get("PYTHONPATH"))))
    return own


def run(*command: str, cwd: Path, new_process: bool = False, forked: bool = False, packages: Path | None = None) -> Ran:
    """Run a command to its end; most commands of `gongkai` itself in this process (`tests/site/command_here.py`).

    Args:
        command: A command of the environment that runs the tests, with its arguments.
        cwd: Its working directory.
        new_process: Start Python anew: for a test that compares what two processes write, whose `hash()` must differ.
        forked: Run it in a process of its own in any case.
        packages: A folder in which packages are looked for before all others.
    """
    _leave_out_when_fast(command[0], new_process=new_process)
    variables = environment(packages)
    if not (new_process or forked or packages) and can_run_here(command, cwd):
        return Ran(*run_here(program(*command), cwd=cwd, environment=variables))
    server = None if new_process else _command_server(packages)
    if server is None or not server.can_run(command, variables):
        if FOREIGN:
            variables["PYTHONPATH"] = os.pathsep.join(filter(None, (variables.get("PYTHONPATH"), str(STARTUP))))
        process = subprocess.run(
            program(*command),
            cwd=cwd,
            env=variables,
            capture_output=True,
            encoding="utf-8",
            timeout=LONGEST,
            check=False,
        )
        return Ran(process.returncode, process.stdout + process.stderr)
    with tempfile.TemporaryDirectory() as folder:
        output = Path(folder, "stdout"), Path(folder, "stderr")
        ended = server.run(program(*command), cwd=cwd, environment=variables, output=output, timeout=LONGEST)
        text = "".join(path.read_text(encoding="utf-8") for path in output)
    assert not ended.left, f"{command} has ended and left processes behind\n{text}"
    return Ran(ended.code, text)


def is_fast() -> bool:
    """Whether this is a run that builds no site and starts no Python anew."""
    return bool(os.environ.get(FAST))


def _leave_out_when_fast(program: str, *, new_process: bool = False) -> None:
    """Skip a test of `make test-fast` at the point where it would build a site or start Python anew."""
    if is_fast() and (program == "mkdocs" or new_process):
        pytest.skip("make test-fast builds no site and starts no Python anew")


def start(*command: str, cwd: Path, output: Path, errors: Path | None = None) -> Process:
    """Start a command in a session of its own.

    Args:
        command: A command of the environment that runs the tests, with its arguments.
        cwd: Its working directory.
        output: The file, named pipe or terminal that takes what it writes; a file is emptied first.
        errors: The one that takes its standard error; by default the same.
    """
    _leave_out_when_fast(command[0])
    server, variables = _command_server(), environment()
    for path in {output, errors or output}:
        if path.is_file() or not path.exists():
            path.write_bytes(b"")
    if server.can_run(command, variables):
        return server.start(program(*command), cwd=cwd, environment=variables, output=(output, errors or output))
    with output.open("ab") as file, (errors or output).open("ab") as other:
        return subprocess.Popen(
            program(*command), cwd=cwd, env=variables, stdout=file, stderr=other, start_new_session=True
        )


def on_terminal(*command: str, cwd: Path, output: Path | None = None) -> str:
    """Run a command, which has to succeed, and return what it writes on a terminal.

    Args:
        command: A command of the environment that runs the tests, with its arguments.
        cwd: Its working directory.
        output: A file that takes its standard output; by default the terminal takes that as well.
    """
    import pty  # noqa: PLC0415 - not on Windows

    ours, its = pty.openpty()
    terminal = Path(os.ttyname(its))
    process = start(*command, cwd=cwd, output=output or terminal, errors=terminal)
    parts = []
    while True:
        ended = process.poll() is not None  # asked first: what a command writes before it ends is then read after
        if select.select([ours], [], [], 0.02)[0]:
            parts.append(os.read(ours, 65536))
        elif ended:
            break
    os.close(its)
    os.close(ours)
    assert process.returncode == 0, parts
    return b"".join(parts).decode()


@functools.cache
def _default_server() -> CommandServer:
    server = CommandServer(environment())
    atexit.register(server.close)
    return server


def _only_adds(packages: Path) -> bool:
    """Whether a folder holds other packages than this one, and nothing that Python runs at its start."""
    return not (packages / "gongkai").exists() and not (packages / "sitecustomize.py").exists()


_servers: dict[Path, CommandServer] = {}
"""The server of the folder of packages that was asked for last."""


def _command_server(packages: Path | None = None) -> CommandServer:
    """The server that runs commands with the packages of a folder; the usual one does where a folder only adds some."""
    if packages is None or _only_adds(packages):
        return _default_server()
    if packages not in _servers:
        while _servers:
            _servers.popitem()[1].close()
        _servers[packages] = CommandServer(environment(packages), few_commands=True)
        atexit.register(_servers[packages].close)
    return _servers[packages]


def tables(html: str) -> list[str]:
    """The tables of a page, white space normalised, without the links to what explains them."""
    return [" ".join(LINK.sub("", table).split()) for table in TABLE.findall(html)]


def until(ask: Callable[[], T], what: str) -> T:
    """Ask again until there is an answer that counts as one."""
    end = time.monotonic() + PATIENCE
    while time.monotonic() < end:
        if answer := ask():
            return answer
        time.sleep(0.02)
    message = f"waited {PATIENCE} s for {what}"
    raise AssertionError(message)


class Server:
    """A running ``mkdocs serve`` or ``gongkai serve``."""

    def __init__(self, site: Site, process: Process, address: str) -> None:
        self.site = site
        self.process = process
        self.address = address

    def get(self, name: str = "base/x/2023/") -> str:
        """A page as it is served now; an error page where there is none."""
        try:
            with urllib.request.urlopen(self.address + name, timeout=PATIENCE) as answer:  # noqa: S310 - our own
                return str(answer.read().decode())
        except urllib.error.HTTPError as error:
            with error:
                return error.read().decode()

    def shows(self, text: str, name: str = "base/x/2023/", *, without: bool = False) -> str:
        """Wait until a page holds a text, or no longer does; returns the page."""

        def ask() -> str:
            assert self.process.poll() is None, f"ended with {self.process.returncode}\n{self.site.log()}"
            page = self.get(name)
            return page if (text in page) is not without else ""

        return until(ask, f"{name} {'without' if without else 'with'} {text!r}; log:\n{self.site.log()}")

    def written(self, name: str) -> bytes:
        """A file as it is served now, without what a preview puts into it; empty where there is none."""
        connection = HTTPConnection(urlsplit(self.address).netloc, timeout=PATIENCE)
        connection.request("GET", f"/{quote(name)}")
        with contextlib.closing(connection), connection.getresponse() as answer:
            return ADDED.sub(b"", answer.read()) if answer.status == HTTPStatus.OK else b""

    def follows(self, change: Callable[[], object]) -> None:
        """Change something, and wait until ``gongkai serve`` has read it."""
        before = len(READ.findall(self.site.log()))
        change()
        until(lambda: len(READ.findall(self.site.log())) > before, "a reload")


def free_port() -> int:
    """A port of this machine that nobody listens at."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        return int(free.getsockname()[1])


def live(site: Site, *options: str) -> contextlib.AbstractContextManager[Server]:
    """Serve a site with ``gongkai serve`` until the end of the block, as ``served`` does with ``mkdocs serve``."""
    port = free_port()
    return _running(site, port, ("gongkai", "serve", "--port", str(port), *options), "预览：http")


def served(site: Site, *options: str) -> contextlib.AbstractContextManager[Server]:
    """Serve a site on a free port until the end of the block; the server must then be stopped by Ctrl-C."""
    port = free_port()
    return _running(site, port, ("mkdocs", "serve", "-a", f"127.0.0.1:{port}", *options), "Serving on")


@contextlib.contextmanager
def _running(site: Site, port: int, command: tuple[str, ...], ready_line: str) -> Iterator[Server]:
    process = site.start(*command)

    def ready() -> bool:
        assert process.poll() is None, f"the server has ended with {process.returncode}\n{site.log()}"
        return ready_line in site.log()

    try:
        until(ready, "the server")
        yield Server(site, process, f"http://127.0.0.1:{port}/")
        assert process.poll() is None, f"the server has ended with {process.returncode}\n{site.log()}"
        process.send_signal(signal.SIGINT)
        process.wait(PATIENCE)
    finally:
        if process.poll() is None:
            process.kill()
            process.wait(PATIENCE)
