"""Heads of columns in words of the document's own are quoted, and not called missing."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest

from gongkai.importing import lines
from gongkai.reports import Status
from tests.importing.sample_documents import FORMS, one, page
from tests.importing.test_excess import beside

if TYPE_CHECKING:
    from pathlib import Path

PAGE = page()
OWN = {
    "自然人": "个人",
    "商业企业": "公司",
    "科研机构": "研究单位",
    "社会公益组织": "公益团体",
    "法律服务机构": "律所",
    "其他": "别的申请人",
    "总计": "全部",
}


def with_heads_of_its_own(text: str) -> str:
    """A text with the heads of the columns of the request table in other words."""
    return re.sub(
        "(自然人.*?法律服务机构.*?其他)(.*?一、本年新收)?",
        lambda match: "".join(OWN.get(word, word) for word in re.split(f"({'|'.join(OWN)})", match[0])),
        text,
        count=1,
        flags=re.DOTALL,
    )


def looks(tmp_path: Path, name: str, text: str) -> list[str]:
    item = one(tmp_path, name, text)
    assert item.status is Status.DRAFT
    return [line for line in lines([item], FORMS, dry_run=False) if "栏" in line and " 请核对：" in line]


def test_heads_in_other_words_are_quoted(tmp_path: Path) -> None:
    (line,) = looks(tmp_path, "a.html", with_heads_of_its_own(PAGE))
    assert "原件的栏目名称（“个人、公司、研究单位、公益团体、律所、别的申请人、全部”）和格式的写法不同" in line
    assert "没有这些栏目的名称" not in line


@pytest.mark.parametrize("heads", [[], [""] * 7])
def test_table_without_heads_is_said_to_have_none(tmp_path: Path, heads: list[str]) -> None:
    requests = re.findall("<table>.*?</table>", PAGE)[1]
    first = re.findall("<tr>.*?</tr>", requests)[0]
    cells = "".join(f"<td>{head}</td>" for head in ("", *heads))
    bare = requests.replace(first, f"<tr>{cells}</tr>" if heads else "")
    (line,) = looks(tmp_path, "a.html", PAGE.replace(requests, bare))
    assert "原件没有这些栏目的名称" in line


def test_head_of_this_year_is_one_beside_that_of_last_year(tmp_path: Path) -> None:
    lines_of_heads = looks(tmp_path, "a.html", beside("去年件数", "办结数"))
    assert "原件另有“去年件数”一栏，那一栏的数不是本年的。可能是：31。" in lines_of_heads[0]
    assert not any("本年制发件数" in line for line in lines_of_heads)


def test_column_of_last_year_s_beside_several_of_this_one(tmp_path: Path) -> None:
    table = re.findall("<table>.*?</table>", PAGE)[0]
    worded = table.replace("本年制发", "当年出台").replace("本年废止", "当年取消").replace("现行", "年末")
    wider = worded.replace("<td>年末有效件数</td>", "<td>年末有效件数</td><td>上年末有效件数</td>")
    wider = re.sub("(<td>(?:规章|行政规范性文件)</td>(?:<td>[0-9]+</td>){3})", r"\1<td>7</td>", wider)
    shown = "\n".join(lines([one(tmp_path, "a.html", PAGE.replace(table, wider))], FORMS, dry_run=False))
    assert "“行政规范性文件 2 1 9 7”。原件另有“上年末有效件数”一栏，那一栏的数不是本年的。可能是：2、1、9。" in shown
