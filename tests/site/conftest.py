"""Small sites for the tests of this folder; what is published already is built once in a run."""

from __future__ import annotations

import shutil
from typing import TYPE_CHECKING

import pytest

from tests.site.looks import Looks
from tests.site.sites import Site

if TYPE_CHECKING:
    from pathlib import Path

    from playwright.sync_api import Browser

    from tests.browser import Servers
    from tests.shared_folders import SharedFolders

BASE = "/some/base/"
"""The path below which the district is at home."""


@pytest.fixture
def site(tmp_path: Path) -> Site:
    """A small site that builds, and has not been built yet."""
    return Site(tmp_path / "clerk")


@pytest.fixture
def published_site(shared_folders: SharedFolders, tmp_path: Path) -> Site:
    """A small site that is published."""
    built = shared_folders.get("small", lambda folder: Site(folder).built())
    return Site.at(shutil.copytree(built, tmp_path / "published"))


@pytest.fixture(scope="session")
def district(demo_district: Path) -> Path:
    """What a demo district with an address has published: four agencies, seven years, both forms."""
    return demo_district / "site"


@pytest.fixture(scope="session")
def looks(_chromium: Browser, shared_folders: SharedFolders, _servers: Servers) -> Looks:
    """Looks at a page of a built site, once in a run."""
    return Looks(_chromium, shared_folders, _servers)
