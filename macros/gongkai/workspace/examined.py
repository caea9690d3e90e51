"""The agencies of a site as they are loaded and checked, and what is known of them from one load to the next.

That is for the process that serves a preview, which loads a site again and again: an agency is examined again only
where something has changed that it is read from.
"""

import os
from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from gongkai.findings import Finding
from gongkai.forms import FormRegistry
from gongkai.processes import InOrder, worth_it
from gongkai.reports.layout import Layout
from gongkai.work.agency import AgencyData, AgencyFiles
from gongkai.work.examine import examine_agency, load_unchecked
from gongkai.work.kept_agencies import AgencyKeeper
from gongkai.work.packed import PackError, pack, unpack
from gongkai.workspace.attachments import lost_links
from gongkai.workspace.files import yaml_files
from gongkai.workspace.loading import load_forms, read_agency

States = tuple[object, ...]
"""What an agency was read from: path, time of change, size and number of each file, and what else was looked at."""

Follow = Callable[[Iterable[AgencyData], int], Iterable[AgencyData]]


@dataclass(frozen=True, slots=True)
class Examiner:
    """Loads and checks agencies.

    Attributes:
        layout: Where the site keeps what.
        registry: The forms at hand.
        reserved: Names that no agency can have.
        keeper: Keeps agencies as they were examined.
        checks: Whether they are checked once they are loaded.
    """

    layout: Layout
    registry: FormRegistry
    reserved: Collection[str]
    keeper: AgencyKeeper
    checks: bool = True

    def all(self, folders: Sequence[Path], *, processes: int | None = None) -> Iterator[AgencyData]:
        """The agencies of some folders of data, in order.

        Args:
            folders: The folders.
            processes: How many processes examine those of a large site; None for as many as there are processors.
        """
        files = sum(1 for folder in folders for _ in folder.glob("*.yml"))
        if worth_it(files, processes=processes):
            yield from map(self._unpacked, folders, InOrder(self._packed, folders, batch=4, processes=processes))
        else:
            yield from map(self._one, folders)

    def _one(self, folder: Path) -> AgencyData:
        files = read_agency(self.layout, folder)
        if self.keeper.files is None:
            return self._examine(files)
        anew: list[AgencyData] = []  # what was worked out of its texts would be worked out again once unpacked

        def examine() -> bytes:
            anew.append(self._examine(files))
            return pack(anew[0])

        content = self.keeper.packed(files, self.reserved, examine)
        return anew[0] if anew else self._unpacked(folder, content)

    def _packed(self, folder: Path) -> bytes:
        files = read_agency(self.layout, folder)
        return self.keeper.packed(files, self.reserved, lambda: pack(self._examine(files)))

    def _unpacked(self, folder: Path, content: bytes) -> AgencyData:
        try:
            return unpack(content, self.registry)
        except PackError:  # another program has written into what is kept
            return self._examine(read_agency(self.layout, folder))

    def _examine(self, files: AgencyFiles) -> AgencyData:
        work_out = examine_agency if self.checks else load_unchecked
        return work_out(files, self.registry, reserved=self.reserved)


class ExaminedAgencies:
    """Remembers agencies as they were examined, for as long as their files, the forms and the settings are the same."""

    def __init__(self, follow: Follow = lambda agencies, _: agencies, *, remembers: bool = False) -> None:
        """Begin with none.

        Args:
            follow: Passes on the agencies that are examined, given how many there are, so that it can show how far
                this has come.
            remembers: Whether the site will be loaded again; else nothing is remembered, which takes time and room.
        """
        self._follow, self._remembers = follow, remembers
        self._examined: dict[str, tuple[States, AgencyData]] = {}
        self._common: object = None
        self._forms: tuple[FormRegistry, tuple[Finding, ...]] | None = None

    def forms(self, layout: Layout, reserved: Collection[str], findings: list[Finding]) -> FormRegistry:
        """The forms of a site; where anything has changed that all agencies depend on, every agency is forgotten.

        Args:
            layout: Where the site keeps what.
            reserved: Names that no agency can have.
            findings: What is wrong with the forms is added here.
        """
        own = layout.data / "forms"
        contents = tuple((path.name, path.read_bytes()) for path in yaml_files(own)) if own.is_dir() else ()
        common = (layout.data, layout.docs, layout.published, layout.hard_paragraphs, tuple(sorted(reserved)), contents)
        if self._forms is None or common != self._common:
            about: list[Finding] = []
            self._forms, self._common = (load_forms(layout, about), tuple(about)), common
            self._examined.clear()
        registry, form_findings = self._forms
        findings.extend(form_findings)
        return registry

    def all(
        self, layout: Layout, folders: Sequence[Path], examine: Callable[[Sequence[Path]], Iterable[AgencyData]]
    ) -> Iterator[AgencyData]:
        """Every agency of a site, in order; those that are gone are forgotten.

        Args:
            layout: Where the site keeps what.
            folders: The folders of data of all agencies.
            examine: Examines agencies; it is given those that are not known as they are now.
        """
        if not self._remembers:
            yield from self._follow(examine(folders), len(folders))
            return
        for slug in self._examined.keys() - {folder.name for folder in folders}:
            del self._examined[slug]
        changed = [folder for folder in folders if not self._is_unchanged(layout, folder)]
        # Before they are read: a file that is changed meanwhile is then read again the next time.
        files = [_file_states(layout, folder) for folder in changed]
        for folder, states, data in zip(changed, files, self._follow(examine(changed), len(changed)), strict=True):
            self._examined[folder.name] = ((states, *_beside(layout, data)), data)
        yield from (self._examined[folder.name][1] for folder in folders)

    def _is_unchanged(self, layout: Layout, folder: Path) -> bool:
        if folder.name not in self._examined:
            return False
        states, data = self._examined[folder.name]
        return states == (_file_states(layout, folder), *_beside(layout, data))


def _file_states(layout: Layout, folder: Path) -> States:
    """Every file in the folders of an agency, and what the site remembers of its reports."""
    slug = folder.name
    files = (*_in(folder), *_in(layout.docs / slug), *_one(layout.ledger(slug)), *_one(layout.reviews(slug)))
    return tuple(sorted(files))


def _beside(layout: Layout, data: AgencyData) -> Iterator[object]:
    """What was looked at besides: files that the narratives of an agency name, and where one that is missing may be."""
    for year in sorted(data.linked):
        yield lost_links(data.narratives[year].text, layout.narrative(data.slug, year))
    if len(data.narratives) < len(data.years):
        yield tuple(sorted(os.walk(layout.docs)))


def _in(folder: Path) -> Iterator[tuple[str, int, int, int]]:
    """The files of a folder, and its folders, by their names."""
    if folder.is_dir():
        with os.scandir(folder) as entries:
            for entry in entries:
                try:
                    status = entry.stat()
                except OSError:  # a link to nothing, or in a circle
                    status = entry.stat(follow_symlinks=False)
                yield entry.path, status.st_mtime_ns, status.st_size, status.st_ino


def _one(path: Path) -> Iterator[tuple[str, int, int, int]]:
    if path.is_file():
        status = path.stat()
        yield str(path), status.st_mtime_ns, status.st_size, status.st_ino
