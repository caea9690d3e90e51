"""How the data are cited, on which terms, with what in mind: by the site's settings, and nothing invented."""

from collections.abc import Iterator, Sequence

from markupsafe import Markup

from gongkai.findings import say
from gongkai.renders.html.markup import escape, fill
from gongkai.renders.open_data.files import DataTerms
from gongkai.renders.open_data.package import ADDRESS
from gongkai.work.contents import SiteContents
from gongkai.work.settings import SiteSettings


def data_terms(contents: SiteContents, years: Sequence[int]) -> DataTerms:
    """What the package says of itself."""
    settings, kinds = contents.settings, contents.report_kinds()
    return DataTerms(
        title=say("data.package-title", {"kind": kinds.name}),
        description=say("data.package-description", {"site": settings.name, "kind": kinds.name}),
        keywords=kinds.keywords,
        site=settings.name,
        url=settings.url,
        publisher=settings.publisher or settings.sponsor,
        licence=settings.licence,
        contact=settings.contact,
        contact_text=contact_text(settings),
        citation=citation(contents, years),
        licence_text=licence_text(settings.licence),
        caveats=caveats(contents),
    )


def contact_text(settings: SiteSettings) -> str:
    """A sentence on whom to ask, or on that the site does not say so."""
    return say("data.contact", {"contact": settings.contact}) if settings.contact else say("data.no-contact")


def caveats(contents: SiteContents) -> tuple[str, ...]:
    """What has to be known before figures are added up or compared."""
    return (*_retold(contents), *(say(f"data.notes.{name}") for name in _names(contents)))


def _retold(contents: SiteContents) -> Iterator[str]:
    """Which reports retell the documents of their organs, and are not these documents."""
    names = [
        say("data.retold-report", {"agency": contents.entries[slug].agency.name, "year": year})
        for (slug, year), summary in contents.summaries.items()
        if summary.retold
    ]
    if names:
        yield say("data.retold", {"reports": "、".join(names)})


def _names(contents: SiteContents) -> Iterator[str]:
    yield from ("blank", "scope", "totals")
    if len(contents.forms_in_use()) > 1:
        yield "forms"
    yield from ("units", "all", "formula")
    if contents.settings.noindex:
        yield "not-official"


def citation(contents: SiteContents, years: Sequence[int]) -> str:
    """How the data are cited: the site, what they are, which years, the address where the site has one."""
    settings, kind = contents.settings, contents.report_kinds().name
    first, last = min(years), max(years)
    span = say("data.one-year", {"year": last}) if first == last else ""
    span = span or say("data.several-years", {"first": first, "last": last})
    address = say("data.cite-address", {"url": settings.url}) if settings.url else ""
    return say("data.cite", {"site": settings.name, "kind": kind, "years": span, "address": address})


def licence_text(licence: str) -> str:
    """A sentence on the terms of use, or on that the site states none."""
    return say("data.licence-text", {"licence": licence}) if licence else say("data.no-licence")


def licence_html(licence: str) -> Markup:
    """The same as HTML, with a link where it is an address."""
    if not ADDRESS.fullmatch(licence):
        return escape(licence_text(licence))
    return fill('{}<a href="{}">{}</a>', escape(say("data.licence")), escape(licence), escape(licence))
