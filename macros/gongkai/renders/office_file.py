"""The file of an office document: a ZIP archive of some parts in memory, the same bytes for the same parts.

``zipfile`` takes as long for the entries of twenty small parts as for compressing them. The headers of an archive are a
few numbers each (APPNOTE.TXT of PKWARE, 4.3); a test compares the bytes with those of zipfile.
"""

import struct
import zlib
from collections.abc import Iterable
from functools import lru_cache

XML_DECLARATION = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
"""What each part in XML begins with."""
_ENTRY = struct.Struct("<4s5H3L2H")
_LISTED = struct.Struct("<4s4B4H3L5H2L")
_END = struct.Struct("<4s4H2LH")
_VERSION, _UNIX, _DEFLATED = 20, 3, 8
_FIRST_DAY = 33
"""The first day that an archive can state, 1 January 1980: the same report gives the same bytes."""
_READABLE = 0o600 << 16
_SMALL = 16_384
"""The most bytes of a part that is cached in its compressed form: most small parts are the same in every file."""


def office_file(parts: Iterable[tuple[str, bytes]], *, level: int = 6) -> bytes:
    """The ZIP archive that an Office file is, the same bytes for the same parts.

    Args:
        parts: Name, in ASCII, and content of each part, in order.
        level: How hard they are compressed, from 1 to 9.
    """
    pieces: list[bytes] = []
    listed: list[bytes] = []
    position = 0
    for name, content in parts:
        crc, packed = (_packed_small if len(content) <= _SMALL else _packed)(content, level)
        path = name.encode("ascii")
        facts = (0, _DEFLATED, 0, _FIRST_DAY, crc, len(packed), len(content), len(path), 0)
        pieces += (_ENTRY.pack(b"PK\3\4", _VERSION, *facts), path, packed)
        listed += (
            _LISTED.pack(b"PK\1\2", _VERSION, _UNIX, _VERSION, 0, *facts, 0, 0, 0, _READABLE, position),
            path,
        )
        position += _ENTRY.size + len(path) + len(packed)
    count, size = len(listed) // 2, sum(map(len, listed))
    return b"".join((*pieces, *listed, _END.pack(b"PK\5\6", 0, 0, count, count, size, position, 0)))


def _packed(content: bytes, level: int) -> tuple[int, bytes]:
    """Checksum of a part, and its compressed bytes."""
    packer = zlib.compressobj(level, zlib.DEFLATED, -zlib.MAX_WBITS)
    return zlib.crc32(content), packer.compress(content) + packer.flush()


_packed_small = lru_cache(maxsize=128)(_packed)
