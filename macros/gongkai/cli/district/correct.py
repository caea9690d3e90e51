"""The command ``gongkai correct``."""

import datetime as dt
from collections.abc import Iterator
from pathlib import Path

import click

from gongkai.cli.changing import show_and_write
from gongkai.cli.chinese import MINUS, Option
from gongkai.cli.group import main, site_option, spoken
from gongkai.cli.output import end
from gongkai.cli.targets import open_site, report_of
from gongkai.editing.correcting import corrected_data
from gongkai.errors import UsageError
from gongkai.findings import say
from gongkai.reports import Agency, Report
from gongkai.reports.loading.fields import moment
from gongkai.workspace import Workspace
from gongkai.workspace.district.rollups import consolidated_with


@main.command(example="gongkai correct erligang/2020 申请.本年新收.自然人 2 --reason 漏计一件")
@click.argument("target", metavar="单位代号/年份")
@click.argument("place", metavar="位置")
@click.argument("value", metavar="数")
@click.option("--reason", cls=Option, metavar="原因", required=True, help="更正的原因，公布。")
@click.option("--date", "day", metavar="日期", help="更正的日期，如 2026-03-01；不写就是今天。")
@click.option("--yes", is_flag=True, help="不询问，直接写入。")
@click.option("--dry-run", is_flag=True, help="只看修改，不写入。")
@site_option
@spoken
def correct(  # noqa: PLR0913, PLR0917 - click
    target: str,
    place: str,
    value: str,
    reason: str,
    day: str | None,
    yes: bool,  # noqa: FBT001 - click
    dry_run: bool,  # noqa: FBT001 - click
    site: Path,
) -> None:
    """更正已公布报告里的一个数：改数据，同时登记更正（原来的数、现在的数、日期、原因）。

    先显示修改，同意后才写入；文件里的备注和排列不变。空项写 ~。

    没有写入的，退出码为 1。
    """
    if not reason.strip():
        raise UsageError(say("correct.no-reason"))
    workspace = open_site(site)
    report = _published(workspace, target)
    date = _date(workspace, report, day)
    content = (workspace.layout.root / report.path).read_bytes()
    governments = consolidated_with(workspace, report.agency, report.year)
    names = "、".join(agency.name for agency in governments)
    correction = corrected_data(
        report,
        content,
        place,
        value.replace(MINUS, "-"),
        reason=reason,
        date=date,
        registry=workspace.registry,
        rolled_into=names,
    )
    parts = {"place": correction.place, "before": correction.before, "after": correction.after}
    click.echo(say("correct.doing", {**parts, "file": report.path}))
    is_written = show_and_write(workspace.layout.root, [correction.change], yes=yes, dry_run=dry_run)
    end(_following(report, governments) if is_written else (), 0 if is_written else 1)


def _published(workspace: Workspace, target: str) -> Report:
    """The report, which has to be published: before that a figure is just changed.

    Raises:
        UsageError: There is none, or it is not published.
    """
    report = report_of(workspace, target)
    if not report.is_public:
        raise UsageError(say("correct.unpublished", {"path": report.path}))
    return report


def _date(workspace: Workspace, report: Report, day: str | None) -> dt.date:
    """The day of the correction: after publication, and not to come.

    Raises:
        UsageError: It is no such day.
    """
    when = moment(day) if day is not None else None
    if day is not None and (when is None or when.time is not None):
        raise UsageError(say("correct.date", {"date": day}))
    date = when.date if when is not None else workspace.today
    if date > workspace.today:
        raise UsageError(say("correct.future", {"date": date}))
    if report.published is not None and date < report.published.date:
        raise UsageError(say("correct.early", {"date": date, "published": report.published.date}))
    return date


def _following(report: Report, governments: tuple[Agency, ...]) -> Iterator[str]:
    """What is to be looked at next."""
    yield say("correct.next", {"target": f"{report.agency}/{report.year}"})
    for agency in governments:
        yield say("correct.rollup", {"name": agency.short, "agency": agency.slug, "year": report.year})
