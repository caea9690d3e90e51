"""What is seen of the things on a PDF page by the way they are drawn: a faint 0 after 12 must not read 120."""

from collections import defaultdict
from collections.abc import Iterator
from typing import Any

OPACITY = "opacity"
"""Key of the opacity of what is not quite opaque; that of things with which the colours below are mixed is a half."""
_FAINTEST = 0.1
"""The share of its colour up to which a text cannot be seen."""
UNSEEN = "unseen"
"""Key of a character that is outside its bounds, on a layer that is not shown, or written without ink."""
GLYPH = "glyph"
"""Key of a character that is drawn as another than the file says, where one of both is a digit."""


def mark_opacity(page: Any) -> bool:
    """Give what is not opaque its ``OPACITY``, and ``UNSEEN`` to characters that leave nothing on the page.

    Those that are drawn as another digit get their ``GLYPH``.

    Text without ink that is most of a page is what a program has recognised in a picture of it: it is left as it is.

    Args:
        page: A page of pdfplumber whose characters nobody has asked for yet; its characters, shapes and pictures are
            changed.

    Returns:
        Whether its text is such that a program has recognised.
    """
    from gongkai.readers.formats.pdf_unseen.states import lay_out  # noqa: PLC0415 - needs an extra; a page has it

    states = lay_out(page)
    if not (states.opacities or states.cut or states.without_ink or states.other_glyphs):
        return False
    laid_out: defaultdict[str, list[Any]] = defaultdict(list)
    for item in drawn_on(page):
        laid_out[kind_of(item)].append(item)
    is_recognised = len(states.without_ink) > len(laid_out["char"]) / 2
    unseen = states.cut if is_recognised else states.cut | states.without_ink
    for kind, own in page.objects.items():
        for one, item in zip(own, laid_out[kind], strict=True):
            if id(item) in states.opacities:
                one[OPACITY] = states.opacities[id(item)]
            if id(item) in unseen:
                one[UNSEEN] = True
            if id(item) in states.other_glyphs and not is_recognised:
                one[GLYPH] = True
    return is_recognised


def is_faint(mark: Any) -> bool:
    """Whether something is so transparent that nobody sees it.

    Args:
        mark: A character, shape or picture.
    """
    return bool(mark.get(OPACITY, 1) <= _FAINTEST)


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
