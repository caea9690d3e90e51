"""Commands that begin something: ``gongkai init``, ``new`` and ``demo``."""

from pathlib import Path

import click

from gongkai.cli.chinese import Option, PathOf, Whole
from gongkai.cli.group import main, site_option, spoken
from gongkai.cli.targets import agency_and_year
from gongkai.demo import FIRST_YEAR, demo_files, last_year
from gongkai.errors import UsageError
from gongkai.findings import say
from gongkai.importing.folder.known_agencies import is_name_of, known_agencies
from gongkai.reports import slug_fault
from gongkai.reports.layout import Layout
from gongkai.site.pages import reserved_slugs
from gongkai.site_config import read_layout
from gongkai.starting import NewReportOptions, fill_folder, new_report, new_site, new_workbook


@main.command(example="gongkai init wangzhan")
@click.argument("folder", metavar="文件夹", type=PathOf())
@click.option(
    "--form", metavar="格式", help="报告用别的格式：格式代号，或者自己的格式文件（会放进 data/forms）；网站照它起名。"
)
@click.option("--force", is_flag=True, help="文件夹不是空的也新建，同名的文件覆盖。")
@spoken
def init(folder: Path, form: str | None, force: bool) -> None:  # noqa: FBT001 - click
    """在一个文件夹里新建网站：马上可以生成，还没有单位和报告。"""
    created = new_site(folder, force=force, form=form)
    click.echo(say("command.written-site", {"folder": folder, "count": len(created.files)}))
    click.echo(say("command.next-site"))


@main.command(example="gongkai new shili-jiedao 2025 --name 示例市样例区甲街道办事处")
@click.argument("agency", metavar="单位代号")
@click.argument("year", metavar="年份", required=False)
@click.option("--name", metavar="全称", help="单位全称；新单位必须写明。")
@click.option(
    "--form", "form_id", metavar="格式代号", help="用站点自带的格式（data/forms 里的）；不写则用当年的法定格式。"
)
@click.option("--zeros", is_flag=True, help="全年没有申请和案件：各项都填 0。")
@click.option("--xlsx", is_flag=True, help="不写这两个文件，写一个 Excel 填报表（单位代号-年份.xlsx），填好后再导入。")
@click.option("--force", is_flag=True, help="已有同名文件时覆盖。")
@site_option
@spoken
def new(  # noqa: PLR0913, PLR0917 - click
    agency: str,
    year: str | None,
    name: str | None,
    form_id: str | None,
    zeros: bool,  # noqa: FBT001 - click
    xlsx: bool,  # noqa: FBT001 - click
    force: bool,  # noqa: FBT001 - click
    site: Path,
) -> None:
    """新建一份报告的两个文件：数据 data/单位代号/年份.yml 和文字 docs/单位代号/年份.md。

    单位代号就是 data 下的文件夹名，只用小写字母、数字和连字符，如 shili-jiedao。
    也可写成“单位代号/年份”，如 shili-jiedao/2025。
    每行已经列好，上年结转等照上一年的报告填好；都是草稿，不会公布。
    """
    layout = read_layout(site)
    agency, year = agency_and_year(agency, year, layout)
    _refuse_namesake(layout, agency, year, name)
    begin = new_workbook if xlsx else new_report
    options = NewReportOptions(agency, year, name=name, form_id=form_id, zeros=zeros, force=force)
    created = begin(layout, options, reserved=reserved_slugs())
    names = [layout.name(file) for file in created.files]
    for file in names:
        click.echo(say("command.written", {"file": file}))
    following = {"agency": agency, "year": year, "file": names[-1]}
    next_step = "next-report"
    if xlsx:
        next_step = "next-workbook-again" if layout.report(agency, int(year)).exists() else "next-workbook"
    for note in (*created.notes, say(f"command.{next_step}", following)):
        click.echo(note)


def _refuse_namesake(layout: Layout, agency: str, year: str, name: str | None) -> None:
    """See that a new agency is not one that has another slug already, which was mistyped then.

    Raises:
        UsageError: It is.
    """
    if not name or slug_fault(agency, reserved_slugs()) or (layout.data / agency / "agency.yml").is_file():
        return
    twin = next((item for item in known_agencies(layout).agencies if is_name_of(item, name)), None)
    if twin is not None:
        raise UsageError(say("command.namesake", {"name": name, "slug": twin.slug, "year": year}))


@main.command(example="gongkai demo shifan --agencies 3 --years 2")
@click.argument("folder", metavar="文件夹", type=PathOf())
@click.option("--agencies", cls=Option, metavar="个数", type=Whole(), required=True, help="单位个数。")
@click.option(
    "--years", cls=Option, metavar="年数", type=Whole(), required=True, help=f"年数，最后一年是 {last_year()} 年。"
)
@click.option("--seed", metavar="数", type=Whole(), default=1, help="换一个数就换一批数据；同一个数总是同样的文件。")
@click.option("--force", is_flag=True, help="文件夹不是空的也新建，同名的文件覆盖。")
@spoken
def demo(folder: Path, agencies: int, years: int, seed: int, force: bool) -> None:  # noqa: FBT001 - click
    """在一个文件夹里编造一个虚构的区（示例市样例区），用来演示和试验。"""
    most = last_year() - FIRST_YEAR + 1
    if agencies < 1:
        raise UsageError(say("command.demo-agencies"))
    if not 1 <= years <= most:
        raise UsageError(say("command.demo-years", {"most": most, "first": FIRST_YEAR, "last": last_year()}))
    created = fill_folder(folder, demo_files(agencies, years, seed=seed), force=force)
    click.echo(say("command.written-site", {"folder": folder, "count": len(created.files)}))
    click.echo(say("command.next-site"))
