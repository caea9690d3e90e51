"""The forms at hand: those that ship with the package and those that a site adds under ``data/forms/``."""

from collections.abc import Iterable, Iterator
from functools import cache
from importlib import resources

from gongkai.errors import FormError
from gongkai.forms.loader import load_form
from gongkai.forms.model import Form

NO_FORM = "none"
"""What a report before 2019 names as its form: narrative and attachment, no statutory tables."""


class Shelf:
    """Forms by id and by reporting year."""

    def __init__(self, forms: Iterable[Form]) -> None:
        """Put forms on the shelf.

        Raises:
            FormError: Two forms have one id.
        """
        self._forms: dict[str, Form] = {}
        for form in forms:
            if form.id in self._forms:
                raise FormError(f"form {form.id} is defined twice")
            self._forms[form.id] = form

    def __iter__(self) -> Iterator[Form]:
        """The forms, by id."""
        return iter(sorted(self._forms.values(), key=lambda form: form.id))

    def get(self, form_id: str) -> Form | None:
        """The form with this id, or None."""
        return self._forms.get(form_id)

    def for_year(self, year: int) -> Form | None:
        """The shipped form that is valid for a reporting year, or None before 2019."""
        return next((form for form in shipped_forms() if year in form.years), None)


@cache
def shipped_forms() -> tuple[Form, ...]:
    """The forms that ship with the package; loaded once a process."""
    folder = resources.files("gongkai.forms")
    names = sorted(item.name for item in folder.iterdir() if item.name.endswith(".yml"))
    return tuple(load_form(folder.joinpath(name).read_text(encoding="utf-8"), path=name) for name in names)
