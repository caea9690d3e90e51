"""The statutory forms: their YAML, the frozen model that it is loaded into, and the names of places on a form."""

from gongkai.forms.loading import load_form
from gongkai.forms.model import (
    Aspect,
    Block,
    CellId,
    CellIds,
    CellPosition,
    Column,
    Form,
    Identity,
    Line,
    Position,
    Row,
    Section,
    Table,
    Term,
)
from gongkai.forms.places import Place, place_id, resolve
from gongkai.forms.registry import (
    FormRegistry,
    in_statutory_line,
    installed_form_files,
    installed_forms,
    is_statutory,
    load_registry,
    shipped_forms,
    statutory_form,
)

__all__ = [
    "Aspect",
    "Block",
    "CellId",
    "CellIds",
    "CellPosition",
    "Column",
    "Form",
    "FormRegistry",
    "Identity",
    "Line",
    "Place",
    "Position",
    "Row",
    "Section",
    "Table",
    "Term",
    "in_statutory_line",
    "installed_form_files",
    "installed_forms",
    "is_statutory",
    "load_form",
    "load_registry",
    "place_id",
    "resolve",
    "shipped_forms",
    "statutory_form",
]
