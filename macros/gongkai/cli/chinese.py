"""click in Chinese: its help, and what it says of a command that was typed wrong.

Errors are told apart by their class and never by click's English words, so that another version says the same.
"""

import re
import sys
from collections.abc import Callable, Mapping, Sequence
from importlib import import_module
from pathlib import Path
from typing import Any

import click

from gongkai.cli.help_lines import help_line, option_behind, too_many
from gongkai.cli.output import drop_output, flush
from gongkai.findings import say
from gongkai.forms.places import nearest
from gongkai.system_errors import system_reason

WIDE_DASHES = "－—–−"
"""What an input method or a word processor makes of a hyphen."""


class Option(click.Option):
    """An option whose help says 必填 where it has to be given."""

    def get_help_extra(self, ctx: click.Context) -> Any:
        """What click adds to the help."""
        extra = super().get_help_extra(ctx)
        if "required" in extra:
            extra["required"] = say("cli.required")
        return extra


class Choice(click.Choice[str]):
    """One of some words."""

    def meant(self, word: str) -> str | None:
        """The word that a clerk most likely means; None where none is near."""
        return nearest(word.lower(), list(self.choices))

    def get_invalid_choice_message(self, value: Any, ctx: click.Context | None) -> str:  # noqa: ARG002 - click passes it
        """What is wrong with a value, and the words that may be written."""
        names = list(self.choices)
        near = self.meant(str(value))
        hint = say("cli.near", {"name": near}) if near else ""
        return say("cli.choice", {"written": value, "near": hint, "names": "、".join(names)})


MINUS = "\u2212"
"""Stands for the minus of a negative number among the arguments."""
_NEGATIVE = re.compile(r"-\d[\d.,]*")


class Whole(click.ParamType[int]):
    """A whole number."""

    name = "number"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> int:
        """Read the number."""
        try:
            return int(str(value).replace(MINUS, "-"))
        except ValueError:
            self.fail(say("cli.number", {"written": value}), param, ctx)


class PathOf(click.ParamType[Path]):
    """A file or a folder, which need not be there."""

    name = "path"

    def __init__(self, *, folder: bool = False, file: bool = False) -> None:
        """Take a path.

        Args:
            folder: Refuse what is a file.
            file: Refuse what is a folder.
        """
        self.folder = folder
        self.file = file

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> Path:
        """Read the path."""
        path = Path(value)
        if self.folder and path.is_file():
            self.fail(say("cli.is-file", {"written": value}), param, ctx)
        if self.file and path.is_dir():
            self.fail(say("cli.is-folder", {"written": value}), param, ctx)
        return path


class Command(click.Command):
    """A command whose help is in Chinese, and shows how it is typed."""

    def __init__(self, *args: Any, example: str = "", **attributes: Any) -> None:
        """Take click's arguments.

        Args:
            args: Those without a name.
            example: The command as it may be typed, shown in its help and where something was typed wrong.
            attributes: Those with a name.
        """
        epilog = say("cli.example", {"example": example}) if example else None
        super().__init__(*args, **{"options_metavar": say("cli.options-metavar"), "epilog": epilog, **attributes})

    def get_help_option(self, ctx: click.Context) -> click.Option | None:
        """The help option."""
        option = super().get_help_option(ctx)
        if option is not None:
            option.help = say("cli.help")
        return option

    def format_usage(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """The line that shows how the command is written."""
        pieces = " ".join(self.collect_usage_pieces(ctx))
        formatter.write_usage(ctx.command_path, pieces, prefix=say("cli.usage"))

    def format_options(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """The options."""
        records = [item.get_help_record(ctx) for item in self.get_params(ctx) if isinstance(item, click.Option)]
        _section(formatter, say("cli.options"), [record for record in records if record is not None])

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        """Parse; what is typed with a full-width dash is no argument, and no argument may be left over.

        A negative number is an argument: click would take its minus for the dash of an option.
        """
        for arg in args[:1] if isinstance(self, click.Group) else args:
            if arg and arg[0] in WIDE_DASHES and arg.isprintable() and arg.strip(WIDE_DASHES + "-").isascii():
                instead = f"--{arg.lstrip(WIDE_DASHES + '-')}"
                ctx.fail(say("cli.wide-dash", {"written": arg, "instead": instead}))
        if not isinstance(self, click.Group):
            args = [arg.replace("-", MINUS) if _NEGATIVE.fullmatch(arg) else arg for arg in args]
        allowed, ctx.allow_extra_args = ctx.allow_extra_args, True
        try:
            rest = super().parse_args(ctx, args)
        except click.UsageError as error:
            error.ctx = error.ctx or ctx  # click's parser leaves it out where an option lacks its value
            raise
        if rest and not allowed:
            ctx.fail(too_many(ctx, rest))
        return rest


class CommandGroup(Command, click.Group):
    """A command of commands; the one that a program starts says what is wrong, and ends with an exit code."""

    command_class = Command

    def __init__(self, *args: Any, modules: Mapping[str, str], **attributes: Any) -> None:
        """Take click's arguments.

        Args:
            args: Those without a name.
            modules: The module that adds each command to the group, by the command's name; imported when needed.
            attributes: Those with a name.
        """
        super().__init__(*args, **{"subcommand_metavar": say("cli.command-metavar"), **attributes})
        self.modules = modules

    def list_commands(self, ctx: click.Context) -> list[str]:  # noqa: ARG002 - click passes it
        """The names of the commands, in the order of the help."""
        return sorted(self.modules)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """A command, imported; None where there is none of that name."""
        if cmd_name in self.modules:
            import_module(self.modules[cmd_name])
        return super().get_command(ctx, cmd_name)

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        """The command that was typed; where there is none, click would look for one like it among the imported only."""
        try:
            return super().resolve_command(ctx, args)
        except click.exceptions.NoSuchCommand as error:
            names = self.list_commands(ctx)
            raise click.exceptions.NoSuchCommand(error.command_name, possibilities=names, ctx=ctx) from None

    def format_options(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """The options, and the commands with a line for each."""
        super().format_options(ctx, formatter)
        rows = [(name, self._help_line(ctx, name)) for name in self.list_commands(ctx)]
        _section(formatter, say("cli.commands"), rows)

    def _help_line(self, ctx: click.Context, name: str) -> str:
        """The line for a command, which is imported only where its module's text does not hold the line."""
        line = help_line(self.modules[name], name)
        command = self.get_command(ctx, name) if line is None else None
        return command.get_short_help_str(200) if command is not None else line or ""

    def main(self, *args: Any, **extra: Any) -> Any:
        """Run a command; see ``click.Command.main``."""
        if not extra.get("standalone_mode", True):
            return super().main(*args, **extra)
        try:
            code = super().main(*args, **{**extra, "standalone_mode": False})
        except click.exceptions.NoArgsIsHelpError as error:
            click.echo(error.format_message(), err=True)
            code = error.exit_code
        except click.ClickException as error:
            click.echo(usage_text(error), err=True)
            code = error.exit_code
        except click.Abort:
            click.echo(say("cli.aborted"), err=True)
            code = 1
        except OSError as error:  # help, which no command's own guard prints; a full disk, say
            drop_output()
            click.echo(say("cli.error", {"text": say("command.no-output", {"why": system_reason(error)})}), err=True)
            code = 2
        flush()
        sys.exit(code if isinstance(code, int) else 0)


def _section(formatter: click.HelpFormatter, heading: str, rows: Sequence[tuple[str, str]]) -> None:
    formatter.write_paragraph()
    formatter.write(f"{heading}\n")
    with formatter.indentation():
        formatter.write_dl(rows)


def usage_text(error: click.ClickException) -> str:
    """What is wrong with a command that was typed, how it is written, and where to read more."""
    lines = [say("cli.error", {"text": _what(error)})]
    ctx = getattr(error, "ctx", None)
    if ctx is not None:
        lines.append(ctx.get_usage())
        lines += [ctx.command.epilog] if ctx.command.epilog else []
        lines.append(say("cli.more", {"command": ctx.command_path}))
    return "\n".join(lines)


def _what(error: click.ClickException) -> str:
    """What is wrong, by the class of an error; an error of another class has its own words."""
    for kind, text in _TEXTS.items():
        if isinstance(error, kind):
            return text(error)
    return error.message or say("cli.other")


def _no_option(error: Any) -> str:
    return say("cli.no-option", {"name": error.option_name}) + (_near(error.possibilities) or option_behind(error))


def _no_command(error: Any) -> str:
    group = error.ctx.command if error.ctx is not None else None
    names = "、".join(group.list_commands(error.ctx)) if isinstance(group, click.Group) else ""
    hint = _near(error.possibilities) or say("cli.commands-are", {"names": names})
    return say("cli.no-command", {"name": error.command_name}) + hint


def _bad_option(error: Any) -> str:
    """An option without its value, or a flag with one."""
    params = error.ctx.command.params if error.ctx is not None else []
    option = next((item for item in params if error.option_name in item.opts), None)
    if option is not None and option.is_flag:
        return say("cli.value-unwanted", {"name": error.option_name})
    names = "、".join(option.type.choices) if option is not None and isinstance(option.type, Choice) else ""
    can_be = say("cli.can-be", {"names": names}) if names else ""
    return say("cli.value-missing", {"name": error.option_name, "options": can_be})


def _missing(error: Any) -> str:
    kind = "option" if isinstance(error.param, click.Option) else "argument"
    return say(f"cli.missing-{kind}", {"name": _shown(error.param)})


def _bad_value(error: Any) -> str:
    return say("cli.bad-value", {"name": _shown(error.param), "why": error.message})


_TEXTS: dict[type[click.ClickException], Callable[[Any], str]] = {
    click.NoSuchOption: _no_option,
    click.exceptions.NoSuchCommand: _no_command,
    click.BadOptionUsage: _bad_option,
    click.MissingParameter: _missing,
    click.BadParameter: _bad_value,
}
"""The words for each class of error; a class comes before those that it is one of."""


def _near(possibilities: Sequence[str] | None) -> str:
    return say("cli.near", {"name": possibilities[0]}) if possibilities else ""


def _shown(param: click.Parameter) -> str:
    """A parameter as it is typed: an option by its long name, an argument by what stands for it in the usage."""
    return max(param.opts, key=len) if isinstance(param, click.Option) else (param.metavar or param.human_readable_name)
