"""Parses the text of a page within limits, after what the parser takes otherwise than browsers has been rewritten."""

import re
from typing import Any

from lxml import etree

from gongkai.errors import ReadError
from gongkai.readers.files.refusals import MEGABYTE, refuse
from gongkai.readers.html.elements import SLOT_TAG
from gongkai.readers.html.unseen.own_rules import add_row_groups, as_taken, show_shadow_trees, with_source_as_text

_MOST_TAGS = 120_000
_MOST_TEXT = 8 * MEGABYTE
_DEEPEST = 2048  # of libxml2; what lies deeper would be lost
_CROWDED = re.compile(  # a tag with a thousand attributes, as HTML reads it: each is compared with all before it
    rb"<[a-zA-Z][^\s/>]*+(?:[\s/]*+[^\s/>][^\s/>=]*+(?:\s*+=\s*+(?:\"[^\"]*+\"|'[^']*+'|[^\s>]*+))?+){1000}"
)
_INLINE_DATA = re.compile(r"data:[a-zA-Z0-9/+.;=-]{0,100},[A-Za-z0-9+/=\s%]{200,}")
_EMPTY_TAG = re.compile(r"<(embed|wbr|source|track|keygen|bgsound)\b([^<>]{0,2000}?)\s*/?>", re.IGNORECASE)
"""Tags without an end, of which libxml2 does not know that: what follows would be taken for a part of them."""
_MOST_LEVELS = 3
"""Frames within one another."""


def tree_of(text: str, *, name: str, level: int = 0) -> Any:
    """The tree of a page, with what stands in its frames in the place of these.

    Args:
        text: HTML.
        name: The file as the clerk knows it.
        level: In how many frames it stands.

    Raises:
        ReadError: It is beyond the bounds of a report, or holds nothing.
    """
    text = with_source_as_text(as_taken(_EMPTY_TAG.sub(r"<\1\2 />", _INLINE_DATA.sub("data:,", text))))
    data = text.encode("utf-8", "replace")
    if len(data) > _MOST_TEXT or data.count(b"<") > _MOST_TAGS or _CROWDED.search(data):
        raise _crowded(name)
    # Not the parser of lxml.html: it asks Python for the class of each element, a tenth of the time of a page.
    parser = etree.HTMLParser(encoding="utf-8", huge_tree=True, no_network=True, default_doctype=False)
    try:
        root = etree.fromstring(data, parser)
    except (etree.ParserError, etree.XMLSyntaxError) as error:
        raise refuse("no-text", name=name) from error
    if root is None:
        raise refuse("no-text", name=name)
    if any(entry.type_name == "ERR_RESOURCE_LIMIT" for entry in parser.error_log):
        raise refuse("deep", name=name, limit=_DEEPEST)
    show_shadow_trees(root)
    add_row_groups(root)
    for element in root.iter("noscript", "template"):
        if next(element.iter("table", SLOT_TAG), None) is not None:  # not shown at first: as other hidden tables
            element.tag = "div"
            element.set("hidden", "")
    frames = {frame: frame.get("srcdoc") or "" for frame in root.iter("iframe")} if level < _MOST_LEVELS else {}
    if sum(source.count("<") for source in frames.values()) > _MOST_TAGS:
        raise _crowded(name)
    for frame, source in frames.items():
        if source.strip():
            _open_frame(frame, tree_of(source, name=name, level=level + 1))
    return root


def _crowded(name: str) -> ReadError:
    return refuse("crowded", name=name, limit=f"{_MOST_TEXT // MEGABYTE} MB、{_MOST_TAGS // 10_000} 万个标记")


def _open_frame(frame: Any, page: Any) -> None:
    """Put the body of a page that an attribute holds, and its styles, in the place of the frame that shows it."""
    styles, body = [*page.iter("style"), *page.iterfind("head/script")], page.find("body")
    frame.tag, frame.text = "div", body.text if body is not None else None
    frame[:] = [*styles, *(body if body is not None else ())]
