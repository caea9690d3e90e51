"""Pages below the folders of agencies that are no report's narrative: narratives without data, other pages' calls."""

import re
from collections.abc import Collection, Iterator
from pathlib import Path
from typing import TYPE_CHECKING

from gongkai.checks import orphan
from gongkai.checks.rules.narrative_template import call_findings, template_findings
from gongkai.findings import Finding, Level
from gongkai.narrative import parse_narrative
from gongkai.work.agency import Key
from gongkai.workspace.files import folders_of, pages_below, read, syntax
from gongkai.workspace.loading import YEAR

if TYPE_CHECKING:
    from gongkai.workspace.workspace import Workspace

_BRACES = re.compile(r"\{\{|\{%|\{#")


class OtherPages:
    """What is to be said of them."""

    def __init__(self, workspace: "Workspace", written: Collection[Key]) -> None:
        """Look at a workspace.

        Args:
            workspace: The loaded site.
            written: Every report that has a file, readable or not.
        """
        self.workspace = workspace
        self.layout = workspace.layout
        self.written = written
        self.slugs = frozenset(folder.name for folder in folders_of(self.layout.data))

    def findings(self) -> Iterator[Finding]:
        """Pages below the folders of agencies: narratives that no data belong to, and what other pages hold."""
        for folder in folders_of(self.layout.docs):
            slug = folder.name
            if slug in self.workspace.reserved:
                continue
            for path in pages_below(folder):
                is_year = path.parent == folder and YEAR.fullmatch(path.stem) is not None
                key = (slug, int(path.stem)) if is_year else None
                if key is not None and path.suffix != ".md":
                    args = {"name": path.name, "instead": f"{path.stem}.md"}
                    yield syntax(self.layout, path, "page-suffix", agency=slug, year=key[1], args=args)
                elif key is not None and key not in self.written:
                    yield self._orphan(path, key, known=slug in self.workspace.agencies)
                if slug in self.slugs and (key not in self.workspace.reports or path.suffix != ".md"):
                    yield from self._other_page(path, slug, calls=not is_year)

    def _orphan(self, path: Path, key: Key, *, known: bool) -> Finding:
        data = self.layout.report(*key) if known else self.layout.data / key[0] / "agency.yml"
        name = self.layout.name(path)
        return orphan(name, self.layout.name(data), agency=key[0], year=key[1] if known else None)

    def _other_page(self, path: Path, slug: str, *, calls: bool) -> Iterator[Finding]:
        """What a page of no report holds; of a report whose data cannot be read the calls mean nothing yet."""
        if _BRACES.search(path.name):  # MkDocs makes a title of it, and mkdocs-macros runs titles
            yield Finding(
                code="narrative-template", level=Level.ERROR, variant="name", path=self.layout.name(path), line=1,
                column=1, agency=slug, args={"name": path.name},
            )  # fmt: skip
        unread: list[Finding] = []
        text = read(self.layout, path, unread, agency=slug)
        yield from unread
        if text is not None:
            narrative, problems = parse_narrative(text, path=self.layout.name(path))
            yield from template_findings(problems, path=narrative.path, agency=slug)
            if calls:
                yield from call_findings(narrative, None, self.workspace.seen_from(None), agency=slug)
