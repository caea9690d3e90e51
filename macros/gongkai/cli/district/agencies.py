"""The command ``gongkai agencies``."""

from pathlib import Path

import click

from gongkai.cli.chinese import PathOf
from gongkai.cli.group import main, site_option, spoken
from gongkai.cli.output import end
from gongkai.findings import say
from gongkai.importing.folder.known_agencies import known_agencies
from gongkai.site.pages import reserved_slugs
from gongkai.site_config import read_layout
from gongkai.starting import new_agencies


@main.command(example="gongkai agencies 名单.csv")
@click.argument("roster", metavar="名单", type=PathOf(file=True))
@click.option("--dry-run", is_flag=True, help="只看结果，不写文件。")
@site_option
@spoken
def agencies(roster: Path, dry_run: bool, site: Path) -> None:  # noqa: FBT001 - click
    """照一份名单（CSV）登记单位：一家写一个 data/单位代号/agency.yml，已有的不改动。

    第一行写列名：代号、全称；可以有简称、层级、类别、上级、范围、计入汇总、开始年份、最后年份、曾用名。上级写代号、全称或简称。

    有一处不对，就一个文件也不写，各处写明行、列和怎么改，退出码为 2。
    """
    layout = read_layout(site)
    result = new_agencies(
        layout, roster, registered=known_agencies(layout).agencies, reserved=reserved_slugs(), dry_run=dry_run
    )
    count = {"count": len(result.files)}
    lines = [say("command.written", {"file": file}) for file in result.files] if not dry_run else list(result.files)
    lines += result.notes
    if not result.files:
        end([*lines, say("agencies.nothing")], 0)
    end([*lines, say("agencies.dry" if dry_run else "agencies.next", count)], 0)
