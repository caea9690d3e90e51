"""Style sheets in files of their own, put into a page in place of the links to them; none is ever fetched.

A browser that saves a page puts them into a folder beside it (``报告_files``), or into parts of the same file.
"""

import re
from collections.abc import Callable
from html import unescape
from pathlib import Path
from urllib.parse import unquote

_LINK = re.compile(rb"<link\s[^<>]{1,2000}>", re.IGNORECASE)
_ENTRY = re.compile(rb"""(?<![a-zA-Z])([a-zA-Z]+)\s*=\s*("[^"]*"|'[^']*'|[^\s"'<>]+)""")
_NOT_ASCII = re.compile(r"[^\x00-\x7f]")
_ELSEWHERE = re.compile(r"[a-zA-Z][a-zA-Z0-9+.-]*:|[/\\]")
"""How addresses begin that are not relative to the page."""
_LARGEST, _MOST = 1_000_000, 2_000_000
"""Bytes of one file beside a page, and of all."""


def with_sheets(page: bytes, sheet_of: Callable[[str], bytes | None]) -> bytes:
    """A page with style sheets in place of the links to them.

    Args:
        page: The page.
        sheet_of: Gives the sheet that an address of the page leads to; None where it is not at hand.
    """

    def sheet(link: re.Match[bytes]) -> bytes:
        entries = {name.lower(): value.strip(b"\"'") for name, value in _ENTRY.findall(link[0])}
        if entries.get(b"rel", b"").lower() != b"stylesheet":
            return link[0]
        content = sheet_of(unescape(entries.get(b"href", b"").decode("utf-8", "replace")))
        if content is None or b"</style" in content.lower():
            return link[0]
        text = _NOT_ASCII.sub(lambda sign: f"\\{ord(sign[0]):x} ", content.decode("utf-8-sig", "replace"))
        return b'<style media="%s">%s</style>' % (entries.get(b"media", b"").replace(b'"', b""), text.encode())

    return _LINK.sub(sheet, page)


def with_sheets_beside(page: bytes, file: Path) -> bytes:
    """A page with the style sheets that lie beside its file, or in a folder beside it, in place of the links to them.

    Args:
        page: The content of the file.
        file: The file.
    """
    room = _MOST

    def sheet(address: str) -> bytes | None:
        nonlocal room
        content = _file_beside(file, address)
        if content is None or len(content) > room:
            return None
        room -= len(content)
        return content

    return with_sheets(page, sheet)


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
