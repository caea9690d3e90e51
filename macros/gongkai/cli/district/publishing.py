"""``gongkai review --publish``: what has passed its review is published."""

from collections import Counter
from collections.abc import Iterator, Sequence
from typing import NoReturn

import click

from gongkai.cli.changing import show_and_write
from gongkai.cli.output import end
from gongkai.cli.targets import YEAR_ALONE, report_of
from gongkai.editing.publishing import published_data
from gongkai.editing.signing import day_of
from gongkai.errors import UsageError
from gongkai.findings import Level, say
from gongkai.pages.board import ReviewState
from gongkai.reports import Report, ReportKey
from gongkai.reports.agencies.order import in_order
from gongkai.workspace import Workspace
from gongkai.workspace.district.reviews import standing_of


def publish_passed(
    workspace: Workspace, targets: Sequence[str], day: str | None, *, yes: bool, dry_run: bool
) -> NoReturn:
    """Publish reports that have passed their review, after showing what changes, and end the command.

    Args:
        workspace: The loaded site.
        targets: Reports; a year stands for all of its reports that have passed and can be published.
        day: The day of publication as it was typed; None for the one that the data have already, else today.
        yes: Whether not to ask.
        dry_run: Whether to write nothing.

    Raises:
        UsageError: A report that is named has not passed, has errors or is published already.
    """
    date = day_of(day, workspace.today) if day is not None else None
    reports: dict[ReportKey, Report] = {}
    for target in targets:
        if YEAR_ALONE.fullmatch(target):
            for line in _of_year(workspace, int(target[:4]), reports):
                click.echo(line)
        else:
            report = report_of(workspace, target)
            _check(workspace, report)
            reports[report.agency, report.year] = report
    if not reports:
        end([say("review.publish.none", {"targets": " ".join(targets)})], 1)
    changes = []
    for report in reports.values():
        when = date or (str(report.published) if report.published is not None else workspace.today.isoformat())
        content = (workspace.layout.root / report.path).read_bytes()
        changes.append(published_data(report, content, when, workspace.registry))
        key = "doing" if date is not None or report.published is None else "doing-kept"
        click.echo(say(f"review.publish.{key}", {"target": f"{report.agency}/{report.year}", "date": when}))
    if not show_and_write(workspace.layout.root, changes, yes=yes, dry_run=dry_run):
        end((), 1)
    end([say("review.publish.next", {"count": len(changes)})], 0)


def _of_year(workspace: Workspace, year: int, reports: dict[ReportKey, Report]) -> Iterator[str]:
    """Take the reports of a year that have passed and have no error; say which are left out."""
    others: Counter[ReviewState] = Counter()
    for slug in in_order(workspace.agencies, workspace.agencies):
        report, state = workspace.report(slug, year), standing_of(workspace, slug, year).state
        if report is None or report.is_public or state is not ReviewState.PASSED:
            others[state] += state is not ReviewState.PUBLISHED and not (report is not None and report.is_public)
            continue
        errors = _errors(workspace, report)
        if errors:
            yield say("review.publish.errors-left-out", {"target": f"{slug}/{year}", "count": errors})
        else:
            reports[slug, year] = report
    left_out = "，".join(f"{state.word} {count}" for state, count in others.items() if count)
    if left_out:
        yield say("review.publish.left-out", {"year": year, "states": left_out})


def _check(workspace: Workspace, report: Report) -> None:
    """See that a report that is named can be published.

    Raises:
        UsageError: It cannot.
    """
    target, state = f"{report.agency}/{report.year}", standing_of(workspace, report.agency, report.year).state
    errors = _errors(workspace, report)
    if report.is_public:
        raise UsageError(say("review.publish.already", {"target": target}))
    if errors:
        raise UsageError(say("review.publish.errors", {"target": target, "count": errors}))
    if state is not ReviewState.PASSED:
        raise UsageError(say("review.publish.not-passed", {"target": target, "state": state.word}))


def _errors(workspace: Workspace, report: Report) -> int:
    return sum(item.level is Level.ERROR for item in workspace.findings_of(report.agency, report.year))
