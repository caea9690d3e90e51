"""A document with the reports of several offices: that of the office which is asked for is read, and it is a draft."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from gongkai.errors import ReadError
from gongkai.importing import Job
from gongkai.importing.wording.joining import joined
from gongkai.importing.wording.remarks import group_text
from gongkai.readers.document import SourceParagraph
from gongkai.readers.document.titles import other_titles
from gongkai.readers.facts.reports_within import with_one_report
from gongkai.readers.formats.reading import read_document
from gongkai.readers.remarks import Doubt, Remark
from gongkai.reports import Status
from tests.importing.sample_documents import AGENCY, FORMS, brought, page

if TYPE_CHECKING:
    from pathlib import Path

OTHER = "样例县水利局"
FIGURES = {"行政许可": "77", "本年新收": "6 2 0 0 1 0 9", "行政复议": "2 0 0 0 2"}
BOTH = page().replace("</body></html>", "") + page(agency=OTHER, given=FIGURES).partition("<body>")[2]
TWO_OFFICES = read_document(BOTH.encode(), name="a.html")


@pytest.mark.parametrize(("name", "count"), [(AGENCY, "31"), (OTHER, "77")])
def test_report_of_the_office_that_is_named_is_read(tmp_path: Path, name: str, count: str) -> None:
    file = tmp_path / "a.html"
    file.write_text(BOTH, encoding="utf-8")
    (item,) = brought(tmp_path / "site", Job(file, "yangli", None, name, "a.html"))

    (data,) = (planned for planned in item.writes if planned.path.endswith("2023.yml"))
    assert re.search(rf"行政许可: +{count}\n", data.content.decode())
    assert item.status is Status.DRAFT
    assert [remark.code for remark in item.remarks] == ["one-of-reports"]


@pytest.mark.parametrize(("name", "count"), [(AGENCY, "31"), ("样例镇人民政府", "5"), (OTHER, "77")])
def test_title_of_a_page_on_a_whole_county_gives_no_office_the_tables_of_another(name: str, count: str) -> None:
    town = page(agency="样例镇人民政府", given={"行政许可": "5"}).partition("<body>")[2].partition("</body>")[0]
    text = BOTH.replace("<head>", "<head><title>样例县2023年政府信息公开工作年度报告</title>")
    text = text.replace(f"<h1>{OTHER}", f"{town}<h1>{OTHER}")
    own = with_one_report(read_document(text.encode(), name="a.html"), [name], None, "a.html")

    assert next(own.grids()).rows[6][1].text == count
    assert len(list(own.grids())) == 3


@pytest.mark.parametrize(("above", "below"), [("", 40), (f"<p>{OTHER}2023年政府信息公开工作年度报告</p>", 2)])
def test_report_begins_at_a_heading_far_above_its_first_section_and_at_the_first_of_its_titles(
    above: str, below: int
) -> None:
    text = BOTH.replace(f"<h1>{OTHER}", f"{above}<h1>{OTHER}")
    first, title, rest = text.rpartition("年度报告</h1>")
    both = read_document(f"{first}{title}{'<p>格式依据</p>' * below}{rest}".encode(), name="a.html")

    own = with_one_report(both, [OTHER], None, "a.html")
    assert next(own.grids()).rows[6][1].text == "77"
    assert next(with_one_report(both, [AGENCY], None, "a.html").grids()).rows[6][1].text == "31"


def test_heading_in_the_middle_of_a_report_begins_no_other() -> None:
    text = page().replace("<p>四、", f"<h3>{OTHER}2022年政府信息公开工作年度报告</h3><p>四、") + "<p>一、附注</p>"
    assert not list(other_titles(read_document(text.encode(), name="a.html"), ""))


def test_equal_tables_of_two_offices_are_no_copies() -> None:
    text = page().replace("</body></html>", "") + page(agency=OTHER).partition("<body>")[2]
    both = read_document(text.encode(), name="a.html")

    assert len(list(both.grids())) == 6
    assert len(list(with_one_report(both, [OTHER], None, "a.html").grids())) == 3


@pytest.mark.parametrize("names", [[], ["样例县民政局"], ["局"], ["样例县"]])
def test_reports_of_several_offices_are_refused_where_none_of_them_is_named(names: list[str]) -> None:
    with pytest.raises(ReadError, match=f"有 2 家单位的报告：{AGENCY}、{OTHER}，不知道要哪一家的"):
        with_one_report(TWO_OFFICES, names, None, "a.html")


def test_report_of_the_year_that_is_asked_for_is_kept_alone() -> None:
    text = page().replace("</body></html>", "") + page(year=2024, given=FIGURES).partition("<body>")[2]
    both = read_document(text.encode(), name="a.html")

    assert with_one_report(both, [AGENCY], None, "a.html") is both
    own = with_one_report(both, [AGENCY], 2024, "a.html")
    assert list(own.blocks) == list(both.blocks[-len(own.blocks) :])
    assert dict(own.notices[0].args)["title"] == f"{AGENCY}2024年政府信息公开工作年度报告"


def test_report_is_not_cut_where_the_tables_of_all_stand_together() -> None:
    texts = [block for block in TWO_OFFICES.blocks if isinstance(block, SourceParagraph)]
    tables = [block for block in TWO_OFFICES.blocks if not isinstance(block, SourceParagraph)]
    together = replace(TWO_OFFICES, blocks=(*texts, *tables))

    assert with_one_report(together, [OTHER], None, "a.html") is together


def test_report_of_the_office_that_the_site_has_is_read(tmp_path: Path) -> None:
    file = tmp_path / "a.html"
    file.write_text(BOTH, encoding="utf-8")
    agency = tmp_path / "site" / "data" / "yangli" / "agency.yml"
    agency.parent.mkdir(parents=True)
    agency.write_text(f"name: {OTHER}\n", encoding="utf-8")
    (item,) = brought(tmp_path / "site", Job(file, "yangli", None, None, "a.html"))

    (data,) = (planned for planned in item.writes if planned.path.endswith("2023.yml"))
    assert re.search(r"行政许可: +77\n", data.content.decode())


def test_tables_below_the_same_caption_are_one_question() -> None:
    remarks = [
        Remark(Doubt.GUESSED, "other-set", text=text, table=table)
        for table, text in (("proactive", "本级数据"), ("requests", "本级数据"), ("review", "2022年"))
    ]
    groups = joined(remarks)

    assert [group.count for group in groups] == [2, 1]
    assert group_text(groups[0], FORMS["gia-2021"]).startswith("主动公开表、申请表：原件另有这样的表，在“本级数据”下面")
    assert group_text(groups[1], FORMS["gia-2021"]).startswith("复议诉讼表：")
