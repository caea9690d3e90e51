"""The command ``gongkai export``."""

import sys
from pathlib import Path

import click

from gongkai.cli.chinese import Choice, PathOf
from gongkai.cli.group import main, open_site, refuse, site_option, spoken, target_of
from gongkai.errors import GongkaiError, UsageError
from gongkai.findings import Level, as_text, say
from gongkai.renders.export import formats
from gongkai.system_errors import system_reason


class _FormatName(click.ParamType[str]):
    """The name of a registered format; the register is read when a name is needed, not when any command starts."""

    name = "format"

    def get_metavar(self, param: click.Parameter, ctx: click.Context) -> str | None:
        """Every name, for the help; none where the register cannot be read, which ``convert`` says."""
        try:
            return _format_names().get_metavar(param, ctx)
        except GongkaiError:
            return None

    def convert(self, value: str, param: click.Parameter | None, ctx: click.Context | None) -> str:
        """Check the name; a format that cannot be registered is no fault of the option, and ends the command."""
        try:
            names = _format_names()
        except GongkaiError as error:
            refuse(str(error))
        return names.convert(value, param, ctx)


def _format_names() -> Choice:
    return Choice([item.name for item in formats()])


@main.command(example="gongkai export erligang/2020 --format csv -o 2020.csv")
@click.argument("target", metavar="单位代号/年份")
@click.option(
    "--format", "format_name", type=_FormatName(), default="json", help="文件格式；不写就是 json。"
)  # fmt: skip
@click.option("-o", "--output", metavar="文件", type=PathOf(file=True), help="写入的文件；不写则打印出来。")
@click.option("--force", is_flag=True, help="已有同名文件时覆盖。")
@site_option
@spoken
def export(target: str, format_name: str, output: Path | None, force: bool, site: Path) -> None:  # noqa: FBT001 - click
    """导出一份报告。

    有差错的报告不导出：先改好，或登记情况说明。
    """
    workspace = open_site(site)
    agency, year = target_of(workspace, target)
    if year is None:
        latest = max(workspace.years(agency), default="2025")
        raise UsageError(say("command.report-shape", {"target": agency, "year": latest}))
    errors = [item for item in workspace.findings_of(agency, year) if item.level is Level.ERROR]
    for item in errors:
        click.echo(as_text(item), err=True)
    if errors:
        click.echo(say("command.not-exported", {"count": len(errors)}), err=True)
        sys.exit(1)
    _write(workspace.export(agency, year, format_name), output, force=force)


def _write(content: bytes, output: Path | None, *, force: bool) -> None:
    if output is None:
        click.echo(content, nl=False)
        return
    if output.exists() and not force:
        raise UsageError(say("command.exists", {"file": output}))
    try:
        output.write_bytes(content)
    except OSError as error:
        raise UsageError(say("command.unwritable", {"file": output, "why": system_reason(error)})) from error
