"""Formulas of a workbook whose stored results differ from what a spreadsheet program computes on opening it."""

from gongkai.readers.formats.workbook_parts.formulas.results import SheetResults, calculates_anew

__all__ = ["SheetResults", "calculates_anew"]
