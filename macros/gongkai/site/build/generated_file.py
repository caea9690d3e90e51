"""Files of data, e.g. the exports of every report: made when written, by MkDocs in its turn or by another process."""

from collections.abc import Callable
from pathlib import Path

from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure.files import File


class DataFile(File):
    """A generated file whose content is made late; MkDocs proves links to it like those to any other."""

    make: Callable[[], str | bytes]
    elsewhere = False
    """Whether another process writes it."""

    @classmethod
    def of(cls, config: MkDocsConfig, source: str, make: Callable[[], str | bytes]) -> "DataFile":
        """A file at a path below the docs folder, and what makes its content; a text is written as UTF-8."""
        file = cls.generated(config, source, content="")
        assert isinstance(file, cls)  # noqa: S101 - generated makes an object of the class that it is called on
        file.make = make
        return file

    def copy_file(self, dirty: bool = False) -> None:  # noqa: FBT001, FBT002 - the signature is MkDocs'
        """Write the file, unless another process does."""
        del dirty
        if not self.elsewhere:
            self.write()

    def data(self) -> bytes:
        """Make the content."""
        made = self.make()
        return made.encode() if isinstance(made, str) else made

    def write(self) -> None:
        """Make the content and write it."""
        path = Path(self.abs_dest_path)
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(self.data())
