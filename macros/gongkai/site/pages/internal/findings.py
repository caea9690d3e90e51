"""The page of all findings of an internal site, by agency, each with its line and what to do."""

from markupsafe import Markup

from gongkai.findings import Finding, as_text, say
from gongkai.pages.content import PageContent
from gongkai.renders.html.markup import EMPTY, escape, fill, join
from gongkai.work.contents import SiteContents
from gongkai.work.page_type import GeneratedPage


def findings_page(contents: SiteContents, page: GeneratedPage) -> PageContent:
    """The page's content."""
    assert contents.office is not None  # noqa: S101 - there is such a page on an internal site alone
    names = {row.agency.slug: row.agency.name for board in contents.office.boards for row in board.rows}
    sections = [
        (slug or "site-findings", names.get(slug, slug) if slug else say("office.site"), items)
        for slug, items in contents.office.findings.items()
    ]
    body = join(
        fill(
            '<h2 id="{}">{}</h2><div class="gk-findings"><ul>{}</ul></div>',
            escape(anchor),
            escape(name),
            join(map(_item, items)),
        )
        for anchor, name, items in sections
    )
    none = fill("<p>{}</p>", escape(say("office.none"))) if not sections else EMPTY
    lead = escape(say("office.findings-lead"))
    html = fill('<h1>{}</h1><p class="gk-lead">{}</p>{}{}', escape(page.title), lead, body, none)
    return PageContent(html, headings=tuple((anchor, name) for anchor, name, _ in sections))


def _item(item: Finding) -> Markup:
    return fill('<li class="gk-{}">{}</li>', escape(item.level.value), escape(as_text(item)))
