"""The command ``gongkai publish``."""

from pathlib import Path

from gongkai.cli.group import main, site_option, spoken
from gongkai.cli.output import end
from gongkai.cli.targets import open_site
from gongkai.findings import Level, as_text, say
from gongkai.workspace import standing
from gongkai.workspace.district.ledger import update_ledger


@main.command(example="gongkai publish")
@site_option
@spoken
def publish(site: Path) -> None:
    """把已公布的报告记入台账（data/.published），以后改了数或公布日期而没有登记更正的，校核会指出。

    每次公布以后运行，台账和数据一起提交。也可以让生成网站时自动记，写法见手册。

    有差错的不记，退出码为 1。
    """
    workspace = open_site(site)
    errors = [item for item in workspace.public_findings() if item.level is Level.ERROR]
    if errors:
        end([*map(as_text, errors), say("ledger.refused", {"count": len(errors)})], 1)
    count = update_ledger(workspace)
    lines = [say("ledger.written", {"count": count}) if count else say("ledger.nothing"), standing(workspace)]
    end([line for line in lines if line], 0)
