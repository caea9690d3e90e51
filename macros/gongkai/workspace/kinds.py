"""What a file that should be text is instead, by its first bytes, and in which encoding a text was saved."""

import codecs

_MAGIC = (
    (b"PK\x03\x04", "archive"),
    (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "office"),
    (b"%PDF-", "pdf"),
    (b"{\\rtf", "rtf"),
    (b"\x89PNG", "picture"),
    (b"\xff\xd8\xff", "picture"),
)
"""How files begin that a clerk may take for text, each with its key below ``file-kinds`` in the words."""
_PARTS = ((b"word/", "word"), (b"xl/", "excel"))
"""What an archive of each kind of document holds."""


def kind_of_bytes(content: bytes) -> str | None:
    """What a file is that is no text: a key below ``file-kinds`` in the words; None for what may be text."""
    kind = next((kind for magic, kind in _MAGIC if content.startswith(magic)), None)
    if kind == "archive":
        return next((name for part, name in _PARTS if part in content), kind)
    return kind


def encoding_of(content: bytes) -> str:
    """What a text is saved as that is not UTF-8: a key below ``encodings`` in the words."""
    if content.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        return "utf-16"
    try:
        content.decode("gb18030")
    except UnicodeDecodeError:
        return "unknown"
    return "gbk"
