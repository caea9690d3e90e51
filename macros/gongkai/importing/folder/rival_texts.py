"""The texts of two documents on one report: whether they say the same, and else which sentence only one of them has.

Characters and figures count; spaces, punctuation, headings and tables do not, as kinds of files differ in them.
"""

import re
from collections.abc import Iterator

from gongkai.importing.model import ImportResult
from gongkai.importing.replacing import FORMER
from gongkai.narrative import parse_narrative
from gongkai.narrative.model import BLOCK_MACROS, ListBlock, NarrativeBlock, Paragraph, Slot, characters

_END = re.compile(r"[。！？；\n]")
_UNCOUNTED = re.compile(r"[\W_]+")
_MOST_SEARCHED = 100
"""Sentences that are looked for within other sentences: that takes the length of a text for each."""


def lone_sentence(one: ImportResult, other: ImportResult) -> str:
    """The first sentence that only one of two documents has; empty where their texts say the same.

    What a macro call prints does not stand in a text, so a paragraph with one is not compared, nor is what the other
    document has in its place.

    Args:
        one: The result of a document.
        other: The result of another one on the same report.
    """
    (first, has_calls), (second, second_has_calls) = _text(one), _text(other)
    lone = ([] if second_has_calls else _only(first, second)) or ([] if has_calls else _only(second, first))
    return lone[0] if lone else ""


def _only(sentences: dict[str, str], others: dict[str, str]) -> list[str]:
    """The sentences that others do not have, not even as parts of longer ones."""
    lone = [key for key in sentences if key not in others][:_MOST_SEARCHED]
    whole = "".join(others) if lone else ""
    return [sentences[key] for key in lone if key not in whole]


def _text(item: ImportResult) -> tuple[dict[str, str], bool]:
    """Sentences by what counts of them, and whether figures of the text are called for by macros."""
    sentences: dict[str, str] = {}
    pages = (write for write in item.writes if write.path.endswith(".md") and f"/{FORMER}/" not in write.path)
    calls = False
    for page in pages:
        narrative, _ = parse_narrative(page.content.decode(), path=page.path)
        calls = any(slot.name not in BLOCK_MACROS for slot in narrative.slots)
        for text in _texts(narrative.blocks):
            sentences |= {_UNCOUNTED.sub("", part): part.strip() for part in _END.split(text)}
    sentences.pop("", None)
    return sentences, calls


def _texts(blocks: tuple[NarrativeBlock, ...]) -> Iterator[str]:
    for block in blocks:
        if isinstance(block, ListBlock):
            for item in block.items:
                yield from _texts(item)
        elif isinstance(block, Paragraph) and not any(isinstance(part, Slot) for part in block.inlines):
            yield characters(block.inlines)
