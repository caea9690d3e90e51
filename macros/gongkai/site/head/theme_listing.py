"""Lists the files of the theme without looking into hidden folders, from which MkDocs takes nothing.

MkDocs asks Jinja for all files of a theme and then leaves out those whose names begin with a dot. Material has eleven
thousand icons in such a folder, which take longer to list than a small site takes to be checked.
"""

import os
from collections.abc import Iterator
from pathlib import Path

import jinja2
from mkdocs.theme import Theme


class ShownFiles(jinja2.FileSystemLoader):
    """Loads every template, and lists those outside hidden folders."""

    def list_templates(self) -> list[str]:
        """The names of the files, sorted."""
        return sorted({name for folder in self.searchpath for name in _names_below(str(folder))})


def _names_below(top: str) -> Iterator[str]:
    for folder, folders, files in os.walk(top):
        folders[:] = [name for name in folders if not name.startswith(".")]
        below = "" if folder == top else f"{Path(folder).relative_to(top).as_posix()}/"
        for name in files:
            yield f"{below}{name}"


def list_shown_files(theme: Theme) -> None:
    """Make a theme list its templates without those in hidden folders.

    Args:
        theme: The theme, whose ``get_env`` MkDocs 1.6 calls once it is set up.
    """
    make = theme.get_env

    def get_env() -> jinja2.Environment:
        environment = make()
        if type(environment.loader) is jinja2.FileSystemLoader and not environment.loader.followlinks:
            environment.loader = ShownFiles(environment.loader.searchpath, environment.loader.encoding)
        return environment

    setattr(theme, "get_env", get_env)  # noqa: B010 - a method
