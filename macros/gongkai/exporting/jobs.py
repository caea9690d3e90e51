"""What is to be exported, and the names of its files: they sort by agency and year, and say both."""

from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from gongkai.findings import say
from gongkai.renders.export import Format, saved_name


@dataclass(frozen=True, slots=True)
class ExportJob:
    """A report that is to be written as files.

    Attributes:
        agency: Slug of its agency.
        year: The year reported on.
        formats: The formats that it is written in, each of which it can be written in.
    """

    agency: str
    year: int
    formats: tuple[Format, ...]

    def name(self, item: Format) -> str:
        """The name of its file in a format, such as ``erligang-2020.xlsx`` or ``erligang-2020-tables.csv``."""
        return saved_name(self.agency, self.year, item.file)

    @property
    def errors_name(self) -> str:
        """The name of the text file that lists a report's errors, beside files in which errors have no place."""
        return f"{self.agency}-{self.year}-{say('exporting.errors-name')}"

    def names(self) -> tuple[str, ...]:
        """Every name that it may take."""
        return (*map(self.name, self.formats), self.errors_name)


def existing_files(jobs: Iterable[ExportJob], folder: Path) -> tuple[Path, ...]:
    """The files of a folder that jobs would overwrite, in order."""
    names = {path.name for path in folder.iterdir()} if folder.is_dir() else set()
    return tuple(folder / name for job in jobs for name in job.names() if name in names)
