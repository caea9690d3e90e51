"""The likely cause of a sum that is off."""

from gongkai.checks.causes.likely import crossing_cell, likely_cause

__all__ = ["crossing_cell", "likely_cause"]
