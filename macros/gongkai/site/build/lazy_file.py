"""Files whose bytes are made only when they are written.

MkDocs writes them when it copies files, or the unit of work does with its agency's pages.
"""

from collections.abc import Callable
from pathlib import Path

from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure.files import File, Files

from gongkai.findings import say
from gongkai.site.build.session import log


class LazyFile(File):
    """A generated file whose bytes are made when it is written; MkDocs proves links to it like those to any other."""

    make: Callable[[], bytes]
    elsewhere: bool
    """Whether the unit of work writes it."""

    @classmethod
    def of(cls, config: MkDocsConfig, source: str, make: Callable[[], bytes]) -> "LazyFile":
        """A file at a path below the site, and what makes its bytes."""
        file = cls.generated(config, source, content="")
        assert isinstance(file, cls)  # noqa: S101 - generated makes an object of the class that it is called on
        file.make, file.elsewhere = make, False  # of both at once: an attribute that came later took 0.4 KB a file
        return file

    def copy_file(self, dirty: bool = False) -> None:  # noqa: FBT001, FBT002 - the signature is MkDocs'
        """Write the file, unless the unit of work does."""
        del dirty
        if self.elsewhere:
            return
        path = Path(self.abs_dest_path)
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(self.content())

    def content(self) -> bytes:
        """Its bytes, made now."""
        return self.make()


def add_lazy(files: Files, file: LazyFile) -> None:
    """Add a file; one of the same name below docs/ is left out, as its figures are not checked."""
    other = files.get_file_from_path(file.src_uri)
    if other is not None:
        files.remove(other)
        log.warning(say("build.same-file", {"file": file.src_uri}))
    files.append(file)
