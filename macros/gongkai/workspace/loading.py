"""Loading a site's data folder: agencies and reports, their hashes, and what is wrong with how they are written."""

import hashlib
import re
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from pathlib import Path

from gongkai.findings import Finding
from gongkai.forms import Shelf, load_shelf
from gongkai.processes import InOrder
from gongkai.reports import Agency, Report, load_agency, load_report, slug_fault, tree_findings
from gongkai.reports.layout import Layout
from gongkai.workspace.files import folders_of, normal, read, syntax, text_of, yaml_files

Key = tuple[str, int]
"""Slug and year of a report."""

_DETAILS = {"form-definition": "detail", "form-twice": "name"}
"""By reason how a finding's wording calls the detail."""

YEAR = re.compile(r"(?:19|20)\d{2}")


@dataclass(slots=True)
class Loaded:
    """What loading gathers.

    Attributes:
        agencies: By slug.
        reports: By slug and year.
        written: What is wrong with how each report is written; reports that cannot be read are among the keys.
        loose: Findings of no report.
        sha256: Hash over data and narrative of each report.
        forms: Ids of the forms of reports that come from another process without them.
        summed: Sets of cells that were added up, each once.
    """

    agencies: dict[str, Agency] = field(default_factory=dict)
    reports: dict[Key, Report] = field(default_factory=dict)
    written: dict[Key, tuple[Finding, ...]] = field(default_factory=dict)
    loose: list[Finding] = field(default_factory=list)
    sha256: dict[Key, str] = field(default_factory=dict)
    forms: dict[Key, str] = field(default_factory=dict)
    summed: dict[frozenset[tuple[int, int]], frozenset[tuple[int, int]]] = field(default_factory=dict)

    def add(self, part: "Loaded", shelf: Shelf) -> None:
        """Take over what was loaded apart; a form comes as its id, as there is one of each."""
        self.agencies.update(part.agencies)
        self.written.update(part.written)
        self.loose.extend(part.loose)
        self.sha256.update(part.sha256)
        for key, report in part.reports.items():
            form = shelf.get(part.forms[key]) if key in part.forms else None
            summed = {table: self.summed.setdefault(cells, cells) for table, cells in report.computed.items()}
            self.reports[key] = report if form is None else replace(report, form=form, computed=summed)


def load_forms(layout: Layout, found: list[Finding]) -> Shelf:
    """The forms that come with the package and those that a site has added, whose faults become findings."""
    shelf, faults = load_shelf(layout.data, name=layout.name)
    for fault in faults:
        args = {} if fault.reason == "encoding" else {_DETAILS[fault.reason]: fault.detail}
        found.append(syntax(layout, fault.file, fault.reason, args=args))
    return shelf


def load_data(layout: Layout, shelf: Shelf, *, several: bool) -> Loaded:
    """Every agency and report of a site.

    Args:
        layout: Where the site keeps what.
        shelf: The forms at hand.
        several: Whether several processes share the work.
    """
    loaded = Loaded()
    for part in _Loader(layout, shelf).parts(folders_of(layout.data), several=several):
        loaded.add(part, shelf)
    for path in yaml_files(layout.data):
        loaded.loose.append(syntax(layout, path, "outside", args={"name": path.name}))
    loaded.loose.extend(tree_findings(loaded.agencies))
    return loaded


class _Loader:
    """Loads one folder after the other."""

    def __init__(self, layout: Layout, shelf: Shelf) -> None:
        self.layout = layout
        self.shelf = shelf

    def parts(self, folders: list[Path], *, several: bool) -> Iterator[Loaded]:
        """What each folder holds, in order; of a large site read by several processes."""
        if not several:
            return map(self._load_folder, folders)
        return iter(InOrder(self._load_apart, folders, batch=4))

    def _load_apart(self, folder: Path) -> Loaded:
        loaded = self._load_folder(folder)
        loaded.forms = {key: report.form.id for key, report in loaded.reports.items() if report.form is not None}
        loaded.reports = {key: replace(report, form=None) for key, report in loaded.reports.items()}
        return loaded

    def _load_folder(self, folder: Path) -> Loaded:
        loaded = Loaded()
        slug = folder.name
        path = folder / "agency.yml"
        text = read(self.layout, path, loaded.loose, agency=slug) if path.is_file() else None
        if text is None:
            if not path.is_file():
                loaded.loose.append(syntax(self.layout, path, "no-agency-file", agency=slug, args={"slug": slug}))
        else:
            agency, found = load_agency(text, path=self.layout.name(path), slug=slug)
            loaded.loose.extend(found)
            if agency is not None:
                loaded.agencies[slug] = agency
        if slug_fault(slug) is not None:
            return loaded
        for item in yaml_files(folder):
            if item.name != "agency.yml":
                self._load_report(item, slug, loaded)
        return loaded

    def _load_report(self, path: Path, slug: str, loaded: Loaded) -> None:
        if path.suffix != ".yml" or not YEAR.fullmatch(path.stem):
            loaded.loose.append(syntax(self.layout, path, "file-name", agency=slug, args={"name": path.name}))
            return
        key = (slug, int(path.stem))
        loaded.written[key] = ()
        text = read(self.layout, path, loaded.loose, agency=slug, year=key[1])
        if text is None:
            return
        report, found = load_report(text, path=self.layout.name(path), agency=slug, year=key[1], shelf=self.shelf)
        loaded.written[key] = found
        if report is not None:
            loaded.reports[key] = report
            narrative = text_of(self.layout.narrative(*key)) or ""
            loaded.sha256[key] = hashlib.sha256(f"{normal(text)}\0{normal(narrative)}".encode()).hexdigest()
