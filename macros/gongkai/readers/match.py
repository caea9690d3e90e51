"""The matcher under its former name."""

from gongkai.readers.matching.pipeline import match_document as match_tables

__all__ = ["match_tables"]
