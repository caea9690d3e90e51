"""Which form a document follows: the year's, unless its tables plainly are another one's."""

from collections.abc import Sequence
from functools import lru_cache

from gongkai.forms import Form
from gongkai.readers.document import Document, Grid, Paragraph
from gongkai.readers.matching.label_text import bare, fold
from gongkai.readers.matching.tokenise.lexicon import lexicon

_SOME = 2
_PLAIN = 3


def words_of(document: Document) -> str:
    """All text of a document, folded and bare."""
    parts: list[str] = []
    for block in document.blocks:
        if isinstance(block, Paragraph):
            parts.append(block.text)
        elif isinstance(block, Grid):
            parts.extend(cell.text for row in block.rows for cell in row if cell.head)
    return " ".join(bare(fold(part)) for part in parts)


def choose(document: Document, forms: Sequence[Form], year: int | None) -> tuple[Form | None, bool]:
    """The form, and whether it was taken by shape against the year.

    Args:
        document: The document.
        forms: The forms at hand.
        year: The reporting year, if known.
    """
    words = words_of(document)
    scores = {form.id: sum(key in words for key in _own(form, tuple(forms))) for form in forms}
    shared = {form.id: sum(key in words for key in _labels(form)) for form in forms}
    ranked = sorted(forms, key=lambda form: (scores[form.id], shared[form.id], form.years.start), reverse=True)
    if year is not None:
        valid = [form for form in ranked if year in form.years]
        if not valid:
            return None, False
        first = valid[0]
        best = ranked[0]
        if best is not first and scores[best.id] >= max(_PLAIN, 2 * scores[first.id] + 1):
            return best, True
        return first, False
    for form in ranked:
        if shared[form.id] >= _SOME:
            return form, False
    return None, False


@lru_cache(maxsize=32)
def _labels(form: Form) -> tuple[str, ...]:
    return tuple(key for key in lexicon(form).tell_tales)


@lru_cache(maxsize=32)
def _own(form: Form, forms: tuple[Form, ...]) -> tuple[str, ...]:
    """Labels that only this form has, and that are no part of another one's."""
    others = [key for other in forms if other is not form for key in lexicon(other).index]
    return tuple(key for key in lexicon(form).index if len(key) > _PLAIN and not any(key in other for other in others))
