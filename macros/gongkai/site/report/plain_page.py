"""The page of a report in plain words (易读版). It depends on its own agency's data alone."""

from collections.abc import Iterator

from gongkai import routes
from gongkai.findings import say
from gongkai.pages.content import PageContent
from gongkai.pages.in_words.plain_words import has_plain_words, plain_words
from gongkai.renders.html.links import link_list, page_link
from gongkai.renders.html.markup import escape, fill, join
from gongkai.work.contents import AgencyContents
from gongkai.work.page_type import GeneratedPage


def plain_pages(contents: AgencyContents) -> Iterator[GeneratedPage]:
    """One for each report with figures that sentences can be made of."""
    slug, name = contents.entry.slug, contents.entry.agency.name
    for report in contents.with_figures():
        if report.form is None or not has_plain_words(report.form):
            continue
        title = say("plain-words.title", {"agency": name, "year": report.year})
        yield GeneratedPage(routes.page_of_route(routes.PLAIN, slug, report.year), title, slug, report.year)


def plain_page(contents: AgencyContents, page: GeneratedPage) -> PageContent:
    """The page's content."""
    reports = {report.year: report for report in contents.with_figures()}
    year, at, addresses = page.year or 0, page.source, contents.settings.addresses
    sentences = plain_words(reports[year], contents.entry.agency, previous=reports.get(year - 1))
    text = join(fill("<li>{}</li>", escape(sentence)) for sentence in sentences)
    links = [
        page_link(addresses, at, routes.report_page(contents.entry.slug, year), text=say("plain-words.full")),
        page_link(addresses, at, routes.GLOSSARY, text=say("plain-words.glossary")),
        page_link(addresses, at, routes.agency_page(contents.entry.slug), text=say("plain-words.ask")),
    ]
    html = fill('<h1>{}</h1><ul class="gk-easy">{}</ul>{}', escape(page.title), text, link_list(links))
    return PageContent(html, description=page.title)
