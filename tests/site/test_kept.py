"""What is kept between builds: a second build makes none of it again, and gives what one with nothing kept gives."""

from __future__ import annotations

import re
import shutil
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from gongkai import checksums
from gongkai.renders.export import formats
from tests.site.sites import Site, hashes

if TYPE_CHECKING:
    from collections.abc import Callable

    from tests.shared_folders import SharedFolders

CASES = Path(__file__).parents[1] / "forms" / "cases"
KEPT = ".cache/gongkai/files"
SPOKEN = 'figure("申请.本年新收.总计"'
PAST = f'去年新收 {{{{ {SPOKEN}, year=2022) }}}} 件，乙街道新收 {{{{ {SPOKEN}, agency="y") }}}} 件。'
OWN_FORM = """\
# 示例市样例区丁街道办事处2022年行政执法统计年度报告

## 一、总体情况

行政检查、行政处罚、投诉举报各项工作按计划进行。

## 二、行政执法情况

## 三、收到和处理投诉举报情况

## 四、行政复议、行政应诉情况
"""


@pytest.fixture
def built_site(shared_folders: SharedFolders, tmp_path: Path) -> Site:
    """The site of an office once it is built, with all that the build has kept; built once in a run."""
    return Site.at(shutil.copytree(built_once(shared_folders), tmp_path / "office"))


def built_once(shared_folders: SharedFolders) -> Path:
    return shared_folders.get("kept", lambda folder: write_office(folder).built())


def write_office(root: Path) -> Site:
    """Agencies ``x`` and ``y`` with 2022 and 2023; ``x/2023`` speaks of the year before and of the other agency."""
    site = Site(root)
    for agency in ("x", "y"):
        for folder, suffix in (("data", "yml"), ("docs", "md")):
            shutil.copytree(site.root / folder / "x", site.root / folder / "y", dirs_exist_ok=True)
            text = site.read(f"{folder}/{agency}/2023.{suffix}")
            text = text.replace("2023", "2022").replace("2024-", "2023-")
            site.write(f"{folder}/{agency}/2022.{suffix}", text)
    for name in ("data/y/agency.yml", "docs/y/2022.md", "docs/y/2023.md"):
        site.write(name, site.read(name).replace("甲街道", "乙街道"))
    site.change("mkdocs.yml", "- gongkai\n", "- gongkai: {fragments: true}\n").narrative(PAST)
    site.change("mkdocs.yml", "language: zh,", "language: zh, custom_dir: overrides,")
    site.write("overrides/README.md", "").write("docs/notes.md", "# 说明\n")
    site.change("docs/y/2023.md", "## 六、", "另见[说明](../notes.md)。\n\n## 六、")
    (site.root / "data/forms").mkdir()
    shutil.copy(CASES / "third-form.yml", site.root / "data/forms/case-2020.yml")
    site.write("data/z/2022.yml", (CASES / "third-report.yml").read_text(encoding="utf-8"))
    site.change("data/z/2022.yml", "  second_instance: [0, 0, 1, ~]", "  second_instance: [0, 0, 1, 1]")
    site.write("data/z/agency.yml", site.read("data/x/agency.yml").replace("甲街道", "丁街道"))
    return site.write("docs/z/2022.md", OWN_FORM)


def built(site: Site, *options: str) -> dict[str, str]:
    """Build a site; what it has published."""
    return published(site.built(*options))


def published(site: Site) -> dict[str, str]:
    """Hash of every published file."""
    return hashes(site.root / "site")


def cold(site: Site) -> dict[str, str]:
    """What a build gives that takes nothing from what was kept."""
    settings = site.read("mkdocs.yml")
    site.write("mkdocs.yml", settings.replace("fragments: true", "fragments: true, cache: false"))
    try:
        return built(site)
    finally:
        site.write("mkdocs.yml", settings)


def entries(site: Site) -> dict[str, int]:
    """Every kept file by its name, with the time of its making: one that is made anew has another.

    The checksums of the site are left out, which hold when each file was written: some pages are, in every build.
    """
    kept = ((path.name, path.stat().st_mtime_ns) for path in (site.root / KEPT).glob("??/*"))
    return {name: modified for name, modified in kept if name != checksums._KEY[2:]}


@dataclass(frozen=True)
class SiteState:
    """What is published and kept at one time, and what the build before has said."""

    output: str
    files: dict[str, str]
    inodes: dict[str, int]
    entries: dict[str, int]

    @classmethod
    def of(cls, site: Site, output: str = "") -> SiteState:
        return cls(output, published(site), inodes(site), entries(site))


@pytest.fixture(scope="module")
def unchanged(shared_folders: SharedFolders, tmp_path_factory: pytest.TempPathFactory) -> dict[str, SiteState]:
    """A built site of which nothing changes, built again in several ways: by its name what is seen after each."""
    site = Site.at(shutil.copytree(built_once(shared_folders), tmp_path_factory.mktemp("unchanged") / "office"))
    seen = {"first": SiteState.of(site)}
    for name, options in {"again": [], "clean": ["--clean"], "quiet": ["-q"]}.items():
        ran = site.build(*options)
        assert ran.code == 0, ran.output
        seen[name] = SiteState.of(site, ran.output)
    cold(site)
    seen["cold"] = SiteState.of(site)
    assert site.leftovers() == []
    return seen


def test_second_build_makes_no_file_again(unchanged: dict[str, SiteState]) -> None:
    first, again = unchanged["first"], unchanged["again"]
    kinds = [item for item in formats() if item.kept and (item.public or item.name == "fragment")]
    of_agencies = 4  # what was made of one, its texts for the search and for the data, and what its checks found
    search, data = 4, 3  # a part, its words, which files these are in, how names are read; two years, the archive
    assert len(first.entries) == 5 * len(kinds) + 3 * of_agencies + search + data >= 22
    assert again.files == first.files
    assert again.entries == first.entries
    assert unchanged["cold"].files == first.files
    assert unchanged["cold"].entries == unchanged["quiet"].entries == unchanged["clean"].entries


def test_clean_that_is_typed_makes_all_anew(unchanged: dict[str, SiteState]) -> None:
    again, clean = unchanged["again"].entries, unchanged["clean"]
    assert clean.files == unchanged["first"].files
    assert clean.entries.keys() == again.keys()
    assert [name for name in again if clean.entries[name] == again[name]] == []


def rename(site: Site) -> None:
    """Give an agency another name, in its texts as well."""
    for path in (site.root / "data/y/agency.yml", site.root / "docs/y/2022.md", site.root / "docs/y/2023.md"):
        path.write_text(path.read_text(encoding="utf-8").replace("乙街道", "戊街道"), encoding="utf-8")


def receive_more(site: Site) -> None:
    """Let an agency receive one request more, of which another agency's report speaks."""
    site.change("data/y/2023.yml", "本年新收: [5", "本年新收: [6").change(
        "data/y/2023.yml", "予以公开: [3", "予以公开: [4"
    )


def explain(site: Site) -> None:
    site.write("data/x/2023.yml", f"{site.read('data/x/2023.yml')}\nwaivers:\n").explain("x/2023", "repeated-narrative")


CHANGES: dict[str, Callable[[Site], object]] = {
    "figure": lambda site: site.change("data/x/2023.yml", "行政许可: [31]", "行政许可: [32]"),
    "figure that another speaks of": receive_more,
    "explanation": explain,
    "narrative": lambda site: site.change("docs/y/2022.md", "## 六、", "另有一段。\n\n## 六、"),
    "name of the agency": rename,
    "form": lambda site: site.change("data/forms/case-2020.yml", "实际检查次数", "实际检查总次数"),
    "address of the site": lambda site: site.change("mkdocs.yml", "invalid/base/", "invalid/other/"),
    "day of publication": lambda site: site.change("data/x/2023.yml", "published: 2024-01-15", "published: 2024-01-16"),
    "report that is taken back": lambda site: site.change(
        "data/y/2022.yml",
        "status: published",
        "status: draft\nwithdrawn: {reason: 有误, date: 2024-02-01}",
    ).change("docs/x/2023.md", ", year=2022)", ", year=2023)"),
    "template of the site": lambda site: site.write(
        "overrides/main.html", '{% extends "gongkai/main.html" %}{% block footer %}<p>另一页脚</p>{% endblock %}'
    ),
    "option of a Markdown extension": lambda site: site.change(
        "mkdocs.yml", "tables]", "tables, toc: {permalink: true}]"
    ),
    "title of a page in the navigation": lambda site: site.change("docs/index.md", "# 首页", "# 门户"),
    "page that a report links to": lambda site: (site.root / "docs/notes.md").unlink(),
    "new agency that comes first": lambda site: (
        site.write("data/a/agency.yml", site.read("data/x/agency.yml").replace("甲街道", "己街道"))
        .write("data/a/2022.yml", site.read("data/z/2022.yml"))
        .write("docs/a/2022.md", OWN_FORM.replace("丁街道", "己街道"))
    ),
    "hook": lambda site: site.hook(
        "def on_env(env, config, files):\n    config.copyright = '版权说明'\n    return env\n"
    ),
    "report that is removed": lambda site: [
        (site.root / "data/z/2022.yml").unlink(),
        (site.root / "docs/z/2022.md").unlink(),
        shutil.rmtree(site.root / "site"),
    ],
}


IN_TURN = [
    ("template of the site", "narrative", "figure", "form"),
    ("option of a Markdown extension", "page that a report links to", "explanation", "new agency that comes first"),
    ("title of a page in the navigation", "name of the agency", "day of publication"),
    ("hook", "report that is taken back"),
]
"""Changes that are made one after the other, with a build after each.

None hides what another has left out: one that concerns every page comes first, and each agency is changed once at most
after it; of ``x`` and ``y`` the one of which the other speaks comes first.
"""
IN_TURN_ELSEWHERE = ("address of the site", "figure that another speaks of", "report that is removed")
"""Those of test_random_changes.py, after which builds in one process and in several are looked at as well."""


@pytest.mark.parametrize("changes", IN_TURN, ids=", ".join)
def test_build_after_changes_is_one_without_anything_kept(built_site: Site, changes: tuple[str, ...]) -> None:
    site = built_site
    after = published(site)
    for change in changes:
        before = after
        CHANGES[change](site)
        after = built(site)
        assert after != before, change
    assert after == cold(site)


def test_every_change_has_its_turn() -> None:
    assert sorted(change for changes in (*IN_TURN, IN_TURN_ELSEWHERE) for change in changes) == sorted(CHANGES)


def same_files(before: dict[str, int], after: dict[str, int]) -> set[str]:
    """The published files that are the same files as before, and not equal ones."""
    return {name for name, inode in after.items() if before.get(name) == inode}


def inodes(site: Site) -> dict[str, int]:
    root = site.root / "site"
    return {path.relative_to(root).as_posix(): path.stat().st_ino for path in root.rglob("*") if path.is_file()}


def of_agency(slug: str, names: set[str]) -> set[str]:
    return {name for name in names if name.startswith(f"{slug}/")}


def test_what_has_not_changed_is_taken_over_as_it_is(built_site: Site, unchanged: dict[str, SiteState]) -> None:
    site, names = built_site, set(unchanged["first"].files)
    kept = same_files(unchanged["first"].inodes, unchanged["again"].inodes)
    for slug in ("x", "y", "z"):
        assert of_agency(slug, kept) == of_agency(slug, names) != set()
    index = {name for name in names if name.startswith(("pagefind/index/", "pagefind/fragment/"))}
    assert index <= kept
    assert index
    before = inodes(site)
    CHANGES["figure"](site)
    built(site)
    kept = same_files(before, inodes(site))
    assert of_agency("x", kept) == set()
    assert of_agency("y", kept) == of_agency("y", names)
    assert of_agency("z", kept) == of_agency("z", names)


def test_build_says_at_its_end_what_it_has_made_and_how_long_it_took(unchanged: dict[str, SiteState]) -> None:
    lines = [
        next(line for line in unchanged[name].output.splitlines() if "报告 5 份（" in line)
        for name in ("clean", "again")
    ]
    count = sum(len(of_agency(slug, set(unchanged["first"].files))) for slug in ("x", "y", "z"))
    for line, kept in zip(lines, (0, 3), strict=True):
        assert f"；3 个单位中 {kept} 个没有改动，直接取用；这些单位的网页和文件" in line
        written, reused = (0, count) if kept else (count, 0)
        assert f"新写 {written} 个，取用 {reused} 个；用时 " in line
        assert re.search(r"（读取校核 [\d.]+、网页和文件 [\d.]+、数据文件 [\d.]+、检索 [\d.]+、换上 [\d.]+）。$", line)
    assert re.search(r"（提示 \d+ 处、提醒 \d+ 处），网页 \d+ 页；", lines[0])
    assert "直接取用" not in unchanged["quiet"].output


def test_file_that_was_changed_after_it_was_published_is_made_again(built_site: Site) -> None:
    site = built_site
    first = published(site)
    page = site.root / "site/y/2023/index.html"
    page.write_text(page.read_text(encoding="utf-8") + "<!-- 改过 -->", encoding="utf-8")
    (site.root / "site/z/2022/report.csv").unlink()
    index = next((site.root / "site/pagefind/fragment").iterdir())
    index.write_bytes(b"")
    assert built(site) == first


def test_copy_of_the_site_serves_as_well_as_the_site(built_site: Site) -> None:
    site = built_site
    first = published(site)
    before = inodes(site)
    (site.root / "site").rename(site.root / "away")
    shutil.copytree(site.root / "away", site.root / "site", copy_function=shutil.copy)  # another time of change
    copied = inodes(site)
    assert copied != before
    assert built(site) == first
    assert of_agency("x", same_files(copied, inodes(site))) == of_agency("x", set(first))


def test_plugin_that_changes_files_at_the_end_leaves_what_is_published_alone(built_site: Site) -> None:
    site = built_site
    before = published(site)
    site.hook(
        "from pathlib import Path\n"
        "def on_post_build(config):\n"
        "    for path in Path(config.site_dir).rglob('*.html'):\n"
        "        with path.open('a', encoding='utf-8') as file:\n"
        "            file.write('<!-- 附言 -->')\n"
        "    raise RuntimeError('到此为止')\n"
    )
    site.write("data/x/agency.yml", site.read("data/x/agency.yml") + "\n# 说明\n")
    assert site.build().code != 0
    after = hashes(site.root / "site")
    assert {name: after[name] for name in before} == before


def test_file_of_another_plugin_at_the_address_of_a_report_is_left_out(built_site: Site) -> None:
    site = built_site
    first = published(site)
    site.hook(
        "from mkdocs.structure.files import File\n"
        "def on_files(files, config):\n"
        "    files.append(File.generated(config, 'y/2023/index.html', content='别的文件'))\n"
        "    return files\n"
    )
    assert "y/2023/index.html 没有公布：它占了 y/2023.md 的网址" in site.build().output
    assert hashes(site.root / "site")["y/2023/index.html"] == first["y/2023/index.html"]


def test_damaged_and_deleted_entries_are_made_again(built_site: Site) -> None:
    site = built_site
    first = published(site)
    paths = sorted((site.root / KEPT).glob("??/*"))
    for number, path in enumerate(paths):
        if number % 3 == 0:
            path.write_bytes(path.read_bytes()[:-7])
        elif number % 3 == 1:
            path.unlink()
    for path in (*(site.root / "site/pagefind/fragment").iterdir(), *(site.root / "site/data").glob("*.csv")):
        path.unlink()  # so that texts are asked for which lie with what is kept
    assert built(site) == first
    shutil.rmtree(site.root / ".cache")
    assert built(site) == first


def test_site_that_keeps_nothing_has_no_folder_for_it(tmp_path: Path) -> None:
    site = Site(tmp_path / "small").change("mkdocs.yml", "- gongkai\n", "- gongkai: {cache: false}\n").built()
    site.run("gongkai", "export", "2023")
    assert not (site.root / ".cache").exists()


def test_export_takes_what_a_build_has_kept(built_site: Site) -> None:
    site = built_site
    before = entries(site)
    assert site.run("gongkai", "export", "--format", "xlsx").code == 0
    assert entries(site) == before
    for path in (site.root / "导出").iterdir():
        agency, year = path.stem.split("-")
        assert path.read_bytes() == (site.root / f"site/{agency}/{year}/report.xlsx").read_bytes()
