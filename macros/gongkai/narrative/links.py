"""The files that a text shows or links to: pictures, and documents that are beside it."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from urllib.parse import unquote, urlsplit

MAY_LINK = re.compile(r"\]\s*[(:\[]|<")
"""What every link in Markdown or HTML has; a text without it leads nowhere."""
_MARKS = re.compile(r"\]\(|<(?:img|a)\b", re.IGNORECASE)
"""What a text has that shows or links anything."""
_LINK = re.compile(
    r"""(?P<picture>!)?\[[^\[\]\n]*\]\(\s*<?(?P<target>[^()\s<>"']+(?:\([^()\s]*\)[^()\s<>"']*)*)>?(?:\s+["'][^"'\n]*["'])?\s*\)"""
    r"""|<(?P<tag>img|a)\b[^<>]*?\b(?:src|href)\s*=\s*["'](?P<address>[^"'\n]+)["']""",
    re.IGNORECASE,
)
_FENCE = re.compile(r"^\s*(?:```|~~~)")
_DOCUMENT = re.compile(
    r"\.(?:pdf|docx?|wps|xlsx?|et|pptx?|ofd|rtf|zip|rar|csv|txt|jpe?g|png|gif|webp|svg)$", re.IGNORECASE
)


@dataclass(frozen=True, slots=True)
class FileLink:
    """A file that a text shows or links to.

    Attributes:
        line: Its line in the file, from 1.
        column: Where it begins in that line, from 1.
        target: The file as written, without what follows ``#`` or ``?``.
        is_picture: Whether the page shows it.
    """

    line: int
    column: int
    target: str
    is_picture: bool


def file_links(text: str) -> Iterator[FileLink]:
    """Every picture, and every link to a document in the same folder, by a path relative to the text.

    Addresses of other sites, links to pages and to what is made with the site are left out.

    Args:
        text: Markdown.
    """
    if not _MARKS.search(text):
        return
    fenced = False
    for number, line in enumerate(text.split("\n"), 1):
        if _FENCE.match(line):
            fenced = not fenced
        if fenced or ("](" not in line and "<" not in line):
            continue
        for match in _LINK.finditer(line):
            address = match["target"] or match["address"]
            parts = urlsplit(address)
            is_picture = match["picture"] is not None or (match["tag"] or "").lower() == "img"
            target = unquote(parts.path)
            if parts.scheme or parts.netloc or not target or target.startswith("/") or "{{" in address:
                continue
            if is_picture or ("/" not in target and _DOCUMENT.search(target)):
                yield FileLink(number, match.start("target" if match["target"] else "address") + 1, target, is_picture)
