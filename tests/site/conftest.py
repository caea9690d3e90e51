"""Small sites for the tests of this folder; the published one is built once a process and copied."""

from __future__ import annotations

import shutil
from typing import TYPE_CHECKING

import pytest

from tests.site.sites import Site, run

if TYPE_CHECKING:
    from pathlib import Path

BASE = "/some/base/"
"""The path below which the district is at home."""


@pytest.fixture
def site(tmp_path: Path) -> Site:
    """A small site that builds, and has not been built yet."""
    return Site(tmp_path / "clerk")


@pytest.fixture(scope="session")
def _built_once(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return Site(tmp_path_factory.mktemp("built") / "clerk").built().root


@pytest.fixture
def published_site(_built_once: Path, tmp_path: Path) -> Site:
    """A small site that is published."""
    return Site.at(shutil.copytree(_built_once, tmp_path / "published"))


@pytest.fixture(scope="session")
def district(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A built demo district with an address: four agencies, seven years, both forms."""
    folder = tmp_path_factory.mktemp("whole") / "demo"
    ran = run("gongkai", "demo", str(folder), "--agencies", "4", "--years", "7", cwd=folder.parent)
    assert ran.code == 0, ran.output
    config = folder / "mkdocs.yml"
    text = config.read_text(encoding="utf-8")
    config.write_text(f"site_url: https://example.invalid{BASE}\n{text}", encoding="utf-8")
    ran = run("mkdocs", "build", "--strict", cwd=folder)
    assert ran.code == 0, ran.output
    return folder / "site"
