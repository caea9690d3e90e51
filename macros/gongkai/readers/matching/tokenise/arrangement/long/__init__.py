"""Widens long tables, in which every figure has a line of its own."""

from gongkai.readers.matching.tokenise.arrangement.long.tables import widen

__all__ = ["widen"]
