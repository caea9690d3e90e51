"""Changes of files: what their diff shows, and that they are written all or none."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from gongkai.editing import FileChange, as_diff, write_changes
from gongkai.errors import UsageError

if TYPE_CHECKING:
    from pathlib import Path


def test_diff_shows_what_goes_and_what_comes_at_its_line() -> None:
    change = FileChange("docs/x/2023.md", "一\n二\n三\n四\n".encode(), "一\n二\n叁\n四\n".encode())
    assert list(as_diff([change])) == [
        *("--- docs/x/2023.md", "+++ docs/x/2023.md", "@@ -2,3 +2,3 @@"),
        *(" 二", "-三", "+叁", " 四"),
    ]


def test_file_that_stays_as_it_is_has_no_diff() -> None:
    assert list(as_diff([FileChange("a.md", b"a\n", b"a\n")])) == []


@pytest.mark.parametrize(
    ("before", "after"), [("件".encode("gb18030"), "件".encode()), (b"a\r\nb\r\n", b"a\nb\n"), (b"\xef\xbb\xbfa", b"a")]
)
def test_change_that_no_line_shows_is_described_in_words(before: bytes, after: bytes) -> None:
    assert list(as_diff([FileChange("a.md", before, after)])) == ["a.md：只改编码或换行，文字不变。"]


def test_changes_are_written_byte_for_byte(tmp_path: Path) -> None:
    (tmp_path / "a.md").write_bytes(b"a\r\n")
    (tmp_path / "b.md").write_bytes(b"b\n")
    write_changes(tmp_path, [FileChange("a.md", b"a\r\n", b"A\r\n"), FileChange("b.md", b"b\n", b"B\n")])
    assert {path.name: path.read_bytes() for path in tmp_path.iterdir()} == {"a.md": b"A\r\n", "b.md": b"B\n"}


def test_file_that_was_changed_meanwhile_keeps_every_file_as_it_is(tmp_path: Path) -> None:
    (tmp_path / "a.md").write_bytes(b"a")
    (tmp_path / "b.md").write_bytes("别人改过".encode())
    with pytest.raises(UsageError, match=r"b\.md 在读取之后又有改动"):
        write_changes(tmp_path, [FileChange("a.md", b"a", b"A"), FileChange("b.md", b"b", b"B")])
    assert (tmp_path / "a.md").read_bytes() == b"a"


def test_file_that_cannot_be_written_keeps_every_file_as_it_is(tmp_path: Path) -> None:
    (tmp_path / "a.md").write_bytes(b"a")
    (tmp_path / "b.md").write_bytes(b"b")
    (tmp_path / ".b.md.new").mkdir()
    with pytest.raises(OSError, match=r"b\.md"):
        write_changes(tmp_path, [FileChange("a.md", b"a", b"A"), FileChange("b.md", b"b", b"B")])
    assert (tmp_path / "a.md").read_bytes() == b"a"
