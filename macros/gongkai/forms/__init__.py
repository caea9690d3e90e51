"""The statutory forms: their YAML, the frozen model it loads into, and the places it gives names to."""

from gongkai.forms.loader import load_form
from gongkai.forms.model import Block, Column, Form, Identity, Line, Row, Section, Table, Term
from gongkai.forms.places import Place, place_id, resolve
from gongkai.forms.shelf import Shelf, shipped_forms

__all__ = [
    "Block",
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
    "load_form",
    "place_id",
    "resolve",
    "shipped_forms",
]
