"""What the home page shows beside its text, given its place in the text."""

from mkdocs.structure.files import Files
from mkdocs.structure.pages import Page

from gongkai import routes
from gongkai.narrative import parse_narrative
from gongkai.site.pages.home import lists_html, opening_html
from gongkai.site.report.block_slots import Slots
from gongkai.work.contents import SiteContents

_SECTION = 2
"""The level of a heading that begins a section."""


def with_home(markdown: str, page: Page, contents: SiteContents, slots: Slots, *, files: Files) -> str:
    """The text of the home page with marks for search, figures and lists; any other page's text as it is.

    Search and figures come before the first section, the lists after the last. A page whose front matter hides them
    (``hide: [agencies]``) has neither.

    Args:
        markdown: The page's text.
        page: The page.
        contents: What the site shows.
        slots: Where finished HTML is kept until Markdown is done.
        files: The files of the build, for links to what it has.
    """
    if page.file.src_uri != routes.HOME or "agencies" in (page.meta.get("hide") or ()):
        return markdown
    opening = opening_html(contents, present={file.src_uri for file in files})
    lines = markdown.split("\n")
    headings = parse_narrative("\n" + markdown, path=routes.HOME)[0].headings  # behind a newline is no front matter
    first = next((item.line - 2 for item in headings if item.level == _SECTION), len(lines))
    marks = ["", slots.keep(opening), ""] if opening else []
    return "\n".join([*lines[:first], *marks, *lines[first:], "", slots.keep(lists_html(contents)), ""])
