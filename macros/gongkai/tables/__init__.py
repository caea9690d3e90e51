"""Statutory tables ready to be shown: built from form and report by pure functions, rendered elsewhere."""

from gongkai.tables.build import build_table, caption_of, skeleton_of, stated_differences
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
    "caption_of",
    "place_key",
    "skeleton_of",
    "spoken",
    "stated_differences",
]
