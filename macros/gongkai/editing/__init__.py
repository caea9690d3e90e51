"""Changes to files of a site that a clerk sees before they are written."""

from gongkai.editing.changes import FileChange, as_diff, write_changes

__all__ = ["FileChange", "as_diff", "write_changes"]
