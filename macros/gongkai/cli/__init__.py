"""The command ``gongkai``. It parses arguments, calls the workspace and prints; it decides nothing.

Exit codes: 0 nothing at error level, 1 findings at error level, 2 wrong usage or unreadable input.
"""

import sys

import click

from gongkai.words import WordsError

try:
    from gongkai.cli.group import main
except WordsError as error:  # there are no words for any command
    click.echo(error, err=True)
    sys.exit(2)

__all__ = ["main"]
