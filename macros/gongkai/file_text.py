"""The text of a file in the encodings of Chinese editors, where only one can be meant; written back as UTF-8."""

import codecs
import unicodedata
from dataclasses import dataclass

BYTE_ORDER_MARKS = ((codecs.BOM_UTF8, "utf-8"), (codecs.BOM_UTF16_LE, "utf-16-le"), (codecs.BOM_UTF16_BE, "utf-16-be"))
"""What a file may begin with to say in which encoding it is."""
LARGEST = 2_000_000
"""Most bytes of a text file of a site (data, narrative, form, mkdocs.yml); the longest reports have some 100,000."""
MARKDOWN_SUFFIXES = (".md", ".markdown", ".mdown", ".mkdn", ".mkd")
"""Of the files that MkDocs makes pages of; narratives are ``.md``."""
_COMMON = 0.9
"""Share of the Chinese characters of a text that are everyday ones, at least, where an encoding is the right one."""
_RARE_AT_MOST = 0.5
"""The same share at most where an encoding is a wrong one."""


@dataclass(frozen=True, slots=True)
class FileText:
    r"""A decoded file.

    Attributes:
        text: Its text; a newline is ``\n``.
        newline: What a newline is in the file: of several kinds the most frequent.
        slips: Codes of what is mended by writing it: ``encoding``, ``byte-order-mark``, ``newlines``.
    """

    text: str
    newline: str
    slips: tuple[str, ...] = ()

    def encoded(self, text: str) -> bytes:
        """A changed text of the file, as the bytes to write."""
        return text.replace("\n", self.newline).encode()


def read_text(data: bytes) -> FileText | None:
    """Decode a file; None where it is no text, or its encoding could be one of several."""
    text, slip = _decoded(data)
    if text is None or "\x00" in text:
        return None
    counts = {"\r\n": text.count("\r\n")}
    counts["\n"] = text.count("\n") - counts["\r\n"]
    lone = text.count("\r") - counts["\r\n"]
    newline = max(("\n", "\r\n"), key=lambda kind: counts[kind])
    mixed = lone or all(counts.values())
    slips = [code for code in (slip, "newlines" if mixed else "") if code]
    return FileText(text.replace("\r\n", "\n").replace("\r", "\n"), newline, tuple(slips))


def _decoded(data: bytes) -> tuple[str | None, str]:
    """The text and the code of what its encoding has to do with it."""
    for mark, encoding in BYTE_ORDER_MARKS:
        if data.startswith(mark):
            text = _strictly(data[len(mark) :], encoding)
            return text, "byte-order-mark" if encoding == "utf-8" else "encoding"
    text = _strictly(data, "utf-8")
    if text is not None and "\x00" not in text:
        return text, ""
    candidates = [name for name in ("utf-16-le", "utf-16-be") if b"\x00" in data] or ["gb18030", "big5"]
    readings = [(text, _likeness(text)) for name in candidates if (text := _strictly(data, name)) is not None]
    likely = [text for text, likeness in readings if likeness >= _COMMON]
    unlikely = [text for text, likeness in readings if likeness <= _RARE_AT_MOST]
    if len(likely) == 1 and len(likely) + len(unlikely) == len(readings):
        return likely[0], "encoding"
    return None, ""


def _strictly(data: bytes, encoding: str) -> str | None:
    try:
        return data.decode(encoding)
    except UnicodeDecodeError:
        return None


def _likeness(text: str) -> float:
    """Share of everyday Chinese characters and marks among the characters that are not ASCII."""
    other = [sign for sign in text if sign > "\x7f"]
    return sum(map(_everyday, other)) / len(other) if other else 1.0


def _everyday(sign: str) -> bool:
    """Whether a character is one of the 3,755 most frequent ones of GB 2312, or a mark that goes with them."""
    if unicodedata.category(sign)[0] in "PZS" or "\uff00" <= sign <= "\uffef":
        return "\u2010" <= sign <= "\u303f" or "\uff00" <= sign <= "\uffef" or sign in "·×÷°"
    try:
        row = sign.encode("gb2312")[0]
    except UnicodeEncodeError:
        return False
    return 0xB0 <= row <= 0xD7  # noqa: PLR2004 - the first level of characters
