"""Statutory tables ready to be shown: built from form and report by pure functions, rendered elsewhere."""

from gongkai.tables.build import build_table, stated_differences
from gongkai.tables.model import BodyBlock, BodyRow, FigureCell, HeadCell, TableNote, TableView
from gongkai.tables.notes import place_key, spoken

__all__ = [
    "BodyBlock",
    "BodyRow",
    "FigureCell",
    "HeadCell",
    "TableNote",
    "TableView",
    "build_table",
    "place_key",
    "spoken",
    "stated_differences",
]
