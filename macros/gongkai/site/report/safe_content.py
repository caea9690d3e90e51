"""The last look at what Markdown has made of a page: nothing that may not be published comes in by an extension.

The checks have read the source alone. Attribute lists, snippets and other extensions may write HTML that is in no
source; here it is met, before our own tables and blocks are put in (``slot_extension``).
"""

from collections.abc import Callable

import markdown
from markdown.postprocessors import Postprocessor
from mkdocs.exceptions import PluginError

from gongkai.findings import say
from gongkai.narrative.html_policy import safe_html
from gongkai.site.build.session import log
from gongkai.site.report.macros import Macros

_AFTER_ALL_OTHERS = -9
"""Postprocessors run from high priorities to low: Markdown's own are above 0, that of ``slot_extension`` is -10."""


class SafeContentExtension(markdown.Extension):
    """Registers the postprocessor; one instance a build, appended to the site's Markdown extensions."""

    def __init__(self, macros: Macros) -> None:
        """Look at the pages that these macros are bound to."""
        super().__init__()
        self._macros = macros

    def extendMarkdown(self, md: markdown.Markdown) -> None:  # noqa: N802 - the name that Markdown calls
        """Run when the content is complete but for what our macros print."""
        md.postprocessors.register(_SafeContent(md, self.check), "gongkai-safe-content", _AFTER_ALL_OTHERS)

    def check(self, content: str) -> str:
        """The content as it may be published.

        Args:
            content: That of the page which the macros are bound to, without what they print.

        Raises:
            PluginError: It holds what may not be published, and somebody else than the office would see it.
        """
        source = self._macros.source()
        if source in self._macros.workspace.trusted:
            return content
        safe, lost = safe_html(content)
        if lost:
            message = say("build.unsafe-html", {"page": source, "written": lost})
            if not self._macros.preview:
                raise PluginError(message)
            log.warning(message)
        return safe


class _SafeContent(Postprocessor):
    def __init__(self, md: markdown.Markdown, check: Callable[[str], str]) -> None:
        super().__init__(md)
        self._check = check

    def run(self, text: str) -> str:
        return self._check(text)
