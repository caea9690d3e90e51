"""Properties of `gongkai fix`: it undoes slips of typing, changes nothing else, and a second time nothing at all."""

from __future__ import annotations

import re
from functools import cache
from itertools import permutations
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from gongkai.demo import demo_files
from gongkai.editing.fix import TextKind
from gongkai.narrative import parse_narrative
from gongkai.reports import Report, load_report
from tests.editing.test_fix import fixed, registry
from tests.examples import examples
from tests.narrative.page_texts import block_texts
from tests.pieces import pieces

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

WIDE_DIGITS = str.maketrans("0123456789", "０１２３４５６７８９")
WIDE_BRACKETS = str.maketrans("[]", "［］")
LINE = re.compile(r"(?P<lead> *)(?P<key>[^ :#][^:#]*): +(?P<value>[^#\n]*?)(?P<rest> *#.*)?")
SLIPS: Mapping[str, Callable[[str, re.Match[str]], str]] = {
    "wide colon": lambda _, at: f"{at['lead']}{at['key']}：{at['value']}{at['rest'] or ''}",
    "tight colon": lambda _, at: f"{at['lead']}{at['key']}:{at['value']}{at['rest'] or ''}",
    "wide commas": lambda line, at: line.replace(", ", "，") if at["value"].startswith("[") else line,
    "wide brackets": lambda line, _: line.translate(WIDE_BRACKETS),
    "wide digits": lambda line, at: line[: at.end("value")].translate(WIDE_DIGITS) + line[at.end("value") :],
    "spaces for commas": lambda line, at: line.replace(", ", " ") if at["value"].startswith("[") else line,
    "full-width indent": lambda line, at: line.replace("  ", "\u3000", 1) if at["lead"] else line,
    "tab for indent": lambda line, at: line.replace("  ", "\t", 1) if at["lead"] else line,
    "no-break indent": lambda line, at: line.replace("  ", "\xa0\xa0", 1) if at["lead"] else line,
    "zero width": lambda line, at: f"{line[: at.start('value')]}\u200b{line[at.start('value') :]}",
    "full-width blank at the end": lambda line, at: f"{line}\u3000" if not at["rest"] else line,
}
SLIPS_OF_A_LINE = st.sampled_from([slips for number in (1, 2, 3) for slips in permutations(sorted(SLIPS), number)])
ENCODINGS = ["utf-8", "utf-8-sig", "gb18030", "utf-16", "utf-16-le", "utf-16-be"]


@cache
def demo() -> dict[str, str]:
    return dict(demo_files(4, 2, seed=3))


@cache
def reports() -> list[str]:
    """Data files of the demo whose totals are not stated, so that a row has one number of figures."""
    texts = [text for path, text in demo().items() if re.fullmatch(r"data/[^/]+/\d{4}\.yml", path)]
    return [text for text in texts if not re.search(r"本年新收: +\[(?:[^,\]]+,){6}", text)]


@cache
def loaded(text: str) -> tuple[Report | None, tuple[Any, ...]]:
    year = 2021 if "gia-2021" in text else 2020
    return load_report(text, path="x", agency="x", year=year, registry=registry())


@settings(max_examples=examples(60), deadline=None)
@given(st.integers(0, 99), st.lists(st.tuples(st.integers(0, 199), SLIPS_OF_A_LINE), min_size=1, max_size=16))
def test_slips_of_typing_are_undone_and_comments_kept(report: int, drawn: list[tuple[int, tuple[str, ...]]]) -> None:
    text = reports()[report % len(reports())]
    lines = text.split("\n")
    places = [number for number, line in enumerate(lines) if LINE.fullmatch(line)]
    for place, slips in drawn:
        number = places[place % len(places)]
        for slip in slips:
            match = LINE.fullmatch(lines[number])
            lines[number] = SLIPS[slip](lines[number], match) if match is not None else lines[number]
    file = fixed("\n".join(lines).encode(), TextKind.REPORT)
    after = file.change.after.decode()
    assert "".join(after.split()) == "".join(text.split())
    assert loaded(after) == loaded(text)
    assert file.open_readings == ()


@pytest.mark.parametrize("encoding", ENCODINGS)
@pytest.mark.parametrize("newline", ["\n", "\r\n"])
def test_files_in_any_encoding_become_utf_8_with_their_kind_of_newline(encoding: str, newline: str) -> None:
    for path, text in list(demo().items())[::7]:
        if path.endswith((".yml", ".md")):
            kind = TextKind.PAGE if path.endswith(".md") else TextKind.AGENCY
            written = text.replace("\n", newline)
            assert fixed(written.encode(encoding), kind).change.after.decode() == written


@pytest.mark.parametrize(
    "data",
    ["中文".encode("gb18030")[:3], b"\x00\x01\x02\xff", "繁體中文報告資訊公開".encode("big5"), "ééé".encode("latin-1")],
)
def test_file_in_an_encoding_that_is_not_certain_is_left_and_listed(data: bytes) -> None:
    file = fixed(data, TextKind.NARRATIVE)
    assert file.change.after == data
    assert [item.code for item in file.open_readings] == ["encoding"]


def test_newlines_of_several_kinds_become_one_kind() -> None:
    file = fixed(b"a\r\nb\r\nc\nd\re\r\n", TextKind.PAGE)
    assert file.change.after == b"a\r\nb\r\nc\r\nd\r\ne\r\n"
    assert file.mends == ("newlines",)


def test_files_in_order_stay_as_they_are() -> None:
    for path, text in demo().items():
        if re.fullmatch(r"(?:data|docs)/[^/]+/(?:\d{4}|agency)\.(?:yml|md)", path):
            kind = TextKind.NARRATIVE if path.endswith(".md") else TextKind.REPORT
            kind = TextKind.AGENCY if path.endswith("agency.yml") else kind
            file = fixed(text.encode(), kind, hard_paragraphs=True)
            assert (path, file.change.after, file.mends, file.open_readings) == (path, text.encode(), (), ())


ANYTHING = st.text(
    "中文，。：；、［］｛｝【】“”（）０９1 2\t\u3000\xa0\u200b\n-#~[]{},:|>*•·\uf0b7⼀'\"at", max_size=60
)


@settings(max_examples=examples(500), deadline=None)
@given(ANYTHING, st.sampled_from(TextKind), st.booleans())
def test_mending_twice_changes_nothing_more(text: str, kind: TextKind, hard: bool) -> None:  # noqa: FBT001
    once = fixed(text.encode(), kind, hard_paragraphs=hard).change.after
    assert fixed(once, kind, hard_paragraphs=hard).change.after == once


TEXTS = (
    st.text("中文年报，。：；、［］【】“”（）—１２abc12 {},:[]#", min_size=1, max_size=20).map(str.strip).filter(bool)
)


@settings(max_examples=examples(150), deadline=None)
@given(TEXTS, TEXTS, TEXTS)
def test_texts_for_the_public_stay_as_they_are(first: str, second: str, third: str) -> None:
    quoted = [text.replace("\\", "").replace("'", "''") for text in (first, second, third)]
    text = (
        f"version: 1\nform: gia-2021\ntitle: '{quoted[0]}'\nheads:\n  主动公开.规章: '{quoted[1]}'\n"
        f"notes:\n  - {{at: 六, text: '{quoted[2]}'}}\n  - at: 五\n    text: '{quoted[0]}'\n"
    )
    chinese = r"[\u3001-\u3011\u3400-\u9fff\uff01-\uff5e“”]"
    once = re.sub(f"(?<={chinese}) {{2,}}(?={chinese})", " ", text)
    assert fixed(text.encode(), TextKind.REPORT).change.after.decode() == once


PARTS = [
    "## 三、收到",
    "##三、收到",
    "共{{ figure(“申请.本年新收.总计”) }}件",
    "•甲",
    "⾏政",
    "1.\t甲",
    "甲  乙",
    "文字。",
    "",
]


@settings(max_examples=examples(150), deadline=None)
@given(pieces(PARTS))
def test_letters_of_a_narrative_stay_but_for_what_was_mended(lines: list[str]) -> None:
    text = "\n".join(lines).replace("⾏", "行")
    after = fixed("\n".join(lines).encode(), TextKind.NARRATIVE).change.after.decode()

    def letters(part: str) -> str:
        return "".join(sign for sign in part if sign.isalnum() or sign in "。、（）")

    assert letters(after) == letters(text)
    narrative, problems = parse_narrative(f"\n{after}", path="x", hard_paragraphs=True)
    assert problems == ()
    assert not any("##" in part or "•" in part for part in block_texts(narrative))
