"""Two pages to look things up in: the glossary of the forms, and how reports are put together and checked.

What stands on them is made by the renders; here is which reports the public sees, and that they are pages.
"""

from collections.abc import Iterator
from functools import partial
from importlib import metadata

from mkdocs.structure.files import File

from gongkai.findings import say
from gongkai.pages.glossary import glossary_of
from gongkai.renders.html.glossary import glossary_html, glossary_ids
from gongkai.renders.html.methods import methods_headings, methods_html
from gongkai.site.build.context import Build
from gongkai.site.build.generated_page import Made, MadeFile

GLOSSARY = "glossary.md"
METHODS = "methods.md"


def reference_part(build: Build) -> Iterator[File]:
    """Both pages."""
    yield MadeFile.of(build.config, GLOSSARY, say("glossary.title"), partial(glossary_page, build), searched=True)
    yield MadeFile.of(build.config, METHODS, say("methods.title"), partial(methods_page, build), searched=True)


def glossary_page(build: Build) -> Made:
    """The terms of every form that the site has at hand."""
    groups = glossary_of(build.workspace.shelf)
    headings = tuple((group.id, group.title) for group in groups)
    return Made(
        glossary_html(groups), headings=headings, ids=glossary_ids(groups), description=say("glossary.description")
    )


def methods_page(build: Build) -> Made:
    """The rules that were run over the reports that are shown."""
    shown = (build.workspace.report(entry.slug, year) for entry in build.entries.values() for year in entry.years)
    html = methods_html((report for report in shown if report is not None), version=_version())
    return Made(html, headings=methods_headings(), description=say("methods.description"))


def _version() -> str:
    try:
        return metadata.version("gongkai")
    except metadata.PackageNotFoundError:
        return ""
