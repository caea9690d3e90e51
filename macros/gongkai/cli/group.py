"""The command ``gongkai`` itself and what its commands share: how they read a target, and how they end."""

import re
import sys
from collections.abc import Callable
from functools import wraps
from pathlib import Path
from typing import Any, NoReturn

import click

from gongkai.errors import GongkaiError
from gongkai.findings import say
from gongkai.site.pages import reserved_slugs
from gongkai.site_config import read_layout
from gongkai.workspace import Workspace

_TARGET = re.compile(r"(?P<agency>[a-z0-9-]+)(?:/(?P<year>\d{4}))?")


class Command(click.Command):
    """A command that tells in Chinese what its help option does."""

    def get_help_option(self, ctx: click.Context) -> click.Option | None:
        """The help option."""
        option = super().get_help_option(ctx)
        if option is not None:
            option.help = "显示帮助。"
        return option


class _Group(Command, click.Group):
    """The command ``gongkai`` itself."""

    command_class = Command


@click.group(cls=_Group, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(package_name="gongkai", message="%(package)s %(version)s", help="显示版本。")
def main() -> None:
    """政府信息公开工作年度报告：新建、校核、导出、建站。

    网站用 mkdocs build 生成。各命令都可用 --site 指定 mkdocs.yml 所在的文件夹。
    """


def open_site(site: Path) -> Workspace:
    """Load and check a site; names that pages of any declared kind take can be no agency's.

    Raises:
        GongkaiError: There is no site, or no data folder.
    """
    return Workspace(read_layout(site), reserved=reserved_slugs())


def site_option(function: Callable[..., Any]) -> Callable[..., Any]:
    """Add the option ``--site``."""
    return click.option(
        "--site",
        type=click.Path(file_okay=False, path_type=Path),
        default=Path(),
        show_default="当前文件夹",
        help="mkdocs.yml 所在的文件夹。",
    )(function)


def spoken(function: Callable[..., Any]) -> Callable[..., Any]:
    """Turn the package's errors into a line for the clerk and exit code 2."""

    @wraps(function)
    def inner(*args: Any, **kwargs: Any) -> Any:
        try:
            return function(*args, **kwargs)
        except GongkaiError as error:
            refuse(str(error))
        except OSError as error:
            text = say("command.no-file", {"file": error.filename or "", "why": error.strerror or str(error)})
            refuse(text)

    return inner


def refuse(text: str) -> NoReturn:
    """End the command with a line for the clerk and exit code 2."""
    click.echo(f"{say('levels.error')}：{text}", err=True)
    sys.exit(2)


def parse_target(target: str) -> tuple[str, int | None]:
    """Agency and year of a target as it is typed, ``AGENCY`` or ``AGENCY/YEAR``.

    Raises:
        click.UsageError: It has another shape.
    """
    match = _TARGET.fullmatch(target)
    if match is None:
        raise click.UsageError(say("command.target-shape", {"target": target}))
    return match["agency"], int(match["year"]) if match["year"] else None
