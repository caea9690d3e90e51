"""Where in the file of the narrative rows stand that were left in it, and how many of them are told together."""

from __future__ import annotations

from gongkai.importing.wording.joining import joined
from gongkai.importing.wording.text_lines import with_lines
from gongkai.readers.remarks import Doubt, Remark

TEXT = "# 报告\n\n2019年（一）予以公开\n\n" + "".join(f"2020年第{number}项\n\n" for number in range(7))


def row(text: str, table: str | None) -> Remark:
    return Remark(Doubt.UNKNOWN, "row-in-text", text=text, table=table)


def test_line_that_may_be_a_row_has_its_place() -> None:
    other = Remark(Doubt.UNKNOWN, "unread", text="1 2 3", table="requests")

    remarks = with_lines([other, row("2019年（一）予以公开", "requests"), row("没有的", None)], TEXT, "a.md")

    assert remarks[0] == other
    assert [dict(item.args)["place"] for item in remarks[1:]] == ["a.md:3", "a.md"]


def test_many_lines_of_a_table_are_told_together_and_none_is_lost() -> None:
    many = [row(f"2020年第{number}项", "requests") for number in range(7)]
    every = with_lines([row("2019年（一）予以公开", "review"), *many], TEXT, "a.md")

    for rows_apart in (True, False):
        review, requests = joined(every, rows_apart=rows_apart)
        assert review.first.args == (("place", "a.md:3"),)
        assert requests.first.args == (("place", "a.md:5 起，共 7 处"),)
        assert requests.first.text == "；".join(item.text for item in many)
        assert [dict(item.args)["place"] for item in requests.members] == [f"a.md:{5 + 2 * n}" for n in range(7)]


def test_many_lines_of_no_table_have_a_place_each() -> None:
    assert len(joined(with_lines([row(f"2020年第{number}项", None) for number in range(7)], TEXT, "a.md"))) == 7
