"""Decodes texts and web pages: UTF-8, GB18030 (of which GB2312 and GBK are subsets) or UTF-16.

A declared encoding counts only where the bytes agree: pages that declare GB2312 hold GBK characters, and pages that
were saved in another encoding still carry the old declaration.
"""

import re

from gongkai.file_text import BYTE_ORDER_MARKS
from gongkai.readers.files.refusals import refuse

_HEAD = 4096
_DECLARED = re.compile(rb"""(?:charset|encoding)\s*=\s*["']?\s*([A-Za-z0-9_.:-]+)""", re.IGNORECASE)
_CHINESE = {"gb2312", "gbk", "gb18030", "x-gbk", "gb_2312-80", "gb2312-80", "cp936", "hz-gb-2312", "euc-cn"}
_MOST_BROKEN = 0.01
_LOST, _FEWEST_LOST = re.compile(r"\?{3,}"), 8
"""Question marks in place of Chinese words, and how many such runs no text has by itself."""
_CHINESE_TEXT = re.compile("[\u3400-\u9fff]")
_CONTROLS = re.compile("[\x00-\x08\x0b\x0e-\x1f]")
_BETWEEN_FIGURES = re.compile(r"(?<=\d)[\x0b\x1c-\x1f]+(?=\d)")
"""Word's line break (U+000B) in copied text, and other control characters, between two figures."""


def decode(data: bytes, *, name: str) -> str:
    """The text of a file without byte order mark and control characters.

    Args:
        data: The whole file.
        name: The file as the clerk knows it.

    Raises:
        ReadError: It is in no encoding that is known here, no text at all, or was saved in an encoding without Chinese.
    """
    text = _by_mark(data)
    if text is None:
        wide = _wide(data)
        text = data.decode(wide, "replace") if wide else _narrow(data, name=name)
    if text.count("\ufffd") > max(2, len(text) * _MOST_BROKEN):
        raise refuse("encoding", name=name)
    if not _CHINESE_TEXT.search(text) and len(_LOST.findall(text)) >= _FEWEST_LOST:
        raise refuse("lost-characters", name=name)
    return _CONTROLS.sub("", _BETWEEN_FIGURES.sub(" ", text))


def _by_mark(data: bytes) -> str | None:
    for mark, encoding in BYTE_ORDER_MARKS:
        if data.startswith(mark):
            return data[len(mark) :].decode(encoding, "replace")
    return None


def _wide(data: bytes) -> str | None:
    """UTF-16 without a byte order mark, known by its markup: ASCII, of which every other byte is zero."""
    sample = data[:_HEAD]
    even, odd = sample[::2].count(0), sample[1::2].count(0)
    if max(even, odd) * 5 < len(sample) or min(even, odd) * 4 > max(even, odd):
        return None
    return "utf-16-be" if even > odd else "utf-16-le"


def _narrow(data: bytes, *, name: str) -> str:
    if data.count(0) > len(data) // 1000:
        raise refuse("encoding", name=name)
    declared = _declared(data)
    order = ("gb18030", "utf-8") if declared in _CHINESE and not _surely_utf8(data) else ("utf-8", "gb18030")
    for encoding in order:
        try:
            return data.decode(encoding)
        except UnicodeDecodeError:
            continue
    readings = [data.decode(encoding, "replace") for encoding in order]
    return min(readings, key=lambda text: text.count("\ufffd"))


def _declared(data: bytes) -> str:
    match = _DECLARED.search(data[:_HEAD]) or _DECLARED.search(data[: 16 * _HEAD])
    return match[1].decode("ascii").lower() if match else ""


def _surely_utf8(data: bytes) -> bool:
    """Whether the bytes are UTF-8 whatever they declare: valid, and most of them Chinese characters of three bytes."""
    try:
        text = data.decode("utf-8")
    except UnicodeDecodeError:
        return False
    high = len(re.sub(rb"[\x00-\x7f]+", b"", data))
    chinese = len(re.findall("[\u3000-\u303f\u4e00-\u9fff\uff00-\uffef]", text))
    return high > 0 and chinese * 3 * 5 >= high * 4
