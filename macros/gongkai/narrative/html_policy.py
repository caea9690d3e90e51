"""What HTML a page may hold: an allow-list, by which a page shows text and never runs or loads anything.

The list is what Markdown and its usual extensions write. Taking out what is not on it is the work of nh3, which parses
HTML as browsers do; ``safe_html`` says whether something was taken out, so that nothing ever is in silence.
"""

import html
import re
from collections import Counter
from collections.abc import Mapping
from html.parser import HTMLParser

import nh3

from gongkai.routes import LINK_SCHEMES

TAGS = frozenset(
    {"a", "abbr", "audio", "b", "bdi", "bdo", "blockquote", "br", "caption", "center", "cite", "code", "col"}
    | {"colgroup", "dd", "del", "details", "dfn", "div", "dl", "dt", "em", "figcaption", "figure", "h1", "h2", "h3"}
    | {"h4", "h5", "h6", "hr", "i", "img", "ins", "kbd", "li", "mark", "nav", "ol", "p", "path", "pre", "q", "rp", "rt"}
    | {"ruby", "s", "samp", "small", "source", "span", "strike", "strong", "sub", "summary", "sup", "svg", "table"}
    | {"tbody", "td", "tfoot", "th", "thead", "time", "tr", "tt", "u", "ul", "var", "video", "wbr"}
)
"""No script, style, iframe, form, field, meta, base, link, object or embed; of SVG the shapes of icons alone."""

_ANYWHERE = frozenset({"class", "id", "title", "lang", "dir", "role", "aria-label", "aria-hidden", "markdown"})
_MEDIA = frozenset({"src", "controls", "width", "height", "preload", "loop", "muted", "type"})
_CELL = frozenset({"colspan", "rowspan", "headers", "scope", "align"})
ATTRIBUTES: Mapping[str, frozenset[str]] = {
    "*": _ANYWHERE,
    "a": frozenset({"href", "name", "rel", "target", "hreflang", "download"}),
    "audio": _MEDIA,
    "blockquote": frozenset({"cite"}),
    "col": frozenset({"span", "width"}),
    "colgroup": frozenset({"span"}),
    "del": frozenset({"cite", "datetime"}),
    "details": frozenset({"open"}),
    "img": frozenset({"src", "alt", "width", "height", "loading", "align"}),
    "ins": frozenset({"cite", "datetime"}),
    "li": frozenset({"value"}),
    "ol": frozenset({"start", "type", "reversed"}),
    "path": frozenset({"d"}),
    "q": frozenset({"cite"}),
    "source": _MEDIA,
    "svg": frozenset({"xmlns", "viewBox", "width", "height"}),
    "td": _CELL,
    "th": _CELL,
    "time": frozenset({"datetime"}),
    "video": _MEDIA | {"poster"},
}
_ALIGNED = frozenset(f"text-align: {side};" for side in ("left", "center", "right"))
VALUES: Mapping[str, Mapping[str, frozenset[str]]] = {
    "td": {"style": _ALIGNED},
    "th": {"style": _ALIGNED},
    "div": {"tabindex": frozenset({"0"})},
}
"""Attributes that may have these values alone.

Markdown's tables align their cells by a style, and any other style could hide or load something; our regions around
tables are reached by keyboards in the order of the page.
"""

_SWITCHES = frozenset(
    {
        "allowfullscreen",
        "async",
        "autofocus",
        "autoplay",
        "checked",
        "contenteditable",
        "defer",
        "disabled",
        "draggable",
    }
    | {
        "hidden",
        "inert",
        "itemscope",
        "multiple",
        "nomodule",
        "popover",
        "readonly",
        "required",
        "selected",
        "shadowroot",
    }
)
"""Attributes that do something without a value.

Any other without one does nothing; an attribute list makes such of words in braces at the end of a heading.
"""
_LINKS = frozenset({"href", "cite"})
_FILES = frozenset({"src", "poster"})
_SCHEME = re.compile(r"([a-z][a-z0-9+.-]*):", re.IGNORECASE)
_IGNORED = re.compile(r"[\x00-\x20\x7f-\xa0\u200b-\u200f\u2028-\u202e\ufeff]+")
"""Characters that a browser takes out of an address before it looks at it, and some that the eye does not see."""
_IMAGE = re.compile(r"data:image/(?:png|jpeg|gif|webp|avif|svg\+xml)[;,]", re.IGNORECASE)
_OF_THEME = re.compile(r"__(?!codelineno|codespan|span|tabbed)")
"""Ids of Material: its program reads its settings from the first element with such an id."""
_TAG = re.compile(r"(<[^<>]*>)")
_VALUE = re.compile(r'="([^"]*)"')
_MARKUP = re.compile("[<>&\xa0\x00\r]")
"""What nh3 would look at or write in another way; most texts of headings have none of it."""


def attribute_fault(tag: str, name: str, value: str) -> str | None:
    """Why an attribute may not be in a tag (``event``, ``attribute``, ``address`` or ``foreign``), or None.

    Args:
        tag: The tag, or ``*`` where it is not known: then what any tag may have is in order.
        name: The attribute, in small letters but for those of SVG.
        value: Its value, character references resolved.
    """
    if name.startswith("on"):
        return "event"
    fixed = VALUES if tag == "*" else {tag: VALUES.get(tag, {})}
    if any(value in attributes.get(name, ()) for attributes in fixed.values()):
        return None
    tags = ATTRIBUTES if tag == "*" else ("*", tag)
    if not any(name in ATTRIBUTES.get(item, ()) for item in tags) or (name == "id" and _OF_THEME.match(value)):
        return "attribute"
    return address_fault(name, value)


def address_fault(name: str, value: str) -> str | None:
    """Why an address may not be in an attribute (``address`` or ``foreign``), or None.

    Args:
        name: The attribute.
        value: Its value, character references resolved.
    """
    plain = _IGNORED.sub("", value)
    scheme = _SCHEME.match(plain)
    if name in _LINKS:
        return None if scheme is None or scheme[1].lower() in LINK_SCHEMES else "address"
    if name in _FILES:
        foreign = scheme is not None or re.match(r"[\\/]{2}", plain) is not None
        return "foreign" if foreign and not _IMAGE.match(plain) else None
    return None


def _filter(tag: str, name: str, value: str) -> str | None:
    return value if attribute_fault(tag, name, value) is None else None


_CLEANER = nh3.Cleaner(
    tags=set(TAGS),
    clean_content_tags={"script", "style"},
    attributes={tag: set(names) for tag, names in ATTRIBUTES.items()},
    attribute_filter=_filter,
    strip_comments=False,
    link_rel=None,  # what is not there is not put in either: pages stay as Markdown wrote them
    tag_attribute_values={tag: {name: set(few) for name, few in names.items()} for tag, names in VALUES.items()},
    url_schemes={*LINK_SCHEMES, "data"},
)


def safe_html(content: str) -> tuple[str, str]:
    """A page's content as it may be published, and what had to be taken out of it.

    Content that is in order comes back as it is where it is written as nh3 writes it, but for the ends of empty tags
    and references to characters. Otherwise nh3's own writing of it comes back, which is safe in any case.

    Args:
        content: HTML without a head.

    Returns:
        The content, and the first thing that was taken out; an empty text where nothing was.
    """
    if not _MARKUP.search(content):
        return content, ""
    cleaned = _CLEANER.clean(content)
    if cleaned == content or cleaned == _as_written_by_nh3(content):
        return content, ""
    return cleaned, _taken_out(content, cleaned)


def _as_written_by_nh3(content: str) -> str:
    """HTML with ``>`` for ``/>`` and with references to characters only where nh3 writes some."""
    parts = _TAG.split(content)
    parts[::2] = (
        html.unescape(text).replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;").replace("\xa0", "&nbsp;")
        for text in parts[::2]
    )
    parts[1::2] = (_tag_as_written_by_nh3(tag) for tag in parts[1::2])
    return "".join(parts)


def _tag_as_written_by_nh3(tag: str) -> str:
    if tag.endswith("/>"):
        tag = f"{tag[:-2].rstrip()}>"
    return _VALUE.sub(_value_as_written_by_nh3, tag) if "&" in tag or "\xa0" in tag else tag


def _value_as_written_by_nh3(match: re.Match[str]) -> str:
    value = html.unescape(match[1]).replace("&", "&amp;").replace("\xa0", "&nbsp;").replace('"', "&quot;")
    return f'="{value}"'


def _taken_out(before: str, after: str) -> str:
    """The first tag, attribute or text that nh3 took out; what it adds, such as end tags, does not count."""
    old, new = _Content(before), _Content(after)
    lost = old.parts - new.parts
    if lost:
        return next(part for part in old.parts if part in lost)
    missing = Counter(old.text) - Counter(new.text)
    return "".join(missing)


class _Content(HTMLParser):
    """The tags, attributes and comments of some HTML, and the characters of its text without blanks."""

    def __init__(self, content: str) -> None:
        super().__init__()
        self.parts: Counter[str] = Counter()
        self.text = ""
        self.feed(content)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Count a tag and its attributes."""
        self.parts[f"<{tag}>"] += 1
        for name, value in attrs:
            if value or name in _SWITCHES or name.startswith("on"):
                self.parts[f'{name}="{value or ""}"'] += 1

    def handle_data(self, data: str) -> None:
        """Keep text."""
        self.text += "".join(data.split())

    def handle_comment(self, data: str) -> None:
        """Count a comment."""
        self.parts[f"<!--{data}-->"] += 1

    def handle_decl(self, decl: str) -> None:
        """Count a declaration."""
        self.parts[f"<!{decl}>"] += 1

    def handle_pi(self, data: str) -> None:
        """Count an instruction."""
        self.parts[f"<?{data}>"] += 1
