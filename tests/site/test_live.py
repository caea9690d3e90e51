"""`gongkai serve`, a real process: what it serves is what a build writes, and it follows every kind of change."""

from __future__ import annotations

import contextlib
import shutil
import signal
import socket
import tempfile
import threading
from http import HTTPStatus
from http.client import HTTPConnection
from itertools import islice
from pathlib import Path
from types import SimpleNamespace
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

import pytest

from gongkai.checksums import SUMS
from gongkai.site.live.gathered_files import GatheredFiles
from tests.site.sites import BASE, Server, Site, hashes, live, start, until
from tests.site.test_kept import CHANGES, receive_more, write_office

if TYPE_CHECKING:
    from collections.abc import Callable

    from tests.conftest import OpenPage

FINDINGS = 'class="gk-findings"'
PAGE_LOG_HOOK = """\
from pathlib import Path

from gongkai.site.build import agency_pages

make_agency = agency_pages.make_agency


def noting(data, contents, shell, settings, **options):
    with Path("made").open("a", encoding="utf-8") as file:
        print(data.slug, *sorted(settings.pages), file=file)
    return make_agency(data, contents, shell, settings, **options)


agency_pages.make_agency = noting
"""
"""A hook of a site that notes which pages the unit of work makes."""


def edit(site: Site) -> None:
    """Change figures, of which another agency speaks in one case, an explanation and a narrative, and no page else."""
    receive_more(site)
    CHANGES["narrative"](site)
    site.change("data/z/2022.yml", "新收:           [20", "新收:           [21")
    site.change("data/z/2022.yml", "（三）自行撤回: [2", "（三）自行撤回: [3")
    site.change("data/z/2022.yml", "reason: 原件此格为空。", "reason: 原件此格空着。")


def remove(site: Site) -> None:
    """Remove a report with its agency's folders."""
    for folder in ("data/z", "docs/z"):
        shutil.rmtree(site.root / folder)


def come(site: Site) -> None:
    """An agency, and a further report of another one, which has another name and text from now on; a changed form."""
    for name in ("name of the agency", "form", "new agency that comes first"):
        CHANGES[name](site)
    for name in ("data/y/2023.yml", "docs/y/2023.md"):
        text = site.read(name).replace("2024-", "2025-").replace("2023", "2024").replace("另有", "再有")
        site.write(name.replace("2023", "2024"), text)


def set_up(site: Site) -> None:
    """Change a template and settings of the site; an agency goes."""
    for name in ("template of the site", "option of a Markdown extension", "address of the site"):
        CHANGES[name](site)
    remove(site)


STEPS: dict[str, Callable[[Site], object]] = {
    "as it is": lambda _: None,
    "figures, explanation and narrative": edit,
    "name, form, agency and report that come": come,
    "template and settings, agency that is removed": set_up,
}
"""Changes, each made to the site that the one before has left.

The second leaves the pages that there are, and all is not read anew; the others do. Which pages are made again is asked
by the same hashes as a build asks it, which tests/site/test_kept.py tries change by change.
"""


def test_what_is_served_after_each_kind_of_change_is_what_a_build_writes(tmp_path: Path) -> None:
    site = write_office(tmp_path / "office")
    with live(site) as server:
        for number, (name, change) in enumerate(STEPS.items()):
            if number:
                server.follows(lambda change=change: change(site))  # type: ignore[misc]
            built = tmp_path / str(number)
            site.built("-d", str(built))
            base = "other/" if "settings" in name else "base/"
            until(lambda: not different(server, built, base), f"no difference after {name}")  # noqa: B023 - called here
    assert not (site.root / "site").exists()


def different(server: Server, built: Path, base: str) -> list[str]:
    """The files of a built site that are served otherwise, up to the first few; only a build adds all files up."""
    files = (path.relative_to(built).as_posix() for path in sorted(built.rglob("*")) if path.is_file())
    names = (name for name in files if name != SUMS)
    return list(islice((name for name in names if server.written(base + name) != (built / name).read_bytes()), 5))


def test_only_what_a_change_touches_is_made_and_only_what_is_opened(tmp_path: Path) -> None:
    site = write_office(tmp_path / "office").hook(PAGE_LOG_HOOK)
    with live(site) as server:
        assert "made" not in names_in(site)
        for page in ("x/2023/", "z/2022/", "x/2023/", "x/2023/"):
            server.get(f"base/{page}")
        assert taken(site) == ["x x/2023.md", "z z/2022.md"]
        server.follows(lambda: CHANGES["figure"](site))
        for page in ("z/2022/", "x/2023/", "y/2022/"):
            server.get(f"base/{page}")
        assert taken(site) == ["x x/2023.md", "y y/2022.md"]
        server.follows(lambda: site.write("data/y/note.txt", "不是数据\n"))  # the whole site is read anew
        server.get("base/z/2022/")
        assert "made" not in names_in(site)


def names_in(site: Site) -> set[str]:
    return {path.name for path in site.root.iterdir()}


def taken(site: Site) -> list[str]:
    """Which pages were made since this was asked last."""
    lines = site.read("made").splitlines()
    (site.root / "made").unlink()
    return lines


def test_findings_stand_on_the_page_and_on_the_terminal_until_they_are_mended(published_site: Site) -> None:
    site = published_site
    before = hashes(site.root / "site")
    with live(site) as server:
        assert FINDINGS not in server.get()
        server.follows(lambda: site.change("data/x/2023.yml", "本年新收: [5", "本年新收: [6"))
        page = server.get()
        assert FINDINGS in page
        assert "办理结果总计 5＋结转下年度 1＝6，相差 1" in page
        assert "data/x/2023.yml:" in site.log()
        server.follows(lambda: site.change("data/x/2023.yml", "申请: #", "申请: [ #"))
        assert "“[”没有配对的右括号" in server.get()
        server.follows((site.root / "docs/x/2023.md").unlink)
        assert "“[”没有配对的右括号" in server.get(), "of a report without a page"
        server.follows(lambda: site.write("docs/x/2023.md", Site.at(BASE).read("docs/x/2023.md")))
        assert "“[”没有配对的右括号" in server.get()
        count = site.log().count("没有配对的右括号")
        server.follows(lambda: site.write("docs/further.md", "# 另一页\n"))
        assert site.log().count("没有配对的右括号") == count, "what is known is not said again"
        until(lambda: "另一页" in server.get("base/further/"), "the page, whose file was seen as soon as it was there")
        server.follows(lambda: site.write("data/x/2023.yml", Site.at(BASE).read("data/x/2023.yml")))
        assert FINDINGS not in server.get()
        server.follows(lambda: site.change("mkdocs.yml", "plugins:", "plugin:"))
        assert "plugin" in server.get()
        assert "网站现在不能显示" in server.get("base/further/")
        server.follows(lambda: site.change("mkdocs.yml", "plugin:", "plugins:"))
        assert "网站现在不能显示" not in server.get()
    assert "Traceback" not in site.log()
    assert site.log().endswith("预览已结束。\n")
    assert hashes(site.root / "site") == before
    assert [path for path in (site.root / ".cache/gongkai").iterdir() if path.name.startswith("preview-")] == []


def test_draft_and_bare_copy_are_in_the_preview_alone(site: Site) -> None:
    site.change("data/x/2023.yml", "status: published", "status: draft")
    with live(site) as server:
        assert "草稿" in server.get()
        assert "x/2023/" in server.get("base/")
        assert 'data-href="../../x/2023/fragment.html"' in server.get()
        assert "本年新收" in server.get("base/x/2023/fragment.html")
        check_names(server, "base/x/2023/")


def check_names(server: Server, path: str) -> None:
    """Drafts are not read by a page of another site that lets its own name lead to this machine."""
    for host, status in {"127.0.0.1:1": 200, "localhost": 200, "evil.example:8000": 403}.items():
        connection = HTTPConnection(urlsplit(server.address).netloc, timeout=20)
        connection.request("GET", f"/{path}", headers={"Host": host})
        with contextlib.closing(connection), connection.getresponse() as answer:
            text = answer.read().decode()
            assert answer.status == status, host
        assert ("草稿" in text) is (status == HTTPStatus.OK)
        assert (f"预览不能用“{host}”打开" in text) is (status == HTTPStatus.FORBIDDEN)


def test_port_that_is_taken_is_said_with_what_to_type(site: Site) -> None:
    with socket.socket() as taken_one:
        taken_one.bind(("127.0.0.1", 0))
        taken_one.listen()
        port = taken_one.getsockname()[1]
        ran = site.run("gongkai", "serve", "--port", str(port))
    assert ran.code == 2
    assert f"端口 {port} 已被占用" in ran.output
    assert "gongkai serve --port " in ran.output


def test_interrupt_ends_it_without_an_error(site: Site) -> None:
    process = start("gongkai", "serve", "--port", "0", cwd=site.root, output=site.root / "log")
    until(lambda: "预览：http" in site.log(), "the server")
    process.send_signal(signal.SIGTERM)
    assert process.wait(20) == 0
    assert "Traceback" not in site.log()


def test_site_that_cannot_be_read_at_the_start_is_refused(site: Site) -> None:
    shutil.rmtree(site.root / "data")
    ran = site.run("gongkai", "serve", "--port", "0")
    assert ran.code == 2
    assert "Traceback" not in ran.output
    assert ran.output.count("找不到数据文件夹") == 1
    ran = Site.at(Path(tempfile.gettempdir())).run("gongkai", "serve")
    assert ran.code == 2


def test_saved_figure_shows_up_in_an_open_page(site: Site, page: OpenPage) -> None:
    with live(site) as server:
        opened = page(f"{server.address}base/x/2023/")
        opened.locator("body", has_text="本年新收申请 8 件").wait_for()
        opened.evaluate("window.scrollTo(0, 600)")
        site.change("data/x/2023.yml", "予以公开: [3", "予以公开: [4").change(
            "data/x/2023.yml", "本年新收: [5", "本年新收: [6"
        )
        opened.locator("body", has_text="本年新收申请 9 件").wait_for()
        opened.evaluate("window.kept = true")
        server.follows(lambda: site.write("docs/index.md", f"{site.read('docs/index.md')}\n又一句。\n"))
        assert "又一句。" in server.get("base/")
        assert opened.evaluate("window.kept"), "a page that a change does not touch is not loaded again"


@pytest.mark.slow
def test_hook_that_handles_pages_is_named_and_lets_mkdocs_make_all_of_them(site: Site) -> None:
    site.hook("def on_page_markdown(markdown, **options):\n    return markdown + '\\n\\n由站点附言。'\n")
    with live(site) as server:
        assert "hook" in site.log()
        assert "由站点附言。" in server.get()
        server.follows(lambda: site.narrative("又一段。"))
        page = server.get()
        assert "又一段。" in page
        assert "由站点附言。" in page
        assert server.written("base/pagefind/forms.json")


def test_internal_site_is_served_as_it_is_built(site: Site, tmp_path: Path) -> None:
    site.change("mkdocs.yml", "- gongkai\n", "- gongkai: {audience: internal}\n")
    site.change("data/x/2023.yml", "status: published", "status: draft")
    with live(site) as server:
        server.follows(lambda: site.change("data/x/2023.yml", "行政许可: [31]", "行政许可: [32]"))
        site.built("-d", str(tmp_path / "built"))
        until(lambda: not different(server, tmp_path / "built", "base/"), "no difference")


class NotedBuild:
    """Stands in for a build, and notes what is gathered."""

    pages = search = None

    def __init__(self) -> None:
        self.gathered: list[str] = []

    def plan_pages(self, *_: object, **__: object) -> None:
        """Plan none."""

    def plan_collectors(self, *_: object) -> None:
        """Plan none."""

    def gather_only(self, *, search: bool) -> None:
        """Note which of the two is wanted."""
        self.gathered.append("search" if search else "data")

    def collectors(self) -> tuple[()]:
        """None."""
        return ()

    def finish_collectors(self) -> None:
        """Write nothing."""


def test_search_does_not_wait_for_the_files_of_data(tmp_path: Path) -> None:
    build: Any = NotedBuild()
    config: Any = SimpleNamespace(site_dir=str(tmp_path))
    nothing: Any = None
    files = GatheredFiles(build, config, nothing, nothing, nothing, lock=threading.RLock(), others=())
    for path in ("pagefind/forms.json", "pagefind/names.json", "data/2023.csv", "data/README.md"):
        files.make(path)
    assert build.gathered == ["search", "data"]
