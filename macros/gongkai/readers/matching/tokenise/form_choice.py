"""Which form a document follows: the one valid for the year, unless its labels plainly are another one's."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

from gongkai.forms import Form
from gongkai.readers.matching.label_text import comparable
from gongkai.readers.matching.normalise import NormalisedDocument, NormalisedParagraph, NormalisedTable
from gongkai.readers.matching.tokenise.lexicon import lexicon_of

_ENOUGH_ROWS = 2
"""Labels of rows that a document without a known year must have to follow a form."""
_DISTINCTIVE = 3
"""Labels of another form alone that outweigh the year; also the longest key that is too short to be distinctive."""


@dataclass(frozen=True, slots=True)
class FormChoice:
    """The form that a document follows, and whether its labels decided it against the year."""

    form: Form
    against_year: bool = False


def choose_form(document: NormalisedDocument, forms: Sequence[Form], year: int | None) -> FormChoice | None:
    """Choose the form of a document.

    Args:
        document: The document.
        forms: The forms to choose from.
        year: The reporting year, if known. A year for which no form is valid has none.

    Returns:
        The choice; None where the document follows no form.
    """
    text = _comparable_text(document)
    distinctive = {form.id: sum(key in text for key in _distinctive_keys(form, tuple(forms))) for form in forms}
    rows = {form.id: sum(key in text for key in lexicon_of(form).row_keys) for form in forms}
    ranked = sorted(forms, key=lambda form: (distinctive[form.id], rows[form.id], form.years.start), reverse=True)
    if year is None:
        return next((FormChoice(form) for form in ranked if rows[form.id] >= _ENOUGH_ROWS), None)
    of_year = next((form for form in ranked if year in form.years), None)
    if of_year is None:
        return None
    best = ranked[0]
    if best is not of_year and distinctive[best.id] >= max(_DISTINCTIVE, 2 * distinctive[of_year.id] + 1):
        return FormChoice(best, against_year=True)
    return FormChoice(of_year)


def _comparable_text(document: NormalisedDocument) -> str:
    parts: list[str] = []
    for block in document.blocks:
        if isinstance(block, NormalisedParagraph):
            parts.append("".join(comparable(line.text) for line in block.lines))
        elif isinstance(block, NormalisedTable):
            parts.extend(comparable(cell.text) for row in block.rows for cell in row if cell.begins)
    return " ".join(parts)


@lru_cache(maxsize=32)
def _distinctive_keys(form: Form, forms: tuple[Form, ...]) -> tuple[str, ...]:
    """Labels that only this form has, and that are no part of a label of another one."""
    others = " ".join(key for other in forms if other is not form for key in lexicon_of(other).index)
    return tuple(key for key in lexicon_of(form).index if len(key) > _DISTINCTIVE and key not in others)
