"""The Atom feed (RFC 4287) of new and corrected reports. Those without a date stay out; without any there is none."""

import uuid
from collections.abc import Iterator
from functools import partial
from urllib.parse import urljoin
from xml.etree import ElementTree as ET

from mkdocs.structure.files import File

from gongkai.findings import say
from gongkai.pages.remarks import corrected_place
from gongkai.reports import Agency, Report
from gongkai.reports.titles import report_title
from gongkai.site.build.context import Build
from gongkai.site.build.generated_file import DataFile
from gongkai.site.build.page_dates import changed, stamp

FEED = "feed.xml"
ENTRIES = 50
"""The latest so many; a feed does not grow with the site."""

_ATOM = "http://www.w3.org/2005/Atom"


def feed_part(build: Build) -> Iterator[File]:
    """The feed, where there is anything to tell."""
    told = list(_latest(build))
    if told:
        yield DataFile.of(build.config, FEED, partial(feed_text, build, told))


def feed_text(build: Build, told: list[tuple[Report, Agency]]) -> str:
    """The feed as XML.

    Args:
        build: The build.
        told: Reports with a date and their agencies, the latest change first.
    """
    feed = ET.Element("feed", {"xmlns": _ATOM, "xml:lang": "zh-CN"})
    site = build.site
    _add(feed, "id", site.url or _urn(site.name))
    _add(feed, "title", site.name)
    _add(feed, "subtitle", say("feed.subtitle"))
    _add(feed, "updated", _stamp(told[0][0]))
    ET.SubElement(feed, "link", {"rel": "self", "type": "application/atom+xml", "href": urljoin(site.url, FEED)})
    ET.SubElement(feed, "link", {"rel": "alternate", "type": "text/html", "href": site.url or "./"})
    for report, agency in told:
        _entry(feed, report, agency, build)
    ET.indent(feed)
    return f'<?xml version="1.0" encoding="utf-8"?>\n{ET.tostring(feed, encoding="unicode")}\n'


def _latest(build: Build) -> Iterator[tuple[Report, Agency]]:
    workspace = build.workspace
    dated = [
        report for key, report in workspace.reports.items() if workspace.public(key) and report.published is not None
    ]
    dated.sort(key=lambda report: (report.agency, report.year))
    dated.sort(key=_stamp, reverse=True)
    for report in dated[:ENTRIES]:
        yield report, workspace.agencies.get(report.agency) or Agency(report.agency, report.agency, report.agency)


def _entry(feed: ET.Element, report: Report, agency: Agency, build: Build) -> None:
    site, page = build.site, f"{report.agency}/{report.year}{'/' if build.config.use_directory_urls else '.html'}"
    entry = ET.SubElement(feed, "entry")
    title = report_title(report, agency)
    _add(entry, "id", urljoin(site.url, page) if site.url else _urn(f"{site.name} {page}"))
    _add(entry, "title", say("feed.corrected", {"title": title}) if report.corrections else title)
    _add(entry, "updated", _stamp(report))
    if report.published is not None:
        _add(entry, "published", stamp(report.published))
    _add(ET.SubElement(entry, "author"), "name", site.publisher or (site.name if site.noindex else agency.name))
    ET.SubElement(entry, "link", {"rel": "alternate", "type": "text/html", "href": urljoin(site.url, page)})
    ET.SubElement(entry, "category", {"term": str(report.year)})
    told = "".join(_corrections(report)) or say("feed.new", {"agency": agency.name, "year": report.year})
    _add(entry, "summary", told)


def _corrections(report: Report) -> Iterator[str]:
    """What was corrected on the last day on which anything was."""
    last = max((item.date for item in report.corrections), default="")
    for item in report.corrections:
        if item.date == last:
            text = {
                "date": item.date,
                "place": corrected_place(report, item),
                "before": item.before,
                "after": item.after,
            }
            yield say("feed.correction", text)


def _stamp(report: Report) -> str:
    moment = changed(report)
    return stamp(moment) if moment is not None else ""


def _add(parent: ET.Element, name: str, text: str) -> None:
    ET.SubElement(parent, name).text = text


def _urn(name: str) -> str:
    """A lasting id for what has no address of its own: the same name has the same id in every build."""
    return uuid.uuid5(uuid.NAMESPACE_OID, name).urn
