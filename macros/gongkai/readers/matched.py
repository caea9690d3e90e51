"""The matcher's result under its former name."""

from gongkai.readers.matching.result import CellId, Matched

__all__ = ["CellId", "Matched"]
