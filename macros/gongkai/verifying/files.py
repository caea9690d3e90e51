"""Single files compared with the data: a page saved from a CMS, a Word file that came back, a list of cells."""

from collections.abc import Iterator, Sequence
from pathlib import Path

from gongkai.errors import ReadError, UsageError
from gongkai.findings import say
from gongkai.importing.folder.known_agencies import KnownAgencies
from gongkai.reports import ReportKey
from gongkai.system_errors import system_reason
from gongkai.verifying.copies import Copy, differences, read_copy
from gongkai.verifying.expected import expected_of_data
from gongkai.verifying.model import Discrepancy
from gongkai.verifying.site import Verification
from gongkai.workspace import Workspace


def verify_files(
    files: Sequence[Path], workspace: Workspace, verification: Verification, *, only: ReportKey | None = None
) -> Iterator[Discrepancy]:
    """Compare files with the data of the reports that they hold.

    Args:
        files: The files.
        workspace: The data.
        verification: Takes down what was looked at.
        only: Whose report they hold, where they do not say so.

    Raises:
        UsageError: A file cannot be read, or does not say whose report it holds.
    """
    agencies = KnownAgencies(tuple(workspace.agencies.values()))
    for path in files:
        try:
            copy = read_copy(path, workspace.registry)
            key = only or _key(path, copy, agencies)
            if key not in workspace.reports:
                raise UsageError(say("verify.no-report", {"file": path, "agency": key[0], "year": key[1]}))
            expected = expected_of_data(workspace.report_export(*key))
            verification.lines[key] = (expected.form, b"")
            verification.reports = len(verification.lines)
            verification.files += 1
            verification.cells += len(expected.figures)
            yield from differences(path, copy, expected, workspace.registry, display_path=path.as_posix())
        except ReadError as error:
            raise UsageError(f"{path}：{error}") from error
        except OSError as error:
            raise UsageError(say("command.no-file", {"file": path, "why": system_reason(error)})) from error


def _key(path: Path, copy: Copy, agencies: KnownAgencies) -> ReportKey:
    """Whose report a file holds, by what it says of itself."""
    if copy.stamped:
        agency = next((item for item in agencies.agencies if item.slug == copy.agency), None)
    else:
        agency = agencies.by_name(copy.agency) if copy.agency else None
    if agency is None or copy.year is None:
        raise UsageError(say("verify.whose", {"file": path, "agency": copy.agency or say("verify.nothing")}))
    return agency.slug, copy.year
