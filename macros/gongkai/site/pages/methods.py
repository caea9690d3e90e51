"""The page on how the reports of the site are put together and checked, made from the rules that were really run."""

from collections.abc import Iterator
from functools import cache
from importlib import metadata

from gongkai import routes
from gongkai.findings import say
from gongkai.pages.content import PageContent
from gongkai.pages.methods import CheckedReport
from gongkai.renders.html.methods import methods_headings, methods_html, methods_text
from gongkai.reports.rollup import leaf_cells
from gongkai.work.contents import SiteContents
from gongkai.work.page_type import GeneratedPage, MenuPlace, PageType

_ROLL_UP = "roll-up"
"""The rule between reports that is for the public: it was run where the site has all parts of a consolidated report."""


def methods_page(contents: SiteContents, page: GeneratedPage) -> PageContent:
    """The rules that were run over the reports that are shown."""
    del page
    reports, version = tuple(_checked(contents)), _version()
    return PageContent(
        methods_html(reports, version=version),
        headings=methods_headings(),
        description=say("methods.description"),
        text=tuple(methods_text(reports, version=version)),
    )


def _checked(contents: SiteContents) -> Iterator[CheckedReport]:
    for key, report in contents.summaries.items():
        form = contents.forms.get(report.form_id) if report.form_id is not None else None
        equations = report.equations
        if form is not None and key in contents.rollups:
            equations = {**equations, _ROLL_UP: len(leaf_cells(form, report.year))}
        yield CheckedReport(report.agency, report.year, form, equations)


@cache
def _version() -> str:
    try:
        return metadata.version("gongkai")
    except metadata.PackageNotFoundError:
        return ""


TYPES = (
    PageType(
        route=routes.METHODS,
        title="methods.title",
        make=methods_page,
        footer=MenuPlace(0, "menu.methods"),
        searched=True,
        position=11,
    ),
)
