"""The real reports that are at hand: no cell silently wrong, nearly all right outright where text is not glued."""

from __future__ import annotations

import pytest

from tests.readers.score import SHARED, scores, table

pytestmark = pytest.mark.slow

FOLDERS = [SHARED / "reports", SHARED / "seed"]


@pytest.mark.skipif(not all(folder.is_dir() for folder in FOLDERS), reason="the real reports are not at hand")
def test_real_reports_are_right_or_said_to_be_unsure() -> None:
    results = scores(FOLDERS)
    plain = [item for item in results if not item.glued]

    assert not [item for item in results if item.wrong or item.missing], table(results)
    assert sum(item.right for item in plain) >= 0.99 * sum(item.cells for item in plain), table(results)
    assert max(item.seconds for item in results) < 1
