"""The complete list of reports by year, a hundred on a page: it needs no script and no search."""

from collections.abc import Iterator, Sequence
from functools import partial

from mkdocs.structure.files import File

from gongkai.findings import say
from gongkai.renders.html import escape
from gongkai.renders.html.dates import day_html
from gongkai.renders.links import page_link
from gongkai.routes import Addresses
from gongkai.site.build.context import Build
from gongkai.site.build.generated_page import Made, MadeFile
from gongkai.site.pages.catalog import YEARS, Entry, all_years, chunks, of_year, year_path
from gongkai.site.pages.pager import pager_html


def years_part(build: Build) -> Iterator[File]:
    """A page with all years, and for each year its reports."""
    yield MadeFile.of(build.config, YEARS, say("lists.years"), partial(_all, build))
    for year in all_years(build.entries):
        pages = chunks(of_year(build.entries, year))
        for number in range(1, len(pages) + 1):
            make = partial(_year, build, year, pages=pages, number=number)
            yield MadeFile.of(build.config, year_path(year, number), _title(year, number), make)


def _title(year: int, number: int) -> str:
    return say("lists.year" if number == 1 else "lists.year-page", {"year": year, "number": number})


def _all(build: Build) -> Made:
    title = say("lists.years")
    addresses = Addresses(build.config.use_directory_urls)
    items = []
    for year in all_years(build.entries):
        link = page_link(addresses, YEARS, year_path(year), text=say("theme.year", {"year": year}))
        count = say("lists.count", {"count": len(of_year(build.entries, year))})
        items.append(f"<li>{link} <span>{count}</span></li>")
    body = f'<ul class="gk-list">{"".join(items)}</ul>' if items else f"<p>{say('theme.none')}</p>"
    lead = f'<p class="gk-lead">{say("lists.years-lead")}</p>' if items else ""
    return Made(f'<h1 id="list">{title}</h1>{lead}{body}', headings=(("list", title),))


def _year(build: Build, year: int, *, pages: Sequence[Sequence[Entry]], number: int) -> Made:
    at, title = year_path(year, number), _title(year, number)
    addresses = Addresses(build.config.use_directory_urls)
    count = say("lists.count", {"count": sum(map(len, pages))})
    items = "".join(f"<li>{_report(build, entry, year, at, addresses)}</li>" for entry in pages[number - 1])
    pager = pager_html(number, len(pages), lambda page: addresses.between(at, year_path(year, page)))
    html = (
        f'<h1 id="list">{escape(title)}</h1><p class="gk-lead">{count}</p>'
        f'<ul class="gk-list gk-list--two">{items}</ul>{pager}{_others(build, year, at, addresses)}'
    )
    return Made(html, headings=(("list", title),))


def _report(build: Build, entry: Entry, year: int, at: str, addresses: Addresses) -> str:
    name = entry.agency.name
    if year in entry.drafts:
        name = say("theme.draft", {"title": name})
    link = page_link(addresses, at, f"{entry.slug}/{year}.md", text=name)
    report = build.workspace.report(entry.slug, year)
    shown = day_html(report.published) if report and report.published else say("page.undated")
    return f"{link} <span>{shown}</span>"


def _others(build: Build, year: int, at: str, addresses: Addresses) -> str:
    """The way to the lists of other years; there are as many as there are forms' years, not as agencies."""
    links = [
        page_link(addresses, at, year_path(other), text=say("theme.year", {"year": other}))
        for other in all_years(build.entries)
        if other != year
    ]
    if not links:
        return ""
    name, items = say("lists.other-years"), "".join(f"<li>{link}</li>" for link in links)
    return f'<nav class="gk-others" aria-label="{name}"><p>{name}</p><ul>{items}</ul></nav>'
