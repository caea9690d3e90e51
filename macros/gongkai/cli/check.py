"""The command ``gongkai check``."""

import json
from collections.abc import Iterator
from pathlib import Path

import click

from gongkai.cli.chinese import Choice
from gongkai.cli.group import main, open_site, site_option, spoken, target_of
from gongkai.cli.output import end
from gongkai.findings import Finding, Level, as_annotation, as_json, as_text, say
from gongkai.workspace import standing


@main.command(example="gongkai check erligang/2020")
@click.argument("target", metavar="[单位代号[/年份]]", required=False)
@click.option(
    "--format", "style", metavar="样式", type=Choice(["text", "json", "github"]), default="text",
    help="输出的样式：text（不写就是它）、json、github。",
)  # fmt: skip
@site_option
@spoken
def check(target: str | None, style: str, site: Path) -> None:
    """校核全站、一个单位或一份报告的数据和文字。

    单位代号是 data 下的文件夹名；也可以写文件的路径，如 data/erligang/2020.yml。

    有差错时退出码为 1；提示和提醒不影响退出码。
    """
    workspace = open_site(site)
    if target is None:
        findings, keys = workspace.findings, tuple(workspace.reports)
    else:
        agency, year = target_of(workspace, target)
        findings = workspace.findings_of(agency, year)
        keys = tuple(key for key in workspace.reports if key[0] == agency and year in (None, key[1]))
    lines = _lines(findings, style, standing(workspace, keys))
    end(lines, 1 if any(item.level is Level.ERROR for item in findings) else 0)


def _lines(findings: tuple[Finding, ...], style: str, last: str) -> Iterator[str]:
    if style == "json":
        yield json.dumps([as_json(item) for item in findings], ensure_ascii=False, indent=1)
        return
    for item in findings:
        yield as_text(item) if style == "text" else as_annotation(item)
    if style == "text":
        counts = {level: sum(item.level is level for item in findings) for level in Level}
        yield say("command.tally", {level.value: number for level, number in counts.items()})
        if last:
            yield last
