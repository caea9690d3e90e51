"""What is kept between runs: whole or not at all, within bounds, whoever else writes it, and never in anyone's way."""

from __future__ import annotations

import multiprocessing
import os
import time
from typing import TYPE_CHECKING

import pytest

from gongkai.kept_files import UNUSED, KeptFiles

if TYPE_CHECKING:
    from pathlib import Path

KEYS = [f"{number:064x}" for number in range(0, 256 * 8, 257)]
DAY = 86_400


def aged(folder: Path, key: str, seconds: float) -> None:
    """Let an entry be as old as if nothing had asked for it for so long."""
    then = time.time() - seconds
    os.utime(folder / key[:2] / key[2:], (then, then))


def kept(folder: Path) -> set[str]:
    return {path.parent.name + path.name for path in folder.glob("??/*")}


def test_what_is_put_is_got_and_nothing_else(tmp_path: Path) -> None:
    files = KeptFiles(tmp_path / "a/b")
    assert files.get(KEYS[0]) is None
    for data in (b"", b"\0\n" * 1000, b"x"):
        files.put(KEYS[0], data)
        assert files.get(KEYS[0]) == data
    assert files.get(KEYS[1]) is None
    assert (tmp_path / "a/b/.gitignore").read_text(encoding="utf-8") == "*\n"


@pytest.mark.parametrize("damage", [b"", b"short", b"\0" * 100])
def test_damaged_entry_is_none_and_is_replaced(tmp_path: Path, damage: bytes) -> None:
    files = KeptFiles(tmp_path)
    files.put(KEYS[0], b"data")
    path = tmp_path / KEYS[0][:2] / KEYS[0][2:]
    content = path.read_bytes()
    for bad in (damage, content[:-1], content + b"x", b"x" + content[1:]):
        path.write_bytes(bad)
        assert files.get(KEYS[0]) is None
    files.put(KEYS[0], b"data")
    assert files.get(KEYS[0]) == b"data"


def test_folder_that_cannot_be_written_keeps_nothing_and_raises_nothing(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("x", encoding="utf-8")
    files = KeptFiles(tmp_path / "file" / "kept")
    files.put(KEYS[0], b"data")
    assert files.get(KEYS[0]) is None
    files.prune()


@pytest.mark.parametrize("step", ["_digest", "os.replace"])
def test_full_disk_keeps_nothing_and_leaves_no_part(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, step: str) -> None:
    def full(*_: object) -> bytes:
        assert list(tmp_path.glob("??/.*")), "a part is there by now"
        raise OSError(28, "No space left on device")

    files = KeptFiles(tmp_path)
    monkeypatch.setattr(f"gongkai.kept_files.{step}", full)
    assert not files.put(KEYS[0], b"data")
    monkeypatch.undo()
    assert kept(tmp_path) == set()
    assert files.get(KEYS[0]) is None


def test_prune_drops_what_was_not_asked_for_lately_and_then_the_oldest(tmp_path: Path) -> None:
    files = KeptFiles(tmp_path, limit=3 * 132)
    for number, key in enumerate(KEYS[:5]):
        files.put(key, b"x" * 100)
        aged(tmp_path, key, number * DAY + 10)
    files.put(KEYS[5], b"x")
    aged(tmp_path, KEYS[5], UNUSED + 10)
    files.prune()
    assert kept(tmp_path) == set(KEYS[:3])
    files.prune()
    assert kept(tmp_path) == set(KEYS[:3])


def test_entry_that_is_asked_for_stays(tmp_path: Path) -> None:
    files = KeptFiles(tmp_path, limit=132)
    for key, days in ((KEYS[0], 30), (KEYS[1], 20)):
        files.put(key, b"x" * 100)
        aged(tmp_path, key, days * DAY)
    assert files.get(KEYS[0]) is not None
    files.prune()
    assert kept(tmp_path) == {KEYS[0]}


def test_what_a_killed_process_was_writing_goes_after_a_day(tmp_path: Path) -> None:
    files = KeptFiles(tmp_path)
    files.put(KEYS[0], b"x")
    folder = tmp_path / KEYS[0][:2]
    for name, seconds in ((".new.1.aa", 10.0), (".old.1.aa", 2.0 * DAY)):
        (folder / name).write_bytes(b"half")
        os.utime(folder / name, (time.time() - seconds,) * 2)
    files.prune()
    assert sorted(path.name for path in folder.iterdir()) == sorted([".new.1.aa", KEYS[0][2:]])


def test_folder_may_go_at_any_time(tmp_path: Path) -> None:
    files = KeptFiles(tmp_path / "kept")
    files.prune()
    files.put(KEYS[0], b"x")
    (tmp_path / "kept" / KEYS[0][:2] / KEYS[0][2:]).unlink()
    assert files.get(KEYS[0]) is None
    files.put(KEYS[0], b"x")
    assert files.get(KEYS[0]) == b"x"


def work(folder: Path, begin: float) -> None:
    """Put and get the same entries over and over; an entry is whole or none."""
    files = KeptFiles(folder, limit=2000)
    while time.time() < begin:
        pass
    for _ in range(10):
        for key in KEYS:
            assert files.get(key) in (None, key.encode() * 20)
            files.put(key, key.encode() * 20)
        files.prune()


def test_several_processes_at_once_see_each_entry_whole_or_not_at_all(tmp_path: Path) -> None:
    fork = multiprocessing.get_context("fork")
    processes = [fork.Process(target=work, args=(tmp_path, time.time() + 0.2)) for _ in range(3)]
    for process in processes:
        process.start()
    for process in processes:
        process.join(60)
    assert [process.exitcode for process in processes] == [0, 0, 0]
    assert not list(tmp_path.glob("??/.*"))


def test_entries_are_looked_at_only_after_something_was_kept_or_after_a_day(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    files, mark, times = KeptFiles(tmp_path), tmp_path / ".pruned", list[int]()
    monkeypatch.setattr(KeptFiles, "prune", lambda _: times.append(1))

    def looked(seconds: float) -> int:
        """How often entries are looked at so long after they were the last time, and at once after that."""
        times.clear()
        for path in tmp_path.glob("??" if seconds > DAY else ".pruned"):
            os.utime(path, (time.time() - seconds,) * 2)
        if seconds > DAY:
            os.utime(mark, (time.time() - seconds,) * 2)
        files.prune_if_used()
        files.prune_if_used()
        return len(times)

    files.put(KEYS[0], b"x")
    assert looked(0) == 1
    files.put(KEYS[0], b"y")
    assert looked(10) == 1, "something was kept since"
    assert looked(0) == 0
    assert looked(DAY + 10) == 1
    KeptFiles(tmp_path / "none").prune_if_used()
    assert not (tmp_path / "none").exists()
