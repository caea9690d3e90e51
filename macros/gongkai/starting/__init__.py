"""Begins things on disk: a new site, a new report, a folder full of files. Nothing there is overwritten unasked."""

from gongkai.starting.folder import Begun, fill_folder, new_site
from gongkai.starting.report import new_report

__all__ = ["Begun", "fill_folder", "new_report", "new_site"]
