"""`mkdocs serve`, a real process: faults are shown on the page and in the log, the server lives on, and nothing leaks.

A site with one agency a fault, all broken at once, so that one rebuild tells of all of them.
"""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable

import pytest

from tests.site.sites import Server, Site, hashes, served, tables

SECRET = "S3CRET-OF-THE-OFFICE"  # noqa: S105 - made up, and meant to be looked for
FINDINGS = 'class="gk-findings"'
Fault = Callable[[Site, str], object]


def data(old: str, new: str) -> Fault:
    return lambda site, slug: site.change(f"data/{slug}/2023.yml", old, new)


def front(text: str) -> Fault:
    return lambda site, slug: site.change(f"docs/{slug}/2023.md", "# ", f"---\n{text}\n---\n# ")


def words(text: str) -> Fault:
    return lambda site, slug: site.change(f"docs/{slug}/2023.md", "## 六、", f"{text}\n\n## 六、")


def gone(site: Site, slug: str) -> None:
    (site.root / f"data/{slug}/2023.yml").unlink()


def office(site: Site, slug: str) -> None:
    site.write(f"data/{slug}/agency.yml", "name: [")


def encoding(site: Site, slug: str) -> None:
    (site.root / f"docs/{slug}/2023.md").write_bytes("# 题".encode("gbk"))


FAULTS: dict[str, tuple[Fault, str]] = {
    "sum": (data("本年新收: [5", "本年新收: [6"), "办理结果总计 5＋结转下年度 1＝6，相差 1"),
    "yaml": (data("申请: #", "申请: [ #"), "“[”没有配对的右括号"),
    "unread": (data("申请: #", "申请: &x #"), "这样的引用，请把内容写全"),
    "short": (data("本年新收: [5, ", "本年新收: ["), "“一、本年新收政府信息公开申请数量”（本年新收）一行应有 6 个数"),
    "gone": (gone, "有文字没有数据"),
    "office": (office, "data/office/agency.yml"),
    "config": (words("{{ config }}"), "{{ config }} 不能用"),
    "extra": (words("{{ extra.secret }}{{ secret }}"), "{{ secret }} 不能用"),
    "loop": (words("{% for key in extra %}{{ key }}"), "{% for key in extra %} 是程序语句"),
    "unclosed": (words("{{ figure("), "{{ figure( 没有配对"),
    "title": (front('title: "{{ extra.secret }}"'), "页首设置“title”"),
    "number": (front("title: 2020"), "页首设置“title”"),
    "render": (front("render_macros: false"), "页首设置“render_macros”"),
    "key": (front("figure: 3"), "页首设置“figure”"),
    "front": (front("tags: ["), "页首设置“---”"),
    "argument": (words('{{ table("没有") }}'), "没有“没有”这张表"),
    "encoding": (encoding, "不是 UTF-8"),
}


@pytest.fixture
def many(site: Site) -> Site:
    """A site with an agency for every fault, none broken yet."""
    for slug in FAULTS:
        for folder in ("data", "docs"):
            copy_agency(site, folder, slug)
    return site


def copy_agency(site: Site, folder: str, slug: str) -> None:
    """Copy a folder of the first agency for another one, under a name of its own."""
    copied = site.root / folder / slug
    shutil.copytree(site.root / folder / "x", copied, dirs_exist_ok=True)
    for path in (copied / "agency.yml", copied / "2023.md"):
        if path.is_file():
            text = path.read_text(encoding="utf-8")
            path.write_text(text.replace("甲街道", f"{slug}街道"), encoding="utf-8", newline="")


def break_all(site: Site) -> None:
    site.write("docs/index.md", "# 首页\n\n{{ no_such_variable }}\n")
    site.write("docs/x/{{ extra.secret }}.md", "名称是模板\n")
    for slug, (fault, _) in FAULTS.items():
        fault(site, slug)
    (site.root / "docs/assets").mkdir(exist_ok=True)
    os.mkfifo(site.root / "docs/assets/pipe.pdf")  # copying it would never end


def mend_all(site: Site) -> None:
    (site.root / "docs/x/{{ extra.secret }}.md").unlink()
    (site.root / "docs/assets/pipe.pdf").unlink()
    for folder in ("docs", "data"):  # in this order, as the last of them is what the test waits for
        for slug in FAULTS:
            copy_agency(site, folder, slug)
    site.write("docs/index.md", "# 首页已改好\n")


def check_faults(server: Server) -> None:
    """Every fault is on its page and in the log, and no page or line holds the secret."""
    for slug, (_, message) in FAULTS.items():
        page = server.shows(FINDINGS, f"base/{slug}/2023/")
        assert message in page.replace("&#123;", "{").replace("&#125;", "}"), slug
        assert message in server.site.log(), slug
        assert SECRET not in page, slug
    assert SECRET not in server.site.log()
    for slug in ("unread", "gone"):
        assert server.get(f"base/{slug}/2023/").count('class="gk-wrong"') == 1, "not once for every call of a macro"
    assert len(tables(server.get("base/argument/2023/"))) == 3  # the rest of the page is shown as it is
    assert FINDINGS not in server.get("base/x/2023/")
    home = server.get("base/")
    assert FINDINGS in home
    assert "“pipe.pdf”不是普通文件" in home
    assert home.count("no_such_variable") >= 2  # in the finding and in the text


def test_faults_are_shown_from_the_start_on_survived_and_forgotten_when_mended(many: Site) -> None:
    break_all(many)
    with served(many) as server:
        check_faults(server)
        mend_all(many)
        server.shows("首页已改好", "base/")
        for slug in FAULTS:
            page = server.shows(FINDINGS, f"base/{slug}/2023/", without=True)
            assert len(tables(page)) == 3, slug
        (many.root / "log").write_bytes(b"")
        break_all(many)
        server.shows(FINDINGS, "base/encoding/2023/")
        check_faults(server)
    assert "An error happened during the rebuild" not in many.log()
    assert many.leftovers() == []
    assert not (many.root / "site").exists()


def test_data_are_watched_and_a_report_that_is_added_appears(site: Site) -> None:
    with served(site) as server:
        assert "本年新收申请 8 件" in server.get()
        site.change("data/x/2023.yml", "本年新收: [5", "本年新收: [6")
        site.change("data/x/2023.yml", "予以公开: [3", "予以公开: [4")
        server.shows("本年新收申请 9 件")
        site.write("data/x/2022.yml", site.read("data/x/2023.yml").replace("2024-01-15", "2023-01-15"))
        server.shows("<h1", "base/x/2022/")
        site.change("mkdocs.yml", "site_name: 示例市样例区（虚构）", "site_name: 改了名的网站")
        server.shows("改了名的网站")
        assert "本年新收申请 9 件" in server.get()


def test_serve_clean_calls_itself_a_build_and_is_a_preview_all_the_same(published_site: Site) -> None:
    before = hashes(published_site.root)
    kept = ".cache/"
    published_site.change("data/x/2023.yml", "本年新收: [5", "本年新收: [6")
    with served(published_site, "--clean") as server:
        assert FINDINGS in server.get()
        assert published_site.leftovers() == []
        published_site.change("data/x/2023.yml", "本年新收: [6", "本年新收: [5")
        server.shows(FINDINGS, without=True)
    (published_site.root / "log").unlink()
    after = hashes(published_site.root)
    assert {name: after[name] for name in after if not name.startswith(kept)} == {
        name: before[name] for name in before if not name.startswith(kept)
    }


def test_faults_of_the_whole_site_are_shown_on_its_home_page(site: Site) -> None:
    site.write("data/forms/mine.yml", "form: [\n").write("data/2023.yml", "version: 1\n")
    with served(site) as server:
        page = server.get("base/")
        assert "data/forms/mine.yml" in page
        assert "“2023.yml”放错了地方" in page
        assert FINDINGS not in server.get()
