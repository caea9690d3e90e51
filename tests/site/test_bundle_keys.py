"""Which templates are the site's own, so that pages are made anew when one changes; those of packages are not read."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

import pytest
from mkdocs.config import load_config

from gongkai.site.build.bundle_keys import _site_files

if TYPE_CHECKING:
    from pathlib import Path

    from tests.site.sites import Site


@pytest.fixture
def site(site: Site) -> Site:
    """A site with a template of its own."""
    site.write("overrides/main.html", "{% extends 'base.html' %}")
    return site.change("mkdocs.yml", "name: material,", "name: material, custom_dir: overrides,")


def own(site: Site) -> dict[str, bytes]:
    return dict(_site_files(load_config(str(site.root / "mkdocs.yml"))))


def test_template_of_a_site_in_which_python_looks_for_packages_is_its_own(
    site: Site, monkeypatch: pytest.MonkeyPatch
) -> None:
    expected = {"overrides/main.html": b"{% extends 'base.html' %}"}
    assert own(site) == expected
    monkeypatch.setattr(sys, "path", [str(site.root), *sys.path])  # as `python -m mkdocs` has it
    assert own(site) == expected
    monkeypatch.setattr(sys, "path", [str(site.root.parent), *sys.path])
    assert own(site) == expected


def test_template_of_a_package_that_is_a_link_or_lies_in_the_site_is_not_read(
    site: Site, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    elsewhere, packages = tmp_path / "elsewhere", site.root / ".venv/packages"
    (elsewhere / "templates").mkdir(parents=True)
    (elsewhere / "templates/base.html").write_text("of a package")
    packages.mkdir(parents=True)
    (packages / "theme").symlink_to(elsewhere)
    config = load_config(str(site.root / "mkdocs.yml"))
    config.theme.dirs.append(str(packages / "theme/templates"))
    assert "templates/base.html" in dict(_site_files(config))
    monkeypatch.setattr(sys, "path", [str(packages), *sys.path])
    assert set(dict(_site_files(config))) == {"overrides/main.html"}
