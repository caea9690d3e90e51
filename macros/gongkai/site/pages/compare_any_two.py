"""The page that compares any two reports of the site, and the two small files that its script reads.

The list of reports grows with the site and is read on this page alone; agencies that reported in the same years share
one list of years. Without scripts, or opened from disk, the page says so and leads to the comparisons that are pages.
"""

import json

from gongkai import routes
from gongkai.findings import say
from gongkai.pages.content import PageContent
from gongkai.renders.comparison_json import comparison_json
from gongkai.renders.html.links import page_link
from gongkai.renders.html.markup import escape, fill, join
from gongkai.work.contents import SiteContents
from gongkai.work.page_type import FileType, GeneratedPage, MenuPlace, PageType

SCRIPT = f"{routes.ASSETS}/compare.js"


def _page(contents: SiteContents, page: GeneratedPage) -> PageContent:
    addresses = contents.settings.addresses
    up = addresses.up(page.source)
    agencies = page_link(addresses, page.source, routes.AGENCIES, text=say("theme.agencies"))
    files = (up, f"{up}{routes.REPORT_LIST}", f"{up}{routes.FORM_LIST}", addresses.suffix)
    html = join(
        (
            fill('<h1>{}</h1><p class="gk-screen">{}</p>', escape(page.title), escape(say("compare.any-intro"))),
            fill('<div id="gk-any" data-up="{}" data-reports="{}" data-forms="{}" data-end="{}">', *map(escape, files)),
            fill('<div class="gk-notes gk-need" role="note"><p>{}</p>', escape(say("compare.need"))),
            fill("<p>{}{}</p></div></div>", escape(say("compare.need-way")), agencies),
            fill('<script src="{}{}" defer></script>', escape(up), escape(SCRIPT)),
        )
    )
    return PageContent(html, description=say("compare.any-intro"))


def _reports(contents: SiteContents) -> str:
    sets: dict[tuple[int, ...], int] = {}
    agencies: list[tuple[str, str, int]] = []
    for entry in contents.entries.values():
        years = tuple(year for year in entry.years if contents.summaries[entry.slug, year].form_id is not None)
        if years:
            agencies.append((entry.slug, entry.agency.name, sets.setdefault(years, len(sets))))
    consolidated = [slug for slug, *_ in agencies if contents.entries[slug].agency.is_consolidated]
    document = {"years": list(sets), "agencies": agencies, "consolidated": consolidated}
    return json.dumps(document, ensure_ascii=False, separators=(",", ":")) + "\n"


def _forms(contents: SiteContents) -> str:
    return comparison_json(contents.forms_in_use())


TYPES = (
    PageType(route=routes.ANY_TWO, title="compare.any", make=_page, column=MenuPlace(4, "menu.compare"), position=80),
    FileType(route=routes.REPORT_LIST, make=_reports, position=81),
    FileType(route=routes.FORM_LIST, make=_forms, position=82),
)
