"""Creates files on disk: a site, agencies, a report, a folder of given files; overwrites nothing unless asked to."""

from gongkai.starting.agencies import NewAgencies, new_agencies
from gongkai.starting.folder import NewFiles, fill_folder
from gongkai.starting.report import NewReportOptions, new_report, new_workbook
from gongkai.starting.site import new_site

__all__ = [
    "NewAgencies",
    "NewFiles",
    "NewReportOptions",
    "fill_folder",
    "new_agencies",
    "new_report",
    "new_site",
    "new_workbook",
]
