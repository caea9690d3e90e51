"""How forms follow each other: whose rows answer to whose, and which forms a chain of ``answers_to`` leads back to.

Asked once all forms are gathered, since one file alone cannot say whether the rows of another one exist.
"""

from collections.abc import Iterable, Mapping
from dataclasses import replace
from itertools import combinations

from gongkai.errors import FormError
from gongkai.forms.model import Answer, Form, Table


def check_answers(form: Form, forms: Mapping[str, Form]) -> None:
    """Refuse ``answers`` that speak of what there is not: figures would be left uncompared, and nobody would notice.

    Args:
        form: The form.
        forms: All forms by id.

    Raises:
        FormError: ``answers_to`` names no other form, or ``answers`` a row that it has not, or one that another row
            is comparable with already. The message says where, and what there is.
    """
    if form.answers_to is None:
        return
    other = forms.get(form.answers_to)
    if other is None or other.id == form.id:
        form_ids = "、".join(sorted(name for name in forms if name != form.id))
        raise FormError("answers-to", form.answers_to_place, {"name": form.answers_to, "known": form_ids})
    for table in form.tables:
        there = other.table_index.get(table.id)
        claimed: dict[str, str] = {}
        for row in table.rows:
            if row.answers is not None:
                _check_rows(row.answers, table, there, other)
                _check_once(row.id, row.answers, claimed)


def _check_rows(answer: Answer, table: Table, there: Table | None, other: Form) -> None:
    for name, place in zip(answer.rows, answer.places, strict=True):
        if there is None:
            raise FormError("answers-table", place, {"form": other.id, "name": table.id})
        if name not in there.row_index:
            row_ids = "、".join(there.row_index)
            details = {"form": other.id, "table": there.name.short, "name": name, "known": row_ids}
            raise FormError("answers-row", place, details)


def _check_once(row: str, answer: Answer, claimed: dict[str, str]) -> None:
    """Two rows that are both said to count what one row did would both be set against all of it."""
    for name, place in zip(answer.rows, answer.places, strict=True) if answer.comparable else ():
        if claimed.setdefault(name, row) != row:
            raise FormError("answers-claimed", place, {"name": name, "row": claimed[name]})


def check_years_apart(forms: Iterable[Form]) -> None:
    """Refuse forms of one report of which two are valid in one year: which of them counts would be chance.

    Args:
        forms: Shipped forms. Those without ``answers_to`` are of other reports, and are beside the statutory one.

    Raises:
        FormError: The message names both, and the key that is missing.
    """
    successive = sorted((form for form in forms if form.answers_to is not None), key=lambda item: item.years.start)
    for form, later in combinations(successive, 2):
        if later.years.start in form.years:
            start = later.years.start
            details = {"name": form.id, "later": later.id, "year": str(start), "to": str(start - 1)}
            raise FormError("years-overlap", form.place, details)


def with_predecessors(forms: Mapping[str, Form]) -> dict[str, Form]:
    """The same forms, each with those that a chain of ``answers_to`` leads back to.

    A chain leads to earlier forms alone, so that it ends; of two forms that answer to each other the later one has the
    earlier one as predecessor. A form whose predecessors do not change stays the same object, for caches are keyed by
    forms.
    """
    linked = dict(forms)
    for form in sorted(forms.values(), key=lambda item: item.years.start):
        nearest = linked.get(form.answers_to or "")
        is_earlier = nearest is not None and nearest.years.start < form.years.start
        chain = (nearest, *nearest.predecessors) if nearest is not None and is_earlier else ()
        if chain != form.predecessors:
            linked[form.id] = replace(form, predecessors=chain)
    return linked
