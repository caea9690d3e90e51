"""The two statutory forms: ids and labels as the standard has them, and what every row must say of itself."""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING, Any

import pytest

from gongkai.figures import Kind
from gongkai.forms.model import Head, Row, canonical
from tests.shipped import statutory_forms
from tests.yaml_texts import read_yaml

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from pathlib import Path

    from gongkai.forms import Form, Table

FORMS = {form.id: form for form in statutory_forms()}
TODAY = ("gia-2019", "gia-2021")
"""The forms of which something is stated here that need not hold for another."""
EVERY = pytest.mark.parametrize("form", FORMS.values(), ids=list(FORMS))


def heads_as_data(heads: Iterable[Head]) -> dict[str, Any]:
    """Return a head tree as the standard writes it: id → label, or label and columns."""
    return {
        head.id.rpartition(".")[2]: {"label": head.label, "columns": heads_as_data(head.children)}
        if head.children
        else head.label
        for head in heads
    }


def rows_as_data(rows: Iterable[Row]) -> dict[str, Any]:
    """Return rows with the groups above them as the standard writes them."""
    data: dict[str, Any] = {}
    for row in rows:
        level = data
        for group in row.groups:
            level = level.setdefault(group.id, {"label": group.label, "rows": {}})["rows"]
        level[row.id] = row.name.label
    return data


def table_as_data(table: Table) -> dict[str, Any]:
    """Return a table with the keys of the standard."""
    data: dict[str, Any] = {"name": table.name.short}
    blocks = [
        {
            "title": block.title,
            "columns": heads_as_data(block.heads),
            "rows": rows_as_data(row for row in table.rows if row.block == number),
        }
        for number, block in enumerate(table.blocks)
    ]
    if table.blocks[0].title:
        (row_head,) = {block.row_head for block in table.blocks}
        return {**data, "row_head": row_head, "blocks": blocks}
    (block,) = table.blocks
    data |= {key: blocks[0][key] for key in ("columns", "rows")}
    if table.by_blocks:
        return {**data, "write": "blocks"}
    short = {row.id: row.name.short for row in table.rows}
    return {**data, "short": short, "corner": block.corner, "columns_head": block.columns_head}


@pytest.mark.parametrize("name", list(FORMS))
def test_form_has_the_ids_and_labels_of_the_standard(name: str, shared: Path) -> None:
    standard = read_yaml((shared / "standard" / f"{name}.yml").read_text(encoding="utf-8"))
    # Article 14 speaks of laws and administrative regulations alone; the standard's own short name is read as well.
    assert standard["tables"]["requests"]["short"]["denied_law"] == "法律法规禁止公开"
    standard["tables"]["requests"]["short"]["denied_law"] = "法律行政法规禁止"
    form = FORMS[name]

    assert form.title == standard["title"]
    assert [
        {"number": item.number, "title": item.title, **({"table": item.table} if item.table else {})}
        for item in form.sections
    ] == standard["sections"]
    assert [table.id for table in form.tables] == list(standard["tables"])
    for table in form.tables:
        assert table_as_data(table) == standard["tables"][table.id]
        assert list(ids_in_order(standard["tables"][table.id])) == [row.id for row in table.rows]


def ids_in_order(table: dict[str, Any]) -> Iterator[str]:
    """Return the ids of a standard's leaf rows from top to bottom."""

    def walk(rows: dict[str, Any]) -> Iterator[str]:
        for name, row in rows.items():
            if isinstance(row, dict):
                yield from walk(row["rows"])
            else:
                yield name

    for block in table.get("blocks", [table]):
        yield from walk(block["rows"])


def test_forms_are_for_the_years_that_their_notices_name() -> None:
    assert [FORMS[name].years.start for name in TODAY] == [2019, 2021]
    for form, following in pairwise(FORMS.values()):
        assert form.years.to == following.years.start - 1
    assert list(FORMS.values())[-1].years.to is None
    assert FORMS["gia-2019"].encouraged == (2019,)
    assert FORMS["gia-2021"].overview_limit == 1000
    assert FORMS["gia-2019"].overview_limit is None


@EVERY
def test_form_says_what_its_sections_have_to_hold(form: Form) -> None:
    aspects = ("主动公开", "依申请公开", "政府信息管理", "平台建设", "监督保障")
    holds = {section.number: section.holds for section in form.sections if section.holds}

    assert holds == {"一": "overview", "五": "problems", "六": "others"}
    assert tuple(aspect.name for aspect in form.aspects) == aspects
    assert tuple(aspect.name for aspect in form.assessment) == ("工作考核", "社会评议", "责任追究")
    words = [word for aspect in form.aspects for word in aspect.words]
    assert len(set(words)) == len(words), "a word stands for one aspect"


def test_form_of_2021_alone_asks_for_the_fee_in_section_six() -> None:
    stated = {
        name: [(item.number, item.fee_within) for item in form.sections if item.fee_within]
        for name, form in FORMS.items()
        if name in TODAY
    }

    assert stated == {"gia-2019": [], "gia-2021": [("六", ("proactive", "fees", "amount"))]}


@EVERY
def test_every_row_says_what_it_counts_and_what_it_rests_on(form: Form) -> None:
    for table in form.tables:
        for row in table.rows:
            assert row.counts, row.id
            assert row.counts.endswith("。"), row.id
            assert row.article, row.id
            # One row rests on the form alone: article 36 does not speak of it.
            own = row.id == "rejected_confirmation"
            assert row.article.startswith("年度报告格式，申请表" if own else "条例第"), row.id


@EVERY
def test_every_column_says_what_it_counts(form: Form) -> None:
    for table in form.tables:
        for block in table.blocks:
            for head in leaves(block.heads):
                assert head.counts, head.id


def every(heads: Iterable[Head]) -> Iterator[Head]:
    for head in heads:
        yield head
        yield from every(head.children)


def leaves(heads: Iterable[Head]) -> Iterator[Head]:
    for head in heads:
        yield from leaves(head.children) if head.children else (head,)


@EVERY
def test_short_names_are_unique_and_have_no_dots(form: Form) -> None:
    for table in form.tables:
        lines = [line.name.short for line in table.lines]
        assert len(lines) == len(set(map(canonical, lines)))
        for line in table.lines:
            columns = [table.columns(line.row)[place].name.short for place in line.columns]
            assert len(columns) == len(set(map(canonical, columns)))
            assert not any("." in name for name in (*lines, *columns))
    assert len({table.name.short for table in form.tables}) == len(form.tables)


@EVERY
def test_every_row_is_written_by_id_short_name_and_printed_label(form: Form) -> None:
    for table in form.tables:
        for number, line in enumerate(table.lines):
            for name in (line.name.id, line.name.short, line.name.label, *line.name.also):
                assert table.line_index[canonical(name)] == number


@EVERY
def test_every_column_and_cell_belongs_to_one_line(form: Form) -> None:
    for table in form.tables:
        written = [(line.row, column) for line in table.lines for column in line.columns]
        every = [(row, column) for row in range(len(table.rows)) for column in range(len(table.columns(row)))]
        assert written == every


@EVERY
def test_every_rule_of_the_notice_is_there_and_names_cells(form: Form) -> None:
    codes = [(item.code, item.rule) for item in form.identities]

    assert codes == [("balance", "R1"), ("outcome-total", "R2"), ("row-total", "R3"), *[("review-total", "R4")] * 3]
    for item in form.identities:
        names = {row.id for row in form.table_index[item.table].rows}
        if item.each == "row":
            names = {column.id for block in form.table_index[item.table].blocks for column in block.columns}
        parts = (*item.parts, *item.left, *item.right, *((item.total,) if item.total else ()))
        assert set(parts) <= names
        assert len(parts) == len(set(parts)), "nothing is added up twice"
        assert item.wording
        assert form.identities_for(form.years.start, item.code)


@EVERY
def test_sums_run_over_everything_that_is_no_total(form: Form) -> None:
    requests = form.table_index["requests"]
    outcome, row = (
        next(item for item in form.identities if item.code == code) for code in ("outcome-total", "row-total")
    )

    assert {*outcome.parts, "received", "carried_in", "outcome_total", "carried_out"} == {
        row.id for row in requests.rows
    }
    assert [*row.parts, "total"] == [column.id for column in requests.columns(0)]
    for item in form.identities:
        if item.code == "review-total":
            block = (item.total or "").partition(".")[0]
            assert item.parts == tuple(f"{block}.{verdict}" for verdict in ("upheld", "corrected", "other", "pending"))


@pytest.mark.parametrize("form", [FORMS[name] for name in TODAY], ids=TODAY)
def test_only_the_columns_that_may_be_are_no_counts(form: Form) -> None:
    kinds = {
        (row.id, column.id): (column.kind, column.unit)
        for table in form.tables
        for number, row in enumerate(table.rows)
        for column in table.columns(number)
        if column.kind is not Kind.COUNT
    }
    changes = {
        (row, "change"): (Kind.CHANGE, None) for row in ("licensing", "other_services", "penalties", "coercion", "fees")
    }
    expected = {
        "gia-2019": {**changes, ("procurement", "amount"): (Kind.AMOUNT, None)},
        "gia-2021": {("fees", "amount"): (Kind.AMOUNT, "万元")},
    }

    assert kinds == expected[form.id]


def test_rows_answer_to_rows_of_the_other_form() -> None:
    old, new = FORMS["gia-2019"], FORMS["gia-2021"]
    for form, other in ((old, new), (new, old)):
        for table in form.tables:
            theirs = {row.id for row in other.table_index[table.id].rows}
            for row in table.rows:
                assert row.answers is not None, row.id
                assert set(row.answers.rows) <= theirs, row.id
                assert row.answers.comparable or row.answers.why, f"{row.id}: says why it cannot be compared"


def test_nothing_of_section_two_is_compared_across_the_forms() -> None:
    for form in (FORMS[name] for name in TODAY):
        assert not any(row.answers and row.answers.comparable for row in form.table_index["proactive"].rows)


def test_one_row_of_the_old_form_answers_to_three_of_the_new() -> None:
    old, new = (FORMS[name].table_index["requests"] for name in ("gia-2019", "gia-2021"))
    three = ("other_no_supplement", "other_fee_unpaid", "other_other")
    answer = old.rows[old.row_index["other"]].answers

    assert answer is not None
    assert answer.rows == three
    assert [new.rows[new.row_index[name]].answers for name in three] == [new.rows[new.row_index[three[0]]].answers] * 3


@EVERY
def test_every_term_is_in_use_explained_and_rests_on_an_article(form: Form) -> None:
    references = {row.glossary for table in form.tables for row in table.rows}
    references |= {group.glossary for table in form.tables for row in table.rows for group in row.groups}
    for table in form.tables:
        for block in table.blocks:
            references |= {head.glossary for head in every(block.heads)}
    for term in form.glossary:
        assert term.meaning.endswith("。"), term.id
        assert term.article, term.id
    general = {"annual_report", "proactive_disclosure"}
    assert references - {None} == {term.id for term in form.glossary} - general


ARTICLES = {
    "三安全一稳定": "第十四条",
    "国家秘密": "第十四条",
    "第三方合法权益": "第十五条",
    "三类内部事务信息": "第十六条第一款",
    "四类过程性信息": "第十六条第二款、法释〔2025〕8号第五条",
    "行政执法案卷": "第十六条第二款、法释〔2025〕8号第五条",
    "依申请公开": "第二十七条、第三十三条",
    "补正": "第三十条",
    "结转": "第五十条第（二）项；年度报告格式，申请表第二项、第四项",
    "大量反复申请": "第三十五条",
    "不掌握": "第三十六条第（四）项、第（五）项",
    "重复申请": "第三十六条第（六）项",
    "行政查询事项": "第三十六条第（七）项",
    "区分处理": "第三十七条",
    "没有现成信息": "第三十八条",
    "信访举报投诉类申请": "第三十九条第一款",
    "公开出版物": "第三十九条第二款",
    "尚未审结": "第五十条第（三）项",
    "行政复议": "第五十一条",
    "行政诉讼": "第五十一条、《行政复议法》第二十三条、法释〔2025〕8号第一条、第十条",
}
"""What the regulation of 2019 (国务院令第711号) and later texts say where, written down apart from the forms."""


@EVERY
def test_difficult_terms_rest_on_the_article_that_speaks_of_them(form: Form) -> None:
    articles = {term.term: term.article for term in form.glossary}
    assert {term: articles.get(term) for term in ARTICLES} == {term: f"条例{text}" for term, text in ARTICLES.items()}


@EVERY
def test_every_figure_says_what_it_counts_and_rests_on_an_article(form: Form) -> None:
    for table in form.tables:
        for row in table.rows:
            assert row.counts, row.id
            assert row.article, row.id
        for block in table.blocks:
            assert [head.id for head in every(block.heads) if not head.children and not head.counts] == []
