"""Style sheets and scripts in files of their own, put into a page in place of the links to them; none is ever fetched.

A browser that saves a page puts them into a folder beside it (``报告_files``), or into parts of the same file. Scripts
that many sites have are left out: they are long, and change no page unless another script says so.
"""

import re
from collections.abc import Callable
from html import unescape
from pathlib import Path
from urllib.parse import unquote

_LINK = re.compile(rb"<link\s[^<>]{1,2000}>", re.IGNORECASE)
_SCRIPT = re.compile(rb"<script\s([^<>]{1,2000})>\s{0,200}</script\s{0,9}>", re.IGNORECASE)
_OF_MANY_SITES = re.compile(
    r"[.-]min\b|jquery|zepto|bootstrap|layui|layer|swiper|slick|carousel|superslide|echarts|highcharts|\bvue|react|angular|axios"
    r"|lodash|underscore|require|\bsea\b|modernizr|polyfill|respond|html5|shiv|share|qrcode|video|player|flash|swf|pdf"
    r"|analytic|\btongji|\bhm\b|counter|stat(?:s|istic)?\b|wza|accessib|captcha|lazy|fancybox|lightbox|datepick|ueditor|prism",
    re.IGNORECASE,
)
"""Parts of the names of scripts that are no page's own."""
_LONGEST_SCRIPT = 60_000
_ENTRY = re.compile(rb"""(?<![a-zA-Z])([a-zA-Z]+)\s*=\s*("[^"]*"|'[^']*'|[^\s"'<>]+)""")
_NOT_ASCII = re.compile(r"[^\x00-\x7f]")
_ELSEWHERE = re.compile(r"[a-zA-Z][a-zA-Z0-9+.-]*:|[/\\]")
"""How addresses begin that are not relative to the page."""
_LARGEST, _MOST = 1_000_000, 2_000_000
"""Bytes of one file beside a page, and of all that are put in, each as often as it is."""


def with_linked(page: bytes, file_of: Callable[[str], bytes | None]) -> bytes:
    """A page with style sheets and scripts of its own in place of the links to them.

    Args:
        page: The page.
        file_of: Gives the file that an address of the page leads to; None where it is not at hand.
    """
    room = _MOST

    def content_of(address: str) -> bytes | None:
        nonlocal room
        content = file_of(address)
        if content is None or len(content) > room:
            return None
        room -= len(content)
        return content

    def script(link: re.Match[bytes]) -> bytes:
        entries = _entries(link[1])
        address = unescape(entries.get(b"src", b"").decode("utf-8", "replace"))
        if not address or _OF_MANY_SITES.search(re.split(r"[?#]", address)[0].rpartition("/")[2]):
            return link[0]
        content = content_of(address)
        if content is None or len(content) > _LONGEST_SCRIPT or b"</script" in content.lower():
            return link[0]
        kind = entries.get(b"type", b"").replace(b'"', b"")
        return b'<script type="%s">%s</script>' % (kind, _in_ascii(content, r"\u{:04x}"))

    def sheet(link: re.Match[bytes]) -> bytes:
        entries = _entries(link[0])
        if entries.get(b"rel", b"").lower() != b"stylesheet":
            return link[0]
        content = content_of(unescape(entries.get(b"href", b"").decode("utf-8", "replace")))
        if content is None or b"</style" in content.lower():
            return link[0]
        text = _in_ascii(content, r"\{:x} ")
        return b'<style media="%s">%s</style>' % (entries.get(b"media", b"").replace(b'"', b""), text)

    return _SCRIPT.sub(script, _LINK.sub(sheet, page))


def _entries(tag: bytes) -> dict[bytes, bytes]:
    return {name.lower(): value.strip(b"\"'") for name, value in _ENTRY.findall(tag)}


def _in_ascii(content: bytes, escape: str) -> bytes:
    """A text with escapes for all characters that the encoding of the page may not have."""
    text = content.decode("utf-8-sig", "replace")
    return _NOT_ASCII.sub(lambda sign: escape.format(ord(sign[0])), text).encode()


def with_files_beside(page: bytes, file: Path) -> bytes:
    """A page with the style sheets and scripts beside its file, or in a folder beside that, in place of links to them.

    Args:
        page: The content of the file.
        file: The file.
    """
    return with_linked(page, lambda address: _file_beside(file, address))


def _file_beside(file: Path, address: str) -> bytes | None:
    """The file that a relative address leads to, if it is in the folder of a page, or in one within that."""
    name = unquote(re.split(r"[?#]", address)[0])
    if not name or _ELSEWHERE.match(name):
        return None
    try:
        folder = file.parent.resolve()
        path = (folder / name).resolve()
        if not path.is_relative_to(folder) or not path.is_file() or path.stat().st_size > _LARGEST:
            return None
        return path.read_bytes()
    except (OSError, ValueError):
        return None
