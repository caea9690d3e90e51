"""A site on disk: the one interface for the layers above, and the one place that knows which file belongs to what."""

from gongkai.workspace.keeping import agency_keeper, file_keeper
from gongkai.workspace.own_files import OwnFile, own_files
from gongkai.workspace.standing import standing
from gongkai.workspace.workspace import Workspace

__all__ = ["OwnFile", "Workspace", "agency_keeper", "file_keeper", "own_files", "standing"]
