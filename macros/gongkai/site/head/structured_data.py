"""Structured data in a page's head: schema.org as JSON-LD (``BreadcrumbList``, ``Dataset``), and Open Graph.

Like the meta tags they state only what is known: a report without a date gets no date, and on a site that is not the
agency's own (``noindex``) the agency is not given as the creator.
"""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any
from urllib.parse import urljoin

from gongkai.findings import say
from gongkai.pages.moments import last_change, stamp
from gongkai.pages.remarks import retelling_text
from gongkai.renders.export import Format, public_formats
from gongkai.reports import Agency, Report
from gongkai.reports.titles import ReportKinds, kind_of, report_title
from gongkai.routes import BARE_COPY, TITLED_COPY, relative
from gongkai.site.head.meta_tags import MetaTag, report_description
from gongkai.work.settings import SiteSettings

PICTURE = "assets/gongkai/card.png"
"""The picture that other sites show with a link to a page; 1200 by 630 pixels."""

_ENCODER = json.JSONEncoder(ensure_ascii=False, separators=(",", ":"))


@dataclass(frozen=True, slots=True)
class PageAddresses:
    """A page's path and addresses.

    Attributes:
        source: Its path below the docs folder.
        page: Its address relative to the site.
        url: Its full address; empty where the site has none.
    """

    source: str
    page: str = ""
    url: str = ""


def script_text(data: Sequence[Mapping[str, Any]]) -> str:
    """JSON for a script element, escaped so that nothing in it can end the element."""
    text = _ENCODER.encode(data)
    return text.replace("<", "\\u003c").replace(">", "\\u003e").replace("&", "\\u0026")


def breadcrumbs(
    site: SiteSettings, path: Sequence[Mapping[str, str]], addresses: PageAddresses
) -> Mapping[str, Any] | None:
    """The breadcrumbs as a ``BreadcrumbList``; None where there are none.

    Args:
        site: The site; where it has no address, addresses are relative to the page.
        path: Steps with ``title`` and ``url`` relative to the site, the page itself last.
        addresses: The page's addresses.
    """
    if not path:
        return None
    items = []
    for position, step in enumerate(path, start=1):
        item: dict[str, Any] = {"@type": "ListItem", "position": position, "name": step["title"]}
        if step["url"]:
            item["item"] = _address(site, step["url"], addresses)
        elif addresses.url:
            item["item"] = addresses.url
        items.append(item)
    return {"@context": "https://schema.org", "@type": "BreadcrumbList", "itemListElement": items}


def dataset(
    site: SiteSettings, report: Report, agency: Agency, *, addresses: PageAddresses, sha256: str
) -> Mapping[str, Any]:
    """A report as a ``Dataset``; its ``distribution`` lists the files that it is published in.

    Args:
        site: The site; where it has no address, addresses are relative to the page.
        report: The report.
        agency: Its agency.
        addresses: The page's addresses.
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
        "keywords": [agency.name, *ReportKinds.of([kind_of(report.form)]).keywords],
        "distribution": [
            _download(site, report, item, addresses)
            for item in public_formats(report, among=site.formats)
            if item.file not in (BARE_COPY, TITLED_COPY)  # the page once more, and no data
        ],
    }
    if addresses.url:
        data["url"] = addresses.url
    data |= _origin(site, report, agency)
    return data


def _origin(site: SiteSettings, report: Report, agency: Agency) -> Mapping[str, Any]:
    """Who made and who published the data of a report, on what form and when; the publisher is the site's."""
    data: dict[str, Any] = {}
    if report.published is not None:
        data["datePublished"] = _date(report)
    last = last_change(report)
    if last is not None and report.corrections:
        data["dateModified"] = stamp(last)
    if report.form is not None:
        data["measurementTechnique"] = report.form.authority
    if report.retold is not None:
        data["creditText"] = retelling_text(report.retold)
        data["isBasedOn"] = report.retold.original
    if site.publisher:
        data["publisher"] = {"@type": "Organization", "name": site.publisher}
    if not site.noindex and report.retold is None:
        data["creator"] = {"@type": "GovernmentOrganization", "name": agency.name}
    return data


def _download(site: SiteSettings, report: Report, item: Format, addresses: PageAddresses) -> Mapping[str, Any]:
    file = _address(site, f"{report.agency}/{report.year}/{item.file}", addresses)
    return {"@type": "DataDownload", "encodingFormat": item.media_type, "contentUrl": file}


def graph_tags(  # noqa: PLR0913 - what the head says of a page
    site: SiteSettings, kinds: ReportKinds, *, title: str, description: str, url: str, article: bool
) -> list[MetaTag]:
    """Open Graph tags. Their addresses must be absolute: a site without an address has no picture and no ``og:url``.

    The picture bears the name of the statutory report: a site without any has none.
    """
    picture = urljoin(site.url, PICTURE) if site.url and kinds.any_statutory else ""
    tags = [
        ("og:type", "article" if article else "website"),
        ("og:title", title),
        ("og:site_name", site.name),
        ("og:locale", "zh_CN"),
        ("og:description", description if description != title else ""),
        ("og:url", url),
        ("og:image", picture),
        ("og:image:alt", say("theme.card") if picture else ""),
    ]
    return [(name, " ".join(content.split())) for name, content in tags if content.strip()]


def _address(site: SiteSettings, address: str, addresses: PageAddresses) -> str:
    return urljoin(site.url, address) if site.url else relative(address, addresses.page)


def _date(report: Report) -> str:
    moment = report.published
    return stamp(moment) if moment is not None and moment.time is not None else str(moment.date if moment else "")
