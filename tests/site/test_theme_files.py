"""Scripts are published without comments, and say the same; those that a site brings itself are left as they are."""

from __future__ import annotations

import json
import re
from operator import methodcaller
from pathlib import Path

import pytest
from mkdocs.theme import Theme

from gongkai.site.head.theme_files import lighter
from gongkai.site.head.theme_listing import list_shown_files
from tests.site.sites import Site

SCRIPTS = sorted((Path(__file__).parents[2] / "macros/gongkai/site/theme/assets/gongkai").glob("*.js"))
COMMENT = re.compile(r"/\*.*?\*/", re.DOTALL)
QUOTED = re.compile(r'"[\w.#\[][^",\n]*[\w\])]"')
"""Most texts; none begins with a sign, as what stands between two texts does."""
NESTED = re.compile(r"`[^`]*\$\{[^}]*`")


@pytest.mark.parametrize("path", SCRIPTS, ids=lambda path: path.stem)
def test_lighter_script_keeps_every_text_and_no_comment(path: Path) -> None:
    script = path.read_text(encoding="utf-8")
    light = lighter(script)
    assert len(light) < 0.9 * len(script)
    assert "/*" not in light
    texts = QUOTED.findall(re.sub(r"(?m)(?:^|\s)//.*$", "", COMMENT.sub("", script)))
    assert [text for text in texts if text not in light] == []


def test_template_within_a_template_is_left_to_no_program_that_might_mistake_it() -> None:
    """Rjsmin takes // in a template within a template for a comment."""
    assert [path.name for path in SCRIPTS if NESTED.search(COMMENT.sub("", path.read_text(encoding="utf-8")))] == []


def test_theme_is_listed_without_the_hidden_folders_of_which_mkdocs_takes_no_file() -> None:
    theme = Theme(name="material")
    names, hidden = theme.get_env().list_templates(), methodcaller("startswith", ".")
    icon = next(name for name in names if name.startswith(".icons/") and name.endswith(".svg"))
    for _ in range(2):  # a preview sets up the theme anew with each change
        list_shown_files(theme)
    environment = theme.get_env()
    assert environment.list_templates() == [name for name in names if not any(map(hidden, name.split("/")[:-1]))]
    assert environment.get_template(icon).render().startswith("<svg")


def test_script_of_a_site_stays_as_it_is(tmp_path: Path) -> None:
    site = Site(tmp_path / "site").without_search()
    site.write("overrides/assets/gongkai/copy.js", "/* ours */\n")
    site.write("overrides/assets/javascripts/lunr/own.js", "/* ours */\n")
    site.write("mkdocs.yml", site.read("mkdocs.yml").replace("name: material", "name: material, custom_dir: overrides"))
    site.built()
    assert (site.root / "site/assets/gongkai/copy.js").read_text(encoding="utf-8") == "/* ours */\n"
    assert "/*" not in (site.root / "site/assets/gongkai/compare.js").read_text(encoding="utf-8")
    assert [path.name for path in (site.root / "site/assets/javascripts/lunr").rglob("*.js")] == ["own.js"]


@pytest.mark.parametrize("searched", [False, True])
def test_files_of_material_that_no_page_asks_for_are_left_out(tmp_path: Path, *, searched: bool) -> None:
    site = Site(tmp_path / "site").without_search()
    if searched:
        site.change("mkdocs.yml", "plugins:\n", "plugins:\n  - search\n")
    site.built()
    assets = site.root / "site/assets"
    assert not list(assets.rglob("*.map"))
    assert list(assets.glob("javascripts/bundle.*.min.js"))
    assert {(assets / "javascripts" / name).is_dir() for name in ("lunr", "workers")} == {searched}


@pytest.mark.parametrize(("palette", "names"), [("", ["切换到深色", "切换到浅色"]), ("palette: {scheme: slate}, ", [])])
def test_switch_of_colours_is_in_one_script_and_in_no_page(tmp_path: Path, palette: str, names: list[str]) -> None:
    site = Site(tmp_path / "site").without_search()
    site.change("mkdocs.yml", "name: material,", f"name: material, {palette}").built()
    (form,) = re.findall(r'const COLOURS=("(?:[^"\\]|\\.)*");', site.page("assets/gongkai/start.js"))
    assert re.findall('<input [^>]*aria-label="([^"]*)"', json.loads(form)) == names
    assert ("data-gk-colours></form>" in site.page()) == bool(names)
    assert "切换到" not in site.page()
