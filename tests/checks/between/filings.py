"""Reports that are missing, late or outside their agency's years, and successors that are none."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace
from typing import TYPE_CHECKING

from gongkai.reports import Moment, Status
from gongkai.reports.agencies import Scope
from gongkai.reports.agencies.due import due_date
from tests.checks.between import model

if TYPE_CHECKING:
    import random

    from gongkai.checks.between.district import District
    from gongkai.reports import Report


def _chosen(district: District, rng: random.Random) -> Report:
    """A report of an agency that has a due date, other than the government's own."""
    return rng.choice([
        report
        for (slug, year), report in district.reports.items()
        if slug != model.GOVERNMENT and due_date(district.agencies[slug], year, district.agencies) is not None
    ])  # fmt: skip


def _mistake(district: District, report: Report, variant: str, *names: str) -> model.Mistake:
    return model.Mistake(district, "filing", report.agency, report.year, names=names, variant=variant)


def _last(district: District) -> int:
    return max(year for _, year in district.reports)


def missing(district: District, rng: random.Random) -> model.Mistake:
    """The last report of an agency is not there."""
    report = rng.choice([item for item in (_chosen(district, rng) for _ in range(30)) if item.year == _last(district)])
    left = model.without_report(district, report.agency, report.year)
    return _mistake(left, report, "missing", district.agencies[report.agency].short, f"{report.year + 1}-01-31")


def gap(district: District, rng: random.Random) -> model.Mistake | None:
    """A report between two others is not there."""
    report = _chosen(district, rng)
    years = {year for slug, year in district.reports if slug == report.agency}
    if report.year in (min(years), max(years)):
        return None
    left = model.without_report(district, report.agency, report.year)
    return _mistake(left, report, "gap", str(report.year - 1), str(report.year + 1))


def late(district: District, rng: random.Random) -> model.Mistake:
    """A report was filed after its due date."""
    report, days = _chosen(district, rng), rng.randint(1, 90)
    due = due_date(district.agencies[report.agency], report.year, district.agencies)
    assert due is not None
    filed = Moment(due + dt.timedelta(days=days))
    changed = replace(report, submitted=filed, published=Moment(filed.date + dt.timedelta(days=3)))
    return _mistake(model.with_reports(district, changed), report, "late", str(filed), f"晚 {days} 天")


def published_late(district: District, rng: random.Random) -> model.Mistake:
    """A report of which only the publication is known was published after its due date."""
    report = _chosen(district, rng)
    changed = replace(report, published=Moment(dt.date(report.year + 1, 2, rng.randint(1, 28))))
    return _mistake(model.with_reports(district, changed), report, "late-published", str(changed.published))


def draft(district: District, rng: random.Random) -> model.Mistake:
    """A report is a draft still."""
    report = _chosen(district, rng)
    return _mistake(model.with_reports(district, replace(report, status=Status.DRAFT)), report, "draft", "已过期")


def outside(district: District, rng: random.Random) -> model.Mistake:
    """A report is on a year after the last one of its agency."""
    report = _chosen(district, rng)
    ended = replace(district.agencies[report.agency], until=report.year - 1)
    mistake = _mistake(model.with_agencies(district, ended), report, "outside", f"报送到 {report.year - 1} 年")
    return replace(mistake, also=frozenset({"roll-up"}))  # the government's reports have its figures


def local_date(district: District, rng: random.Random) -> model.Mistake:
    """A street office was late by the date that its government has stated."""
    report = rng.choice([
        item for (slug, _), item in district.reports.items() if district.agencies[slug].kind == "街道（派出机关）"
    ])  # fmt: skip
    government = district.agencies[model.GOVERNMENT]
    stated = replace(government, due_members={report.year: f"{report.year + 1}-01-20"})
    changed = replace(report, submitted=Moment(dt.date(report.year + 1, 1, rng.randint(21, 31))))
    return _mistake(model.with_reports(model.with_agencies(district, stated), changed), report, "late", "01-20")


def wrong_successor(district: District, rng: random.Random) -> model.Mistake:
    """An agency has ended, and the one that is to follow it does not report in the next year."""
    report, other = _chosen(district, rng), _chosen(district, rng)
    year = _last(district)
    until = year - 1
    beginning = rng.random() < 0.5
    heir = replace(district.agencies[other.agency], slug="heir", short="承接局")
    heir = replace(heir, since=year + 1) if beginning else replace(heir, until=until)
    ended = replace(district.agencies[report.agency], until=until, successor="heir")
    changed = model.with_agencies(district, ended, heir)
    changed = model.without_report(changed, report.agency, year)
    also = frozenset({"roll-up"})  # that of the government has the figures of the report that is not there
    names = ("承接局", str(year))
    return model.Mistake(changed, "filing", report.agency, None, names=names, variant="successor-ended", also=also)


def successor_without_an_end(district: District, rng: random.Random) -> model.Mistake:
    """An agency names who follows it, and not its own last year."""
    report = _chosen(district, rng)
    going = replace(district.agencies[report.agency], successor=model.GOVERNMENT)
    return model.Mistake(model.with_agencies(district, going), "filing", report.agency, None, variant="successor-open")


def ahead(district: District, rng: random.Random) -> model.Mistake:
    """A report states a day of publication that is still to come."""
    report = _chosen(district, rng)
    assert district.today is not None
    day = district.today + dt.timedelta(days=rng.randint(1, 400))
    changed = replace(report, published=Moment(day))
    return _mistake(model.with_reports(district, changed), report, "ahead", str(day), "还没有到")


def scope_of_a_part(district: District, rng: random.Random) -> model.Mistake:
    """An office is stated to have a consolidated report, and nobody reports to it."""
    slug = _chosen(district, rng).agency
    wrong = replace(district.agencies[slug], scope=Scope.CONSOLIDATED)
    also = frozenset({"roll-up"})  # nothing that it states is part of its government's sum now
    changed = model.with_agencies(district, wrong)
    return model.Mistake(changed, "filing", slug, None, variant="scope-consolidated", also=also)


def scope_of_a_government(district: District, rng: random.Random) -> model.Mistake:
    """A government whose parts are at hand is stated to have a report of its own."""
    del rng  # there is one government
    wrong = replace(district.agencies[model.GOVERNMENT], scope=Scope.OWN)
    changed = model.with_agencies(district, wrong)
    return model.Mistake(changed, "filing", model.GOVERNMENT, None, names=("个单位",), variant="scope-own")


KINDS = {
    "published on a day to come": ahead,
    "scope of a part": scope_of_a_part,
    "scope of a government": scope_of_a_government,
    "missing": missing,
    "missing between two years": gap,
    "filed late": late,
    "published late": published_late,
    "draft after the date": draft,
    "late by a local date": local_date,
    "outside its years": outside,
    "successor that does not report": wrong_successor,
    "successor without an end": successor_without_an_end,
}
