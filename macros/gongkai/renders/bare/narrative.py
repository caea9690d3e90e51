"""A page's content as bare HTML that survives the editor of a content management system (CMS).

Such editors strip style sheets, scripts, classes and ids, so that styles stand in the tags themselves and nothing hangs
on anything else. What is made is a whole small file that can be opened by itself; what is pasted stands in its
``main``.
Tags are looked up and not parsed: most of a page's tags are cells, and these are the same in every report.
"""

import re
from collections.abc import Sequence
from functools import lru_cache
from itertools import islice
from typing import NamedTuple
from urllib.parse import urljoin, urlsplit

from gongkai.renders.html import escape

SITE_ONLY = frozenset({
    "gk-meta", "gk-summary", "gk-corrected", "gk-downloads", "gk-related", "gk-cite", "gk-findings", "gk-address",
    "gk-sheet", "gk-chart", "gk-charts", "gk-links", "headerlink",
})  # fmt: skip
"""Classes of what belongs to the site and not to the report; an element of one is left out with all that it holds."""

_TOKEN = re.compile(r"""(<!--.*?-->|<[/a-zA-Z][^<>"']*+(?:"[^"]*+"[^<>"']*+|'[^']*+'[^<>"']*+)*+>)""", re.DOTALL)
_NAME = re.compile(r"</?([a-zA-Z][a-zA-Z0-9-]*)")
_ATTRIBUTE = re.compile(r"""([a-zA-Z-]+)\s*=\s*(?:"([^"]*)"|'([^']*)')""")
_ALIGN = re.compile(r"text-align:\s*(left|right|center)")

_LINE = "border:1px solid #8a94a3;padding:4px 6px"
_HEAD = f"{_LINE};background:#f0f4f9;color:#1d2430;font-weight:normal"
_STYLES = {
    "h1": "text-align:center;font-size:1.5em;line-height:1.5;margin:.6em 0 1em",
    "h2": "font-size:1.2em;line-height:1.5;margin:1.6em 0 .6em",
    "p": "line-height:1.8;margin:0 0 .8em",
    "li": "line-height:1.8",
    "table": "border-collapse:collapse;width:100%;margin:1em 0;font-size:.9em;line-height:1.5",
    "div": "overflow-x:auto",
    "caption": "text-align:left;font-weight:bold;padding:4px 0",
}
_PLAIN = frozenset({
    "h3", "h4", "h5", "h6", "ul", "ol", "dl", "dt", "dd", "blockquote", "pre", "code", "em", "strong", "b", "i", "u",
    "s", "del", "ins", "sub", "sup", "br", "hr", "thead", "tbody", "tr",
})  # fmt: skip
_KEPT = frozenset({*_STYLES, *_PLAIN, "td", "th", "a"})
_VOID = frozenset(
    {"br", "hr", "img", "input", "source", "link", "meta", "base", "embed", "area", "col", "wbr", "track"}
)
_DROPPED = frozenset({
    "script", "style", "template", "noscript", "svg", "math", "iframe", "object", "video", "audio", "canvas", "form",
    "button", "select", "textarea", "nav",
})  # fmt: skip
_PLACED = frozenset({"a", "div", "table"})
"""Of these it hangs on what stands around them what is written."""

_WIDE = ";min-width:44em"
"""For a table with many columns: on a phone it is moved within its frame, and its rows can be read."""

_CELLS = frozenset({"td", "th"})
_ABSOLUTE = frozenset({"http", "https", "mailto", "tel"})


class _Tag(NamedTuple):
    """What becomes of a tag.

    Attributes:
        name: Its name.
        opens: Whether it opens an element.
        out: What is written.
        dropped: Whether all that it holds is left out.
        note: The mark of a note that it carries.
        plain: Whether it is written as it is, wherever it stands; nearly all are cells and rows.
    """

    name: str
    opens: bool
    out: str
    dropped: bool = False
    note: str = ""
    plain: bool = False


def fragment(html: str, *, title: str, source: str, base: str | None = None) -> str:
    """Make the file.

    Args:
        html: The page's content.
        title: The report's title, for a page that has no heading of its own.
        source: Where it is from: a line below it, plain text.
        base: The page's full address, to which links are put together; without one only full links stay links.

    Returns:
        A file of HTML without style sheet, script, class or id; it asks for nothing.
    """
    body = bare(html, base)
    if "<h1" not in body:
        body = f'<h1 style="{_STYLES["h1"]}">{escape(title)}</h1>\n{body}'
    return (
        '<!doctype html>\n<html lang="zh-CN">\n<head>\n<meta charset="utf-8">\n'
        '<meta name="viewport" content="width=device-width,initial-scale=1">\n'
        '<meta name="robots" content="noindex">\n<link rel="icon" href="data:,">\n'
        f"<title>{escape(title)}</title>\n</head>\n<body>\n<main>\n"
        f'{body.strip()}\n<p style="{_STYLES["p"]};font-size:.85em">{escape(source)}</p>\n</main>\n</body>\n</html>\n'
    )


def bare(html: str, base: str | None) -> str:
    """HTML with nothing but its text, its structure and styles in its tags; see ``fragment``.

    Nearly all tags are cells and rows, which need not be looked at one by one.
    """
    parts = _TOKEN.split(_without_sheets(html))
    tokens = parts[1::2]
    tags = list(map(_tag, tokens))
    parts[1::2] = [tag.out for tag in tags]
    end, linked, wide = -1, False, False
    frames: list[bool] = []
    for number in [number for number, tag in enumerate(tags) if not tag.plain]:
        tag, place = tags[number], 2 * number + 1
        if number <= end:
            continue
        if tag.dropped:
            end = _closing(tags, number)
            parts[place : 2 * end + 2] = [""] * (2 * end + 2 - place)
        elif tag.name == "a":
            opening = _link(tokens[number], base) if tag.opens else ""
            parts[place] = opening if tag.opens else "</a>" * linked
            linked = bool(opening)
        elif tag.name == "div":
            parts[place] = _frame(tag, frames)
            wide = "gk-wide" in tokens[number] or (wide and tag.opens and bool(tag.out))
        elif wide and tag.name == "table" and tag.opens:
            parts[place] = f'{tag.out[:-2]}{_WIDE}">'
        elif tag.note:
            cells = (cell for cell in range(number, len(tags)) if not tags[cell].opens and tags[cell].name in _CELLS)
            for cell in islice(cells, 1):
                parts[2 * cell + 1] = f"{tag.note}{parts[2 * cell + 1]}"
    return "".join(parts)


def _closing(tags: Sequence["_Tag"], opening: int) -> int:
    """Where the element that a tag opens is closed again; behind the last tag where it is not."""
    name, depth = tags[opening].name, 0
    for number in range(opening, len(tags)):
        if tags[number].name == name:
            depth += 1 if tags[number].opens else -1
            if not depth:
                return number
    return len(tags)


def _without_sheets(html: str) -> str:
    """A page without what explains its tables' rows: half of its tags, and none of them is a section within a sheet."""
    first, *others = html.split('<section class="gk-sheet"')
    return "".join([first, *(other.partition("</section>")[2] for other in others)])


def _frame(tag: _Tag, open_divs: list[bool]) -> str:
    """What becomes of a div: kept around a table, so that a wide one moves within it; ``open_divs`` says which are."""
    if tag.opens:
        open_divs.append(bool(tag.out))
        return tag.out
    return "</div>" if open_divs and open_divs.pop() else ""


@lru_cache(maxsize=16384)
def _tag(token: str) -> _Tag:
    match = _NAME.match(token)
    if match is None:
        return _Tag("", opens=False, out="")
    name = match[1].lower()
    if token.startswith("</"):
        return _Tag(name, opens=False, out=f"</{name}>" if name in _KEPT else "", plain=name not in _PLACED)
    attributes = _attributes(token)
    void = name in _VOID
    if not void and (name in _DROPPED or SITE_ONLY.intersection(attributes.get("class", "").split())):
        return _Tag(name, opens=True, out="", dropped=True)
    if name == "img":
        return _Tag(name, opens=False, out=attributes.get("alt", ""))
    if name == "div" and "gk-scroll" not in attributes.get("class", "").split():
        return _Tag(name, opens=True, out="")
    note = f"<sup>［{attributes['data-note']}］</sup>" if "data-note" in attributes else ""
    within = name == "a" and attributes.get("href", "").startswith("#")  # a link left out, and so its end
    out = _opening(name, attributes) if name in _KEPT and not within else ""
    return _Tag(name, opens=not void, out=out, note=note, plain=within or (not note and name not in _PLACED))


def _attributes(token: str) -> dict[str, str]:
    """The attributes of a tag, as they stand there: still escaped."""
    return {name.lower(): double or single for name, double, single in _ATTRIBUTE.findall(token)}


def _opening(name: str, attributes: dict[str, str]) -> str:
    kept = [
        name,
        *(f'{key}="{attributes[key]}"' for key in ("colspan", "rowspan", "scope", "start") if key in attributes),
    ]
    if name == "div":
        kept.append('tabindex="0"')  # a frame that can be moved has to be reached by keyboard
    style = _style(name, attributes)
    if style:
        kept.append(f'style="{style}"')
    return f"<{' '.join(kept)}>"


def _style(name: str, attributes: dict[str, str]) -> str:
    kinds = attributes.get("class", "").split()
    align = _ALIGN.search(attributes.get("style", ""))
    if name == "th":
        fallback = "left" if attributes.get("scope", "row").startswith("row") else "center"
        return f"{_HEAD};text-align:{align[1] if align else fallback}"
    if name == "td":
        fallback = "right" if "headers" in attributes else "left"
        bold = ";font-weight:bold" if "gk-sum" in kinds else ""
        return f"{_LINE};text-align:{align[1] if align else fallback}{bold}"
    if name == "tr":
        return "font-weight:bold" if "gk-total" in kinds else ""
    bold = ";font-weight:bold" if "admonition-title" in kinds else ""
    return _STYLES.get(name, "") + bold


def _link(token: str, base: str | None) -> str:
    """The tag of a link that leads on from anywhere; nothing for one that does not."""
    href = _attributes(token).get("href", "")
    if href.startswith("#") or not href:
        return ""
    whole = urljoin(base, href) if base else href
    return f'<a href="{whole}">' if urlsplit(whole).scheme in _ABSOLUTE else ""
