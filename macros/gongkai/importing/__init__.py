"""Existing reports imported into a site: a document of any format becomes a data file and a narrative file."""

from gongkai.atomic_writing import PlannedFile
from gongkai.importing.batch_list import read_batch, slug_text
from gongkai.importing.json_output import batch_json
from gongkai.importing.model import CellCounts, ImportResult, Job, Options
from gongkai.importing.run import import_files
from gongkai.importing.wording.terminal import lines, total_line
from gongkai.importing.workbook_notes import check_workbook, workbook_agency

__all__ = [
    "CellCounts",
    "ImportResult",
    "Job",
    "Options",
    "PlannedFile",
    "batch_json",
    "check_workbook",
    "import_files",
    "lines",
    "read_batch",
    "slug_text",
    "total_line",
    "workbook_agency",
]
