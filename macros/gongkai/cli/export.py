"""The command ``gongkai export``."""

import sys
from pathlib import Path

import click

from gongkai.cli.group import main, open_site, parse_target, refuse, site_option, spoken
from gongkai.errors import GongkaiError
from gongkai.findings import Level, as_text, say
from gongkai.renders.export import formats


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


def _format_names() -> click.Choice[str]:
    return click.Choice([item.name for item in formats()])


@main.command()
@click.argument("target")
@click.option("--format", "format_name", type=_FormatName(), default="json", show_default=True, help="文件格式。")
@click.option("-o", "--output", type=click.Path(dir_okay=False, path_type=Path), help="写入的文件；不写则打印出来。")
@click.option("--force", is_flag=True, help="已有同名文件时覆盖。")
@site_option
@spoken
def export(target: str, format_name: str, output: Path | None, force: bool, site: Path) -> None:  # noqa: FBT001 - click
    """导出一份报告（AGENCY/YEAR）。

    有差错的报告不导出：先改好，或登记情况说明。
    """
    agency, year = parse_target(target)
    if year is None:
        raise click.UsageError(say("command.report-shape", {"target": target}))
    workspace = open_site(site)
    if workspace.report(agency, year) is None:
        raise click.UsageError(say("command.no-target", {"target": target}))
    errors = [item for item in workspace.findings_of(agency, year) if item.level is Level.ERROR]
    for item in errors:
        click.echo(as_text(item), err=True)
    if errors:
        sys.exit(1)
    _write(workspace.export(agency, year, format_name), output, force=force)


def _write(content: bytes, output: Path | None, *, force: bool) -> None:
    if output is None:
        click.echo(content, nl=False)
        return
    if output.exists() and not force:
        raise click.UsageError(say("command.exists", {"file": output}))
    try:
        output.write_bytes(content)
    except OSError as error:
        raise click.UsageError(say("command.unwritable", {"file": output, "why": error.strerror})) from error
