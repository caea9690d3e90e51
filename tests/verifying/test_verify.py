"""What is published is compared with the data: each changed cell is found and placed, in every kind of file."""

from __future__ import annotations

import json
import shutil
from typing import TYPE_CHECKING

import pytest

from gongkai import checksums
from gongkai.api import load_site
from gongkai.checksums import SUMS, WrittenSums, read_sums, write_sums
from gongkai.kept_files import KeptFiles
from gongkai.site.publishing.site_folder import SiteFolder
from gongkai.verifying.checksums import sum_differences
from gongkai.work.bundle import OutputFile
from tests.site.sites import Site, hashes
from tests.verifying.changes import KINDS, draw, missed

if TYPE_CHECKING:
    from pathlib import Path

    from gongkai.workspace import Workspace

pytestmark = [pytest.mark.xdist_group("verifying"), pytest.mark.slow]
SLUG = "zhengfuban"
"""An agency of the district."""


@pytest.fixture(scope="module")
def workspace(demo_district: Path) -> Workspace:
    return load_site(demo_district)


@pytest.fixture(scope="module")
def small(tmp_path_factory: pytest.TempPathFactory, demo_district: Path) -> Site:
    """A site with the data of one agency of the district, which is not built."""
    root = tmp_path_factory.mktemp("verify") / "district"
    for part in ("data", "docs"):
        shutil.copytree(demo_district / part / SLUG, root / part / SLUG)
    shutil.copytree(demo_district / "overrides", root / "overrides")
    shutil.copyfile(demo_district / "mkdocs.yml", root / "mkdocs.yml")
    return Site.at(root)


def test_single_changes_are_all_found_and_placed(workspace: Workspace, demo_district: Path, tmp_path: Path) -> None:
    changes = draw(workspace, len(KINDS), seed=17)  # one in each kind of file; python -m tests.verifying draws more
    assert [f"{change}: {why}" for change, why in missed(changes, workspace, demo_district / "site", tmp_path)] == []


def test_site_agrees_with_its_data_and_says_what_was_looked_at(demo_district: Path) -> None:
    slug = min(path.parent.name for path in demo_district.glob("data/*/agency.yml"))
    ran = Site.at(demo_district).run("gongkai", "verify", "site", "--report", f"{slug}/2025")
    assert (ran.code, ran.output) == (0, "核对了 1 份报告、10 个文件、2000 格，不符 0 处。\n")


def test_sums_are_those_of_all_files(demo_district: Path) -> None:
    site = demo_district / "site"
    listed = dict(read_sums(site / SUMS))
    assert listed == {path: digest for path, digest in hashes(site).items() if path != SUMS}
    assert list(listed) == sorted(listed)
    assert list(sum_differences(site, display_path="site/")) == []


def test_changed_missing_and_additional_file_are_found_by_the_sums(tmp_path: Path) -> None:
    for name in ("a.html", "b/c.csv", "d\\e.txt"):
        path = tmp_path / name
        path.parent.mkdir(exist_ok=True)
        path.write_text(name, encoding="utf-8")
    write_sums(tmp_path)
    assert list(sum_differences(tmp_path, display_path="")) == []
    (tmp_path / "a.html").write_text("x", encoding="utf-8")
    (tmp_path / "b/c.csv").unlink()
    (tmp_path / "f").touch()
    differences = {(item.code, item.path) for item in sum_differences(tmp_path, display_path="site/")}
    assert differences == {("sum", "site/a.html"), ("sum-none", "site/b/c.csv"), ("sum-more", "site/f")}


def test_files_that_a_build_has_written_are_not_read_again_unless_they_were_changed_since(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    names = [f"{folder}/{name}" for folder in ("a", "b") for name in ("1", "2")]
    site, written, read = tmp_path / "site", WrittenSums(), []
    files = [SiteFolder(site).write(OutputFile(name, name.encode())) for name in names]
    for folder in ("a", "b"):
        mine = [file for file in files if file.path.startswith(folder)]
        written.add(folder, [(file.path, file.size, file.changed, file.digest) for file in mine])
    (site / "b/1").write_bytes(b"by another plugin")
    (site / "c").write_bytes(b"copied")
    hashed = checksums.file_hash
    monkeypatch.setattr(checksums, "file_hash", lambda file: read.append(file.name) or hashed(file))
    write_sums(site, anew=True, own_hashes=written)
    assert read == ["1", "c"]
    assert dict(read_sums(site / SUMS)) == {path: digest for path, digest in hashes(site).items() if path != SUMS}


def test_files_as_they_were_are_not_read_again_and_changed_ones_are(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    site, kept, read = tmp_path / "site", KeptFiles(tmp_path / "kept"), []
    site.mkdir()
    for name in ("a", "b"):
        (site / name).write_text(name, encoding="utf-8")
    write_sums(site, kept)
    first = (site / SUMS).read_text(encoding="utf-8")
    hashed = checksums.file_hash
    monkeypatch.setattr(checksums, "file_hash", lambda file: read.append(file.name) or hashed(file))
    write_sums(site, kept)
    assert (read, (site / SUMS).read_text(encoding="utf-8")) == ([], first)
    (site / "b").write_text("other", encoding="utf-8")
    write_sums(site, kept)
    assert read == ["b"]
    write_sums(site, kept, anew=True)
    assert read == ["b", "a", "b"]
    assert dict(read_sums(site / SUMS)) == {name: hashes(site)[name] for name in ("a", "b")}


def saved_page(demo_district: Path, slug: str, **changes: str) -> str:
    """A report's bare copy as it stands in a CMS, with what that puts around it."""
    page = (demo_district / "site" / slug / "2025/fragment.html").read_text(encoding="utf-8")
    body = page.partition("<main")[2].partition(">")[2].partition("</main>")[0]
    for before, after in changes.items():
        assert body.count(before) >= 1, before
        body = body.replace(before, after, 1)
    title = page.partition("<title>")[2].partition("</title>")[0]
    return (
        f'<html><head><meta charset="utf-8"><meta name="ArticleTitle" content="{title}"><title>{title}</title></head>'
        '<body><div class="nav"><a href="/">首页</a> <a href="/zwgk">政务公开</a></div>'
        f'<h1>{title}</h1><div>发布日期：2026-01-20 浏览次数：312</div><div class="article">{body}</div>'
        "<div>主办：示例市样例区人民政府</div></body></html>"
    )


def test_saved_page_of_a_cms_is_compared_cell_by_cell_and_passage_by_passage(
    small: Site, demo_district: Path, workspace: Workspace
) -> None:
    small.write("same.html", saved_page(demo_district, SLUG))
    ran = small.run("gongkai", "verify", "same.html")
    assert (ran.code, ran.output) == (0, "核对了 1 份报告、1 个文件、200 格，不符 0 处。\n")

    exported = load_site(small.root).export(SLUG, 2025, "plain-words").decode("utf-8")
    small.write("same-plain-words.txt", exported)  # as it is exported
    small.write("易读版.txt", exported.replace("新收", "新到", 1))  # under another name, and changed
    ran = small.run("gongkai", "verify", "same-plain-words.txt", "易读版.txt")
    assert (ran.code, ran.output.count("差错：")) == (1, 1)
    assert ran.output.startswith("易读版.txt 差错：第 ")

    report = workspace.reports[SLUG, 2025]
    heading = next(line for line in workspace.narrative(SLUG, 2025).text.splitlines() if line.startswith("## 五"))
    words = heading.removeprefix("## 五、")
    small.write("changed.html", saved_page(demo_district, SLUG, **{words: words.replace("问题", "困难")}))
    ran = small.run("gongkai", "verify", "changed.html")
    assert ran.code == 1
    assert ran.output.startswith("changed.html 差错：文字不符：文件里是“")
    assert "困难" in ran.output.splitlines()[0]
    assert report.form is not None

    other = small.run("gongkai", "verify", "same.html", "--report", f"{SLUG}/2024", "--format", "json")
    differences = json.loads(other.output)
    assert other.code == 1
    assert differences[0]["message"] == "same.html 差错：年度不符：文件里是 2025，应为 2024。"
    assert {"table", "row", "col", "expected", "actual"} <= set(differences[0])
    assert any(item["table"] == "requests" and item["row"] and item["col"] for item in differences)


def test_site_without_data_is_compared_with_its_json(demo_district: Path, tmp_path: Path) -> None:
    site = tmp_path / "got"
    for year in (2022, 2023, 2024, 2025):  # enough for several processes
        shutil.copytree(
            demo_district / f"site/zhengfuban/{year}",
            site / f"zhengfuban/{year}",
            ignore=shutil.ignore_patterns("*.docx", "*.xlsx", "*.txt", "compare", "easy", "fragment*", "tables.csv"),
        )
    beside = Site.at(tmp_path)
    ran = beside.run("gongkai", "verify", "got")
    assert ran.code == 0, ran.output
    assert "没有找到 data/，各文件只互相核对" in ran.output
    assert "核对了 4 份报告、12 个文件、2400 格，不符 0 处。" in ran.output
    assert "没有 SHA256SUMS，未核对校验值。" in ran.output
    path = site / "zhengfuban/2025/report.csv"
    lines = path.read_text(encoding="utf-8-sig").splitlines()
    place = next(n for n, line in enumerate(lines) if ",requests,received,total" in line)
    cells = lines[place].split(",")
    cells[6] = "99999"
    lines[place] = ",".join(cells)
    path.write_text("\ufeff" + "\r\n".join(lines) + "\r\n", encoding="utf-8", newline="")
    ran = beside.run("gongkai", "verify", "got")
    assert ran.code == 1
    assert "got/zhengfuban/2025/report.csv 差错：申请表“本年新收”行“总计”列：文件里是 99999，应为 " in ran.output


def test_data_changed_since_the_build_are_said_first_and_everything_in_words(tmp_path: Path) -> None:
    site = Site(tmp_path / "office")
    name = "site/x/2023/report.json"
    site.write(name, site.run("gongkai", "export", "x/2023").output)
    cell = ("x/2023", "主动公开.行政许可.处理决定", "32")
    assert site.run("gongkai", "correct", *cell, "--reason", "漏计一件", "--yes").code == 0
    lines = site.run("gongkai", "verify", "site").output.splitlines()
    assert lines[0].startswith(
        "数据在生成网站以后改过：x/2023。请先运行 gongkai check，没有差错再重新生成网站（mkdocs build）"
    )
    assert f"{name} 差错：主动公开表“行政许可”行“本年处理决定数量”列：文件里是 31，应为 32。" in lines
    assert f"{name} 差错：“更正”一项：文件里是 0 条，应为 1 条。" in lines
    assert not [line for line in lines if "{'" in line or "status" in line], lines


@pytest.mark.parametrize(
    ("arguments", "reason"),
    [
        (("nowhere",), "没有“nowhere”。请写生成的网站的文件夹（如 site），或者一个文件。"),
        (("docs",), "“docs”里没有 report.json，不是本软件生成的网站。"),
        (("mkdocs.yml",), "mkdocs.yml"),
    ],
)
def test_what_cannot_be_verified_ends_with_two_and_a_reason(
    arguments: tuple[str, ...], reason: str, small: Site
) -> None:
    ran = small.run("gongkai", "verify", *arguments)
    assert ran.code == 2, ran.output
    assert reason in ran.output
    assert "Traceback" not in ran.output
