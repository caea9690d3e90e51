"""Sequences of changes: whatever is kept and however many processes work, a build gives the same site.

A usual run tries one; `GONGKAI_SEQUENCES=50 python -m pytest tests/site/test_random_changes.py` random ones as well.
"""

from __future__ import annotations

import os
import random
import shutil
from typing import TYPE_CHECKING

import pytest

from gongkai.checksums import SUMS
from tests.site.sites import Site, hashes
from tests.site.test_kept import CHANGES, IN_TURN_ELSEWHERE, write_office

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from tests.shared_folders import SharedFolders

HOOK = """\
import os
import sys
from pathlib import Path

from gongkai import processes
from gongkai.site.search import fed_pages, runs

runs.MOST_BYTES = 20_000
if "GONGKAI_TEST_FEWEST" in os.environ:
    processes.FEWEST = fed_pages._FEWEST = int(os.environ["GONGKAI_TEST_FEWEST"])
sys.path.append(str(Path(__file__).with_name("packages")))
begin = processes.InOrder.__init__


def begin_noted(self, *args, **options):
    Path(__file__).with_name("several").touch()
    begin(self, *args, **options)


processes.InOrder.__init__ = begin_noted
"""
"""Lets a test say from how many reports, or runs of the search, on several processes work, notes when they do, and
installs a package.

The search index is made in runs of two or three pages."""
SEQUENCES = int(os.environ.get("GONGKAI_SEQUENCES", "0"))
STEPS = 4


def install_another_version(site: Site) -> None:
    installed = next((site.root / "packages").iterdir())
    installed.rename(installed.with_name("fictional-2.dist-info"))


KINDS: dict[str, Callable[[Site], object]] = {
    **{name: change for name, change in CHANGES.items() if name != "hook"},
    "version": install_another_version,
}


@pytest.fixture
def office(shared_folders: SharedFolders, tmp_path: Path) -> Site:
    """A built site that a test may change, with all that the build has kept."""

    def make(folder: Path) -> None:
        site = write_office(folder).hook(HOOK)
        (site.root / "packages/fictional-1.dist-info").mkdir(parents=True)
        site.built()

    return Site.at(shutil.copytree(shared_folders.get("random-changes", make), tmp_path / "office"))


def built(site: Site, folder: Path, *, keep: bool) -> dict[str, str]:
    """What a build writes into a new folder, taking over what was kept, or nothing."""
    settings = site.read("mkdocs.yml")
    if not keep:
        site.write("mkdocs.yml", settings.replace("fragments: true", "fragments: true, cache: false"))
    try:
        site.built("-d", str(folder))
    finally:
        site.write("mkdocs.yml", settings)
    return hashes(folder)


def drawn(seed: int) -> tuple[str, ...]:
    randomly = random.Random(os.environ.get("GONGKAI_SEED", "") + str(seed))  # noqa: S311 - no secret
    return tuple(randomly.sample(sorted(KINDS), STEPS))


@pytest.mark.parametrize("names", [IN_TURN_ELSEWHERE, *map(drawn, range(SEQUENCES))], ids=", ".join)
def test_site_is_the_same_cold_and_warm_in_one_process_and_in_several(
    names: tuple[str, ...], office: Site, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    changes = []
    for name in names:
        try:
            KINDS[name](office)
        except (AssertionError, FileNotFoundError):  # what it changes is gone by a change before
            continue
        changes.append(name)
        office.built()  # into the published site, from which the next one takes over what has not changed
    assert changes == list(names) or names != IN_TURN_ELSEWHERE, "none of these hinders another"
    warm = hashes(office.root / "site")
    (office.root / "several").unlink(missing_ok=True)  # of the search of these builds, or of those that they follow
    monkeypatch.setenv("GONGKAI_TEST_FEWEST", "1000000")
    serial = built(office, tmp_path / "serial", keep=False)
    assert not (office.root / "several").exists()
    monkeypatch.setenv("GONGKAI_TEST_FEWEST", "1")
    parallel = built(office, tmp_path / "parallel", keep=False)
    assert (office.root / "several").exists() or os.cpu_count() == 1
    assert serial[SUMS] == parallel[SUMS], changes
    assert warm == serial == parallel, changes
