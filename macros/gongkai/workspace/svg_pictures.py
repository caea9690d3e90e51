"""Whether an SVG picture does something: a reader who is led to the file itself gets a page that can run programs."""

import re
from pathlib import Path
from xml.etree import ElementTree as ET

LARGEST = 2_000_000
"""Most bytes of a picture; a larger one is taken for one that does something, as nobody looks into it."""

_RUNNING = frozenset({"script", "foreignObject", "iframe", "handler", "listener", "embed", "object", "audio", "video"})
_IGNORED = re.compile(r"[\x00-\x20\x7f-\xa0]+")
_SCHEME = re.compile(r"(?:javascript|vbscript|data(?!:image/(?:png|jpeg|gif|webp)[;,])):", re.IGNORECASE)
_FOREIGN = re.compile(r"@import|url\(\s*[\"']?(?!#)", re.IGNORECASE)
_DECLARED = re.compile(rb"<!ENTITY|<!DOCTYPE[^>]*\[|<\?xml-stylesheet", re.IGNORECASE)


def svg_runs(path: Path) -> bool:
    """Whether a picture holds a program, an event, an address of one, or something that is loaded from elsewhere.

    Args:
        path: The picture. One that cannot be read, or is no XML, counts as one that does something.
    """
    try:
        if path.stat().st_size > LARGEST:
            return True
        content = path.read_bytes()
        if _DECLARED.search(content.replace(b"\x00", b"")):  # without the bytes between the letters of UTF-16
            return True
        root = ET.fromstring(content)  # noqa: S314 - a text that declares entities has been refused
    except (OSError, ET.ParseError, ValueError, LookupError, RecursionError):
        return True
    return any(map(_does_something, root.iter()))


def _does_something(element: ET.Element) -> bool:
    tag = element.tag.rpartition("}")[2] if isinstance(element.tag, str) else ""
    if tag in _RUNNING or (tag == "style" and _FOREIGN.search(element.text or "")):
        return True
    return any(_attribute_acts(tag, name.rpartition("}")[2], value) for name, value in element.items())


def _attribute_acts(tag: str, name: str, value: str) -> bool:
    plain = _IGNORED.sub("", value)
    if name.lower().startswith("on") or _SCHEME.search(plain):
        return True
    if name in ("href", "src") and tag != "a":
        return not plain.startswith(("#", "data:image/"))
    return name == "style" and _FOREIGN.search(value) is not None
