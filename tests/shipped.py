"""Forms that come with the package, by their ids: a test that means one names it, whichever others are added."""

from __future__ import annotations

from typing import TYPE_CHECKING

from gongkai.forms import shipped_forms

if TYPE_CHECKING:
    from gongkai.forms import Form


def statutory_forms() -> tuple[Form, ...]:
    """Return the forms of the report on disclosure, by id: each says by ``answers_to`` which one it follows.

    A form without it is of another report. It may come with the package as well, and has other tables, so that a test
    of requests and reviews cannot run on it; what holds for any form is tested with ``shipped_forms``.
    """
    return tuple(form for form in shipped_forms() if form.answers_to is not None)


def shipped_form(form_id: str) -> Form:
    """Return a form that comes with the package."""
    (form,) = [form for form in shipped_forms() if form.id == form_id]
    return form
