"""Export formats: the definition of a format, the data passed to it, and the registry of all."""

from gongkai.renders.export.model import Format, ReportExport, saved_name
from gongkai.renders.export.observations import FormCell, Observation, form_cells, observations
from gongkai.renders.export.registry import (
    format_meant,
    formats,
    formats_of,
    name_fault,
    public_formats,
    published_formats,
)

__all__ = [
    "FormCell",
    "Format",
    "Observation",
    "ReportExport",
    "form_cells",
    "format_meant",
    "formats",
    "formats_of",
    "name_fault",
    "observations",
    "public_formats",
    "published_formats",
    "saved_name",
]
