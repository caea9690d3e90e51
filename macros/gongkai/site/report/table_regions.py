"""Tables that were written in Markdown, put into labelled regions that keyboards can scroll.

This extension of Python-Markdown wraps the tables in the tree that it builds, before there is any HTML. Raw HTML of the
author is not part of that tree but kept apart as text, so that its tables are looked for there.
"""

import re
from collections.abc import Iterator
from itertools import count
from xml.etree.ElementTree import Element

import markdown
from markdown.treeprocessors import Treeprocessor
from markdown.util import HTML_PLACEHOLDER_RE
from markupsafe import Markup

from gongkai.findings import say
from gongkai.renders.html.regions import plain_table_region

_AFTER_ALL = -20
"""Priority after Python-Markdown's own processors of the tree, of which the last, ``unescape``, has 0."""
_RAW_TABLE = re.compile(r"<table>(.*?)</table>", re.DOTALL)


class TableRegions(markdown.Extension):
    """Registers the processor; appended to the site's Markdown extensions."""

    def extendMarkdown(self, md: markdown.Markdown) -> None:  # noqa: N802 - the name that Markdown calls
        """Run once the tree is complete."""
        md.treeprocessors.register(_Regions(md), "gongkai-table-regions", _AFTER_ALL)


class _Regions(Treeprocessor):
    def run(self, root: Element) -> None:
        """Wrap every table without attributes, numbered in the order of the page."""
        self._wrap(root, count(1))

    def _wrap(self, parent: Element, numbers: Iterator[int]) -> None:
        for place, child in enumerate(list(parent)):
            if child.tag == "table" and not child.attrib:
                parent[place] = _region(child, next(numbers))
                continue
            for placeholder in HTML_PLACEHOLDER_RE.finditer(child.text or ""):
                self._wrap_raw(int(placeholder[1]), numbers)
            self._wrap(child, numbers)

    def _wrap_raw(self, number: int, numbers: Iterator[int]) -> None:
        """Wrap the tables in a block of raw HTML; ``rawHtmlBlocks`` is where Python-Markdown keeps these blocks."""
        blocks = self.md.htmlStash.rawHtmlBlocks
        raw = blocks[number] if number < len(blocks) else ""
        if isinstance(raw, str) and "<table>" in raw:
            blocks[number] = _RAW_TABLE.sub(lambda table: self._raw_region(table[1], next(numbers)), raw)

    @staticmethod
    def _raw_region(body: str, number: int) -> str:
        return plain_table_region(Markup(body), number)  # noqa: S704 - the author of the page wrote it as HTML


def _region(table: Element, number: int) -> Element:
    """A table's region, in the table's place among its neighbours."""
    label = say("theme.table", {"number": number})
    region = Element("div", {"class": "gk-scroll", "role": "region", "aria-label": label, "tabindex": "0"})
    table.set("class", "gk-plain")
    region.append(table)
    region.tail, table.tail = table.tail, None
    return region
