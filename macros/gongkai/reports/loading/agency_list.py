"""A list of agencies, one a line, as an office keeps it in a spreadsheet → agencies to be registered.

All faults of a list are reported together, each with its line and column and what to write.
"""

import re
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from gongkai.findings import say
from gongkai.forms.places import nearest
from gongkai.reports.agencies import Agency, AgencyKind, AgencyLevel, Scope
from gongkai.reports.layout import REPORT_YEAR
from gongkai.reports.loading.agency import slug_fault
from gongkai.reports.loading.fields import key_named
from gongkai.reports.loading.options import option_meant, option_near

_KEYS = (
    *("slug", "name", "short", "level", "kind", "scope", "reports_to", "in_rollup"),
    *("from", "until", "successor", "former", "site_code"),
)
_HEADS: Mapping[str, str] = {
    **dict.fromkeys(("代号", "单位代号", "机构代号", "机关代号"), "slug"),
    **dict.fromkeys(("单位", "机关", "机构", "机构名称", "机关名称"), "name"),
    **dict.fromkeys(("上级单位代号", "归口", "汇总单位"), "reports_to"),
    **dict.fromkeys(("计入汇总", "汇总"), "in_rollup"),
}
"""Heads of columns besides the printed names of the keys."""
_CHOICES: Mapping[str, tuple[str, ...]] = {
    "level": tuple(AgencyLevel),
    "kind": tuple(AgencyKind),
    "scope": tuple(item.value for item in Scope),
    "in_rollup": ("true", "false"),
}
_YEARS = ("from", "until")
_NEEDED = ("slug", "name")
_MOST_NEAR = 20
"""Superiors that are nowhere for which the name that is meant is looked for: each is compared with all names."""
_BETWEEN_NAMES = re.compile(r"[、；;，,\s]+")


@dataclass(frozen=True, slots=True)
class ListFault:
    """What is wrong in a list: the line and the column, both from 1, and the fault in words."""

    line: int
    column: int
    text: str


@dataclass(frozen=True, slots=True)
class AgencyList:
    """The agencies of a list.

    Attributes:
        agencies: All of them, in order.
        faults: What is wrong; with any nothing is to be registered.
        unused: Heads of columns that say nothing of an agency.
    """

    agencies: tuple[Agency, ...]
    faults: tuple[ListFault, ...]
    unused: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class _ListLine:
    """A line of the list: its number, its values by key, the columns they stand in, the number of cells too many."""

    number: int
    values: Mapping[str, str]
    columns: Mapping[str, int]
    excess: int

    def fault(self, key: str, text: str) -> ListFault:
        return ListFault(self.number, self.columns.get(key, 1), text)


def load_agency_list(
    rows: Sequence[tuple[int, Sequence[str]]], *, registered: Sequence[Agency], reserved: Collection[str]
) -> AgencyList:
    """Load the agencies of a list.

    Args:
        rows: The rows with the numbers of their lines; the first one holds the heads of the columns.
        registered: The agencies that the site has.
        reserved: Names of folders that are the site's own.
    """
    number, heads = rows[0]
    keys = [_key(head) for head in heads]
    wrong = tuple(_faults_of_heads(number, heads, keys))
    if wrong:
        return AgencyList((), wrong)
    lines = [_line(number, keys, row) for number, row in rows[1:]]
    faults = [fault for line in lines for fault in _faults(line, reserved)]
    faults += _repeated(lines, registered)
    agencies = [_agency(line) for line in lines]
    slug_of = _superiors([*registered, *agencies])
    faults += _faults_of_tree(lines, agencies, slug_of)
    faults += _faults_of_successors(lines, slug_of)
    agencies = [
        replace(item, reports_to=slug_of(item.reports_to or ""), successor=slug_of(item.successor or ""))
        for item in agencies
    ]
    unused = tuple(head.strip() for head, key in zip(heads, keys, strict=True) if key is None and head.strip())
    return AgencyList(tuple(agencies), tuple(sorted(faults, key=lambda item: (item.line, item.column))), unused)


def _key(head: str) -> str | None:
    text = head.strip()
    return "slug" if text.lower() == "slug" else _HEADS.get(text) or key_named(text, _KEYS)


def _faults_of_heads(number: int, heads: Sequence[str], keys: Sequence[str | None]) -> Iterator[ListFault]:
    missing = [say(f"agencies.heads.{key}") for key in _NEEDED if key not in keys]
    if missing:
        yield ListFault(number, 1, say("agencies.columns", {"names": "、".join(f"“{name}”" for name in missing)}))
    for column, key in enumerate(keys):
        first = keys.index(key)
        if key is not None and first < column:
            args = {"one": heads[first].strip(), "other": heads[column].strip()}
            yield ListFault(number, column + 1, say("agencies.column-twice", args))


def _line(number: int, keys: Sequence[str | None], row: Sequence[str]) -> _ListLine:
    values = {key: cell.strip() for key, cell in zip(keys, row, strict=False) if key is not None and cell.strip()}
    columns = {key: column for column, key in enumerate(keys, start=1) if key is not None}
    for key, options in _CHOICES.items():
        option = option_meant(values.get(key, ""), options)
        if option is not None:
            values[key] = option
    return _ListLine(number, values, columns, sum(bool(cell.strip()) for cell in row[len(keys) :]))


def _faults(line: _ListLine, reserved: Collection[str]) -> Iterator[ListFault]:
    """What is wrong with a line by itself."""
    slug = line.values.get("slug", "")
    if line.values.keys().isdisjoint(_NEEDED):
        yield line.fault("slug", say("agencies.no-agency"))
    else:
        missing = [key for key in _NEEDED if key not in line.values]
        yield from (line.fault(key, say(f"agencies.no-{key}")) for key in missing)
    wrong = slug_fault(slug, reserved) if slug else None
    if wrong == "slug":
        near = re.sub(r"[^a-z0-9]+", "-", slug.lower()).strip("-")[:64] if slug.isascii() else ""
        yield line.fault("slug", say("agencies.slug", {"slug": slug, "near": near or "caizheng"}))
    elif wrong:
        yield line.fault("slug", say(f"command.{wrong}", {"slug": slug}))
    for key, options in _CHOICES.items():
        text = line.values.get(key, options[0])
        if text not in options:
            likely = option_near(text, options)
            hint = say("places.near", {"name": likely}) if likely else ""
            offered = "、".join(say(f"agencies.{key}.{option}") if key in ("scope", "in_rollup") else option
                                for option in options)  # fmt: skip
            args = {"name": say(f"keys.{key}.name"), "written": text, "options": offered, "near": hint}
            yield line.fault(key, say("findings.syntax.choice", args))
    for key in _YEARS:
        year = line.values.get(key)
        if year is not None and not REPORT_YEAR.fullmatch(year):
            yield line.fault(key, say("agencies.year", {"name": say(f"keys.{key}.name"), "written": year}))
    if line.excess:
        yield ListFault(line.number, max(line.columns.values()) + 1, say("agencies.excess", {"count": line.excess}))


def _repeated(lines: Sequence[_ListLine], registered: Sequence[Agency]) -> Iterator[ListFault]:
    """Slugs and names that stand twice, in the list or in it and on the site."""
    first: dict[tuple[str, str], int] = {}
    by_slug = {agency.slug: agency for agency in registered}
    by_name = {agency.name: agency for agency in registered}
    for line in lines:
        for key in _NEEDED:
            text = line.values.get(key)
            before = first.setdefault((key, text), line.number) if text else line.number
            if before != line.number:
                yield line.fault(key, say(f"agencies.{key}-twice", {"text": text, "line": before}))
        slug, name = line.values.get("slug"), line.values.get("name")
        same_slug, same_name = by_slug.get(slug or ""), by_name.get(name or "")
        if same_name is not None and slug and same_name.slug != slug:
            yield line.fault("slug", say("agencies.name-registered", {"name": name, "slug": same_name.slug}))
        elif same_slug is not None and name and same_slug.name != name:
            args = {"slug": slug, "name": same_slug.name, "file": same_slug.path}
            yield line.fault("name", say("agencies.slug-registered", args))


def _agency(line: _ListLine) -> Agency:
    """The agency of a line; of one with faults as much as can be read. Without a scope a government adds others up."""
    values = line.values
    name = values.get("name", "")
    scope = Scope.CONSOLIDATED if values.get("kind") == AgencyKind.GOVERNMENT else Scope.OWN
    if values.get("scope") in _CHOICES["scope"]:
        scope = Scope(values["scope"])
    years = {key: int(text) for key in _YEARS if REPORT_YEAR.fullmatch(text := values.get(key, ""))}
    return Agency(
        slug=values.get("slug", ""),
        name=name,
        short=values.get("short") or name,
        level=values.get("level"),
        kind=values.get("kind"),
        scope=scope,
        reports_to=values.get("reports_to"),
        in_rollup=values.get("in_rollup") != "false",
        since=years.get("from"),
        until=years.get("until"),
        successor=values.get("successor"),
        site_code=values.get("site_code"),
        former=tuple(filter(None, _BETWEEN_NAMES.split(values.get("former", "")))),
    )


def _superiors(agencies: Sequence[Agency]) -> Callable[[str], str | None]:
    """From what is written of a superior to its slug: it is named by its slug, its full name or its short one."""
    slugs = {agency.slug for agency in agencies}
    by_name: dict[str, set[str]] = {}
    for agency in agencies:
        for name in (agency.name, agency.short):
            by_name.setdefault(name, set()).add(agency.slug)

    def superior(text: str) -> str | None:
        owners = by_name.get(text, set())
        return None if not text else text if text in slugs else next(iter(owners)) if len(owners) == 1 else None

    return superior


def _faults_of_tree(
    lines: Sequence[_ListLine], agencies: Sequence[Agency], slug_of: Callable[[str], str | None]
) -> Iterator[ListFault]:
    """Superiors that are nowhere, and agencies that report to themselves, be it in a circle."""
    above = {agency.slug: slug_of(agency.reports_to or "") for agency in agencies}
    names = [name for item in agencies for name in (item.slug, item.name, item.short) if name]
    unknown = 0
    for line, agency in zip(lines, agencies, strict=True):
        text = agency.reports_to
        if not text:
            continue
        superior = above[agency.slug] if agency.slug else slug_of(text)
        if superior is None:
            unknown += 1
            near = nearest(text, names) if unknown <= _MOST_NEAR else None
            hint = say("places.near", {"name": near}) if near else ""
            yield line.fault("reports_to", say("agencies.no-superior", {"text": text, "near": hint}))
        elif superior == agency.slug:
            yield line.fault("reports_to", say("agencies.itself"))
        elif _circles(agency.slug, above):
            yield line.fault("reports_to", say("agencies.circle", {"name": agency.name}))


def _faults_of_successors(lines: Sequence[_ListLine], slug_of: Callable[[str], str | None]) -> Iterator[ListFault]:
    """Successors that are nowhere, or the agency itself."""
    for line in lines:
        text = line.values.get("successor")
        if text and slug_of(text) in (None, line.values.get("slug")):
            yield line.fault("successor", say("agencies.no-successor", {"text": text}))


def _circles(slug: str, above: Mapping[str, str | None]) -> bool:
    seen: set[str] = set()
    step = above.get(slug)
    while step is not None and step not in seen:
        if step == slug:
            return True
        seen.add(step)
        step = above.get(step)
    return False
