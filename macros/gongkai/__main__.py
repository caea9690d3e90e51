"""``python -m gongkai`` is the command ``gongkai``, for where its script is not on the path, as often on Windows."""

from gongkai.cli import main

main(prog_name="gongkai")
