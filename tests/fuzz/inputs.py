"""What the targets are given: real texts and files with some changes at random places, decoded from some bytes.

Hypothesis draws the bytes, many inputs at a time, which costs it no more than a single one: to draw each change by
itself took three milliseconds an input, more than most targets need to read it. A code of zeros is no change, so that
hypothesis makes what has broken a target smaller by leaving changes out. Pieces are what the formats act on: signs of
YAML, Markdown, HTML and templates, characters that few programs like.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

PIECES = (
    *("{{", "}}", "{%", "{#", "[", "]", "(", ")", "<", ">", "</", "<!--", "-->", "<![CDATA[", "<?", "&#0;", "&lt"),
    *("：", ": ", ":", "- ", "-", "  ", "\t", "\n", "\r", "\r\n", "\n\n", "#", "## ", "|", "`", "```", "~", "*", "_"),
    *('"', "'", "“", "”", "\\", "%", "&a", "*a", "!!int ", "!!python/object:os.system ", "? ", "<<: ", "---\n"),
    *("0", "9" * 20, "９", "-1", "1e9", "0x1F", "1_000", "1,000", ".5", "１２", "²", "一", "○", "NaN", "~"),
    *("\x00", "\x08", "\x1b[31m", "\x7f", "\x85", "\xa0", "\u200b", "\u202e", "\u2028", "\ufeff", "\uffff", "\ud800"),
    *("甲" * 300, "a" * 300, "(" * 60, "[" * 60, "{" * 60, "- " * 60, "> " * 60, "9" * 5_000, "<b>" * 60, "| " * 60),
    *("figure(", 'table("申请")', 'figure("申请.本年新收.总计", year=2019)', "=1+1", "@SUM(A1)", "../../etc"),
    *("published:", "version:", "status:", "name:", "申请:", "本年新收:", "2024-02-30", "9999-12-31", "0000-00-00"),
)

LENGTH = 32
"""Bytes that one input is decoded from: one for the text that is changed, and some for each change."""
_CHANGE = 6
_NONE, _LITTLE = 96, 0x8000

Decode = Callable[[bytes], Any]
"""Gives the input that a code stands for."""


def changed(texts: tuple[str, ...]) -> Decode:
    """One of some texts with up to five changes in it."""
    return lambda code: _changed(texts, code, str)


def changed_bytes(files: tuple[bytes, ...]) -> Callable[[bytes], bytes]:
    """One of some files with up to five changes in it: a character stands for a byte."""
    texts = tuple(file.decode("latin-1") for file in files)
    return lambda code: _changed(texts, code, _as_bytes).encode("latin-1")


def _as_bytes(piece: str) -> str:
    return piece.encode("utf-8", "surrogatepass").decode("latin-1")


def both(first: Decode, second: Decode) -> Decode:
    """Two inputs that belong together, with half of the changes each."""
    return lambda code: (first(code[: LENGTH // 2]), second(code[LENGTH // 2 :]))


def words(vocabulary: tuple[str, ...], most: int) -> Decode:
    """Some words one after the other; a byte for each, of which the lowest ones stand for none."""
    return lambda code: [vocabulary[number % len(vocabulary)] for number in code[:most] if number >= _NONE]


def _changed(texts: tuple[str, ...], code: bytes, spelled: Callable[[str], str]) -> str:
    text = texts[code[0] % len(texts)]
    for start in range(1, len(code) - _CHANGE + 1, _CHANGE):
        operation, high, low, length = code[start : start + 4]
        if operation < _NONE:
            continue
        at, length = (high << 8 | low) * len(text) >> 16, length % 41
        piece = spelled(_piece(int.from_bytes(code[start + 4 : start + _CHANGE])))
        match operation % 6:
            case 0:
                text = text[:at] + piece + text[at:]
            case 1:
                text = text[:at] + piece + text[at + length :]
            case 2:
                text = text[:at] + text[at + length * 5 :]
            case 3:
                text = text[: at + length] + text[at:]
            case 4:
                text = text[at:] + text[:at]
            case _:
                text = text[:at] + _part(texts, length, low) + text[at:]
    return text


def _piece(number: int) -> str:
    """A piece in half of all cases, else any character: one of the first of Unicode, or of all of them."""
    if number < _LITTLE:
        return PIECES[number % len(PIECES)]
    number -= _LITTLE
    return chr(number >> 1 if number & 1 else number * 34)


def _part(texts: tuple[str, ...], length: int, place: int) -> str:
    """Some lines of any of the texts, as when one is pasted into another."""
    lines = texts[length % len(texts)].splitlines(keepends=True) or [""]
    at = place * len(lines) >> 8
    return "".join(lines[at : at + 1 + length % 4])
