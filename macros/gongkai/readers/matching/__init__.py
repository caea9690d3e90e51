"""The matcher."""

from gongkai.readers.matching.pipeline import match_document
from gongkai.readers.matching.result import CellId, MatchResult

__all__ = ["CellId", "MatchResult", "match_document"]
