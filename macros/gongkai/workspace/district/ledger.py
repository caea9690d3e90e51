"""Writing the ledger of what was published: a file an agency below ``data/.published``, committed with the data."""

from collections.abc import Collection, Iterator

from gongkai.atomic_writing import PlannedFile, write_all
from gongkai.reports import ReportKey
from gongkai.reports.ledger import entry_of, ledger_text, read_ledger
from gongkai.workspace.workspace import Workspace


def update_ledger(workspace: Workspace, *, besides: Collection[ReportKey] = ()) -> int:
    """Enter each public report as it is now; a report that is not public keeps its line.

    Args:
        workspace: The loaded site, without an error in what is public.
        besides: Reports that keep their lines, as they stay as they were published.

    Returns:
        How many lines are new or changed.

    Raises:
        OSError: A file cannot be written; everything is as it was before.
    """
    count, files = 0, []
    for slug, lines, changed in _ledgers(workspace, besides):
        if changed:
            count += changed
            files.append(PlannedFile(workspace.layout.name(workspace.layout.ledger(slug)), ledger_text(lines).encode()))
    if files:
        workspace.layout.ledger("").parent.mkdir(exist_ok=True)
        write_all(workspace.layout.root, files)
    return count


def _ledgers(workspace: Workspace, besides: Collection[ReportKey]) -> Iterator[tuple[str, dict[int, str], int]]:
    """For each agency: its slug, the lines that its ledger is to hold by year, how many of them are not in it yet."""
    for slug, data in workspace.data.items():
        file = workspace.layout.ledger(slug)
        old = read_ledger(file.read_text(encoding="utf-8")) if file.is_file() else {}
        new = {
            year: entry_of(report, data.sha256[year]).line
            for year, report in data.reports.items()
            if report.is_public and (slug, year) not in besides
        }
        yield slug, {**old, **new}, sum(old.get(year) != line for year, line in new.items())
