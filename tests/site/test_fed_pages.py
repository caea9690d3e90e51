"""The index depends on the fed pages alone, however many are indexed at a time, and in which order they came."""

from __future__ import annotations

import random
import re
import sys
from typing import TYPE_CHECKING

import pytest

from gongkai import processes
from gongkai.kept_files import KeptFiles
from gongkai.pages.content import TextBlock
from gongkai.site.search import fed_pages, runs
from gongkai.site.search.fed_pages import FedPages
from gongkai.site.search.kept_parts import PartKeeper
from gongkai.work.bundle import FedText, FeedPlace
from gongkai.work.search.feed import FedPage, fed_text
from tests.site.sites import hashes

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

SOME = re.findall(
    r"\S+",
    "申请 公开 信息 政府 信息公开 依申请公开 2024年 12件 3.5 email café cafe Café résumé ，、。 行政许可 全年 机关 "
    "街道 办事处 年度 报告 主动 收到 办结 不予 答复 复议 诉讼 收费 改进",
)
WORDS = [word for word in SOME if word.isalnum()]


def pages(count: int) -> dict[str, FedText]:
    """Fed pages by address: texts of some words, their places among the results another order than their addresses."""
    rng = random.Random(1)  # noqa: S311 - a sample, not a secret
    orders = rng.sample(range(count), count)
    fed = {}
    for number, order in enumerate(orders):
        address = f"{number:02}/index.html"
        blocks = [TextBlock(" ".join(rng.choices(SOME, k=rng.randint(3, 40)))) for _ in range(3)]
        text = fed_text(FedPage(blocks, names=[f"丙{number % 3}"]), {})
        text += f" {' '.join(rng.choices(WORDS, k=4))} only{number:03}"  # unlike a feed
        fed[address] = FedText(address, FeedPlace(0, order, address), text)
    return fed


PAGES = pages(40)


def index(folder: Path, texts: Iterable[FedText], keeper: PartKeeper | None = None) -> dict[str, str]:
    """Feed pages in an order, and return what their index consists of."""
    folder.mkdir()
    fed = FedPages(folder / "scratch", keeper)
    for text in texts:
        fed.feed(text)
    part = fed.index(0, folder / "index")
    fed.stop()
    digests = hashes(folder)
    assert sorted(f"index/{file.path}" for file in part.files) == sorted(digests)
    digests["list"] = part.list_name
    return digests


@pytest.fixture(scope="module")
def whole(tmp_path_factory: pytest.TempPathFactory) -> dict[str, str]:
    """The index of all pages as one run."""
    assert len(runs.in_runs(fed_files(PAGES.values()))) == 1
    return index(tmp_path_factory.mktemp("search") / "whole", PAGES.values())


def fed_files(texts: Iterable[FedText]) -> list[runs.FedFile]:
    """The pages as they are noted, in the order of results."""
    kept = sorted((text.without_text for text in texts), key=lambda text: text.place.order)
    return [runs.FedFile(text.place.address, text.place.order, text.size, text.digest) for text in kept]


@pytest.fixture
def short_runs(monkeypatch: pytest.MonkeyPatch) -> None:
    """Runs of a few of the pages."""
    monkeypatch.setattr(runs, "MOST_BYTES", 3000)
    monkeypatch.setattr(runs, "_MARKED", 4)
    lengths = [len(run) for run in runs.in_runs(fed_files(PAGES.values()))]
    assert len(lengths) > 5
    assert max(lengths) < 12


def test_order_in_which_pages_were_written_changes_no_byte(tmp_path: Path, whole: dict[str, str]) -> None:
    # Where temporary files are kept in memory, that is the order in which the system lists them.
    assert sum("fragment" in name for name in whole) == len(PAGES)
    assert index(tmp_path / "second", reversed(PAGES.values())) == whole


@pytest.mark.slow
@pytest.mark.usefixtures("short_runs")
def test_runs_are_joined_to_what_one_run_gives(tmp_path: Path, whole: dict[str, str]) -> None:
    assert index(tmp_path / "runs", PAGES.values()) == whole


@pytest.mark.slow
@pytest.mark.usefixtures("short_runs")
def test_only_runs_with_a_changed_page_are_indexed_again(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    keeper = PartKeeper(KeptFiles(tmp_path / "kept"))
    shown: list[tuple[int, int, str]] = []

    def noting(results: Iterable[object], count: int, *, stage: str) -> list[object]:
        shown.append((len(listed := list(results)), count, stage))
        return listed

    monkeypatch.setattr(fed_pages, "with_progress", noting)
    index(tmp_path / "first", PAGES.values(), keeper)
    ((steps, expected, stage),) = shown
    assert steps == expected > 1, "how far this has come is shown run by run"
    assert stage == "search"
    runs = noted_runs(monkeypatch)
    text = PAGES["17/index.html"]
    changed = PAGES | {"17/index.html": FedText(text.source, text.place, f"{text.text} 另有一句")}
    more = {address: later(other) for address, other in changed.items()}
    more["20a/index.html"] = FedText("20a.md", FeedPlace(0, 0, "20a/index.html"), text.text)
    for name, texts, most in (("changed", changed, 1), ("more", more, 2)):
        runs.clear()
        warm = index(tmp_path / name, texts.values(), keeper)
        assert 1 <= sum(runs) <= most
        assert warm == index(tmp_path / f"{name}-cold", texts.values())


def noted_runs(monkeypatch: pytest.MonkeyPatch) -> list[int]:
    """A list that grows by one for each run that this process indexes."""
    indexed: list[int] = []
    index_run = fed_pages.index_run

    def noted(given: Iterable[tuple[str, str]]) -> object:
        indexed.append(1)
        return index_run(given)

    monkeypatch.setattr(fed_pages, "index_run", noted)
    return indexed


def later(text: FedText) -> FedText:
    """The same page one place further behind among the results, which is no change of its run."""
    return FedText(text.source, FeedPlace(0, text.place.order + 1, text.place.address), text.text)


@pytest.mark.usefixtures("short_runs")
@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="processes are forked on Linux alone")
def test_runs_that_further_processes_index_are_joined_to_the_same(
    tmp_path: Path, whole: dict[str, str], monkeypatch: pytest.MonkeyPatch
) -> None:
    here = noted_runs(monkeypatch)
    monkeypatch.setattr(processes.threading, "active_count", lambda: 1)  # those of the test's own runner do not count
    keeper = PartKeeper(KeptFiles(tmp_path / "kept"))
    keys = [keeper.key_of_run(run) for run in runs.in_runs(fed_files(PAGES.values()))]
    assert index(tmp_path / "anew", PAGES.values(), keeper) == whole
    assert not here, "all runs are made elsewhere"
    assert all(keeper.get_run(key) is not None for key in keys)
    keeper.files.put(keys[1], b"damaged")
    for key in keys[2:]:
        keeper.files._path(key).unlink()
    assert index(tmp_path / "some", PAGES.values(), keeper) == whole
    assert len(here) == 1, "one that looked whole is made here"


def test_page_that_was_fed_twice_counts_as_it_was_fed_last(tmp_path: Path, whole: dict[str, str]) -> None:
    first = PAGES["17/index.html"]
    other = FedText(first.source, first.place, "另一页 一页")
    assert index(tmp_path / "second", [other, *PAGES.values()]) == whole


@pytest.mark.usefixtures("short_runs")
def test_what_is_recorded_of_words_is_kept_with_the_run(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def words(keeper: PartKeeper | None) -> list[set[str]]:
        fed = FedPages(keeper=keeper)
        for text in PAGES.values():
            fed.feed(text)
        if keeper is not None:
            fed.index(0, tmp_path / "index")
        try:
            return [set(some) for some in fed.words(0)]
        finally:
            fed.stop()

    expected = words(None)
    monkeypatch.setattr(fed_pages, "recorded", None)
    assert words(PartKeeper(KeptFiles(tmp_path / "kept"))) == expected


@pytest.mark.usefixtures("short_runs")
def test_kept_run_that_was_damaged_is_indexed_again(tmp_path: Path) -> None:
    keeper = PartKeeper(KeptFiles(tmp_path / "kept"))
    expected = index(tmp_path / "first", PAGES.values(), keeper)
    assert keeper.files is not None
    for key in map(keeper.key_of_run, runs.in_runs(fed_files(PAGES.values()))):
        for content in (b"", b"\0" * 20, (2).to_bytes(8, "big") + b"{}", b"\xff" * 30):
            keeper.files.put(key, content)
            assert keeper.get_run(key) is None
    assert index(tmp_path / "second", PAGES.values(), keeper) == expected


def test_blocks_that_many_reports_share_are_looked_for_once_a_state_of_the_site(tmp_path: Path) -> None:
    keeper, looked = PartKeeper(KeptFiles(tmp_path)), list[str]()

    def find() -> dict[str, int]:
        looked.append("")
        return {"本机关": 0, "一、总体情况": 1}

    for keep, state, times in (
        (keeper, ("a", 1), 1),
        (keeper, ("a", 1), 1),
        (keeper, ("a", 2), 2),
        (PartKeeper(keeper.files, common="another version"), ("a", 1), 3),
        (PartKeeper(keeper.files, anew=True), ("a", 1), 4),
        (PartKeeper(), ("a", 1), 5),
    ):
        shared = keep.shared(state, find)
        assert list(shared.items()) == [("本机关", 0), ("一、总体情况", 1)]
        assert len(looked) == times
    assert keeper.files is not None
    for path in [path for path in tmp_path.rglob("*") if path.is_file()]:
        path.unlink()
    keeper.files.put(keeper._key("shared", ("a", 1)), b'{"texts": 1}')  # as another program may write
    assert keeper.shared(("a", 1), find) == {"本机关": 0, "一、总体情况": 1}
    assert len(looked) == 6


def test_blocks_are_looked_for_only_in_reports_that_have_changed(tmp_path: Path) -> None:
    keeper, looked = PartKeeper(KeptFiles(tmp_path)), list[tuple[str, int]]()
    texts = {("x", 2023): ["本机关", "一、总体情况"], ("x", 2024): ["一、总体情况"], ("y", 2024): []}

    def find(key: tuple[str, int]) -> list[str]:
        looked.append(key)
        return texts[key]

    def blocks(keeper: PartKeeper, **changed: int) -> list[tuple[str, int]]:
        looked.clear()
        made_from = {key: (key, changed.get(key[0], 0)) for key in texts}
        assert list(map(list, keeper.blocks(made_from, find))) == list(texts.values())
        return list(looked)

    assert blocks(keeper) == list(texts)
    assert blocks(keeper) == []
    assert blocks(keeper, y=1) == [("y", 2024)]
    assert blocks(keeper, y=1) == []
    assert blocks(PartKeeper(keeper.files, anew=True)) == list(texts)
    (entry,) = tmp_path.glob("??/*")
    entry.write_bytes(entry.read_bytes()[:-1])
    assert blocks(keeper) == list(texts)
