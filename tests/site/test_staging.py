"""A build that does not end with 0 leaves the published site byte for byte; one that does replaces it whole.

Every build is a process of its own (`tests/command_server.py`), and what goes wrong in it is the site's own doing:
data, macros, templates, hooks.
"""

from __future__ import annotations

import subprocess
from typing import TYPE_CHECKING

import pytest

from tests.site.sites import PLUGINS, Site

if TYPE_CHECKING:
    from collections.abc import Callable

REFUSING = """\
from pathlib import Path
from gongkai.site.publishing import staging as publishing
publishing.exchange = lambda left, right: False
rename = Path.rename
def refuse(self, to):
    if Path(to).name {which}:
        raise OSError(18, "Invalid cross-device link")
    return rename(self, to)
Path.rename = refuse
"""
PLUGLET = """\
def define_env(env):
    @env.macro
    def broken():
        raise RuntimeError("the site's own macro")
"""


def wrong_figure(site: Site) -> None:
    site.change("data/x/2023.yml", "本年新收: [5", "本年新收: [6")


def broken_macro(site: Site) -> None:
    site.write("main.py", PLUGLET)
    site.write("docs/index.md", "# 首页\n\n{{ broken() }}\n")


def broken_template(site: Site) -> None:
    site.write("overrides/main.html", '{% extends "base.html" %}{% block content %}{{ nothing.at.all }}{% endblock %}')
    site.change("mkdocs.yml", "name: material,", "name: material, custom_dir: overrides,")


def broken_syntax_of_a_template(site: Site) -> None:
    site.write("overrides/main.html", '{% extends "base.html" %}{% block content %}')
    site.change("mkdocs.yml", "name: material,", "name: material, custom_dir: overrides,")


def exchange_refused(site: Site) -> None:
    site.hook(REFUSING.format(which='== ".site.old"'))


def second_rename_refused(site: Site) -> None:
    def taken_back(name: str) -> str:
        return f'== "{name}" and self.name == ".site.new"'

    site.hook(REFUSING.format(which=taken_back("site")))


def failing_at(event: str) -> Callable[[Site], None]:
    def fail(site: Site) -> None:
        site.hook(f"def {event}(*_, **__):\n    raise RuntimeError('at {event}')\n")

    fail.__name__ = event
    return fail


FAULTS = [
    wrong_figure,
    broken_macro,
    broken_template,
    broken_syntax_of_a_template,
    exchange_refused,
    second_rename_refused,
    *(failing_at(event) for event in ("on_config", "on_files", "on_page_content", "on_post_build")),
]
SEARCHED = {"broken_template", "second_rename_refused"}
"""Those that come when a search has been begun, and when it is done: that is cleared up as well."""


@pytest.fixture
def site(published_site: Site) -> Site:
    """A site that is published with a search, has been changed since, and is built without one from now on."""
    return published_site.change("docs/index.md", "# 首页", "# 新首页").without_search()


@pytest.mark.parametrize("fault", FAULTS, ids=lambda fault: fault.__name__)
def test_failing_build_leaves_the_published_site(site: Site, fault: Callable[[Site], None]) -> None:
    before = site.published()
    site.searched = fault.__name__ in SEARCHED
    fault(site)
    ran = site.build()
    assert ran.code != 0, ran.output
    assert site.published() == before
    assert site.leftovers() == []


def test_failure_of_another_plugin_at_the_very_end_leaves_the_published_site(site: Site) -> None:
    before = site.published()
    site.hook("def on_shutdown():\n    raise RuntimeError('at the end')\n")
    assert site.build().code != 0
    assert site.published() == before
    site.change("mkdocs.yml", "hooks: [hook.py]\n", "").built()
    assert site.leftovers() == []


def test_strict_build_with_a_warning_leaves_the_published_site(site: Site) -> None:
    before = site.published()
    site.change("docs/index.md", "# 新首页", "# 新首页\n\n[没有](none.md)")
    ran = site.build("--strict")
    assert ran.code != 0
    assert "strict mode" in ran.output
    assert site.published() == before
    assert site.leftovers() == []


def test_finding_at_warning_level_stops_a_strict_build_only(site: Site) -> None:
    site.change("data/x/2023.yml", "published: 2024-01-15", "published: 2023-01-15")
    before = site.published()
    ran = site.build("--strict")
    assert ran.code != 0
    assert "WARNING" in ran.output
    assert "早于 2023 年结束" in ran.output
    assert site.published() == before
    assert site.build().code == 0
    assert site.published() != before


@pytest.mark.parametrize("options", [(), ("--strict",), ("--dirty",)])
def test_successful_build_replaces_everything(site: Site, options: tuple[str, ...]) -> None:
    site.write("site/gone/index.html", "旧页")
    before = site.published()
    site.built(*options)
    after = site.published()
    assert "新首页" in site.page("index.html")
    assert "gone/index.html" not in after
    assert {"index.html", "x/2023/index.html", "x/2023/report.json"} <= after.keys()
    assert after["x/2023/report.json"] == before["x/2023/report.json"]
    assert site.leftovers() == []


def test_other_folder_by_option_is_staged_and_the_usual_one_untouched(site: Site) -> None:
    before = site.published()
    site.built("-d", "deep/other")
    other = site.published("deep/other")
    assert {"index.html", "x/2023/index.html"} <= other.keys()
    wrong_figure(site)
    assert site.build("-d", "deep/other").code != 0
    assert site.published("deep/other") == other
    assert site.published() == before
    assert sorted(path.name for path in (site.root / "deep").iterdir()) == [".other.lock", "other"]


def test_link_as_the_published_folder_is_followed_and_kept(site: Site) -> None:
    real = site.root / "disk" / "www"
    real.parent.mkdir()
    (site.root / "site").rename(real)
    (site.root / "site").symlink_to(real)
    before = site.published("disk/www")
    wrong_figure(site)
    assert site.build().code != 0
    assert site.published("disk/www") == before
    site.change("data/x/2023.yml", "本年新收: [6", "本年新收: [5").built()
    assert (site.root / "site").is_symlink()
    assert "新首页" in site.page("index.html", "disk/www")
    assert sorted(path.name for path in real.parent.iterdir()) == [".www.lock", "www"]


def test_log_names_the_published_folder_when_the_exchange_is_done(site: Site) -> None:
    ran = site.build()
    assert f"网站已生成到 {site.root / 'site'}" in ran.output
    assert "网站已生成到" not in site.change("data/x/2023.yml", "[5", "[6").build().output


def test_failing_exchange_says_so_in_one_line(site: Site) -> None:
    exchange_refused(site)
    ran = site.build()
    assert f"无法替换 {site.root / 'site'}：在另一个磁盘上。已公布的网站没有改动。" in ran.output
    assert "Traceback" not in ran.output


def test_program_that_builds_without_the_command_line_gets_its_site_where_it_asked(site: Site) -> None:
    """Nothing calls ``on_shutdown`` then, so that a staged site would never be published."""
    code = "from mkdocs.config import load_config; from mkdocs.commands.build import build; build(load_config())"
    ran = site.run("python", "-c", code)
    assert ran.code == 0, ran.output
    assert "新首页" in site.page("index.html")
    assert site.leftovers() == []


def test_deployment_to_a_branch_takes_the_published_folder(site: Site) -> None:
    def git(*arguments: str) -> str:
        who = ("-c", "user.name=x", "-c", "user.email=x@example.invalid", "-c", "init.defaultBranch=main")
        command = ["git", *who, *arguments]
        return subprocess.run(command, cwd=site.root, check=True, capture_output=True, encoding="utf-8").stdout

    git("init", "-q", "--bare", "remote.git")
    git("init", "-q")
    git("remote", "add", "origin", "remote.git")
    git("add", "docs")
    git("commit", "-q", "-m", "docs")
    ran = site.run("mkdocs", "gh-deploy", "--no-history")
    assert ran.code == 0, ran.output
    names = git("--git-dir=remote.git", "ls-tree", "-r", "--name-only", "gh-pages").split()
    assert {"index.html", "x/2023/index.html", "x/2023/report.json"} <= set(names)
    assert "新首页" in site.page("index.html")


def test_plugin_listed_last_builds_the_same_site(site: Site) -> None:
    first = site.built().published()
    site.change("mkdocs.yml", PLUGINS, PLUGINS.replace("  - gongkai\n", "") + "  - gongkai\n")
    second = site.built().published()
    assert second == first
