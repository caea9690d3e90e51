"""A build that is interrupted or killed, at whatever moment, leaves the published site; the next build clears up.

Ctrl-C leaves nothing behind. After `kill -9` there are leftovers, which no later build may publish or stumble over.
"""

from __future__ import annotations

import os
import random
import shutil
import signal
import sys
import time
from typing import TYPE_CHECKING

import pytest

from tests.site.sites import PATIENCE, Site, hashes, until

if TYPE_CHECKING:
    from pathlib import Path

    from tests.command_server import Process

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="Windows has no such signals")

SLEEPER = """\
import time
from pathlib import Path
def {event}(*_, **__):
    Path("reached").touch()
    time.sleep(60)
"""
SLOW_RENAMES = """\
import time
from pathlib import Path
from gongkai.site.publishing import staging as publishing
publishing.exchange = lambda left, right: False
rename = Path.rename
def slow(self, to):
    if self.name == ".site.new":
        Path("reached").touch()
        time.sleep(60)
    return rename(self, to)
Path.rename = slow
"""
SLOW_DELETION = """\
import shutil
import time
from pathlib import Path
delete = shutil.rmtree
def slow(path, *args, **options):
    if Path(path).name == ".site.new":
        Path("reached").touch()
        time.sleep(60)
    delete(path, *args, **options)
def on_post_build(**_):
    shutil.rmtree = slow
"""
EVENTS = ["on_config", "on_pre_build", "on_page_markdown", "on_post_page", "on_post_build"]


@pytest.fixture
def site(published_site: Site) -> Site:
    """A site that is published, and has been changed since."""
    return published_site.change("docs/index.md", "# 首页", "# 新首页")


def reached(site: Site) -> Process:
    """Start a build and wait until its hook is reached."""
    process = site.start("mkdocs", "build")

    def there() -> bool:
        assert process.poll() is None, site.log()
        return (site.root / "reached").exists()

    until(there, "the hook")
    return process


def rebuilt(site: Site, *, searched: bool = False) -> None:
    """The next build publishes, and leaves nothing of the one that was killed; it needs no search for that."""
    site.searched = searched
    site.change("mkdocs.yml", "hooks: [hook.py]\n", "").built()
    assert "新首页" in site.page("index.html")
    assert site.leftovers() == []


@pytest.mark.parametrize("event", EVENTS)
def test_ctrl_c_leaves_the_published_site_and_nothing_else(site: Site, event: str) -> None:
    before = site.published()
    process = reached(site.hook(SLEEPER.format(event=event)))
    process.send_signal(signal.SIGINT)
    assert process.wait(PATIENCE) != 0
    assert site.published() == before
    assert site.leftovers() == []


def test_ctrl_c_in_another_plugin_at_the_very_end_leaves_the_published_site(site: Site) -> None:
    """MkDocs then asks no further plugin, so that the built folder is left to the next build."""
    before = site.published()
    process = reached(site.hook(SLEEPER.format(event="on_shutdown")))
    process.send_signal(signal.SIGINT)
    assert process.wait(PATIENCE) != 0
    assert site.published() == before
    rebuilt(site)


@pytest.mark.parametrize("event", ["on_pre_build", "on_post_build", "on_shutdown"])  # on_page_markdown is below
def test_kill_leaves_the_published_site_and_the_next_build_clears_up(site: Site, event: str) -> None:
    before = site.published()
    process = reached(site.hook(SLEEPER.format(event=event)))
    process.kill()
    assert process.wait(PATIENCE) != 0
    assert site.published() == before
    rebuilt(site)


def test_kill_between_two_renames_is_mended_even_by_a_build_that_fails(site: Site) -> None:
    before = site.published()
    process = reached(site.hook(SLOW_RENAMES))
    process.kill()
    process.wait(PATIENCE)
    assert not (site.root / "site").exists()
    site.change("data/x/2023.yml", "本年新收: [5", "本年新收: [6")
    assert site.build().code != 0
    assert site.published() == before
    assert site.leftovers() == []


def test_ctrl_c_between_two_renames_takes_the_first_one_back(site: Site) -> None:
    before = site.published()
    process = reached(site.hook(SLOW_RENAMES))
    process.send_signal(signal.SIGINT)
    assert process.wait(PATIENCE) != 0
    assert site.published() == before
    rebuilt(site)


def test_kill_after_any_delay_leaves_the_old_site_or_the_new_one_and_no_mixture(site: Site) -> None:
    seed = int(os.environ.get("KILL_SEED", "20240115"))
    delays = random.Random(seed)  # noqa: S311 - delays, not secrets

    old = site.published()
    site.built()
    new = site.published()
    assert old != new
    for number in range(6):
        delay = delays.uniform(0.02, 0.4)
        process = site.start("mkdocs", "build")
        time.sleep(delay)
        process.kill()
        process.wait(PATIENCE)
        assert site.published() in (old, new), f"number {number}, {delay} s, KILL_SEED={seed}"
    site.change("docs/index.md", "# 新首页", "# 首页").built()
    assert site.published() == old
    assert site.leftovers() == []


def test_second_build_while_one_is_at_work_is_refused_and_does_not_disturb_it(site: Site) -> None:
    process = reached(site.hook(SLEEPER.format(event="on_env").replace("sleep(60)", "sleep(3)")))
    site.change("mkdocs.yml", "hooks: [hook.py]\n", "")
    ran = site.build()
    assert ran.code != 0
    assert "另一次生成正在进行" in ran.output
    assert process.wait(PATIENCE) == 0, site.log()
    assert "新首页" in site.page("index.html")
    assert site.leftovers() == []


def test_ctrl_c_while_the_old_site_is_deleted_comes_after_the_success_is_said(site: Site) -> None:
    process = reached(site.hook(SLOW_DELETION))
    process.send_signal(signal.SIGINT)
    process.wait(PATIENCE)
    assert "网站已生成到" in site.log()
    assert "新首页" in site.page("index.html")
    rebuilt(site)


def test_search_index_of_a_killed_build_lies_beside_the_site_and_is_cleared_by_the_next(
    site: Site, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    temporary = tmp_path / "temporary"
    temporary.mkdir()
    monkeypatch.setenv("TMPDIR", str(temporary))
    before = site.published()
    process = reached(site.hook(SLEEPER.format(event="on_page_markdown")))
    process.kill()
    assert process.wait(PATIENCE) != 0
    assert site.published() == before
    assert site.leftovers() == [".site.new", ".site.search"]
    assert list(temporary.iterdir()) == []
    rebuilt(site, searched=True)


def test_six_builds_at_once_with_leftovers_damage_nothing(site: Site) -> None:
    expected = hashes(Site.at(shutil.copytree(site.root, site.root.parent / "alone")).built().root / "site")
    for number in range(int(os.environ.get("RACE_ROUNDS", "1"))):
        site.write(".site.new/half.html", "残留").write(".site.search/feed-0/half.html", "残留")
        builds = [site.start("mkdocs", "build", log=f"log-{build}") for build in range(6)]
        codes = [build.wait(6 * PATIENCE) for build in builds]
        logs = [site.read(f"log-{build}") for build in range(6)]
        assert 0 in codes, logs
        assert all(code == 0 or "另一次生成正在进行" in log for code, log in zip(codes, logs, strict=True)), logs
        assert site.published() == expected, f"round {number}"
        assert site.leftovers() == []
