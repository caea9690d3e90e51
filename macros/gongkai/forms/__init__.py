"""The statutory forms: their YAML, the frozen model it loads into, and the places it gives names to."""

from gongkai.forms.loading import load_form
from gongkai.forms.model import Aspect, Block, CellId, Column, Form, Identity, Line, Row, Section, Table, Term
from gongkai.forms.places import Place, place_id, resolve
from gongkai.forms.shelf import Shelf, installed_forms, load_shelf, shipped_forms, statutory_form

__all__ = [
    "Aspect",
    "Block",
    "CellId",
    "Column",
    "Form",
    "Identity",
    "Line",
    "Place",
    "Row",
    "Section",
    "Shelf",
    "Table",
    "Term",
    "installed_forms",
    "load_form",
    "load_shelf",
    "place_id",
    "resolve",
    "shipped_forms",
    "statutory_form",
]
