"""The meta tags of government sites: which stand, with what, and which are left out because nobody knows them."""

from __future__ import annotations

import re
from datetime import date, time
from typing import TYPE_CHECKING

import pytest

from gongkai.reports import Agency, Report
from gongkai.reports.model import Moment, Status
from gongkai.reports.titles import ReportKinds, report_title
from gongkai.site.head.meta_tags import article_tags, column_tags, site_tags
from gongkai.work.settings import SiteSettings
from tests.shipped import shipped_form

if TYPE_CHECKING:
    from tests.site.sites import Site as Folder

AGENCY = Agency("x", "示例市样例区甲街道办事处", "甲街道")
FORM = shipped_form("gia-2021")
TAG = re.compile(r'<meta name="([^"]+)" content="([^"]*)">')


def report(**changes: object) -> Report:
    given = {"agency": "x", "year": 2023, "form": FORM, "path": "data/x/2023.yml", "status": Status.PUBLISHED}
    return Report(**{**given, **changes})  # type: ignore[arg-type]


def article(site: SiteSettings, subject: Report, url: str | None = None, description: str = "") -> dict[str, str]:
    return dict(article_tags(site, subject, AGENCY, url=url, description=description))


def test_site_says_only_what_it_knows_of_itself() -> None:
    assert site_tags(SiteSettings("示例站")) == [("SiteName", "示例站")]


def test_site_with_address_and_code_says_both() -> None:
    tags = site_tags(SiteSettings("示例站", url="https://example.invalid:8080/base/", code="0000000000"))
    assert tags == [("SiteName", "示例站"), ("SiteDomain", "example.invalid"), ("SiteIDCode", "0000000000")]


def test_list_has_the_four_column_tags() -> None:
    assert column_tags("行政机关", "收录的行政机关", ReportKinds.of(()), about="甲") == [
        ("ColumnName", "行政机关"),
        ("ColumnDescription", "收录的行政机关"),
        ("ColumnKeywords", "政府信息公开,年度报告,甲"),
        ("ColumnType", "政府信息公开年报"),
    ]


def test_list_of_other_reports_says_what_they_are_about() -> None:
    kind = "热线办理情况年度报告"
    tags = dict(column_tags("行政机关", "收录的行政机关", ReportKinds.of([kind, kind])))
    assert (tags["ColumnKeywords"], tags["ColumnType"]) == ("热线办理情况,年度报告", "热线办理情况年报")
    both = ReportKinds.of([kind, "政府信息公开工作年度报告", "统计"])
    assert both.name == "热线办理情况年度报告、政府信息公开工作年度报告、统计"
    assert ReportKinds.of(["信访年度工作报告", "物业统计年报", "年报"]).subjects == ("信访", "物业统计", "年报")
    assert (both.keywords, both.column) == (("热线办理情况", "政府信息公开", "统计", "年度报告"), "年度报告")


@pytest.mark.parametrize(
    ("published", "expected"),
    [
        (None, None),
        (Moment(date(2024, 1, 15)), None),
        (Moment(date(2024, 1, 15), time(8, 5)), "2024-01-15 08:05"),
        (Moment(date(2024, 1, 15), time(0, 0)), "2024-01-15 00:00"),
    ],
)
def test_publication_stands_only_with_its_time_of_day(published: Moment | None, expected: str | None) -> None:
    assert article(SiteSettings("示例站"), report(published=published)).get("PubDate") == expected


@pytest.mark.parametrize(
    ("site", "source"),
    [
        (SiteSettings("示例站"), AGENCY.name),
        (SiteSettings("示例站", noindex=True), None),
        (SiteSettings("示例站", publisher="示例项目", noindex=True), "示例项目"),
        (SiteSettings("示例站", publisher="示例市政府办公室"), "示例市政府办公室"),
    ],
)
def test_source_is_the_publisher_else_the_agency_but_never_on_a_site_not_its_own(
    site: SiteSettings, source: str | None
) -> None:
    assert article(site, report()).get("ContentSource") == source


def test_address_stands_only_where_the_site_has_one() -> None:
    assert "Url" not in article(SiteSettings("示例站"), report())
    address = "https://example.invalid/x/2023/"
    assert article(SiteSettings("示例站"), report(), url=address)["Url"] == address


def test_title_is_the_documents_own_before_the_forms() -> None:
    assert report_title(report(), AGENCY) == "示例市样例区甲街道办事处2023年政府信息公开工作年度报告"
    assert report_title(report(title="甲街道年报"), AGENCY) == "甲街道年报"
    assert (
        report_title(report(form=None, year=2015), AGENCY) == "示例市样例区甲街道办事处2015年政府信息公开工作年度报告"
    )


def test_description_names_the_sections_unless_the_page_has_one_of_its_own() -> None:
    description = article(SiteSettings("示例站"), report())["Description"]
    assert description.startswith("示例市样例区甲街道办事处2023年")
    assert all(section.title in description for section in FORM.sections)
    assert article(SiteSettings("示例站"), report(), description="自拟\n 摘要")["Description"] == "自拟 摘要"
    assert article(SiteSettings("示例站"), report(form=None))["Description"].endswith("年度报告")


def test_keywords_name_agency_year_and_kind_once() -> None:
    assert (
        article(SiteSettings("示例站"), report())["Keywords"] == f"{AGENCY.name},甲街道,2023 年,政府信息公开,年度报告"
    )
    alone = dict(article_tags(SiteSettings("站"), report(), Agency("x", "甲", "甲"), url=None))
    assert alone["Keywords"] == "甲,2023 年,政府信息公开,年度报告"


def test_built_report_carries_the_tags_once_and_in_full(published_site: Folder) -> None:
    tags = TAG.findall(published_site.page())
    names = [name for name, _ in tags]
    expected = ["SiteName", "SiteDomain", "ColumnName", "ColumnDescription", "ColumnKeywords", "ColumnType"]
    expected += ["ArticleTitle", "ContentSource", "Keywords", "Description", "Url"]
    assert [name for name in names if name != "viewport"] == expected
    assert len({name.lower() for name in names}) == len(names)
    assert dict(tags)["Url"] == "https://example.invalid/base/x/2023/"


def test_tags_by_kind_of_page(published_site: Folder) -> None:
    def names(page: str) -> set[str]:
        return {name for name, _ in TAG.findall(published_site.page(page))}

    column = {"ColumnName", "ColumnDescription", "ColumnKeywords", "ColumnType"}
    for page in ("index.html", "agencies/index.html", "x/index.html"):
        assert column < names(page), page
        assert "ArticleTitle" not in names(page), page
    assert names("404.html") & (column | {"ArticleTitle"}) == set()
    assert "SiteName" in names("404.html")


def test_names_are_escaped_wherever_they_stand(site: Folder) -> None:
    name = '局 & <i>"甲"</i></title><script>alert(1)</script> {{ 7 * 7 }} [x](y) *z*'
    site.change("data/x/agency.yml", "name: 示例市样例区甲街道办事处", f"name: '{name}'")
    site.change("mkdocs.yml", "site_name: 示例市样例区（虚构）", "site_name: '站 <b>&</b>'")
    (site.root / "docs/x/2023.md").unlink()
    site.explain("x/2023", "narrative-missing").without_search().built()
    for page in ("x/2023/index.html", "x/index.html", "agencies/index.html", "index.html"):
        html = site.page(page)
        assert "<script>alert" not in html, page
        assert "<i>" not in html, page
        assert "49" not in re.sub(r"<svg.*?</svg>|&#\d+;", "", html.partition("<main")[2], flags=re.DOTALL), page
        assert "站 &lt;b&gt;&amp;&lt;/b&gt;</title>" in html, page
    for page in ("x/index.html", "x/series/index.html"):
        assert "<title>局 &amp; &lt;i&gt;" in site.page(page), page
        assert '"name":"局 \\u0026 \\u003ci\\u003e' in site.page(page).rpartition("item")[0], page


def test_site_that_asks_search_engines_to_stay_away_says_so_on_every_page(site: Folder) -> None:
    site.change("mkdocs.yml", "  - gongkai\n", "  - gongkai: {noindex: true}\n").without_search().built()
    mark = '<meta name="robots" content="noindex">'
    for page in ("index.html", "agencies/index.html", "x/index.html", "x/2023/index.html", "404.html"):
        assert site.page(page).count(mark) == 1, page
    assert "ContentSource" not in site.page()
