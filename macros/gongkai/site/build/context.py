"""What one build is made from, for the parts that add pages and files to it."""

from dataclasses import dataclass

from mkdocs.config.defaults import MkDocsConfig

from gongkai.site.head.meta_tags import Site
from gongkai.site.pages.catalog import Entries
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
