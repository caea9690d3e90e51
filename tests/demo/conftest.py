"""The large fictional district, which is written and checked once for the tests of the demo."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.demo.districts import LARGE, loaded_district

if TYPE_CHECKING:
    from gongkai.workspace import Workspace


@pytest.fixture(scope="session")
def large_district(tmp_path_factory: pytest.TempPathFactory) -> Workspace:
    """Forty agencies in all years; the tests that ask for it are in one group."""
    return loaded_district(tmp_path_factory.mktemp("large"), LARGE, seed=3)
