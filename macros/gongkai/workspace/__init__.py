"""A site on disk: the one door for the faces above, and the one place that knows which file belongs to what."""

from gongkai.workspace.files import PAGE_SUFFIXES
from gongkai.workspace.loading import Key
from gongkai.workspace.workspace import Workspace

__all__ = ["PAGE_SUFFIXES", "Key", "Workspace"]
