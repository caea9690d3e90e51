"""Icons of the head: our style sheet draws them as Material does; those that a site has chosen are in its pages."""

from __future__ import annotations

import re
from pathlib import Path

import material

from gongkai.site.head.drawn_icons import with_drawn_icons
from tests.site.sites import Site

ICONS = Path(material.__file__).parent / "templates/.icons/material"
NAMED = {
    "file-table-outline": "site",
    "menu": "menu",
    "moon-waning-crescent": "moon",
    "white-balance-sunny": "sun",
    "magnify": "seek",
}


def drawing(icon: str) -> str:
    return (ICONS / f"{icon}.svg").read_text(encoding="utf-8").strip()


def test_style_sheet_draws_icons_as_material_does() -> None:
    for icon, name in NAMED.items():
        assert with_drawn_icons(f"<a>{drawing(icon)}</a>") == f"<a><i class=gk-i-{name}></i></a>"


def test_other_icon_stays_but_for_what_html_does_not_look_at() -> None:
    assert with_drawn_icons(drawing("library")) == drawing("library").replace(' xmlns="http://www.w3.org/2000/svg"', "")


def test_pages_of_a_site_draw_the_icons_that_it_has_chosen_and_no_others(tmp_path: Path) -> None:
    site = Site(tmp_path / "site").without_search()
    site.change("mkdocs.yml", "name: material,", "name: material, icon: {logo: material/library},")
    html = site.built().page("index.html")
    assert re.findall(r"<i class=gk-i-(\w+)></i>", html) == ["menu"]
    assert re.findall(r"<svg.*?</svg>", html.partition("<main")[0]) == [with_drawn_icons(drawing("library"))]
