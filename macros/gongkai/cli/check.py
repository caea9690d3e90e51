"""The command ``gongkai check``."""

import json
import sys
from pathlib import Path

import click

from gongkai.cli.group import main, open_site, parse_target, site_option, spoken
from gongkai.findings import Finding, Level, as_annotation, as_json, as_text, say
from gongkai.workspace import Workspace


@main.command()
@click.argument("target", required=False)
@click.option("--format", "style", type=click.Choice(["text", "json", "github"]), default="text", help="输出的样式。")
@site_option
@spoken
def check(target: str | None, style: str, site: Path) -> None:
    """校核全站、一个单位（AGENCY）或一份报告（AGENCY/YEAR）的数据和文字。

    有差错时退出码为 1；提示和提醒不影响退出码。
    """
    workspace = open_site(site)
    findings = workspace.findings if target is None else _targeted(workspace, target)
    if style == "json":
        click.echo(json.dumps([as_json(item) for item in findings], ensure_ascii=False, indent=1))
    else:
        for item in findings:
            click.echo(as_text(item) if style == "text" else as_annotation(item))
        if style == "text":
            click.echo(_tally(findings))
    sys.exit(1 if any(item.level is Level.ERROR for item in findings) else 0)


def _targeted(workspace: Workspace, target: str) -> tuple[Finding, ...]:
    agency, year = parse_target(target)
    known = agency in workspace.agencies if year is None else workspace.report(agency, year) is not None
    findings = workspace.findings_of(agency, year)
    if not known and not findings:
        raise click.UsageError(say("command.no-target", {"target": target}))
    return findings


def _tally(findings: tuple[Finding, ...]) -> str:
    counts = {level: sum(item.level is level for item in findings) for level in Level}
    return say("command.tally", {level.value: number for level, number in counts.items()})
