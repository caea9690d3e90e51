"""Reports that have not come in, came late, or lie outside the years of their agency: for the office alone."""

import datetime as dt
from collections.abc import Iterator

from gongkai.checks.between.district import District
from gongkai.checks.registry import rule_between
from gongkai.findings import Finding, Level, say
from gongkai.reports import Agency, Report, Status
from gongkai.reports.agencies import AgencyKind, AgencyLevel, Scope
from gongkai.reports.agencies.due import due_date, filed_on


@rule_between(
    "filing",
    name="报送",
    levels=(Level.WARNING, Level.NOTICE),
    source="条例第四十九条；国办公开办函〔2019〕60号、〔2021〕30号；本地通知",
    statement="各单位按期报送，各年不缺；报告在本单位存续的年份以内，撤并的写明承接单位。只给主管部门看，不公布。",
    english="reports come in on time, no year is missing, none lies outside its agency's years; never shown in public",
    keys={"late": "submitted", "late-published": "published", "draft": "status", "ahead": "published"},
    wordings={
        "missing": "{name} {year_} 年的报告没有报送，期限 {due}，已过期。",
        "draft": "{year_} 年的报告还是草稿，期限 {due}，已过期。",
        "late": "报送期限 {due}，{date} 报送，晚 {days} 天。",
        "late-published": "期限 {due}，{date} 公布，晚 {days} 天。按期报送的，另写一行“submitted: 报送日期”。",
        "ahead": "公布日期 {date} 还没有到。请核对年月日；现在生成网站，报告就公布了，日期写的却是以后的。",
        "scope-own": (
            "“scope（报告范围）”写的是 own（本机关），{count} 个单位却归它汇总：它的报告不会与各单位的合计核对，"
            "网页上写的是本机关的报告。填的是汇总报告的，改成“scope: consolidated”。"
        ),
        "scope-consolidated": (
            "“scope（报告范围）”写的是 consolidated（本级政府汇总），本站没有归它汇总的单位：它的报告不计入各项合计，"
            "也不计入上级的汇总。填的是本机关报告的，改成“scope: own”。"
        ),
        "gap": "{name}缺 {year_} 年的报告：{before} 年和 {after} 年的都有。请补报。",
        "outside": (
            "{name}的报告不应有 {year_} 年的：agency.yml 写明 {span}。请核对 agency.yml 的 from、until，"
            "或者把报告归到承接的单位。"
        ),
        "successor-open": "写了承接单位（successor），没有写最后一年。请补一行，如“until: 2024”。",
        "successor-ended": (
            "承接单位“{successor}”{span}，{year_} 年并不报送。请核对 successor（承接单位）和它的 from、until。"
        ),
    },
)
def filing(district: District) -> Iterator[Finding]:
    """各单位按期报送，各年不缺 (条例49): without a date of today it is not asked what is still to come."""
    site_years = {year for _, year in district.files}
    years: dict[str, list[int]] = {}
    for slug, year in sorted(district.files):
        years.setdefault(slug, []).append(year)
    for agency in district.agencies.values():
        mine = years.get(agency.slug, [])
        yield from _successor(district, agency)
        yield from _scope(district, agency)
        yield from _missing(district, agency, mine, site_years)
        for year in mine:
            report = district.reports.get((agency.slug, year))
            if report is not None:
                yield from _of_report(district, agency, report)


def _missing(district: District, agency: Agency, mine: list[int], site_years: set[int]) -> Iterator[Finding]:
    """Years without a report: between others, or past their due date while others have filed."""
    if not mine and agency.successor is not None:  # its reports have gone to the one that follows it
        return
    first = agency.since or min(mine, default=max(site_years, default=0))
    for year in sorted(site_years | set(range(min(mine, default=0), max(mine, default=0)))):
        if year in mine or year < first or not agency.reports_on(year):
            continue
        if mine and mine[0] < year < mine[-1]:
            before, after = max(item for item in mine if item < year), min(item for item in mine if item > year)
            yield _about_agency(agency, "gap", year, before=str(before), after=str(after))
            continue
        due = due_date(agency, year, district.agencies)
        if due is not None and district.today is not None and due < district.today:
            yield _about_agency(agency, "missing", year, due=str(due))


def _of_report(district: District, agency: Agency, report: Report) -> Iterator[Finding]:
    subject = district.subject(report)
    names = {"name": agency.short, "year_": str(report.year)}
    if not agency.reports_on(report.year):
        ended = agency.until is not None and agency.until < report.year
        level = Level.WARNING if ended else Level.NOTICE
        yield subject.finding("filing", level=level, variant="outside", args={**names, "span": _span(agency)})
        return
    due, filed = due_date(agency, report.year, district.agencies), filed_on(report)
    if report.status is Status.PUBLISHED and _is_ahead(district, report):
        args = {**names, "date": str(report.published)}
        yield subject.finding("filing", level=Level.WARNING, variant="ahead", args=args)
        return
    if due is None:
        return
    if not report.has_come_in and report.withdrawn is None:
        if district.today is not None and due < district.today:
            yield subject.finding("filing", level=Level.NOTICE, variant="draft", args={**names, "due": str(due)})
    elif filed is not None and due < filed:
        variant = "late" if report.submitted is not None else "late-published"
        args = {**names, "due": str(due), "date": str(filed), "days": _days(due, filed)}
        yield subject.finding("filing", level=Level.NOTICE, variant=variant, args=args)


def _is_ahead(district: District, report: Report) -> bool:
    """Whether a report states a day of publication that is still to come: most often the year is mistyped."""
    return district.today is not None and report.published is not None and report.published.date > district.today


def _scope(district: District, agency: Agency) -> Iterator[Finding]:
    """A government whose parts are here holds their sum; an office of a county or below that has none holds its own."""
    parts = sum(part.in_rollup for part in district.below.get(agency.slug, ()))
    if agency.scope is Scope.OWN and agency.kind == AgencyKind.GOVERNMENT and parts:
        yield _about_agency(agency, "scope-own", None, key="scope", count=str(parts))
    is_low = agency.level in (AgencyLevel.COUNTY, AgencyLevel.TOWNSHIP)
    if agency.is_consolidated and not parts and is_low and agency.kind not in (None, AgencyKind.GOVERNMENT):
        yield _about_agency(agency, "scope-consolidated", None, key="scope")


def _successor(district: District, agency: Agency) -> Iterator[Finding]:
    """A successor takes over in the year after the last one; that it is an agency at all is asked of the tree."""
    successor = district.agencies.get(agency.successor or "")
    if successor is None:
        return
    if agency.until is None:
        yield _about_agency(agency, "successor-open", None, key="successor")
        return
    if not successor.reports_on(agency.until + 1):
        args = {"successor": successor.short, "span": _span(successor), "year_": str(agency.until + 1)}
        yield _about_agency(agency, "successor-ended", None, key="successor", **args)


def _about_agency(agency: Agency, variant: str, year: int | None, *, key: str = "", **args: str) -> Finding:
    mark = agency.marks.get(key)
    return Finding(
        code="filing", level=Level.WARNING if year is None else Level.NOTICE, variant=variant, path=agency.path,
        line=mark.line if mark else 1, column=mark.column if mark else 1, agency=agency.slug, year=year,
        args={"name": agency.short, "year_": str(year), **args},
    )  # fmt: skip


def _span(agency: Agency) -> str:
    if agency.since is not None and agency.until is not None:
        return say("filing.between", {"since": agency.since, "until": agency.until})
    key = "filing.since" if agency.since is not None else "filing.until"
    return say(key, {"since": agency.since, "until": agency.until})


def _days(due: dt.date, day: dt.date) -> str:
    return str((day - due).days)
