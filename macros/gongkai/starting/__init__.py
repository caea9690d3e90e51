"""Creates files on disk: a new site, a new report, a folder of given files. Nothing is overwritten unless asked for."""

from gongkai.starting.folder import NewFiles, fill_folder
from gongkai.starting.report import NewReportOptions, new_report, new_workbook
from gongkai.starting.site import new_site

__all__ = ["NewFiles", "NewReportOptions", "fill_folder", "new_report", "new_site", "new_workbook"]
