"""Reports that exist, brought into a site: a document of any kind becomes data and narrative, or it is told why not."""

from gongkai.importing.as_json import batch_json
from gongkai.importing.batch import read_batch, slug_text
from gongkai.importing.model import Cells, Imported, Job, Options, Write
from gongkai.importing.run import import_files
from gongkai.importing.wording import lines

__all__ = [
    "Cells",
    "Imported",
    "Job",
    "Options",
    "Write",
    "batch_json",
    "import_files",
    "lines",
    "read_batch",
    "slug_text",
]
