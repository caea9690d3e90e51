"""The same input gives the same bytes whatever is around it, and a build asks nothing of any network."""

from __future__ import annotations

import os
import re
import shutil
from typing import TYPE_CHECKING

import pytest

from tests.site.sites import Site, hashes, run, write_demo

if TYPE_CHECKING:
    from pathlib import Path

AROUND = """\
# Python runs this before anything else: the circumstances of a build, and a network that is not there.
import datetime, os, socket, time

def refuse(*arguments, **options):
    with open({asked!r}, "a") as file:
        file.write(repr(arguments) + chr(10))
    raise OSError("no network in this test")

connect = socket.socket.connect

def only_here(self, address):
    return connect(self, address) if self.family == socket.AF_UNIX else refuse(address)

socket.socket.connect = only_here
socket.socket.connect_ex = socket.socket.sendto = refuse
socket.getaddrinfo = socket.gethostbyname = socket.create_connection = refuse

os.cpu_count = lambda: {cores}
if {cores} > 1:
    import gongkai.processes
    gongkai.processes.FEWEST = 1

if {backwards}:
    listdir, scandir = os.listdir, os.scandir

    class Backwards:
        def __init__(self, items):
            self.items = iter(items)
        def __enter__(self):
            return self
        def __exit__(self, *raised):
            pass
        def close(self):
            pass
        def __iter__(self):
            return self
        def __next__(self):
            return next(self.items)

    def turned(path="."):
        with scandir(path) as items:
            return Backwards(sorted(items, key=lambda item: item.name, reverse=True))

    os.scandir = turned
    os.listdir = lambda path=".": sorted(listdir(path), reverse=True)

days = {days}
if days:
    now, now_ns, later = time.time, time.time_ns, datetime.timedelta(days=days)
    time.time = lambda: now() + days * 86400
    time.time_ns = lambda: now_ns() + days * 86400 * 10**9

    class Date(datetime.date):
        @classmethod
        def today(cls):
            return super().today() + later

    class Moment(datetime.datetime):
        @classmethod
        def now(cls, tz=None):
            return super().now(tz) + later
        @classmethod
        def today(cls):
            return super().today() + later
        @classmethod
        def utcnow(cls):
            return super().now(datetime.UTC).replace(tzinfo=None) + later

    datetime.date, datetime.datetime = Date, Moment
    import gongkai.kept_files
    gongkai.kept_files.UNUSED += days * 86400  # or what is kept would be dropped as that old
"""
YEARS = 2
OPTIONS = "      parquet: true\n      fragments: true\n      formats: {pdf: true}\n"
HOOKS = "site_url: https://example.invalid/base/\nhooks: [small.py]\n"
SMALL = "from gongkai.site.search import fed_pages\nfed_pages.REPORTS_IN_A_PART = 2\n"
"""A hook for a build: of two agencies, each year gets a part of the search index of its own."""


def built(site: Site, folder: Path, **around: object) -> dict[str, str]:
    """What a build publishes under circumstances of its own, and that it has asked for no connection.

    It is a fork of a Python that began under them.

    Args:
        site: The site.
        folder: Where the circumstances are written.
        around: Number of `cores`, `days` from now, and whether folders are listed `backwards`.
    """
    questions = folder / "asked"
    folder.mkdir(exist_ok=True)
    (folder / "sitecustomize.py").write_text(AROUND.format(asked=str(questions), **around), encoding="utf-8")
    ran = run("mkdocs", "build", "--strict", cwd=site.root, packages=folder)
    assert ran.code == 0, ran.output
    assert not questions.exists(), questions.read_text(encoding="utf-8")
    return hashes(site.root / "site")


@pytest.fixture
def _own_umask() -> object:
    before = os.umask(0o022)
    yield
    os.umask(before)


@pytest.mark.usefixtures("_own_umask")
def test_day_folder_locale_zone_umask_seed_cores_listing_and_cache_change_no_byte(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    first = write_demo(tmp_path / "first", 2, YEARS)
    first.change("mkdocs.yml", "  - gongkai:\n", f"  - gongkai:\n{OPTIONS}")
    first.write("small.py", SMALL).write("mkdocs.yml", HOOKS + first.read("mkdocs.yml"))
    for path in sorted((first.root / "data").glob("*/2025.yml"))[:1]:  # in other zones this is another day
        text = path.read_text(encoding="utf-8")
        path.write_text(re.sub(r"(?m)^published: .*", "published: 2026-01-09 23:50", text), encoding="utf-8")
    second = Site.at(shutil.copytree(first.root, tmp_path / "另一个 文件夹" / "site"))
    monkeypatch.delenv("SOURCE_DATE_EPOCH", raising=False)
    for key, value in {"TZ": "UTC", "LC_ALL": "C.utf8"}.items():
        monkeypatch.setenv(key, value)
    expected = first.built("--strict").published()  # in one process, whose seed is that of the server of all commands
    lists = {"feed.xml", "search/index.html", "data/figures-2025.parquet", "data/annual-reports.zip"}
    assert {"SHA256SUMS", "sitemap.xml.gz", "data/agencies-2025.xlsx"} | lists <= set(expected)
    parts = {re.sub(r".*/(\d+)-.*", r"\1", name) for name in expected if name.endswith(".pf_fragment")}
    assert len(parts) == YEARS
    for file in ("report.pdf", "report.docx", "report.xlsx", "fragment.html", "series/index.html"):
        assert any(name.endswith(file) for name in expected), file

    for key, value in {"TZ": "Asia/Kathmandu", "LC_ALL": "C", "PYTHONHASHSEED": "77"}.items():
        monkeypatch.setenv(key, value)
    os.umask(0o077)
    cold = built(second, tmp_path / "around", cores=2, days=400, backwards=True)
    assert {name for name in {*expected, *cold} if expected.get(name) != cold.get(name)} == set()
    assert len(list((second.root / ".cache").rglob("*/??/*"))) > len(tuple(first.root.glob("data/*/20*.yml")))
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "86400")
    warm = built(second, tmp_path / "around", cores=2, days=400, backwards=True)
    assert {name for name in {*expected, *warm} if expected.get(name) != warm.get(name)} == set()


def test_network_that_is_asked_for_is_seen(tmp_path: Path) -> None:
    folder = tmp_path / "around"
    folder.mkdir()
    text = AROUND.format(asked=str(tmp_path / "asked"), cores=1, days=0, backwards=False)
    (folder / "sitecustomize.py").write_text(text, encoding="utf-8")
    asks = "import urllib.request; urllib.request.urlopen('http://127.0.0.1:9/', timeout=1)"
    ran = run("python", "-c", asks, cwd=tmp_path, new_process=True, packages=folder)
    assert ran.code != 0
    assert "127.0.0.1" in (tmp_path / "asked").read_text(encoding="utf-8")
