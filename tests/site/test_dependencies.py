"""The dependency map against real builds: what a changed file changes is what the map says depends on it."""

import re
import shutil
from pathlib import Path

import pytest

from gongkai.renders.export import formats
from gongkai.reports.layout import Layout
from gongkai.site.build.site_contents import agency_contents, site_contents
from gongkai.site.pages import agency_file_types
from gongkai.work.settings import SiteSettings
from gongkai.workspace import Workspace
from tests.site.dependency_map import dependency_map
from tests.site.sites import Site, hashes, write_demo

pytestmark = pytest.mark.xdist_group("dependencies")


@pytest.fixture(scope="module")
def district(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return write_demo(tmp_path_factory.mktemp("district") / "site", 4, 2).root


def load(district: Path) -> tuple[Workspace, dict[str, frozenset[str]]]:
    workspace = Workspace(Layout(district, district / "data", district / "docs"), reserved=())
    contents = site_contents(workspace, SiteSettings("示例"))
    return workspace, dict(dependency_map(workspace, contents, agency_contents(workspace, contents)))


@pytest.fixture(scope="module")
def built(district: Path) -> dict[str, str]:
    """Hash of every file of the site that is built of the district as it is."""
    return hashes(Site.at(district).built("--strict").root / "site")


def build(district: Path) -> dict[str, str]:
    """Hash of every page and exported report of the site, built anew, by the names of the dependency map."""
    return mapped(hashes(Site.at(district).built("--strict").root / "site"))


def mapped(digests: dict[str, str]) -> dict[str, str]:
    """Those files of a site that the dependency map names."""
    of_agencies = (item.route.rpartition("/")[2] for item in agency_file_types())
    files = {"index.html", *(item.file for item in formats()), *of_agencies}
    return {name: digest for name, digest in digests.items() if name.rpartition("/")[2] in files}


def address(page: str) -> str:
    """Where MkDocs writes a page of the map."""
    if not page.endswith(".md"):
        return page
    stem = page.removesuffix(".md")
    return f"{stem}.html" if stem == "index" or stem.endswith("/index") else f"{stem}/index.html"


def changed(before: dict[str, str], after: dict[str, str]) -> set[str]:
    return {name for name in before if before[name] != after[name]}


def test_map_names_every_page_of_the_built_site(district: Path, built: dict[str, str]) -> None:
    _, pages = load(district)
    assert {address(page) for page in pages} == set(mapped(built))


def test_report_page_hangs_on_its_own_agency_alone(district: Path) -> None:
    workspace, pages = load(district)
    for slug, year in workspace.reports:
        folders = {name.split("/")[1] for name in pages[f"{slug}/{year}.md"] if name.startswith("data/")}
        assert folders == {slug, "forms"}


def test_what_a_touched_data_file_changes_hangs_on_it(district: Path, built: dict[str, str]) -> None:
    workspace, pages = load(district)
    slug, year = next(key for key in workspace.reports if workspace.agencies[key[0]].reports_to)
    path = district / "data" / slug / f"{year}.yml"
    text = path.read_text(encoding="utf-8")
    notes = "\nnotes: [{at: 申请.本年新收, text: 改过}]\n"
    path.write_text(text + notes, encoding="utf-8")
    try:
        changes = changed(mapped(built), build(district))
    finally:
        path.write_text(text, encoding="utf-8")
    expected = {address(page) for page, sources in pages.items() if f"data/{slug}/{year}.yml" in sources}
    assert f"{slug}/{year}/index.html" in changes
    assert {f"{slug}/{year}/report.json", f"{slug}/{year}/tables.csv"} < changes
    assert changes <= expected
    assert not {name for name in changes if "/" in name} - {name for name in expected if name.startswith(f"{slug}/")}


def test_what_a_renamed_agency_changes_hangs_on_its_file(district: Path, built: dict[str, str]) -> None:
    workspace, pages = load(district)
    slug = next(agency.slug for agency in workspace.agencies.values() if agency.reports_to)
    path = district / "data" / slug / "agency.yml"
    text = path.read_text(encoding="utf-8")
    name = workspace.agencies[slug].name
    path.write_text(text.replace(name, f"{name}（新）"), encoding="utf-8")
    try:
        changes = changed(mapped(built), build(district))
    finally:
        path.write_text(text, encoding="utf-8")
    expected = {address(page) for page, sources in pages.items() if f"data/{slug}/agency.yml" in sources}
    assert f"{slug}/index.html" in changes
    assert "agencies/index.html" in changes
    assert changes <= expected


def test_page_that_asks_for_another_agency_hangs_on_that_report(district: Path) -> None:
    workspace, _ = load(district)
    (slug, year), (other, _) = [key for key in workspace.reports if key[1] == 2025][:2]
    path = district / "docs" / slug / f"{year}.md"
    text = path.read_text(encoding="utf-8")
    call = f'\n\n{{{{ figure("申请.本年新收.总计", agency="{other}") }}}}\n'
    path.write_text(text + call, encoding="utf-8")
    try:
        _, pages = load(district)
    finally:
        path.write_text(text, encoding="utf-8")
    assert f"data/{other}/{year}.yml" in pages[f"{slug}/{year}.md"]


def test_agency_that_goes_and_another_that_comes_leave_the_reports_of_others_byte_for_byte(
    district: Path, built: dict[str, str]
) -> None:
    workspace, _ = load(district)
    leaver, stays = [slug for slug, agency in workspace.agencies.items() if agency.reports_to][:2]
    shutil.rmtree(district / "site", ignore_errors=True)  # else a build would not drop reports that are published
    moved = [(district / top / leaver, district / top / "aaa-newcomer") for top in ("data", "docs")]
    for old, new in moved:
        old.rename(new)
    try:
        build(district)
        after = hashes(district / "site")
    finally:
        for old, new in moved:
            new.rename(old)
    of_reports = [
        name for name in built if re.match(rf"(?!(?:{leaver}|data|years)/)[a-z0-9-]+/\d{{4}}/(?!compare)", name)
    ]
    assert f"{stays}/2025/report.json" in of_reports
    assert [name for name in of_reports if built[name] != after.get(name)] == []
    assert "aaa-newcomer/2025/index.html" in after
    assert f"{leaver}/2025/index.html" not in after
