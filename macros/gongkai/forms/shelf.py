"""The forms that can be used: those that ship with this package, those of installed packages, and a site's own.

A package adds forms by an entry point of the group ``gongkai.forms``, a site by files under ``data/forms/``.
"""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from functools import cache
from importlib import resources
from importlib.metadata import EntryPoint, entry_points
from importlib.resources.abc import Traversable
from pathlib import Path

from gongkai.errors import FormError
from gongkai.forms.loading import load_form
from gongkai.forms.model import Form

ENTRY_POINTS = "gongkai.forms"
"""Group of entry points, each the name of a package with YAML files in it, or of a function that returns such files."""

NO_FORM = "none"
"""What a report names as its form whose tables no form here holds, as those before 2019: narrative and attachment."""


class Shelf:
    """Forms by id and by reporting year."""

    def __init__(self, forms: Iterable[Form]) -> None:
        """Gather forms.

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
        """The shipped form that is valid for a reporting year, or None before 2019 (their 统计表 is not held here)."""
        return next((form for form in shipped_forms() if year in form.years), None)

    def valid_in(self, year: int) -> tuple[Form, ...]:
        """Every form that is valid for a reporting year, by id."""
        return tuple(form for form in self if year in form.years)


@dataclass(frozen=True, slots=True)
class FormFileFault:
    """Why a file under ``data/forms/`` is not among the forms.

    Attributes:
        file: The file.
        reason: ``encoding`` (not UTF-8), ``form-definition`` (not a form) or ``form-twice`` (its id is taken).
        detail: For ``form-definition`` what is wrong and where, for ``form-twice`` the id.
    """

    file: Path
    reason: str
    detail: str = ""


def load_shelf(data: Path, *, name: Callable[[Path], str]) -> tuple[Shelf, tuple[FormFileFault, ...]]:
    """Load the forms of a site: shipped and installed ones, and its own, ``forms/*.yml`` in order of their names.

    Args:
        data: The site's folder of data.
        name: How messages name a file.

    Returns:
        The forms, and the files that could not be taken.

    Raises:
        FormError: A form of an installed package is none, or has the id of another: that is no fault of the site.
    """
    forms = [*shipped_forms(), *installed_forms()]
    faults = []
    folder = data / "forms"
    for file in sorted(folder.glob("*.yml")) if folder.is_dir() else ():
        try:
            form = load_form(file.read_text(encoding="utf-8"), path=name(file))
        except UnicodeDecodeError:
            faults.append(FormFileFault(file, "encoding"))
        except FormError as error:
            faults.append(FormFileFault(file, "form-definition", str(error)))
        else:
            if any(form.id == other.id for other in forms):
                faults.append(FormFileFault(file, "form-twice", form.id))
            else:
                forms.append(form)
    return Shelf(forms), tuple(faults)


@cache
def shipped_forms() -> tuple[Form, ...]:
    """The forms that ship with the package; loaded once a process."""
    folder = resources.files("gongkai.forms")
    names = sorted(item.name for item in folder.iterdir() if item.name.endswith(".yml"))
    return tuple(load_form(folder.joinpath(name).read_text(encoding="utf-8"), path=name) for name in names)


@cache
def installed_forms() -> tuple[Form, ...]:
    """The forms that installed packages add; loaded once a process.

    Raises:
        FormError: One of them is no form; the message names the package and the file.
    """
    points = sorted(entry_points(group=ENTRY_POINTS), key=lambda item: item.name)
    return tuple(_installed(point, file) for point in points for file in _files_of(point))


def _installed(point: EntryPoint, file: Traversable) -> Form:
    return load_form(file.read_text(encoding="utf-8"), path=f"{point.module}/{file.name}")


def _files_of(point: EntryPoint) -> list[Traversable]:
    named = point.load()
    files = named() if callable(named) else resources.files(named).iterdir()
    return sorted((file for file in files if file.name.endswith(".yml")), key=lambda file: file.name)
