"""The index is packed into small files without losing a word; files of an unknown shape are refused."""

from __future__ import annotations

import gzip
from typing import TYPE_CHECKING

import pytest

from gongkai.site.search import cbor, repacking
from gongkai.site.search.repacking import PartFiles
from gongkai.site.search.run_index import RunIndex

if TYPE_CHECKING:
    from collections.abc import Sequence
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
def files() -> dict[str, bytes]:
    """An index of two files of words and two pages, as Pagefind writes it."""
    items = [[word, *rest] for word, rest in WORDS.items()]
    ranges = [["，公开", "公", "en_1"], ["信é", "申请", "en_2"]]
    meta = ["1.5.2", [["en_a", 1101], ["en_b", 20]], ranges, [], [["order", [1, 0]]], []]
    made = {"pagefind.en_0.pf_meta": packed(meta)}
    for name, words in (("en_1", items[:3]), ("en_2", items[3:])):
        made[f"index/{name}.pf_index"] = packed([words])
    return made | {f"fragment/{name}.pf_fragment": name.encode() for name in ("en_a", "en_b")}


def join(folder: Path, *runs: dict[str, bytes], orders: Sequence[int] = (1, 0)) -> tuple[str, PartFiles]:
    """Write the index of a part; its hash and its files."""
    written = PartFiles(folder, "en")
    return repacking.join_runs([RunIndex(run) for run in runs], orders, written), written


def test_words_are_spread_over_small_files_unchanged(
    files: dict[str, bytes], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(repacking, "FILE_SIZE", 1000)
    name, written = join(tmp_path, files)
    (path,) = tmp_path.glob("*.pf_meta")
    assert path.name == f"pagefind.{name}.pf_meta"
    meta = unpacked(path)
    assert meta[1] == [["en_a", 1], ["en_b", 1]]
    assert meta[3:] == [[], [["order", [1, 0]]], []]
    packs = [unpacked(tmp_path / f"index/{name}.pf_index")[0] for _, _, name in meta[2]]
    assert [[word[0] for word in words] for words in packs] == [["ꀂ件"], ["公开"], ["信é", "信息", "申请"]]
    assert {word[0]: word[1:] for words in packs for word in words} == {
        word: rest for word, rest in WORDS.items() if word != "，公开"
    }
    assert len(list((tmp_path / "index").iterdir())) == len(packs)
    assert [one[:2] for one in meta[2]] == [["ꀂ件", "ꀂ"], ["公", "公"], ["信", "申请"]]
    assert sorted(written.names) == sorted(
        path.relative_to(tmp_path).as_posix() for path in tmp_path.rglob("*") if path.is_file()
    )


def test_pages_of_runs_that_have_the_same_name_stay_apart(files: dict[str, bytes], tmp_path: Path) -> None:
    other = files | {"fragment/en_a.pf_fragment": b"another"}
    join(tmp_path, files, other, orders=(3, 2, 1, 0))
    meta = unpacked(next(tmp_path.glob("*.pf_meta")))
    names = [name for name, _ in meta[1]]
    assert len(set(names)) == len(names) == 4
    texts = [(tmp_path / f"fragment/{name}.pf_fragment").read_bytes() for name in names]
    assert texts == [b"en_a", b"en_b", b"another", b"en_b"]
    assert meta[4] == [["order", [3, 2, 1, 0]]]


def test_index_that_was_joined_can_be_read_and_joined_again(files: dict[str, bytes], tmp_path: Path) -> None:
    first = join(tmp_path / "first", files)[0]
    again = {
        path.relative_to(tmp_path / "first").as_posix(): path.read_bytes()
        for path in (tmp_path / "first").rglob("*")
        if path.is_file()
    }
    assert join(tmp_path / "second", again)[0] == first


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
        ("pagefind.en_0.pf_meta", packed(["1.6.0", [["en_c", 1]], [], [], [["order", [0]]], []])),
        ("pagefind.en_0.pf_meta", packed(["1.6.0", [["en_a", 1]], [], [], [["title", [0]]], []])),
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
