"""What a format is, what it is given, and the register of all formats; the formats themselves stand in ``formats/``."""

from gongkai.renders.export.model import Format, ReportExport
from gongkai.renders.export.observations import FormCell, Observation, form_cells, observations
from gongkai.renders.export.registry import formats, formats_of, public_formats, published_formats

__all__ = [
    "FormCell",
    "Format",
    "Observation",
    "ReportExport",
    "form_cells",
    "formats",
    "formats_of",
    "observations",
    "public_formats",
    "published_formats",
]
