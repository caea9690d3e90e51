"""Forms that come with the package, by their ids: a test that means one names it, whichever others are added."""

from __future__ import annotations

from typing import TYPE_CHECKING

from gongkai.forms import shipped_forms

if TYPE_CHECKING:
    from gongkai.forms import Form


def shipped_form(form_id: str) -> Form:
    """Return a form that comes with the package."""
    (form,) = [form for form in shipped_forms() if form.id == form_id]
    return form
