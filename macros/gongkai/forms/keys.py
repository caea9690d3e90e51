"""What a report's file may hold besides its figures, whatever the form.

The loader of reports and the schema for editors both read it here, so that an editor proposes what the loader takes.
"""

from collections.abc import Mapping
from typing import NamedTuple

KEYS = (
    *("version", "form", "published", "submitted", "status", "title", "source"),
    *("heads", "notes", "waivers", "corrections", "withdrawn", "retold", "sign_off"),
)
"""The keys at the top of a report; every further one is a table of its form."""


class EntryKeys(NamedTuple):
    """The keys of an entry: those that it must have, and those that it may have besides."""

    required: tuple[str, ...]
    optional: tuple[str, ...] = ()

    @property
    def all(self) -> tuple[str, ...]:
        """Every key that it may have, in the order in which a schema lists them."""
        return self.required + self.optional


ENTRIES: Mapping[str, EntryKeys] = {
    "notes": EntryKeys(("at", "text")),
    "waivers": EntryKeys(("rule", "at", "reason", "date", "office"), ("internal",)),
    "corrections": EntryKeys(("at", "date", "before", "after"), ("reason", "rolled_into")),
    "sign_off": EntryKeys(("step", "office", "date"), ("bound",)),
    "source": EntryKeys(("file", "sha256")),
    "retold": EntryKeys(("by", "original")),
    "withdrawn": EntryKeys(("reason", "date")),
}
"""The keys below a key at the top, where they are fixed: of each item of its list, or of its one entry."""

STEPS = ("拟稿", "审核", "保密审查", "签发")
"""The steps of a sign-off, in order."""

VERSION = "1"
"""The version of the layout of a report's file."""

VERSIONS = "[1-9][0-9]{0,2}"
"""What a version can be, as a pattern; a year that was typed in its place is none."""

STATUSES = ("draft", "reviewed", "published")
"""What state a report is in; the last one alone is public and needs a date."""

UNDATED = "未载"
"""What stands for the date where the document has none."""

ORIGINAL = "[A-Za-z0-9][A-Za-z0-9._-]*"
"""The name of a kept original, as a pattern: a file in the folder of the report's page, no path."""

SHA256 = "[0-9a-f]{64}"
"""A SHA-256 as it is written, as a pattern."""
