"""Files that are written along with pages. They are no files of MkDocs, which copies its own before it renders a page.

Where the unit of work renders a page, such a file travels with the page's bytes instead of being written.
"""

from pathlib import Path

from mkdocs import utils

from gongkai.work.bundle import OutputFile


class OutputFiles:
    """Where files that are made along with pages go; one a build.

    Attributes:
        site_dir: The folder that is built.
        held: Whether files are kept until they are taken, instead of being written.
    """

    def __init__(self, site_dir: Path) -> None:
        """Begin by writing at once.

        Args:
            site_dir: The folder that is built.
        """
        self.site_dir = site_dir
        self.held = False
        self._kept: list[OutputFile] = []

    def put(self, path: str, text: str) -> None:
        """Write a file, or keep it.

        Args:
            path: Where it stands below the site.
            text: Its text.
        """
        file = OutputFile(path, text.encode("utf-8", errors="xmlcharrefreplace"))
        if self.held:
            self._kept.append(file)
        else:
            self.write(file)

    def write(self, file: OutputFile) -> None:
        """Write a file; mostly another file of the report has made its folder."""
        target = self.site_dir / file.path
        try:
            target.write_bytes(file.data)
        except FileNotFoundError:
            utils.write_file(file.data, str(target))

    def take(self) -> tuple[OutputFile, ...]:
        """Hand out what was kept; each once."""
        kept, self._kept = tuple(self._kept), []
        return kept
