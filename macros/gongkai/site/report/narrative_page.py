"""The page of a report as MkDocs sees it, whose text mostly needs no Python-Markdown."""

from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure.files import File, Files
from mkdocs.structure.pages import Page

from gongkai.site.mkdocs_pages import begin_page, set_content
from gongkai.site.report.plain_markdown import plain_content


class NarrativePage(Page):
    """A page that is rendered as MkDocs does it, with less work where its text is plain."""

    def __init__(self, title: str | None, file: File, config: MkDocsConfig) -> None:
        """Begin as any page does.

        Args:
            title: Its title; None where it is in its text.
            file: Its file.
            config: MkDocs' configuration.
        """
        begin_page(self, title, file, config)

    def render(self, config: MkDocsConfig, files: Files) -> None:
        """Make its content of its Markdown."""
        content = plain_content(self.markdown or "", config.markdown_extensions, config.mdx_configs or {})
        if content is None:
            super().render(config, files)
            return
        headings = ((heading.level, heading.name, heading.text) for heading in content.headings)
        set_content(self, content.html, headings, title=content.title)
        self.present_anchor_ids = set(content.ids)
