"""What stands in a site's folders and is no file of it: each a finding with its name, and nothing reads it.

A pipe or a device that was opened would never end, so that a test which hangs has failed.
"""

from __future__ import annotations

import os
import socket
import sys
from typing import TYPE_CHECKING

import pytest

from gongkai.findings import Finding, Level, as_text
from gongkai.reports.layout import Layout
from gongkai.routes import RESERVED
from gongkai.workspace import Workspace
from gongkai.workspace.svg_pictures import svg_runs
from tests.site.sites import Site

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="other systems have no such files")

SVG = '<svg xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink">{}</svg>'


@pytest.fixture
def site(tmp_path: Path) -> Site:
    """Agency ``x`` with the year 2023, without a finding."""
    return Site(tmp_path / "clerk")


def findings(site: Site, **options: tuple[str, ...] | frozenset[str]) -> tuple[Finding, ...]:
    layout = Layout(site.root, site.root / "data", site.root / "docs", **options)  # type: ignore[arg-type]
    return Workspace(layout, reserved=RESERVED).findings


def variants(site: Site, name: str) -> set[str]:
    """What is said of one file."""
    assert all(item.level is Level.ERROR for item in findings(site) if item.path == name)
    return {item.variant for item in findings(site) if item.path == name}


def fifo(path: Path) -> None:
    os.mkfifo(path)


def bound(path: Path) -> None:
    """A socket; its address may be short only."""
    before = os.getcwd()  # noqa: PTH109 - what chdir takes back
    os.chdir(path.parent)
    try:
        with socket.socket(socket.AF_UNIX) as listener:
            listener.bind(path.name)
    finally:
        os.chdir(before)


def to(target: str) -> Callable[[Path], None]:
    """What makes a link that leads to a path."""
    return lambda path: path.symlink_to(target)


KINDS: dict[str, tuple[Callable[[Path], None], str]] = {
    "pipe": (fifo, "path-special"),
    "socket": (bound, "path-special"),
    "link to a device": (to("/dev/zero"), "path-outside"),
    "link to a file outside": (to("/etc/hostname"), "path-outside"),
    "link to a folder outside": (to("/etc/apt"), "path-outside"),
    "link to nothing": (to("/nowhere"), "path-broken"),
    "folder": (lambda path: path.mkdir(), "path-folder"),
}
PLACES = [
    "data/forms/case.yml",
    "data/x/2022.yml",
    "data/x/agency.yml",
    "docs/x/2023.md",
    "docs/x/note.md",
    "docs/index.md",
]


@pytest.mark.parametrize("place", PLACES)
@pytest.mark.parametrize("kind", KINDS)
def test_what_is_no_file_is_named_and_never_opened(site: Site, kind: str, place: str) -> None:
    make, variant = KINDS[kind]
    (site.root / place).unlink(missing_ok=True)
    (site.root / place).parent.mkdir(exist_ok=True)
    make(site.root / place)
    assert variant in variants(site, place)


@pytest.mark.parametrize("kind", ["pipe", "socket", "link to a device", "link to a file outside", "link to nothing"])
def test_attachment_that_is_no_file_is_named(site: Site, kind: str) -> None:
    KINDS[kind][0](site.root / "docs/x/a.pdf")
    assert variants(site, "docs/x/a.pdf") == {KINDS[kind][1]}


def test_link_within_the_site_is_no_fault(site: Site) -> None:
    (site.root / "store").mkdir()
    site.write("store/a.pdf", "%PDF")
    (site.root / "docs/x/a.pdf").symlink_to(site.root / "store/a.pdf")
    (site.root / "docs/x/files").symlink_to(site.root / "store")
    (site.root / "docs/x/again").symlink_to(site.root / "docs/x")
    assert findings(site) == ()


@pytest.mark.parametrize(
    "name", ["a\nb.pdf", "a\x1b[31m.pdf", "a\x85.pdf", "年报\u202efdp.exe", os.fsdecode(b"\xff\xfe.pdf")]
)
def test_name_with_signs_that_no_name_should_have_is_shown_with_them_named(site: Site, name: str) -> None:
    (site.root / "docs/x" / name).write_bytes(b"")
    (finding,) = findings(site)
    text = as_text(finding)
    assert finding.variant == "path-signs"
    assert text.isprintable()
    assert "\\" in text


@pytest.mark.parametrize(
    "pair", [("About.md", "about.md"), ("A.pdf", "a.PDF"), ("é.pdf", "e\u0301.pdf"), ("甲/1.pdf", "甲/1.PDF")]
)
def test_names_that_are_one_on_other_systems_are_named(site: Site, pair: tuple[str, str]) -> None:
    for name in pair:
        site.write(f"docs/x/{name}", "# 文字\n")
    assert [item.variant for item in findings(site)] == ["path-case"]


def test_year_in_wide_digits_is_no_year(site: Site) -> None:
    site.write("data/x/20２２.yml", site.read("data/x/2023.yml"))
    assert variants(site, "data/x/20２２.yml") == {"file-rename"}
    assert 2022 not in Workspace(Layout(site.root, site.root / "data", site.root / "docs"), reserved=RESERVED).years(
        "x"
    )


@pytest.mark.parametrize(
    "place", ["docs/x/a.html", "docs/x/sub/a.SVG", "docs/other/a.xhtml", "docs/a.htm", "docs/assets/a.js"]
)
def test_file_that_runs_in_a_browser_is_refused_unless_the_owner_answers_for_it(site: Site, place: str) -> None:
    site.write(place, "<svg><script>alert(1)</script></svg>")
    (finding,) = findings(site)
    assert (finding.code, finding.variant, finding.path) == ("unsafe-html", "file", place)
    source = place.removeprefix("docs/")
    owned = not source.startswith("x/")
    assert (findings(site, trusted=(source,)) == ()) is owned
    assert (findings(site, programs=(source,)) == ()) is source.endswith((".js", ".xhtml", ".html", ".htm"))


TAKEN = ("pagefind/a.js", "assets/gongkai/reports.json", "agencies/index.html", "years/index.html", "x/index.html")


@pytest.mark.parametrize("source", TAKEN)
def test_file_with_the_path_of_a_generated_one_is_refused_whoever_answers_for_it(site: Site, source: str) -> None:
    site.write(f"docs/{source}", "{}")
    trusted = () if source.startswith("x/") else (source,)
    (finding,) = findings(site, trusted=trusted)
    assert (finding.code, finding.variant, finding.path) == ("syntax", "path-taken", f"docs/{source}")
    assert f"占了网站自己的文件 {source} 的位置" in as_text(finding)


@pytest.mark.parametrize("source", ["assets/gongkai.json", "years/a.pdf", "x/2023/report.json", "pagefind.pdf"])
def test_file_beside_generated_ones_is_no_fault(site: Site, source: str) -> None:
    site.write(f"docs/{source}", "{}")
    assert findings(site) == ()


def test_folder_of_pages_that_is_no_agency_s_is_named_unless_mkdocs_yml_names_it(site: Site) -> None:
    site.write("docs/xx/about.md", "# 题\n").write("docs/assets/note.md", "# 题\n").write("docs/files/a.pdf", "%PDF")
    assert [(item.variant, item.level, item.path) for item in findings(site)] == [
        ("folder-unlisted", Level.NOTICE, "docs/xx")
    ]
    assert findings(site, listed=frozenset({"xx"})) == ()
    assert findings(site, trusted=("xx/**",)) == ()


@pytest.mark.parametrize(
    "content",
    [
        "<script>alert(1)</script>",
        '<g onload="alert(1)"/>',
        '<a href="java&#x73;cript:alert(1)"><text>甲</text></a>',
        '<a xlink:href="java&#10;script:alert(1)"/>',
        '<set attributeName="href" to="javascript:alert(1)"/>',
        '<foreignObject><body xmlns="http://www.w3.org/1999/xhtml"/></foreignObject>',
        '<image href="https://example.invalid/a.png"/>',
        '<use href="other.svg#a"/>',
        "<style>@import 'https://example.invalid/a.css';</style>",
        '<g style="fill: url(https://example.invalid/a)"/>',
        "<unended>",
    ],
)
def test_picture_that_does_something_is_known(tmp_path: Path, content: str) -> None:
    path = tmp_path / "a.svg"
    path.write_text(SVG.format(content), encoding="utf-8")
    assert svg_runs(path)


def test_picture_with_entities_or_in_another_encoding_is_looked_through(tmp_path: Path) -> None:
    path = tmp_path / "a.svg"
    path.write_text(SVG.format("<script/>"), encoding="utf-16")
    assert svg_runs(path)
    path.write_text(f'<!DOCTYPE svg [<!ENTITY a "b">]>{SVG.format("")}', encoding="utf-16")
    assert svg_runs(path)


def test_picture_of_shapes_alone_is_a_picture(tmp_path: Path) -> None:
    path = tmp_path / "a.svg"
    shapes = '<g id="a" style="fill: url(#b)"><path d="M0 0"/></g><use xlink:href="#a"/><a href="https://a.invalid/"/>'
    path.write_text(f'<?xml version="1.0"?><!DOCTYPE svg PUBLIC "-//W3C//DTD SVG 1.1//EN" "a.dtd">{SVG.format(shapes)}')
    assert not svg_runs(path)
