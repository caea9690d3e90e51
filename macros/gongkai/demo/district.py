"""The organs of the fictional district 示例市样例区: how many of each kind, and their names.

Street offices are named after the ten heavenly stems, then after the sixty pairs of stem and earthly branch, then by
number; townships after the twelve branches. No name is that of a real place.
"""

import itertools
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Any

from gongkai.demo.source_data import Profile, load_source, seeded_random
from gongkai.reports.agencies import Agency, AgencyKind, AgencyLevel, Scope

GOVERNMENT = "quzhengfu"
_NAME_PAIRS = 60
_KIND_ORDER = ("department", "street", "town", "street", "department")
"""Kinds of the organs after the government and its office, repeated until there are enough."""
_WITHOUT_REQUESTS = 8
"""One of this many small organs has no request in any year, beginning with the one that has the next number."""
_FIRST_WITHOUT = 2


@dataclass(frozen=True, slots=True)
class Organ:
    """One organ of the district.

    Attributes:
        agency: The content of its ``agency.yml``.
        unit: What its narrative calls it, such as 本局.
        topics: Its fields of work, as its narrative names them.
        profile: How much it does in a year; without meaning for the government, whose report adds up the others.
    """

    agency: Agency
    unit: str
    topics: tuple[str, ...]
    profile: Profile


def organs(number: int, *, seed: int) -> tuple[Organ, ...]:
    """The organs of a district.

    Args:
        number: Number of agencies, at least 1. From 2 on the first is the government with its consolidated report, to
            which the others report, and the second is the government's office.
        seed: Seed of the organs' sizes.
    """
    members = [_government(), _office()] if number > 1 else [_office(alone=True)]
    candidates = {"department": _departments(seed), "town": _towns(seed), "street": _streets(seed)}
    step = 0
    while len(members) < number:
        organ = next(candidates[_KIND_ORDER[step % len(_KIND_ORDER)]], None)
        step += 1
        if organ is not None:
            members.append(organ)
    return tuple(members)


def _organ(
    item: Mapping[str, Any], *, unit: str, factor: float = 1.0, has_requests: bool = True, **names: Any
) -> Organ:
    names = {"scope": Scope.OWN, "reports_to": GOVERNMENT, "contact": {"office": "政务公开办公室（虚构）"}, **names}
    profile = Profile.scaled(item, factor)
    return Organ(
        Agency(**names), unit, tuple(item["topics"]), profile if has_requests else replace(profile, requests=0)
    )


def _government() -> Organ:
    data = load_source("district")
    return _organ(
        data["government"], unit=data["government"]["unit"], slug=GOVERNMENT,
        name=f"{data['city']}{data['name']}人民政府", short="区人民政府",
        level=AgencyLevel.COUNTY, kind=AgencyKind.GOVERNMENT, scope=Scope.CONSOLIDATED, reports_to=None,
    )  # fmt: skip


def _office(*, alone: bool = False) -> Organ:
    data = load_source("district")
    return _organ(
        data["office"], unit=data["office"]["unit"], slug="zhengfuban", name=f"{data['name']}人民政府办公室",
        short="区政府办公室", level=AgencyLevel.COUNTY, kind=AgencyKind.GOVERNMENT_OFFICE,
        reports_to=None if alone else GOVERNMENT,
    )  # fmt: skip


def _departments(seed: int) -> Iterator[Organ]:
    data = load_source("district")
    for item in data["departments"]:
        yield _organ(
            item, unit="本局", factor=seeded_random(seed, "size", item["slug"]).uniform(0.6, 1.5),
            slug=item["slug"], name=f"{data['name']}{item['name']}", short=f"区{item['name']}",
            level=AgencyLevel.COUNTY, kind=AgencyKind.DEPARTMENT,
        )  # fmt: skip


def _towns(seed: int) -> Iterator[Organ]:
    data = load_source("district")
    for number, (sign, sound) in enumerate(data["branches"].items()):
        kind, slug = ("乡", "xiang") if number % 3 == 2 else ("镇", "zhen")  # noqa: PLR2004 - every third township is a 乡
        yield _organ(
            _kind(data["town"], seed, f"{sound}-{slug}"),
            unit=f"本{kind}", factor=_factor(seed, f"{sound}-{slug}"), has_requests=_has_requests(number),
            slug=f"{sound}-{slug}", name=f"{data['name']}{sign}{kind}人民政府", short=f"{sign}{kind}",
            level=AgencyLevel.TOWNSHIP, kind=AgencyKind.TOWNSHIP,
        )  # fmt: skip


def _streets(seed: int) -> Iterator[Organ]:
    data = load_source("district")
    for number, (name, slug) in enumerate(_street_names()):
        yield _organ(
            _kind(data["street"], seed, slug),
            unit="本街道", factor=_factor(seed, slug), has_requests=_has_requests(number), slug=slug,
            name=f"{data['name']}{name}街道办事处", short=f"{name}街道",
            level=AgencyLevel.TOWNSHIP, kind=AgencyKind.STREET_OFFICE,
        )  # fmt: skip


def _street_names() -> Iterator[tuple[str, str]]:
    stems, branches = (list(load_source("district")[name].items()) for name in ("stems", "branches"))
    for sign, sound in stems:
        yield sign, f"{sound}-jiedao"
    for number in range(_NAME_PAIRS):
        (stem, stem_sound), (branch, branch_sound) = stems[number % len(stems)], branches[number % len(branches)]
        yield stem + branch, f"{stem_sound}{branch_sound}-jiedao"
    for number in itertools.count(len(stems) + _NAME_PAIRS + 1):
        yield f"第{number}", f"jiedao-{number}"


def _kind(item: Mapping[str, Any], seed: int, slug: str) -> Mapping[str, Any]:
    """One of the kinds of small offices, with the topics that all of them have."""
    return {**seeded_random(seed, "kind", slug).choice(item["kinds"]), "topics": item["topics"]}


def _factor(seed: int, slug: str) -> float:
    """How large a small organ is compared with others of its kind: most are small, a few have very many requests."""
    return min(12.0, seeded_random(seed, "size", slug).paretovariate(1.3) * 0.6)


def _has_requests(number: int) -> bool:
    return number % _WITHOUT_REQUESTS != _FIRST_WITHOUT
