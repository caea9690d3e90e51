"""What others add to this package, in packages of their own or in a fork: entry points, and faults of their code."""

from gongkai.added_code.entry_points import FORMATS, FORMS, RULES, entry_points, unknown_groups
from gongkai.added_code.faults import entry_name, module_of, not_loaded, place_of, raised_by, returned_by

__all__ = [
    "FORMATS",
    "FORMS",
    "RULES",
    "entry_name",
    "entry_points",
    "module_of",
    "not_loaded",
    "place_of",
    "raised_by",
    "returned_by",
    "unknown_groups",
]
