"""``agency.yml`` → ``Agency``, and the tree that agencies form by whom they report to."""

import re
from collections.abc import Collection
from collections.abc import Mapping as MappingABC

from gongkai import located
from gongkai.findings import Finding, Level
from gongkai.forms.keys import VERSION
from gongkai.forms.places import nearest
from gongkai.located import Mapping, Mark
from gongkai.reports.agencies import Agency, AgencyKind, AgencyLevel, Scope
from gongkai.reports.loading.fields import Fields, both_names, moment
from gongkai.reports.loading.file_findings import FileFindings

_SLUG = re.compile(r"[a-z0-9][a-z0-9-]{0,63}")
_KEYS = (
    *("version", "name", "short", "level", "kind", "scope", "reports_to", "in_rollup", "from", "until"),
    *("successor", "due", "due_members", "contact", "site_code", "former"),
)
_TREE = ("reports_to", "successor")
"""Keys that name another agency."""
_CONTACT = ("office", "telephone", "address", "email", "hours")


def slug_fault(slug: str, reserved: Collection[str]) -> str | None:
    """Which rule a slug breaks (``slug`` or ``reserved-slug``); None where it breaks none.

    It has 64 characters of ``a-z0-9-`` at most, and begins with no hyphen: it would be taken for an option where it is
    typed.

    Args:
        slug: Name of an agency's folder.
        reserved: Names of folders that are the site's own.
    """
    if not _SLUG.fullmatch(slug):
        return "slug"
    return "reserved-slug" if slug in reserved else None


def load_agency(
    text: str, *, path: str, slug: str, reserved: Collection[str]
) -> tuple[Agency | None, tuple[Finding, ...]]:
    """Load one agency.

    Args:
        text: The YAML.
        path: The file's path relative to the site.
        slug: Name of its folder.
        reserved: Names of folders that are the site's own.

    Returns:
        The agency (None where the file is none or has no name) and the findings about its writing.
    """
    faults = FileFindings(path, slug)
    wrong = slug_fault(slug, reserved)
    if wrong is not None:
        near = re.sub(r"[^a-z0-9]+", "-", slug.lower()).strip("-") if wrong == "slug" and slug.isascii() else ""
        faults.syntax(Mark(1, 1), "slug-near" if near else wrong, slug=slug, near=near)
    tree, broken = located.parse(text)
    faults.yaml(broken)
    if not isinstance(tree, Mapping):
        if not faults.findings:
            faults.syntax(Mark(1, 1), "not-an-agency")
        return None, tuple(faults.findings)
    agency = _agency(Fields(tree, faults, _KEYS), slug, path)
    return (None if wrong else agency), tuple(faults.findings)


def _agency(fields: Fields, slug: str, path: str) -> Agency | None:
    fields.need("version", "name")
    fields.check_version(VERSION)
    name = fields.text("name")
    if name is None:
        return None
    scope = fields.choice("scope", tuple(item.value for item in Scope))
    return Agency(
        slug=slug,
        name=name,
        short=fields.text("short") or name,
        level=fields.choice("level", tuple(AgencyLevel)),
        kind=fields.choice("kind", tuple(AgencyKind)),
        scope=Scope(scope) if scope is not None else None,
        reports_to=fields.text("reports_to"),
        in_rollup=fields.flag("in_rollup", default=True),
        since=fields.year("from"),
        until=fields.year("until"),
        successor=fields.text("successor"),
        due=_due(fields, "due"),
        due_members=_due(fields, "due_members"),
        contact=_contact(fields),
        site_code=fields.text("site_code"),
        former=fields.listed("former"),
        path=path,
        marks={key: fields.mark(key) for key in _TREE if fields.node_of(key) is not None},
    )


def _due(fields: Fields, key: str) -> dict[int, str]:
    due: dict[int, str] = {}
    node = fields.node_of(key)
    if isinstance(node, located.Scalar):
        fields.faults.syntax(node.mark, "due", name=both_names(key), key=key, written=node.text)
        return due
    for year, day in fields.texts(key).items():
        date = moment(day)
        if re.fullmatch(r"[0-9]{4}", year) and date is not None and date.time is None:
            due[int(year)] = str(date)
        else:
            fields.faults.syntax(fields.mark(key), "due", name=both_names(key), key=key, written=f"{year}: {day}")
    return due


def _contact(fields: Fields) -> dict[str, str]:
    """An office in one line, or its parts by name."""
    node = fields.node_of("contact")
    if isinstance(node, located.Scalar):
        return {"office": node.text}
    contact = fields.texts("contact")
    key_names = "、".join(both_names(key) for key in _CONTACT)
    for key in contact:
        if key not in _CONTACT and fields.mark("contact").line not in fields.faults.broken:
            fields.faults.syntax(fields.mark("contact"), "contact", name=key, known=key_names)
    return contact


def tree_findings(agencies: MappingABC[str, Agency], *, slugs: Collection[str] = ()) -> tuple[Finding, ...]:
    """Findings about the tree: a superior or successor that is not there, and agencies that report to themselves.

    Args:
        agencies: Agencies by slug.
        slugs: Slugs of all folders: an agency whose own file cannot be read has a finding there, and none elsewhere.
    """
    findings = []
    names: dict[str, Agency] = {}
    for agency in agencies.values():
        faults = FileFindings(agency.path, agency.slug)
        namesake = names.setdefault(agency.name, agency)
        if namesake is not agency and agency.until is None and namesake.until is None:
            args = {"name": agency.name, "other": namesake.path}
            faults.add("syntax", Mark(1, 1), level=Level.NOTICE, variant="same-name", args=args)
        for key, other in zip(_TREE, (agency.reports_to, agency.successor), strict=True):
            mark = agency.marks.get(key, Mark(1, 1))
            if other == agency.slug:
                faults.syntax(mark, "agency-itself", name=both_names(key), slug=other)
            elif other is not None and other not in agencies and other not in slugs:
                by_name = next((item.slug for item in agencies.values() if other in (item.name, item.short)), None)
                near = by_name or nearest(other, [slug for slug in agencies if slug != agency.slug])
                variant = "no-agency-near" if near else "no-agency"
                faults.syntax(mark, variant, name=both_names(key), slug=other, near=near or "")
        if agency.reports_to != agency.slug and _circles(agency, agencies):
            faults.syntax(agency.marks.get("reports_to", Mark(1, 1)), "agency-circle", name=agency.name)
        findings.extend(faults.findings)
    return tuple(findings)


def _circles(agency: Agency, agencies: MappingABC[str, Agency]) -> bool:
    seen: set[str] = set()
    step: Agency | None = agency
    while step is not None and step.reports_to is not None and step.slug not in seen:
        seen.add(step.slug)
        if step.reports_to == agency.slug:
            return True
        step = agencies.get(step.reports_to)
    return False
