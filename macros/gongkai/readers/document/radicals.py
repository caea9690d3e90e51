"""Radicals in place of the characters that look like them: browsers and fonts of PDF files put them there.

``⼀、总体情况`` begins with a radical, and is found by no search. A radical and what it stands for are one character
each, so that places in a text stay what they are.
"""

import re
import unicodedata
from dataclasses import replace

from gongkai.readers.document.model import Document, GridCell, SourceBlock, SourceGrid, SourceParagraph

_SUPPLEMENT = dict(
    zip(
        "⺠⻅⻆⻉⻋⻓⻔⻘⻚⻛⻜⻝⻢⻣⻤⻥⻦⻨⻩⻬⻰⺟⻄⻁⻑⻒",
        "民见角贝车长门青页风飞食马骨鬼鱼鸟麦黄齐龙母西虎长长",
        strict=True,
    )
)
"""Radicals for which Unicode names no character."""
_KANGXI = {chr(code): unicodedata.normalize("NFKC", chr(code)) for code in range(0x2F00, 0x2FD6)}
_RADICALS = str.maketrans(_KANGXI | _SUPPLEMENT)
_RADICAL = re.compile(f"[{''.join(map(chr, _RADICALS))}]")
"""Any of them: most texts have none, and to look for one is much faster than to look up each character."""


def fold_radicals(text: str) -> str:
    """A text with the characters that its radicals stand for.

    Args:
        text: The text.
    """
    return text.translate(_RADICALS) if _RADICAL.search(text) else text


def without_radicals(document: Document) -> Document:
    """A document whose texts and cells have characters in place of radicals.

    Args:
        document: As its reader delivers it.
    """
    return replace(document, title=fold_radicals(document.title), blocks=tuple(map(_block, document.blocks)))


def _block(block: SourceBlock) -> SourceBlock:
    if isinstance(block, SourceParagraph):
        text = fold_radicals(block.text)
        return block if text == block.text else replace(block, text=text)
    if isinstance(block, SourceGrid):
        return replace(block, rows=tuple(tuple(map(_cell, row)) for row in block.rows))
    return block


def _cell(cell: GridCell) -> GridCell:
    text = fold_radicals(cell.text)
    return cell if text == cell.text else cell._replace(text=text)
