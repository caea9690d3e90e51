"""The unit of work alone: one agency's data in, all that is published of it out, without MkDocs or another agency."""

from __future__ import annotations

import pickle
import sys
from dataclasses import replace
from typing import TYPE_CHECKING

import pytest
from markupsafe import Markup

from gongkai import routes
from gongkai.findings import Level
from gongkai.forms import FormRegistry, shipped_forms
from gongkai.pages.content import PageContent, TextBlock
from gongkai.renders.export import Format, ReportExport, formats
from gongkai.work.agency import AgencyFiles, ReportFiles
from gongkai.work.bundle import FeedPlace, RenderedPage
from gongkai.work.catalog import CatalogEntry
from gongkai.work.contents import AgencyContents
from gongkai.work.examine import examine_agency
from gongkai.work.make import FeedSettings, WorkSettings, make_agency
from gongkai.work.page_type import AgencyPageType, GeneratedPage
from gongkai.work.search.feed import TABLE
from gongkai.work.search.tokens import key
from gongkai.work.settings import SiteSettings
from tests.site.sites import BASE

if TYPE_CHECKING:
    from collections.abc import Iterator

    from gongkai.reports import Report
    from gongkai.work.agency import AgencyData
    from gongkai.work.bundle import Bundle

REGISTRY = FormRegistry(shipped_forms())


def files(narrative: str | None = None, data: str | None = None) -> AgencyFiles:
    """The texts of the small site's one agency."""
    agency = (BASE / "data/x/agency.yml").read_text(encoding="utf-8")
    text = data or (BASE / "data/x/2023.yml").read_text(encoding="utf-8")
    prose = narrative or (BASE / "docs/x/2023.md").read_text(encoding="utf-8")
    report = ReportFiles(2023, "data/x/2023.yml", text, "docs/x/2023.md", prose)
    return AgencyFiles("x", "data/x/agency.yml", agency, (report,))


def examined(**texts: str) -> AgencyData:
    return examine_agency(files(**texts), REGISTRY, reserved=routes.RESERVED)


class PlainShell:
    """Shows nothing but what it is given."""

    def report_page(self, source: str) -> RenderedPage:
        return RenderedPage(source, f"report {source}".encode())

    def generated_page(self, page: GeneratedPage, content: PageContent) -> RenderedPage:
        return RenderedPage(page.source, f"{page.title}: {content.html}".encode())


def _pages(contents: AgencyContents) -> Iterator[GeneratedPage]:
    for report in contents.reports:
        yield GeneratedPage(routes.report_page("x", report.year), "题", "x", report.year)


def _about(contents: AgencyContents) -> Iterator[GeneratedPage]:
    yield GeneratedPage(routes.agency_page("x"), contents.entry.agency.name, "x")


TYPES = (
    AgencyPageType(route=routes.REPORT, pages=_pages, make=None),
    AgencyPageType(route=routes.AGENCY, pages=_about, make=lambda *_: PageContent(Markup("<p>甲</p>"))),
)


def made_of(
    data: AgencyData,
    *,
    feed: FeedSettings | None = None,
    types: tuple[AgencyPageType, ...] = TYPES,
    formats: tuple[Format, ...] | None = None,
) -> Bundle:
    entry = CatalogEntry(data.owner, tuple(data.reports))
    contents = AgencyContents(SiteSettings("示例"), entry, tuple(data.reports.values()))
    sources = frozenset({routes.report_page("x", 2023), routes.agency_page("x")})

    def lookup(report: Report | None) -> object:
        del report
        return lambda slug, year: data.reports.get(year) if slug == "x" else None

    settings = WorkSettings(types, sources, feed, formats)
    return make_agency(data, contents, PlainShell(), settings, lookup=lookup, findings=data.findings)  # type: ignore[arg-type]


def test_bundle_holds_pages_files_sums_and_findings_of_the_agency() -> None:
    bundle = made_of(examined())
    assert [page.output.decode() for page in bundle.pages] == [
        "report x/2023.md",
        "示例市样例区甲街道办事处: <p>甲</p>",
    ]
    public = [item.file for item in formats() if item.public]
    assert sorted(file.path for file in bundle.files) == sorted(f"x/2023/{name}" for name in public)
    assert all(file.data for file in bundle.files)
    assert bundle.summaries[2023].totals is not None
    assert [item for item in bundle.findings if item.level is Level.ERROR] == []
    assert bundle.feed == ()


def test_format_is_given_the_narrative_and_what_its_calls_print() -> None:
    seen: list[ReportExport] = []

    def make(export: ReportExport) -> bytes:
        seen.append(export)
        return b"-"

    file_format = next(iter(formats()))
    text = '# 题\n\n新收 {{ figure("申请.本年新收.总计") }} 件。\n\n{{ table("申请") }}\n'
    made_of(examined(narrative=text), formats=(replace(file_format, make=make),))
    (export,) = seen
    assert export.narrative is not None
    assert [export.printed(slot) for slot in export.narrative.slots] == ["8", ""]


def test_formats_and_search_have_the_tables_of_a_narrative_that_calls_for_none_of_them() -> None:
    seen: list[ReportExport] = []

    def make(export: ReportExport) -> bytes:
        seen.append(export)
        return b"-"

    text = "# 题\n\n## 三、收到和处理政府信息公开申请情况\n\n都已办结。\n"
    feed = FeedSettings({"x/2023.md": FeedPlace(0, 0, "x/2023/index.html")})
    file_format = next(iter(formats()))
    (fed,) = made_of(examined(narrative=text), formats=(replace(file_format, make=make),), feed=feed).feed
    (export,) = seen
    assert export.narrative is not None
    assert [slot.args for slot in export.narrative.slots] == [("主动公开",), ("申请",), ("复议诉讼",)]
    words = fed.text.split()
    assert all(key(TABLE, f"gia-2021.{table}") in words for table in ("proactive", "requests", "review"))


def test_bundle_holds_the_pages_of_the_search_where_there_is_one() -> None:
    places = {"x/2023.md": FeedPlace(0, 1, "x/2023/index.html")}
    bundle = made_of(examined(), feed=FeedSettings(places))
    assert [text.place for text in bundle.feed] == list(places.values())
    assert all(text.text.startswith("¤") for text in bundle.feed)


def test_further_page_of_an_agency_is_fed_with_its_text_where_its_kind_is_searched() -> None:
    source = "x/dates.md"

    def pages(contents: AgencyContents) -> Iterator[GeneratedPage]:
        yield GeneratedPage(source, "公布日期", contents.entry.slug, 2023)

    def content(_: AgencyContents, page: GeneratedPage) -> PageContent:
        return PageContent(Markup("<p></p>"), text=(TextBlock(page.title, ""), TextBlock("来访须知")))

    feed = FeedSettings({source: FeedPlace(0, 7, "x/dates/index.html")})
    kinds = [
        AgencyPageType(route="{agency}/dates.md", pages=pages, make=content, searched=searched)
        for searched in (True, False)
    ]
    (text,), nothing = (made_of(examined(), feed=feed, types=(kind,)).feed for kind in kinds)
    assert text.place.order == 7
    assert "来访 访须 须知" in text.text
    assert nothing == ()


def test_same_files_give_the_same_bundle_and_it_passes_between_processes() -> None:
    first, second = made_of(examined()), made_of(examined())
    assert first == second
    assert pickle.loads(pickle.dumps(first)) == first  # noqa: S301 - what has just been written


def test_narrative_that_names_another_agency_waits_for_it() -> None:
    text = "# 题\n\n{{ figure('申请.本年新收.总计', agency='y', year=2023) }}\n"
    data = examined(narrative=text)
    assert [check.year for check in data.pending] == [2023]
    assert not any(item.code == "narrative-template" for item in data.findings)
    assert examined().pending == ()


def test_wrong_figure_is_placed_in_its_file() -> None:
    text = (BASE / "data/x/2023.yml").read_text(encoding="utf-8")
    wrong = text.replace("本年新收: [5,", "本年新收: [6,")
    assert wrong != text
    finding = next(item for item in examined(data=wrong).findings if item.code == "balance")
    assert (finding.path, finding.agency, finding.year) == ("data/x/2023.yml", "x", 2023)
    assert finding.line is not None


def test_agency_of_a_reserved_name_has_no_reports() -> None:
    data = examine_agency(replace(files(), slug="pagefind"), REGISTRY, reserved=routes.RESERVED)
    assert data.reports == {}
    assert [item.variant for item in data.findings] == ["reserved-slug"]


@pytest.mark.slow
def test_unit_of_work_is_imported_without_mkdocs() -> None:
    import subprocess  # noqa: PLC0415 - needed here alone

    code = "import sys, gongkai.work.make, gongkai.work.examine; print('mkdocs' in sys.modules, 'click' in sys.modules)"
    ran = subprocess.run([sys.executable, "-c", code], capture_output=True, encoding="utf-8", check=True)
    assert ran.stdout.split() == ["False", "False"]
