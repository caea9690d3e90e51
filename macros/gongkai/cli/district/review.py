"""The command ``gongkai review``."""

from collections.abc import Iterator, Sequence
from pathlib import Path

import click

from gongkai.cli.district.publishing import publish_passed
from gongkai.cli.group import main, site_option, spoken
from gongkai.cli.output import end
from gongkai.cli.targets import YEAR_ALONE, open_site, report_target
from gongkai.editing.signing import day_of
from gongkai.errors import UsageError
from gongkai.findings import Level, say
from gongkai.pages.board import ReviewState
from gongkai.reports import ReportKey, Status
from gongkai.reports.agencies.order import in_order
from gongkai.reports.signing.reviews import OfficeReview, ReviewResult
from gongkai.system_errors import system_reason
from gongkai.workspace import Workspace
from gongkai.workspace.district.reviews import content_of, enter_reviews, review_history, standing_of


@main.command(example="gongkai review erligang/2020 --return --reason 第三部分漏填")
@click.argument("targets", metavar="单位代号/年份|年份...", nargs=-1, required=True)
@click.option("--pass", "passed", is_flag=True, help="审核通过。")
@click.option("--return", "returned", is_flag=True, help="退回修改。")
@click.option("--publish", "published", is_flag=True, help="公布审核通过的，写上公布日期。")
@click.option("--reason", metavar="原因", help="退回的原因，催报通知和审核意见里也写。")
@click.option("--date", "day", metavar="日期", help="审核（--publish 是公布）的日期，如 2026-01-20；不写就是今天。")
@click.option("--yes", is_flag=True, help="--publish 不询问，直接写入。")
@click.option("--dry-run", is_flag=True, help="--publish 只看修改，不写入。")
@site_option
@spoken
def review(  # noqa: PLR0913, PLR0917 - click
    targets: tuple[str, ...],
    passed: bool,  # noqa: FBT001 - click
    returned: bool,  # noqa: FBT001 - click
    published: bool,  # noqa: FBT001 - click
    reason: str | None,
    day: str | None,
    yes: bool,  # noqa: FBT001 - click
    dry_run: bool,  # noqa: FBT001 - click
    site: Path,
) -> None:
    """登记报告的审核结果：审核通过，或者退回修改；公布审核通过的。可以一次写几份报告。

    登记的是现在的内容：退回以后改过的，就是重新报送；通过以后改过的，要重新审核。只记在 data/.review，网站上没有。
    只写年份的，是这一年的各份：--pass 通过已报送、没有差错和提示的，--return 退回有差错的。
    --publish 先显示修改，同意后写入数据文件；数据里已有公布日期的照旧，没有的写今天。有差错的、没有通过的不公布。
    不写 --pass、--return、--publish 的，列出审核到哪一步和历次的结果。
    """
    workspace = open_site(site)
    if published:
        if passed or returned or reason is not None:
            raise UsageError(say("review.publish.alone"))
        publish_passed(workspace, targets, day, yes=yes, dry_run=dry_run)
    if yes or dry_run:
        raise UsageError(say("review.publish.options"))
    result = _result(targets[0], passed=passed, returned=returned, reason=reason)
    keys = list(dict.fromkeys(key for target in targets for key in _keys(workspace, target, result)))
    if not keys:
        end([say("review.none", {"year": "、".join(targets)})], 0)
    if result is None:
        end(_standings(workspace, keys), 0)
    date = day_of(day, workspace.today)
    reviews: dict[str, list[OfficeReview]] = {}
    for slug, year in keys:
        _check(workspace, (slug, year), result, date)
        content = content_of(workspace, slug, year)
        reviews.setdefault(slug, []).append(OfficeReview(year, date, result, content, " ".join((reason or "").split())))
    try:
        files = enter_reviews(workspace, reviews)
    except OSError as error:
        raise UsageError(say("command.unwritable", {"file": error.filename, "why": system_reason(error)})) from error
    end([*_entered(keys, result, files), *_publishable(workspace, targets, keys, result)], 0)


def _result(target: str, *, passed: bool, returned: bool, reason: str | None) -> ReviewResult | None:
    """What is to be entered; None where it is only asked how things stand.

    Raises:
        UsageError: The options do not go together.
    """
    if passed and returned:
        raise UsageError(say("review.both"))
    if returned and not (reason or "").strip():
        raise UsageError(say("review.no-reason", {"target": target}))
    if reason is not None and not returned:
        raise UsageError(say("review.reason-alone"))
    return ReviewResult.RETURNED if returned else ReviewResult.PASSED if passed else None


def _keys(workspace: Workspace, target: str, result: ReviewResult | None) -> Iterator[ReportKey]:
    """The report that a target names; of a year alone all whose review comes to the result by their findings.

    Those pass that have been filed, are no drafts and have neither an error nor a warning; those are sent back that
    have an error and have not been sent back already, drafts that an import made included.

    Raises:
        UsageError: A target names nothing.
    """
    if not YEAR_ALONE.fullmatch(target):
        yield report_target(workspace, target)
        return
    year = int(target[:4])
    years = sorted({item for data in workspace.data.values() for item in data.years})
    if year not in years:
        names = "、".join(map(str, years)) or say("command.no-years")
        raise UsageError(say("exporting.no-year", {"year": year, "years": names}))
    for slug in in_order(workspace.agencies, workspace.agencies):
        levels = {item.level for item in workspace.findings_of(slug, year)}
        state = standing_of(workspace, slug, year).state
        fits = {
            None: state is not ReviewState.MISSING,
            ReviewResult.PASSED: state is ReviewState.FILED
            and levels.isdisjoint((Level.ERROR, Level.WARNING))
            and not _is_draft(workspace, (slug, year)),
            ReviewResult.RETURNED: Level.ERROR in levels and state not in {ReviewState.MISSING, ReviewState.RETURNED},
        }
        if fits[result]:
            yield slug, year


def _check(workspace: Workspace, key: ReportKey, result: ReviewResult, date: str) -> None:
    """See that a report can be reviewed so.

    Raises:
        UsageError: It has not been filed, its last review is of a later day, or it is to pass with errors or as a
            draft.
    """
    target, standing = f"{key[0]}/{key[1]}", standing_of(workspace, *key)
    if standing.state is ReviewState.MISSING:
        raise UsageError(say("review.draft", {"target": target}))
    if standing.last is not None and date < standing.last.date:
        raise UsageError(say("review.early", {"target": target, "date": date, "before": standing.last.date}))
    errors = sum(item.level is Level.ERROR for item in workspace.findings_of(*key))
    if result is ReviewResult.PASSED and errors:
        raise UsageError(say("review.errors", {"target": target, "count": errors}))
    if result is ReviewResult.PASSED and _is_draft(workspace, key):
        raise UsageError(say("review.held-back", {"target": target, "path": f"data/{target}.yml"}))


def _is_draft(workspace: Workspace, key: ReportKey) -> bool:
    """Whether a report is a draft, if only because an import made it one: it can be sent back, and does not pass."""
    report = workspace.report(*key)
    return report is not None and report.status is Status.DRAFT


def _entered(keys: Sequence[ReportKey], result: ReviewResult, files: tuple[str, ...]) -> Iterator[str]:
    for slug, year in keys:
        yield say("review.entered", {"target": f"{slug}/{year}", "result": result.word})
    yield say("review.written", {"count": len(keys), "files": "、".join(files)})


def _publishable(
    workspace: Workspace, targets: Sequence[str], keys: Sequence[ReportKey], result: ReviewResult
) -> Iterator[str]:
    """How reports that have passed are published, unless their data say already that they are."""
    if result is ReviewResult.PASSED and not all(map(workspace.public, keys)):
        yield say("review.publish.hint", {"targets": " ".join(targets)})


def _standings(workspace: Workspace, keys: Sequence[ReportKey]) -> Iterator[str]:
    for slug, year in keys:
        yield say(
            "review.standing", {"target": f"{slug}/{year}", "state": standing_of(workspace, slug, year).state.word}
        )
        for item in review_history(workspace, slug):
            if item.year == year:
                args = {"date": item.date, "result": item.result.word, "reason": item.reason}
                yield say("review.line-why" if item.reason else "review.line", args)
