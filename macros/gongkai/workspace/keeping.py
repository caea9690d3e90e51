"""The caches of a site between builds: where they are, and what all of their entries depend on."""

from gongkai.kept_files import KeptFiles
from gongkai.reports.layout import Layout
from gongkai.work.kept import FileKeeper, common_stamp
from gongkai.work.kept_agencies import AgencyKeeper
from gongkai.workspace.files import yaml_files
from gongkai.workspace.workspace import Workspace


def agency_keeper(layout: Layout, *, anew: bool = False) -> AgencyKeeper:
    """The keeper of a site's agencies as they were examined, which keeps nothing where the site says so.

    Args:
        layout: Where the site keeps what.
        anew: Whether all are examined anew.
    """
    return AgencyKeeper() if layout.cache is None else AgencyKeeper(KeptFiles(layout.cache), _common(layout), anew)


def file_keeper(workspace: Workspace, *, anew: bool = False) -> FileKeeper:
    """The keeper of a site's files, which keeps nothing where the site says so.

    Args:
        workspace: The loaded site.
        anew: Whether all files are made anew.
    """
    if workspace.layout.cache is None:
        return FileKeeper()

    def sha256_of(agency: str, year: int) -> str | None:
        return workspace.data[agency].sha256.get(year) if agency in workspace.data else None

    return FileKeeper(KeptFiles(workspace.layout.cache), _common(workspace.layout), sha256_of, anew)


def _common(layout: Layout) -> str:
    """A hash of the versions of everything that makes something of a site, and of the site's own forms."""
    forms = layout.data / "forms"
    return common_stamp(yaml_files(forms) if forms.is_dir() else ())
