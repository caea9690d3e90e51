"""The command ``gongkai bind``."""

from collections.abc import Iterator
from pathlib import Path

import click

from gongkai.checks import Subject
from gongkai.checks.rules.text.narrative_figure import narrative_figure
from gongkai.cli.changing import show_and_write
from gongkai.cli.group import main, site_option, spoken
from gongkai.cli.output import end
from gongkai.cli.targets import open_site, report_target
from gongkai.editing.binding import BoundNarrative, bound_narrative
from gongkai.errors import UsageError
from gongkai.findings import Finding, Level, as_text, say
from gongkai.workspace import Workspace


@main.command(example="gongkai bind erligang/2020")
@click.argument("target", metavar="单位代号/年份")
@click.option("--yes", is_flag=True, help="不询问，直接写入。")
@click.option("--dry-run", is_flag=True, help="只看修改，不写入。")
@site_option
@spoken
def bind(target: str, yes: bool, dry_run: bool, site: Path) -> None:  # noqa: FBT001 - click
    """把文字里手写的、表里有的数改成取数代码，先显示修改，同意后才写入。

    只改与表内一致、说法明确的数。与表内不一致的、说法不明确的只列出来，不改。

    都改好了退出码为 0，有没写入的或者不一致的为 1。
    """
    workspace = open_site(site)
    subject = _subject(workspace, *report_target(workspace, target))
    path = workspace.layout.narrative(subject.report.agency, subject.report.year)
    narrative = bound_narrative(subject, path.read_bytes())
    differing = [item for item in narrative_figure(subject) if item.level is Level.WARNING]
    is_written = True
    if narrative.bound:
        click.echo(say("bind.bound", {"file": narrative.change.path, "count": len(narrative.bound)}))
        is_written = show_and_write(workspace.layout.root, [narrative.change], yes=yes, dry_run=dry_run)
    end(_left(narrative, differing), 0 if is_written and not differing else 1)


def _subject(workspace: Workspace, agency: str, year: int) -> Subject:
    """A report with its narrative.

    Raises:
        UsageError: It has none, cannot be read, or is on no form.
    """
    report, narrative = workspace.report(agency, year), None
    if report is not None and report.form is not None:
        narrative = workspace.narrative(agency, year)
    if report is None or narrative is None:
        raise UsageError(say("bind.no-narrative", {"target": f"{agency}/{year}"}))
    lookup = workspace.seen_from(report)
    return Subject(report, workspace.owner(agency), workspace.registry, lookup, narrative)


def _left(narrative: BoundNarrative, differing: list[Finding]) -> Iterator[str]:
    """What is left to the clerk, a line each."""
    if not narrative.bound:
        yield say("bind.nothing")
    yield from map(as_text, differing)
    for item in narrative.open:
        place = f"{narrative.change.path}:{item.line}:{item.column}"
        names = {"text": item.text, "table": item.table, "cells": item.cells, "figure": item.figure}
        yield say("bind.open", {**names, "place": place, "macro": item.macro})
