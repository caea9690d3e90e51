"""The command ``gongkai import``."""

import re
import tempfile
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

import click

from gongkai.cli.chinese import Choice, PathOf
from gongkai.cli.group import main, site_option, spoken
from gongkai.cli.output import end
from gongkai.cli.targets import slug_of_name
from gongkai.errors import UsageError
from gongkai.findings import Finding, say
from gongkai.importing import (
    ImportResult,
    Job,
    Options,
    batch_json,
    check_workbook,
    import_files,
    lines,
    read_batch,
    slug_text,
    total_line,
    workbook_agency,
)
from gongkai.importing.folder.attachments import files_of_one_report
from gongkai.importing.folder.known_agencies import known_agencies
from gongkai.importing.folder.run import FolderImport, import_folder
from gongkai.importing.folder.summary import drafts_line, missing_line, reviewed_line, summary_lines, summary_rows
from gongkai.reports import Status
from gongkai.reports.layout import REPORT_YEAR, Layout
from gongkai.reports.loading.options import option_meant
from gongkai.site.pages import reserved_slugs
from gongkai.site_config import read_layout
from gongkai.system_errors import system_reason
from gongkai.workspace import Workspace

_ADDRESS = re.compile(r"(?:https?|ftp):", re.IGNORECASE)


class _StatusName(Choice):
    """The names of the statuses; for their Chinese words (已公布) the name is proposed."""

    def meant(self, word: str) -> str | None:
        """The status that a clerk most likely means."""
        return option_meant(word, tuple(self.choices))


@main.command("import", example="gongkai import 2023年报.html --agency shuyang-xian")
@click.argument("files", metavar="[文件]…", nargs=-1, type=PathOf())
@click.option(
    "--agency",
    metavar="单位代号",
    help="单位代号（data 下的文件夹名）；本软件写的工作簿、CSV、JSON 不用写。",
)
@click.option("--year", metavar="年份", help="报告年度；不写则从文件里找。")
@click.option("--name", metavar="全称", help="新单位的全称；不写则从文件里找。")
@click.option(
    "--batch",
    metavar="清单",
    type=PathOf(),
    help="清单（CSV：文件、单位、年份、名称），或存放附件的文件夹：单位、年份从文件里找。",
)
@click.option("--xlsx", metavar="文件", type=PathOf(file=True), help="导入文件夹的结果另写成 Excel 工作簿。")
@click.option(
    "--status", metavar="状态", type=_StatusName([item.value for item in Status]),
    help="没有疑问的写成哪种：published（已公布，不写就是它）、reviewed（已报送，审核以后再公布）、draft。",
)  # fmt: skip
@click.option(
    "--together", is_flag=True, help="这几个文件（或者一个压缩包、一个文件夹）合起来是一份报告，如正文和附表。"
)
@click.option("--dry-run", is_flag=True, help="只看结果，不写文件。")
@click.option("--keep-original", is_flag=True, help="把原件存到网页旁边，并记下校验值。")
@click.option(
    "--format", "style", metavar="样式", type=Choice(["text", "json"]), default="text", help="输出的样式：text、json。"
)
@click.option("--force", is_flag=True, help="已有的报告重新导入；手写的说明、更正和注释保留。")
@site_option
@spoken
def import_reports(  # noqa: PLR0913, PLR0917 - click
    files: tuple[Path, ...],
    agency: str | None,
    year: str | None,
    name: str | None,
    batch: Path | None,
    xlsx: Path | None,
    status: str | None,
    together: bool,  # noqa: FBT001 - click
    dry_run: bool,  # noqa: FBT001 - click
    keep_original: bool,  # noqa: FBT001 - click
    style: str,
    force: bool,  # noqa: FBT001 - click
    site: Path,
) -> None:
    """导入已有的报告（网页、Word、Excel、PDF、文本），写成数据和文字两个文件。

    --batch 后面写文件夹的，里面的附件（含压缩包）一份一份导入，按登记的名称认单位，最后列表。

    数据以原件为准；没认出的、推测的、原件本身的差错都会列出来。没有疑问时退出码为 0，需要核对的为 1，读不了的为 2。
    """
    layout = read_layout(site)
    options = Options(
        force=force, dry_run=dry_run, keep_original=keep_original, status=Status(status) if status else None
    )
    reserved = reserved_slugs()

    def judge(copy: Layout) -> Callable[[str, int | None], tuple[Finding, ...]]:
        return Workspace(copy, reserved=reserved, apart=True).findings_of

    if batch is not None and batch.is_dir():
        if files or agency or name or together:
            raise UsageError(say("import.folder.alone"))
        if xlsx is not None and xlsx.exists():
            raise UsageError(say("import.folder.xlsx-exists", {"file": xlsx}))
        result = import_folder(layout, batch, options, judge=judge, year=_year(year))
        where = [] if style == "json" else _where(site)
        end([*where, *_folder_lines(result, layout, xlsx, style=style, dry_run=dry_run)], _worst(result.items))
    if xlsx is not None:
        raise UsageError(say("import.folder.xlsx-alone"))
    if together:
        if batch is not None:
            raise UsageError(say("import.batch-alone"))
        jobs: tuple[Job, ...] = (_job_together(layout, files, agency, year, name=name),)
    else:
        jobs = _jobs(layout, files, agency, year, name=name, batch=batch)
    items, forms = import_files(layout, jobs, options, judge=judge)
    text = [*_where(site), *lines(items, forms, dry_run=dry_run)]
    end([batch_json(items, forms)] if style == "json" else text, _worst(items))


def _where(site: Path) -> list[str]:
    """Where paths and commands belong that are printed, unless in the working folder."""
    return [] if site.resolve() == Path.cwd() else [say("import.in-site", {"site": site})]


def _worst(items: Sequence[ImportResult]) -> int:
    return max(item.exit_code for item in items)


def _folder_lines(
    result: FolderImport, layout: Layout, xlsx: Path | None, *, style: str, dry_run: bool
) -> Iterator[str]:
    """What is said of a folder: each document that was taken, then the table of all of them."""
    rows = summary_rows(result.items, result.agencies)
    if xlsx is not None:
        from gongkai.importing.folder.summary_workbook import summary_workbook  # noqa: PLC0415 - few need XlsxWriter

        try:
            xlsx.write_bytes(summary_workbook(rows))
        except OSError as error:
            click.echo(say("command.unwritable", {"file": xlsx, "why": system_reason(error)}), err=True)
    if style == "json":
        yield batch_json(result.items, result.forms)
        return
    imported = [item for item in result.items if not item.error]
    yield from lines(imported, result.forms, dry_run=dry_run, total=False)
    if imported:
        yield ""
    yield from summary_lines(rows)
    yield total_line(result.items)
    yield from filter(
        None,
        (reviewed_line(result.items), drafts_line(result.items), missing_line(result.items, result.agencies, layout)),
    )
    if xlsx is not None and xlsx.exists():
        yield say("command.written", {"file": xlsx})


def _year(year: str | None) -> int | None:
    if year is not None and not REPORT_YEAR.fullmatch(year):
        raise UsageError(say("command.year-shape", {"year": year}))
    return int(year) if year else None


def _refuse_other(file: Path) -> None:
    """See that what was typed for a file is no address and no folder.

    Raises:
        UsageError: It is.
    """
    if _ADDRESS.match(str(file)):
        raise UsageError(say("import.is-address", {"file": str(file).replace(":/", "://", 1)}))
    if file.is_dir():
        raise UsageError(say("import.is-folder", {"file": file}))


def _jobs(  # noqa: PLR0913 - what was typed
    layout: Layout,
    files: tuple[Path, ...],
    agency: str | None,
    year: str | None,
    *,
    name: str | None,
    batch: Path | None,
) -> tuple[Job, ...]:
    """What is to be brought in, by a list or by the files named."""
    if batch is not None:
        if files or agency or year or name:
            raise UsageError(say("import.batch-alone"))
        jobs = read_batch(batch, reserved_slugs())
    else:
        if not files:
            raise UsageError(say("import.no-files"))
        number = _year(year)
        if number is not None and len(files) > 1:
            raise UsageError(say("import.year-of-many"))
        for file in files:
            _refuse_other(file)
            if file.suffix.lower() == ".zip":
                raise UsageError(say("import.is-zip", {"file": file}))
        owners = [agency or workbook_agency(file) for file in files]
        jobs = tuple(Job(file, owner, number, name, str(file)) for file, owner in zip(files, owners, strict=True))
        for job in jobs:
            if not job.agency:
                job.file.stat()  # first a file that is not there, then a workbook that cannot be read
                check_workbook(job.file)
                raise UsageError(say("import.no-agency", {"file": job.file}))
            _check_slug(layout, job.agency)
    return jobs


def _check_slug(layout: Layout, agency: str) -> None:
    """See that what was typed for an agency may be its slug.

    Raises:
        UsageError: It is none, perhaps a name.
    """
    if fault := slug_text(agency, reserved_slugs()):
        slug = slug_of_name(known_agencies(layout).agencies, agency)
        raise UsageError(say("command.slug-of", {"target": agency, "slug": slug}) if slug else fault)


def _job_together(
    layout: Layout,
    files: tuple[Path, ...],
    agency: str | None,
    year: str | None,
    *,
    name: str | None,
) -> Job:
    """The one report to be brought in that several files hold; what archives hold is removed when the command ends."""
    if not files:
        raise UsageError(say("import.no-files"))
    for file in files:
        if not file.is_dir():
            _refuse_other(file)
            file.stat()
    if agency is None:
        raise UsageError(say("import.no-agency", {"file": files[0]}))
    _check_slug(layout, agency)
    room = click.get_current_context().with_resource(tempfile.TemporaryDirectory(prefix="gongkai-"))
    every = list(files_of_one_report(files, Path(room)))
    if not every:
        raise UsageError(say("import.folder.empty", {"folder": files[0]}))
    return Job(every[0], agency, _year(year), name, str(every[0] if every[0] in files else files[0]), tuple(every[1:]))
