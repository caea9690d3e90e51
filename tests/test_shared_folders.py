"""A shared folder is made once, is made again when that has failed, and shows who has changed it."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.shared_folders import SharedFolders

if TYPE_CHECKING:
    from pathlib import Path


def write(folder: Path) -> None:
    folder.mkdir()
    (folder / "a.txt").write_text("甲", encoding="utf-8")


def fail(folder: Path) -> None:
    write(folder)
    raise ZeroDivisionError


def test_second_process_gets_what_the_first_has_made(tmp_path: Path) -> None:
    first = SharedFolders(tmp_path).get("a", write)
    assert (first / "a.txt").read_text(encoding="utf-8") == "甲"
    assert SharedFolders(tmp_path).get("a", fail) == first
    assert SharedFolders(tmp_path).get("b", write) != first


def test_folder_that_could_not_be_made_is_begun_anew(tmp_path: Path) -> None:
    folders = SharedFolders(tmp_path)
    with pytest.raises(ZeroDivisionError):
        folders.get("a", fail)
    assert [path.name for path in folders.get("a", write).iterdir()] == ["a.txt"]


def test_change_of_a_file_is_named(tmp_path: Path) -> None:
    folders = SharedFolders(tmp_path)
    folder = folders.get("a", write)
    assert folders.changed() == []
    (folder / "a.txt").write_text("甲乙", encoding="utf-8")
    (folder / "b.txt").touch()
    assert set(folders.changed()) == {str(folder / "a.txt"), str(folder / "b.txt")}
