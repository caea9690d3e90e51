"""Puts the generated parts of the home page (search, figures, lists) into the text that was written for it."""

from mkdocs.structure.files import Files
from mkdocs.structure.pages import Page

from gongkai import routes
from gongkai.pages.parts import FinishedHtml, PagePart
from gongkai.site.home.lists import LISTS, lists_html
from gongkai.site.pages.home import opening_html
from gongkai.site.report.block_slots import Slots
from gongkai.work.contents import SiteContents


def with_home(markdown: str, page: Page, contents: SiteContents, slots: Slots[PagePart], *, files: Files) -> str:
    """Give search, figures and lists their places on the home page; any other page's text stays as it is.

    Search and figures come before the first section, the lists after the last. A page whose front matter hides them
    (``hide: [agencies]``) has neither.

    Args:
        markdown: The page's text.
        page: The page.
        contents: What the site shows.
        slots: Where parts of the page are kept until Markdown is done.
        files: The files of the build, for links to what it has.

    Returns:
        The text, which for a page without any is the mark of what it shows.
    """
    if page.file.src_uri != routes.HOME or "agencies" in (page.meta.get("hide") or ()):
        return markdown
    opening = FinishedHtml(opening_html(contents, present={file.src_uri for file in files}))
    slots.before_section = [slots.keep(opening)] if opening.html else []
    slots.at_end = [slots.keep(FinishedHtml(lists_html(contents), LISTS))]
    if markdown.strip():
        return markdown
    first, *others = (*slots.before_section, *slots.at_end)  # Markdown does nothing for a page of no text
    slots.before_section, slots.at_end = (), others
    return first
