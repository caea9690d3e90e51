"""The command ``gongkai sign``."""

from collections.abc import Iterator
from pathlib import Path

import click

from gongkai.cli.changing import show_and_write
from gongkai.cli.chinese import Choice, PathOf
from gongkai.cli.group import main, site_option, spoken
from gongkai.cli.output import end
from gongkai.cli.targets import open_site, report_of
from gongkai.editing.signing import day_of, signed_data
from gongkai.errors import UsageError
from gongkai.findings import Level, say
from gongkai.forms.keys import STEPS
from gongkai.renders.sign_sheet import sign_sheet, step_state
from gongkai.reports import Report, SignOff
from gongkai.reports.signing.steps import content_hash, lacking_steps, latest_steps
from gongkai.system_errors import system_reason
from gongkai.workspace import Workspace


@main.command(example="gongkai sign erligang/2020 审核 --office 党政办公室")
@click.argument("target", metavar="单位代号/年份")
@click.argument("step", metavar="[步骤]", required=False, type=Choice(list(STEPS)))
@click.option("--office", metavar="科室", help="哪个科室办的；写科室，不写个人。")
@click.option("--date", "day", metavar="日期", help="办理的日期，如 2026-01-10；不写就是今天。")
@click.option("--sheet", is_flag=True, help="写一张可以打印的审签单（网页文件），不公布。")
@click.option("-o", "--output", metavar="文件", type=PathOf(file=True), help="审签单写入的文件。")
@click.option("--force", is_flag=True, help="已有同名的审签单时覆盖。")
@click.option("--yes", is_flag=True, help="不询问，直接写入。")
@click.option("--dry-run", is_flag=True, help="只看修改，不写入。")
@site_option
@spoken
def sign(  # noqa: PLR0913, PLR0917 - click
    target: str,
    step: str | None,
    office: str | None,
    day: str | None,
    sheet: bool,  # noqa: FBT001 - click
    output: Path | None,
    force: bool,  # noqa: FBT001 - click
    yes: bool,  # noqa: FBT001 - click
    dry_run: bool,  # noqa: FBT001 - click
    site: Path,
) -> None:
    """审签：登记拟稿、审核、保密审查、签发各由哪个科室、何时办的。

    登记的是现在的内容；以后改了数或文字，审签就失效，要重新办。不写步骤的，列出各步办了没有。审签不公布。

    四步没有办齐、或者没有写入的，退出码为 1。
    """
    workspace = open_site(site)
    report = report_of(workspace, target)
    narrative = _narrative(workspace, report)
    content = content_hash(report, narrative)
    if sheet:
        end([_sheet(workspace, report, content, output, force=force)], 0)
    if step is None:
        end(_states(report, content), 1 if lacking_steps(report, content) else 0)
    if not office:
        raise UsageError(say("sign.no-office", {"target": target, "step": step}))
    errors = [item for item in workspace.findings_of(report.agency, report.year) if item.level is Level.ERROR]
    if step == STEPS[-1] and errors:
        raise UsageError(say("sign.errors", {"count": len(errors), "target": f"{report.agency}/{report.year}"}))
    signing = SignOff(step, office, day_of(day, workspace.today), None)
    data = (workspace.layout.root / report.path).read_bytes()
    change = signed_data(report, data, narrative, signing, workspace.registry)
    end([], 0 if show_and_write(workspace.layout.root, [change], yes=yes, dry_run=dry_run) else 1)


def _narrative(workspace: Workspace, report: Report) -> str:
    narrative = workspace.narrative(report.agency, report.year)
    return narrative.text if narrative is not None else ""


def _states(report: Report, content: str) -> Iterator[str]:
    latest = latest_steps(report)
    for step in STEPS:
        item = latest.get(step)
        names = {"step": step, "state": step_state(report, step, content)}
        if item is None:
            yield say("sign.line-open", names)
        else:
            yield say("sign.line", {**names, "office": item.office, "date": item.date})


def _sheet(workspace: Workspace, report: Report, content: str, output: Path | None, *, force: bool) -> str:
    """Write the sheet, and say where.

    Raises:
        UsageError: There is such a file, or it cannot be written.
    """
    file = output or workspace.layout.sign_sheet(report.agency, report.year)
    if file.exists() and not force:
        raise UsageError(say("command.exists", {"file": file}))
    findings = workspace.findings_of(report.agency, report.year)
    text = sign_sheet(report, workspace.owner(report.agency), findings, content)
    try:
        file.write_text(text, encoding="utf-8")
    except OSError as error:
        raise UsageError(say("command.unwritable", {"file": file, "why": system_reason(error)})) from error
    return say("command.written", {"file": workspace.layout.name(file)})
