"""The command ``gongkai export``."""

import sys
from functools import partial
from pathlib import Path

import click

from gongkai.atomic_writing import PlannedFile, write_all
from gongkai.cli.chinese import Choice
from gongkai.cli.export_target import format_of_file, goes_into_folder, selected
from gongkai.cli.exported import show
from gongkai.cli.group import main, refuse, site_option, spoken
from gongkai.cli.targets import open_site
from gongkai.errors import GongkaiError, UsageError
from gongkai.exporting import ExportedReport, ExportJob, errors_text, existing_files, export_reports, other_file
from gongkai.findings import Level, as_text, say
from gongkai.renders.export import Format, format_meant, formats
from gongkai.reports import ReportKey
from gongkai.system_errors import system_reason
from gongkai.workspace import Workspace, file_keeper

_PRINTED = "json"
"""The format of one report where none is named."""
_FILED = "xlsx"
"""The format of files in a folder where none is named: what offices open."""


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


class _Names(Choice):
    """The names of formats; for another word that people use (Word, Excel) the right name is proposed."""

    def meant(self, word: str) -> str | None:
        """The format that a clerk most likely means."""
        return format_meant(word)


def _format_names() -> Choice:
    return _Names([item.name for item in formats()])


@main.command(example="gongkai export erligang/2020 --format xlsx -o 导出")
@click.argument("target", metavar="[单位代号[/年份]|年份]", required=False)
@click.option(
    "--format", "names", type=_FormatName(), multiple=True,
    help="文件格式，可以写几次；不写的，一份报告是 json，写进文件夹的是 Excel 工作簿。",
)  # fmt: skip
@click.option(
    "-o", "--output", metavar="文件夹或文件",
    help="写进的文件夹；只导出一份报告的一种格式时也可以是文件，后缀定格式。不写的，一份报告打印出来，其他写进“导出”文件夹。",
)  # fmt: skip
@click.option("--draft", is_flag=True, help="送审稿（Word）：校核问题写成批注，标在所在的格和段落上。")
@click.option("--force", is_flag=True, help="已有同名文件时覆盖。")
@site_option
@spoken
def export(  # noqa: PLR0913, PLR0917 - click
    target: str | None,
    names: tuple[str, ...],
    output: str | None,
    draft: bool,  # noqa: FBT001 - click
    force: bool,  # noqa: FBT001 - click
    site: Path,
) -> None:
    """导出一份报告、一个单位的各年、一个年度的各单位或全站。

    一个单位写单位代号，一个年度写年份，全站不写。文件名是“单位代号-年份”。

    有差错的报告照样导出，供本机关改正：文件开头写明有哪些差错，退出码为 1。
    """
    workspace = open_site(site)
    agency, year = selected(workspace, target)
    by_name = {item.name: item for item in formats()}
    kinds = tuple(by_name[name] for name in dict.fromkeys(names))
    if draft:
        kinds = _for_review(kinds)
    into_folder = goes_into_folder(output, several=agency is None or year is None or len(kinds) > 1)
    if agency is not None and year is not None and not into_folder:
        file = Path(output) if output is not None else None
        kind = format_of_file(file, kinds[0] if kinds else None, by_option=bool(names)) or by_name[_PRINTED]
        _one(workspace, (agency, year), kind, file, draft=draft, force=force)
        return
    folder = Path(output if output is not None else say("exporting.folder"))
    _several(workspace, agency, year, kinds or (by_name[_FILED],), folder, draft=draft, force=force)


def _for_review(kinds: tuple[Format, ...]) -> tuple[Format, ...]:
    """The formats for a report that is out for review: the ones named, else one format that can show findings."""
    able = [item for item in formats() if item.reviewable]
    wrong = next((item.name for item in kinds if item not in able), None)
    if wrong is not None:
        raise UsageError(
            say("exporting.not-for-review", {"name": wrong, "able": "、".join(item.name for item in able)})
        )
    return kinds or tuple(able[:1])


def _one(  # noqa: PLR0913 - what was typed
    workspace: Workspace, key: ReportKey, kind: Format, output: Path | None, *, draft: bool, force: bool
) -> None:
    """Print a report, or write it into a file of a given name."""
    errors = [item for item in workspace.findings_of(*key) if item.level is Level.ERROR]
    for item in errors:
        click.echo(as_text(item), err=True)
    if workspace.report(*key) is None:
        click.echo(say("command.not-exported", {"target": f"{key[0]}/{key[1]}"}), err=True)
        sys.exit(1)
    content = workspace.export(*key, kind.name, for_review=draft)
    if output is None and sys.stdout.isatty() and not kind.is_text:
        output = Path(ExportJob(*key, (kind,)).name(kind))
    if output is None:
        click.echo(content, nl=False)
    else:
        click.echo(_write(content, output, force=force))
        if errors and not kind.says_errors:
            beside = output.with_name(f"{output.stem}-{say('exporting.errors-name')}")
            _write(errors_text(workspace.report_export(*key)), beside, force=force)
            click.echo(say("exporting.errors-beside", {"file": beside}), err=True)
    if errors:
        click.echo(say("command.exported-faulty", {"count": len(errors)}), err=True)
        sys.exit(1)


def _write(content: bytes, output: Path, *, force: bool) -> str:
    """Write a file, and what is to be said of it; a file that has just this content is left alone."""
    exists = output.exists()
    if exists and _holds(output, content):
        return say("exporting.same", {"file": output})
    if exists and not force:
        raise UsageError(say("command.exists", {"file": output}))
    try:
        output.parent.stat()  # a folder that is not there may be a slip, and is not made
        write_all(output.parent, [PlannedFile(output.name, content)])
    except OSError as error:
        raise UsageError(say("command.unwritable", {"file": output, "why": system_reason(error)})) from error
    return say("command.rewritten" if exists else "command.written", {"file": output})


def _holds(file: Path, content: bytes) -> bool:
    try:
        return file.read_bytes() == content
    except OSError:
        return False


def _several(  # noqa: PLR0913 - what was typed
    workspace: Workspace,
    agency: str | None,
    year: int | None,
    kinds: tuple[Format, ...],
    folder: Path,
    *,
    draft: bool,
    force: bool,
) -> None:
    """Write reports into a folder, and say what was written and what was not."""
    keys = [key for key in workspace.reports if agency in (None, key[0]) and year in (None, key[1])]
    jobs = [ExportJob(*key, tuple(item for item in kinds if item.offers(workspace.reports[key]))) for key in keys]
    export_of, keeper = partial(workspace.report_export, for_review=draft), file_keeper(workspace)
    existing = () if force else existing_files(jobs, folder)
    other = other_file(jobs, folder, export_of, write=keeper.write) if existing else None
    if other is not None:
        raise UsageError(say("exporting.exists", {"count": len(existing), "file": other}))
    workspace.findings  # noqa: B018 - found here once, and not in each of the processes
    exports = [job for job in jobs if job.formats]
    results: list[ExportedReport] = []
    with click.progressbar(
        export_reports(exports, export_of, folder, force=force, write=keeper.write),
        length=len(exports),
        label=say("exporting.progress"),
        file=sys.stderr,
        hidden=not sys.stderr.isatty(),
    ) as bar:
        results.extend(bar)
    keeper.prune()
    unread = [
        (slug, item)
        for slug, data in workspace.data.items()
        for item in data.years
        if item not in data.reports and agency in (None, slug) and year in (None, item)
    ]
    show(workspace, jobs, results, unread, folder)
