"""The Atom feed (RFC 4287) of new and corrected reports. Those without a date stay out; without any there is none."""

import uuid
from urllib.parse import urljoin
from xml.etree import ElementTree as ET

from gongkai import routes
from gongkai.findings import say
from gongkai.pages.moments import stamp
from gongkai.work.contents import SiteContents
from gongkai.work.page_type import FileType, MenuPlace
from gongkai.work.summary import ReportSummary

ENTRIES = 50
"""The most entries, the latest ones: a feed does not grow with the site."""

_ATOM = "http://www.w3.org/2005/Atom"


def _has_dates(contents: SiteContents) -> bool:
    return not contents.settings.internal and bool(latest_changes(contents))


def feed_text(contents: SiteContents) -> str:
    """The Atom feed of the site's latest reports, as XML."""
    changes = latest_changes(contents)
    settings = contents.settings
    feed = ET.Element("feed", {"xmlns": _ATOM, "xml:lang": "zh-CN"})
    _add(feed, "id", settings.url or _urn(settings.name))
    _add(feed, "title", settings.name)
    _add(feed, "subtitle", say("feed.subtitle", {"kind": contents.report_kinds().name}))
    _add(feed, "updated", _changed(changes[0]))
    href = urljoin(settings.url, routes.FEED)
    ET.SubElement(feed, "link", {"rel": "self", "type": "application/atom+xml", "href": href})
    ET.SubElement(feed, "link", {"rel": "alternate", "type": "text/html", "href": settings.url or "./"})
    for change in changes:
        _entry(feed, change, contents)
    ET.indent(feed)
    return f'<?xml version="1.0" encoding="utf-8"?>\n{ET.tostring(feed, encoding="unicode")}\n'


def latest_changes(contents: SiteContents) -> list[ReportSummary]:
    """The public reports that were published or corrected last, the latest first."""
    dated = [item for item in contents.summaries.values() if item.public and item.changed is not None]
    dated.sort(key=lambda item: (item.agency, item.year))
    dated.sort(key=_changed, reverse=True)
    return dated[:ENTRIES]


def _entry(feed: ET.Element, report: ReportSummary, contents: SiteContents) -> None:
    settings = contents.settings
    owner = contents.entries[report.agency]
    agency = owner.agency
    page = settings.addresses.of(routes.report_page(report.agency, report.year))
    entry = ET.SubElement(feed, "entry")
    _add(entry, "id", urljoin(settings.url, page) if settings.url else _urn(f"{settings.name} {page}"))
    _add(entry, "title", say("feed.corrected", {"title": report.title}) if report.corrections else report.title)
    _add(entry, "updated", _changed(report))
    if report.published is not None:
        _add(entry, "published", stamp(report.published))
    author = settings.publisher or (settings.name if settings.noindex else agency.name)
    _add(ET.SubElement(entry, "author"), "name", author)
    ET.SubElement(entry, "link", {"rel": "alternate", "type": "text/html", "href": urljoin(settings.url, page)})
    ET.SubElement(entry, "category", {"term": str(report.year)})
    new = say("feed.new", {"agency": agency.name, "report": owner.report(report.year)})
    _add(entry, "summary", "".join(report.corrections) or new)


def _changed(report: ReportSummary) -> str:
    return stamp(report.changed) if report.changed is not None else ""


def _add(parent: ET.Element, name: str, text: str) -> None:
    ET.SubElement(parent, name).text = text


def _urn(name: str) -> str:
    """A lasting id for what has no address of its own: the same name has the same id in every build."""
    return uuid.uuid5(uuid.NAMESPACE_OID, name).urn


TYPES = (FileType(route=routes.FEED, make=feed_text, exists=_has_dates, footer=MenuPlace(3, "menu.feed"), position=60),)
