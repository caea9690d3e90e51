"""The command ``gongkai``."""

from gongkai.cli.group import main

__all__ = ["main"]
