"""A large site, loaded, checked and made by several processes, is the site that one process makes.

The site is not large here: its configuration lowers the number of reports from which on processes are started, and how
many go to one at a time.
"""

import re
import signal
import time
from pathlib import Path
from typing import Any

import pytest

from gongkai import processes
from gongkai.processes import InOrder, worth_it
from gongkai.renders.formats.json import report_json
from gongkai.reports.layout import Layout
from gongkai.work.packed import PackedNarratives
from gongkai.workspace import Workspace
from tests.site.sites import Ran, Site, hashes, write_demo

AGENCIES, YEARS = 3, 2
FEWEST, BATCH = 6, 2
FEW = f"from gongkai import processes\nprocesses.FEWEST, processes._BATCH = {FEWEST}, {BATCH}\n"
"""A hook: so few reports are enough for several processes."""
OPTION = "  - gongkai:\n"
NO_FILES = "      formats: {docx: false, xlsx: false, csv: false, csv-tables: false}\n      search: false\n"
"""Options for a site of which pages are looked at: files of reports and the search take more than half of its time."""
LISTENER = "def on_page_content(html, **_):\n    return html\n"
"""A hook of the site's own: while it listens to pages, MkDocs makes them all itself."""

pytestmark = pytest.mark.xdist_group("writing")


def mkdocs(site: Path, *options: str) -> Ran:
    return Site.at(site).build(*options)


@pytest.fixture(scope="module")
def district(tmp_path_factory: pytest.TempPathFactory) -> Path:
    assert AGENCIES * YEARS >= FEWEST
    site = write_demo(tmp_path_factory.mktemp("large") / "site", AGENCIES, YEARS)
    address = "site_url: https://example.org/\n"
    site.write("few.py", FEW).write("mkdocs.yml", f"{address}{site.read('mkdocs.yml')}\nhooks: [few.py]\n")
    site.write("hook.py", LISTENER).write("one.yml", "INHERIT: mkdocs.yml\nhooks: [few.py, hook.py]\n")
    site.change("mkdocs.yml", OPTION, f"{OPTION}      fragments: true\n      cache: false\n")
    site.write("pages.yml", site.read("mkdocs.yml").replace(OPTION, OPTION + NO_FILES, 1))
    return site.root


@pytest.fixture(scope="module")
def built(district: Path) -> dict[str, str]:
    ran = mkdocs(district, "--strict")
    assert ran.code == 0, ran.output
    return hashes(district / "site")


def test_site_of_several_processes_is_that_of_one(district: Path, built: dict[str, str]) -> None:
    ran = mkdocs(district, "--strict", "-f", "one.yml", "-d", "one")
    assert ran.code == 0, ran.output
    assert hashes(district / "one") == built
    for file in ("report.json", "report.csv", "tables.csv", "fragment.html"):
        assert sum(name.endswith(file) for name in built) == AGENCIES * YEARS


def test_sitemap_names_the_pages_that_other_processes_make(district: Path, built: dict[str, str]) -> None:
    assert "sitemap.xml" in built
    sitemap = (district / "site" / "sitemap.xml").read_text(encoding="utf-8")
    assert len(re.findall(r"example\.org/[a-z0-9-]+(?<!years)(?<!data)/20\d\d/</loc>", sitemap)) == AGENCIES * YEARS


def test_links_between_pages_are_proved_whoever_makes_them(district: Path) -> None:
    """On a page that this process makes and on one that another makes each wrong link is said, and no right one."""
    slug = next(path.parent.name for path in sorted((district / "data").glob("*/agency.yml")))
    right = {"index.md": [f"{slug}/2024.md#requests-received"], f"{slug}/2025.md": ["2024.md#requests-received"]}
    wrong = {
        "index.md": [f"{slug}/2024.md#requests-no-such-row"],
        f"{slug}/2025.md": ["2024.md#requests-no-such-row", "1999.md"],
    }
    config = district / "proved.yml"
    config.write_text("INHERIT: pages.yml\nvalidation: {links: {anchors: warn}}\n", encoding="utf-8")
    texts = {path: (district / "docs" / path).read_text(encoding="utf-8") for path in right}
    try:
        for path, text in texts.items():
            written = "".join(f"\n\n[链接]({link})\n" for link in (*right[path], *wrong[path]))
            (district / "docs" / path).write_text(text + written, encoding="utf-8")
        ran = mkdocs(district, "--strict", "-f", "proved.yml", "-d", "proved")
    finally:
        for path, text in texts.items():
            (district / "docs" / path).write_text(text, encoding="utf-8")
    assert ran.code != 0
    assert "Aborted with 3 warnings" in ran.output
    for path, links in wrong.items():
        for link in links:
            assert f"WARNING -  Doc file '{path}' contains a link '{link}'" in ran.output


def test_template_that_fails_in_another_process_publishes_nothing(district: Path, built: dict[str, str]) -> None:
    main = district / "overrides" / "main.html"
    text = main.read_text(encoding="utf-8")
    broken = "{% block footer %}{{ none.such.thing if gongkai and gongkai.kind == 'report' }}{% endblock %}\n"
    main.write_text(text + broken, encoding="utf-8")
    try:
        ran = mkdocs(district)
    finally:
        main.write_text(text, encoding="utf-8")
    assert ran.code != 0
    assert hashes(district / "site") == built


def test_workspace_of_several_processes_is_that_of_one(district: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(processes, "FEWEST", FEWEST)
    monkeypatch.setattr(processes, "_BATCH", BATCH)
    layout = Layout(district, district / "data", district / "docs")
    handed_out: list[InOrder[Any, Any]] = []

    def hand_out(*arguments: Any, **options: Any) -> InOrder[Any, Any]:
        handed_out.append(InOrder(*arguments, **options))
        return handed_out[-1]

    monkeypatch.setattr("gongkai.workspace.examined.InOrder", hand_out)
    wrong = next(iter(sorted((district / "data").glob("*/2024.yml"))))
    text = wrong.read_text(encoding="utf-8")
    wrong.write_text(text.replace("status: published", "status: publisht"), encoding="utf-8")
    try:
        one = Workspace(layout, reserved=(), alone=True)
        assert handed_out == []
        several = Workspace(layout, reserved=())
        assert bool(handed_out) == worth_it(AGENCIES * YEARS)
        packed = {isinstance(data.narratives, PackedNarratives) for data in several.data.values()}
        assert packed == {bool(handed_out)}, "narratives of a large site stay packed in memory"
        assert several.findings == one.findings
        assert several.findings
    finally:
        wrong.write_text(text, encoding="utf-8")
    assert list(several.reports) == list(one.reports)
    assert several.reports == one.reports
    for key in several.reports:
        assert report_json(several.report_export(*key)) == report_json(one.report_export(*key))


SLOW = """\
import time
from gongkai.workspace import examined
examine = examined.examine_agency
def examine_slowly(*args, **options):
    time.sleep(0.1)
    return examine(*args, **options)
examined.examine_agency = examine_slowly
"""
"""A hook that lets the processes which look at agencies last, so that they are seen on a busy machine as well."""


def running(site: Path) -> set[int]:
    """Processes whose working directory is the site's folder."""
    processes = set()
    for entry in Path("/proc").iterdir():
        try:
            if entry.name.isdigit() and (entry / "cwd").resolve() == site.resolve():
                processes.add(int(entry.name))
        except OSError:
            continue
    return processes


@pytest.mark.parametrize("how", [signal.SIGKILL, signal.SIGINT])
@pytest.mark.parametrize("processes", [2, 3])
def test_build_that_is_ended_leaves_no_process_and_the_published_site(
    district: Path, built: dict[str, str], how: signal.Signals, processes: int
) -> None:
    (district / "slow.py").write_text(SLOW, encoding="utf-8")
    config = district / "slow.yml"
    config.write_text("INHERIT: mkdocs.yml\nhooks: [few.py, slow.py]\n", encoding="utf-8")
    build = Site.at(district).start("mkdocs", "build", "-f", "slow.yml")
    deadline = time.monotonic() + 60
    while len(running(district)) < processes and build.poll() is None and time.monotonic() < deadline:
        time.sleep(0.005)
    assert build.poll() is None, "it has ended before it could be ended"
    build.send_signal(how)
    assert build.wait(timeout=60) != 0
    while running(district) and time.monotonic() < deadline:
        time.sleep(0.05)
    assert running(district) == set()
    assert hashes(district / "site") == built
