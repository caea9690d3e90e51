"""The command ``gongkai import``."""

import itertools
import re
from pathlib import Path

import click

from gongkai.cli.chinese import Choice, PathOf
from gongkai.cli.group import main, site_option, spoken
from gongkai.cli.output import end
from gongkai.errors import UsageError
from gongkai.findings import say
from gongkai.importing import (
    Job,
    Options,
    batch_json,
    import_files,
    lines,
    read_batch,
    read_folder,
    slug_text,
    table_lines,
    workbook_agency,
)
from gongkai.site.pages import reserved_slugs
from gongkai.site_config import read_layout
from gongkai.workspace import Workspace


@main.command("import", example="gongkai import 2023年报.html --agency shuyang-xian")
@click.argument("files", metavar="[文件]…", nargs=-1, type=PathOf())
@click.option("--agency", metavar="单位代号", help="单位代号（data 下的文件夹名）；本软件写的工作簿不用写。")
@click.option("--year", metavar="年份", help="报告年度；不写则从文件里找。")
@click.option("--name", metavar="全称", help="新单位的全称；不写则从文件里找。")
@click.option(
    "--batch", metavar="清单", type=PathOf(), help="清单（CSV）：文件、单位、年份、名称；或者装着各单位报告的文件夹。"
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
    dry_run: bool,  # noqa: FBT001
    keep_original: bool,  # noqa: FBT001
    style: str,
    force: bool,  # noqa: FBT001
    site: Path,
) -> None:
    """导入已有的报告（网页、Word、Excel、PDF、文本），写成数据和文字两个文件。

    数据以原件为准；没认出的、推测的、原件本身的差错都会列出来。没有疑问时退出码为 0，需要核对的为 1，读不了的为 2。
    """
    layout = read_layout(site)
    jobs = _jobs(files, agency, year, name=name, batch=batch)
    options = Options(force=force, dry_run=dry_run, keep_original=keep_original)
    reserved = reserved_slugs()
    items, forms = import_files(
        layout, jobs, options, judge=lambda copy: Workspace(copy, reserved=reserved, apart=True).findings_of
    )
    shown = [batch_json(items, forms)] if style == "json" else lines(items, forms, dry_run=dry_run)
    if batch is not None and batch.is_dir() and style == "text":
        shown = itertools.chain(shown, table_lines(items))
    end(shown, max(item.exit_code for item in items))


def _jobs(
    files: tuple[Path, ...], agency: str | None, year: str | None, *, name: str | None, batch: Path | None
) -> tuple[Job, ...]:
    """What is to be brought in, by a list or by the files named."""
    if batch is not None:
        if files or agency or year or name:
            raise UsageError(say("import.batch-alone"))
        jobs = read_folder(batch) if batch.is_dir() else read_batch(batch, reserved_slugs())
    else:
        if not files:
            raise UsageError(say("import.no-files"))
        if year is not None and not re.fullmatch(r"(?:19|20)[0-9]{2}", year):
            raise UsageError(say("command.year-shape", {"year": year}))
        if year is not None and len(files) > 1:
            raise UsageError(say("import.year-of-many"))
        owners = [agency or workbook_agency(file) for file in files]
        jobs = tuple(
            Job(file, owner, int(year) if year else None, name, str(file))
            for file, owner in zip(files, owners, strict=True)
        )
        for job in jobs:
            if not job.agency:
                raise UsageError(say("import.no-agency", {"file": job.file}))
            if fault := slug_text(job.agency, reserved_slugs()):
                raise UsageError(fault)
    return jobs
