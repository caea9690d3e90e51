"""Pagefind as a service: its index hangs on the pages alone, and what goes wrong is said."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from pagefind_bin import get_executable  # type: ignore[import-untyped]

from gongkai.site.search.command import PagefindCommand
from gongkai.site.search.service import PagefindService
from tests.site.sites import hashes

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

PAGES = {
    f"{name}/index.html": f"<html><body>{name} 申请 公开 {name * 3}</body></html>" for name in ("a", "b", "c", "d")
}


def index(folder: Path, addresses: Iterable[str]) -> dict[str, str]:
    """Feed pages in an order, and return what their index consists of."""
    folder.mkdir()
    command = PagefindCommand(folder / "scratch")
    for address in addresses:
        command.feed(0, address, PAGES[address])
    command.index(0, folder / "index")
    command.stop()
    return hashes(folder)


def test_order_in_which_pages_were_written_changes_no_byte(tmp_path: Path) -> None:
    # Where temporary files are kept in memory, that is the order in which the system lists them.
    first = index(tmp_path / "first", PAGES)
    assert sum("fragment" in name for name in first) == len(PAGES)
    assert index(tmp_path / "second", reversed(PAGES)) == first


def test_page_that_is_gone_is_no_fault_of_the_program(tmp_path: Path) -> None:
    service = PagefindService(get_executable(), tmp_path, "en-x-0", [("a/index.html", tmp_path / "a.html")])
    with pytest.raises(FileNotFoundError):
        list(service.files(20))
