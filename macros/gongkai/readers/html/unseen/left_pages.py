"""Pages that a browser leaves, or replaces, by itself, so that people see another one and not what a file holds."""

import re
from collections.abc import Iterator, Sequence
from itertools import islice
from typing import Any

from gongkai.readers.html.running.flow import Flow

_REFRESH = re.compile(
    r"\s*(\d{1,9})(?:\.\d{0,9})?(?:\s*[;,]\s*|\s+)(?:url\s*=)?\s*[\"']?\s*((?!url\s*=)[^\"'\s#][^\"'\s]{0,500})",
    re.IGNORECASE,
)
_SOON = 60
"""Seconds for which nobody reads a page."""
_WINDOW = r"(?<![\w$.])(?:(?:window|top|self|document|parent|globalThis|frames|this|defaultView)\s{0,9}\.\s{0,9}){0,3}"
_PART = r"(?:href|pathname|search|host(?:name)?|port)"
_LEAVES = (
    _WINDOW + r"(?:NAMES)\s{0,9}(?:"
    rf"(?:\.\s{{0,9}}{_PART}\s{{0,9}}|\[\s{{0,9}}[\"'`]{_PART}[\"'`]\s{{0,9}}\]\s{{0,9}})?=(?!=)"
    r"|(?:\.\s{0,9}(?:replace|assign)|\[\s{0,9}[\"'`](?:replace|assign)[\"'`]\s{0,9}\])\s{0,9}\()"
    rf"|(?:Reflect\s{{0,9}}\.\s{{0,9}}set|Object\s{{0,9}}\.\s{{0,9}}assign)\(\s{{0,9}}{_WINDOW}(?:NAMES)\s{{0,9}},"
    rf"|{_WINDOW}(?:navigate|navigation\s{{0,9}}\.\s{{0,9}}(?:navigate|traverseTo|back)"
    r"|history\s{0,9}\.\s{0,9}(?:back|go)|open(?=\([^();]{1,300},\s{0,9}[\"'`]_(?:self|top|parent)))\("
)
"""A statement that leads to an address, by any of the names of the place where a page is."""
_OTHER_NAME = re.compile(rf"(?<![\w$.])([A-Za-z_$][\w$]{{0,60}})\s{{0,9}}=\s{{0,9}}{_WINDOW}location\s{{0,9}}[;,)}}\n]")
_TO = re.compile(r"\s{0,9}(?:[\"'`]([^\"'`]{0,500})[\"'`]|([^;)}\n\"'`]{0,120}))")
_SUBMITS = re.compile(r"\.\s{0,9}(?:(?:submit|requestSubmit)\(\s{0,9}\)|trigger\(\s{0,9}[\"']submit[\"']\s{0,9}\))")
_CLICKS, _NAME_AT_END = re.compile(r"\.\s{0,9}click\(\s{0,9}\)"), re.compile(r"(?<![\w$.])[A-Za-z_$][\w$]{0,60}$")
_META = re.compile(r"http-?equiv[\"'\\]{0,3}\s{0,9}[=,:]\s{0,9}[\"'\\]{0,3}refresh\b", re.IGNORECASE)
_ADDRESS = re.compile(
    r"\burl\s{0,9}=\s{0,9}([^\"'`\\>\s]{1,500})|\.href\s{0,9}=\s{0,9}[\"'`]([^\"'`\s]{1,500})", re.IGNORECASE
)
_QUOTED = re.compile(r"[\"'`]([^\"'`]{1,80})[\"'`]")
_WORD = re.compile(r"[\w-]+")
_ELSEWHERE = re.compile(r"_blank|\.download\b|[\"']download[\"']")
"""What opens an address beside the page, or saves what is there."""
_HERE = ("", "_self", "_top", "_parent")
_OF_PAGE = re.compile(
    r"(?<![\w$.])(?:(?:window|self|top|parent|globalThis|this)\s{0,9}\.\s{0,9})?document\s{0,9}\.\s{0,9}(?:open\(\s{0,9}(?:\)|[\"']text)"
    r"|(?:replaceChildren|removeChild|replaceChild|append|prepend|adoptNode)\(|body\s{0,9}=(?!=)|(?P<later>write(?:ln)?)\()"
)
"""A statement that puts another page in the place of a page; writing does so once the page has been read."""
_MAY_LEAVE = re.compile(r"location|navigat|history|\bopen\s{0,9}\(")
_STATEMENT = re.compile(r"[;{}\n]")
_MOST, _LONGEST, _BEFORE = 50, 120, 120
_MOST_WRITES = 2_000


def page_led_to(root: Any, scripts: Sequence[str]) -> str:
    """The address of another page that a browser shows instead of one, by itself and soon; empty where it stays.

    Args:
        root: The outermost element of the page.
        scripts: The texts of its scripts.
    """
    flow = Flow(scripts)
    ways = (_refreshed(root), *(way(root, script, flow) for script in scripts for way in _WAYS))
    return next((address for way in ways for address in way), "")[:_LONGEST]


def replaces_page(script: str, flow: Flow) -> bool:
    """Whether a script puts another page in the place of this one in any case.

    Args:
        script: The script.
        flow: When the statements of the page's scripts are run.
    """
    places = islice(_OF_PAGE.finditer(script), _MOST_WRITES) if "document" in script else ()
    return any(
        flow.is_certain(script, match.start())
        for match in places
        if not match["later"] or flow.is_later(script, match.start())
    )


def _refreshed(root: Any) -> Iterator[str]:
    frames = next(root.iterchildren("frameset", "body"), None)
    if frames is not None and frames.tag == "frameset":
        yield from (frame.get("src") or "" for frame in frames.iter("frame"))
    for element in root.iter("meta"):
        is_refresh = (element.get("http-equiv") or "").strip().lower() == "refresh"
        match = _REFRESH.match(element.get("content") or "") if is_refresh else None
        is_idle = next(element.iterancestors("noscript", "template"), None) is not None
        if match is not None and not is_idle and int(match[1]) < _SOON:
            yield match[2]


def _left_for(_: Any, script: str, flow: Flow) -> Iterator[str]:
    """The addresses to which a script leads in any case."""
    if not _MAY_LEAVE.search(script):
        return
    names = "|".join(map(re.escape, {"location", *(match[1] for match in islice(_OTHER_NAME.finditer(script), _MOST))}))
    for match in islice(re.finditer(_LEAVES.replace("NAMES", names), script), _MOST):
        to = _TO.match(script, match.end())
        address = "" if to is None else (to[1] if to[1] is not None else to[2]).strip()
        is_same = address[:1] == "#" or "location" in script[match.end() : match.end() + len(address) + 1]
        if not is_same and flow.is_certain(script, match.start()):
            yield address or match[0].rstrip("(")


def _sent(root: Any, script: str, flow: Flow) -> Iterator[str]:
    """The address to which a script sends a form in any case."""
    forms = [form for form in root.iter("form") if (form.get("target") or "").lower() in _HERE]
    if forms or "createElement" in script:
        for match in islice(_SUBMITS.finditer(script), _MOST):
            if flow.is_certain(script, match.start()):
                yield next((form.get("action") for form in forms if form.get("action")), match[0])


def _followed(root: Any, script: str, flow: Flow) -> Iterator[str]:
    """The address of a link that a script follows in any case, as if somebody clicked on it."""
    for match in islice(_CLICKS.finditer(script), _MOST):
        line = script[max(0, match.start() - _BEFORE) : match.start()].rstrip()
        own = _NAME_AT_END.search(line)
        name = own[0] if own is not None else ""
        sets = re.search(rf"(?<![\w$.]){re.escape(name)}\s{{0,9}}=([^;\n]{{1,{_BEFORE}}})", script) if name else None
        text = sets[1] if sets is not None else _STATEMENT.split(line)[-1]
        address = _address_of_link(root, text, script)
        if address and flow.is_certain(script, match.start()):
            yield address


def _address_of_link(root: Any, text: str, script: str) -> str:
    """The address of the link that a script names, or makes; empty where it is none, or leads beside the page."""
    words = {word for part in _QUOTED.findall(text) for word in _WORD.findall(part)}
    if "createElement" in text and "a" in words and not _ELSEWHERE.search(script):
        match = _ADDRESS.search(script)
        return (match[1] or match[2]) if match is not None else text
    if text.lstrip().startswith(("$(", "jQuery(")) and "[" not in text and "get(" not in text:
        return ""  # jQuery calls what pages do at a click, and follows no link
    for link in root.iter("a", "area"):
        names = {link.tag, link.get("id"), *(link.get("class") or "").split()}
        is_named = not names.isdisjoint(words) or "links" in text
        address = (link.get("href") or "").strip()
        is_here = (link.get("target") or "").lower() in _HERE and link.get("download") is None
        if is_named and is_here and address and not address.lower().startswith(("#", "javascript:", "mailto:", "tel:")):
            return address
    return ""


def _refreshed_by(_: Any, script: str, flow: Flow) -> Iterator[str]:
    """The address of a refresh that a script writes into the page in any case."""
    for match in islice(_META.finditer(script), _MOST):
        if flow.is_certain(script, match.start()):
            address = _ADDRESS.search(script)
            yield address[1] or address[2] if address is not None else match[0]


_WAYS = (_left_for, _sent, _followed, _refreshed_by)
