"""Whose report a document is: titles over one line or three, tags, metadata, signatures; nothing invented."""

from __future__ import annotations

import pytest

from gongkai.readers.document import Document, Origin, SourceParagraph
from gongkai.readers.facts.dates import dates_in
from gongkai.readers.facts.identity import DocumentIdentity, identify


def identity_of(
    *lines: str, meta: dict[str, str] | None = None, title: str = "", kind: str = "txt"
) -> DocumentIdentity:
    """What a document of such paragraphs says of itself."""
    blocks = tuple(SourceParagraph(text, 0, Origin(block=number)) for number, text in enumerate(lines, start=1))
    return identify(Document(kind, blocks, meta or {}, title))


@pytest.mark.parametrize(
    ("lines", "agency", "year"),
    [
        (["示例县教育局2021年政府信息公开工作年度报告"], "示例县教育局", 2021),
        (["示例县教育局二〇二一年政府信息公开年报"], "示例县教育局", 2021),
        (["示例縣教育局2021年政府信息公開工作年度報告"], "示例縣教育局", 2021),
        (["2022年度示例县教育局政府信息公开工作年度报告"], "示例县教育局", 2022),
        (["正文", "2022 年示例县人民政府办公室政府信息公开", "工作年度报告"], "示例县人民政府办公室", 2022),
        (["示例县人民政府", "2023年政府信息公开工作年度报告"], "示例县人民政府", 2023),
        (["首页 > 年报", "示例镇人民政府关于2020年政府信息公开工作年度报告"], "示例镇人民政府", 2020),
        (
            ["首页 > 年报 > 示例镇2020年政府信息公开年报", "示例镇人民政府2020年政府信息公开工作年度报告"],
            "示例镇人民政府",
            2020,
        ),
        (["示例市样例区新街道办事处2024", "年政府信息公开工作年度报告"], "示例市样例区新街道办事处", 2024),
        (["示例市样例区新街道办事处 2024", "年度政府信息公开工作年度报告"], "示例市样例区新街道办事处", 2024),
        (["示例市样例区新街道办事处二〇二四", "年政府信息公开年报"], "示例市样例区新街道办事处", 2024),
        (["示例市样例区新街道办事处", "2024", "年政府信息公开工作年度报告"], "示例市样例区新街道办事处", 2024),
        (["示例市样例区新街道办事处2024年", "政府信息公开工作年度报告"], "示例市样例区新街道办事处", 2024),
        (["示例市样例区新街道", "办事处2024年政府信息公开工作年度报告"], "示例市样例区新街道办事处", 2024),
        (["示例市样例区新街道", "办事处2024", "年政府信息公开工作年度报告"], "示例市样例区新街道办事处", 2024),
        (["2024", "年示例县教育局政府信息公开工作年度报告"], "示例县教育局", 2024),
        (["示例市样例区新街道办事处", "年政府信息公开工作年度报告"], "示例市样例区新街道办事处", None),
        (["首页", "年政府信息公开工作年度报告", "统计期限为2024年1月1日至12月31日。"], "", 2024),
        (["电话 88992024", "年政府信息公开工作年度报告"], "", None),
        (["年陡镇人民政府2024年政府信息公开工作年度报告"], "年陡镇人民政府", 2024),
        (["政府信息公开年报", "本报告统计期限为2024年1月1日至12月31日。"], "", 2024),
        (["据统计，2020年发稿 80 篇。"], "", None),
        (["根据条例编制2021年政府信息公开工作年度报告"], "", 2021),
    ],
)
def test_name_and_year_of_the_title(lines: list[str], agency: str, year: int | None) -> None:
    identity = identity_of(*lines)
    if lines[0].startswith("根据"):
        assert not identity.agency.startswith("根据")
        return
    assert (identity.agency, identity.year) == (agency, year)


@pytest.mark.parametrize(
    ("lines", "agency", "in_doubt"),
    [
        (["年陡镇人民政府2024年政府信息公开工作年度报告"], "年陡镇人民政府", "in doubt"),
        (
            ["年陡镇人民政府2024年政府信息公开工作年度报告", "年陡镇人民政府", "2025年1月20日"],
            "年陡镇人民政府",
            "certain",
        ),
        (["我局2024年政府信息公开工作年度报告"], "我局", "in doubt"),
        (["办事处2024年政府信息公开工作年度报告"], "办事处", "in doubt"),
        (["办事处2024年政府信息公开工作年度报告", "示例街道办事处", "2025年1月20日"], "示例街道办事处", "certain"),
        (["示例镇2024年政府信息公开工作年度报告"], "示例镇", "certain"),
    ],
)
def test_name_that_hardly_is_one_is_in_doubt_from_a_title_alone(lines: list[str], agency: str, in_doubt: str) -> None:
    identity = identity_of(*lines)
    assert (identity.agency, identity.name_in_doubt) == (agency, in_doubt == "in doubt")


def test_title_of_the_page_serves_where_the_text_has_none() -> None:
    identity = identity_of("内容。", title="示例县教育局2021年政府信息公开工作年度报告_示例县人民政府", kind="html")
    assert (identity.agency, identity.year, identity.metadata_blocks) == ("示例县教育局", 2021, frozenset())
    tagged = identity_of("内容。", meta={"ArticleTitle": "示例县教育局2021年政府信息公开工作年度报告"})
    assert (tagged.agency, tagged.title_block) == ("示例县教育局", 0)


OLDER = [f"示例镇{year}年政府信息公开工作年度报告" for year in (2021, 2022)]
OTHERS = [f"示例县{name}局2023年政府信息公开工作年度报告" for name in ("甲", "乙")]
OWN = "示例镇2023年政府信息公开工作年度报告"


@pytest.mark.parametrize(
    ("lines", "title", "codes"),
    [
        ([*OLDER, OWN, "一、总体情况"], OWN, []),
        ([*OLDER, OWN, "一、总体情况"], "", ["titles-differ"]),
        ([OWN, *OLDER, "一、总体情况", "本报告统计期限为2023年1月1日至12月31日。"], "", []),
        ([OWN, "一、总体情况", *OLDER], "", []),
        ([OWN, *OLDER], "", ["titles-differ"]),
        ([OWN, OWN, "一、总体情况"], "", []),
        (["区政府信息公开年报", OWN, "一、总体情况"], "", []),
        (["示例市示例镇人民政府2023年政府信息公开年报", OWN, "一、总体情况"], "", []),
        ([*OTHERS, OWN, "一、总体情况"], OWN, []),
        ([*OTHERS, OWN, "一、总体情况"], "", ["titles-differ"]),
    ],
)
def test_title_of_its_own_is_distinguished_from_those_of_other_reports(
    lines: list[str], title: str, codes: list[str]
) -> None:
    identity = identity_of(*lines, title=title, kind="html")
    assert (identity.year, "示例镇" in identity.agency) == (2023, True)
    assert [remark.code for remark in identity.remarks] == codes


def test_byline_and_signature_are_taken_out_and_contradictions_said() -> None:
    head = ("示例县人民政府2025年政府信息公开工作年度报告", "示例县人民政府", "（2026年1月23日）")
    body = ("本年度完成各项工作。", "二、其他内容如下所述，共三条，逐条说明。", "没有其他事项。")
    same = identity_of(*head, *body, "示例县人民政府", "2026年1月23日")
    assert same.metadata_blocks == {1, 2, 3, 7, 8}
    assert [remark.code for remark in same.remarks] == ["date-of-signature"]
    other = identity_of(*head, *body, "别的县人民政府", "2026年2月1日")
    assert {remark.code for remark in other.remarks} == {"date-of-signature", "dates-differ"}
    assert other.published == "2026-01-23"
    published = identity_of(head[0], head[1], "2026年1月23日 17:05", *body, "示例县人民政府", "2026年1月9日")
    assert "date-signed-other" in {remark.code for remark in published.remarks if remark.sure}  # as in WeChat
    assert (published.published, [item.code for item in published.remarks if not item.sure]) == ("2026-01-23 17:05", [])
    names = identity_of(head[0], *body, "别的县人民政府", "2026年2月1日")
    assert "names-differ" in {remark.code for remark in names.remarks}


def test_sentence_with_a_date_is_no_signature() -> None:
    identity = identity_of("示例局2021年政府信息公开年报", "本局于2021年5月1日成立。", "正文。")
    assert (identity.published, identity.remarks) == ("", ())
    assert 2 not in identity.metadata_blocks


@pytest.mark.parametrize(
    ("text", "written"),
    [
        ("2021-03-05 08:58", ["2021-03-05 08:58"]),
        ("2021/3/5 8:58:30", ["2021-03-05 08:58"]),
        ("2024 年 1 月 17 日", ["2024-01-17"]),
        ("二〇二四年十二月三十一日", ["2024-12-31"]),
        ("二○二一年三月五日", ["2021-03-05"]),
        ("2024年1月", ["2024-01"]),
        ("2024年2月30日", []),
        ("2024年13月", []),
        ("第2024号", []),
    ],
)
def test_dates_as_documents_write_them(text: str, written: list[str]) -> None:
    assert [date.iso for date in dates_in(text)] == written
