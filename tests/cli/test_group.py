"""The command ``gongkai`` imports a command's module only when that command is needed."""

from __future__ import annotations

import json
import subprocess
import sys

import click
import pytest
from click.testing import CliRunner

from gongkai.cli import main
from gongkai.cli.group import COMMANDS


def _modules(*arguments: str) -> set[str]:
    """The modules that a process has imported after a command."""
    code = (
        "import json, sys; from gongkai.cli import main; main(sys.argv[1:], standalone_mode=False); "
        "print(); print(json.dumps(sorted(sys.modules)))"
    )
    ran = subprocess.run([sys.executable, "-c", code, *arguments], capture_output=True, check=True)
    return set(json.loads(ran.stdout.splitlines()[-1]))


def test_version_imports_no_command() -> None:
    modules = _modules("--version")
    assert not modules & {*COMMANDS.values(), "gongkai.checks", "gongkai.workspace", "mkdocs", "mammoth"}


def test_command_imports_no_other() -> None:
    assert _modules("publish", "--help") & set(COMMANDS.values()) == {COMMANDS["publish"]}


@pytest.mark.parametrize("name", COMMANDS)
def test_command_of_the_register_is_the_one_that_its_module_adds(name: str) -> None:
    command = main.get_command(click.Context(main), name)
    assert command is not None
    assert command.name == name


def test_no_command_is_added_beside_the_register() -> None:
    ctx = click.Context(main)
    assert [name for name in main.list_commands(ctx) if main.get_command(ctx, name)] == sorted(COMMANDS)
    assert set(main.commands) == set(COMMANDS)


def test_command_that_is_not_imported_yet_is_named_where_one_was_mistyped(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(main, "commands", {})
    assert "export" in CliRunner().invoke(main, ["exprot"]).stderr
    unlike = CliRunner().invoke(main, ["qqqqqq"]).stderr
    assert all(name in unlike for name in COMMANDS)
