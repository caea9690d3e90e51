"""The index is packed into small files without losing a word; files of an unknown shape are refused."""

from __future__ import annotations

import gzip
import shutil
from typing import TYPE_CHECKING, Any

import pytest

from gongkai.site.search import cbor, repacking
from gongkai.site.search.repacking import IndexedPart, PartFiles
from gongkai.site.search.run_index import FURTHER, MARK, RunIndex

if TYPE_CHECKING:
    from pathlib import Path

    from tests.conftest import OpenPage, Serve

SCRIPT = "macros/gongkai/site/theme/assets/gongkai/search-files.js"
PAGES = [[0, [-25, 994], []], [1, [-25, 780, 300, 70_000], []]]
MANY = [[1, [-25, *([2] * 1000), 2**32], []]]
WORDS = {
    "信é": [PAGES, [["信e", PAGES], ["信E", PAGES]]],
    "信息": [PAGES, []],
    "公开": [MANY, []],
    "申请": [[[1, [-1], []]], []],
    "ꀂ件": [PAGES, []],
    "，公开": [PAGES, []],
}
"""Words as Pagefind writes them: their pages with the places of the word, further spellings with the same."""


def packed(value: object) -> bytes:
    return compressed(MARK + cbor.encoded(value))


def compressed(content: bytes) -> bytes:
    return gzip.compress(content, mtime=0)  # the time would make another name of the test in each process


def unpacked(path: Path) -> Any:
    content = gzip.decompress(path.read_bytes())
    assert content.startswith(MARK)
    return cbor.decoded(content[len(MARK) :])


@pytest.fixture
def files() -> dict[str, bytes]:
    """An index of two files of words and two pages, as Pagefind writes it."""
    items = [[word, *rest] for word, rest in WORDS.items()]
    ranges = [["信é", "公", "en_1"], ["申请", "，公开", "en_2"]]
    meta = ["1.5.2", [["en_a", 1101], ["en_b", 20]], ranges, [], [], []]
    made = {"pagefind.en_0.pf_meta": packed(meta)}
    for name, words in (("en_1", items[:3]), ("en_2", items[3:])):
        made[f"index/{name}.pf_index"] = packed([words])
    return made | {f"fragment/{name}.pf_fragment": name.encode() for name in ("en_a", "en_b")}


class Read:
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

    def texts(self) -> list[bytes]:
        names = [name for one in self.of_pages for name in self.value(one)]
        return [(self.folder / f"fragment/0-{name}.pf_fragment").read_bytes() for name in names]


def join(folder: Path, *runs: dict[str, bytes]) -> Read:
    """Write the index of a part, and read it."""
    return Read(folder, repacking.join_runs([RunIndex(run) for run in runs], PartFiles(folder, 0)))


def test_words_are_spread_over_small_files_that_lists_lead_to(
    files: dict[str, bytes], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(repacking, "FILE_SIZE", 1000)
    monkeypatch.setattr(repacking, "FILES_IN_A_LIST", 2)
    monkeypatch.setattr(repacking, "PAGES_IN_A_LIST", 1)
    index = join(tmp_path, files)
    assert [[word for word, _ in words] for _, words in index.files] == [
        ["信é", "信息"],
        ["公开"],
        ["申请", "ꀂ件", f"{FURTHER}信E", f"{FURTHER}信e"],
    ]
    expected = {word: pages for word, (pages, _) in WORDS.items() if word != "，公开"}
    assert dict(index.words) == expected | {f"{FURTHER}信e": PAGES, f"{FURTHER}信E": PAGES}
    assert [begin for begin, _ in index.files] == ["信", "公", "申"]
    assert [begin for begin, _ in index.lists] == ["信", "申"]
    assert [sizes for _, (_, _, sizes) in index.lists] == [[1, 1], [1]]
    assert (index.list[2], len(index.of_pages)) == (1, 2)
    assert index.texts() == [b"en_a", b"en_b"]
    assert sorted(index.part.names) == sorted(
        path.relative_to(tmp_path).as_posix() for path in tmp_path.rglob("*") if path.is_file()
    )


def test_pages_of_runs_that_have_the_same_name_stay_apart(files: dict[str, bytes], tmp_path: Path) -> None:
    other = files | {"fragment/en_a.pf_fragment": b"another"}
    index = join(tmp_path, files, other)
    assert index.texts() == [b"en_a", b"en_b", b"another", b"en_b"]
    assert dict(index.words)["信息"] == [PAGES[0], *([1, *rest] for _, *rest in (PAGES[1], *PAGES))]
    assert dict(index.words)["申请"] == [[1, [-1], []], [2, [-1], []]]


RARE = ["㐂公", "信é", "信息", "公开", "豈", "﨎", "𠮷", "𠮷田", "𡈽", "ꀂ件", "ꀂ公"]
"""Words of which JavaScript's own comparison of texts would mistake the order, and some with further spellings."""


def test_browser_finds_every_word_of_the_files(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, root: Path, served: Serve, page: OpenPage
) -> None:
    words = {word: [[number, [-25, 300, number], []]] for number, word in enumerate(sorted(RARE))}
    meta = ["1.5.2", [[f"en_{number}", 1] for number in range(len(RARE))], [["㐂", "𡈽", "en_1"]], [], [], []]
    items = [[word, pages, [["信ë", [[0, [5], []]]]] if word == "信é" else []] for word, pages in words.items()]
    run = {"pagefind.en_0.pf_meta": packed(meta), "index/en_1.pf_index": packed([items])}
    run |= {f"fragment/en_{number}.pf_fragment": compressed(MARK + b'{"url":"/%d/"}' % number) for number in range(11)}
    for size in ("FILE_SIZE", "FILES_IN_A_LIST", "PAGES_IN_A_LIST"):
        monkeypatch.setattr(repacking, size, 2)
    index = join(tmp_path, run)
    assert len(index.files) == len(RARE) + 1
    shutil.copy(root / SCRIPT, tmp_path / "files.js")
    (tmp_path / "index.html").write_text("<!doctype html><title>检索的文件</title>", encoding="utf-8")
    opened = page(served(tmp_path).at("index.html"))
    found = opened.evaluate(
        """async ([list, words]) => {
            const { PartFiles } = await import(new URL("files.js", location.href).href);
            const files = new PartFiles(location.href, 0, list);
            const find = async (word, open) => [...(await files.find(word, open))];
            const pages = await Promise.all(words.map((_, number) => files.page(number)));
            const found = await Promise.all(words.map(word => find(word, false)));
            const others = [["𠮷", true], ["信ë"], ["信", true], ["无"]].map(one => find(...one));
            return [pages.map(({ url }) => url), found, ...(await Promise.all(others))];
        }""",
        [index.part.list_name, list(words)],
    )
    urls, alone, begun, further, both, nothing = found
    assert urls == [f"/{number}/" for number in range(len(RARE))]
    assert alone == [[[number, [300, 300 + number]]] for number in range(len(RARE))]
    assert [number for number, _ in begun] == [number for number, word in enumerate(words) if word.startswith("𠮷")]
    assert further == [[0, [5]]]
    assert {number for number, _ in both} == {number for number, word in enumerate(words) if word.startswith("信")}
    assert nothing == []


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("index/en_2.pf_index", compressed(b"another")),
        ("index/en_2.pf_index", b"not compressed"),
        ("index/en_2.pf_index", packed([["信息", "申请"]])),
        ("index/en_2.pf_index", packed([[["信息", PAGES, []]]])[:-9]),
        ("index/en_2.pf_index", compressed(MARK + cbor.encoded([[["信息", PAGES, []]]])[:-1] + b"\xa0")),
        ("index/en_2.pf_index", packed([[["信息", [[1, [2]]], []]]])),
        ("pagefind.en_0.pf_meta", packed(["1.6.0", []])),
        ("pagefind.en_0.pf_meta", packed(["1.6.0", [["en_a"]], [], [], [], []])),
        ("pagefind.en_0.pf_meta", packed(["1.6.0", [], [["信", "申"]], [], [], []])),
        ("pagefind.en_0.pf_meta", packed(["1.6.0", [["en_c", 1]], [], [], [], []])),
        ("pagefind.en_0.pf_meta", compressed(MARK + b"\xa1\x61a\x01")),
    ],
)
def test_files_of_another_shape_are_refused_and_nothing_written(
    files: dict[str, bytes], tmp_path: Path, name: str, content: bytes
) -> None:
    with pytest.raises(ValueError, match=r"."):
        join(tmp_path, files | {name: content})
    assert [path for path in tmp_path.rglob("*") if path.is_file()] == []


@pytest.mark.parametrize("number", [0, 23, 24, 255, 256, 65_535, 65_536, 2**32])
def test_numbers_are_encoded_as_short_as_they_go(number: int) -> None:
    for value in (number, -1 - number, [number] * 3, "字" * min(number, 300)):
        assert cbor.decoded(cbor.encoded(value)) == value
    assert len(cbor.encoded(number)) == 1 + sum(number >= limit for limit in (24, 256)) + 2 * (number >= 65_536) + (
        4 * (number >= 2**32)
    )


@pytest.mark.parametrize("content", [b"", b"\x18", b"\x82\x01", b"\x63ab", b"\xa0", b"\x01\x01", b"\x1f"])
def test_what_is_no_whole_value_is_refused(content: bytes) -> None:
    with pytest.raises(ValueError, match=r"byte|value|kind"):
        cbor.decoded(content)
