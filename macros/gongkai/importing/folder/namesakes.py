"""Refuses to register an agency again under a slug that was mistyped: its name says that it is there already."""

from collections.abc import Iterator, Mapping, Sequence

from gongkai.findings import say
from gongkai.importing.folder.known_agencies import KnownAgencies, is_name_of, known_agencies
from gongkai.importing.model import ImportResult
from gongkai.reports import Agency, load_agency
from gongkai.reports.layout import Layout


def without_namesakes(layout: Layout, prepared: Sequence[ImportResult]) -> list[ImportResult]:
    """The results with those refused that would register an agency whose name another slug has.

    That slug is one of the site, or another new one of the same run; of two new ones nobody knows which is mistyped,
    so neither is taken.

    Args:
        layout: Where the site keeps what.
        prepared: The result of each document; nothing is written yet.
    """
    new = {agency.slug: agency for item in prepared for agency in _new_agency(layout, item)}
    if not new:
        return list(prepared)
    organs = known_agencies(layout)
    return [_refused(item, new, organs) for item in prepared]


def _new_agency(layout: Layout, item: ImportResult) -> Iterator[Agency]:
    """The agency that a result would register."""
    path = layout.name(layout.data / item.job.agency / "agency.yml")
    for write in item.writes:
        if write.path == path:
            agency, _ = load_agency(write.content.decode(), path=path, slug=item.job.agency, reserved=())
            yield from filter(None, [agency])


def _refused(item: ImportResult, new: Mapping[str, Agency], organs: KnownAgencies) -> ImportResult:
    agency = new.get(item.job.agency)
    if agency is None or item.error:
        return item
    twins = [slug for slug, other in new.items() if is_name_of(other, agency.name)]
    there = _registered(agency, organs, is_typed=item.job.name is not None)
    args = {"name": agency.name, "given": agency.slug}
    if there is not None:
        key, more = "namesake", {"slug": there.slug}
    elif len(twins) > 1:
        key, more = "two-slugs", {"slugs": "、".join(twins)}
    else:
        return item
    return ImportResult(item.job, item.year, error=say(f"import.{key}", {**args, **more}))


def _registered(agency: Agency, organs: KnownAgencies, *, is_typed: bool) -> Agency | None:
    """The agency of the site that has the name; where a clerk typed the name, what is above it tells agencies apart."""
    if is_typed:
        return next((item for item in organs.agencies if is_name_of(item, agency.name)), None)
    return organs.by_name(agency.name)
