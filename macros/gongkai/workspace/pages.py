"""Pages below the docs folder that are no report's narrative: read once, scanned, and kept as they were checked.

All of them are scanned as narratives are, so that none runs a template, but for those that the site's configuration
lists as ``trusted``: they are the site owner's own and may use all of Jinja.
"""

import re
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, replace
from functools import cached_property
from pathlib import Path
from typing import Protocol

from pathspec import GitIgnoreSpec

from gongkai.checks import orphan, stray
from gongkai.checks.rules.text.attachment import lost_files
from gongkai.checks.rules.text.narrative_template import call_findings, template_findings
from gongkai.checks.rules.text.unsafe_html import html_findings
from gongkai.checks.texts.scans import page_findings
from gongkai.errors import WorkspaceError
from gongkai.findings import Finding, Level, say
from gongkai.narrative import Narrative, Problem, parse_narrative
from gongkai.narrative.calls import Lookup
from gongkai.reports import Agency, Report, ReportKey, slug_fault
from gongkai.reports.layout import REPORT_YEAR, Layout
from gongkai.work.agency import AgencyData
from gongkai.workspace.attachments import lost_links
from gongkai.workspace.files import pages_below, read, syntax
from gongkai.workspace.names import folder_meant, is_copy_name, mistaken_years, year_meant

_BRACES = re.compile(r"\{\{|\{%|\{#")
_MARKUP = re.compile(r'[<>"]')


class TrustedPages:
    """Which pages the site's owner answers for, by the patterns of the option ``trusted``.

    A pattern is written as in .gitignore, from the docs folder on: ``manual/**``, ``about.md``.
    """

    def __init__(self, patterns: Collection[str], agencies: Collection[str]) -> None:
        """Read the patterns.

        Args:
            patterns: The option's value.
            agencies: Folders of agencies, none of whose pages is ever trusted.

        Raises:
            WorkspaceError: A pattern cannot be read.
        """
        self._agencies = agencies
        try:
            self._spec = GitIgnoreSpec.from_lines(f"/{pattern.lstrip('/')}" for pattern in patterns)
        except (ValueError, re.error) as error:
            raise WorkspaceError(say("build.bad-pattern", {"patterns": "、".join(patterns)})) from error
        self._none = not patterns

    def __contains__(self, source: str) -> bool:
        """Whether a page is trusted, by its path below the docs folder, with forward slashes."""
        if self._none or source.partition("/")[0] in self._agencies:
            return False
        return self._spec.match_file(source)


@dataclass(frozen=True, slots=True)
class OtherPage:
    """A page that is no narrative of a report at hand.

    Attributes:
        path: The file.
        source: Its path below the docs folder, with forward slashes.
        agency: The agency whose folder it stands in; None where the folder is none of an agency.
        narrative: Its text as it was checked; None where it cannot be read.
        problems: What the scan of templates objected to.
        unreadable: Why it cannot be read, or what is wrong with its signs.
    """

    path: Path
    source: str
    agency: str | None
    narrative: Narrative | None
    problems: tuple[Problem, ...] = ()
    unreadable: tuple[Finding, ...] = ()


class LoadedSite(Protocol):
    """What these pages are checked against: the part of a ``Workspace`` that they need."""

    layout: Layout
    reserved: Collection[str]
    data: Mapping[str, AgencyData]
    agencies: Mapping[str, Agency]
    reports: Mapping[ReportKey, Report]

    @property
    def trusted(self) -> TrustedPages:
        """Pages that the site's owner answers for."""

    def seen_from(self, report: Report | None) -> Lookup:
        """How a page finds reports."""


class OtherPages:
    """These pages of one site."""

    def __init__(self, workspace: LoadedSite, reports: Collection[ReportKey]) -> None:
        """Look at a site.

        Args:
            workspace: The loaded site.
            reports: Every report that has a file, readable or not.
        """
        self._workspace = workspace
        self._layout = workspace.layout
        self._reports = reports

    @cached_property
    def pages(self) -> Mapping[str, OtherPage]:
        """The pages by their path below the docs folder, read when this is first asked for."""
        sources = ((path.relative_to(self._layout.docs).as_posix(), path) for path in pages_below(self._layout.docs))
        return {
            source: self._read(path, source)
            for source, path in sources
            if source not in self._workspace.trusted and self._report_of(path, source) not in self._workspace.reports
        }

    def findings(self) -> Iterator[Finding]:
        """Narratives that no data belong to, and what other pages may not hold."""
        orphans = {page.source.partition("/")[0] for page in self.pages.values() if self._key(page.path, page.source)}
        yield from self._unlisted(orphans)
        for page in self.pages.values():
            key = self._key(page.path, page.source)
            misnamed = self._misnamed(page) if key is None else None
            if misnamed is not None:
                yield misnamed
            elif key is not None and page.path.suffix != ".md":
                args = {"name": page.path.name, "instead": f"{page.path.stem}.md"}
                yield syntax(self._layout, page.path, "page-suffix", agency=key[0], year=key[1], args=args)
            elif key is not None and key not in self._reports and not self._has_bad_slug(page):
                yield self._orphan(page.path, key)
            calls = key is None and misnamed is None and not self._has_bad_slug(page)
            yield from self._content(page, calls=calls)

    def _unlisted(self, orphans: Collection[str]) -> Iterator[Finding]:
        """Folders of pages that are no agency's and that mkdocs.yml does not name: a slip in a name is published."""
        folders = sorted({page.source.partition("/")[0] for page in self.pages.values() if "/" in page.source})
        names = {*self._workspace.data, *self._workspace.reserved, *self._layout.listed, *orphans}
        for name in folders:
            if name not in names:
                about = syntax(self._layout, self._layout.docs / name, "folder-unlisted", args={"name": name})
                yield replace(about, level=Level.NOTICE)

    def _has_bad_slug(self, page: OtherPage) -> bool:
        """Whether it stands in a folder that is an agency's and cannot be, which has a finding of its own."""
        folder = page.source.partition("/")[0]
        return folder in self._workspace.data and slug_fault(folder, self._workspace.reserved) is not None

    def _misnamed(self, page: OtherPage) -> Finding | None:
        """A page of an agency that is a copy of a narrative, or one under a name that is not quite right."""
        slug, year = page.source.partition("/")[0], year_meant(page.path.name)
        if page.agency is None or year is None or (slug, year) not in self._reports:
            return None
        narrative = self._layout.narrative(slug, year)
        if page.path.parent != narrative.parent or (narrative.is_file() and not is_copy_name(page.path.name)):
            return None
        args = {"name": page.path.name, "instead": narrative.name}
        variant = "file-copy" if narrative.is_file() else "file-rename"
        return syntax(self._layout, page.path, variant, agency=slug, year=year, args=args)

    def _key(self, path: Path, source: str) -> ReportKey | None:
        """The report that a page is named after, whether there is one or not."""
        folder, _, name = source.partition("/")
        if folder in self._workspace.reserved or name != path.name or not REPORT_YEAR.fullmatch(path.stem):
            return None
        return folder, int(path.stem)

    def _report_of(self, path: Path, source: str) -> ReportKey | None:
        return self._key(path, source) if path.suffix == ".md" else None

    def _read(self, path: Path, source: str) -> OtherPage:
        folder = source.partition("/")[0]
        agency = folder if folder in self._workspace.data else None
        unreadable: list[Finding] = []
        text = read(self._layout, path, unreadable, agency=agency)
        if text is None:
            return OtherPage(path, source, agency, None, (), tuple(unreadable))
        narrative, problems = parse_narrative(text, path=self._layout.name(path))
        return OtherPage(path, source, agency, narrative, problems, tuple(unreadable))

    def _orphan(self, path: Path, key: ReportKey) -> Finding:
        near = self._agency_meant(key[0])
        if near is not None:
            folder, place = (self._layout.name(self._layout.docs / slug) for slug in (key[0], near))
            return stray(
                self._layout.name(path), agency=key[0], args={"instead": near, "folder": folder, "place": place}
            )
        has_agency = key[0] in self._workspace.agencies
        data = self._layout.report(*key) if has_agency else self._layout.data / key[0] / "agency.yml"
        mistaken = mistaken_years(self._layout, key[0]) if has_agency else None
        instead = self._layout.narrative(key[0], mistaken[1]).name if mistaken is not None else None
        name, year = self._layout.name(path), key[1] if has_agency else None
        return orphan(name, self._layout.name(data), agency=key[0], year=year, instead=instead)

    def _agency_meant(self, folder: str) -> str | None:
        """The agency whose narratives stand in a folder under another name."""
        if folder in self._workspace.data:
            return None
        return next((slug for slug in self._workspace.data if folder_meant(self._layout, slug) == folder), None)

    def _content(self, page: OtherPage, *, calls: bool) -> Iterator[Finding]:
        """What a page holds; of a report whose data cannot be read the calls mean nothing yet."""
        name = self._layout.name(page.path)
        if _BRACES.search(page.path.name):  # MkDocs makes a title of it, and mkdocs-macros runs titles
            yield Finding(
                code="narrative-template", level=Level.ERROR, variant="name", path=name, line=1,
                column=1, agency=page.agency, args={"name": page.path.name},
            )  # fmt: skip
        if _MARKUP.search(page.source):  # titles of pages and of folders stand in pages as they are
            yield Finding(
                code="unsafe-html", level=Level.ERROR, variant="name", path=name, line=1,
                column=1, agency=page.agency, args={"name": page.source},
            )  # fmt: skip
        yield from page.unreadable
        yield from template_findings(page.problems, path=name, agency=page.agency)
        if page.narrative is not None:
            yield from html_findings(page.narrative, agency=page.agency)
            yield from lost_files(lost_links(page.narrative.text, page.path), name, agency=page.agency)
            agency = self._workspace.agencies.get(page.agency or "")
            yield from page_findings(page.narrative, agency=agency, slug=page.agency)
        if calls and page.narrative is not None:
            lookup = self._workspace.seen_from(None)
            folder = page.source.partition("/")[0]
            yield from call_findings(page.narrative, None, lookup, agency=page.agency, folder=folder)
