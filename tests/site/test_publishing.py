"""The exchange of two folders: in one step, in two renames, mended after a kill, refused by the file system."""

from __future__ import annotations

import errno
import os
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from gongkai.errors import WorkspaceError
from gongkai.site.publishing import staging as publishing
from gongkai.site.publishing.staging import Stage, discard, exchange, prepare, publish

if TYPE_CHECKING:
    import logging
    from collections.abc import Callable

OLD = {"index.html": "旧", "a/old.html": "旧页"}
NEW = {"index.html": "新", "b/new.html": "新页"}
linux = pytest.mark.skipif(not sys.platform.startswith("linux"), reason="renameat2 is a call of Linux")


def fill(folder: Path, files: dict[str, str]) -> Path:
    for name, text in files.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    return folder


def held(folder: Path) -> dict[str, str]:
    """What a folder holds, but for the mark of one that is being built."""
    return {
        path.relative_to(folder).as_posix(): path.read_text(encoding="utf-8")
        for path in folder.rglob("*")
        if path.is_file() and path.name != Stage(folder, folder).mark.name
    }


def standing(folder: Path) -> list[str]:
    """What stands in a folder, but for the lock file, which is meant to stay."""
    return sorted(path.name for path in folder.iterdir() if path.name != ".site.lock")


@pytest.fixture
def target(tmp_path: Path) -> Path:
    return fill(tmp_path / "site", OLD)


@pytest.fixture
def stage(target: Path) -> Stage:
    """A published site and a built one beside it."""
    stage = prepare(target)
    fill(stage.folder, NEW)
    return stage


@pytest.fixture
def by_renames(monkeypatch: pytest.MonkeyPatch) -> None:
    """A system that cannot exchange in one step."""
    monkeypatch.setattr(publishing, "exchange", lambda _left, _right: False)


def refusing(monkeypatch: pytest.MonkeyPatch, which: Callable[[Path, Path], bool], error: BaseException) -> None:
    """Let `Path.rename` raise for some renames."""
    rename = Path.rename

    def maybe(self: Path, to: Path) -> Path:
        if which(self, to):
            raise error
        return rename(self, to)

    monkeypatch.setattr(Path, "rename", maybe)


def test_stage_is_a_sibling_so_that_the_exchange_stays_on_one_file_system(target: Path) -> None:
    stage = prepare(target)
    assert stage.target == target
    assert stage.folder.parent == target.parent
    assert held(target) == OLD


def test_published_folder_holds_what_was_built_and_nothing_else(stage: Stage, target: Path, tmp_path: Path) -> None:
    publish(stage)
    assert held(target) == NEW
    assert standing(tmp_path) == ["site"]


@pytest.mark.usefixtures("by_renames")
def test_two_renames_do_the_same(stage: Stage, target: Path, tmp_path: Path) -> None:
    publish(stage)
    assert held(target) == NEW
    assert standing(tmp_path) == ["site"]


def test_first_publication_needs_no_exchange(tmp_path: Path) -> None:
    stage = prepare(tmp_path / "site")
    fill(stage.folder, NEW)
    publish(stage)
    assert held(tmp_path / "site") == NEW
    assert standing(tmp_path) == ["site"]


@linux
def test_exchange_swaps_both_folders_in_one_step(tmp_path: Path) -> None:
    left, right = fill(tmp_path / "左", OLD), fill(tmp_path / "right", NEW)
    assert exchange(left, right)
    assert (held(left), held(right)) == (NEW, OLD)


@linux
def test_exchange_with_a_folder_that_is_not_there_says_no_and_does_nothing(tmp_path: Path) -> None:
    left = fill(tmp_path / "left", OLD)
    assert not exchange(left, tmp_path / "none")
    assert held(left) == OLD


def test_exchange_on_another_system_says_no(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setattr(sys, "platform", "darwin")
    assert not exchange(fill(tmp_path / "left", OLD), fill(tmp_path / "right", NEW))
    assert held(tmp_path / "left") == OLD


@pytest.mark.usefixtures("by_renames")
def test_refused_first_rename_leaves_the_published_site(
    stage: Stage, target: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    refusing(monkeypatch, lambda path, _: path == target, OSError(errno.EXDEV, "Invalid cross-device link"))
    with pytest.raises(WorkspaceError, match=r"在另一个磁盘上.*没有改动"):
        publish(stage)
    assert held(target) == OLD


@pytest.mark.usefixtures("by_renames")
@pytest.mark.parametrize("error", [OSError(errno.EPERM, "Operation not permitted"), KeyboardInterrupt()])
def test_refused_or_interrupted_second_rename_takes_the_first_one_back(
    stage: Stage, target: Path, error: BaseException, monkeypatch: pytest.MonkeyPatch
) -> None:
    refusing(monkeypatch, lambda path, _: path == stage.folder, error)
    with pytest.raises((WorkspaceError, KeyboardInterrupt)):
        publish(stage)
    assert held(target) == OLD
    assert not stage.aside.exists()


@pytest.mark.parametrize("one_step", [True, False])
def test_old_site_that_cannot_be_deleted_is_no_failure(
    stage: Stage,
    target: Path,
    monkeypatch: pytest.MonkeyPatch,
    expected_warnings: list[logging.LogRecord],
    *,
    one_step: bool,
) -> None:
    """The new site stands: an error would say that nothing has changed. The next start clears the rest."""
    if not one_step:
        monkeypatch.setattr(publishing, "exchange", lambda _left, _right: False)

    unlink = os.unlink

    def refuse(path: str | Path, *_: object, **__: object) -> None:
        if path == stage.mark:
            unlink(path)
        else:
            raise PermissionError(errno.EPERM, "Operation not permitted")

    with monkeypatch.context() as patch:
        patch.setattr(os, "unlink", refuse)
        patch.setattr(os, "rmdir", refuse)
        publish(stage)
    assert held(target) == NEW
    (warning,) = expected_warnings
    left = stage.folder if one_step else stage.aside
    assert f"旧的文件夹 {left} 没能删干净（没有权限）" in warning.getMessage()
    prepare(target)
    assert [path.name for path in target.parent.iterdir() if path != target and held(path)] == []


def test_half_exchange_is_mended_at_the_next_start(stage: Stage, target: Path) -> None:
    target.rename(stage.aside)
    stage.release()  # killed between the two renames
    again = prepare(target)
    assert held(target) == OLD
    assert not again.aside.exists()
    assert not again.folder.exists() or not held(again.folder)


def test_old_site_left_behind_a_finished_exchange_is_cleared(stage: Stage, target: Path) -> None:
    target.rename(stage.aside)
    stage.folder.rename(target)
    stage.release()  # killed before the old site was deleted
    prepare(target)
    assert held(target) == NEW
    assert not stage.aside.exists()


@pytest.mark.parametrize("kind", ["file", "link", "folder"])
def test_whatever_stands_in_the_way_is_cleared_and_a_link_not_followed(target: Path, tmp_path: Path, kind: str) -> None:
    elsewhere = fill(tmp_path / "elsewhere", {"keep.txt": "别处"})
    before = prepare(target)
    discard(before)
    leftover = before.folder
    if kind == "file":
        leftover.write_text("残留", encoding="utf-8")
    elif kind == "link":
        leftover.symlink_to(elsewhere)
    else:
        fill(leftover, {"half.html": "残留"})
    stage = prepare(target)
    fill(stage.folder, NEW)
    publish(stage)
    assert held(target) == NEW
    assert held(elsewhere) == {"keep.txt": "别处"}


def test_leftover_that_cannot_be_cleared_is_said_before_anything_is_built(
    stage: Stage, target: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(*_: object, **__: object) -> None:
        raise PermissionError(errno.EPERM, "Operation not permitted", str(stage.folder))

    stage.release()
    monkeypatch.setattr(os, "unlink", refuse)
    monkeypatch.setattr(os, "rmdir", refuse)
    with pytest.raises(WorkspaceError, match="没有权限"):
        prepare(target)
    assert held(target) == OLD


def test_target_that_is_a_file_is_refused_and_kept(tmp_path: Path) -> None:
    file = tmp_path / "site"
    file.write_text("不是文件夹", encoding="utf-8")
    with pytest.raises(WorkspaceError, match="site"):
        prepare(file)
    assert file.read_text(encoding="utf-8") == "不是文件夹"


def test_link_is_followed_and_stays_a_link(tmp_path: Path) -> None:
    real = fill(tmp_path / "disk" / "www", OLD)
    link = tmp_path / "site"
    link.symlink_to(real)
    stage = prepare(link)
    assert stage.folder.parent == real.parent
    fill(stage.folder, NEW)
    publish(stage)
    assert link.is_symlink()
    assert held(real) == NEW
    assert standing(tmp_path) == ["disk", "site"]


@pytest.mark.parametrize("one_step", [True, False])
def test_hidden_files_of_the_published_folder_stay_as_mkdocs_leaves_them(
    stage: Stage, target: Path, monkeypatch: pytest.MonkeyPatch, *, one_step: bool
) -> None:
    """A working tree's ``.git``, a server's ``.well-known``: MkDocs never deletes them, nor does the exchange."""
    if not one_step:
        monkeypatch.setattr(publishing, "exchange", lambda _left, _right: False)
    hidden = {".git": "gitdir: ../.git/worktrees/site", ".well-known/security.txt": "Contact: 办公室"}
    fill(target, hidden)
    (target / ".current").symlink_to("nowhere")
    publish(stage)
    assert held(target) == {**NEW, **hidden}
    assert (target / ".current").readlink() == Path("nowhere")


def test_permissions_of_the_published_folder_stay(stage: Stage, target: Path) -> None:
    target.chmod(0o750)
    publish(stage)
    assert target.stat().st_mode & 0o7777 == 0o750


def test_discarded_stage_leaves_the_published_site(stage: Stage, target: Path, tmp_path: Path) -> None:
    discard(stage)
    assert held(target) == OLD
    assert standing(tmp_path) == ["site"]


def test_second_build_at_the_same_time_is_refused_until_the_first_has_ended(stage: Stage, target: Path) -> None:
    with pytest.raises(WorkspaceError, match="另一次生成正在进行"):
        prepare(target)
    assert held(stage.folder) == NEW
    publish(stage)
    assert held(target) == NEW
    discard(prepare(target))


def test_file_system_without_locks_is_built_on_all_the_same(target: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_: object) -> None:
        raise OSError(errno.ENOLCK, "No locks available")

    monkeypatch.setattr("fcntl.flock", refuse)  # filelock calls it by this name
    stage = prepare(target)
    fill(stage.folder, NEW)
    publish(stage)
    assert held(target) == NEW


def test_build_that_begins_while_another_clears_up_is_refused(target: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Else the second one clears the folder that the first one is about to fill."""
    discard(prepare(target))
    fill(target.with_name(".site.new"), {"half.html": "残留"})
    refused: list[str] = []

    def clear(path: Path) -> None:
        with pytest.raises(WorkspaceError, match="另一次生成正在进行"):
            prepare(target)
        refused.append(path.name)

    with monkeypatch.context() as patch:
        patch.setattr(publishing, "_clear", clear)
        with pytest.raises(WorkspaceError):  # as nothing was cleared
            prepare(target)
    assert refused == [".site.new", ".site.old", ".site.search"]
    discard(prepare(target))


def test_lock_file_is_never_deleted_so_that_all_builds_lock_the_same_file(target: Path) -> None:
    discard(prepare(target))
    lock = target.with_name(".site.lock")
    first = lock.stat().st_ino
    stage = prepare(target)
    fill(stage.folder, NEW)
    publish(stage)
    assert lock.stat().st_ino == first
    discard(prepare(target))
    assert lock.stat().st_ino == first


def test_failed_start_releases_the_lock(target: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_: object, **__: object) -> None:
        raise PermissionError(errno.EPERM, "Operation not permitted", "x")

    with monkeypatch.context() as patch:
        patch.setattr(Path, "mkdir", refuse)
        with pytest.raises(WorkspaceError, match="没有权限"):
            prepare(target)
    discard(prepare(target))


def test_success_is_announced_before_the_old_site_is_deleted(
    stage: Stage, target: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    at_announcement: list[dict[str, str]] = []

    def interrupt(*_: object, **__: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr("shutil.rmtree", interrupt)
    with pytest.raises(KeyboardInterrupt):
        publish(stage, announce=lambda: at_announcement.append(held(target)))
    assert at_announcement == [NEW]


def test_search_index_half_made_by_a_killed_build_is_cleared(target: Path) -> None:
    fill(target.with_name(".site.search"), {"feed-0/index.html": "残留"})
    stage = prepare(target)
    assert not stage.scratch.exists()
    fill(stage.scratch, {"feed-0/index.html": "检索"})
    discard(stage)
    assert standing(target.parent) == ["site"]


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no such permissions")
@pytest.mark.parametrize("first", [True, False])
def test_site_built_under_a_private_umask_is_readable_by_a_web_server(tmp_path: Path, *, first: bool) -> None:
    target = tmp_path / "site"
    if not first:
        fill(target, OLD)
        target.chmod(0o755)
    before = os.umask(0o077)
    try:
        stage = prepare(target)
        fill(stage.folder, NEW)
        (stage.folder / "b" / "run.sh").touch(mode=0o700)
        publish(stage)
    finally:
        os.umask(before)
    modes = {path.relative_to(tmp_path).as_posix(): path.stat().st_mode & 0o777 for path in target.rglob("*")}
    assert modes == {"site/index.html": 0o644, "site/b": 0o755, "site/b/new.html": 0o644, "site/b/run.sh": 0o744}
    assert target.stat().st_mode & 0o777 == 0o755
