"""A document with the reports of several offices: that of the office which is asked for is read, and it is a draft."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest

from gongkai.importing import Job
from gongkai.importing.wording.joining import joined
from gongkai.importing.wording.remarks import group_text
from gongkai.readers.remarks import Doubt, Remark
from gongkai.reports import Status
from tests.importing.sample_documents import AGENCY, FORMS, brought, page

if TYPE_CHECKING:
    from pathlib import Path

OTHER = "样例县水利局"
FIGURES = {"行政许可": "77", "本年新收": "6 2 0 0 1 0 9", "行政复议": "2 0 0 0 2"}
BOTH = page().replace("</body></html>", "") + page(agency=OTHER, given=FIGURES).partition("<body>")[2]


@pytest.mark.parametrize(("name", "count"), [(AGENCY, "31"), (OTHER, "77"), (None, "31")])
def test_report_of_the_office_that_is_named_is_read(tmp_path: Path, name: str | None, count: str) -> None:
    file = tmp_path / "a.html"
    file.write_text(BOTH, encoding="utf-8")
    (item,) = brought(tmp_path / "site", Job(file, "yangli", None, name, "a.html"))

    (data,) = (planned for planned in item.writes if planned.path.endswith("2023.yml"))
    assert re.search(rf"行政许可: +{count}\n", data.content.decode())
    assert item.status is Status.DRAFT
    assert "other-set" in {remark.code for remark in item.remarks}


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
