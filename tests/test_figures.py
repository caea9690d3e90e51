"""Figures: what may be written for one, what is said of the rest, and sums that tell blank from nothing."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gongkai.figures import (
    BLANK,
    NOT_APPLICABLE,
    UNREADABLE,
    Figure,
    Kind,
    Misreading,
    Reading,
    State,
    count,
    read,
    total,
    written,
)

COUNTS = st.integers(min_value=0, max_value=10**9)
AMOUNTS = st.decimals(min_value=0, max_value=10**9, places=4, allow_nan=False)
FIGURES = st.one_of(st.builds(count, COUNTS), st.sampled_from([BLANK, NOT_APPLICABLE]))


def taken(text: str, kind: Kind = Kind.COUNT, *, plain: bool = True) -> Figure:
    """Return the figure that a text is read as."""
    reading = read(text, kind, plain=plain)
    assert isinstance(reading, Reading), reading
    return reading.figure


def refused(text: str, kind: Kind = Kind.COUNT, *, plain: bool = True) -> tuple[str, str | None]:
    """Return why a text is no figure and what to write instead."""
    reading = read(text, kind, plain=plain)
    assert isinstance(reading, Misreading), reading
    return reading.reason, reading.instead


@pytest.mark.parametrize("text", ["", "~", "null", " ~ "])
def test_blank_is_not_zero(text: str) -> None:
    assert taken(text) is BLANK
    assert taken("0") == Figure(0)
    assert written(BLANK) == ""
    assert written(count(0)) == "0"


@pytest.mark.parametrize("kind", list(Kind))
@pytest.mark.parametrize("plain", [True, False])
def test_not_applicable_is_a_state_of_its_own(kind: Kind, *, plain: bool) -> None:
    assert taken(" 不适用 ", kind, plain=plain) is NOT_APPLICABLE
    assert written(NOT_APPLICABLE) == "不适用"


@pytest.mark.parametrize("text", ["/", "／", "-", "—", "——", "–", "--", "_", "无", "空", "－"])
def test_dash_for_a_blank_is_not_taken(text: str) -> None:
    assert refused(text) == ("dash", None)


@pytest.mark.parametrize(
    "text", ["~", "null", "一", "x", "1e3", "0x1F", "1.", ".5", "1 2", "٣", "½", "3个月", "约3", "12人次以上"]
)
def test_text_is_not_taken(text: str) -> None:
    assert refused(text, plain=False) == ("text", None)
    assert refused(text, Kind.AMOUNT, plain=False) == ("text", None)


def test_blank_in_quotes_is_a_dash() -> None:
    assert refused("", plain=False) == ("dash", None)
    assert refused("　", plain=False) == ("dash", None)


def test_time_is_not_taken() -> None:
    assert refused("12:30") == ("colon", None)
    assert refused("1:2:3") == ("colon", None)


@pytest.mark.parametrize(("text", "instead"), [("3,746", "3746"), ("3，746", "3746"), ("1,234,567.80", "1234567.80")])
def test_thousands_separator_is_not_taken_and_the_right_form_is_named(text: str, instead: str) -> None:
    assert refused(text, Kind.AMOUNT) == ("separator", instead)


def test_negative_count_and_amount_are_not_taken() -> None:
    assert refused("-1") == ("negative", None)
    assert refused("-0.5", Kind.AMOUNT) == ("negative", None)


@pytest.mark.parametrize(("text", "value"), [("-18", -18), ("+19", 19), ("−3", -3), ("0", 0)])
def test_change_may_be_negative(text: str, value: int) -> None:
    assert taken(text, Kind.CHANGE) == Figure(value)


def test_fraction_is_for_amounts_only() -> None:
    assert refused("1.5") == ("fraction", None)
    assert refused("1.0", Kind.CHANGE) == ("fraction", None)
    assert taken("1.50", Kind.AMOUNT).value == Decimal("1.50")


@pytest.mark.parametrize(
    ("text", "narrow", "kind"),
    [
        ("１２", "12", Kind.COUNT),
        ("－３", "-3", Kind.CHANGE),
        ("１．５０", "1.50", Kind.AMOUNT),
        ("1２", "12", Kind.COUNT),
    ],
)
def test_full_width_digits_are_read_and_reported(text: str, narrow: str, kind: Kind) -> None:
    reading = read(text, kind)

    assert isinstance(reading, Reading)
    assert reading.widened == narrow
    assert written(reading.figure) == narrow


def test_full_width_brackets_of_a_note_are_no_full_width_digits() -> None:
    reading = read("22（其中修订１６件）", Kind.COUNT)

    assert reading == Reading(Figure(22, State.GIVEN, None, "其中修订１６件"))


@pytest.mark.parametrize(
    ("text", "kind", "figure"),
    [
        ("251000元", Kind.AMOUNT, Figure(Decimal(251000), unit="元")),
        ("7537.49 万元", Kind.AMOUNT, Figure(Decimal("7537.49"), unit="万元")),
        ("7537.49\u00a0万元", Kind.AMOUNT, Figure(Decimal("7537.49"), unit="万元")),
        ("3亿元", Kind.AMOUNT, Figure(Decimal(3), unit="亿元")),
        ("12 件", Kind.COUNT, Figure(12, unit="件")),
        ("12件次", Kind.COUNT, Figure(12, unit="件次")),
        ("12人次", Kind.COUNT, Figure(12, unit="人次")),
        ("22（其中修订16件）", Kind.COUNT, Figure(22, note="其中修订16件")),
        ("22 (其中修订16件)", Kind.COUNT, Figure(22, note="其中修订16件")),
        ("5 万元（含税）", Kind.AMOUNT, Figure(Decimal(5), unit="万元", note="含税")),
    ],
)
def test_unit_and_note_in_the_cell_are_kept_apart(text: str, kind: Kind, figure: Figure) -> None:
    assert taken(text, kind) == figure


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        *[("251000元", Kind.AMOUNT), ("7537.49 万元", Kind.AMOUNT), ("73802895.90元", Kind.AMOUNT)],
        *[("22（其中修订16件）", Kind.COUNT), ("12 件", Kind.COUNT), ("12件", Kind.COUNT), ("0.0000001", Kind.AMOUNT)],
    ],
)
def test_figure_is_printed_as_it_was_written(text: str, kind: Kind) -> None:
    assert written(taken(text, kind)) == text


def test_empty_note_is_text() -> None:
    assert refused("22（）")[0] == "text"


@given(COUNTS)
def test_count_keeps_its_digits(number: int) -> None:
    assert written(taken(str(number))) == str(number)


@given(st.integers(min_value=-(10**9), max_value=10**9))
def test_change_keeps_its_digits(number: int) -> None:
    assert written(taken(str(number), Kind.CHANGE)) == str(number)


@given(AMOUNTS, st.sampled_from(["", "元", " 万元", "亿元"]))
def test_amount_keeps_its_digits_and_zeros(number: Decimal, unit: str) -> None:
    text = f"{number:f}{unit}"

    assert written(taken(text, Kind.AMOUNT)) == text


@given(st.text(max_size=12), st.sampled_from(list(Kind)), st.booleans())
def test_any_text_is_a_figure_or_a_reason(text: str, kind: Kind, plain: bool) -> None:  # noqa: FBT001
    reading = read(text, kind, plain=plain)

    if isinstance(reading, Misreading):
        assert reading.reason in {"dash", "separator", "text", "negative", "fraction", "colon"}
    else:
        again = read(written(reading.figure), kind)
        assert isinstance(again, Reading)
        assert again.figure == reading.figure


def test_equal_counts_are_one_object() -> None:
    assert count(7) is count(7)
    assert taken("7") is taken("7")


@given(st.lists(COUNTS, min_size=1))
def test_total_of_counts_is_their_sum(numbers: list[int]) -> None:
    assert total(map(count, numbers)) == count(sum(numbers))


@given(st.lists(AMOUNTS, min_size=1))
def test_total_of_amounts_is_exact(numbers: list[Decimal]) -> None:
    figure = total(map(Figure, numbers))

    assert isinstance(figure.value, Decimal)
    assert figure.value == sum(numbers)


@given(st.lists(FIGURES).flatmap(lambda figures: st.tuples(st.just(figures), st.permutations(figures))))
def test_total_does_not_ask_for_the_order(both: tuple[list[Figure], list[Figure]]) -> None:
    assert total(both[0]) == total(both[1])


@given(st.lists(FIGURES))
def test_total_runs_over_what_is_given(figures: list[Figure]) -> None:
    given_ones = [figure for figure in figures if figure.state is State.GIVEN]

    assert total(figures).number == sum(figure.number for figure in given_ones)
    assert (total(figures).state is State.GIVEN) == bool(given_ones)


def test_total_of_nothing_but_blanks_is_blank() -> None:
    assert total([BLANK, BLANK]) is BLANK
    assert total([]) is BLANK
    assert total([BLANK, NOT_APPLICABLE]) is BLANK


def test_total_of_nothing_but_not_applicable_is_not_applicable() -> None:
    assert total([NOT_APPLICABLE, NOT_APPLICABLE]) is NOT_APPLICABLE


def test_total_with_an_unreadable_part_is_unreadable() -> None:
    assert total([count(1), UNREADABLE, BLANK]) is UNREADABLE


def test_total_drops_units_and_notes_of_its_parts() -> None:
    assert total([Figure(2, unit="件"), Figure(3, note="约")]) == count(5)


def test_number_of_no_figure_is_zero() -> None:
    assert [figure.number for figure in (BLANK, NOT_APPLICABLE, UNREADABLE, count(4))] == [0, 0, 0, 4]
