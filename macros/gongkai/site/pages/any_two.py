"""The page that compares any two reports of the site, and the two small files that its script reads.

The list of reports grows with the site and is read on this page alone; agencies that reported in the same years share
one list of years. Without scripts, or opened from disk, the page says so and leads to the comparisons that are pages.
"""

import json

from markupsafe import Markup

from gongkai import routes
from gongkai.findings import say
from gongkai.pages.content import PageContent
from gongkai.renders.forms_json import forms_json
from gongkai.renders.html import escape
from gongkai.renders.html.links import page_link
from gongkai.work.contents import SiteContents
from gongkai.work.page_type import FileType, GeneratedPage, MenuPlace, PageType

SCRIPT = f"{routes.ASSETS}/compare.js"


def _page(contents: SiteContents, page: GeneratedPage) -> PageContent:
    addresses = contents.settings.addresses
    up = addresses.up(page.source)
    agencies = page_link(addresses, page.source, routes.AGENCIES, text=say("theme.agencies"))
    html = (
        f"<h1>{page.title}</h1><p>{say('compare.any-intro')}</p>"
        f'<div id="gk-any" data-up="{up}" data-reports="{up}{routes.REPORT_LIST}" data-forms="{up}{routes.FORM_LIST}"'
        f' data-end="{addresses.suffix}">'
        f'<div class="gk-notes gk-need" role="note"><p>{say("compare.need")}</p>'
        f"<p>{escape(say('compare.need-way'))}{agencies}</p></div></div>"
        f'<script src="{up}{SCRIPT}" defer></script>'
    )
    return PageContent(Markup(html), description=say("compare.any-intro"))


def _reports(contents: SiteContents) -> str:
    sets: dict[tuple[int, ...], int] = {}
    agencies = []
    for entry in contents.entries.values():
        years = tuple(year for year in entry.years if contents.summaries[entry.slug, year].form is not None)
        if years:
            agencies.append([entry.slug, entry.agency.name, sets.setdefault(years, len(sets))])
    return json.dumps({"years": list(sets), "agencies": agencies}, ensure_ascii=False, separators=(",", ":")) + "\n"


def _forms(contents: SiteContents) -> str:
    return forms_json(contents.forms_in_use())


TYPES = (
    PageType(route=routes.ANY_TWO, title="compare.any", make=_page, column=MenuPlace(4, "menu.compare"), position=80),
    FileType(route=routes.REPORT_LIST, make=_reports, position=81),
    FileType(route=routes.FORM_LIST, make=_forms, position=82),
)
