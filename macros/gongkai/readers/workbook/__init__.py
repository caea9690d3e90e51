"""Workbooks that this software has written itself, read back by their hidden marks: every cell by its ids."""

from gongkai.readers.workbook.own import OwnWorkbook, own_workbook, stamped_agency

__all__ = ["OwnWorkbook", "own_workbook", "stamped_agency"]
