"""The organs of the fictional district 示例市样例区: which there are for a number of agencies, and how they are called.

Street offices are counted by the ten stems, then by the sixty pairs of stem and branch, then by number; townships by
the twelve branches. Nothing of it is a place.
"""

import itertools
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Any

from gongkai.demo.source_data import Profile, dice, material
from gongkai.reports import Agency, Scope

GOVERNMENT = "quzhengfu"
_PAIRS = 60
_PATTERN = ("department", "street", "town", "street", "department")
_QUIET = 4
"""One in so many of the small organs has no request in any year."""


@dataclass(frozen=True, slots=True)
class Organ:
    """One organ of the district.

    Attributes:
        agency: Its ``agency.yml``.
        unit: How its narrative speaks of it.
        topics: What its business is.
        profile: How much it does in a year; nothing of its own for the consolidated report.
    """

    agency: Agency
    unit: str
    topics: tuple[str, ...]
    profile: Profile


def organs(number: int, *, seed: int) -> tuple[Organ, ...]:
    """The district with so many agencies.

    Args:
        number: How many, at least 1. From 2 on the first is the government with its consolidated report, to which the
            others report; the second its office.
        seed: Seed of how large each is.
    """
    found = [_government(), _office()] if number > 1 else [_office(alone=True)]
    makers = {"department": _departments(seed), "town": _towns(seed), "street": _streets(seed)}
    step = 0
    while len(found) < number:
        organ = next(makers[_PATTERN[step % len(_PATTERN)]], None)
        step += 1
        if organ is not None:
            found.append(organ)
    return tuple(found)


def _organ(item: Mapping[str, Any], *, unit: str, factor: float = 1.0, quiet: bool = False, **names: Any) -> Organ:
    names = {"scope": Scope.OWN, "reports_to": GOVERNMENT, "contact": {"office": "政务公开办公室（虚构）"}, **names}
    profile = Profile.of(item, factor)
    return Organ(Agency(**names), unit, tuple(item["topics"]), replace(profile, size=0) if quiet else profile)


def _government() -> Organ:
    data = material("district")
    return _organ(
        data["government"], unit=data["government"]["unit"], slug=GOVERNMENT,
        name=f"{data['city']}{data['name']}人民政府", short="区人民政府",
        level="县级", kind="政府", scope=Scope.CONSOLIDATED, reports_to=None,
    )  # fmt: skip


def _office(*, alone: bool = False) -> Organ:
    data = material("district")
    return _organ(
        data["office"], unit=data["office"]["unit"], slug="zhengfuban", name=f"{data['name']}人民政府办公室",
        short="区政府办公室", level="县级", kind="政府办公厅（室）", reports_to=None if alone else GOVERNMENT,
    )  # fmt: skip


def _departments(seed: int) -> Iterator[Organ]:
    data = material("district")
    for item in data["departments"]:
        yield _organ(
            item, unit="本局", factor=dice(seed, "size", item["slug"]).uniform(0.6, 1.5),
            slug=item["slug"], name=f"{data['name']}{item['name']}", short=f"区{item['name']}",
            level="县级", kind="部门",
        )  # fmt: skip


def _towns(seed: int) -> Iterator[Organ]:
    data = material("district")
    for number, (sign, sound) in enumerate(data["branches"].items()):
        kind, slug = ("乡", "xiang") if number % 3 == 2 else ("镇", "zhen")  # noqa: PLR2004 - every third
        yield _organ(
            data["town"], unit=f"本{kind}", factor=_factor(seed, f"{sound}-{slug}"), quiet=_quiet(number),
            slug=f"{sound}-{slug}", name=f"{data['name']}{sign}{kind}人民政府", short=f"{sign}{kind}",
            level="乡级", kind="乡镇",
        )  # fmt: skip


def _streets(seed: int) -> Iterator[Organ]:
    data = material("district")
    for number, (name, slug) in enumerate(_street_names()):
        yield _organ(
            data["street"], unit="本街道", factor=_factor(seed, slug), quiet=_quiet(number), slug=slug,
            name=f"{data['name']}{name}街道办事处", short=f"{name}街道", level="乡级", kind="街道（派出机关）",
        )  # fmt: skip


def _street_names() -> Iterator[tuple[str, str]]:
    stems, branches = (list(material("district")[name].items()) for name in ("stems", "branches"))
    for sign, sound in stems:
        yield sign, f"{sound}-jiedao"
    for number in range(_PAIRS):
        (stem, stem_sound), (branch, branch_sound) = stems[number % len(stems)], branches[number % len(branches)]
        yield stem + branch, f"{stem_sound}{branch_sound}-jiedao"
    for number in itertools.count(len(stems) + _PAIRS + 1):
        yield f"第{number}", f"jiedao-{number}"


def _factor(seed: int, slug: str) -> float:
    """How large a small organ is beside its like: most are small, a few have very many requests."""
    return min(12.0, dice(seed, "size", slug).paretovariate(1.3) * 0.6)


def _quiet(number: int) -> bool:
    return number % _QUIET == _QUIET // 2
