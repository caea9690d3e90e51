"""The command ``gongkai migrate``."""

from pathlib import Path

import click

from gongkai.cli.changing import show_and_write
from gongkai.cli.group import main, site_option, spoken
from gongkai.cli.output import end
from gongkai.editing.migrating import CURRENT, migrations
from gongkai.findings import say
from gongkai.site_config import read_layout


@main.command(example="gongkai migrate")
@click.option("--yes", is_flag=True, help="不询问，直接写入。")
@click.option("--dry-run", is_flag=True, help="只看修改，不写入。")
@site_option
@spoken
def migrate(yes: bool, dry_run: bool, site: Path) -> None:  # noqa: FBT001 - click
    """把以前版本的数据文件、单位文件和格式文件改成现在的版本，先显示修改，同意后才写入。

    注释和次序不变。升级本软件以后运行一次；没有要改的也会写明。

    都是现在的版本，或者都已写入的，退出码为 0；有没写入的为 1。
    """
    layout = read_layout(site)
    changes = list(migrations(layout))
    if not changes:
        end([say("migrate.current", {"version": CURRENT})], 0)
    click.echo(say("migrate.older", {"count": len(changes), "version": CURRENT}))
    is_written = show_and_write(layout.root, changes, yes=yes, dry_run=dry_run)
    end([], 0 if is_written else 1)
