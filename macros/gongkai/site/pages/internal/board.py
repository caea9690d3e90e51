"""The filing boards of an internal site: a row an agency, a page a year, the newest year first in the menu."""

from collections.abc import Iterator
from functools import partial

from markupsafe import Markup

from gongkai import routes
from gongkai.findings import say
from gongkai.pages.board import BoardRow, FilingBoard
from gongkai.pages.content import PageContent
from gongkai.renders.board.page import board_columns, board_html
from gongkai.renders.board.text import tally_text
from gongkai.renders.html.links import file_link, page_link
from gongkai.renders.html.markup import EMPTY, escape, fill, join
from gongkai.reports import Agency
from gongkai.site.open_data.table_tools import RowChoice, table_script, tools_form
from gongkai.work.contents import SiteContents
from gongkai.work.page_type import GeneratedPage


def board_pages(contents: SiteContents) -> Iterator[GeneratedPage]:
    """A page for every year that has a report."""
    for number, board in enumerate(contents.office.boards if contents.office is not None else ()):
        title = say("office.title", {"year": board.year})
        source = routes.page_of_route(routes.INTERNAL_YEAR, "", board.year) if number else routes.INTERNAL
        yield GeneratedPage(source, title, year=board.year)


def board_page(contents: SiteContents, page: GeneratedPage) -> PageContent:
    """The board of a year."""
    assert contents.office is not None  # noqa: S101 - there are such pages on an internal site alone
    board = next(item for item in contents.office.boards if item.year == page.year)
    lead = say("office.lead", {"today": board.today.isoformat(), "tally": tally_text(board)})
    tools = tools_form(board_columns(), _choices(board))
    own = tuple(row for row in board.rows if not row.agency.is_consolidated)
    others = tuple(row for row in board.rows if row.agency.is_consolidated)
    parts = [(name, rows) for name, rows in (("own", own), ("consolidated", others)) if rows]
    headings = [(name, say(f"office.{name}", {"count": len(rows)})) for name, rows in parts]
    tables = join(
        _section(contents, page, rows, head, name) for (name, rows), (_, head) in zip(parts, headings, strict=True)
    )
    opening = fill('<h1>{}</h1><p class="gk-lead">{}</p>', escape(page.title), escape(lead))
    note = fill('<div class="gk-legend"><p>{}</p></div>', escape(say("office.note")))
    html = join((opening, _ways(contents, page, board), tools, tables, note, table_script(contents, page)))
    return PageContent(html, headings=tuple(headings))


def _choices(board: FilingBoard) -> Iterator[RowChoice]:
    """By state and by review, of those that there are."""
    states = [(state.value, state.word) for state, count in board.tally.items() if count]
    yield RowChoice("kind", say("office.state"), say("office.all-states"), states)
    reviews = [(state.value, state.word) for state, count in board.review_tally.items() if count]
    yield RowChoice("review", say("office.review"), say("office.all-reviews"), reviews)


def _section(contents: SiteContents, page: GeneratedPage, rows: tuple[BoardRow, ...], head: str, name: str) -> Markup:
    table = board_html(rows, caption=head, links=partial(_links, contents, page), sums=name == "own")
    return fill('<h2 id="{}">{}</h2>{}', escape(name), escape(head), table)


def _links(contents: SiteContents, page: GeneratedPage, agency: Agency) -> tuple[str, str]:
    """The address of an agency's report, or of its page where that is not to be read; and of what was found of it."""
    addresses, entry = contents.settings.addresses, contents.entries.get(agency.slug)
    report = ""
    if entry is not None:
        there = page.year in entry.years
        source = routes.report_page(agency.slug, page.year or 0) if there else routes.agency_page(agency.slug)
        report = addresses.between(page.source, source)
    items = contents.office.findings.get(agency.slug, ()) if contents.office is not None else ()
    seen = any(item.year in (None, page.year) for item in items)
    findings = f"{addresses.between(page.source, routes.INTERNAL_FINDINGS)}?section={agency.slug}#{agency.slug}"
    return report, findings if seen else ""


def _ways(contents: SiteContents, page: GeneratedPage, board: FilingBoard) -> Markup:
    """The workbook of the board, and the boards of other years."""
    links = [
        page_link(contents.settings.addresses, page.source, other.source, text=say("theme.year", {"year": other.year}))
        for other in board_pages(contents)
        if other.year != board.year
    ]
    at = contents.settings.addresses.of(page.source)
    file = routes.relative(routes.INTERNAL_WORKBOOK.format(year=board.year), at)
    book = file_link(file, say("office.workbook-link"))
    others = fill("<span>{}{}</span>", escape(say("office.years")), join(links, " ")) if links else EMPTY
    return fill('<p class="gk-ways"><span>{}{}</span>{}</p>', escape(say("office.workbook")), book, others)
