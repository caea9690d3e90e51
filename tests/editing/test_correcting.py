"""A cell of a data file changed with its entry: everything else stays, byte for byte, or nothing is changed."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import pytest

from gongkai.editing.correcting import corrected_data
from gongkai.errors import UsageError
from gongkai.forms import place_id
from gongkai.reports.write import place_text, report_text
from tests.checks import subjects
from tests.checks.between.model import clean_district, counts
from tests.checks.generate import chance

BASE = (Path(__file__).parents[1] / "checks/cases/bases/consistent-2021.yml").read_text(encoding="utf-8")
DAY = dt.date(2024, 3, 1)
OTHER = "- at: 五\n  date: 2024-02-01\n  before: 甲\n  after: 乙\n"
SHORT = "{at: 五, date: 2024-02-01, before: 甲, after: 乙}"
PLACE = "申请.本年新收.自然人"


def corrected(text: str, place: str = PLACE, value: str = "170", reason: str = "漏计四件") -> str:
    report, _ = subjects.load(text, year=2023)
    correction = corrected_data(
        report, text.encode(), place, value, reason=reason, date=DAY, registry=subjects.registry()
    )
    return correction.change.after.decode()


def entry(before: str, after: str, place: str = PLACE, reason: str = "漏计四件") -> str:
    return f'- {{at: {place}, date: 2024-03-01, before: "{before}", after: "{after}", reason: {reason}}}'


def test_figure_is_changed_where_it_stands_and_the_entry_added_at_the_end() -> None:
    after = corrected(BASE)
    lines, old = after.split("\n"), BASE.rstrip("\n").split("\n")
    changed = [number for number, line in enumerate(old) if lines[number] != line]

    assert len(changed) == 1
    assert "170" in lines[changed[0]]
    assert lines[len(old) :] == ["", "corrections:", f"  {entry('166', '170')}", ""]


@pytest.mark.parametrize(
    ("below", "added"),
    [
        ("corrections: []   # 没有\n", f"corrections:  # 没有\n  {entry('166', '170')}\n"),
        ("corrections: ~\nnotes: []\n", f"corrections:\n  {entry('166', '170')}\nnotes: []\n"),
        (
            f"corrections:   # 见批件\n{OTHER}# 末尾\n",
            f"corrections:   # 见批件\n{OTHER}{entry('166', '170')}\n# 末尾\n",
        ),
        (
            f"corrections:\n  - {SHORT}\n\nnotes: []\n",
            f"corrections:\n  - {SHORT}\n  {entry('166', '170')}\n\nnotes: []\n",
        ),
        (
            f"corrections: [{SHORT}]  # 一次\n",
            f"corrections: [{SHORT}, {entry('166', '170').removeprefix('- ')}]  # 一次\n",
        ),
    ],
    ids=["an empty list", "nothing", "a list at the margin", "a list and a key behind it", "in brackets"],
)
def test_entry_comes_behind_those_that_are_there(below: str, added: str) -> None:
    assert corrected(BASE + below).endswith(added)


def test_columns_that_stand_flush_keep_their_width() -> None:
    spaced = BASE.replace("本年新收: [166,", "本年新收: [   166,")
    assert spaced != BASE

    assert "[  1700," in corrected(spaced, value="1700")


@pytest.mark.parametrize(
    ("place", "value", "why"),
    [
        ("申请.本年新收", "1", "不是一格"),
        ("申请.本年新收.自燃人", "1", "认不出是哪一格"),
        ("五", "1", "不是一格"),
        ("申请,本年新收，自然人", "1", "请把“申请,本年新收，自然人”改成“申请.本年新收.自然人”"),
        (PLACE, "十", "不是这一格能填的数。是不是“10”？"),
        (PLACE, "1,208", "是不是“1208”？"),
        (PLACE, "无", "没有发生写 0"),
        (PLACE, "166", "本来就是 166"),
        (PLACE, "166件", "本来就是 166"),
    ],
)
def test_what_cannot_be_meant_is_refused(place: str, value: str, why: str) -> None:
    with pytest.raises(UsageError, match=why):
        corrected(BASE, place, value)


def test_day_before_the_last_correction_of_the_cell_is_refused() -> None:
    later = corrected(BASE).replace("date: 2024-03-01", "date: 2024-05-06")

    with pytest.raises(UsageError, match=r"在 2024-05-06 更正过，这次的日期不能早于那一天，写的是 2024-03-01"):
        corrected(later, value="171")


def test_reason_that_yaml_would_read_otherwise_is_quoted() -> None:
    text = corrected(BASE, reason='见“说明”: {a}, # "b"')
    report, findings = subjects.load(text, year=2023)

    assert [item for item in findings if item.code == "syntax"] == []
    assert report.corrections[0].reason == '见“说明”: {a}, # "b"'


def test_windows_line_ends_stay() -> None:
    text = BASE.replace("\n", "\r\n")
    after = corrected(text)

    assert after.count("\r\n") == after.count("\n")


def test_many_cells_of_many_reports_are_changed_and_nothing_else() -> None:
    rng = chance("correct")
    reports = list(clean_district(8, 2).reports.values())
    for _ in range(40):
        report = rng.choice(reports)
        form = report.form
        assert form is not None
        table, row, column = rng.choice(counts(report, 0))
        model = form.table_index[table]
        place = place_id(form, table, model.rows[row].id, model.columns(row)[column].id)
        text = report_text(report)
        loaded, _ = subjects.load(text, year=report.year, slug=report.agency)
        value = str(int(report.grids[table][row][column].number) + rng.randint(1, 2000))
        correction = corrected_data(
            loaded, text.encode(), place, value, reason="填错", date=DAY, registry=subjects.registry()
        )
        again, findings = subjects.load(correction.change.after.decode(), year=report.year, slug=report.agency)
        assert str(again.grids[table][row][column].value) == value
        assert (correction.after, again.corrections[0].after) == (value, value)
        assert place_text(form, again.corrections[0].place) == correction.place
        assert [item for item in findings if item.level.value == "error"] == []
