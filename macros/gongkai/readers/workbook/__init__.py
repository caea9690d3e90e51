"""Workbooks that this software has written itself, read back by their hidden marks: every cell by its ids."""

from gongkai.readers.workbook.own import OwnWorkbook, own_workbook, stamped_agency
from gongkai.readers.workbook.published_lists import refuse_published_list
from gongkai.readers.workbook.tidy_list import listed_agency, tidy_report

__all__ = ["OwnWorkbook", "listed_agency", "own_workbook", "refuse_published_list", "stamped_agency", "tidy_report"]
