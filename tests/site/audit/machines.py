"""Checks what programs read of a built site (JSON-LD, Open Graph, feed, site map) against the data of its reports.

The expected dates come from `report.json`; addresses must lead to files that exist.
"""

from __future__ import annotations

import gzip
import json
import re
from typing import TYPE_CHECKING, Any
from xml.etree import ElementTree as ET

import feedparser

from tests.site.audit.built import AuditResult, Built, Page, exports, stem

if TYPE_CHECKING:
    from collections.abc import Iterator

LINKED = re.compile(r'<script type="application/ld\+json">(.*?)</script>', re.DOTALL)
GRAPH = re.compile(r'<meta property="(og:[a-z_:]+)" content="([^"]*)">')
NOINDEX = '<meta name="robots" content="noindex">'
UNLISTED = ("missing", "fragment", "comparison")
"""Kinds of pages that are not in the site map."""
PLAIN = ("missing", "fragment", "home")
"""Kinds of pages without breadcrumbs."""
ENTRIES = 50
SPACE = "{http://www.sitemaps.org/schemas/sitemap/0.9}"
SITE_MAP_LIMIT = 50_000


def linked(built: Built) -> AuditResult:
    """The JSON-LD and Open Graph of every page."""
    result = AuditResult()
    for page in built.pages:
        text = page.text()
        blocks = _blocks(page, text, result)
        kinds = [block.get("@type") for block in blocks]
        wanted = [] if page.kind in PLAIN else ["BreadcrumbList"]
        wanted += ["Dataset"] if page.kind.startswith("report") else []
        if kinds != wanted:
            result.faults.append(f"{page.name}: {kinds} where {wanted} should be")
        for block in blocks:
            result.counts[str(block.get("@type"))] += 1
            faults = (
                _dataset(built, page, block, text)
                if block.get("@type") == "Dataset"
                else _breadcrumbs(built, page, block)
            )
            result.faults += [f"{page.name}: {fault}" for fault in faults]
        result.faults += [f"{page.name}: {fault}" for fault in _graph(built, page, text)]
    return result


def _blocks(page: Page, text: str, result: AuditResult) -> list[dict[str, Any]]:
    blocks: list[dict[str, Any]] = []
    for block in LINKED.findall(text):
        try:
            decoded = json.loads(block)
        except ValueError as error:
            result.faults.append(f"{page.name}: JSON-LD cannot be read: {error}")
            continue
        blocks += decoded if isinstance(decoded, list) else [decoded]
    return blocks


def _breadcrumbs(built: Built, page: Page, block: dict[str, Any]) -> Iterator[str]:
    items = block.get("itemListElement") or []
    if block.get("@context") != "https://schema.org" or not items:
        yield "a BreadcrumbList without context or items"
    if [item.get("position") for item in items] != list(range(1, len(items) + 1)):
        yield "positions of the way up do not count from 1"
    for item in items:
        if item.get("@type") != "ListItem" or not item.get("name"):
            yield f"a step without a name: {item}"
        # The last step is the page itself and may do without an address.
        if "item" in item and built.at(item["item"], page) is None:
            yield f"a step that leads nowhere: {item['item']}"
        if "item" not in item and item is not items[-1]:
            yield f"a step without an address: {item['name']}"
    if items and "item" in items[-1] and built.at(items[-1]["item"], page) != page.path:
        yield "the last step is not the page itself"


def _dataset(built: Built, page: Page, block: dict[str, Any], text: str) -> Iterator[str]:
    report = built.report(page)
    wanted = {
        "@context": "https://schema.org",
        "inLanguage": "zh-CN",
        "isAccessibleForFree": True,
        "temporalCoverage": str(report["year"]),
        "identifier": f"sha256:{report['source_sha256']}",
        "datePublished": _moment(report["published"]),
    }
    yield from (f"{key} is {block.get(key)}, not {value}" for key, value in wanted.items() if block.get(key) != value)
    if ("url" in block) is not bool(built.url) or built.at(block.get("url", ""), page) != page.path:
        yield f"the url is not that of the page: {block.get('url')}"
    if not 50 <= len(block.get("description", "")) <= 5000 or not block.get("name") or not block.get("keywords"):
        yield "a Dataset without a name, keywords or a description of 50 to 5000 characters"
    if ("creator" in block) is (NOINDEX in text):
        yield "there must be a creator exactly if the site is the office's own"
    if ("dateModified" in block) is not (bool(report["corrections"]) and bool(report["published"])):
        yield "there must be a dateModified exactly if there are corrections"
    files = [(item.get("encodingFormat"), item.get("contentUrl", "")) for item in block.get("distribution", ())]
    folder, has_form = built.root / stem(page.address), bool(report["observations"])
    right = [(item.media_type, folder / item.file) for item in exports(has_form=has_form)]
    if [(kind, built.at(file, page)) for kind, file in files] != right:
        yield f"the distribution is not the report's data: {files}"


def _moment(published: str | None) -> str | None:
    """A date in the format of schema.org; one with a time of day also has the time zone."""
    return f"{published.replace(' ', 'T')}:00+08:00" if published and " " in published else published


def _graph(built: Built, page: Page, text: str) -> Iterator[str]:
    tags = dict(GRAPH.findall(text))
    if page.kind in ("fragment", "missing"):
        return
    for name in ("og:title", "og:type", "og:site_name", "og:locale"):
        if not tags.get(name):
            yield f"no {name}"
    for name in ("og:url", "og:image"):
        if name in tags and (not built.owns(tags[name]) or built.at(tags[name]) is None):
            yield f"{name} leads nowhere: {tags[name]}"


def feed(built: Built) -> AuditResult:
    """The feed, as a feed reader parses it; a site has one exactly if a report has a date."""
    result = AuditResult()
    dated = [report for report in built.reports.values() if report["published"]]
    if (built.root / "feed.xml").is_file() is not bool(dated):
        result.faults.append(f"there must be a feed.xml exactly if reports have dates, and {len(dated)} have one")
    if result.faults or not dated:
        return result
    parsed = feedparser.parse(str(built.root / "feed.xml"))
    result.counts["entries"] = len(parsed.entries)
    result.faults += [f"feed.xml: {parsed.get('bozo_exception')}"] if parsed.bozo else []
    result.faults += [f"feed.xml: {fault}" for fault in _feed(built, parsed)]
    for entry in parsed.entries:
        result.faults += [f"feed.xml: {entry.id}: {fault}" for fault in _entry(built, entry)]
    expected = sorted((_changed(report) for report in dated), reverse=True)[:ENTRIES]
    if [entry.updated[:10] for entry in parsed.entries] != expected:
        result.faults.append("feed.xml: not the latest reports, the latest first")
    return result


def _feed(built: Built, parsed: Any) -> Iterator[str]:
    ids = [entry.id for entry in parsed.entries]
    if parsed.version != "atom10" or not parsed.feed.get("title") or not parsed.feed.get("id"):
        yield "no Atom feed with a title and an id"
    if len(set(ids)) != len(ids):
        yield "two entries have one id"
    if parsed.entries and parsed.feed.get("updated") != parsed.entries[0].updated:
        yield "the feed is not as old as its latest entry"
    for link in parsed.feed.get("links", ()):
        if built.at(link.href) is None:
            yield f"{link.rel} leads nowhere: {link.href}"


def _entry(built: Built, entry: Any) -> Iterator[str]:
    report = built.reports.get(stem(entry.link.removeprefix(built.url)))
    if report is None or built.at(entry.link) is None:
        yield f"leads to no report: {entry.link}"
        return
    if not entry.published.startswith(report["published"].replace(" ", "T")):
        yield f"published {entry.published}, but {report['published']} in the data"
    if entry.updated[:10] != _changed(report):
        yield f"updated {entry.updated}, but {_changed(report)} in the data"
    if not entry.get("author") or not entry.get("title") or not entry.get("summary"):
        yield "without an author, a title or a summary"


def _changed(report: dict[str, Any]) -> str:
    """The day of the last change of a report, which must have a date."""
    return max([report["published"][:10], *(item["date"] for item in report["corrections"])])


def site_map(built: Built) -> AuditResult:
    """The site map: it must have every page that is to be found once, with the date of its data if there is one."""
    result, text = AuditResult(), (built.root / "sitemap.xml").read_bytes()
    if gzip.decompress((built.root / "sitemap.xml.gz").read_bytes()) != text:
        result.faults.append("sitemap.xml.gz has another content than sitemap.xml")
    items = [(item.findtext(f"{SPACE}loc"), item.findtext(f"{SPACE}lastmod")) for item in ET.fromstring(text)]  # noqa: S314
    result.counts["addresses"], dates = len(items), _dates(built)
    listed = {page.path for page in built.pages if page.kind not in UNLISTED} if built.url else set()
    targets = [built.at(str(loc)) for loc, _ in items]
    result.faults += [f"sitemap.xml: {path} is either no page or not listed" for path in set(targets) ^ listed]
    if len(targets) != len(set(targets)) or len(targets) > SITE_MAP_LIMIT:
        result.faults.append("sitemap.xml: an address is listed twice, or there are too many")
    for loc, lastmod in items:
        result.counts["dates"] += bool(lastmod)
        wanted = dates.get(stem(str(loc).removeprefix(built.url)))
        if lastmod != wanted:
            result.faults.append(f"sitemap.xml: {loc} has the date {lastmod}, not {wanted}")
    return result


def _dates(built: Built) -> dict[str, str]:
    """Dates by stem of address: of reports, and of agencies the latest of their reports; other pages have none."""
    dates: dict[str, str] = {}
    for name, report in built.reports.items():
        if report["published"]:
            dates[name] = _changed(report)
            agency = name.partition("/")[0]
            for above in (agency, f"{agency}/index"):
                dates[above] = max(dates.get(above, ""), dates[name])
    return dates
