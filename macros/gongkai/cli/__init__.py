"""The command ``gongkai``. It parses arguments, calls the workspace and prints; it decides nothing.

Exit codes: 0 nothing at error level, 1 findings at error level, 2 wrong usage or unreadable input.
"""

from gongkai.cli import bind, check, export, fix, import_reports, start
from gongkai.cli.district import correct, publish, rollup, sign, status
from gongkai.cli.group import main

__all__ = [
    "bind",
    "check",
    "correct",
    "export",
    "fix",
    "import_reports",
    "main",
    "publish",
    "rollup",
    "sign",
    "start",
    "status",
]  # importing a module adds its commands to main
