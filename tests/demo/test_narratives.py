"""The district's narratives: what they must say, that they differ, and that every figure in them is a table's."""

from __future__ import annotations

import re
from collections import Counter
from decimal import ROUND_HALF_UP, Decimal
from itertools import combinations, pairwise
from typing import TYPE_CHECKING

import pytest

from gongkai.demo import FIRST_YEAR, last_year
from gongkai.demo.sentences import fill
from gongkai.demo.source_data import load_source, seeded_random
from gongkai.demo.spoken_figures import about, change, difference, in_numerals, near, over, share, trend
from gongkai.forms import statutory_form
from gongkai.narrative import parse_narrative
from gongkai.narrative.calls import figure_text, resolve_call, share_text, sum_text

if TYPE_CHECKING:
    from gongkai.reports import Report
    from gongkai.workspace import Workspace

pytestmark = [pytest.mark.slow, pytest.mark.xdist_group("demo")]  # with the other test of the large district

YEARS = range(FIRST_YEAR, last_year() + 1)
CALL = re.compile(r"\{\{.*?\}\}")
PRINTED = {"figure": figure_text, "total": sum_text, "share": share_text}
GOVERNMENTS = {"政府", "乡镇"}
Key = tuple[str, int]


@pytest.fixture(scope="module")
def loaded(large_district: Workspace) -> Workspace:
    return large_district


@pytest.fixture(scope="module")
def texts(loaded: Workspace) -> dict[Key, str]:
    """By report its narrative as printed: macros of figures resolved, other calls left out, no space in a line."""
    return {key: printed(loaded, key) for key in loaded.reports}


def printed(loaded: Workspace, key: Key) -> str:
    slug, year = key
    report = loaded.reports[key]
    text = (loaded.layout.docs / slug / f"{year}.md").read_text(encoding="utf-8")
    narrative, problems = parse_narrative(text, path=f"docs/{slug}/{year}.md")
    assert problems == ()
    values = []
    for slot in narrative.slots:
        call = resolve_call(slot, report, lambda slug, year: loaded.reports.get((slug, year)), agency=slug)
        values.append(PRINTED[slot.name](call) if call is not None and slot.name in PRINTED else "")
    parts = CALL.split(text)
    joined = "".join(part + value for part, value in zip(parts, [*values, ""], strict=True))
    return re.sub(r"[ ,]", "", joined.replace("### ", "@"))


def sections(text: str) -> dict[str, str]:
    parts = re.split(r"(?m)^##(.)、.*$", text)
    return {number: body.strip() for number, body in zip(parts[1::2], parts[2::2], strict=True)}


def sentences(text: str) -> list[str]:
    """Sentences of a narrative without their figures; the marks of aspects and the sentence on fiction are none."""
    body = "".join(sections(text).values())
    parts = re.split("[。；\n]", re.sub(r"(?m)^@.*$|[*]+|^（.）|^.是|[0-9.]", "", body))
    return [part for part in parts if len(part) > 8]


def shared(first: list[str], second: list[str]) -> float:
    sentences = set(first)
    return sum(sentence in sentences for sentence in second) / len(second)


# --- what they say
def test_overview_has_the_five_aspects_in_at_most_a_thousand_characters(texts: dict[Key, str]) -> None:
    for (slug, year), text in texts.items():
        overview = sections(text)["一"]
        form = statutory_form(year)
        assert form is not None
        assert 400 < len(re.sub(r"\s", "", overview)) < 1000, (slug, year)
        marked = re.findall(
            r"(?m)^[@*]*(?:（.）|.是)(?:政府信息公开)?(主动公开|依申请公开|政府信息管理|平台建设|监督保障)", overview
        )
        assert marked == ["主动公开", "依申请公开", "政府信息管理", "平台建设", "监督保障"], (slug, year)


def test_aspects_are_marked_in_several_ways(texts: dict[Key, str]) -> None:
    marks = Counter(
        re.search(r"(?m)^(@（一）|（一）主动公开：|\*\*（一）|一是|（一）主动公开方面)", text)[1]
        for text in texts.values()
    )  # type: ignore[index]
    assert len(marks) == 5


def test_governments_alone_report_on_assessment(loaded: Workspace, texts: dict[Key, str]) -> None:
    for (slug, year), text in texts.items():
        government = loaded.agencies[slug].kind in GOVERNMENTS
        present = [word in sections(text)["一"] for word in ("工作考核", "社会评议", "责任追究")]
        assert present == [government] * 3, (slug, year)


def test_section_five_is_concrete_and_six_states_the_fee(texts: dict[Key, str]) -> None:
    for (slug, year), text in texts.items():
        parts = sections(text)
        assert len(parts["五"]) > 120, (slug, year)
        assert ("信息处理费" in parts["六"]) is (year >= 2021), (slug, year)


# --- that they differ
def test_at_most_a_third_of_sentences_is_last_years(texts: dict[Key, str]) -> None:
    for (slug, year), text in texts.items():
        if (slug, year - 1) in texts:
            assert shared(sentences(texts[slug, year - 1]), sentences(text)) <= 1 / 3, (slug, year)


def test_sections_one_and_five_share_hardly_a_sentence_with_last_year(texts: dict[Key, str]) -> None:
    shares = []
    for slug in {slug for slug, _ in texts}:
        for before, after in pairwise(YEARS):
            earlier, later = (
                sentences(f"##一、甲\n{parts['一']}\n{parts['五']}")
                for parts in (sections(texts[slug, before]), sections(texts[slug, after]))
            )
            shares.append(shared(earlier, later))
    assert max(shares) < 0.2
    assert sum(shares) / len(shares) < 0.05


def test_at_most_a_third_of_sentences_is_another_agencys(texts: dict[Key, str]) -> None:
    by_agency = {slug: sentences(text) for (slug, year), text in texts.items() if year == YEARS[-1]}
    assert max(shared(a, b) for a, b in combinations(by_agency.values(), 2)) <= 1 / 3


# --- figures
def total(report: Report, *rows: str) -> int:
    return sum(int(report.figure("requests", row, "total").number) for row in rows)


def cases(report: Report, *blocks: str) -> int:
    return sum(int(report.figure("review", "cases", f"{block}.total").number) for block in blocks)


UNABLE = ("unable_not_held", "unable_no_existing", "unable_unclear")
DENIED = ("denied_third_party", "denied_internal", "denied_process", "denied_enforcement_file", "denied_query")
STATEMENTS = {
    r"(?:收到|受理)政府信息公开申请(\d+)件(?!（含)": lambda report: [total(report, "received")],
    r"(?:本年)?新收申请(\d+)件": lambda report: [total(report, "received")],
    r"受理(?:政府信息公开)?申请(\d+)件（含上年结转(\d+)件），办结(\d+)件": lambda report: [
        total(report, "received", "carried_in"), total(report, "carried_in"), total(report, "outcome_total"),
    ],
    r"共受理申请(\d+)件": lambda report: [total(report, "received", "carried_in")],
    r"结转下年度?(\d+)件": lambda report: [total(report, "carried_out")],
    r"年底未办结(?:的)?(\d+)件": lambda report: [total(report, "carried_out")],
    r"予以公开和部分公开(\d+)件": lambda report: [total(report, "granted", "partial")],
    r"其中自然人提出(\d+)件": lambda report: [int(report.figure("requests", "received", "natural_person").number)],
    r"无法提供(\d+)件": lambda report: [total(report, *UNABLE)],
    r"不予公开(\d+)件": lambda report: [total(report, *DENIED)],
    r"行政复议(\d+)件": lambda report: [cases(report, "reconsideration")],
    r"(?:合计|案件共)(\d+)件": lambda report: [
        cases(report, "reconsideration", "litigation_direct", "litigation_after")
    ],
    r"行政许可决定(\d+)件": lambda report: [
        int(report.figure("proactive", "licensing", "decisions").number)
    ],
    r"制发行政规范性文件(\d+)件": lambda report: [
        int(report.figure("proactive", "normative_documents", "made").number)
    ],
}  # fmt: skip
"""What a sentence states, and what its figures must be, by the ids of the standard."""


@pytest.mark.parametrize("pattern", STATEMENTS)
def test_figures_of_a_statement_are_those_of_the_tables(loaded: Workspace, texts: dict[Key, str], pattern: str) -> None:
    stated = 0
    for key, text in texts.items():
        for match in re.finditer(pattern, text):
            assert [int(number) for number in match.groups()] == STATEMENTS[pattern](loaded.reports[key]), (
                key,
                match[0],
            )
            stated += 1
    assert stated >= 3


def test_shares_are_rounded_from_the_tables(loaded: Workspace, texts: dict[Key, str]) -> None:
    stated = 0
    rows = {"予以公开": ["granted"], "部分公开": ["partial"], "不予公开": DENIED, "无法提供": UNABLE}
    for key, text in texts.items():
        for name, count, percent in re.findall(r"(予以公开|部分公开|不予公开|无法提供)(\d+)件（([\d.]+)%）", text):
            part, base = total(loaded.reports[key], *rows[name]), total(loaded.reports[key], "outcome_total")
            assert int(count) == part
            assert Decimal(percent) == (Decimal(part * 100) / base).quantize(Decimal(percent), ROUND_HALF_UP), (
                key,
                name,
            )
            stated += 1
    assert stated > 20


def test_change_against_last_year_is_right(loaded: Workspace, texts: dict[Key, str]) -> None:
    stated = 0
    for (slug, year), text in texts.items():
        for number, word, percent in re.findall(r"办结(\d+)件，同比(增长|下降)([\d.]+)%", text):
            now = total(loaded.reports[slug, year], "outcome_total")
            before = total(loaded.reports[slug, year - 1], "outcome_total")
            expected = (Decimal(abs(now - before) * 100) / before).quantize(Decimal(percent), ROUND_HALF_UP)
            assert (int(number), word, Decimal(percent)) == (now, "增长" if now > before else "下降", expected)
            stated += 1
    assert stated > 3


def test_figures_are_spoken_of_in_every_way(loaded: Workspace) -> None:
    written = [path.read_text(encoding="utf-8") for path in sorted(loaded.layout.docs.glob("*/20*.md"))]
    ways = {
        "macro": r'\{\{ figure\("申请', "sum": r"\{\{ total\(", "share by macro": r"\{\{ share\(",
        "typed": r"申请 ?\d+ ?件", "grouped": r"\d,\d{3}", "numerals": r"申请[一二三四五六七八九十两]+件",
        "余": r"申请 ?\d+ ?余件", "近": r"申请近 ?\d+", "约": r"申请约 ?\d+", "percent": r"\d\.\d+%",
        "carried in": "含上年结转",
        "change": r"同比(增长|下降) ?\d", "difference": r"比上年(增加|减少) ?\d+ ?件", "元": r"收费 ?[\d,]{4,} ?元",
        "万元": r"收费 ?([\d.,]+|\{\{ .* \}\}) ?万元", "no figure": r"文件 ?\d+ ?余个|大厅 ?1 ?个|电话 ?\d+ ?余次",
    }  # fmt: skip
    missing = [name for name, pattern in ways.items() if not any(re.search(pattern, text) for text in written)]
    assert missing == []


@pytest.mark.parametrize(
    ("spoken", "expected"),
    [
        (in_numerals(2), "两"), (in_numerals(12), "十二"), (in_numerals(10), "十"), (in_numerals(203), "两百零三"),
        (in_numerals(110), "一百一十"), (in_numerals(1005), "一千零五"), (in_numerals(2020), "两千零二十"),
        (in_numerals(22), "二十二"), (in_numerals(0), None),
        (over(137), "130 余"), (over(35), "30 余"), (over(130), None), (over(9), None), (over(2671), "2600 余"),
        (near(96), "近 100"), (near(187), "近 200"), (near(60), None), (near(5), None),
        (about(137), "约 140"), (about(140), None), (about(12), None),
        (share(208, 1191, 2), "17.46%"), (share(1, 8, 1), "12.5%"), (share(0, 8, 1), None), (share(1, 0, 1), None),
        (change(9, 8, 1), "同比增长 12.5%"), (change(7, 8, 1), "同比下降 12.5%"),
        (change(8, 8, 1), "与上年持平"), (change(8, 0, 1), None),
        (difference(9, 12), "比上年减少 3 件"), (difference(0, 0), None),
        (trend(9, 12), "有所减少"), (trend(9, 0), None),
    ],
)  # fmt: skip
def test_figure_is_spoken_of_only_as_what_it_is(spoken: str | None, expected: str | None) -> None:
    assert spoken == expected


def test_wording_without_its_word_is_left_out() -> None:
    words = {"topic": "甲"}.get
    rng = seeded_random(1, "test")

    assert {fill("办<$topic|$count 件>。", words, rng) for _ in range(20)} == {"办甲。"}
    assert {fill("办<${topic}类|乙>。", words, rng) for _ in range(50)} == {"办甲类。", "办乙。"}
    assert fill("办 $count 件。", words, rng) is None


def test_every_sentence_names_only_what_there_is() -> None:
    prose = load_source("prose")
    names = {
        "unit",
        "year",
        "topic",
        "other",
        "third",
        "n",
        "p",
        "m",
        "t",
        "k",
        "w",
        "days",
        "notices",
        "fee",
        "fee_wan",
    }
    figures = {
        *prose["figures"],
        *(name for form in prose["figures_by_form"].values() for name in form),
        "concluded_rate",
    }
    endings = {"zh", "over", "near", "about", "pct", "change", "diff", "trend", "yuan"}
    unknown = []
    for name in set(
        re.findall(r"\$\{?([a-z_]+)", str({key: prose[key] for key in prose if not key.startswith("figures")}))
    ):
        base, _, ending = name.rpartition("_")
        if (
            name not in names | figures
            and not (base in figures and ending in endings)
            and name.removeprefix("no_") not in figures
        ):
            unknown.append(name)
    assert unknown == []


# --- small offices
def test_small_offices_differ_and_hardly_any_is_a_page_of_zeros(loaded: Workspace) -> None:
    small = [key for key in loaded.reports if loaded.agencies[key[0]].kind in {"乡镇", "街道（派出机关）"}]
    figures = {
        key: sum(bool(loaded.reports[key].grids[t][r][c].number) for t, r, c in loaded.reports[key].cells())
        for key in small
    }

    assert len(small) > 150
    assert min(figures.values()) > 0
    assert sum(number >= 12 for number in figures.values()) > len(small) * 0.7
    received = Counter(total(loaded.reports[key], "received") for key in small)
    assert len(received) > 12
    assert received[0] < len(small) * 0.3
