"""The command ``gongkai serve``."""

import signal
import sys
import webbrowser
from pathlib import Path
from types import FrameType

import click

from gongkai.cli.chinese import Whole
from gongkai.cli.group import main, site_option, spoken
from gongkai.findings import say
from gongkai.site.live.serving import ServedSite, take_address

_LOCAL = ("127.0.0.1", "localhost", "::1")


@main.command(example="gongkai serve")
@click.option("--port", metavar="端口", type=Whole(), help="网址里的端口；不写就照 mkdocs.yml，一般是 8000。")
@click.option("--host", metavar="地址", help="在哪个地址上看；不写就只有本机能看。")
@click.option("--open", "opens", is_flag=True, help="同时打开浏览器。")
@site_option
@spoken
def serve(port: int | None, host: str | None, opens: bool, site: Path) -> None:  # noqa: FBT001 - click
    """边写边看：保存数据或文字，浏览器里打开着的网页马上更新。

    打开哪一页就做哪一页，草稿也显示；校核发现的问题写在网页上，也列在这里。检索在第一次用时编制。

    只在本机看，不公布什么，也不改动生成好的网站。按 Ctrl-C 结束。
    """
    served = ServedSite(site, click.echo)
    host, port = host or served.host, served.port if port is None else port
    server = take_address(host, port)
    if host not in _LOCAL:
        click.echo(say("live.open-to-all", {"host": host, "port": port}), err=True)
    signal.signal(signal.SIGTERM, _interrupt)
    served.serve(server, opened=webbrowser.open if opens else lambda _: None)
    sys.exit(0)


def _interrupt(_number: int, _frame: FrameType | None) -> None:
    """End as with Ctrl-C, so that nothing is left behind."""
    raise KeyboardInterrupt
