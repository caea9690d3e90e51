"""The fictional district: the same bytes for the same seed, no finding, and marked as fictional everywhere."""

from __future__ import annotations

import html
import re
from collections import Counter
from itertools import pairwise
from typing import TYPE_CHECKING

import pytest
from click.testing import CliRunner

from gongkai.cli import main
from gongkai.demo import FIRST_YEAR, demo_files, last_year
from gongkai.demo.district import organs
from gongkai.findings import Level
from gongkai.forms import shipped_forms
from gongkai.reports import Scope, slug_fault
from gongkai.reports.layout import Layout
from gongkai.routes import RESERVED
from gongkai.workspace import Workspace
from tests.demo.districts import LARGE, loaded_district
from tests.site.sites import DEMO_URL
from tests.yaml_texts import read_yaml

if TYPE_CHECKING:
    from pathlib import Path

MARK = "虚构"
APPLICANTS = ("natural_person", "enterprise", "research", "public_interest", "legal_service", "other", "total")
YEARS = range(FIRST_YEAR, last_year() + 1)
HASH = re.compile(r"\b[0-9a-f]{64}\b")
TAGS = re.compile(r"(?s)<(script|style)\b.*?</\1>|<[^>]+>")
TELEPHONE = re.compile(
    r"(?<![0-9.])(?:[0-9]{7,}|[0-9]{3,4}[-—– ][0-9]{7,8}|1[3-9][0-9][- ]?[0-9]{4}[- ]?[0-9]{4})(?![0-9])"
)
CODE = re.compile(r"[（(]?\b[1-8][0-9]{5}\b")
GOVERNMENT = "quzhengfu"

pytestmark = pytest.mark.xdist_group("demo")  # one worker writes and builds it for all tests


@pytest.fixture(scope="module")
def district(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Twelve agencies in all years, as the command writes them."""
    folder = tmp_path_factory.mktemp("district") / "site"
    result = CliRunner().invoke(main, ["demo", str(folder), "--agencies", "12", "--years", "7"])
    assert result.exit_code == 0, result.output
    assert f"{186 + len(shipped_forms())} 个文件" in result.output  # for each form a schema
    return folder


@pytest.fixture(scope="module")
def loaded(district: Path) -> Workspace:
    return Workspace(Layout(district, district / "data", district / "docs"), reserved=())


def texts(folder: Path) -> dict[str, str]:
    """Every file that the command wrote, by its path."""
    paths = [path for path in sorted(folder.rglob("*")) if path.is_file()]
    return {path.relative_to(folder).as_posix(): path.read_text(encoding="utf-8") for path in paths}


@pytest.mark.slow
def test_district_has_no_finding(loaded: Workspace) -> None:
    assert loaded.findings == ()
    assert len(loaded.reports) == 84
    assert all(loaded.public(key) for key in loaded.reports)


@pytest.mark.slow
@pytest.mark.parametrize(("agencies", "seed"), [(1, 1), (2, 7)])
def test_district_of_any_size_and_seed_has_no_error_and_no_warning(tmp_path: Path, agencies: int, seed: int) -> None:
    has_no_error_and_no_warning(loaded_district(tmp_path, agencies, seed=seed), agencies)


@pytest.mark.slow
def test_large_district_has_no_error_and_no_warning(large_district: Workspace) -> None:
    has_no_error_and_no_warning(large_district, LARGE)


def has_no_error_and_no_warning(workspace: Workspace, agencies: int) -> None:
    questions = [item for item in workspace.findings if (item.code, item.level) == ("plausibility", Level.NOTICE)]
    assert [item for item in workspace.findings if item not in questions] == []
    assert len(questions) <= agencies * 7 / 100, "figures far from those of peers, of which the office alone is asked"
    assert len(workspace.agencies) == agencies
    assert len(workspace.reports) == agencies * 7


def test_command_finds_nothing_and_exits_with_0(tmp_path: Path) -> None:
    """In a small district; what the checks say of larger ones is asked above."""
    folder = tmp_path / "site"
    assert CliRunner().invoke(main, ["demo", str(folder), "--agencies", "2", "--years", "7"]).exit_code == 0
    result = CliRunner().invoke(main, ["check", "--site", str(folder)])

    assert result.exit_code == 0
    assert result.output == "差错 0，提示 0，提醒 0，已作说明 0。\n"


def test_same_seed_gives_same_bytes_and_another_seed_gives_others(district: Path) -> None:
    again = dict(demo_files(12, 7, seed=1))

    assert texts(district) == again
    other = dict(demo_files(12, 7, seed=2))
    assert set(other) == set(again)
    assert sum(other[name] != again[name] for name in again if name.endswith((".yml", ".md"))) > 150


def test_fewer_years_are_the_last_ones_with_the_same_bytes(district: Path) -> None:
    few = dict(demo_files(12, 2, seed=1))
    all_files = texts(district)

    assert {name for name in all_files if name.startswith("data/jiaoyu/")} - set(few) == {
        f"data/jiaoyu/{year}.yml" for year in range(2019, 2024)
    }
    assert all(all_files[name] == text for name, text in few.items())


def test_requests_carry_over_through_all_years_in_every_column(loaded: Workspace) -> None:
    compared = 0
    for agency in loaded.agencies:
        for before, after in pairwise(YEARS):
            for column in APPLICANTS:
                earlier = loaded.reports[agency, before].figure("requests", "carried_out", column)
                later = loaded.reports[agency, after].figure("requests", "carried_in", column)
                assert later.value == earlier.value, (agency, after, column)
                compared += bool(later.value)
    assert compared > 50, "some requests are carried over"


def test_sums_of_table_three_hold_in_the_files_as_written(district: Path) -> None:
    """Added up here from the YAML as another program reads it, independently of the package."""
    for path in sorted((district / "data").glob("*/20*.yml")):
        table = read_yaml(path.read_text(encoding="utf-8"))["申请"]
        fixed = ("本年新收", "上年结转", "办理结果总计", "结转下年度")
        outcomes = [
            sum(column) for column in zip(*(row for name, row in table.items() if name not in fixed), strict=True)
        ]
        assert table.get("办理结果总计", outcomes) == outcomes
        to_answer = [a + b for a, b in zip(table["本年新收"], table["上年结转"], strict=True)]
        assert to_answer == [a + b for a, b in zip(outcomes, table["结转下年度"], strict=True)], path
        for row in table.values():
            assert len(row) == 6 or sum(row[:6]) == row[6], path


def test_stocks_hold_within_each_form(loaded: Workspace) -> None:
    moved = 0
    for agency in loaded.agencies:
        for before, after in pairwise(YEARS):
            earlier, later = loaded.reports[agency, before], loaded.reports[agency, after]

            def now(row: str, column: str, *, at: int = after, slug: str = agency) -> int:
                value = loaded.reports[slug, at].figure("proactive", row, column).value
                assert isinstance(value, int)
                return value

            for row in ("rules", "normative_documents"):
                if after == 2020:
                    assert now(row, "total_public") == now(row, "total_public", at=before) + now(row, "published")
                elif before >= 2021:
                    change = now(row, "made") - now(row, "repealed")
                    assert now(row, "in_force") == now(row, "in_force", at=before) + change
                    moved += bool(change)
            for row in ("licensing", "other_services", "penalties", "coercion", "fees") if after == 2020 else ():
                assert now(row, "previous_items") == now(row, "previous_items", at=before) + now(
                    row, "change", at=before
                )
            assert earlier.form is not None
            assert (earlier.form is later.form) is (after != 2021)
    assert moved > 20


def test_consolidated_report_is_the_sum_of_all_others(loaded: Workspace) -> None:
    assert loaded.agencies[GOVERNMENT].scope is Scope.CONSOLIDATED
    parts = [slug for slug in loaded.agencies if slug != GOVERNMENT]
    for year in YEARS:
        consolidated = loaded.reports[GOVERNMENT, year]
        for table, row, column in consolidated.cells():
            expected = sum(loaded.reports[slug, year].grids[table][row][column].number for slug in parts)
            assert consolidated.grids[table][row][column].number == expected, (year, table, row, column)


def test_agencies_report_to_the_government_and_differ_in_size(loaded: Workspace) -> None:
    assert {agency.reports_to for slug, agency in loaded.agencies.items() if slug != GOVERNMENT} == {GOVERNMENT}
    assert {agency.kind for agency in loaded.agencies.values()} == {
        *("政府", "政府办公厅（室）", "部门", "乡镇", "街道（派出机关）"),
    }
    received = {
        slug: [loaded.reports[slug, year].figure("requests", "received", "total").number for year in YEARS]
        for slug in loaded.agencies
        if slug != GOVERNMENT
    }
    assert any(not any(numbers) for numbers in received.values()), "an office without a case"
    assert any(max(numbers) >= 100 for numbers in received.values()), "a busy one"


def test_totals_are_left_out_in_most_reports_and_stated_in_some(district: Path) -> None:
    forms = Counter(
        "办理结果总计" in text
        for name, text in demo_files(40, 1, seed=1)
        if re.fullmatch(r"data/[^/]+/2025\.yml", name)
    )
    assert forms[False] > forms[True] > 0
    assert any("办理结果总计" in text for name, text in texts(district).items() if name.endswith(".yml"))


def test_dates_are_those_of_the_following_january_or_unknown(loaded: Workspace) -> None:
    kinds: Counter[str] = Counter()
    for (slug, year), report in loaded.reports.items():
        if report.published is None:
            kinds["未载"] += 1
            continue
        kinds["时间" if report.published.time else "日期"] += 1
        assert report.published.date.year == year + 1
        assert report.published.date.month == (2 if slug == GOVERNMENT else 1)
        assert report.published.date.weekday() < 5
    assert set(kinds) == {"未载", "时间", "日期"}


def test_every_file_says_that_it_is_fictional(district: Path) -> None:
    unmarked = [name for name, text in texts(district).items() if MARK not in "\n".join(text.splitlines()[:8])]

    assert unmarked == []


def test_every_page_says_that_it_is_fictional(demo_district: Path) -> None:
    pages = sorted((demo_district / "site").rglob("*.html"))

    assert len(pages) >= 86
    for page in pages:
        body = html.unescape(TAGS.sub(" ", page.read_text(encoding="utf-8").partition("<body")[2]))
        assert "示例市样例区并不存在" in body, page


def test_nothing_looks_like_a_telephone_number_a_code_or_a_government_address(
    district: Path, demo_district: Path
) -> None:
    checked = {name: text for name, text in texts(district).items() if not name.startswith("data/.schema/")}
    for page in sorted((demo_district / "site").rglob("*.html")):
        text = HASH.sub("", TAGS.sub(" ", page.read_text(encoding="utf-8")))
        checked[page.relative_to(demo_district).as_posix()] = html.unescape(text).replace(DEMO_URL, "")
    for name, text in checked.items():
        assert not TELEPHONE.search(text), (name, TELEPHONE.search(text))
        assert ".gov" not in text, name
        assert "http" not in text or name == "mkdocs.yml", name


def test_thousand_agencies_have_a_slug_and_a_name_each() -> None:
    agencies = [organ.agency for organ in organs(1000, seed=1)]

    assert len({agency.slug for agency in agencies}) == len({agency.name for agency in agencies}) == 1000
    assert all(slug_fault(agency.slug, RESERVED) is None for agency in agencies)
    assert {"样例区甲街道办事处", "样例区甲子街道办事处", "样例区第71街道办事处", "样例区子镇人民政府"} <= {
        agency.name for agency in agencies
    }
    assert all("样例区" in agency.name for agency in agencies)


@pytest.mark.parametrize(
    ("agencies", "years", "says"), [("0", "7", "--agencies"), ("3", "0", "1 到 7"), ("3", "8", "2019 年到 2025 年")]
)
def test_number_out_of_range_is_refused(tmp_path: Path, agencies: str, years: str, says: str) -> None:
    result = CliRunner().invoke(main, ["demo", str(tmp_path / "x"), "--agencies", agencies, "--years", years])

    assert result.exit_code == 2
    assert says in result.output
    assert not (tmp_path / "x").exists()
