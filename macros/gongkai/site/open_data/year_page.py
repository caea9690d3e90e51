"""The page of the table of all agencies of a year: tools to find and choose, the tables, who is in none of them."""

from collections.abc import Iterator
from functools import partial

from markupsafe import Markup

from gongkai import routes
from gongkai.findings import say
from gongkai.pages.content import PageContent
from gongkai.pages.year_table import YearTable
from gongkai.renders.html.links import file_link, page_link
from gongkai.renders.html.markup import EMPTY, escape, fill, join
from gongkai.renders.html.years.year_table import groups_in, year_table_html
from gongkai.reports import Agency
from gongkai.routes import relative
from gongkai.site.open_data.table_tools import RowChoice, table_script, tools_form
from gongkai.site.open_data.year_tables import year_table_of
from gongkai.site.open_data.years import table_years
from gongkai.work.contents import SiteContents
from gongkai.work.page_type import GeneratedPage


def year_page(contents: SiteContents, page: GeneratedPage) -> PageContent:
    """The page's content."""
    year = page.year or 0
    table = year_table_of(contents, year)
    assert table is not None  # noqa: S101 - there is a page for years that have such a table alone
    sections = [
        ("own", say("data.table.own", {"count": len(table.own)}), _own(contents, page, table)),
        (
            "consolidated",
            say("data.table.consolidated", {"count": len(table.consolidated)}),
            _consolidated(contents, page, table),
        ),
        ("missing", say("data.table.missing-title"), _missing(contents, page, table)),
    ]
    filled = [section for section in sections if section[2]]
    body = join(fill('<h2 id="{}">{}</h2>{}', escape(name), escape(head), html) for name, head, html in filled)
    lead = say("data.table.lead", {"year": year})
    script = table_script(contents, page)
    opening = (fill("<h1>{}</h1>", escape(page.title)), fill('<p class="gk-lead">{}</p>', escape(lead)))
    return PageContent(
        join((*opening, _ways(contents, page, year), table_tools(table), body, script)),
        headings=tuple((name, head) for name, head, _ in filled),
        description=say("data.table.description", {"year": year}),
    )


def _own(contents: SiteContents, page: GeneratedPage, table: YearTable) -> Markup:
    if not table.own:
        return EMPTY
    caption = say("data.table.own", {"count": len(table.own)})
    notes = join(fill("<p>{}</p>", escape(note)) for note in _notes(table))
    html = year_table_html(table, table.own, caption=caption, links=partial(_links, contents, page, table))
    return fill('{}<div class="gk-legend">{}</div>', html, notes)


def _notes(table: YearTable) -> Iterator[str]:
    yield say("data.table.sums-note")
    if any(figure is None for line in table.lines for figure in line.figures):
        yield say("data.table.dash-note")
    retold = "、".join(line.agency.name for line in table.lines if line.retold)
    if retold:
        yield say("data.table.retold-note", {"names": retold})
    unstated = "、".join(line.agency.name for line in table.own if line.agency.scope is None)
    if unstated:
        yield say("data.table.unstated-note", {"names": unstated})
    forms = dict.fromkeys(line.form for line in table.on_other_forms)
    for form in forms:
        names = "、".join(line.agency.name for line in table.on_other_forms if line.form is form)
        yield say("data.table.other-forms", {"authority": form.authority, "names": names})


def _consolidated(contents: SiteContents, page: GeneratedPage, table: YearTable) -> Markup:
    if not table.consolidated:
        return EMPTY
    caption = say("data.table.consolidated", {"count": len(table.consolidated)})
    html = year_table_html(table, table.consolidated, caption=caption, links=partial(_links, contents, page, table))
    return fill("<p>{}</p>{}", escape(say("data.table.consolidated-note")), html)


def _links(contents: SiteContents, page: GeneratedPage, table: YearTable, agency: Agency) -> tuple[str, str]:
    addresses = contents.settings.addresses
    report = addresses.between(page.source, routes.report_page(agency.slug, table.year))
    return report, addresses.between(page.source, routes.series_page(agency.slug))


def _missing(contents: SiteContents, page: GeneratedPage, table: YearTable) -> Markup:
    if not table.missing:
        return EMPTY
    addresses = contents.settings.addresses
    items = []
    for reason, agencies in table.missing:
        links = (
            page_link(addresses, page.source, routes.agency_page(agency.slug), text=agency.name) for agency in agencies
        )
        lead = say("data.table.missing-line", {"reason": reason, "count": len(agencies)})
        items.append(fill("<li>{}{}</li>", escape(lead), join(links, "、")))
    return fill("<p>{}</p><ul>{}</ul>", escape(say("data.table.missing-note")), join(items))


def _ways(contents: SiteContents, page: GeneratedPage, year: int) -> Markup:
    """The files of the table, and the tables of other years."""
    addresses = contents.settings.addresses
    at = addresses.of(page.source)
    parts = []
    if contents.settings.open_data and not contents.settings.internal:
        files = join(
            (
                file_link(relative(routes.year_table_file(year, suffix), at), say(f"data.table.{suffix[1:]}"))
                for suffix in TABLE_FILES
            ),
            " ",
        )
        parts.append(fill("<span>{}{}</span>", escape(say("data.table.ways")), files))
    others = [item.year for item in table_years(contents) if item.year != year]
    if others:
        links = (
            page_link(addresses, page.source, routes.year_table_page(item), text=say("theme.year", {"year": item}))
            for item in others
        )
        parts.append(fill("<span>{}{}</span>", escape(say("data.table.years")), join(links, " ")))
    return fill('<p class="gk-ways">{}</p>', join(parts)) if parts else EMPTY


TABLE_FILES = (".csv", ".xlsx")
"""The kinds of files that the table comes as."""


def table_tools(table: YearTable) -> Markup:
    """The form that the script serves for a table of a year."""
    kinds = [(label, label) for label in groups_in(table)]
    columns = [(place, column.path) for place, column in enumerate(table.columns, start=2)]
    return tools_form(columns, [RowChoice("kind", say("data.table.kind"), say("data.table.all-kinds"), kinds)])
