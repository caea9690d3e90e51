"""What machines read in a page's head: schema.org as JSON-LD (``BreadcrumbList``, ``Dataset``) and Open Graph.

Like the meta tags these say only what is known: a report without a date gets none, a site that is not the office's
own does not speak as the office.
"""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any
from urllib.parse import urljoin

from gongkai.findings import say
from gongkai.pages.moments import last_change, stamp
from gongkai.renders.export import Format, public_formats
from gongkai.reports import Agency, Report
from gongkai.reports.titles import report_title
from gongkai.routes import relative
from gongkai.site.head.meta_tags import Tag, report_description
from gongkai.work.settings import SiteSettings

PICTURE = "assets/gongkai/card.png"
"""What is shown where a page is shared; 1200 by 630."""

_ENCODER = json.JSONEncoder(ensure_ascii=False, separators=(",", ":"))


@dataclass(frozen=True, slots=True)
class Where:
    """A page's addresses.

    Attributes:
        source: Its path below the docs folder.
        page: Its address relative to the site.
        url: Its full address; empty where the site has none.
    """

    source: str
    page: str = ""
    url: str = ""


def script_text(data: Sequence[Mapping[str, Any]]) -> str:
    """JSON that may stand in a script element: nothing in it can end the element."""
    text = _ENCODER.encode(data)
    return text.replace("<", "\\u003c").replace(">", "\\u003e").replace("&", "\\u0026")


def breadcrumbs(site: SiteSettings, path: Sequence[Mapping[str, str]], where: Where) -> Mapping[str, Any] | None:
    """The way up as a ``BreadcrumbList``; None where there is none.

    Args:
        site: The site; where it has no address, addresses are relative to the page.
        path: Steps with ``title`` and ``url`` relative to the site, the page itself last.
        where: The page's addresses.
    """
    if not path:
        return None
    items = []
    for position, step in enumerate(path, start=1):
        item: dict[str, Any] = {"@type": "ListItem", "position": position, "name": step["title"]}
        if step["url"]:
            item["item"] = _address(site, step["url"], where)
        elif where.url:
            item["item"] = where.url
        items.append(item)
    return {"@context": "https://schema.org", "@type": "BreadcrumbList", "itemListElement": items}


def dataset(site: SiteSettings, report: Report, agency: Agency, *, where: Where, sha256: str) -> Mapping[str, Any]:
    """A report as a ``Dataset``; the distribution is the files that it is published in.

    Args:
        site: The site; where it has no address, addresses are relative to the page.
        report: The report.
        agency: Who reports.
        where: The page's addresses.
        sha256: The hash of its sources.
    """
    data: dict[str, Any] = {
        "@context": "https://schema.org",
        "@type": "Dataset",
        "name": report_title(report, agency),
        "description": report_description(report, agency),
        "inLanguage": "zh-CN",
        "temporalCoverage": str(report.year),
        "isAccessibleForFree": True,
        "identifier": f"sha256:{sha256}",
        "keywords": [agency.name, say("theme.keyword"), say("theme.report-kind")],
        "distribution": [_download(site, report, item, where) for item in public_formats(report)],
    }
    if where.url:
        data["url"] = where.url
    if report.published is not None:
        data["datePublished"] = _date(report)
    last = last_change(report)
    if last is not None and report.corrections:
        data["dateModified"] = stamp(last)
    if report.form is not None:
        data["measurementTechnique"] = report.form.authority
    if site.publisher:
        data["publisher"] = {"@type": "Organization", "name": site.publisher}
    if not site.noindex:
        data["creator"] = {"@type": "GovernmentOrganization", "name": agency.name}
    return data


def _download(site: SiteSettings, report: Report, item: Format, where: Where) -> Mapping[str, Any]:
    file = _address(site, f"{report.agency}/{report.year}/{item.file}", where)
    return {"@type": "DataDownload", "encodingFormat": item.media_type, "contentUrl": file}


def graph_tags(site: SiteSettings, *, title: str, description: str, url: str, article: bool) -> list[Tag]:
    """Open Graph, whose addresses must be full ones: a site without an address has no picture and no ``og:url``."""
    tags = [
        ("og:type", "article" if article else "website"),
        ("og:title", title),
        ("og:site_name", site.name),
        ("og:locale", "zh_CN"),
        ("og:description", description),
        ("og:url", url),
        ("og:image", urljoin(site.url, PICTURE) if site.url else ""),
        ("og:image:alt", say("theme.card") if site.url else ""),
    ]
    return [(name, " ".join(content.split())) for name, content in tags if content.strip()]


def _address(site: SiteSettings, address: str, where: Where) -> str:
    return urljoin(site.url, address) if site.url else relative(address, where.page)


def _date(report: Report) -> str:
    moment = report.published
    return stamp(moment) if moment is not None and moment.time is not None else str(moment.date if moment else "")
