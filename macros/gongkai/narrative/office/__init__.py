"""Text as offices write it: a line is a paragraph, printed numbers stay as they are, ``*`` between words is a sign."""

from gongkai.narrative.office.inline import sets_apart
from gongkai.narrative.office.lines import OfficeLine, office_lines
from gongkai.narrative.office.markdown_text import as_markdown

__all__ = ["OfficeLine", "as_markdown", "office_lines", "sets_apart"]
