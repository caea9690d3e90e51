"""Files that are made along with a page: written at once, or kept by a process that itself writes nothing.

They are no files of MkDocs, which copies its own before it renders a page.
"""

from pathlib import Path

from mkdocs import utils


class Beside:
    """Where what is made along with pages goes; one a build.

    Attributes:
        held: Whether this process leaves the writing to another.
    """

    def __init__(self) -> None:
        """Begin by writing."""
        self.held = False
        self._kept: list[tuple[str, bytes]] = []

    def put(self, path: Path, text: str) -> None:
        """Write a file, or keep it."""
        data = text.encode("utf-8", errors="xmlcharrefreplace")
        if self.held:
            self._kept.append((str(path), data))
            return
        try:  # mostly another file of the report has made the folder
            path.write_bytes(data)
        except FileNotFoundError:
            utils.write_file(data, str(path))

    def take(self) -> tuple[tuple[str, bytes], ...]:
        """Hand out what was kept, by path; each once."""
        kept, self._kept = tuple(self._kept), []
        return kept
