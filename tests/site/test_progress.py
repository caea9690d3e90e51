"""How far a build has come is shown on a terminal, and nowhere else."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.site.sites import on_terminal, without_office_files, write_demo

if TYPE_CHECKING:
    from tests.site.sites import Site

BARS = ("读取校核  [", "网页和文件  [")


@pytest.fixture(scope="module")
def district(tmp_path_factory: pytest.TempPathFactory) -> Site:
    """As many agencies as are worth showing."""
    site = without_office_files(write_demo(tmp_path_factory.mktemp("district") / "site", 20, 1))
    return site.change(
        "mkdocs.yml", "      formats: {", "      search: false\n      open_data: false\n      formats: {"
    )


def test_bars_come_to_their_end_on_a_terminal_and_one_line_sums_up(district: Site) -> None:
    shown = on_terminal("mkdocs", "build", cwd=district.root)
    for bar in BARS:
        assert bar in shown
    assert "100%" in shown
    summary = shown[shown.index("报告 20 份（") :]
    assert summary.index("这些单位的网页和文件新写 ") < summary.index("用时 ")
    assert all(bar not in summary for bar in BARS)


def test_nothing_is_shown_when_quiet_or_where_nobody_looks_on(district: Site) -> None:
    assert on_terminal("mkdocs", "build", "-q", cwd=district.root) == ""
    output = district.build().output
    assert all(bar not in output for bar in BARS)
    assert "报告 20 份（" in output
