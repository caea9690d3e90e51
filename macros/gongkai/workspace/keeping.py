"""The keeper of a site's files: where they are kept, and what is compared of the reports that they speak of."""

from gongkai.kept_files import KeptFiles
from gongkai.work.kept import FileKeeper, common_stamp
from gongkai.workspace.files import yaml_files
from gongkai.workspace.workspace import Workspace


def file_keeper(workspace: Workspace, *, anew: bool = False) -> FileKeeper:
    """The keeper of a site's files, which keeps nothing where the site says so.

    Args:
        workspace: The loaded site.
        anew: Whether all files are made anew.
    """
    if workspace.layout.kept is None:
        return FileKeeper()
    forms = workspace.layout.data / "forms"
    stamp = common_stamp(yaml_files(forms) if forms.is_dir() else ())

    def sha256_of(agency: str, year: int) -> str | None:
        return workspace.data[agency].sha256.get(year) if agency in workspace.data else None

    return FileKeeper(KeptFiles(workspace.layout.kept), stamp, sha256_of, anew)
