"""How commands change files: the change is shown, then asked about, then written."""

from collections.abc import Sequence
from pathlib import Path

import click

from gongkai.editing import FileChange, as_diff, write_changes
from gongkai.findings import say

_COLOURS = {"+": "green", "-": "red", "@": "cyan"}


def show_and_write(root: Path, changes: Sequence[FileChange], *, yes: bool, dry_run: bool) -> bool:
    """Show changes as a diff, coloured on a terminal, and write them once the clerk agrees.

    Args:
        root: The folder that their paths are relative to.
        changes: The changes.
        yes: Whether not to ask.
        dry_run: Whether to write nothing, whatever the clerk would say.

    Returns:
        Whether they were written.

    Raises:
        UsageError: A file was changed since it was read; nothing is written.
        OSError: A file cannot be written; everything is as it was before.
    """
    for line in as_diff(changes):
        click.secho(line, fg=_COLOURS.get(line[:1]))
    if dry_run or not (yes or _agreed()):
        click.echo(say("editing.not-written"))
        return False
    write_changes(root, changes)
    click.echo(say("editing.written", {"count": sum(change.before != change.after for change in changes)}))
    return True


def _agreed() -> bool:
    """Whether the clerk wants the changes; no answer, as at the end of input, is none."""
    try:
        answer = str(click.prompt(say("editing.ask"), default="", show_default=False))
    except click.Abort:
        click.echo()
        return False
    return answer.strip().lower() in ("y", "yes", "是")
