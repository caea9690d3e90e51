"""What is said of commands: the line that ``gongkai --help`` shows for each, read from the text of its module.

To import the modules for thirteen lines would bring in all that the commands need: every check, the readers of Word
files and PDF, five times the processor time of the help itself.
"""

import ast
import re
from collections.abc import Sequence
from importlib.util import find_spec
from inspect import cleandoc

import click

from gongkai.findings import say

_YEAR = re.compile(r"(?:19|20)\d{2}")
_FIRST = "check"
"""The command that stands for all that have an option."""


def help_line(module: str, name: str) -> str | None:
    """Return the first line of the docstring of a command's function; nothing where it cannot be read.

    Args:
        module: The name of the module that adds the command.
        name: The command's name: the one given to the decorator ``command``, else that of the function.
    """
    for node in ast.parse(_text_of(module)).body:
        if isinstance(node, ast.FunctionDef) and name in _command_names(node):
            text = ast.get_docstring(node, clean=False)
            return cleandoc(text).partition("\n")[0] if text else None
    return None


def option_behind(error: click.NoSuchOption) -> str:
    """Where an option belongs that was typed before the command; empty where no command has it.

    Args:
        error: What click says of the option.
    """
    group, ctx = error.ctx.command if error.ctx is not None else None, error.ctx
    if not isinstance(group, click.Group) or ctx is None:
        return ""
    commands = [(name, group.get_command(ctx, name)) for name in group.list_commands(ctx)]
    having = [
        name
        for name, item in commands
        if item is not None and any(error.option_name in param.opts for param in item.params)
    ]
    if not having:
        return ""
    command = _FIRST if _FIRST in having else having[0]
    return say("cli.option-behind", {"command": command, "name": error.option_name})


def too_many(ctx: click.Context, rest: Sequence[str]) -> str:
    """What is wrong with arguments that a command does not take: a year is a part of its target, or an option.

    Args:
        ctx: The command as it was typed.
        rest: The arguments.
    """
    target, typed = ctx.params.get("target"), " ".join(rest)
    if len(rest) == 1 and _YEAR.fullmatch(typed):
        if target and "/" not in target:
            return say("cli.apart", {"written": f"{target} {typed}", "instead": f"{target}/{typed}"})
        if any("--year" in param.opts for param in ctx.command.params):
            return say("cli.year-option", {"year": typed, "command": ctx.command_path})
    return say("cli.too-many", {"written": typed})


def _text_of(module: str) -> str:
    """The source of a module; empty where only its compiled form is installed."""
    spec = find_spec(module)
    source: str | None = getattr(spec.loader, "get_source", lambda _: None)(module) if spec is not None else None
    return source or ""


def _command_names(function: ast.FunctionDef) -> list[str]:
    """The name of the command that a function is, nothing for another function."""
    calls = (item for item in function.decorator_list if isinstance(item, ast.Call))
    return [
        str(call.args[0].value) if call.args and isinstance(call.args[0], ast.Constant) else function.name
        for call in calls
        if isinstance(call.func, ast.Attribute) and call.func.attr == "command"
    ]
