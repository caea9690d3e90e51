"""YAML with places: what a scalar means, where everything stands, and that both of PyYAML's loaders say the same."""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
import yaml
from hypothesis import example, given, settings
from hypothesis import strategies as st

from gongkai import located
from gongkai.located import Mapping, Mark, Node, Scalar, Sequence, parse
from gongkai.located.plain_lines import read_plain
from tests.examples import examples
from tests.pieces import joined
from tests.reports.writing import read_case

HERE = Path(__file__).parent
LOADERS = [pytest.param(yaml.CSafeLoader, id="libyaml"), pytest.param(yaml.SafeLoader, id="python")]
CASES = sorted((HERE / "reports" / "cases").rglob("*.yml"))


@pytest.fixture(params=LOADERS)
def loader(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> Any:
    monkeypatch.setattr(located.tree, "_LOADER", request.param)
    return request.param


def scalars(node: Node | None) -> list[Scalar]:
    """Return every scalar, keys included, in written order."""
    if isinstance(node, Scalar):
        return [node]
    if isinstance(node, Sequence):
        return [scalar for item in node.items for scalar in scalars(item)]
    if isinstance(node, Mapping):
        return [scalar for key, item in node.pairs for scalar in (key, *scalars(item))]
    return []


def marks(node: Node | None) -> list[tuple[str, int, int]]:
    """Return every scalar with its line and column, keys included, in written order."""
    return [(scalar.text, scalar.mark.line, scalar.mark.column) for scalar in scalars(node)]


def only(text: str) -> Scalar:
    """Return the one value of a mapping with the key `a`."""
    tree, faults = parse(f"a: {text}\n")
    assert faults == ()
    assert isinstance(tree, Mapping)
    node = tree.get("a")
    assert isinstance(node, Scalar)
    return node


def reasons(text: str) -> list[tuple[str, int, int, str]]:
    return [(fault.reason, fault.mark.line, fault.mark.column, fault.detail) for fault in parse(text)[1]]


@pytest.mark.usefixtures("loader")
@pytest.mark.parametrize("newline", ["\n", "\r\n", "\r"])
@pytest.mark.parametrize("start", ["", "\ufeff"])
def test_marks_count_from_one_with_any_newline_and_byte_order_mark(newline: str, start: str) -> None:
    text = start + newline.join(["# 一", "申请:", "  本年新收: [1, 12, ~]", "  '其他': 3", "列: [a,", "     b]", ""])

    assert marks(parse(text)[0]) == [
        *[("申请", 2, 1), ("本年新收", 3, 3), ("1", 3, 10), ("12", 3, 13), ("~", 3, 17), ("其他", 4, 3), ("3", 4, 9)],
        *[("列", 5, 1), ("a", 5, 5), ("b", 6, 6)],
    ]


@pytest.mark.usefixtures("loader")
def test_lists_and_mappings_are_marked_where_they_open() -> None:
    tree, faults = parse("a: [1]\nb: {c: 2}\nd:\n  - 3\n")

    assert faults == ()
    assert isinstance(tree, Mapping)
    assert [value.mark for _, value in tree.pairs] == [Mark(1, 4), Mark(2, 4), Mark(4, 3)]
    assert tree.mark == Mark(1, 1)


@pytest.mark.usefixtures("loader")
@pytest.mark.parametrize(
    ("written", "meaning"),
    [
        ("12", 12),
        ("010", 10),
        ("+19", 19),
        ("-18", -18),
        ("12.30", Decimal("12.30")),
        ("12:30", "12:30"),
        ("1_000", "1_000"),
        ("0x1F", "0x1F"),
        ("1e3", "1e3"),
        ("no", "no"),
        ("on", "on"),
        ("Y", "Y"),
        ("true", True),
        ("false", False),
        ("~", None),
        ("null", None),
        ("", None),
        ("2021-01-30", "2021-01-30"),
        ("'12'", "12"),
        ('"~"', "~"),
        ("'true'", "true"),
        ("１２", "１２"),
    ],
)
def test_scalar_means_what_a_clerk_means(written: str, meaning: object) -> None:
    value = located.value(only(written))

    assert value == meaning
    assert type(value) is type(meaning)


def test_decimal_keeps_its_zeros() -> None:
    assert str(located.value(only("12.30"))) == "12.30"


def test_block_text_is_text() -> None:
    tree, _ = parse("a: |\n  12\n")

    assert located.plain(tree or Scalar("", plain=True, mark=Mark(1, 1))) == {"a": "12\n"}


def test_plain_forgets_places() -> None:
    tree, _ = parse("a: [1, ~, {b: 不适用}]\nc: '1'\n")

    assert tree is not None
    assert located.plain(tree) == {"a": [1, None, {"b": "不适用"}], "c": "1"}


def test_duplicate_keys_are_kept_and_reported_with_both_places() -> None:
    tree, faults = parse("a: 1\nb: 2\na: 3\na: 4\n")

    assert faults == ()
    assert isinstance(tree, Mapping)
    assert [(first.mark.line, again.mark.line) for first, again in located.duplicates(tree)] == [(1, 3), (1, 4)]
    assert tree.get("a") == Scalar("1", plain=True, mark=Mark(1, 4))
    assert tree.get("z") is None


def test_key_that_is_a_list_stays_a_key_with_a_place() -> None:
    tree, faults = parse("? [a, b]\n: 1\n")

    assert faults == ()
    assert isinstance(tree, Mapping)
    assert tree.pairs[0][0] == Scalar("?", plain=False, mark=Mark(1, 3))


@pytest.mark.parametrize("text", ["", "\n", "# nothing\n", "\ufeff", "---\n"])
def test_empty_text_has_no_faults_and_no_content(text: str) -> None:
    tree, faults = parse(text)

    assert faults == ()
    assert tree is None or located.plain(tree) is None


@pytest.mark.usefixtures("loader")
@pytest.mark.parametrize("newline", ["\n", "\r\n", "\r"])
def test_tabs_are_each_reported_and_the_rest_is_read_at_its_place(newline: str) -> None:
    text = newline.join(["申请:", "\t本年新收: [1, x]", "\t上年结转: [0]", "其他:", "  - a", ""])
    tree, faults = parse(text)

    assert [(fault.reason, fault.mark) for fault in faults] == [("tab", Mark(2, 1)), ("tab", Mark(3, 1))]
    assert marks(tree) == [
        *[("申请", 1, 1), ("本年新收", 2, 2), ("1", 2, 9), ("x", 2, 12), ("上年结转", 3, 2), ("0", 3, 9)],
        *[("其他", 4, 1), ("a", 5, 5)],
    ]


@pytest.mark.usefixtures("loader")
def test_tab_before_a_comment_or_after_a_colon_does_no_harm() -> None:
    tree, faults = parse("a:\n\t# 注\n  b:\t1\n")

    assert faults == ()
    assert marks(tree) == [("a", 1, 1), ("b", 3, 3), ("1", 3, 6)]


@pytest.mark.usefixtures("loader")
def test_tab_after_spaces_is_reported_once_and_not_again_as_bad_indentation() -> None:
    assert reasons("a:\n  b: 1\n  \tc: 2\n") == [("tab", 3, 3, "")]


@pytest.mark.usefixtures("loader")
def test_every_full_width_colon_is_reported_and_the_rest_is_read_at_its_place() -> None:
    tree, faults = parse("主动公开：\n  规章：[0, x]\n  行政许可： 3\n申请:\n  本年新收：[1]\n  上年结转: [2]\n")

    assert [(fault.reason, fault.mark, fault.detail) for fault in faults] == [
        ("wide-colon", Mark(1, 5), "主动公开："),
        ("wide-colon", Mark(2, 5), "规章："),
        ("wide-colon", Mark(3, 7), "行政许可："),
        ("wide-colon", Mark(5, 7), "本年新收："),
    ]
    assert marks(tree) == [
        *[("主动公开", 1, 1), ("规章", 2, 3), ("0", 2, 7), ("x", 2, 10), ("行政许可", 3, 3), ("3", 3, 9)],
        *[("申请", 4, 1), ("本年新收", 5, 3), ("1", 5, 9), ("上年结转", 6, 3), ("2", 6, 10)],
    ]


def test_full_width_colon_within_text_is_text() -> None:
    tree, faults = parse("a: 注：一\nb:\n  - c: 见下：\n      二\n")

    assert faults == ()
    assert tree is not None
    assert located.plain(tree) == {"a": "注：一", "b": [{"c": "见下： 二"}]}


@pytest.mark.usefixtures("loader")
@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("a: 1\nb: [1, 2\nc: 3\n", ("bracket-open", 2, 4, "[")),
        ("a: 1\nb: [1, 2\n", ("bracket-open", 2, 4, "[")),
        ("a: {b: 1\nc: 2\n", ("bracket-open", 1, 4, "{")),
        ("a: [1]]\nb: 2\n", ("bracket-extra", 1, 7, "")),
        ("a: 1\nb: 'x\nc: 3\n", ("quote", 2, 4, "")),
        ('a: "x\nb: 3\n', ("quote", 1, 4, "")),
        ("a:\n  b: 1\n   c: 2\n", ("indent-to", 3, 4, "3")),
        ("a:\n  b: 1\n c: 2\n", ("indent-to", 3, 2, "1")),
        ("a:\n  b:[1]\n  c: 2\n", ("colon-space", 2, 4, "b:")),
        ("a: %x\n", ("sign", 1, 4, "%")),
        ("a: [@x]\n", ("sign", 1, 5, "@")),
        ("a: 1\n---\nb: 2\n", ("documents", 2, 1, "")),
        ("a: 1\nb: &x 2\n", ("alias", 2, 4, "&x")),
        ("a: *x\n", ("alias", 1, 4, "*x")),
        ("a: !!int 3\n", ("tag", 1, 4, "!!int")),
        ("a: !x 3\n", ("tag", 1, 4, "!x")),
        ("a: ! 3\n", ("tag", 1, 4, "!")),
        ("中文: 1\nb: \x01\n", ("character", 2, 4, "U+0001")),
        ("a: [ - , 1]\n", ("yaml", 1, 6, "")),
    ],
)
def test_fault_is_reported_with_its_reason_and_place(text: str, expected: tuple[str, int, int, str]) -> None:
    assert reasons(text) == [expected]


@pytest.mark.usefixtures("loader")
@pytest.mark.parametrize(
    ("line", "expected", "instead"),
    [
        ("  b:[1, x]", ("colon-space", 2, 4, "b:"), "b: [1, x]"),
        ("  b:\u3000[1, x]", ("wide-space", 2, 5, "全角空格"), "b: [1, x]"),
        ("  b:\u00a0\u00a0[1, x]", ("wide-space", 2, 5, "不间断空格"), "b: [1, x]"),
        ("\u3000b: [1, x]", ("wide-indent", 2, 1, "全角空格"), ""),
        (" \u00a0b: [1, x]", ("wide-indent", 2, 2, "不间断空格"), ""),
        ("  b [1, x]", ("no-colon", 2, 4, "b"), "b: [1, x]"),
        ("  b = [1, x]", ("no-colon", 2, 4, "b"), "b: [1, x]"),
        ("  b: [1, x", ("bracket-open", 2, 6, "["), "b: [1, x]"),
        ("  b: [1, x］", ("bracket-wide", 2, 11, "］"), "b: [1, x]"),
        ("  b: [1, x]]", ("bracket-extra", 2, 12, ""), "b: [1, x]"),
        ("  b: [1, x] y", ("behind-list", 2, 13, "y"), "b: [1, x]  # y"),
        ("  \u200bb: [1, x]", ("invisible", 2, 3, "U+200B"), ""),
        ("    b: [1, x]", ("indent-to", 2, 5, "4"), "2"),
        ("b: [1, x]", ("indent-to", 2, 1, "0"), "2"),
    ],
)
def test_slip_is_reported_once_and_what_follows_it_is_read_at_its_place(
    line: str, expected: tuple[str, int, int, str], instead: str
) -> None:
    text = f"a:\n{line}\n  c: [3]\n  d: [4]\ne: 5\n"
    tree, faults = parse(text)

    assert [(fault.reason, *fault.mark, fault.detail, fault.instead) for fault in faults] == [(*expected, instead)]
    assert tree is not None
    assert located.plain(tree) == {"a": {"b": [1, "x"], "c": [3], "d": [4]}, "e": 5}
    assert ("x", 2, line.index("x") + 1) in marks(tree)


@pytest.mark.usefixtures("loader")
def test_nothing_between_commas_is_reported_and_neither_a_blank_nor_a_nought() -> None:
    tree, faults = parse("a: [1,, x, ]\n")

    assert [(fault.reason, fault.mark) for fault in faults] == [("empty-item", Mark(1, 7))]
    assert [(scalar.text, scalar.plain) for scalar in scalars(tree)] == [
        ("a", True), ("1", True), ("", False), ("x", True), ("", False)
    ]  # fmt: skip


@pytest.mark.usefixtures("loader")
def test_marks_of_a_merge_are_reported_once_and_the_first_version_is_read() -> None:
    tree, faults = parse("a: 1\n<<<<<<< ours\nb: 2\n=======\nb: 3\n>>>>>>> theirs\nc: 4\n")

    assert [(fault.reason, fault.mark, fault.detail) for fault in faults] == [("conflict", Mark(2, 1), "<<<<<<<")]
    assert tree is not None
    assert located.plain(tree) == {"a": 1, "b": 2, "c": 4}


@pytest.mark.usefixtures("loader")
@pytest.mark.parametrize(
    "text",
    [
        "a: |\n  \u3000\u3000一段话：[1\n  b:[2\nc: 3\n",
        "a: http://x/y:1\nb: [a:1, c]\n",
        "a: 说明：（略）\nb: '[1'\n",
        "a: 一段话，\n  还有 12 件\nb: 1\n",
        "a: [1,\n    2]\n",
    ],
)
def test_text_that_can_be_read_has_no_slips(text: str) -> None:
    assert parse(text)[1] == ()


def test_slips_that_are_only_likely_are_not_mended_in_what_is_written_anew() -> None:
    assert located.mended("a：[1]\n\tb: [2\n") == "a: [1]\n  b: [2\n"


@pytest.mark.usefixtures("loader")
def test_forbidden_characters_are_all_reported_and_hide_nothing() -> None:
    tree, faults = parse("甲: a\x07b\n乙: \x7f\n丙: [1]\n")

    assert [(fault.reason, fault.mark, fault.detail) for fault in faults] == [
        ("character", Mark(1, 5), "U+0007"),
        ("character", Mark(2, 4), "U+007F"),
    ]
    assert ("1", 3, 5) in marks(tree)


@pytest.mark.usefixtures("loader")
def test_every_alias_and_tag_is_reported() -> None:
    text = "a: &x [1]\nb: *x\nc: !!str 3\n<<: *x\n"

    assert [(reason, line) for reason, line, _, _ in reasons(text)] == [
        *[("alias", 1), ("alias", 2), ("tag", 3), ("alias", 4)],
    ]


def test_billion_laughs_is_refused_before_anything_is_built() -> None:
    lines = ["a: &a [x, x]"]
    lines += [f"{new}: &{new} [*{old}, *{old}, *{old}]" for old, new in zip("abcdefgh", "bcdefghi", strict=True)]
    tree, faults = parse("\n".join(lines))

    assert tree is None
    assert {fault.reason for fault in faults} == {"alias"}


@pytest.mark.usefixtures("loader")
@pytest.mark.parametrize("size", [60, 99, 150, 20_000])
@pytest.mark.parametrize(
    ("opening", "closing"),
    [("[", "]"), ("{a: ", "}"), ("- ", ""), ("-  ", ""), ("? ", ""), ("- ? ", "")],
    ids=["lists", "mappings", "items", "wide-items", "keys", "items-and-keys"],
)
def test_bottomless_nesting_is_one_fault(opening: str, closing: str, size: int) -> None:
    text = "a:\n  " + opening * size + "x" + closing * size + "\n"

    assert [(reason, line) for reason, line, _, _ in reasons(text)] == [("depth", 2)]


@pytest.mark.usefixtures("loader")
@pytest.mark.parametrize("size", [60, 300])
def test_bottomless_indentation_is_one_fault(size: int) -> None:
    text = "".join(" " * depth + "a:\n" for depth in range(size))

    assert [reason for reason, _, _, _ in reasons(text)] == ["depth"]


def test_nesting_as_deep_as_reports_and_forms_need_is_read() -> None:
    text = "a: " + "[" * 20 + "]" * 20 + "\n"

    assert parse(text)[1] == ()


@pytest.mark.parametrize("path", CASES, ids=lambda path: str(path.relative_to(HERE / "reports" / "cases")))
def test_both_loaders_read_a_case_alike(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    texts = [path.read_text(encoding="utf-8"), *([read_case(path).text] if path.parent.name == "writing" else [])]
    for text in texts:
        monkeypatch.setattr(located.tree, "_LOADER", yaml.CSafeLoader)
        fast = parse(text)
        monkeypatch.setattr(located.tree, "_LOADER", yaml.SafeLoader)
        assert parse(text) == fast


@pytest.mark.parametrize("text", ["[,---a]", "[a,,bb, ,---c,]", "[a,      ,b,,c]"])
def test_items_beside_empty_ones_stand_at_their_places(text: str, loader: Any) -> None:
    assert loader
    plain = [scalar for scalar in scalars(parse(text)[0]) if scalar.plain]

    assert [text[scalar.mark.column - 1 :][: len(scalar.text)] for scalar in plain] == [scalar.text for scalar in plain]


PIECES = [
    *"a:：-[]{},，~'\"#|>%@1 \t\n\x00\ufeff",
    "申请",
    ": ",
    "- ",
    "  ",
    " #",
    "\n  ",
    "\r\n",
    "&x",
    "*x",
    "!x",
    "---",
]


@settings(max_examples=examples(400), deadline=None)
@given(joined(PIECES, max_size=30), st.sampled_from([yaml.CSafeLoader, yaml.SafeLoader]))
def test_any_text_is_read_or_reported_and_every_plain_scalar_is_at_its_mark(text: str, loader: Any) -> None:
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(located.tree, "_LOADER", loader)
        tree, faults = parse(text)
    lines = text.removeprefix("\ufeff").replace("\r\n", "\n").split("\n")

    assert all(1 <= fault.mark.line <= len(lines) and fault.mark.column >= 1 for fault in faults)
    for scalar in scalars(tree):
        if scalar.plain and scalar.text:
            assert lines[scalar.mark.line - 1][scalar.mark.column - 1] == scalar.text[0]


PLAIN_LINES = [
    *(
        "申请:",
        "申请:   # 自然人",
        "form: gia-2021",
        "kind: 街道（派出机关）",
        "收费: 0.00",
        "时间: 2025-01-27 13:32  # x",
    ),
    *("  新收: [69, 10,  0]", "  结转: [ 0, -1, 0.5 ] # x", "  处罚: -3", "a: [1]", "", "  # 说明", "# 申请: 1"),
]
OTHER_LINES = [
    *(
        "1",
        "  ",
        "    a: 1",
        "a: [1,, 2]",
        "a: [1 2]",
        "a: 1:",
        "a: b: c",
        "a:b",
        "a: b#c",
        "a : 1",
        "...",
        "- a",
        "a: []",
    ),
    *(
        "a: [1]]",
        "a: [a:b]",
        "a: 1_000",
        "é: ０",
        "a: {b: 1}",
        "a: 'b'",
        "a: &b 1",
        "a: *b",
        "a: !!int 1",
        "a: |",
        "? a",
    ),
    *(
        "a: -",
        "a: - b",
        "-a: 1",
        "a: %b",
        "a: b\tc",
        "a: \ufeff",
        "# \u2028a: b",
        "a: #",
        "a:#",
        "a: [1] # b",
        "a: [1]#",
        "a: ,",
    ),
]
LINES = [*PLAIN_LINES, *PLAIN_LINES, *PLAIN_LINES, *OTHER_LINES]


@settings(max_examples=examples(600), deadline=None)
@given(joined(LINES, "\n", min_size=1, max_size=5))
@example("a: b\n  c: d")
@example("a:\nb: c")
@example("a:\n# b\n\n  c: d\ne: f")
def test_plain_lines_give_the_tree_that_the_parser_gives(text: str) -> None:
    plain = read_plain(text)
    if plain is not None:
        tree, faults = parse(f'{text}\n"": a quoted name sends all of the text to the parser')
        assert isinstance(tree, Mapping)
        assert (tree.pairs[:-1], tree.mark) == (plain.pairs, plain.mark)
        assert not faults


@pytest.mark.parametrize("line", [line for line in PLAIN_LINES if line.strip() and not line.strip().startswith("#")])
def test_lines_of_reports_are_plain(line: str) -> None:
    text = f"表:\n{line}" if line.startswith(" ") else f"{line}\n  a: 1" if line.startswith("申请") else line
    assert read_plain(text) is not None
