"""The page that lists the files of data: a line a year, how they are used, what their columns say, on what terms."""

from collections.abc import Iterator, Mapping, Sequence

from markupsafe import Markup

from gongkai import routes
from gongkai.findings import say
from gongkai.forms import CellId
from gongkai.pages.content import PageContent, TextBlock
from gongkai.renders.html.links import file_link, page_link
from gongkai.renders.html.markup import EMPTY, escape, fill, join
from gongkai.renders.html.regions import plain_table_region
from gongkai.renders.open_data.columns import figure_columns
from gongkai.renders.open_data.examples import NAMES, WITH_PARQUET, example_texts
from gongkai.renders.open_data.files import comes_packed, figures_suffix
from gongkai.routes import relative
from gongkai.site.open_data.terms import caveats, citation, contact_text, licence_html, licence_text
from gongkai.site.open_data.year_page import TABLE_FILES
from gongkai.site.open_data.years import DataYear, data_years
from gongkai.work.contents import SiteContents
from gongkai.work.page_type import GeneratedPage


def data_page(contents: SiteContents, page: GeneratedPage) -> PageContent:
    """The page's content."""
    years = data_years(contents)
    why_not = _why_not(contents, years)
    title = fill("<h1>{}</h1>", escape(page.title))
    if why_not:
        html = join((title, fill("<p>{}</p>", escape(why_not))))
        return PageContent(html, description=say("data.description"), text=(TextBlock(page.title, ""),))
    sections = (
        ("years", say("data.years"), _years(contents, page, years)),
        ("all", say("data.all"), _everything(contents, page)),
        ("examples", say("data.examples.title"), _examples(contents, years)),
        ("columns", say("data.columns-title"), _columns()),
        ("caveats", say("data.caveats"), _caveats(contents)),
        ("use", say("data.use"), _use(contents, page, years)),
    )
    filled = [section for section in sections if section[2]]
    body = join(fill('<h2 id="{}">{}</h2>{}', escape(name), escape(head), html) for name, head, html in filled)
    return PageContent(
        join((title, fill('<p class="gk-lead">{}</p>', escape(say("data.lead"))), body)),
        headings=tuple((name, head) for name, head, _ in filled),
        description=say("data.description"),
        text=tuple(_text(contents, page, years)),
    )


def _why_not(contents: SiteContents, years: Sequence[DataYear]) -> str:
    if not contents.settings.open_data:
        return say("data.off")
    if not years:
        return say("data.none")
    return say("data.preview") if contents.settings.internal else ""


def _years(contents: SiteContents, page: GeneratedPage, years: Sequence[DataYear]) -> Markup:
    table = ("table.table",) if any(item.has_table for item in years) else ()
    names = {name: say(f"data.{name}-head") for name in ("year", "reports", *table, "figures")}
    heads = join(fill('<th scope="col">{}</th>', escape(name)) for name in names.values())
    rows = join(_year_row(contents, page, item, names) for item in years)
    region = plain_table_region(fill("<thead><tr>{}</tr></thead><tbody>{}</tbody>", heads, rows), 1, lined=True)
    notes = {
        "data.years-note": True,
        "data.packed-note": any(comes_packed(item.lines) for item in years),
        "data.parquet-note": contents.settings.parquet,
    }
    note = "".join(say(name) for name, suits in notes.items() if suits)
    return fill('{}<p class="gk-legend">{}</p>', region, escape(note))


def _year_row(contents: SiteContents, page: GeneratedPage, item: DataYear, heads: Mapping[str, str]) -> Markup:
    addresses = contents.settings.addresses
    year = page_link(
        addresses, page.source, routes.year_list_page(item.year), text=say("theme.year", {"year": item.year})
    )
    kinds = {"csv-zip" if comes_packed(item.lines) else "csv": figures_suffix(item.lines)}
    if contents.settings.parquet:
        kinds["parquet"] = ".parquet"
    files = join(
        (
            _file_link(contents, page, routes.year_figures_file(item.year, suffix), text=say(f"data.{name}"))
            for name, suffix in kinds.items()
        ),
        " ",
    )
    lines = escape(say("data.lines", {"count": f"{item.lines:,}"}))
    cell = fill('{} <span class="gk-note">{}</span>', files, lines)
    table = page_link(addresses, page.source, routes.year_table_page(item.year), text=say("data.table.page"))
    tables = [
        _file_link(contents, page, routes.year_table_file(item.year, suffix), text=say(f"data.table.{suffix[1:]}"))
        for suffix in TABLE_FILES
    ]
    ways = join((table, *tables), " ") if item.has_table else EMPTY
    cells = {"year": year, "reports": escape(_reports(item)), "table.table": ways, "figures": cell}
    labelled = ((head, cells[name]) for name, head in heads.items())
    return fill("<tr>{}</tr>", join(fill('<td data-label="{}">{}</td>', escape(head), part) for head, part in labelled))


def _reports(item: DataYear) -> str:
    if not item.consolidated:
        return say("data.reports", {"count": item.own})
    return say("data.reports-both", {"own": item.own, "consolidated": item.consolidated})


def _file_link(contents: SiteContents, page: GeneratedPage, path: str, *, text: str) -> Markup:
    address = relative(path, contents.settings.addresses.of(page.source))
    return file_link(address, text)


def _everything(contents: SiteContents, page: GeneratedPage) -> Markup:
    """The files on all years together."""
    items = (
        fill(
            "<li>{} <span>{}</span></li>",
            _file_link(contents, page, path, text=path.rpartition("/")[2]),
            escape(say(f"data.files.{name}")),
        )
        for name, path in _OF_ALL_YEARS.items()
    )
    return fill('<ul class="gk-list">{}</ul>', join(items))


_OF_ALL_YEARS = {
    "archive": routes.DATA_ARCHIVE,
    "readme": routes.DATA_README,
    "package": routes.DATA_PACKAGE,
    "catalog": routes.DATA_CATALOG,
}


def _examples(contents: SiteContents, years: Sequence[DataYear]) -> Markup:
    example = _example_cell(years)
    if example is None:
        return EMPTY
    item, cell = example
    file = routes.year_figures_file(item.year, ".csv").rpartition("/")[2]
    texts = example_texts(file, cell)
    lead = say("data.examples.lead", {"year": item.year, "label": _label(item, cell)})
    if comes_packed(item.lines):
        lead += say("data.examples.unpack")
    parts = [fill("<p>{}</p>", escape(lead))]
    for name in WITH_PARQUET if contents.settings.parquet else NAMES:
        title, before = escape(say(f"data.examples.{name}.title")), escape(say(f"data.examples.{name}.before"))
        parts.append(fill('<h3 id="{}">{}</h3><p>{}</p>', escape(name), title, before))
        parts.append(fill('<pre class="gk-code"><code>{}</code></pre>', escape(texts[name].strip())))
    return join(parts)


def _example_cell(years: Sequence[DataYear]) -> tuple[DataYear, CellId] | None:
    """The newest year whose form has requests, and the cell of those that were received."""
    cells = ((item, item.form.role("received")) for item in years)
    return next(((item, cell) for item, cell in cells if cell is not None), None)


def _label(item: DataYear, cell: CellId) -> str:
    table = item.form.table_index[cell.table]
    row, column = table.position(cell.row, cell.column)
    return f"{table.rows[row].name.short}—{table.columns(row)[column].name.short}"


def _columns() -> Markup:
    names = ("data.column-head", "data.meaning-head")
    heads = join(fill('<th scope="col">{}</th>', escape(say(name))) for name in names)
    rows = join(
        fill("<tr><td>{}</td><td>{}</td></tr>", escape(column.name), escape(column.meaning))
        for column in figure_columns()
    )
    return plain_table_region(fill("<thead><tr>{}</tr></thead><tbody>{}</tbody>", heads, rows), 2)


def _caveats(contents: SiteContents) -> Markup:
    return fill("<ul>{}</ul>", join(fill("<li>{}</li>", escape(text)) for text in caveats(contents)))


def _use(contents: SiteContents, page: GeneratedPage, years: Sequence[DataYear]) -> Markup:
    settings = contents.settings
    link = page_link(settings.addresses, page.source, routes.CONTACT, text=say("data.contact-page"))
    cited = escape(citation(contents, [item.year for item in years]))
    parts = (cited, licence_html(settings.licence), fill("{} {}", escape(contact_text(settings)), link))
    return join(fill("<p>{}</p>", part) for part in parts)


def _text(contents: SiteContents, page: GeneratedPage, years: Sequence[DataYear]) -> Iterator[TextBlock]:
    yield TextBlock(page.title, "")
    yield TextBlock(say("data.lead"))
    yield TextBlock(say("data.years"), "years")
    yield from (TextBlock(say("data.table.title", {"year": item.year})) for item in years if item.has_table)
    yield TextBlock(say("data.columns-title"), "columns")
    yield from (TextBlock(f"{column.name} {column.meaning}") for column in figure_columns())
    yield TextBlock(say("data.caveats"), "caveats")
    yield from map(TextBlock, caveats(contents))
    yield TextBlock(say("data.use"), "use")
    yield TextBlock(citation(contents, [item.year for item in years]))
    yield TextBlock(licence_text(contents.settings.licence))
