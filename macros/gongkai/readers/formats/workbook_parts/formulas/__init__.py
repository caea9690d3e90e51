"""Formulas of a workbook whose stored results are not what a program that opens it works out."""

from gongkai.readers.formats.workbook_parts.formulas.results import SheetResults, calculates_anew

__all__ = ["SheetResults", "calculates_anew"]
