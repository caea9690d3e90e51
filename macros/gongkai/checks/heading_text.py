"""What the headings of a narrative say."""

import re

from gongkai.narrative import Heading, characters

_ATTRIBUTES = re.compile(r"\s*\{:[^{}]*\}\s*$")
"""What attr_list takes from the end of a heading."""


def heading_text(heading: Heading) -> str:
    """The text of a heading as it is read: without marks of emphasis and attributes."""
    return _ATTRIBUTES.sub("", characters(heading.inlines))
