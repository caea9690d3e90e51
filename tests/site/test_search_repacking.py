"""Pages are indexed and the index is packed into small files without losing a word."""

from __future__ import annotations

import gzip
import json
import shutil
from typing import TYPE_CHECKING, Any

import pytest

from gongkai.site.search import cbor, repacking
from gongkai.site.search.repacking import IndexedPart, PartFiles
from gongkai.site.search.run_index import index_run
from tests.site.cbor_values import decoded

if TYPE_CHECKING:
    from pathlib import Path

    from tests.conftest import OpenPage, Serve

SCRIPT = "macros/gongkai/site/theme/assets/gongkai/search-files.js"
PAGES = {"信e": "信é 信息 信é 公开", "b": "信息 申请 ，公开 ꀂ件 公开"}
"""Two pages by address, with words of all kinds."""


def unpacked(path: Path) -> Any:
    return decoded(gzip.decompress(path.read_bytes()))


class PartIndex:
    """The index of a part as it was written: its words in order with their pages, and its files."""

    def __init__(self, folder: Path, part: IndexedPart) -> None:
        self.folder, self.part = folder, part
        self.list = self.value(part.list_name)
        begins, names, _, self.of_pages = self.list
        self.lists = [(begin, self.value(name)) for begin, name in zip(begins, names, strict=True)]
        self.files = [
            (begin, self.value(name))
            for _, (begins, names, _) in self.lists
            for begin, name in zip(begins, names, strict=True)
        ]
        self.words = [word for _, words in self.files for word in words]

    def value(self, name: str) -> Any:
        return unpacked(self.folder / f"index/0-{name}.pf_index")

    def texts(self) -> list[dict[str, str]]:
        names = [name for one in self.of_pages for name in self.value(one)]
        files = [self.folder / f"fragment/0-{name}.pf_fragment" for name in names]
        return [json.loads(gzip.decompress(file.read_bytes())) for file in files]


def join(folder: Path, *runs: dict[str, str]) -> PartIndex:
    """Write the index of a part, and read it."""
    indexes = [index_run((f"{address}/index.html", text) for address, text in run.items())[0] for run in runs]
    return PartIndex(folder, repacking.join_runs(indexes, PartFiles(folder, 0)))


def test_words_are_spread_over_small_files_that_lists_lead_to(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(repacking, "FILE_SIZE", 31)
    monkeypatch.setattr(repacking, "FILES_IN_A_LIST", 2)
    monkeypatch.setattr(repacking, "PAGES_IN_A_LIST", 1)
    index = join(tmp_path, PAGES)
    assert [[word for word, _ in words] for _, words in index.files] == [["信é", "信息"], ["公开", "申请"], ["ꀂ件"]]
    assert dict(index.words) == {
        "信é": [[0, [0, 2]]],
        "信息": [[0, [1]], [1, [0]]],
        "公开": [[0, [3]], [1, [2, 2]]],
        "申请": [[1, [1]]],
        "ꀂ件": [[1, [3]]],
    }
    assert [begin for begin, _ in index.files] == ["信", "公", "ꀂ"]
    assert [begin for begin, _ in index.lists] == ["信", "ꀂ"]
    assert [sizes for _, (_, _, sizes) in index.lists] == [[1, 1], [1]]
    assert (index.list[2], len(index.of_pages)) == (1, 2)
    assert index.texts() == [{"url": f"/{address}/", "content": text} for address, text in PAGES.items()]
    assert sorted(file.path for file in index.part.files) == sorted(
        path.relative_to(tmp_path).as_posix() for path in tmp_path.rglob("*") if path.is_file()
    )


def test_runs_are_joined_as_if_they_were_one(tmp_path: Path) -> None:
    other = {"c": "公开 年度", "d": "信息"}
    index = join(tmp_path / "runs", PAGES, other)
    assert index.words == join(tmp_path / "one", PAGES | other).words
    assert dict(index.words)["信息"] == [[0, [1]], [1, [0]], [2, [0]]]
    assert len(index.texts()) == len(PAGES | other)


def test_pages_of_the_same_text_and_address_stay_apart(tmp_path: Path) -> None:
    index = join(tmp_path, PAGES, PAGES)
    assert index.texts() == [{"url": f"/{address}/", "content": text} for address, text in PAGES.items()] * 2


def test_places_far_apart_and_many_are_kept(tmp_path: Path) -> None:
    words = ["§"] * 70_000
    words[5] = words[69_990] = "公开"
    pages = {"a": " ".join(words), **{f"{number}": "申请 " * 30 for number in range(300)}, "z": "公开"}
    index = dict(join(tmp_path, pages).words)
    assert index["公开"] == [[0, [5, 69_985]], [301, [0]]]
    assert index["申请"] == [[1, [0, *[1] * 29]]] * 300


RARE = ["㐂公", "信é", "信息", "公开", "豈", "﨎", "𠮷", "𠮷田", "𡈽", "ꀂ件", "ꀂ公"]
"""Words of which JavaScript's own comparison of texts would mistake the order, and one with an accent."""


def test_browser_finds_every_word_of_the_files(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, root: Path, served: Serve, page: OpenPage
) -> None:
    words = sorted(RARE)
    run = {f"{number}": f"{'§ ' * 300}{word} {'§ ' * number}{word}" for number, word in enumerate(words)}
    for size in ("FILE_SIZE", "FILES_IN_A_LIST", "PAGES_IN_A_LIST"):
        monkeypatch.setattr(repacking, size, 2)
    index = join(tmp_path, run)
    assert len(index.files) == len(RARE)
    shutil.copy(root / SCRIPT, tmp_path / "files.js")
    (tmp_path / "index.html").write_text("<!doctype html><title>检索的文件</title>", encoding="utf-8")
    opened = page(served(tmp_path).at("index.html"))
    answers = opened.evaluate(
        """async ([list, words]) => {
            const { PartFiles } = await import(new URL("files.js", location.href).href);
            const files = new PartFiles(location.href, 0, list);
            const find = async (word, open) => [...(await files.find(word, open))];
            const pages = await Promise.all(words.map((_, number) => files.page(number)));
            const found = await Promise.all(words.map(word => find(word, false)));
            const others = [["𠮷", true], ["信", true], ["无"]].map(one => find(...one));
            return [pages.map(({ url }) => url), found, ...(await Promise.all(others))];
        }""",
        [index.part.list_name, words],
    )
    urls, alone, prefixed, both, nothing = answers
    assert urls == [f"/{number}/" for number in range(len(RARE))]
    assert alone == [[[number, [300, 301 + number]]] for number in range(len(RARE))]
    assert [number for number, _ in prefixed] == [number for number, word in enumerate(words) if word.startswith("𠮷")]
    assert {number for number, _ in both} == {number for number, word in enumerate(words) if word.startswith("信")}
    assert nothing == []


@pytest.mark.parametrize("number", [0, 23, 24, 255, 256, 65_535, 65_536, 2**32])
def test_numbers_are_encoded_as_short_as_they_go(number: int) -> None:
    for value in (number, [number] * 3, "字" * min(number, 300)):
        assert decoded(cbor.encoded(value)) == value
    assert len(cbor.encoded(number)) == 1 + sum(number >= limit for limit in (24, 256)) + 2 * (number >= 65_536) + (
        4 * (number >= 2**32)
    )
