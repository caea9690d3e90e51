"""Sentences and the cells that they speak of: every number is read as said.yml lists it, and nothing besides."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from gongkai.checks.prose.compare import Tables, judge
from gongkai.checks.prose.mentions import StatementKind
from gongkai.checks.prose.reading import mentions_of
from tests.checks import subjects
from tests.checks.case_files import BASES
from tests.yaml_texts import yaml_as_written

if TYPE_CHECKING:
    from gongkai.checks.prose.mentions import Mention

FOLDER = Path(__file__).parent
YEAR = 2023
SENTENCES = yaml_as_written((FOLDER / "said.yml").read_text(encoding="utf-8"))


def read(section: str, sentence: str) -> tuple[list[str], list[Mention]]:
    """What a sentence in a section says, as said.yml writes it."""
    report, _ = subjects.load((BASES / "consistent-2021.yml").read_text(encoding="utf-8"), year=YEAR)
    assert report.form is not None
    title = next(item.title for item in report.form.sections if item.number == section)
    subject = subjects.subject(report, markdown=f"# 题\n\n## {section}、{title}\n\n{sentence}\n")
    assert subject.narrative is not None
    tables = Tables(subject)
    mentions = list(mentions_of(subject.narrative, tables))
    return [written(mention, tables) for mention in mentions], mentions


def written(mention: Mention, tables: Tables) -> str:
    """``223 requests.received.total``."""
    statement = mention.statement
    judgement = judge(statement, tables)
    reading = judgement.reading if judgement else statement.readings[0]
    parts = [str(statement.quantity.value), "+".join(place(tables, *tables.ids(cell)) for cell in reading)]
    parts += [statement.kind.value] if statement.kind is not StatementKind.FIGURE else []
    parts += ["unsure"] if not statement.sure else []
    parts += [str(statement.year)] if statement.year != YEAR else []
    return " ".join(parts)


def place(tables: Tables, table: str, row: str, column: str) -> str:
    return f"{table}.{column}" if tables.form.table_index[table].by_blocks else f"{table}.{row}.{column}"


@pytest.mark.parametrize("case", SENTENCES, ids=lambda case: case["say"][:24])
def test_sentence_speaks_of_the_cells_that_are_listed(case: dict[str, Any]) -> None:
    assert read(case["section"], case["say"])[0] == case["is"]


def test_ways_of_speaking_are_many() -> None:
    assert len(SENTENCES) > 80
    assert sum(not case["is"] for case in SENTENCES) > 20, "what is no figure counts as much"


@pytest.mark.parametrize(
    ("line", "column", "number"),
    [
        ("新收申请 **223** 件。", 8, "223"),
        ("新收申请２２３件。", 5, "２２３"),
        ("- 新收申请 [223](a/12.md) 件", 9, "223"),
    ],
)
def test_place_is_that_of_the_number_in_the_file(line: str, column: int, number: str) -> None:
    _, (mention,) = read("三", line)
    assert (mention.line, mention.column) == (5, column)
    assert line[mention.column - 1 :].startswith(number)


def test_sentence_that_is_wrapped_is_one_and_lines_of_a_list_are_several() -> None:
    wrapped = "本年度本单位坚持依法公开，共受理公民提出的政府信息公开申\n请 223 件，均按期办结。"
    assert read("三", wrapped)[0] == ["223 requests.received.total"]
    listed = "新收申请 223 件，其中：\n\n- 自然人 166 件；\n- 商业企业 39 件。"
    assert read("三", listed)[0][1:] == ["166 requests.received.natural_person", "39 requests.received.enterprise"]


def test_what_a_macro_prints_is_no_mention_and_is_gone_on_with() -> None:
    bound = '新收申请 {{ figure("申请.本年新收.总计") }} 件，其中自然人 166 件，占 74.4%。'
    assert read("三", bound)[0] == [
        "166 requests.received.natural_person",
        "74.4 requests.received.natural_person share",
    ]


@pytest.mark.parametrize(
    "text", ["<!-- 受理申请 5 件 -->", "```\n受理申请 5 件\n```", "| 受理申请 | 5 件 |\n|---|---|", "`受理申请 5 件`"]
)
def test_what_is_no_prose_is_not_read(text: str) -> None:
    assert read("三", text)[0] == []
