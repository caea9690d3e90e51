"""The command ``gongkai``. It parses arguments, calls the workspace and prints; it decides nothing.

Exit codes: 0 nothing at error level, 1 findings at error level, 2 wrong usage or unreadable input.
"""

from gongkai.cli.group import main

__all__ = ["main"]
