"""What is kept of an agency: texts for the search and the files of data are read only once they are asked for."""

from __future__ import annotations

import hashlib
import os
import zlib
from typing import TYPE_CHECKING

import pytest

from gongkai.kept_files import KeptFiles
from gongkai.work.bundle import Bundle, FedText, FeedPlace, KeptRows, RenderedPage, WrittenFile, YearRows
from gongkai.work.kept_bundles import BundleKeeper, KeptTexts, bundle_from

if TYPE_CHECKING:
    from pathlib import Path

KEY = "0f" * 32
PLACE = FeedPlace(1, 3, "jiedao/2024/index.html")
FEED = (FedText("jiedao/2024.md", PLACE, "信息 息公"),)
ROWS = (YearRows(2024, 2, "甲,1\n".encode(), b"=1"), YearRows(2023, 1, "乙\n".encode()))
PAGES = (RenderedPage("jiedao/2024.md", b"", frozenset({"a", "b"}), {"x.md": {"a": "../x/#a"}}, (("m", 20, "话"),)),)
FILES = (WrittenFile("jiedao/2024/index.html", 12, 34, "abc"),)
BUNDLE = Bundle("jiedao", (), {}, PAGES, feed=FEED, rows=ROWS)


def never(slug: str) -> Bundle:
    raise AssertionError(slug)


def test_bundle_comes_back_with_its_texts_beside_it(tmp_path: Path) -> None:
    keeper = BundleKeeper(KeptFiles(tmp_path))
    assert keeper.put(KEY, BUNDLE, FILES)
    kept = keeper.get(KEY)
    assert kept is not None
    bundle = bundle_from(kept, "jiedao", (), {}, {"jiedao/2024.md": PLACE})
    assert (bundle.pages, bundle.site_files, bundle.feed, bundle.rows) == (PAGES, FILES, (), ())
    assert bundle.kept_feed == tuple(text.without_text for text in FEED)
    assert bundle.kept_rows == tuple(rows.without_text for rows in ROWS)
    texts = KeptTexts(keeper, never)
    assert texts.texts("jiedao", KEY) == {"jiedao/2024.md": FEED[0].text}
    assert texts.rows("jiedao", KEY) == ROWS


def test_texts_that_were_damaged_are_made_anew(tmp_path: Path) -> None:
    keeper = BundleKeeper(KeptFiles(tmp_path))
    keeper.put(KEY, BUNDLE, FILES)
    for path in tmp_path.glob("??/*"):
        path.write_bytes(path.read_bytes()[:-1])
    assert keeper.get(KEY) is None
    slugs: list[str] = []

    def make(slug: str) -> Bundle:
        slugs.append(slug)
        return BUNDLE

    texts = KeptTexts(keeper, make)
    assert (texts.texts("jiedao", KEY), texts.rows("jiedao", KEY)) == ({"jiedao/2024.md": FEED[0].text}, ROWS)
    assert slugs == ["jiedao", "jiedao"]


@pytest.mark.parametrize("entry", [b"[[2024,2,9,0]]\n1", b'[[2024,2,"1",0]]\n1', b"[2024]\n", b"", b"{"])
def test_lines_of_another_program_are_none(tmp_path: Path, entry: bytes) -> None:
    keeper = BundleKeeper(KeptFiles(tmp_path))
    keeper.put(KEY, BUNDLE, FILES)
    assert keeper.rows(KEY) == ROWS
    for path in tmp_path.glob("??/*"):
        packed = zlib.compress(entry)
        path.write_bytes(hashlib.sha256(packed).digest() + packed)
    assert keeper.rows(KEY) is None


@pytest.mark.parametrize("folder", [None, os.devnull])
def test_where_nothing_can_be_kept_the_texts_stay_with_the_bundle(folder: str | None, tmp_path: Path) -> None:
    keeper = BundleKeeper(None if folder is None else KeptFiles(tmp_path / folder))
    assert not keeper.put(KEY, BUNDLE, FILES)


def test_hash_of_lines_tells_both_kinds_of_texts_apart() -> None:
    lines = YearRows(2024, 1, b"ab", b"c"), YearRows(2024, 1, b"a", b"bc"), YearRows(2024, 1, b"abc")
    assert len({rows.without_text for rows in lines}) == len(lines)
    assert isinstance(lines[0].without_text, KeptRows)
