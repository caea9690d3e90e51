"""``report.json`` of every report: made when it is written, by MkDocs in its turn or by other processes meanwhile."""

from collections.abc import Callable, Generator, Sequence
from pathlib import Path

from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure.files import File, Files

from gongkai.processes import in_order, worth_it


class DataFile(File):
    """A generated file whose text is made late; MkDocs proves links to it like those to any other."""

    make: Callable[[], str]
    elsewhere = False
    """Whether another process writes it."""

    @classmethod
    def of(cls, config: MkDocsConfig, source: str, make: Callable[[], str]) -> "DataFile":
        """A file at a path below the docs folder, and what makes its text."""
        file = cls.generated(config, source, content="")
        assert isinstance(file, cls)  # noqa: S101 - generated makes an object of the class that it is called on
        file.make = make
        return file

    def copy_file(self, dirty: bool = False) -> None:  # noqa: FBT001, FBT002 - the signature is MkDocs'
        """Write the file, unless another process does."""
        del dirty
        if not self.elsewhere:
            self.write()

    def write(self) -> None:
        """Make the text and write it."""
        path = Path(self.abs_dest_path)
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(self.make(), encoding="utf-8", newline="\n")


class Writing:
    """Data files on their way into the site while templates are rendered."""

    def __init__(self, files: Files) -> None:
        """Hand the data files of a large site to other processes; of a small one MkDocs writes them in its turn."""
        found = [file for file in files if isinstance(file, DataFile)]
        self._results: Generator[None, None, None] | None = None
        if worth_it(len(found)):
            for file in found:
                file.elsewhere = True
            self._results = in_order(_writer(found), range(len(found)), ahead=len(found))

    def finish(self) -> None:
        """Wait until all are written; a failure to write one is raised here."""
        if self._results is not None:
            for _ in self._results:
                pass

    def stop(self) -> None:
        """Give up."""
        if self._results is not None:
            self._results.close()


def _writer(found: Sequence[DataFile]) -> Callable[[int], None]:
    def write(number: int) -> None:
        found[number].write()

    return write
