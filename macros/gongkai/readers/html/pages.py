"""Web pages → documents: bytes to text, text to a tree within bounds, the tree to drafts, and of these the report.

Word files come this way too, once they are HTML. What a page says of itself in tags goes into the document's meta.
"""

import re
from collections.abc import Sequence
from typing import Any

from lxml import etree
from lxml import html as lxml_html

from gongkai.readers.document import Document
from gongkai.readers.document.draft_blocks import DraftBlock, blocks
from gongkai.readers.document.whitespace import tidy
from gongkai.readers.files.decoding import decode
from gongkai.readers.files.refusals import MEGABYTE, refuse
from gongkai.readers.html.flow import Flow
from gongkai.readers.html.main_content import report_of

_MOST_TAGS = 120_000
_MOST_TEXT = 8 * MEGABYTE
_DEEPEST = 2048  # of libxml2; what lies deeper would be lost
_CROWDED = re.compile(  # a tag with hundreds of attributes, as HTML reads it: each is compared with all before it
    rb"<[a-zA-Z][^\s/>]*+(?:[\s/]*+[^\s/>][^\s/>=]*+(?:\s*+=\s*+(?:\"[^\"]*+\"|'[^']*+'|[^\s>]*+))?+){300}"
)
_INLINE_DATA = re.compile(r"data:[a-zA-Z0-9/+.;=-]{0,100},[A-Za-z0-9+/=\s%]{200,}")
_MOST_META = 100
_LONGEST_META = 2_000
_NO_META = {"viewport", "generator", "renderer", "robots", "author", "editor", "theme-color", "format-detection"}


def read_html(data: bytes, *, name: str) -> Document:
    """The document of a web page.

    Args:
        data: The file.
        name: The file as the clerk knows it.

    Raises:
        ReadError: It holds no text, is in no known encoding, or is beyond the bounds of a report.
    """
    text = decode(data, name=name)
    root = _tree(text, name=name)
    drafts = _drafts(root)
    meta = _meta(root)
    if not any(draft.words().strip() for draft in drafts):
        raise refuse("no-text", name=name)
    return Document("html", blocks(report_of(drafts)), meta, _title(root, meta))


def read_fragment(text: str, *, name: str) -> list[DraftBlock]:
    """The drafts of HTML that has no page around it, all of them.

    Args:
        text: HTML.
        name: The file that it is from, as the clerk knows it.

    Raises:
        ReadError: It is beyond the bounds of a report.
    """
    if not text.strip():
        return []
    return Flow().read(_tree(text, name=name))


def _drafts(root: Any) -> Sequence[DraftBlock]:
    """What a page shows; all of it where it shows next to nothing without its scripts."""
    visible = Flow().read(root)
    if _size(visible) > _MOST_META:
        return visible
    everything = Flow(hidden=True).read(root)
    return everything if _size(everything) > 2 * _size(visible) else visible


def _size(drafts: Sequence[DraftBlock]) -> int:
    return sum(len(draft.words()) for draft in drafts)


def _tree(text: str, *, name: str) -> Any:
    text = _INLINE_DATA.sub("data:,", text)
    data = text.encode("utf-8", "replace")
    if len(data) > _MOST_TEXT or data.count(b"<") > _MOST_TAGS or _CROWDED.search(data):
        raise refuse("crowded", name=name, limit=f"{_MOST_TEXT // MEGABYTE} MB、{_MOST_TAGS // 10_000} 万个标记")
    parser = lxml_html.HTMLParser(encoding="utf-8", huge_tree=True, no_network=True)
    try:
        root = etree.fromstring(data, parser)
    except (etree.ParserError, etree.XMLSyntaxError) as error:
        raise refuse("no-text", name=name) from error
    if root is None:
        raise refuse("no-text", name=name)
    if any(entry.type_name == "ERR_RESOURCE_LIMIT" for entry in parser.error_log):
        raise refuse("deep", name=name, limit=_DEEPEST)
    return root


def _meta(root: Any) -> dict[str, str]:
    """What the page's tags say of it, by name as written; names of persons are left out."""
    meta: dict[str, str] = {}
    for element in root.iter("meta"):
        key = (element.get("name") or element.get("property") or "").strip()
        value = tidy(element.get("content") or "")
        if key and value and key.lower() not in _NO_META and len(meta) < _MOST_META:
            meta.setdefault(key[:_MOST_META], value[:_LONGEST_META])
    return meta


def _title(root: Any, meta: dict[str, str]) -> str:
    for key in ("ArticleTitle", "og:title", "title"):
        if meta.get(key):
            return meta[key]
    element = root.find(".//title")
    return tidy(element.text_content()) if element is not None else ""
