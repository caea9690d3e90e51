"""The sections of a narrative, for rules: see ``gongkai.narrative.sections``."""

from gongkai.narrative.sections import WrittenSection, heading_text, named, written_sections

__all__ = ["WrittenSection", "heading_text", "named", "written_sections"]
