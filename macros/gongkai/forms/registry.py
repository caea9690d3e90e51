"""The forms that can be used: those that ship with this package, those of installed packages, and a site's own.

A package adds forms by an entry point of the group ``gongkai.forms``, a site by files under ``data/forms/``.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping
from functools import cache
from importlib import resources
from importlib.metadata import EntryPoint
from importlib.resources.abc import Traversable
from pathlib import Path, PurePath

from gongkai.added_code import FORMS, entry_name, entry_points, not_loaded
from gongkai.errors import FormError, PackageError
from gongkai.file_text import LARGEST
from gongkai.findings import say
from gongkai.forms.codes import RuleCodes
from gongkai.forms.lineage import check_answers, check_years_apart, with_predecessors
from gongkai.forms.loading import load_form
from gongkai.forms.model import Form
from gongkai.located import FilePlace
from gongkai.system_errors import system_reason

NO_FORM = "none"
"""The ``form`` of a report whose tables are on no form here, as before 2019: it has narrative and attachments alone."""


class FormRegistry:
    """Forms by id and by reporting year.

    Attributes:
        codes: The codes of the rules that reports on these forms may explain; None where any is taken, as no rules are
            run over them.
        refused: By the id that it should have, the name of each file that was refused as a form.
    """

    def __init__(
        self, forms: Iterable[Form], codes: RuleCodes | None = None, refused: Mapping[str, str] | None = None
    ) -> None:
        """Keep forms, each completed by its predecessors.

        A form is given the forms that a chain of ``answers_to`` leads back to, where it does not have them already.

        Raises:
            FormError: Two forms have one id, or ``answers`` of a form speak of a form or of rows that there are not.
        """
        gathered: dict[str, Form] = {}
        for form in forms:
            if form.id in gathered:
                raise FormError("form-twice", form.place, {"name": form.id})
            gathered[form.id] = form
        for form in gathered.values():
            check_answers(form, gathered)
        self._forms = with_predecessors(gathered)
        self.codes = codes
        self.refused = {name: file for name, file in (refused or {}).items() if name not in gathered}

    def __iter__(self) -> Iterator[Form]:
        """The forms, by id."""
        return iter(sorted(self._forms.values(), key=lambda form: form.id))

    def get(self, form_id: str) -> Form | None:
        """The form with this id, or None."""
        return self._forms.get(form_id)

    def valid_in(self, year: int) -> tuple[Form, ...]:
        """Every form that is valid for a reporting year, by id."""
        return tuple(form for form in self if year in form.years)


def load_registry(
    data: Path,
    *,
    name: Callable[[Path], str],
    codes: RuleCodes,
    usable: Callable[[Path], bool] = Path.is_file,
) -> tuple[FormRegistry, tuple[FormError, ...]]:
    """Load the forms of a site: shipped and installed ones, and its own, ``forms/*.yml`` in order of their names.

    Args:
        data: The site's folder of data.
        name: How messages name a file.
        codes: The codes of the rules that forms may state and reports may explain.
        usable: Whether a file is one that may be read; what is none is passed over.

    Returns:
        The forms, and for each file that is not among them what is wrong with it.

    Raises:
        FormError: A form of an installed package is none, or has the id of another: that is no fault of the site.
    """
    forms = [*shipped_forms(), *installed_forms(codes)]
    own: dict[str, Form] = {}
    faults: list[FormError] = []
    folder = data / "forms"
    for file in filter(usable, sorted(folder.glob("*.yml")) if folder.is_dir() else ()):
        try:
            form = load_form(_text_of(file, name(file)), path=name(file), codes=codes)
        except UnicodeDecodeError:
            faults.append(FormError("encoding", FilePlace(name(file), 1, 1), {}))
        except FormError as error:
            faults.append(error)
        else:
            if any(form.id == other.id for other in forms) or form.id in own:
                faults.append(FormError("form-twice", form.place, {"name": form.id}))
            else:
                own[form.id] = form
    faults.extend(_take_out_wrong_answers(forms, own))
    refused = {PurePath(fault.place.path).stem: fault.place.path for fault in faults if fault.place is not None}
    return FormRegistry((*forms, *own.values()), codes, refused), tuple(faults)


def _text_of(file: Path, name: str) -> str:
    """The text of a form's file.

    Raises:
        FormError: It cannot be read, or is larger than any form.
        UnicodeDecodeError: It is not in UTF-8.
    """
    try:
        size = file.stat().st_size
        if size > LARGEST:
            raise FormError("file-large", FilePlace(name, 1, 1), {"size": f"{size / 1_000_000:.1f}"})
        return file.read_text(encoding="utf-8")
    except OSError as error:
        raise FormError("file-unreadable", FilePlace(name, 1, 1), {"why": system_reason(error)}) from error


def _take_out_wrong_answers(forms: list[Form], own: dict[str, Form]) -> Iterator[FormError]:
    """Remove a site's own forms with wrong ``answers``, and then the forms that answer to a removed one."""
    while True:
        forms_by_id = {form.id: form for form in (*forms, *own.values())}
        before = len(own)
        for form_id, form in list(own.items()):
            try:
                check_answers(form, forms_by_id)
            except FormError as error:
                del own[form_id]
                yield error
        if len(own) == before:
            return


@cache
def shipped_forms() -> tuple[Form, ...]:
    """The forms that ship with the package, by id; loaded once a process.

    Raises:
        FormError: One of them is no form, or two are valid in one year.
    """
    folder = resources.files("gongkai.forms")
    names = sorted(item.name for item in folder.iterdir() if item.name.endswith(".yml"))
    forms = [load_form(folder.joinpath(name).read_text(encoding="utf-8"), path=name, codes=None) for name in names]
    check_years_apart(forms)
    return tuple(FormRegistry(forms))


def statutory_form(year: int) -> Form | None:
    """The form of a report on a year that names none: one that comes with gongkai, never one of a site's own.

    Statutory forms follow each other and say so by ``answers_to``; a shipped form without it is of another report, and
    has to be named.

    Returns:
        The only such form of the year; None before 2019 (their 统计表 is not held here).
    """
    return next((form for form in shipped_forms() if form.answers_to is not None and year in form.years), None)


def is_statutory(form: Form) -> bool:
    """Whether a form is itself a statutory one, and not one of a site's own that answers to such a form.

    Args:
        form: A form of a registry.
    """
    return any(item.id == form.id for item in shipped_forms() if item.answers_to is not None)


def in_statutory_line(form: Form) -> bool:
    """Whether a form is a statutory one, or leads back to one by ``answers_to``; else it counts something else.

    Args:
        form: A form of a registry.
    """
    return any(map(is_statutory, (form, *form.predecessors)))


@cache
def installed_forms(codes: RuleCodes) -> tuple[Form, ...]:
    """The forms that installed packages add; loaded once a process.

    Args:
        codes: The codes of the rules that they may state, those of the packages' own rules among them.

    Raises:
        FormError: One of them is no form; the message names the file.
        PackageError: See ``installed_form_files``.
    """
    added = [load_form(text, path=path, codes=codes) for path, text in installed_form_files()]
    ids = {form.id for form in added}
    return tuple(form for form in FormRegistry((*shipped_forms(), *added)) if form.id in ids)


@cache
def installed_form_files() -> tuple[tuple[str, str], ...]:
    """The forms of installed packages as files: path and text; read once a process.

    Raises:
        PackageError: What an entry point names cannot be loaded, or has no such file.
    """
    points = entry_points(group=FORMS)
    return tuple((str(file), file.read_text(encoding="utf-8")) for point in points for file in _files_of(point))


def _files_of(point: EntryPoint) -> list[Traversable]:
    """The files of an entry point: of a package with YAML files in it, or of a function that returns such files."""
    try:
        target = point.load()
        files = list(target() if callable(target) else resources.files(target).iterdir())
    except Exception as error:  # the code of another package may raise anything
        names = {"entry": entry_name(point), "why": not_loaded(point, error)}
        raise PackageError(say("form-packages.not-loaded", names)) from error
    forms = sorted((file for file in files if file.name.endswith(".yml")), key=lambda file: file.name)
    if not forms:
        raise PackageError(say("form-packages.empty", {"entry": entry_name(point)}))
    return forms
