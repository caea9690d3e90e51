"""Agencies and reports: loading them from YAML, adding up totals, finding cells again in the file."""

from gongkai.reports.agencies import Agency, Scope
from gongkai.reports.loading.agency import load_agency, slug_fault, tree_findings
from gongkai.reports.loading.report import load_report
from gongkai.reports.model import Correction, Grid, Moment, Note, Report, ReportKey, SignOff, Source, Status, Waiver
from gongkai.reports.positions import Positions

__all__ = [
    "Agency",
    "Correction",
    "Grid",
    "Moment",
    "Note",
    "Positions",
    "Report",
    "ReportKey",
    "Scope",
    "SignOff",
    "Source",
    "Status",
    "Waiver",
    "load_agency",
    "load_report",
    "slug_fault",
    "tree_findings",
]
