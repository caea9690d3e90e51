"""How a page of MkDocs is begun, read, rendered and framed, with what MkDocs 1.6.1 and mkdocs-macros 1.5.0 do inside.

``mkdocs.commands.build`` does the same for all pages of a site one after the other; here it is done for one page, by
the unit of work and by the preview.
"""

from collections.abc import Iterable, Mapping
from typing import Any

import jinja2
from markdown.extensions.toc import nest_toc_tokens
from mkdocs.commands.build import get_context
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure.files import File, Files
from mkdocs.structure.nav import Navigation
from mkdocs.structure.pages import Page
from mkdocs.structure.toc import AnchorLink, TableOfContents, get_toc
from mkdocs.utils import get_build_date

_NO_CONTENTS = TableOfContents([])


def begin_page(page: Page, title: str | None, file: File, config: MkDocsConfig) -> None:
    """MkDocs 1.6: do what ``Page.__init__`` does; the day of a page that was begun before for the file stays.

    To work out the day of the build for each page takes as long as all the rest, and it is not the day that the page
    has in the site map.

    Args:
        page: The page that begins.
        title: Its title; None where it is in its text.
        file: Its file.
        config: MkDocs' configuration.
    """
    page.update_date = file.page.update_date if file.page is not None else get_build_date()
    file.page, page.file = page, file
    if title is not None:
        page.title = title
    page.children = page.previous_page = page.next_page = None
    page.active = False
    page._set_canonical_url(config.site_url)  # noqa: SLF001 - as MkDocs does
    page._set_edit_url(config.repo_url, config.edit_uri, config.edit_uri_template)  # noqa: SLF001 - likewise
    page.markdown = page.content = page._title_from_render = None  # noqa: SLF001 - likewise
    page.toc, page.meta = _NO_CONTENTS, {}


def leaves_text_alone(config: MkDocsConfig, module: str) -> bool:
    """Mkdocs-macros 1.5: whether no module but one has it do something to every page, be its text empty.

    Args:
        config: MkDocs' configuration.
        module: The one that does nothing to a page without text.
    """
    plugin: Any = config.plugins.get("macros")
    return plugin is not None and all(
        function.__module__ == module for function in (*plugin.pre_macro_functions, *plugin.post_macro_functions)
    )


def render_page(  # noqa: PLR0913 - what MkDocs renders a page with
    page: Page,
    *,
    config: MkDocsConfig,
    files: Files,
    pages: list[File],
    nav: Navigation,
    env: jinja2.Environment,
    has_text: bool = True,
) -> tuple[Page, str]:
    """MkDocs 1.6: read, render and frame one page as ``mkdocs.commands.build`` does, events of plugins included.

    Args:
        page: The page.
        config: MkDocs' configuration.
        files: All files of the build.
        pages: The files that have a page.
        nav: The navigation.
        env: The templates.
        has_text: As of ``populate_page``.

    Returns:
        The page as the plugins left it, and what is to be written; nothing where it came out empty.
    """
    plugins = config.plugins
    page = populate_page(page, config=config, files=files, has_text=has_text)
    page.active = True
    context = get_context(nav, pages, config, page)
    template = env.get_template(page.meta.get("template", "main.html"))
    context = plugins.on_page_context(context, page=page, config=config, nav=nav)
    output = plugins.on_post_page(template.render(context), page=page, config=config) or ""
    page.active = False  # for a page in the navigation, on which others would find it highlighted
    return page, output if output.strip() else ""


def populate_page(page: Page, *, config: MkDocsConfig, files: Files, has_text: bool = True) -> Page:
    """MkDocs 1.6: read a page and render its text, events of plugins included; its title is known then.

    Args:
        page: The page.
        config: MkDocs' configuration.
        files: All files of the build.
        has_text: Whether plugins are shown its text; they need not be where it has none and none of them would add any.
    """
    plugins = config.plugins
    page = plugins.on_pre_page(page, config=config, files=files)
    page.read_source(config)
    if has_text:
        page.markdown = plugins.on_page_markdown(page.markdown or "", page=page, config=config, files=files)
    page.render(config, files)
    page.content = plugins.on_page_content(page.content or "", page=page, config=config, files=files)
    return page


def set_content(page: Page, content: str, headings: Iterable[tuple[int, str, str]], *, title: str | None) -> None:
    """MkDocs 1.6: give a page what ``Page.render`` would, but for its ids; no link of it leads to another page.

    Args:
        page: The page.
        content: Its HTML.
        headings: Level, id and text of each of its headings.
        title: The text of the heading that it begins with; None where it begins otherwise.
    """
    tokens: Any = [{"level": level, "id": name, "name": text} for level, name, text in headings]
    page.content, page.toc = content, get_toc(nest_toc_tokens(tokens))
    page._title_from_render = title  # noqa: SLF001 - it has no other way
    page.links_to_anchors = {}


def page_anchors(page: Page) -> frozenset[str]:
    """MkDocs 1.6: ids of a rendered page that links may lead to."""
    return frozenset(page.present_anchor_ids or ())


def page_links(page: Page) -> Mapping[str, Mapping[str, str]]:
    """MkDocs 1.6: links to anchors of a rendered page, by the source of the page that they lead to."""
    return {linked.src_uri: anchors for linked, anchors in (page.links_to_anchors or {}).items()}


def contents_of(headings: tuple[tuple[str, str], ...]) -> TableOfContents:
    """MkDocs 1.6: the table of contents of a page that is made without Markdown, by id and text of its headings."""
    return TableOfContents([AnchorLink(title, name, 2) for name, title in headings])


def no_contents() -> TableOfContents:
    """MkDocs 1.6: the table of contents of a page without headings."""
    return _NO_CONTENTS
