"""Fixtures for every room: no warning unnoticed, a browser, built sites, the documents beside the repository.

What a single room needs stands in that room's own conftest.
"""

from __future__ import annotations

import atexit
import contextlib
import gc
import importlib
import json
import logging
import os
import shutil
import sys
import threading
import zlib
from collections import Counter, defaultdict
from pathlib import Path
from typing import TYPE_CHECKING, Any, Protocol

import pytest
from hypothesis import settings

from tests import browser, distribution, random_numbers, theme_cache
from tests.command_server import begin, join_memory, run_folder
from tests.examples import examples
from tests.forked_workers import fork_workers
from tests.packages import install
from tests.shared_folders import SharedFolders
from tests.site.sites import DEMO_URL, Site, environment, is_fast, without_office_files, write_demo
from tests.tabs import Tabs

if TYPE_CHECKING:
    from collections.abc import Collection, Generator, Iterator, Mapping

    from playwright.sync_api import Browser, Page

HEAVY_FIXTURES = {"page", "_tabs", "_chromium", "office", "converted"}
"""Fixtures that start a browser or LibreOffice."""
MEMORY = Path("/dev/shm")  # noqa: S108 - pytest makes a folder of its own in it
"""A folder in memory, which Linux has."""
ROOM = 4 * 1024**3
"""Bytes that have to be free there; a whole run takes a quarter of this."""
ROOT = Path(__file__).resolve().parent.parent
TOGETHER = 16
"""How many tests of a file are sent to a process at once at most."""
WATCHED = ("mkdocs", "properdocs")


# No deadline: on a busy machine a slow example says nothing about the code.
settings.register_profile("gongkai", max_examples=examples(100), deadline=None)
settings.load_profile("gongkai")
random_numbers.leave_generators_alone()


def pytest_configure(config: pytest.Config) -> None:
    """Let the tests write in memory where there is room: hundreds of sites are built and removed again.

    So are thousands of temporary folders of the readers, the importer and Chromium; one costs 20 times as long on disk.
    What installed packages say of themselves, which MkDocs asks for with every configuration, is read once. Objects are
    looked through for garbage less often than Python does of its own: most of them are let go by count alone. After
    pytest has looked through them at the end of a run, Python would do so again and free them one by one.
    """
    gc.set_threshold(20_000)
    atexit.register(gc.freeze)
    config.pluginmanager.register(random_numbers)
    theme_cache.read_entry_points_once()
    if MEMORY.is_dir() and shutil.disk_usage(MEMORY).free >= ROOM and not os.statvfs(MEMORY).f_flag & os.ST_NOEXEC:
        os.environ.setdefault("PYTEST_DEBUG_TEMPROOT", str(MEMORY))  # the tests of the wheel run programs there
        os.environ.setdefault("TMPDIR", str(MEMORY))
    run_folder()  # before xdist starts its processes, which get this one's environment
    if "PYTEST_XDIST_WORKER" not in os.environ:
        fork_workers(config)
        if (
            config.getoption("numprocesses", None)
            and config.args_source is config.ArgsSource.TESTPATHS
            and not is_fast()
        ):
            begin(environment())  # with a processor that has nothing else to do while the tests are imported
    if "PYTEST_XDIST_WORKER" in os.environ and config.get_verbosity() <= 0:
        distribution.send_less(config)
    if "PYTEST_XDIST_WORKER" in os.environ and sys.version_info < (3, 12):  # from then on Python warns of such a fork
        _fork_readers()
    # A slow machine gives a file more time; the tests show what an ordinary one does with a hostile file.
    importlib.import_module("gongkai.readers.files.processor_time")._MOST_TIMES = 1


@pytest.hookimpl(optionalhook=True)
def pytest_xdist_make_scheduler(config: pytest.Config, log: Any) -> distribution.Groups | None:
    """Send tests in groups, with less counting than xdist does, where xdist would send them in groups."""
    return distribution.Groups(config, log) if config.getvalue("dist") == "loadgroup" else None


@pytest.hookimpl(optionalhook=True)
def pytest_configure_node(node: Any) -> None:
    """Hear of tests as processes of xdist send it."""
    distribution.hear_less(node)


def _fork_readers() -> None:
    """Let a file be read in a fork, as the command does it, in spite of daemon threads.

    Such are the threads that pass on messages of xdist, and those of the servers that tests ask in a browser, of which
    many last to the end of the run. They wait for messages and hold no lock that a reader takes. Python and the
    libraries of a reader would start for each file otherwise, which takes several times as long. A test that starts a
    thread of another kind still has no fork.
    """
    child_process = importlib.import_module("gongkai.readers.files.child_process")
    child_process.active_count = lambda: sum(not thread.daemon for thread in threading.enumerate())


@pytest.hookimpl(wrapper=True)
def pytest_collection_modifyitems(items: list[pytest.Item]) -> Generator[None, None, None]:
    """Mark the tests that `make test-fast` leaves out, and let those that keep one process busy for long begin first.

    A test that starts a browser, LibreOffice or Java without one of the fixtures has the mark `heavy` in its file.
    Tests of a file that share a fixture of the file stay in one process: another would make it again, or wait for it.
    Others of a file go to a process a few at a time, and those that wait for a browser in between.
    """
    marks = {item: {*_marks(item)} for item in items}
    for item, names in marks.items():
        if HEAVY_FIXTURES & set(getattr(item, "fixturenames", ())):
            item.add_marker("heavy")
            names.add("heavy")
        if "xdist_group" not in names and _shares_a_fixture(item):
            item.add_marker(pytest.mark.xdist_group(item.nodeid.partition("::")[0]))
            names.add("xdist_group")
    if "PYTEST_XDIST_WORKER" in os.environ:
        groups, late = [], []
        for item, names in marks.items():
            (late if "xdist_group" not in names or "after_mypy" in names else groups).append(item)
        items[:] = groups + distribution.mixed(*_sent_together(late, marks))
    yield  # xdist writes the group into the id of each test, by which it sends the tests to processes
    for item in items:
        _keep_group(item)


def _marks(node: Any) -> Iterator[str]:
    """Names of the marks of a test; `get_closest_marker` goes through all of them for each name that is asked for."""
    while node is not None:
        for mark in node.own_markers:
            yield mark.name
        node = node.parent


def _sent_together(
    items: list[pytest.Item], marks: Mapping[pytest.Item, Collection[str]]
) -> tuple[list[list[pytest.Item]], ...]:
    """Tests that start something heavy, each alone, and groups of a few others of a file: long ones and quick ones.

    Each group is sent to a process at once, and xdist counts all groups that a process has had whenever a test ends:
    with a group for each of thousands of tests that took longer than many of the tests. Last of the long ones comes
    what uses what mypy keeps, which `make test` runs beside the tests.
    """
    heavy, slow, quick = [], defaultdict[str, list[pytest.Item]](list), defaultdict[str, list[pytest.Item]](list)
    numbers = Counter[str]()
    for item in sorted(items, key=lambda item: "after_mypy" in marks[item]):
        if "heavy" in marks[item]:
            heavy.append([item])
            continue
        kind = slow if "slow" in marks[item] else quick
        path = item.nodeid.partition("::")[0] + (" slow" if kind is slow else "")
        name = f"{path} {numbers[path] // TOGETHER}"
        numbers[path] += 1
        if "xdist_group" not in marks[item]:
            item.add_marker(pytest.mark.xdist_group(name))
        kind[name].append(item)
    return heavy, [*slow.values()], [*quick.values()]


def _keep_group(item: pytest.Item) -> None:
    """Give a test the id that xdist has written for it.

    Xdist 3.8 writes it into an attribute that pytest 9.2 no longer reads: each test would then go to any process, and
    what the tests of a group share would be made in both.
    """
    written = getattr(item, "_nodeid", item.nodeid)
    if written != item.nodeid:
        item._id = item.id.parse(written)


def _shares_a_fixture(item: pytest.Item) -> bool:
    return isinstance(item, pytest.Function) and any(
        definitions[-1].scope == "module" for definitions in item._fixtureinfo.name2fixturedefs.values()
    )


@pytest.hookimpl(trylast=True)
def pytest_collection_finish(session: pytest.Session) -> None:
    """Take what was collected out of every later garbage collection: it stays to the end, and is much to look at.

    A process of xdist, which reads hundreds of workbooks and PDF files in forks, joins its memory then: each of them,
    which copies an entry for every page, takes half as long.
    """
    gc.collect()
    gc.freeze()
    if "PYTEST_XDIST_WORKER" in os.environ:
        distribution.write_less(session.config)
        join_memory()


class _Records(logging.Handler):
    """Keeps the records it is given."""

    def __init__(self, level: int) -> None:
        super().__init__(level)
        self.records: list[logging.LogRecord] = []

    def emit(self, record: logging.LogRecord) -> None:
        self.records.append(record)


_heard = _Records(logging.WARNING)
"""The warnings of the test that runs. It is no fixture for all tests: one takes longer than many tests do."""
_logged = _Records(logging.NOTSET)
"""All that the test has logged, for the report on one that fails; pytest's own plugin listens anew for each step."""


@pytest.hookimpl(wrapper=True, tryfirst=True)
def pytest_runtest_setup() -> Generator[None, object, object]:
    """Listen to what a test logs, its fixtures included."""
    _heard.records, _logged.records = [], []
    logging.root.addHandler(_logged)
    for name in WATCHED:
        logging.getLogger(name).addHandler(_heard)
    return (yield)


@pytest.hookimpl(wrapper=True, tryfirst=True)
def pytest_runtest_teardown(item: pytest.Item) -> Generator[None, object, object]:
    """Let a test fail that has logged a warning, or none where it asks for `expected_warnings`."""
    try:
        result = yield
    finally:
        logging.root.removeHandler(_logged)
        for name in WATCHED:
            logging.getLogger(name).removeHandler(_heard)
    if "expected_warnings" in getattr(item, "fixturenames", ()):
        assert _heard.records, "the test expects a warning, and none came"
    else:
        lines = [f"{record.levelname} {record.name}: {record.getMessage()}" for record in _heard.records]
        assert not lines, "unexpected in the log:\n" + "\n".join(lines)
    return result


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(call: pytest.CallInfo[None]) -> Generator[None, pytest.TestReport, pytest.TestReport]:
    """Show what a test has logged that fails."""
    report = yield
    if report.failed and _logged.records:
        lines = [f"{item.levelname} {item.name}:{item.lineno} {item.getMessage()}" for item in _logged.records]
        report.sections.append((f"Captured log {call.when}", "\n".join(lines)))
    return report


@pytest.fixture
def logged() -> list[logging.LogRecord]:
    """Return the list in which all that the test logs gathers."""
    return _logged.records


@pytest.fixture
def _warning_records() -> list[logging.LogRecord]:
    return _heard.records


@pytest.fixture
def expected_warnings(_warning_records: list[logging.LogRecord]) -> list[logging.LogRecord]:
    """Return the list in which warnings of MkDocs and its plugins gather, for a test that provokes them and reads it.

    A test that asks for it and provokes none fails.
    """
    return _warning_records


@pytest.fixture
def reads_here(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let PDF files and workbooks be read in this process, for tests of what is read of many small ones.

    A fork of a process that holds all tests takes ten times as long as to read a page. That a fork answers the same and
    keeps to its limits is tested in ``tests/readers/test_child_process.py``; the answer is decoded as that of a fork.
    """
    child_process = importlib.import_module("gongkai.readers.files.child_process")

    def run(kind: str, source: str, answer: str, name: str) -> int:
        Path(answer).write_text(json.dumps(child_process._answer(kind, source, name)), encoding="utf-8")
        return 0

    monkeypatch.setattr(child_process, "_run_forked", run)


@pytest.fixture(scope="session")
def root() -> Path:
    """Return the folder of the repository."""
    return ROOT


@pytest.fixture(scope="session")
def shared() -> Path:
    """Return the folder of real reports beside the repository; without it the test is skipped and says so."""
    folder = ROOT.parent / "shared"
    if not folder.is_dir():
        pytest.skip("needs ../shared (real reports beside the repository), which is not here")
    return folder


@pytest.fixture(scope="session")
def shared_folders(tmp_path_factory: pytest.TempPathFactory) -> Iterator[SharedFolders]:
    """Folders that are made once in a run and read by all of its processes; changing one is an error at the end."""
    own = tmp_path_factory.getbasetemp()
    folders = SharedFolders((own.parent if "PYTEST_XDIST_WORKER" in os.environ else own) / "shared")
    yield folders
    assert folders.changed() == [], "a test has changed a folder that others read; it has to copy it first"


@pytest.fixture(scope="session")
def example_package(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a folder in which the example package is installed; a test that changes it installs its own."""
    return install(tmp_path_factory.mktemp("example-package"))


class DemoSite(Protocol):
    """What the fixture `demo_site` gives."""

    def __call__(self, agencies: int, years: int, *, settings: str = "", office: bool = False) -> Path:
        """Return the folder of a fictional district that is built already, bare copies included, to be read only.

        Args:
            agencies: How many there are.
            years: How many reports each has; the last one is on 2025.
            settings: Lines put in front of its ``mkdocs.yml``.
            office: Whether it publishes workbooks, Word files and Parquet too.
        """


class DemoSources(Protocol):
    """What the fixture `demo_sources` gives."""

    def __call__(self, agencies: int, years: int) -> Path:
        """Return the folder of a fictional district that is written and not built, to be read only.

        Args:
            agencies: How many there are.
            years: How many reports each has; the last one is on 2025.
        """


@pytest.fixture(scope="session")
def demo_site(shared_folders: SharedFolders) -> DemoSite:
    """Return a function that gives a built demo district of a size; each one is built once in a run."""

    def get(agencies: int, years: int, *, settings: str = "", office: bool = False) -> Path:
        def make(folder: Path) -> None:
            site = write_demo(folder, agencies, years)
            site.write("mkdocs.yml", settings + site.read("mkdocs.yml"))
            options = "      fragments: true\n" + ("      parquet: true\n" if office else "")
            site.change("mkdocs.yml", "  - gongkai:\n", f"  - gongkai:\n{options}")
            (site if office else without_office_files(site)).built("--strict")

        name = f"demo-{agencies}-{years}" + (f"-{zlib.crc32(settings.encode()):08x}" if settings else "")
        name += "-office" if office else ""
        return shared_folders.get(name, make)

    return get


@pytest.fixture(scope="session")
def demo_sources(shared_folders: SharedFolders) -> DemoSources:
    """Return a function that gives the files of a demo district of a size; each one is written once in a run."""

    def get(agencies: int, years: int) -> Path:
        return shared_folders.get(
            f"sources-{agencies}-{years}", lambda folder: without_office_files(write_demo(folder, agencies, years))
        )

    return get


@pytest.fixture(scope="session")
def demo_district(demo_site: DemoSite) -> Path:
    """Return the built demo district that most tests share: four agencies, seven years, both forms, all files."""
    return demo_site(4, 7, settings=f"site_url: {DEMO_URL}\n", office=True)


@pytest.fixture(scope="session")
def own_site(shared_folders: SharedFolders) -> Path:
    """Return this repository's own site, built into a folder that nothing else is in, to be read only."""

    def make(folder: Path) -> None:
        Site.at(ROOT).built("--strict", "-d", str(folder))

    return shared_folders.get("own", make)


@pytest.fixture(scope="session")
def _chromium() -> Iterator[Browser]:
    with contextlib.ExitStack() as stack:
        try:
            started = stack.enter_context(browser.chromium())
        except browser.BrowserMissingError as error:
            pytest.fail(str(error), pytrace=False)
        yield started


@pytest.fixture
def traffic() -> Iterator[browser.Traffic]:
    """What the pages of this test ask of other hosts, fail to get, and write to the console as errors.

    Pages are served with the policy of the manual; a test whose pages go against it fails, whatever else it tests.
    """
    heard = browser.Traffic()
    yield heard
    assert heard.violations == [], "a page goes against the content security policy"


class OpenPage(Protocol):
    """What the fixture `page` gives."""

    def __call__(self, url: str | None = None, *, width: int = 1280, height: int = 800, **options: Any) -> Page:
        """Open a page; `options` are those of a Playwright browser context, such as `java_script_enabled`."""


@pytest.fixture(scope="session")
def _servers() -> Iterator[browser.Servers]:
    with contextlib.ExitStack() as stack:
        yield browser.Servers(stack)


@pytest.fixture(scope="session")
def _tabs(_chromium: Browser, _servers: browser.Servers) -> Tabs:
    return Tabs(_chromium, _servers)


@pytest.fixture
def page(_tabs: Tabs, traffic: browser.Traffic) -> Iterator[OpenPage]:
    """Return a function that opens a page that remembers nothing; `traffic` listens to all of them."""
    with contextlib.ExitStack() as stack:

        def open_page(url: str | None = None, *, width: int = 1280, height: int = 800, **options: Any) -> Page:
            tab = _tabs.take(traffic, width, height, **options)
            stack.callback(_tabs.put_back, tab)
            tab.open(url)
            return tab.page

        yield open_page


class Serve(Protocol):
    """What the fixture `served` gives."""

    def __call__(
        self, folder: Path, base: str = "/", headers: Mapping[str, str] | None = None, *, anew: bool = False
    ) -> browser.LocalSite:
        """Serve a folder below a base path, with additional headers.

        Args:
            folder: What is served.
            base: The path.
            headers: The headers.
            anew: From an address from which no browser has loaded anything. Otherwise a folder that does not change in
                a run has one address for all tests.
        """


@pytest.fixture
def served(traffic: browser.Traffic, _servers: browser.Servers, shared_folders: SharedFolders) -> Iterator[Serve]:
    """Return a function that serves a folder, until the end of the test or longer."""
    with contextlib.ExitStack() as stack:

        def start(
            folder: Path, base: str = "/", headers: Mapping[str, str] | None = None, *, anew: bool = False
        ) -> browser.LocalSite:
            if shared_folders.holds(folder) and not anew:
                return browser.LocalSite(_servers.lasting(folder, base, headers), traffic)
            _servers.passing += 1
            return stack.enter_context(browser.serve(folder, traffic, base=base, headers=headers))

        yield start
