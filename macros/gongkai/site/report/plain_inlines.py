"""Skips Python-Markdown's search for inline signs in text that has none of them, as most text of reports.

It would look through every piece of text once for each of the fourteen kinds of signs. Text to be skipped is given to
it as ``AtomicString``, which is how its documentation says that text is left alone.
"""

import re
from xml.etree.ElementTree import Element

import markdown
from markdown import inlinepatterns as kinds
from markdown.treeprocessors import InlineProcessor
from markdown.util import AtomicString

_KNOWN = frozenset(
    {kinds.BACKTICK_RE, kinds.ESCAPE_RE, kinds.REFERENCE_RE, kinds.LINK_RE, kinds.IMAGE_LINK_RE}
    | {kinds.IMAGE_REFERENCE_RE, kinds.AUTOLINK_RE, kinds.AUTOMAIL_RE, kinds.LINE_BREAK_RE, kinds.HTML_RE}
    | {kinds.ENTITY_RE, r"\*", r"\*|_"}
)
"""Patterns of signs that are Python-Markdown's own; those of emphasis are ``\\*`` and ``_``."""
_SIGN = re.compile(r"[`\\\[<&*_\x02\x03]|  \n")
"""A text without any of these signs matches no pattern; the two control characters are Python-Markdown's own marks."""
_PRIORITY = 20
"""The priority of Python-Markdown's own processor, which this one replaces."""


class PlainInlines(markdown.Extension):
    """Takes the place of the processor of signs; one instance a build, appended to the site's Markdown extensions."""

    def extendMarkdown(self, md: markdown.Markdown) -> None:  # noqa: N802 - the name that Markdown calls
        """Look through text with signs alone."""
        md.treeprocessors.register(_Inlines(md), "inline", _PRIORITY)


class _Inlines(InlineProcessor):
    def run(self, tree: Element, ancestors: list[str] | None = None) -> Element:
        """Look for signs; where an extension has brought signs of its own, in all text."""
        if not {pattern.pattern for pattern in self.md.inlinePatterns} <= _KNOWN:
            return super().run(tree, ancestors)
        plain = [item for item in tree.iter() if item.text and type(item.text) is str and not _SIGN.search(item.text)]
        for item in plain:
            item.text = AtomicString(item.text or "")
        result = super().run(tree, ancestors)
        for item in plain:
            item.text = str(item.text)
        return result
