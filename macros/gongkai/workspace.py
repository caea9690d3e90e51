"""A site on disk: agencies, reports and narratives, loaded once, checked, and asked by every face.

Here is the one place that knows which file belongs to what: ``data/<agency>/<year>.yml`` and
``docs/<agency>/<year>.md`` are one report. It reads files and writes none.
"""

import hashlib
import os
import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from functools import cached_property
from pathlib import Path

from gongkai.checks import Subject, orphan, run
from gongkai.checks.documents import call_findings, template_findings
from gongkai.errors import FormError, WorkspaceError
from gongkai.findings import Finding, Level, ordered
from gongkai.forms import Shelf, load_form, shipped_forms
from gongkai.narrative import Narrative, Problem, parse_narrative
from gongkai.narrative.calls import Lookup
from gongkai.processes import InOrder, worth_it
from gongkai.renders.report_json import report_json
from gongkai.reports import (
    Agency,
    Positions,
    Report,
    Status,
    load_agency,
    load_report,
    slug_fault,
    tree_findings,
)
from gongkai.reports.agency import RESERVED
from gongkai.reports.layout import Layout

Key = tuple[str, int]
"""Slug and year of a report."""

PAGE_SUFFIXES = (".md", ".markdown", ".mdown", ".mkdn", ".mkd")
"""What MkDocs makes pages of; narratives are ``.md``."""

_YEAR = re.compile(r"(?:19|20)\d{2}")
_BRACES = re.compile(r"\{\{|\{%|\{#")


@dataclass(slots=True)
class _Loaded:
    """What loading gathers."""

    agencies: dict[str, Agency] = field(default_factory=dict)
    reports: dict[Key, Report] = field(default_factory=dict)
    written: dict[Key, tuple[Finding, ...]] = field(default_factory=dict)
    loose: list[Finding] = field(default_factory=list)
    sha256: dict[Key, str] = field(default_factory=dict)
    forms: dict[Key, str] = field(default_factory=dict)
    summed: dict[frozenset[tuple[int, int]], frozenset[tuple[int, int]]] = field(default_factory=dict)

    def add(self, part: "_Loaded", shelf: Shelf) -> None:
        """Take over what was loaded apart; a form comes as its id, as there is one of each."""
        self.agencies.update(part.agencies)
        self.written.update(part.written)
        self.loose.extend(part.loose)
        self.sha256.update(part.sha256)
        for key, report in part.reports.items():
            form = shelf.get(part.forms[key]) if key in part.forms else None
            summed = {table: self.summed.setdefault(cells, cells) for table, cells in report.computed.items()}
            self.reports[key] = report if form is None else replace(report, form=form, computed=summed)


class Workspace:
    """A loaded site.

    Attributes:
        layout: Where it keeps what.
        shelf: The forms at hand, its own included.
        agencies: Agencies by slug.
        reports: Reports by slug and year, in that order.
    """

    def __init__(self, layout: Layout, *, alone: bool = False) -> None:
        """Load every agency and report of a site; faults become findings.

        Args:
            layout: Where the site keeps what.
            alone: Start no further processes, however large the site.

        Raises:
            WorkspaceError: There is no data folder.
        """
        if not layout.data.is_dir():
            raise WorkspaceError(f"找不到数据文件夹 {layout.name(layout.data)}。")
        self.layout = layout
        loaded = _Loaded()
        self.shelf = self._load_shelf(loaded)
        folders = _folders(layout.data)
        self._several = not alone and worth_it(sum(1 for _ in layout.data.glob("*/*.yml")))
        for part in self._parts(folders):
            loaded.add(part, self.shelf)
        for path in _yaml_files(layout.data):
            loaded.loose.append(self._syntax(path, "outside", args={"name": path.name}))
        loaded.loose.extend(tree_findings(loaded.agencies))
        self.agencies: Mapping[str, Agency] = loaded.agencies
        self.reports: Mapping[Key, Report] = dict(sorted(loaded.reports.items()))
        self._slugs = frozenset(folder.name for folder in folders)
        self._written = loaded.written
        self._loose = loaded.loose
        self._sha256 = loaded.sha256

    def report(self, agency: str, year: int) -> Report | None:
        """One report, or None."""
        return self.reports.get((agency, year))

    def years(self, agency: str) -> tuple[int, ...]:
        """The years that an agency has reports on, in order."""
        return tuple(year for slug, year in self.reports if slug == agency)

    def public(self, key: Key) -> bool:
        """Whether a report may be seen by the public: it is there and no draft."""
        report = self.reports.get(key)
        return report is not None and report.status is not Status.DRAFT

    def seen_from(self, report: Report | None) -> Lookup:
        """How a page finds reports: a page that the public sees finds no drafts, a draft's own page finds all.

        Args:
            report: The report whose page it is; None for any other page.
        """
        if report is not None and report.status is Status.DRAFT:
            return self.report
        return lambda agency, year: self.report(agency, year) if self.public((agency, year)) else None

    @cached_property
    def findings(self) -> tuple[Finding, ...]:
        """Every finding of the site, all in one run, sorted."""
        found = list(self._loose)
        keys = list(self.reports)
        checked = InOrder(self._check, keys) if self._several else map(self._check, keys)
        for findings in checked:
            found.extend(findings)
        for key, written in self._written.items():
            if key not in self.reports:
                found.extend(written)
        found.extend(self._pages())
        return ordered(found)

    @cached_property
    def _by_agency(self) -> Mapping[str | None, list[Finding]]:
        """Findings by agency: every report asks for its own, so that going through all would be quadratic."""
        found: dict[str | None, list[Finding]] = {}
        for item in self.findings:
            found.setdefault(item.agency, []).append(item)
        return found

    def findings_of(self, agency: str, year: int | None = None) -> tuple[Finding, ...]:
        """Findings about one agency, or one of its reports: those of the agency's own file are about each."""
        own = self.layout.name(self.layout.data / agency / "agency.yml")
        wanted = self._by_agency.get(agency, ())
        return tuple(item for item in wanted if year in (None, item.year) or item.path == own)

    def public_findings(self) -> tuple[Finding, ...]:
        """Findings that concern what is published: those of drafts are left out."""
        drafts = {key for key, report in self.reports.items() if report.status is Status.DRAFT}
        return tuple(item for item in self.findings if (item.agency or "", item.year or 0) not in drafts)

    def source_sha256(self, agency: str, year: int) -> str:
        """Hash over a report's data and narrative, newlines normalised: a NUL byte stands between the two."""
        return self._sha256[agency, year]

    def files_of(self, agency: str) -> frozenset[str]:
        """The data files of an agency, by their names in findings."""
        names = {self.layout.name(self.layout.data / agency / "agency.yml")}
        return frozenset(names | {self.reports[agency, year].path for year in self.years(agency)})

    def files_of_report(self, agency: str, year: int) -> frozenset[str]:
        """What the page of a report hangs on: its agency's data, its narrative, the form, what its macros name.

        No other agency's file is among them unless the narrative asks for a figure of that agency. What is common to
        all pages (the site's configuration, theme and versions) is left out.
        """
        report = self.reports[agency, year]
        names = {self.layout.name(self.layout.narrative(agency, year)), *self.files_of(agency)}
        if report.form is not None:
            names.add(self.layout.name(self.layout.data / "forms" / f"{report.form.id}.yml"))
        narrative, _, _ = self._narrative((agency, year))
        for slot in narrative.slots if narrative else ():
            other = (str(slot.option("agency") or agency), slot.option("year") or year)
            if other in self.reports:
                names.add(self.layout.name(self.layout.report(other[0], int(other[1]))))
        return frozenset(names)

    def report_json(self, agency: str, year: int) -> str:
        """A report as JSON.

        Raises:
            KeyError: There is no such report.
        """
        owner = self.agencies.get(agency) or Agency(agency, agency, agency)
        return report_json(
            self.reports[agency, year],
            owner,
            source_sha256=self.source_sha256(agency, year),
            findings=self.findings_of(agency, year),
        )

    def has_narrative(self, agency: str, year: int) -> bool:
        """Whether a report has a Markdown file."""
        return self.layout.narrative(agency, year).is_file()

    def _load_shelf(self, loaded: _Loaded) -> Shelf:
        forms = list(shipped_forms())
        folder = self.layout.data / "forms"
        for path in sorted(folder.glob("*.yml")) if folder.is_dir() else ():
            text = self._read(path, loaded)
            if text is None:
                continue
            try:
                form = load_form(text, path=self.layout.name(path))
            except FormError as error:
                loaded.loose.append(self._syntax(path, "form-definition", args={"detail": str(error)}))
                continue
            if any(form.id == other.id for other in forms):
                loaded.loose.append(self._syntax(path, "form-twice", args={"name": form.id}))
            else:
                forms.append(form)
        return Shelf(forms)

    def _parts(self, folders: list[Path]) -> Iterator[_Loaded]:
        """What each folder holds, in order; of a large site read by several processes."""
        if not self._several:
            return map(self._load_folder, folders)
        return iter(InOrder(self._load_apart, folders, batch=4))

    def _load_apart(self, folder: Path) -> _Loaded:
        loaded = self._load_folder(folder)
        loaded.forms = {key: report.form.id for key, report in loaded.reports.items() if report.form is not None}
        loaded.reports = {key: replace(report, form=None) for key, report in loaded.reports.items()}
        return loaded

    def _load_folder(self, folder: Path) -> _Loaded:
        loaded = _Loaded()
        slug = folder.name
        path = folder / "agency.yml"
        text = self._read(path, loaded, slug) if path.is_file() else None
        if text is None:
            if not path.is_file():
                loaded.loose.append(self._syntax(path, "no-agency-file", agency=slug, args={"slug": slug}))
        else:
            agency, found = load_agency(text, path=self.layout.name(path), slug=slug)
            loaded.loose.extend(found)
            if agency is not None:
                loaded.agencies[slug] = agency
        if slug_fault(slug) is not None:
            return loaded
        for item in _yaml_files(folder):
            if item.name != "agency.yml":
                self._load_report(item, slug, loaded)
        return loaded

    def _load_report(self, path: Path, slug: str, loaded: _Loaded) -> None:
        if path.suffix != ".yml" or not _YEAR.fullmatch(path.stem):
            loaded.loose.append(self._syntax(path, "file-name", agency=slug, args={"name": path.name}))
            return
        key = (slug, int(path.stem))
        loaded.written[key] = ()
        text = self._read(path, loaded, *key)
        if text is None:
            return
        report, found = load_report(text, path=self.layout.name(path), agency=slug, year=key[1], shelf=self.shelf)
        loaded.written[key] = found
        if report is not None:
            loaded.reports[key] = report
            narrative = _text(self.layout.narrative(*key)) or ""
            loaded.sha256[key] = hashlib.sha256(f"{_normal(text)}\0{_normal(narrative)}".encode()).hexdigest()

    def _read(self, path: Path, loaded: _Loaded, agency: str | None = None, year: int | None = None) -> str | None:
        try:
            return path.read_text(encoding="utf-8")
        except UnicodeDecodeError:
            loaded.loose.append(self._syntax(path, "encoding", agency=agency, year=year))
            return None

    def _syntax(
        self,
        path: Path,
        variant: str,
        *,
        agency: str | None = None,
        year: int | None = None,
        args: Mapping[str, str] | None = None,
    ) -> Finding:
        return Finding(
            code="syntax", level=Level.ERROR, variant=variant, path=self.layout.name(path), line=1, column=1,
            agency=agency, year=year, args=args or {},
        )  # fmt: skip

    def _check(self, key: Key) -> tuple[Finding, ...]:
        report = self.reports[key]
        agency = self.agencies.get(key[0]) or Agency(key[0], key[0], key[0])
        narrative, problems, unreadable = self._narrative(key)
        subject = Subject(report, agency, self.shelf, self.seen_from(report), narrative, problems)
        found = run(subject, written=self._written.get(key, ()))
        return (*unreadable, *self._placed(report, found))

    def _narrative(self, key: Key) -> tuple[Narrative | None, tuple[Problem, ...], list[Finding]]:
        path = self.layout.narrative(*key)
        if not path.is_file():
            return None, (), []
        loaded = _Loaded()
        text = self._read(path, loaded, *key)
        if text is None:
            return None, (), loaded.loose
        narrative, problems = parse_narrative(text, path=self.layout.name(path))
        return narrative, problems, []

    def _placed(self, report: Report, findings: Iterable[Finding]) -> Iterator[Finding]:
        """Give findings about cells their line; the file is parsed again only where there are any."""
        positions: Positions | None = None
        for finding in findings:
            if finding.line is not None or finding.path != report.path:
                yield finding
                continue
            positions = positions or Positions(_text(self.layout.root / report.path) or "", report.form)
            mark = positions.of_finding(finding)
            yield replace(finding, line=mark.line, column=mark.column)

    def _pages(self) -> Iterator[Finding]:
        """Pages below the folders of agencies: narratives that no data belong to, and what other pages hold."""
        for folder in _folders(self.layout.docs):
            slug = folder.name
            if slug in RESERVED:
                continue
            for path in _pages_below(folder):
                is_year = path.parent == folder and _YEAR.fullmatch(path.stem) is not None
                key = (slug, int(path.stem)) if is_year else None
                if key is not None and path.suffix != ".md":
                    args = {"name": path.name, "instead": f"{path.stem}.md"}
                    yield self._syntax(path, "page-suffix", agency=slug, year=key[1], args=args)
                elif key is not None and key not in self._written:
                    yield self._orphan(path, key, known=slug in self.agencies)
                if slug in self._slugs and (key not in self.reports or path.suffix != ".md"):
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
        loaded = _Loaded()
        text = self._read(path, loaded, slug)
        yield from loaded.loose
        if text is not None:
            narrative, problems = parse_narrative(text, path=self.layout.name(path))
            yield from template_findings(problems, path=narrative.path, agency=slug)
            if calls:
                yield from call_findings(narrative, None, self.seen_from(None), agency=slug)


def _folders(folder: Path) -> list[Path]:
    if not folder.is_dir():
        return []
    return sorted(
        item for item in folder.iterdir() if item.is_dir() and not item.name.startswith(".") and item.name != "forms"
    )


def _yaml_files(folder: Path) -> list[Path]:
    return sorted(item for item in folder.iterdir() if item.suffix.lower() in (".yml", ".yaml") and item.is_file())


def _pages_below(folder: Path) -> list[Path]:
    """Pages as MkDocs finds them: through links, but not hidden; a folder that holds itself is entered once."""
    pages: list[Path] = []
    seen: set[str] = set()
    for where, folders, files in os.walk(folder, followlinks=True):
        real = os.path.realpath(where)
        folders[:] = [] if real in seen else [name for name in folders if not name.startswith(".")]
        pages.extend(
            Path(where, name)
            for name in files
            if real not in seen and name.endswith(PAGE_SUFFIXES) and not name.startswith(".")
        )
        seen.add(real)
    return sorted(pages)


def _text(path: Path) -> str | None:
    try:
        return path.read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError):
        return None


def _normal(text: str) -> str:
    return text.removeprefix("\ufeff").replace("\r\n", "\n").replace("\r", "\n")
