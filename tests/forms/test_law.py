"""What the forms' texts say, against the official texts that they cite: one case for each of them.

Each case is named after its source. Articles without a name are those of 《政府信息公开条例》 of 2019; notice 60 is
国办公开办函〔2019〕60号, notice 30 is 国办公开办函〔2021〕30号, notice 32 is 国办发〔2014〕32号, measures 109 are
国办函〔2020〕109号, and interpretation 8 is 法释〔2025〕8号.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from gongkai.checks import all_rules, rule_codes, run
from gongkai.errors import FormError
from gongkai.findings import Level, say
from gongkai.forms import Form, FormRegistry, Row, Term, load_form
from gongkai.forms.citations import citation
from gongkai.forms.schema import schema_text
from gongkai.pages.glossary import glossary_of
from gongkai.renders.html.glossary import glossary_html
from gongkai.reports import load_report
from tests.checks import case_files, subjects
from tests.shipped import shipped_form, statutory_forms

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from gongkai.forms.model import Head

FORMS = statutory_forms()
OLD, NEW = shipped_form("gia-2019"), shipped_form("gia-2021")
EVERY = pytest.mark.parametrize("form", FORMS, ids=[form.id for form in FORMS])
NO_FORM = "version: 1\nform: none\npublished: 未载\nstatus: published\n"


def row(form: Form, name: str) -> Row:
    """The row with an id; ids of rows are unique in a form."""
    return next(row for table in form.tables for row in table.rows if row.id == name)


def term(form: Form, name: str) -> Term:
    """The entry of the glossary with an id."""
    return next(term for term in form.glossary if term.id == name)


def heads(form: Form) -> Iterator[Head]:
    """Every cell of every column head."""

    def walk(level: tuple[Head, ...]) -> Iterator[Head]:
        for head in level:
            yield head
            yield from walk(head.children)

    for table in form.tables:
        for block in table.blocks:
            yield from walk(block.heads)


def head(form: Form, name: str) -> Head:
    """The cell of a column head with an id."""
    return next(head for head in heads(form) if head.id == name)


def says(text: str | None, *parts: str) -> bool:
    """Whether a text says all of some things."""
    return text is not None and all(part in text for part in parts)


@EVERY
def test_third_party_article_15(form: Form) -> None:
    meaning = term(form, "third_party").meaning

    assert says(meaning, "第三方同意公开", "行政机关认为不公开会对公共利益造成重大影响", "予以公开")
    assert "本人同意" not in meaning
    assert "可以公开" not in meaning


@EVERY
def test_confirmation_of_information_rests_on_the_form_and_not_on_article_36(form: Form) -> None:
    assert row(form, "rejected_confirmation").article == "年度报告格式，申请表（五）5"


def test_unpaid_fee_rests_on_article_42_and_on_measures_109() -> None:
    for article in (row(NEW, "other_fee_unpaid").article, term(NEW, "processing_fee").article):
        assert says(article, "条例第四十二条", "《政府信息公开信息处理费管理办法》（国办函〔2020〕109号）")


def test_other_handling_of_2019_says_what_notice_60_says_and_nothing_of_later_measures() -> None:
    texts = (row(OLD, "other").counts, term(OLD, "other_handling").meaning)

    assert all(says(text, "新旧条例", "极少数特殊情况") for text in texts)
    assert "缴费" not in "".join(str(text) for text in texts)
    assert says(row(OLD, "other").article, "60号")
    assert "第四十二条" not in str(term(OLD, "other_handling").article)


@pytest.mark.parametrize(("year", "level"), [(2019, Level.NOTICE), (2020, Level.ERROR), (2021, Level.ERROR)])
def test_no_form_in_the_year_for_which_notice_60_only_encouraged_it(year: int, level: Level) -> None:
    report, findings = load_report(
        NO_FORM, path=f"data/a/{year}.yml", agency="a", year=year, registry=FormRegistry(FORMS)
    )

    assert report is not None
    assert [(item.code, item.rule, item.level) for item in findings] == [("form-shape", "R14", level)]
    assert level in next(rule for rule in all_rules() if rule.code == "form-shape").levels


@pytest.mark.parametrize("key", ["new.no-form", "summary.no-form"])
def test_years_before_2019_had_a_prescribed_table_of_notice_32(key: str) -> None:
    text = say(key, {"year": 2017}) if key == "new.no-form" else say(key)

    assert says(text, "统计表", "国办发〔2014〕32号", "没有收录")


def test_no_text_says_that_nothing_was_prescribed_before_2019(root: Path) -> None:
    files = (root / "macros/gongkai/words.zh.yml", *sorted((root / "docs/manual").glob("*.md")))
    text = "".join(file.read_text(encoding="utf-8") for file in files)

    for wrong in ("还没有规定格式", "没有规定格式", "那时没有规定", "没有规定表格", "未规定格式"):
        assert wrong not in text


@EVERY
def test_who_makes_rules_legislation_law(form: Form) -> None:
    rules = term(form, "rules")

    assert says(rules.article, "条例第二十条第（一）项", "《立法法》")
    assert "效力" not in rules.meaning
    assert says(rules.meaning, "国务院部门", "设区的市")


@EVERY
def test_how_many_requests_a_letter_is_stands_in_neither_notice(form: Form) -> None:
    texts = [row(form, "received").counts, *(term.meaning for term in form.glossary)]

    assert not [text for text in texts if "一份申请计一件" in str(text)]


@EVERY
@pytest.mark.parametrize("block", ["reconsideration", "litigation_direct", "litigation_after"])
def test_upheld_interpretation_8(form: Form, block: str) -> None:
    assert says(head(form, f"{block}.upheld").counts, "驳回", "请求")
    assert "没有改变" not in str(head(form, f"{block}.upheld").counts)
    assert says(head(form, f"{block}.other").counts, "撤回复议申请" if block == "reconsideration" else "撤诉、驳回起诉")


@EVERY
def test_verdicts_interpretation_8(form: Form) -> None:
    verdict = term(form, "verdict")
    upheld = verdict.meaning.partition("结果维持：")[2].partition("结果纠正：")[0]
    other = verdict.meaning.partition("其他结果：")[2]

    assert says(upheld, "维持决定", "驳回")
    assert says(other, "撤诉", "驳回起诉")
    assert says(verdict.article, "法释〔2025〕8号")


def test_suit_without_reconsideration_article_23_and_interpretation_8() -> None:
    assert says(head(NEW, "litigation_direct").counts, "2024 年起", "不予公开", "复议")
    for form in FORMS:
        assert says(term(form, "litigation").meaning, "2024 年起", "不予公开", "先申请行政复议")
        assert says(term(form, "litigation").article, "《行政复议法》第二十三条", "法释〔2025〕8号第一条、第十条")


@EVERY
def test_forms_are_silent_on_cases_of_earlier_years(form: Form) -> None:
    texts = [row(form, "cases").counts, term(form, "pending").meaning]

    assert all(says(text, "格式没有规定") for text in texts)
    assert not [text for text in texts if "本年度" in str(text)]


def test_repealed_notice_30() -> None:
    assert head(NEW, "repealed").counts == "本年度废止的文件件数。"


def test_why_licences_are_not_comparable_notice_60() -> None:
    answers = row(NEW, "licensing").answers

    assert answers is not None
    assert says(answers.why, "项目数量、增减和处理决定", "不可比")
    assert "统计的是公开的" not in str(answers.why)
    assert "其他对外管理服务事项" not in str(answers.why)


@EVERY
def test_partial_disclosure_article_37(form: Form) -> None:
    assert says(row(form, "partial").counts, "不属于政府信息")
    assert says(term(form, "partial_disclosure").meaning, "不属于政府信息")


@EVERY
def test_no_existing_information_article_38(form: Form) -> None:
    assert says(term(form, "no_existing").meaning, "加工、分析")
    assert "汇总" not in term(form, "no_existing").meaning


@EVERY
def test_short_name_article_14(form: Form) -> None:
    table = form.table_index["requests"]
    place = table.row_index["denied_law"]

    assert table.rows[place].name.short == "法律行政法规禁止"
    assert {table.line_index[name] for name in ("法律法规禁止公开", "法律行政法规禁止公开")} == {place}


@EVERY
def test_unclear_request_rests_on_article_30_and_on_the_form(form: Form) -> None:
    assert says(row(form, "unable_unclear").article, "条例第三十条", "年度报告格式，申请表（四）3")


@EVERY
@pytest.mark.parametrize(("name", "item"), [("carried_in", "第二项"), ("carried_out", "第四项")])
def test_carried_over_article_50(form: Form, name: str, item: str) -> None:
    for article in (row(form, name).article, term(form, "carry_over").article):
        assert says(article, "条例第五十条第（二）项", "年度报告格式，申请表", item)
        assert "第三十三条" not in str(article)


@EVERY
def test_process_information_and_files_interpretation_8_article_5(form: Form) -> None:
    process, file = term(form, "process_information"), term(form, "enforcement_file")

    assert says(process.meaning, "决定作出前形成")
    assert says(file.meaning, "当事人信息", "调查笔录", "询问笔录")
    for entry in (process, file):
        assert says(entry.article, "条例第十六条第二款", "法释〔2025〕8号第五条")


@EVERY
def test_section_titles_of_the_notices(form: Form) -> None:
    also = {section.number: section.also for section in form.sections}

    assert "行政机关主动公开政府信息情况" in also["二"]
    assert "行政机关收到和处理政府信息公开申请情况" in also["三"]


TITLE = "《中华人民共和国政府信息公开工作年度报告格式》"
TRIAL_TITLE = "《中华人民共和国政府信息公开工作年度报告格式（试行）》"


@pytest.mark.parametrize(
    ("base", "text", "refused"),
    [
        ("consistent-2019", "国办公开办〔2019〕60号", ()),
        ("consistent-2019", "国办公开办函〔2019〕60号", ()),
        ("consistent-2019", TRIAL_TITLE, ()),
        ("consistent-2019", "《政府信息公开工作年度报告格式(试行)》", ()),
        ("consistent-2019", TITLE, ()),
        ("consistent-2019", f"《关于印发〈{TRIAL_TITLE[1:-1]}〉的通知》（国办公开办〔2019〕60号）", ()),
        ("consistent-2019", "国办公开办〔2021〕30号", ("国办公开办〔2021〕30号",)),
        ("consistent-2021", TITLE, ()),
        ("consistent-2021", "《政府信息公开工作年度报告格式》", ()),
        ("consistent-2021", "国办公开办[2021] 30 号", ()),
        ("consistent-2021", f"{TITLE}，{TRIAL_TITLE}停止执行", ()),
        ("consistent-2021", "国办公开办〔2019〕60号", ("国办公开办〔2019〕60号",)),
        ("consistent-2021", TRIAL_TITLE, (TRIAL_TITLE,)),
        ("consistent-2021", "《政府信息公开工作年度报告格式（试行）》", (TRIAL_TITLE,)),
        ("consistent-2021", f"{TRIAL_TITLE}（国办公开办函〔2019〕60号）", ("国办公开办函〔2019〕60号",)),
        ("consistent-2021", "国办函〔2019〕60号、国办发〔2019〕60号", ()),
        ("consistent-2021", "国办公开办〔2019〕61号", ()),
    ],
)
def test_cited_authority_real_reports(base: str, text: str, refused: tuple[str, ...]) -> None:
    year = case_files.YEARS[base]
    report, _ = subjects.load((case_files.BASES / f"{base}.yml").read_text(encoding="utf-8"), year=year)
    subject = subjects.subject(report, markdown=f"# 年度报告\n\n按照{text}编制。\n")
    findings = [item for item in run(subject) if item.code == "year-mismatch"]

    assert tuple(item.args["written"] for item in findings) == refused
    assert all((item.variant, item.line, item.level) == ("authority", 3, Level.WARNING) for item in findings)


# --- what was not read


@pytest.mark.parametrize(
    ("article", "unverified", "what"),
    [
        (row(NEW, "other_fee_unpaid").article, row(NEW, "other_fee_unpaid").unverified, "第六条以后"),
        (term(NEW, "processing_fee").article, term(NEW, "processing_fee").unverified, "第六条以后"),
        *((term(form, "rules").article, term(form, "rules").unverified, "条文号") for form in FORMS),
        *(
            (term(form, "administrative_fees").article, term(form, "administrative_fees").unverified, "定义")
            for form in FORMS
        ),
    ],
)
def test_what_was_not_read_is_marked_where_it_is_cited(article: str, unverified: str, what: str) -> None:
    assert what in unverified
    assert citation(article, unverified) == f"{article}（{unverified}未核对原文）"


@EVERY
def test_nothing_that_was_not_read_is_cited_without_its_mark(form: Form) -> None:
    cited = [*form.glossary, *(row for table in form.tables for row in table.rows), *heads(form)]

    for item in cited:
        assert bool(item.unverified) == any(name in str(item.article) for name in ("立法法", "109号")) or (
            getattr(item, "term", "") == "行政事业性收费"
        )


def test_mark_is_shown_in_the_glossary_and_to_the_clerk() -> None:
    assert "第六条以后未核对原文" in glossary_html(glossary_of(FORMS))
    assert "第六条以后未核对原文" in schema_text(NEW, rule_codes())


def test_citation_without_anything_unverified_is_the_article() -> None:
    assert citation("条例第一条", None) == "条例第一条"
    assert citation(None, None) is None


def test_unverified_without_an_article_is_refused() -> None:
    text = (
        "form: x\ntitle: t\nauthority: a\nyears: {from: 2020}\nsections: []\ntables: {}\n"
        "glossary: {w: {term: w, meaning: m, unverified: 定义}}\n"
    )

    with pytest.raises(FormError, match=r"x\.yml:7:.*写了 unverified.*请补上 article。"):
        load_form(text, path="x.yml", codes=rule_codes())


# --- what stands in no official text


@pytest.mark.parametrize("code", ["carry-over", "stock"])
def test_rules_that_stand_in_no_official_text_say_so(code: str) -> None:
    assert "官方文件没有写" in next(rule.source for rule in all_rules() if rule.code == code)


@pytest.mark.parametrize("code", ["outcome-total", "row-total", "review-total"])
def test_rules_that_follow_from_the_layout_say_so(code: str) -> None:
    assert "排列得出" in next(rule.source for rule in all_rules() if rule.code == code)
