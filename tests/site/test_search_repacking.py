"""The index is packed into small files without losing a word; files of an unknown shape stay as they are."""

from __future__ import annotations

import gzip
from typing import TYPE_CHECKING

import pytest

from gongkai.site.search import cbor, repacking

if TYPE_CHECKING:
    from pathlib import Path

MARK = b"pagefind_dcd"
PAGES = [[586, [-25, 994], []], [3, [-25, 780, 300, 70_000], []]]
WORDS = {
    "，公开": [PAGES, []],
    "ꀂ件": [PAGES * 40, []],
    "公开": [PAGES * 200, []],
    "信é": [PAGES, [["信e", PAGES], ["信E", PAGES]]],
    "信息": [PAGES, []],
    "申请": [[[2**32, [-1], []]], []],
}
"""Words as Pagefind writes them: their pages with the places of the word, further spellings with the same."""


def packed(value: object) -> bytes:
    return compressed(MARK + cbor.encoded(value))


def compressed(content: bytes) -> bytes:
    return gzip.compress(content, mtime=0)  # the time would make another name of the test in each process


def unpacked(path: Path) -> list[list[list[object]]]:
    content = gzip.decompress(path.read_bytes())
    assert content.startswith(MARK)
    value: list[list[list[object]]] = cbor.decoded(content[len(MARK) :])
    return value


@pytest.fixture
def index(tmp_path: Path) -> Path:
    """An index of two files, as Pagefind writes it."""
    (tmp_path / "index").mkdir()
    items = [[word, *rest] for word, rest in WORDS.items()]
    for name, words in (("en_1", items[:3]), ("en_2", items[3:])):
        (tmp_path / f"index/{name}.pf_index").write_bytes(packed([words]))
    ranges = [["，公开", "公", "en_1"], ["信é", "申请", "en_2"]]
    meta = ["1.5.2", [["en_a", 1101], ["en_b", 20]], ranges, [], [["order", [1, 0]]], []]
    (tmp_path / "pagefind.en_0.pf_meta").write_bytes(packed(meta))
    return tmp_path


def test_words_are_spread_over_small_files_unchanged(index: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(repacking, "FILE_SIZE", 1000)
    name = repacking.repack(index, "en")
    (path,) = index.glob("*.pf_meta")
    assert path.name == f"pagefind.{name}.pf_meta"
    meta = unpacked(path)
    assert meta[1] == [["en_a", 1], ["en_b", 1]]
    assert meta[3:] == [[], [["order", [1, 0]]], []]
    files = [unpacked(index / f"index/{name}.pf_index")[0] for _, _, name in meta[2]]
    assert [[word[0] for word in words] for words in files] == [["ꀂ件"], ["公开"], ["信é", "信息", "申请"]]
    assert {word[0]: word[1:] for words in files for word in words} == {
        word: rest for word, rest in WORDS.items() if word != "，公开"
    }
    assert len(list((index / "index").iterdir())) == len(files)
    assert [one[:2] for one in meta[2]] == [["ꀂ件", "ꀂ"], ["公", "公"], ["信", "申请"]]


def test_same_index_is_packed_the_same(index: Path) -> None:
    first = repacking.repack(index, "en")
    files = {path.name: path.read_bytes() for path in (index / "index").iterdir()}
    assert repacking.repack(index, "en") == first, "what is packed already stays so"
    assert {path.name: path.read_bytes() for path in (index / "index").iterdir()} == files


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("index/en_2.pf_index", compressed(b"another")),
        ("index/en_2.pf_index", b"not compressed"),
        ("index/en_2.pf_index", packed([["信息", "申请"]])),
        ("index/en_2.pf_index", packed([[["信息", PAGES, []]]])[:-9]),
        ("index/en_2.pf_index", compressed(MARK + cbor.encoded([[["信息", PAGES, []]]])[:-1] + b"\xa0")),
        ("pagefind.en_0.pf_meta", packed(["1.6.0", []])),
        ("pagefind.en_0.pf_meta", packed(["1.6.0", [["en_a"]], [], [], [], []])),
        ("pagefind.en_0.pf_meta", packed(["1.6.0", [], [["信", "申"]], [], [], []])),
        ("pagefind.en_0.pf_meta", compressed(MARK + b"\xa1\x61a\x01")),
    ],
)
def test_files_of_another_shape_stay_as_they_are(index: Path, name: str, content: bytes) -> None:
    (index / name).write_bytes(content)
    before = {path: path.read_bytes() for path in index.rglob("*.pf_*")}
    assert repacking.repack(index, "en") is None
    assert {path: path.read_bytes() for path in index.rglob("*.pf_*")} == before


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
