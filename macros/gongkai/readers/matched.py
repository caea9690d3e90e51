"""The matcher's result under its former name."""

from gongkai.readers.matching.result import CellId
from gongkai.readers.matching.result import MatchResult as Matched

__all__ = ["CellId", "Matched"]
