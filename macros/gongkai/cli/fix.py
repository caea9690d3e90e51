"""The command ``gongkai fix``."""

from collections.abc import Iterator
from functools import partial
from pathlib import Path

import click

from gongkai.cli.changing import show_and_write
from gongkai.cli.group import main, site_option, spoken
from gongkai.cli.output import end
from gongkai.cli.targets import open_site, target_of
from gongkai.editing.fix import LoaderVerdict, MendedFile, SiteFile, TextKind, mended_file
from gongkai.findings import say
from gongkai.reports import load_agency, load_report
from gongkai.workspace import OwnFile, Workspace, own_files


@main.command(example="gongkai fix erligang/2020")
@click.argument("target", metavar="[单位代号[/年份]]", required=False)
@click.option("--yes", is_flag=True, help="不询问，直接写入。")
@click.option("--dry-run", is_flag=True, help="只看修改，不写入。")
@site_option
@spoken
def fix(target: str | None, yes: bool, dry_run: bool, site: Path) -> None:  # noqa: FBT001 - click
    """改好数据和文字里只有一种改法的误写，先显示修改，同意后才写入。

    不写单位代号就改全站；也可以写文件的路径，如 data/erligang/2020.yml。全角标点和空格、制表符、中文引号、
    文件编码、“##三”、从 Word 带来的看不见的字符等会改；有几种改法的只列出来，不改。

    都改好了退出码为 0，有没写入的或者列出来的为 1。
    """
    workspace = open_site(site, checked=False)
    hard = workspace.layout.hard_paragraphs
    files = [mended_file(file, hard_paragraphs=hard) for file in _files(workspace, target, site)]
    for file in files:
        if file.mends:
            click.echo(say("fix.file", {"file": file.change.path, "names": "、".join(map(_name, file.mends))}))
    changes = [file.change for file in files if file.change.before != file.change.after]
    is_written = not changes or show_and_write(workspace.layout.root, changes, yes=yes, dry_run=dry_run)
    lines = [line for file in files for line in _left(file)]
    if not changes:
        lines.insert(0, say("fix.nothing"))
    end(lines, 0 if is_written and not any(file.open_readings for file in files) else 1)


def _name(code: str) -> str:
    return say(f"fix.mends.{code}")


def _left(file: MendedFile) -> Iterator[str]:
    """What is left to the clerk, a line each."""
    for item in file.open_readings:
        place = f"{file.change.path}:{item.line}:{item.column}"
        yield say("fix.left", {"place": place, "why": say(f"fix.readings.{item.code}", {"written": item.text})})


def _files(workspace: Workspace, target: str | None, site: Path) -> Iterator[SiteFile]:
    """The files that a target means."""
    for file in _meant(workspace, target, site):
        path, judge = workspace.layout.name(file.path), partial(_judge, workspace, file)
        yield SiteFile(path, file.path.read_bytes(), _kind(file), judge)


def _meant(workspace: Workspace, target: str | None, site: Path) -> Iterator[OwnFile]:
    if target is None:
        return own_files(workspace)
    paths = {path.absolute() for path in (Path(target), site / target) if path.is_file()}
    chosen_files = [file for file in own_files(workspace) if file.path in paths]
    if chosen_files:
        return iter(chosen_files)
    agency, year = target_of(workspace, target)
    return own_files(workspace, agency=agency, year=year)


def _kind(file: OwnFile) -> TextKind:
    if file.is_data:
        return TextKind.AGENCY if file.year is None else TextKind.REPORT
    return TextKind.PAGE if file.year is None else TextKind.NARRATIVE


def _judge(workspace: Workspace, file: OwnFile, text: str) -> LoaderVerdict:
    """What the loader of a data file says of a text."""
    slug = file.agency or ""
    if file.year is None:
        return LoaderVerdict(load_agency(text, path="", slug=slug, reserved=workspace.reserved)[1])
    report, findings = load_report(text, path="", agency=slug, year=file.year, registry=workspace.registry)
    return LoaderVerdict(findings, counted=report is not None and report.form is not None)
