"""Marks what cannot be seen on a PDF page because of how it is drawn: a faint 0 after 12 must not read 120."""

from collections import defaultdict
from collections.abc import Iterator
from typing import Any

from gongkai.readers.formats.pdf_drawn import BEYOND, OPACITY

_FAINTEST = 0.1
"""The share of its colour up to which a text cannot be seen."""
UNSEEN = "unseen"
"""Key of a character that is clipped, on a layer that is not shown, or drawn invisibly."""
GLYPH = "glyph"
"""Key of a character that is drawn as another one than the file says, where either is a digit."""
MASKED = "masked"
"""Key of a character of which a mask of the page may leave nothing to be seen."""
MIRRORED = "mirrored"
"""Key of a character that is drawn as a mirror shows it."""


def mark_opacity(page: Any) -> bool:
    """Mark what is not opaque with ``OPACITY``, and characters that nobody sees with ``UNSEEN``.

    Characters that are drawn as another digit are marked with ``GLYPH``, mirrored ones with ``MIRRORED``, those below a
    mask with ``MASKED``. If most text of a page is invisible, it is the result of OCR on a scanned picture, and is left
    as it is.

    Args:
        page: A page of pdfplumber whose characters nobody has asked for yet; its characters, shapes and pictures are
            changed.

    Returns:
        Whether the text of the page is the result of OCR.
    """
    from gongkai.readers.formats.pdf_unseen.states import lay_out  # noqa: PLC0415 - needs an extra; a page has it

    states = lay_out(page)
    notes = (states.opacities, states.cut, states.without_ink, states.other_glyphs, states.mirrored, states.masked)
    if not (any(notes) or states.beyond):
        return False
    laid_out: defaultdict[str, list[Any]] = defaultdict(list)
    for item in drawn_on(page):
        laid_out[kind_of(item)].append(item)
    is_recognised = len(states.without_ink) > len(laid_out["char"]) / 2
    ids_by_key = {UNSEEN: states.cut, MIRRORED: states.mirrored, MASKED: states.masked}
    if not is_recognised:
        ids_by_key |= {UNSEEN: states.cut | states.without_ink, GLYPH: states.other_glyphs}
    for kind, own in page.objects.items():
        for one, item in zip(own, laid_out[kind], strict=True):
            if id(item) in states.opacities:
                one[OPACITY] = states.opacities[id(item)]
            if id(item) in states.beyond:
                one[BEYOND] = states.beyond[id(item)]
            one.update((key, True) for key, ids in ids_by_key.items() if id(item) in ids)
    return is_recognised


def is_faint(mark: Any) -> bool:
    """Whether something is so transparent that nobody sees it.

    Args:
        mark: A character, shape or picture.
    """
    return bool(mark.get(OPACITY, 1) <= _FAINTEST)


def is_solid(shape: Any) -> bool:
    """Whether something lets as good as nothing of what is below it be seen.

    Args:
        shape: A shape or picture.
    """
    return bool(shape.get(OPACITY, 1) >= 1 - _FAINTEST)


def drawn_on(page: Any) -> Iterator[Any]:
    """What is drawn on a page, in order, as pdfminer has it.

    Args:
        page: A page of pdfplumber.
    """
    yield from _leaves(page.layout)


def kind_of(item: Any) -> str:
    """The name that pdfplumber has for the kind of a thing of pdfminer.

    Args:
        item: A character, shape or picture.
    """
    return type(item).__name__.removeprefix("LT").lower()


def _leaves(item: Any) -> Iterator[Any]:
    from pdfminer.layout import LTContainer  # noqa: PLC0415 - of the same extra

    for one in item:
        if isinstance(one, LTContainer):
            yield from _leaves(one)
        else:
            yield one
