"""Places: cells, rows, tables and sections answer to ids and short names; a wrong one names its neighbour."""

from __future__ import annotations

import pytest

from gongkai.errors import PlaceError
from gongkai.forms import Form, Place, place_id, resolve, shipped_forms
from gongkai.forms.places import nearest

FORMS = {form.id: form for form in shipped_forms()}
OLD, NEW = FORMS["gia-2019"], FORMS["gia-2021"]


def cells(form: Form) -> list[tuple[str, str, str]]:
    return [
        (table.id, row.id, column.id)
        for table in form.tables
        for number, row in enumerate(table.rows)
        for column in table.columns(number)
    ]


@pytest.mark.parametrize("form", FORMS.values(), ids=list(FORMS))
def test_every_cell_is_found_by_the_place_that_exports_use(form: Form) -> None:
    for cell in cells(form):
        assert resolve(form, place_id(form, *cell)).cell == cell


@pytest.mark.parametrize("form", FORMS.values(), ids=list(FORMS))
def test_no_two_cells_have_one_place(form: Form) -> None:
    places = [place_id(form, *cell) for cell in cells(form)]

    assert len(places) == len(set(places))


@pytest.mark.parametrize("form", FORMS.values(), ids=list(FORMS))
def test_every_cell_is_found_by_short_names(form: Form) -> None:
    places = [
        resolve(form, f"{table.name.short}.{line.name.short}.{table.columns(line.row)[column].name.short}").cell
        for table in form.tables
        for line in table.lines
        for column in line.columns
    ]

    assert places == cells(form)


@pytest.mark.parametrize("form", FORMS.values(), ids=list(FORMS))
def test_every_row_and_table_is_found_by_its_place(form: Form) -> None:
    for table in form.tables:
        assert resolve(form, place_id(form, table.id)) == Place(table=table.id)
        for row in table.rows:
            assert resolve(form, place_id(form, table.id, row.id)) == Place(table=table.id, row=row.id)


@pytest.mark.parametrize(
    ("text", "cell"),
    [
        ("申请.本年新收.总计", ("requests", "received", "total")),
        ("requests.received.total", ("requests", "received", "total")),
        ("申请.received.总计", ("requests", "received", "total")),
        (" 申请 . 本年新收 . 总计 ", ("requests", "received", "total")),
        ("申请.三安全一稳定.自然人", ("requests", "denied_safety", "natural_person")),
        ("复议诉讼.行政复议.尚未审结", ("review", "cases", "reconsideration.pending")),
        ("review.reconsideration.pending", ("review", "cases", "reconsideration.pending")),
        ("review.cases.reconsideration.pending", ("review", "cases", "reconsideration.pending")),
        ("复议诉讼.件数.复议后起诉.总计", ("review", "cases", "litigation_after.total")),
        ("主动公开.行政事业性收费.收费金额", ("proactive", "fees", "amount")),
    ],
)
def test_cell_is_found(text: str, cell: tuple[str, str, str]) -> None:
    assert resolve(NEW, text).cell == cell


def test_section_is_found_by_its_number() -> None:
    assert resolve(NEW, "六") == Place(section="六")
    assert resolve(NEW, "三") == Place(section="三", table="requests")


def test_group_of_a_table_by_blocks_is_a_row_with_its_columns() -> None:
    place = resolve(NEW, "复议诉讼.行政复议")

    assert (place.table, place.row, place.cell) == ("review", "cases", None)
    verdicts = ("upheld", "corrected", "other", "pending", "total")
    assert place.cols == tuple(f"reconsideration.{verdict}" for verdict in verdicts)


@pytest.mark.parametrize(
    ("form", "text", "message"),
    [
        (NEW, "申情.本年新收", "没有“申情”这张表。是不是“申请.本年新收”？"),
        (NEW, "七", "没有“七”这张表。可写：主动公开、申请、复议诉讼。"),
        (NEW, "", "没有“”这张表。可写：主动公开、申请、复议诉讼。"),
        (NEW, "申请.本年新增.总计", "没有“本年新增”这一行。是不是“申请.本年新收.总计”？"),
        (NEW, "requests.recieved.total", "没有“recieved”这一行。可写：本年新收、上年结转、"),
        (
            NEW,
            "申请.本年新收.合共",
            "没有“合共”这一列。可写：自然人、商业企业、科研机构、社会公益组织、法律服务机构、其他、总计。",
        ),
        (NEW, "申请.本年新收.", "没有“”这一列。"),
        (NEW, "申请.本年新收.总计.总计", "没有“总计.总计”这一列。"),
        (
            NEW,
            "申请.其他处理",
            "“其他处理”是几行合起来的名称，没有自己的数，请写到其中一行。可写：逾期不补正、逾期不缴费、其他。",
        ),
        (OLD, "申请.逾期不补正", "没有“逾期不补正”这一行。"),
        (NEW, "复议诉讼.行政复议.结果维护", "没有“结果维护”这一列。是不是“复议诉讼.行政复议.结果维持”？"),
        (
            NEW,
            "复议诉讼.行政诉讼.总计",
            "“行政诉讼”是几行合起来的名称，没有自己的数，请写到其中一行。可写：未经复议直接起诉、复议后起诉。",
        ),
        (NEW, "申请.不予公开.总计", "“不予公开”是几行合起来的名称，"),
    ],
)
def test_place_that_is_none_names_the_nearest(form: Form, text: str, message: str) -> None:
    with pytest.raises(PlaceError) as caught:
        resolve(form, text)

    assert str(caught.value).startswith(message)


def test_nearest_asks_more_of_latin_letters() -> None:
    assert nearest("规帐", ["规章", "行政许可"]) == "规章"
    assert nearest("remarks", ["heads", "version"]) is None
    assert nearest("waiver", ["waivers", "notes"]) == "waivers"
    assert nearest("危及“三安全一稳”", ["三安全一稳定"]) == "三安全一稳定"
    assert nearest("会议纪要", ["规章", "行政许可"]) is None


def test_place_covers_what_lies_wholly_within_it() -> None:
    table, row = resolve(NEW, "申请"), resolve(NEW, "申请.本年新收")
    cell, group = resolve(NEW, "申请.本年新收.总计"), resolve(NEW, "复议诉讼.行政复议")

    assert table.covers("requests", "received", "total")
    assert table.covers("requests", None, None)
    assert not table.covers("review", None, None)
    assert row.covers("requests", "received", None)
    assert row.covers("requests", "received", "total")
    assert not row.covers("requests", "granted", "total")
    assert not row.covers("requests", None, None)
    assert cell.covers("requests", "received", "total")
    assert not cell.covers("requests", "received", None)
    assert not cell.covers("requests", "received", "other")
    assert group.covers("review", "cases", "reconsideration.total")
    assert not group.covers("review", "cases", "litigation_direct.total")
    assert not resolve(NEW, "六").covers("requests", None, None)
