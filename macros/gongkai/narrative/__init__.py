"""The narrative: Markdown as frozen blocks, and the scan of what a template engine would do with it."""

from gongkai.narrative.blocks import other_texts
from gongkai.narrative.front import FRONT_KEYS
from gongkai.narrative.model import (
    MACROS,
    Heading,
    Inline,
    ListBlock,
    NarrativeBlock,
    Other,
    Paragraph,
    Problem,
    Slot,
    StyledInline,
    Text,
    characters,
)
from gongkai.narrative.parse import Narrative, parse_narrative
from gongkai.narrative.template import scan

__all__ = [
    "FRONT_KEYS",
    "MACROS",
    "Heading",
    "Inline",
    "ListBlock",
    "Narrative",
    "NarrativeBlock",
    "Other",
    "Paragraph",
    "Problem",
    "Slot",
    "StyledInline",
    "Text",
    "characters",
    "other_texts",
    "parse_narrative",
    "scan",
]
