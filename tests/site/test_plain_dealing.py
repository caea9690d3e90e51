"""Nothing on a page misleads: who tells a report, what was drawn from its tables, what charts and choices leave out."""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from pathlib import Path


RETOLD = "非官方转述"
ORIGINAL = "二里岗街道办事处公布的年度报告（本站没有记下网址）"


@pytest.fixture(scope="module")
def district(demo_district: Path) -> Path:
    """The pages of the demo district that most tests share."""
    return demo_district / "site"


def text(html: str) -> str:
    """What is read of HTML, without white space."""
    return re.sub(r"\s+", "", re.sub(r"<[^>]*>", "", html))


def part(html: str, start: str, end: str) -> str:
    return html.partition(start)[2].partition(end)[0]


def test_retelling_is_said_wherever_a_report_is_named(own_site: Path) -> None:
    folder = own_site / "erligang/2020"
    page = (folder / "index.html").read_text(encoding="utf-8")
    data = json.loads((folder / "report.json").read_text(encoding="utf-8"))
    assert (data["retold"]["by"], data["retold"]["original"]) == ("Gongkai 项目", ORIGINAL)
    linked = json.loads(part(page, '<script type="application/ld+json">', "</script>"))
    dataset = next(item for item in linked if item["@type"] == "Dataset")
    description = part(page, '<meta name="Description" content="', '"')
    notices = {
        "header": text(part(page, '<dl class="gk-meta">', "</dl>")),
        "citation": text(part(page, '<section class="gk-cite"', "</blockquote>")),
        "JSON": data["retold"]["notice"],
        "description": description,
        "linked data": dataset["creditText"],
        **{name: (own_site / "data" / name).read_text(encoding="utf-8") for name in ("README.txt", "datapackage.json")},
    }
    for place, notice in notices.items():
        plain = text(notice)
        assert RETOLD in plain, (place, notice)
        of_all = place in {"README.txt", "datapackage.json"}  # they name the reports that retell
        said_of_one = ["二里岗街道办事处2020年"] if of_all else ["Gongkai项目", text(ORIGINAL)]
        assert all(one in plain for one in said_of_one), (place, notice)
    for name in ("erligang/2020/report.csv", "data/figures-2020.csv", "data/agencies-2020.csv"):
        head, *lines = (own_site / name).read_text(encoding="utf-8-sig").splitlines()
        place = head.split(",").index("来源")
        assert {line.split(",")[place] for line in lines} == {RETOLD}, "in every line of every file of figures"
    year = text((own_site / "data/2020/index.html").read_text(encoding="utf-8"))
    assert f"{RETOLD}的报告，以原机关公布的为准：二里岗街道办事处。" in year
    assert "creator" not in dataset
    assert dataset["isBasedOn"] == ORIGINAL


def test_sentences_drawn_from_tables_are_distinguished_from_the_documents_own(own_site: Path, district: Path) -> None:
    page = (own_site / "erligang/2020/index.html").read_text(encoding="utf-8")
    # without the sheets of rows, which begin with a label
    drawn = [text(item[1]) for item in re.finditer(r"<p>(?!<strong>)(.*?)</p>", page, re.DOTALL) if "本年新" in item[1]]
    assert drawn
    assert all(item.startswith("本站据下表写成，不是原文") for item in drawn[-2:])
    for path in (own_site / "erligang/2020/index.html", district / "jia-jiedao/2025/index.html"):
        summary = text(part(path.read_text(encoding="utf-8"), 'id="summary"', "</section>"))
        assert "本站据报告的表格自动写成，不是报告原文" in summary


def test_charts_side_by_side_share_a_scale_and_say_so(district: Path) -> None:
    page = (district / "jia-jiedao/index.html").read_text(encoding="utf-8")
    charts = re.findall(r'<svg class="gk-bars".*?</svg>', page)
    assert len(charts) == 3
    heights: list[tuple[float, float]] = []
    for drawing in charts:
        bars = re.findall(r'<rect [^>]*height="([\d.]+)"/><text[^>]*>(\d+)<', drawing)
        heights += [(float(height), float(figure)) for height, figure in bars]
    most = max(figure for _, figure in heights)
    assert most
    for height, figure in heights:
        assert height == pytest.approx(104 * figure / most, abs=0.06)
    assert "各图用同一刻度" in text(page)


def test_every_kind_of_page_has_one_link_past_its_head_to_its_title(own_site: Path, district: Path) -> None:
    pages = [*(own_site / name for name in ("404.html", "search/index.html", "compare/index.html"))]
    pages += [district / name for name in ("jia-jiedao/2025/compare/index.html", "agencies/index.html", "index.html")]
    pages += [district / name for name in ("data/2025/index.html", "data/index.html", "jia-jiedao/series/index.html")]
    pages += [
        district / name for name in ("jia-jiedao/index.html", "jia-jiedao/2025/index.html", "glossary/index.html")
    ]
    pages.append(district / "jia-jiedao/2025/fragment.html")
    for path in pages:
        page = path.read_text(encoding="utf-8")
        page = re.sub(r"<div data-md-component=.?skip.*?</div>", "", page, flags=re.DOTALL)  # the theme's, never shown
        links = re.findall(r'<a href="#([^"]*)"[^>]*>\s*跳到正文\s*</a>', page)
        assert len(links) == 1, path
        assert page.count(f'id="{links[0]}"') == 1, path
        title = "</h1>" if "</h1>" in page else "<h2"  # a bare copy goes below a title of its new place
        assert page.index(f'id="{links[0]}"') < page.index(title), "the title is not jumped over"
