"""Small sites for the tests of this folder; the published one is built once a process and copied."""

from __future__ import annotations

import shutil
from typing import TYPE_CHECKING

import pytest

from tests.site.sites import Site

if TYPE_CHECKING:
    from pathlib import Path


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
