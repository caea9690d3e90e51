"""Writes a new site from the files in ``starter``, which hold every text a clerk reads in it, and names its forms."""

import re
from collections.abc import Iterator, Sequence
from importlib import resources
from importlib.resources.abc import Traversable
from pathlib import Path

from gongkai.checks import rule_codes
from gongkai.errors import UsageError
from gongkai.file_text import read_text
from gongkai.findings import say
from gongkai.forms import (
    Form,
    FormRegistry,
    Place,
    in_statutory_line,
    installed_forms,
    load_form,
    load_registry,
    shipped_forms,
)
from gongkai.forms.places import nearest
from gongkai.forms.schema import schema_text
from gongkai.reports.scalars import scalar
from gongkai.reports.titles import ReportKinds, kind_of
from gongkai.reports.write import place_text
from gongkai.starting.folder import NewFiles, fill_folder

_IGNORED = ".gitignore"
_FORM_FILE = re.compile(r"(?i).+\.ya?ml")
_EXAMPLE, _NEW_REPORT = re.compile(r'(?<=figure\(")[^"]+'), "--name 单位全称"
"""What the starter's README shows for the statutory form: a figure, and the end of the command for a new report."""


def new_site(folder: Path, *, force: bool, form: str | None = None) -> NewFiles:
    """Create a site that builds at once and has no agency yet.

    The site is named after its reports: after the form that is asked for, else after the site's own forms if the folder
    already has some, else after the statutory form.

    Args:
        folder: The folder of the site; created if it does not exist.
        force: Whether the folder may hold files already; those of the same names are overwritten.
        form: The form of its reports: the id of one that is at hand, or the path of a form's file, which is copied
            into the site.

    Raises:
        UsageError: The folder is not empty, or is a file; or there is no such form.
        FormError: The file is no form.
    """
    own = (folder / _IGNORED).exists()  # it lists what else the folder holds, and stays as it is
    forms, added = _forms(folder, form)
    files = (file for file in _starter_files(forms) if not own or file[0] != _IGNORED)
    return fill_folder(folder, [*files, *added], force=force)


def _forms(folder: Path, name: str | None) -> tuple[tuple[Form, ...], tuple[tuple[str, str], ...]]:
    """The forms that a new site is named after (none for the statutory one), and the files to add for them."""
    common = FormRegistry((*shipped_forms(), *installed_forms(rule_codes())), rule_codes())
    if name is None:
        at_hand, _ = load_registry(folder / "data", name=Path.as_posix, codes=rule_codes())
        return tuple(form for form in at_hand if common.get(form.id) is None), ()
    if not _FORM_FILE.fullmatch(name):
        form = common.get(name)
        if form is None:
            codes = [item.id for item in common]
            near = nearest(name, codes)
            names = {"form": name, "known": "、".join(codes), "near": say("cli.near", {"name": near}) if near else ""}
            raise UsageError(say("command.init-form", names))
        return (form,), ()
    content = read_text(Path(name).read_bytes())
    if content is None:
        raise UsageError(say("command.init-encoding", {"file": name}))
    form = load_form(content.text, path=name, codes=rule_codes())
    FormRegistry((*common, form), rule_codes())  # its id is taken, or the form that it answers to is missing
    schema = (f"data/.schema/{form.id}.json", schema_text(form, rule_codes()))
    return (form,), ((f"data/forms/{form.id}.yml", content.text), schema)


def _starter_files(forms: Sequence[Form]) -> Iterator[tuple[str, str]]:
    yield _IGNORED, say("starting.ignored")  # files with such names get lost when a package is built
    name = ReportKinds.of(form.title for form in forms).name
    other = next((form for form in forms if not in_statutory_line(form)), None)
    for file, text in _texts(resources.files("gongkai.starting").joinpath("starter"), ""):
        own = text.replace(kind_of(None), scalar(name) if file.endswith(".yml") else name)
        yield file, own if other is None else _with_examples(own, other)
    for form in shipped_forms():
        yield f"data/.schema/{form.id}.json", schema_text(form, rule_codes())


def _with_examples(text: str, form: Form) -> str:
    """A text of the starter for a form of one's own: examples use its first figure, and the command its id."""
    table = form.tables[0]
    place = Place(table=table.id, row=table.rows[0].id, cols=(table.columns(0)[0].id,))
    return _EXAMPLE.sub(place_text(form, place), text).replace(_NEW_REPORT, f"{_NEW_REPORT} --form {form.id}")


def _texts(folder: Traversable, parent: str) -> Iterator[tuple[str, str]]:
    for item in sorted(folder.iterdir(), key=lambda item: item.name):
        if item.is_dir():
            yield from _texts(item, f"{parent}{item.name}/")
        else:
            yield parent + item.name, item.read_text(encoding="utf-8")
