"""The command ``gongkai check``."""

import json
from collections.abc import Iterable, Iterator
from pathlib import Path

import click

from gongkai import located
from gongkai.checks.waiver_lines import waiver_lines
from gongkai.cli.chinese import Choice
from gongkai.cli.group import main, refuse, site_option, spoken
from gongkai.cli.output import end
from gongkai.cli.targets import open_site, target_of
from gongkai.errors import FormatError
from gongkai.findings import Finding, Level, as_annotation, as_json, as_text, say
from gongkai.listed_findings import without_first_years
from gongkai.renders.export import formats
from gongkai.reports import ReportKey, Status
from gongkai.reports.loading.draft_reasons import goal_of_draft, line_of_draft
from gongkai.workspace import Workspace, standing


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

    有差错时退出码为 1；提示和提醒不影响退出码。增加的导出格式写错了的，最后写明，退出码为 2。
    """
    workspace = open_site(site)
    if target is None:
        findings, keys = workspace.findings, tuple(workspace.reports)
    else:
        agency, year = target_of(workspace, target)
        findings = workspace.findings_of(agency, year)
        keys = tuple(key for key in workspace.reports if key[0] == agency and year in (None, key[1]))
    explaining = _explaining(workspace, findings, one=target is not None)
    nothing = "" if any(item.years for item in workspace.data.values()) else say("command.nothing-to-check")
    last = filter(None, (nothing, standing(workspace, keys), *_publishable(workspace, findings, keys)))
    lines = _lines(findings, style, last, explaining)
    if fault := _fault_of_formats():
        for line in lines:
            click.echo(line)
        refuse(fault)
    end(lines, 1 if any(item.level is Level.ERROR for item in findings) else 0)


def _fault_of_formats() -> str:
    """What is wrong with an export format that was added: no site is built with it; empty where nothing is."""
    try:
        formats()
    except FormatError as error:
        return str(error)
    return ""


def _lines(findings: tuple[Finding, ...], style: str, last: Iterable[str], explaining: Iterator[str]) -> Iterator[str]:
    if style == "json":
        yield json.dumps([as_json(item) for item in findings], ensure_ascii=False, indent=1)
        return
    listed, first_years = without_first_years(findings) if style == "text" else (findings, ())
    for item in listed:
        yield as_text(item) if style == "text" else as_annotation(item)
    if style == "text":
        yield from first_years
        yield from explaining
        counts = {level: sum(item.level is level for item in findings) for level in Level}
        yield say("command.tally", {level.value: number for level, number in counts.items()})
        yield from last


def _publishable(workspace: Workspace, findings: Iterable[Finding], keys: Iterable[ReportKey]) -> Iterator[str]:
    """What to do with drafts of an import in which nothing is open any more: the file goes on saying why."""
    faulty = {(item.agency, item.year) for item in findings if item.level is Level.ERROR}
    for key in keys:
        report = workspace.reports[key]
        if report.status is not Status.DRAFT or not faulty.isdisjoint({key, (key[0], None), (None, None)}):
            continue
        drafted = line_of_draft(_text_of(workspace, key))
        if drafted is not None:
            line, goal = drafted
            args = {"path": report.path, "line": line, "target": f"{key[0]}/{key[1]}"}
            yield say("command.reviewable" if goal is Status.REVIEWED else "command.publishable", args)


def _explaining(workspace: Workspace, findings: tuple[Finding, ...], *, one: bool) -> Iterator[str]:
    """Explanations ready to paste, by report; for a whole site how many reports have some."""
    by_report: dict[ReportKey, list[Finding]] = {}
    for item in findings:
        if item.agency is not None and item.year is not None and (item.agency, item.year) in workspace.reports:
            by_report.setdefault((item.agency, item.year), []).append(item)
    stops = (Level.ERROR, Level.WARNING)  # what is for information needs no explanation
    blocks = {
        key: waiver_lines(workspace.reports[key], items, workspace.today, is_new=_is_new(workspace, key))
        for key, items in by_report.items()
        if any(item.level in stops for item in items)
    }
    blocks = {key: lines for key, lines in blocks.items() if lines}
    if blocks and not one:
        agency, year = next(iter(blocks))
        yield say("waivers.all", {"count": len(blocks), "target": f"{agency}/{year}"})
        return
    for key, lines in blocks.items():
        path = workspace.reports[key].path
        tree, _ = located.parse(_text_of(workspace, key))
        has_waivers = isinstance(tree, located.Mapping) and tree.get("waivers") is not None
        yield say("waivers.more" if has_waivers else "waivers.one", {"path": path})
        yield from [] if has_waivers else ["waivers:"]
        yield from (f"  {line}" for line in lines)


def _is_new(workspace: Workspace, key: ReportKey) -> bool:
    """Whether a report is of the latest year and written here: not imported, and retold from no document."""
    report = workspace.reports[key]
    if key[1] < workspace.today.year - 1 or report.sources or report.retold is not None:
        return False
    return goal_of_draft(_text_of(workspace, key)) is None


def _text_of(workspace: Workspace, key: ReportKey) -> str:
    return (workspace.layout.root / workspace.reports[key].path).read_text(encoding="utf-8", errors="replace")
