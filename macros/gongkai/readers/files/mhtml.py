"""Web pages that were saved with everything in one file (``.mht``), and mails: the page, or else the text, is read."""

import re
from collections.abc import Iterator
from email import message_from_bytes, policy
from email.message import Message
from urllib.parse import urljoin

from gongkai.readers.files.linked_files import with_linked

_HEAD = 8192
_SIGN = re.compile(rb"^(?:MIME-Version:|Content-Type:\s*multipart/related)", re.IGNORECASE | re.MULTILINE)
_NOT_A_HEADER = re.compile(rb"\A\s*<")


def is_mhtml(data: bytes) -> bool:
    """Whether a file is a page saved with everything in one file, by its first lines.

    Args:
        data: The file.
    """
    head = data[:_HEAD].lstrip(b"\xef\xbb\xbf \t\r\n")
    return not _NOT_A_HEADER.match(head) and _SIGN.search(head.split(b"\r\n\r\n")[0].split(b"\n\n")[0]) is not None


def page_in_mhtml(data: bytes) -> bytes:
    """The page in such a file; empty where there is none.

    Args:
        data: The file.
    """
    parts = [*_parts(data, "text/html")]
    page, location = max(parts, key=lambda part: len(part[0]), default=(b"", ""))
    sheets = {address: sheet for sheet, address in _parts(data, "text/css")} if page else {}
    return with_linked(page, lambda address: sheets.get(address) or sheets.get(urljoin(location, address)))


def text_of_mail(data: bytes) -> bytes:
    """The text of a mail that has no page in it; empty for any other file.

    Args:
        data: The file.
    """
    return (
        b"" if not is_mhtml(data) or page_in_mhtml(data) else b"\n".join(text for text, _ in _parts(data, "text/plain"))
    )


def _parts(data: bytes, kind: str) -> Iterator[tuple[bytes, str]]:
    """The parts of one kind, each with its address."""
    message = message_from_bytes(data.lstrip(b"\xef\xbb\xbf \t\r\n"), policy=policy.compat32)
    for part in message.walk():
        if part.get_content_type() == kind:
            name = str(part.get("Content-ID") or "").strip("<> ")
            yield _content(part), str(part.get("Content-Location") or f"cid:{name}").strip()


def _content(part: Message) -> bytes:
    content = part.get_payload(decode=True)
    return _in_utf8(content, part.get_content_charset()) if isinstance(content, bytes) else b""


def _in_utf8(content: bytes, charset: str | None) -> bytes:
    """A page whose encoding the part states, in UTF-8 with its mark; what the page itself says of it is void then."""
    if not charset or content.startswith(b"\xef\xbb\xbf"):
        return content
    try:
        return b"\xef\xbb\xbf" + content.decode(charset).encode()
    except (LookupError, UnicodeError):
        return content
