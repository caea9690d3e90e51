"""Pages and files that are added to a site, each by one part of the house; here is only the list of these parts.

A part is a function from the build to files. A Markdown file that the site has written at the same path wins.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure.files import File, Files

from gongkai.site.lists import Entries
from gongkai.site.meta import Site
from gongkai.workspace import Workspace


@dataclass(frozen=True, slots=True)
class Build:
    """What one build is made from.

    Attributes:
        workspace: The loaded site.
        entries: Agencies and years that are shown.
        site: What the site says of itself.
        config: MkDocs' configuration.
        preview: Whether this is ``mkdocs serve``.
    """

    workspace: Workspace
    entries: Entries
    site: Site
    config: MkDocsConfig
    preview: bool


Part = Callable[[Build], Iterator[File]]

PARTS: tuple[Part, ...] = ()
"""In the order in which their files come."""


def add_parts(files: Files, build: Build) -> None:
    """Add what every part makes, but for what the site has written itself."""
    for part in PARTS:
        for file in part(build):
            if files.get_file_from_path(file.src_uri) is None:
                files.append(file)
