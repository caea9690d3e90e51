"""The command ``gongkai``. It parses arguments, calls the workspace and prints; it decides nothing.

Exit codes: 0 nothing at error level, 1 findings at error level, 2 wrong usage or unreadable input.
"""

import json
import re
import sys
from collections.abc import Callable
from functools import wraps
from pathlib import Path
from typing import Any

import click

from gongkai.demo import FIRST_YEAR, LAST_YEAR, demo_files
from gongkai.errors import GongkaiError, UsageError
from gongkai.findings import Finding, Level, as_annotation, as_json, as_text, say
from gongkai.importing import Job, Options, batch_json, import_files, lines, read_batch, slug_text
from gongkai.renders.export import formats
from gongkai.settings import read_layout
from gongkai.starting import fill_folder, new_report, new_site
from gongkai.workspace import Workspace

_TARGET = re.compile(r"(?P<agency>[a-z0-9-]+)(?:/(?P<year>\d{4}))?")


class _Command(click.Command):
    """A command that tells in Chinese what its help option does."""

    def get_help_option(self, ctx: click.Context) -> click.Option | None:
        """The help option."""
        option = super().get_help_option(ctx)
        if option is not None:
            option.help = "显示帮助。"
        return option


class _Group(_Command, click.Group):
    """The command ``gongkai`` itself."""

    command_class = _Command


@click.group(cls=_Group, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(package_name="gongkai", message="%(package)s %(version)s", help="显示版本。")
def main() -> None:
    """政府信息公开工作年度报告：新建、校核、导出、建站。

    网站用 mkdocs build 生成。各命令都可用 --site 指定 mkdocs.yml 所在的文件夹。
    """


def _site_option(function: Callable[..., Any]) -> Callable[..., Any]:
    return click.option(
        "--site",
        type=click.Path(file_okay=False, path_type=Path),
        default=Path(),
        show_default="当前文件夹",
        help="mkdocs.yml 所在的文件夹。",
    )(function)


def _spoken(function: Callable[..., Any]) -> Callable[..., Any]:
    """Turn the package's errors into a line for the clerk and exit code 2."""

    @wraps(function)
    def inner(*args: Any, **kwargs: Any) -> Any:
        try:
            return function(*args, **kwargs)
        except GongkaiError as error:
            click.echo(f"{say('levels.error')}：{error}", err=True)
            sys.exit(2)
        except OSError as error:
            text = say("command.no-file", {"file": error.filename or "", "why": error.strerror or str(error)})
            click.echo(f"{say('levels.error')}：{text}", err=True)
            sys.exit(2)

    return inner


@main.command()
@click.argument("target", required=False)
@click.option("--format", "style", type=click.Choice(["text", "json", "github"]), default="text", help="输出的样式。")
@_site_option
@_spoken
def check(target: str | None, style: str, site: Path) -> None:
    """校核全站、一个单位（AGENCY）或一份报告（AGENCY/YEAR）的数据和文字。

    有差错时退出码为 1；提示和说明不影响退出码。
    """
    workspace = Workspace(read_layout(site))
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
    agency, year = _parse(target)
    known = agency in workspace.agencies if year is None else workspace.report(agency, year) is not None
    findings = workspace.findings_of(agency, year)
    if not known and not findings:
        raise click.UsageError(say("command.no-target", {"target": target}))
    return findings


def _parse(target: str) -> tuple[str, int | None]:
    match = _TARGET.fullmatch(target)
    if match is None:
        raise click.UsageError(say("command.target-shape", {"target": target}))
    return match["agency"], int(match["year"]) if match["year"] else None


def _tally(findings: tuple[Finding, ...]) -> str:
    counts = {level: sum(item.level is level for item in findings) for level in Level}
    return say("command.tally", {level.value: number for level, number in counts.items()})


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
        """Check the name."""
        try:
            return _format_names().convert(value, param, ctx)
        except GongkaiError as error:
            self.fail(str(error), param, ctx)


def _format_names() -> click.Choice[str]:
    return click.Choice([item.name for item in formats()])


@main.command()
@click.argument("target")
@click.option("--format", "style", type=_FormatName(), default="json", show_default=True, help="文件格式。")
@click.option("-o", "--output", type=click.Path(dir_okay=False, path_type=Path), help="写入的文件；不写则打印出来。")
@click.option("--force", is_flag=True, help="已有同名文件时覆盖。")
@_site_option
@_spoken
def export(target: str, style: str, output: Path | None, force: bool, site: Path) -> None:  # noqa: FBT001 - click
    """导出一份报告（AGENCY/YEAR）。

    有差错的报告不导出：先改好，或登记情况说明。
    """
    agency, year = _parse(target)
    if year is None:
        raise click.UsageError(say("command.report-shape", {"target": target}))
    workspace = Workspace(read_layout(site))
    if workspace.report(agency, year) is None:
        raise click.UsageError(say("command.no-target", {"target": target}))
    errors = [item for item in workspace.findings_of(agency, year) if item.level is Level.ERROR]
    for item in errors:
        click.echo(as_text(item), err=True)
    if errors:
        sys.exit(1)
    _write(workspace.export(agency, year, style), output, force=force)


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


@main.command()
@click.argument("folder", metavar="DIR", type=click.Path(path_type=Path))
@click.option("--force", is_flag=True, help="文件夹不是空的也新建，同名的文件覆盖。")
@_spoken
def init(folder: Path, force: bool) -> None:  # noqa: FBT001 - click
    """新建一个网站（文件夹 DIR）：马上可以生成，还没有单位和报告。"""
    begun = new_site(folder, force=force)
    click.echo(say("command.written-site", {"folder": folder, "count": len(begun.files)}))
    click.echo(say("command.next-site"))


@main.command()
@click.argument("agency")
@click.argument("year")
@click.option("--name", help="单位全称；新单位必须写明。")
@click.option("--form", "form_id", metavar="ID", help="用站点自带的格式（data/forms 里的）；不写则用当年的法定格式。")
@click.option("--zeros", is_flag=True, help="全年没有申请和案件：各项都填 0。")
@click.option("--force", is_flag=True, help="已有同名文件时覆盖。")
@_site_option
@_spoken
def new(  # noqa: PLR0913, PLR0917 - click
    agency: str,
    year: str,
    name: str | None,
    form_id: str | None,
    zeros: bool,  # noqa: FBT001 - click
    force: bool,  # noqa: FBT001 - click
    site: Path,
) -> None:
    """新建一份报告的两个文件：数据 data/AGENCY/YEAR.yml 和文字 docs/AGENCY/YEAR.md。

    每行已经列好，上年结转等照上一年的报告填好；都是草稿，不会公布。
    """
    layout = read_layout(site)
    begun = new_report(layout, agency, year, name=name, form_id=form_id, zeros=zeros, force=force)
    for file in begun.files:
        click.echo(say("command.written", {"file": layout.name(file)}))
    for note in (*begun.notes, say("command.next-report", {"agency": agency, "year": year})):
        click.echo(note)


class _ImportCommand(_Command):
    """The command ``gongkai import``: what is wrong with its options is said in Chinese."""

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        """Parse, or end with a line for the clerk and exit code 2."""
        try:
            return super().parse_args(ctx, args)
        except click.UsageError as error:
            click.echo(f"{say('levels.error')}：{_option_fault(error)}", err=True)
            ctx.exit(2)


def _option_fault(error: click.UsageError) -> str:
    if isinstance(error, click.NoSuchOption):
        return say("import.option.unknown", {"name": error.option_name})
    if isinstance(error, click.BadOptionUsage):
        return say("import.option.value", {"name": error.option_name})
    name = error.param.name if isinstance(error, click.BadParameter) and error.param is not None else None
    known = {"style": "format", "site": "site"}.get(name or "", "other")
    return say(f"import.option.{known}")


@main.command("import", cls=_ImportCommand)
@click.argument("files", metavar="[FILE]...", nargs=-1, type=click.Path(path_type=Path))
@click.option("--agency", help="单位的代号（data 下的文件夹名）。")
@click.option("--year", help="报告年度；不写则从文件里找。")
@click.option("--name", help="新单位的全称；不写则从文件里找。")
@click.option("--batch", type=click.Path(path_type=Path), help="清单（CSV）：文件、单位、年份、名称。")
@click.option("--dry-run", is_flag=True, help="只看结果，不写文件。")
@click.option("--keep-original", is_flag=True, help="把原件存到网页旁边，并记下校验值。")
@click.option("--format", "style", type=click.Choice(["text", "json"]), default="text", help="输出的样式。")
@click.option("--force", is_flag=True, help="已有的报告重新取数；手写的说明、更正和注释保留。")
@_site_option
@_spoken
def bring_in(  # noqa: PLR0913, PLR0917 - click
    files: tuple[Path, ...],
    agency: str | None,
    year: str | None,
    name: str | None,
    batch: Path | None,
    dry_run: bool,  # noqa: FBT001
    keep_original: bool,  # noqa: FBT001
    style: str,
    force: bool,  # noqa: FBT001
    site: Path,
) -> None:
    """把已有的报告（网页、Word、Excel、PDF、文本）取进来，写成数据和文字两个文件。

    每个数都照原件；没认出的、推测的、原件本身的差错都会列出来。全部确定时退出码为 0，要看一看的为 1，读不了的为 2。
    """
    layout = read_layout(site)
    jobs = _jobs(files, agency, year, name=name, batch=batch)
    options = Options(force=force, dry_run=dry_run, keep_original=keep_original)
    items, forms = import_files(layout, jobs, options, judge=lambda copy: Workspace(copy).findings_of)
    if style == "json":
        click.echo(batch_json(items, forms))
    else:
        for line in lines(items, forms, dry_run=dry_run):
            click.echo(line)
    sys.exit(max(item.exit_code for item in items))


def _jobs(
    files: tuple[Path, ...], agency: str | None, year: str | None, *, name: str | None, batch: Path | None
) -> tuple[Job, ...]:
    """What is to be brought in, by a list or by the files named."""
    if batch is not None:
        if files or agency or year or name:
            raise UsageError(say("import.batch-alone"))
        jobs = read_batch(batch)
    else:
        if not files or not agency:
            raise UsageError(say("import.usage"))
        if year is not None and (len(files) > 1 or not re.fullmatch(r"(?:19|20)[0-9]{2}", year)):
            raise UsageError(say("import.year-usage", {"year": year}))
        jobs = tuple(Job(file, agency, int(year) if year else None, name, str(file)) for file in files)
        if slug_text(agency):
            raise UsageError(slug_text(agency))
    return jobs


@main.command()
@click.argument("folder", metavar="DIR", type=click.Path(path_type=Path))
@click.option("--agencies", type=int, required=True, help="单位个数。")
@click.option("--years", type=int, required=True, help=f"年数，最后一年是 {LAST_YEAR} 年。")
@click.option("--seed", type=int, default=1, show_default=True, help="换一个数就换一批数据；同一个数总是同样的文件。")
@click.option("--force", is_flag=True, help="文件夹不是空的也新建，同名的文件覆盖。")
@_spoken
def demo(folder: Path, agencies: int, years: int, seed: int, force: bool) -> None:  # noqa: FBT001 - click
    """在文件夹 DIR 里编造一个虚构的区（示例市样例区），用来演示和试验。"""
    most = LAST_YEAR - FIRST_YEAR + 1
    if agencies < 1:
        raise click.UsageError(say("command.demo-agencies"))
    if not 1 <= years <= most:
        raise click.UsageError(say("command.demo-years", {"most": most, "first": FIRST_YEAR, "last": LAST_YEAR}))
    begun = fill_folder(folder, demo_files(agencies, years, seed=seed), force=force)
    click.echo(say("command.written-site", {"folder": folder, "count": len(begun.files)}))
    click.echo(say("command.next-site"))
