"""The folder that a build writes to: never one that holds what the site is made from, or files of another kind."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from gongkai.errors import WorkspaceError
from gongkai.site.publishing.folders import check_site_folder
from tests.site.sites import hashes

if TYPE_CHECKING:
    from pathlib import Path

    from tests.site.sites import Site


@pytest.fixture
def sources(tmp_path: Path) -> dict[str, Path]:
    """The folders of a site, each with a file in it."""
    root = tmp_path / "clerk"
    folders = {"docs": root / "docs", "data": root / "data", "templates": root / "overrides"}
    for folder in folders.values():
        folder.mkdir(parents=True)
        (folder / "file.txt").write_text("原件", encoding="utf-8")
    return {**folders, "root": root}


def refused(site: Path, sources: dict[str, Path]) -> str:
    """What is said of a folder, whose files stay."""
    before = hashes(sources["root"])
    with pytest.raises(WorkspaceError, match="没有改动任何文件") as refusal:
        check_site_folder(site, sources)
    assert hashes(sources["root"]) == before
    return str(refusal.value)


@pytest.mark.parametrize(("name", "folder"), [("docs", "文字"), ("data", "数据"), ("overrides", "模板")])
def test_source_folder_and_folders_in_it_are_refused(sources: dict[str, Path], name: str, folder: str) -> None:
    for site in (name, f"{name}/new", f"{name}/new/deep"):
        assert f"{folder}文件夹" in refused(sources["root"] / site, sources)


def test_folder_of_mkdocs_yml_and_folders_around_it_are_refused(sources: dict[str, Path], tmp_path: Path) -> None:
    assert "会被网站替换掉" in refused(sources["root"], sources)
    assert "会被网站替换掉" in refused(tmp_path, sources)


def test_link_to_a_source_folder_is_refused(sources: dict[str, Path], tmp_path: Path) -> None:
    link = tmp_path / "link"
    link.symlink_to(sources["data"])
    assert "数据文件夹" in refused(link, sources)
    assert "数据文件夹" in refused(link / "new", sources)


def test_data_folder_elsewhere_that_is_a_link_is_refused_by_its_real_name(
    sources: dict[str, Path], tmp_path: Path
) -> None:
    real = sources["data"].rename(tmp_path / "real")
    sources["data"].symlink_to(real)
    assert "数据文件夹" in refused(real, sources)


def test_folder_of_other_files_is_refused_and_one_of_them_named(sources: dict[str, Path], tmp_path: Path) -> None:
    other = tmp_path / "文稿"
    other.mkdir()
    (other / "index.html").write_text("一页", encoding="utf-8")
    (other / "报告.docx").touch()
    assert "如 index.html" in refused(other, sources)


@pytest.mark.parametrize("names", [(), (".git", ".nojekyll"), ("sitemap.xml", "x"), ("index.html", "404.html", "x")])
def test_new_empty_and_built_folders_are_built_into(
    sources: dict[str, Path], tmp_path: Path, names: tuple[str, ...]
) -> None:
    for site in (tmp_path / "site", sources["root"] / "site"):
        check_site_folder(site, sources)
        site.mkdir()
        for name in names:
            (site / name).touch()
        check_site_folder(site, sources)


@pytest.mark.parametrize("folder", ["data", "data/x", "data/new", "overrides", "docs", "docs/new", ".", "other"])
def test_build_into_such_a_folder_fails_and_touches_nothing(site: Site, folder: str) -> None:
    site.write("overrides/keep.txt", "模板").write("other/keep.txt", "别的文件")
    site.change("mkdocs.yml", "name: material,", "name: material, custom_dir: overrides,")
    before = hashes(site.root)
    ran = site.build("-d", folder)
    assert ran.code != 0
    assert hashes(site.root) == before
    assert not [path for path in site.root.rglob(".*") if path.name != ".cache"]
    assert "没有改动任何文件" in ran.output
    assert "Config value" not in ran.output, "MkDocs, which speaks English, comes first"
    assert "Traceback" not in ran.output


@pytest.mark.slow
def test_program_that_builds_without_the_command_line_cannot_empty_the_data(site: Site) -> None:
    before = hashes(site.root)
    code = (
        "from mkdocs.config import load_config; from mkdocs.commands.build import build; "
        "build(load_config(site_dir='data'))"
    )
    ran = site.run("python", "-c", code)
    assert ran.code != 0
    assert hashes(site.root) == before
