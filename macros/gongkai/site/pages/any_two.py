"""The page that compares any two reports of the site, and the two small files that its script reads.

The list of reports grows with the site and is read on this page alone; agencies that reported in the same years share
one list of years. Without scripts, or opened from disk, the page says so and leads to the comparisons that are pages.
"""

import json
from collections.abc import Iterator
from functools import partial

from mkdocs.structure.files import File

from gongkai.findings import say
from gongkai.renders.forms_json import forms_json
from gongkai.renders.html import escape
from gongkai.renders.links import page_link
from gongkai.routes import Addresses
from gongkai.site.build.context import Build
from gongkai.site.build.generated_file import DataFile
from gongkai.site.build.generated_page import Made, MadeFile
from gongkai.site.pages.catalog import LIST
from gongkai.site.pages.comparison import ANY, shown_years

REPORTS = "assets/gongkai/reports.json"
FORMS = "assets/gongkai/forms.json"
SCRIPT = "assets/gongkai/compare.js"


def any_two_part(build: Build) -> Iterator[File]:
    """The page, the list of reports, and how their forms answer to each other."""
    yield MadeFile.of(build.config, ANY, say("compare.any"), partial(_page, build))
    yield DataFile.of(build.config, REPORTS, partial(_reports, build))
    yield DataFile.of(build.config, FORMS, partial(_forms, build))


def _page(build: Build) -> Made:
    addresses = Addresses(build.config.use_directory_urls)
    up = "../" * addresses.of(ANY).count("/")
    end = "/" if build.config.use_directory_urls else ".html"
    title = say("compare.any")
    agencies = page_link(addresses, ANY, LIST, text=say("theme.agencies"))
    html = (
        f"<h1>{title}</h1><p>{say('compare.any-intro')}</p>"
        f'<div id="gk-any" data-up="{up}" data-reports="{up}{REPORTS}" data-forms="{up}{FORMS}" data-end="{end}">'
        f'<div class="gk-notes gk-need" role="note"><p>{say("compare.need")}</p>'
        f"<p>{escape(say('compare.need-way'))}{agencies}</p></div></div>"
        f'<script src="{up}{SCRIPT}" defer></script>'
    )
    return Made(html, description=say("compare.any-intro"))


def _reports(build: Build) -> str:
    sets: dict[tuple[int, ...], int] = {}
    agencies = []
    for entry in build.entries.values():
        years = tuple(sorted(shown_years(build, entry), reverse=True))
        if years:
            agencies.append([entry.slug, entry.agency.name, sets.setdefault(years, len(sets))])
    return json.dumps({"years": list(sets), "agencies": agencies}, ensure_ascii=False, separators=(",", ":")) + "\n"


def _forms(build: Build) -> str:
    shown = ((entry.slug, year) for entry in build.entries.values() for year in entry.years)
    reports = (build.workspace.report(slug, year) for slug, year in shown)
    forms = {report.form.id: report.form for report in reports if report is not None and report.form is not None}
    return forms_json(forms[name] for name in sorted(forms))
