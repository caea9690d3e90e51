"""Joins tables that a program wrote column by column: all labels, then each head with the figures below it."""

from gongkai.readers.matching.tokenise.apart.by_column.columns import join_columns

__all__ = ["join_columns"]
