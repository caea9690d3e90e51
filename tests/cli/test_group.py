"""The command ``gongkai`` imports a command's module only when that command is needed."""

from __future__ import annotations

import contextlib
import importlib.machinery
import json
import subprocess
import sys
from pathlib import Path

import click
import pytest
from click.testing import CliRunner

from gongkai.cli import main
from gongkai.cli.group import COMMANDS
from gongkai.cli.help_lines import help_line


def _modules(*arguments: str) -> set[str]:
    """The modules that a process has imported after a command."""
    code = (
        "import json, sys; from gongkai.cli import main; main(sys.argv[1:], standalone_mode=False); "
        "print(); print(json.dumps(sorted(sys.modules)))"
    )
    ran = subprocess.run([sys.executable, "-c", code, *arguments], capture_output=True, check=True)
    return set(json.loads(ran.stdout.splitlines()[-1]))


@pytest.mark.slow
@pytest.mark.parametrize("option", ["--version", "--help"])
def test_what_is_asked_of_no_command_imports_none(option: str) -> None:
    modules = _modules(option)
    assert not modules & {*COMMANDS.values(), "gongkai.checks", "gongkai.workspace", "mkdocs", "mammoth"}


@pytest.mark.parametrize("name", COMMANDS)
def test_line_of_a_command_is_that_of_its_own_help(name: str) -> None:
    command = main.get_command(click.Context(main), name)
    assert command is not None
    assert help_line(COMMANDS[name], name) == command.get_short_help_str(200)


def test_help_of_an_installation_without_sources_has_the_same_lines(monkeypatch: pytest.MonkeyPatch) -> None:
    with_sources = CliRunner().invoke(main, ["--help"]).stdout
    monkeypatch.setattr(importlib.machinery.SourceFileLoader, "get_source", lambda *_: None)
    assert help_line(COMMANDS["export"], "export") is None
    assert CliRunner().invoke(main, ["--help"]).stdout == with_sources


@pytest.mark.slow
def test_command_imports_no_other() -> None:
    modules = _modules("check", "--help")
    assert modules & set(COMMANDS.values()) == {COMMANDS["check"]}
    assert not modules & {"gongkai.importing", "mammoth"}, "what reads documents takes as long as all other modules"


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


@pytest.mark.skipif(sys.platform != "linux", reason="a device of Linux")
@pytest.mark.parametrize("words", [["--help"], ["check", "--site", str(Path(__file__).parents[1] / "wheel")]])
def test_output_that_cannot_be_written_is_said(words: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    with Path("/dev/full").open("w") as full, contextlib.redirect_stdout(full), pytest.raises(SystemExit) as ended:
        main(words)
    assert ended.value.code == 2
    assert capsys.readouterr().err == "差错：没有做完：磁盘满了。多半是输出写不进去，请看输出到哪里，再试一次。\n"
