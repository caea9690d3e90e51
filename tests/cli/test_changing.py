"""How commands change files: shown, asked about, written; coloured on a terminal alone."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click
import pytest
from click.testing import CliRunner

from gongkai.cli.changing import show_and_write
from gongkai.editing import FileChange

if TYPE_CHECKING:
    from pathlib import Path

SHOWN = "--- a.md\n+++ a.md\n@@ -1 +1 @@\n-旧\n+新\n"


def change(root: Path, *args: str, answer: str = "", color: bool = False) -> str:
    """What a command prints that has one change to make, in a folder that holds the file."""
    (root / "a.md").write_text("旧\n", encoding="utf-8")

    @click.command()
    @click.option("--yes", is_flag=True)
    @click.option("--dry-run", is_flag=True)
    def command(*, yes: bool, dry_run: bool) -> None:
        changes = [FileChange("a.md", "旧\n".encode(), "新\n".encode())]
        click.echo(show_and_write(root, changes, yes=yes, dry_run=dry_run))

    return CliRunner().invoke(command, args, input=answer, color=color, catch_exceptions=False).output


@pytest.mark.parametrize("answer", ["y\n", "Y\n", "是\n"])
def test_change_is_shown_and_written_once_the_clerk_agrees(tmp_path: Path, answer: str) -> None:
    shown = change(tmp_path, answer=answer)
    assert shown.startswith(SHOWN)
    assert shown.endswith("已写入 1 个文件。\nTrue\n")
    assert (tmp_path / "a.md").read_text(encoding="utf-8") == "新\n"


@pytest.mark.parametrize("answer", ["\n", "n\n", "", "不\n"])
def test_nothing_is_written_without_a_yes(tmp_path: Path, answer: str) -> None:
    assert change(tmp_path, answer=answer).endswith("没有写入。\nFalse\n")
    assert (tmp_path / "a.md").read_text(encoding="utf-8") == "旧\n"


def test_yes_asks_nothing(tmp_path: Path) -> None:
    assert change(tmp_path, "--yes") == f"{SHOWN}已写入 1 个文件。\nTrue\n"


def test_dry_run_writes_nothing_even_with_yes(tmp_path: Path) -> None:
    assert change(tmp_path, "--yes", "--dry-run") == f"{SHOWN}没有写入。\nFalse\n"
    assert (tmp_path / "a.md").read_text(encoding="utf-8") == "旧\n"


def test_what_comes_is_green_and_what_goes_is_red_on_a_terminal(tmp_path: Path) -> None:
    shown = change(tmp_path, "--dry-run", color=True)
    assert "\x1b[31m-旧\x1b[0m" in shown
    assert "\x1b[32m+新\x1b[0m" in shown
