"""The command ``gongkai`` itself, the register of its commands, and what they share: options and how they end.

A command's module is imported when the command is run or its own help is shown, because some need much: the readers of
Word files and PDF, every check. Nothing that this module imports may need one of them.
"""

import atexit
import gc
import logging
import sys
from collections.abc import Callable
from functools import wraps
from pathlib import Path
from typing import Any, NoReturn

import click

from gongkai.cli.chinese import CommandGroup, PathOf
from gongkai.cli.output import drop_output
from gongkai.errors import GongkaiError, WorkerEndedError
from gongkai.findings import say
from gongkai.system_errors import system_reason
from gongkai.visible_text import visible

COMMANDS = {
    "agencies": "gongkai.cli.district.agencies",
    "bind": "gongkai.cli.bind",
    "check": "gongkai.cli.check",
    "correct": "gongkai.cli.district.correct",
    "demo": "gongkai.cli.start",
    "export": "gongkai.cli.export",
    "fix": "gongkai.cli.fix",
    "import": "gongkai.cli.import_reports",
    "init": "gongkai.cli.start",
    "migrate": "gongkai.cli.upkeep.migrate",
    "new": "gongkai.cli.start",
    "publish": "gongkai.cli.district.publish",
    "review": "gongkai.cli.district.review",
    "rollup": "gongkai.cli.district.rollup",
    "serve": "gongkai.cli.serve",
    "sign": "gongkai.cli.district.sign",
    "status": "gongkai.cli.district.status",
    "verify": "gongkai.cli.upkeep.verify",
}
"""The module that adds each command to ``main``, by the command's name."""


_COLLECT_AFTER = 10_000
"""New objects after which Python looks for unused ones, instead of 700, as while a site is built: nearly all are freed
without that, and looking so often took a quarter of the time that a long Word file is read in, and a tenth of that in
which the modules of a command are imported."""

gc.set_threshold(_COLLECT_AFTER)  # here, as the module of a command is imported before ``main`` is run


@click.group(cls=CommandGroup, modules=COMMANDS, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(package_name="gongkai", message="%(package)s %(version)s", help="显示版本。")
def main() -> None:
    """政府信息公开工作年度报告：新建、校核、导出、建站。

    网站用 mkdocs build 生成。各命令都可用 --site 指定 mkdocs.yml 所在的文件夹。
    """
    atexit.register(gc.freeze)  # or Python would free at its end, one by one, what the system frees at once


def site_option(function: Callable[..., Any]) -> Callable[..., Any]:
    """Add the option ``--site``."""
    return click.option(
        "--site",
        metavar="文件夹",
        type=PathOf(folder=True),
        default=Path(),
        help="mkdocs.yml 所在的文件夹；不写就是当前文件夹。",
    )(function)


def spoken(function: Callable[..., Any]) -> Callable[..., Any]:
    """Turn the package's errors into a line for the clerk and exit code 2."""

    @wraps(function)
    def inner(*args: Any, **kwargs: Any) -> Any:
        try:
            return function(*args, **kwargs)
        except GongkaiError as error:
            refuse(str(error))
        except BrokenPipeError:
            drop_output()
        except OSError as error:
            if not error.filename:  # of the output, which has no name
                drop_output()
                refuse(say("command.no-output", {"why": system_reason(error)}))
            refuse(visible(say("command.no-file", {"file": error.filename, "why": system_reason(error)})))
        except MemoryError:
            refuse(say("faults.command-memory"))
        except WorkerEndedError:
            refuse(say("faults.command-worker"))
        except click.ClickException:
            raise
        except Exception as error:
            logging.getLogger("gongkai").debug("the error itself", exc_info=error)
            refuse(visible(say("faults.command", {"kind": type(error).__name__, "text": str(error)[:300]})))

    return inner


def refuse(text: str) -> NoReturn:
    """End the command with a line for the clerk and exit code 2."""
    click.echo(f"{say('levels.error')}：{text}", err=True)
    sys.exit(2)
