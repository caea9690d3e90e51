"""Reports exported as files into a folder, for the office: any number of them, in one or several formats."""

from gongkai.exporting.jobs import ExportJob, existing_files
from gongkai.exporting.writing import ExportedReport, errors_text, export_reports, other_file

__all__ = ["ExportJob", "ExportedReport", "errors_text", "existing_files", "export_reports", "other_file"]
