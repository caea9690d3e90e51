"""Texts of files made safe to print on a terminal or in the log of a CI run: one line, and nothing in it hidden."""

import re

_UNSEEN = re.compile("[\x00-\x1f\x7f-\x9f\u200e\u200f\u2028-\u202e\u2066-\u2069\ud800-\udfff\ufeff\ufffe\uffff]")


def visible(text: str, *, lines: bool = False) -> str:
    r"""A text in one line, in which signs that a terminal acts on, or that turn the direction of writing, are named.

    Args:
        text: The text; a line break becomes ``\n``, an override of the direction ``\u202e``.
        lines: Whether line breaks stay, for what names them in its own way.
    """
    if lines:
        return _UNSEEN.sub(lambda match: match[0] if match[0] in "\r\n" else _named(match[0]), text)
    return _UNSEEN.sub(lambda match: _named(match[0]), text)


def _named(sign: str) -> str:
    short_escapes = {"\n": "\\n", "\r": "\\r", "\t": "\\t"}
    return short_escapes.get(sign) or (f"\\x{ord(sign):02x}" if ord(sign) < 256 else f"\\u{ord(sign):04x}")  # noqa: PLR2004 - two digits
